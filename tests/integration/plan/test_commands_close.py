"""Completing, stopping, reopening and carrying forward."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import (
    BEGAN,
    TODAY,
    Cast,
    as_actor,
    due_period,
    last_entry,
    log_of,
    make_deliverable,
    make_objective,
    make_plan,
    make_priority,
    reload,
    report,
)
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.plan import queries
from tracker.plan.commands_close import (
    CarryForward,
    Complete,
    Reopen,
    Stop,
    carry_forward,
    complete,
    reopen,
    stop,
)
from tracker.plan.commands_due import RequestDueDate, request_due_date
from tracker.plan.commands_milestones import MilestoneLine, SetMilestones, set_milestones
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_changes import CarryingNeedsReason, UnknownPriority
from tracker.plan.rules_refusals import (
    AlreadyClosed,
    CompletionDateMissing,
    CompletionOutOfOrder,
    DayBeforeTheLastUpdate,
    DayInTheFuture,
    HundredIsComplete,
    NothingToReopen,
    PercentIsComputed,
    ReopeningNeedsReason,
    StoppingNeedsReason,
)
from tracker.plan.rules_standing import standing_at

AUGUST = date(2024, 8, 30)


@pytest.fixture(autouse=True)
def _is_at_forty_percent(session: Session, deliverable: Deliverable) -> None:
    report(session, deliverable, 40, AUGUST)


def completion(deliverable: Deliverable) -> Complete:
    return Complete(deliverable.version, date(2024, 9, 2), TODAY, "Opened by the mayor")


def stopping(deliverable: Deliverable) -> Stop:
    return Stop(deliverable.version, TODAY, "Money ran out")


def carrying(deliverable: Deliverable, priority: Priority) -> CarryForward:
    due = due_period(date(2026, 3, 1), date(2026, 3, 31), "March 2026")
    return CarryForward(deliverable.version, TODAY, priority.id, due, "The plan ends")


class TestCompleting:
    def test_it_is_at_100_with_its_completion_date_and_the_day_it_was_reported(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        complete(session, deliverable, completion(deliverable), by=as_actor(cast.lead), on=TODAY)
        standing = standing_at(reload(session, deliverable), TODAY)
        assert standing is not None
        assert (standing.status, standing.percent) == (ProgressStatus.COMPLETE, 100)
        assert (standing.completed_on, standing.first_complete_on) == (date(2024, 9, 2), TODAY)
        assert last_entry(session, "D-0001") == (
            Event.DELIVERABLE_COMPLETED,
            {
                "Status": ("In progress", "Complete"),
                "Progress": ("40%", "100%"),
                "Date of the update": (None, "18 September 2024"),
                "Date completed": (None, "2 September 2024"),
                "Note": (None, "Opened by the mayor"),
            },
            None,
        )

    @pytest.mark.parametrize(
        ("completed_on", "effective_on", "refusal"),
        [
            (None, TODAY, CompletionDateMissing),
            (date(2024, 9, 19), TODAY, CompletionOutOfOrder),
            (TODAY, date(2024, 9, 19), DayInTheFuture),
            (date(2024, 8, 1), date(2024, 8, 29), DayBeforeTheLastUpdate),
        ],
    )
    def test_never_in_the_future_nor_without_its_date(
        self,
        session: Session,
        deliverable: Deliverable,
        completed_on: date | None,
        effective_on: date,
        refusal: type[DomainError],
    ) -> None:
        command = replace(completion(deliverable), completed_on=completed_on, effective_on=effective_on)
        with pytest.raises(refusal):
            complete(session, deliverable, command, by=SYSTEM, on=TODAY)

    def test_every_milestone_is_at_100_with_it(self, session: Session, deliverable: Deliverable) -> None:
        lines = (MilestoneLine(None, "Tender", 1), MilestoneLine(None, "Build", 3))
        set_milestones(
            session, deliverable, SetMilestones(deliverable.version, lines, "Weighed anew"), by=SYSTEM, on=TODAY
        )
        complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)
        assert set(queries.milestone_percents(reload(session, deliverable)).values()) == {100}
        assert last_entry(session, "D-0001")[1]["Milestone “Build”"] == ("0%", "100%")

    def test_once(self, session: Session, deliverable: Deliverable) -> None:
        complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)
        with pytest.raises(AlreadyClosed):
            complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)


class TestStopping:
    def test_it_keeps_its_percentage_and_its_reason(self, session: Session, deliverable: Deliverable) -> None:
        stop(session, deliverable, stopping(deliverable), by=SYSTEM, on=TODAY)
        found = reload(session, deliverable)
        assert (found.standing.status, found.standing.percent) == (ProgressStatus.STOPPED, 40)
        assert found.updates[-1].reason == "Money ran out"
        assert last_entry(session, "D-0001")[0] is Event.DELIVERABLE_STOPPED

    @pytest.mark.parametrize("reason", [None, "", "\n"])
    def test_it_needs_a_reason(self, session: Session, deliverable: Deliverable, reason: str | None) -> None:
        with pytest.raises(StoppingNeedsReason):
            stop(session, deliverable, replace(stopping(deliverable), reason=reason), by=SYSTEM, on=TODAY)


class TestReopening:
    def test_what_was_completed_in_error_is_open_again_and_says_why(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)
        command = Reopen(deliverable.version, 80, TODAY, "Roof leaks")
        reopen(session, deliverable, command, by=as_actor(cast.lead), on=TODAY)
        found = reload(session, deliverable)
        standing = standing_at(found, TODAY)
        assert standing is not None
        assert (standing.status, standing.percent) == (ProgressStatus.IN_PROGRESS, 80)
        assert (standing.completed_on, standing.first_complete_on) == (None, None)
        event, changes, reason = last_entry(session, "D-0001")
        assert (event, reason) == (Event.DELIVERABLE_REOPENED, "Roof leaks")
        assert changes["Status"] == ("Complete", "In progress")

    def test_stopped_work_is_taken_up_again(self, session: Session, deliverable: Deliverable) -> None:
        stop(session, deliverable, stopping(deliverable), by=SYSTEM, on=TODAY)
        reopen(session, deliverable, Reopen(deliverable.version, 0, TODAY, "New money"), by=SYSTEM, on=TODAY)
        assert reload(session, deliverable).standing.status is ProgressStatus.NOT_STARTED

    def test_it_needs_a_reason(self, session: Session, deliverable: Deliverable) -> None:
        complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)
        with pytest.raises(ReopeningNeedsReason):
            reopen(session, deliverable, Reopen(deliverable.version, 80, TODAY, " "), by=SYSTEM, on=TODAY)

    def test_not_at_100(self, session: Session, deliverable: Deliverable) -> None:
        complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)
        with pytest.raises(HundredIsComplete):
            reopen(session, deliverable, Reopen(deliverable.version, 100, TODAY, "Roof leaks"), by=SYSTEM, on=TODAY)

    def test_open_work_has_nothing_to_reopen(self, session: Session, deliverable: Deliverable) -> None:
        with pytest.raises(NothingToReopen):
            reopen(session, deliverable, Reopen(deliverable.version, 80, TODAY, "Roof leaks"), by=SYSTEM, on=TODAY)

    def test_with_milestones_it_says_how_far_each_is(self, session: Session, deliverable: Deliverable) -> None:
        lines = (MilestoneLine(None, "Tender", 1), MilestoneLine(None, "Build", 3))
        set_milestones(
            session, deliverable, SetMilestones(deliverable.version, lines, "Weighed anew"), by=SYSTEM, on=TODAY
        )
        complete(session, deliverable, completion(deliverable), by=SYSTEM, on=TODAY)
        build = deliverable.milestones[1].id
        command = Reopen(deliverable.version, 80, TODAY, "Roof leaks", {build: 60})
        with pytest.raises(PercentIsComputed):
            reopen(session, deliverable, command, by=SYSTEM, on=TODAY)
        reopen(session, deliverable, replace(command, percent=None), by=SYSTEM, on=TODAY)
        assert reload(session, deliverable).standing.percent == 70


class TestCarryingForward:
    @pytest.fixture
    def next_plan(self, session: Session, cast: Cast) -> Priority:
        plan = make_plan(session, "PCP-2025-29", starts=date(2025, 4, 1), ends=date(2029, 3, 31))
        return make_priority(session, plan, 2, lead=cast.other_lead)

    def test_the_old_row_is_closed_and_a_new_one_goes_on_each_naming_the_other(
        self, session: Session, deliverable: Deliverable, next_plan: Priority, cast: Cast
    ) -> None:
        new = carry_forward(session, deliverable, carrying(deliverable, next_plan), by=as_actor(cast.lead), on=TODAY)
        old, new = reload(session, deliverable), queries.deliverable(session, new.reference)
        assert (old.standing.status, old.standing.percent) == (ProgressStatus.CARRIED_FORWARD, 40)
        assert new.carried_from is old
        assert queries.carried_to(session, old) is new
        assert queries.carried_to(session, new) is None

    def test_the_new_row_is_the_same_work_as_far_as_it_was(
        self, session: Session, deliverable: Deliverable, next_plan: Priority
    ) -> None:
        new = carry_forward(session, deliverable, carrying(deliverable, next_plan), by=SYSTEM, on=TODAY)
        found = reload(session, new)
        assert (found.reference, found.began_on) == ("D-0002", TODAY)
        standing = standing_at(found, TODAY)
        assert standing is not None
        assert (standing.action, standing.owner_name) == ("Refit the custody suite", "Olive Ashdown")
        assert (standing.priority_id, standing.status, standing.percent) == (
            next_plan.id,
            ProgressStatus.IN_PROGRESS,
            40,
        )
        assert standing.note == "Carried forward from D-0001 at 40%."
        assert standing.due.text == standing.original_due.text == "March 2026"

    def test_reports_show_one_of_them_on_any_day(
        self, session: Session, deliverable: Deliverable, next_plan: Priority
    ) -> None:
        command = replace(carrying(deliverable, next_plan), effective_on=date(2024, 9, 10))
        new = carry_forward(session, deliverable, command, by=SYSTEM, on=TODAY)
        for day in (date(2024, 9, 9), date(2024, 9, 10)):
            standings = [standing_at(each, day) for each in (deliverable, new)]
            is_open = [standing is not None and not standing.status.is_closed for standing in standings]
            assert is_open.count(True) == 1

    def test_work_that_never_had_an_update_goes_on_without_one(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        fresh = make_deliverable(session, priority, cast.officer)
        new = carry_forward(session, fresh, carrying(fresh, priority), by=SYSTEM, on=TODAY)
        assert reload(session, new).updates == []

    def test_it_keeps_its_objective_only_under_the_same_priority(
        self, session: Session, priority: Priority, next_plan: Priority, cast: Cast
    ) -> None:
        objective = make_objective(session, priority)
        same, other = (make_deliverable(session, priority, cast.officer, objective=objective) for _ in range(2))
        stays = carry_forward(session, same, carrying(same, priority), by=SYSTEM, on=TODAY)
        moves = carry_forward(session, other, carrying(other, next_plan), by=SYSTEM, on=TODAY)
        assert (stays.details[0].objective, moves.details[0].objective) == (objective, None)

    def test_it_keeps_its_place_under_the_same_priority_and_comes_last_under_another(
        self, session: Session, priority: Priority, next_plan: Priority, cast: Cast
    ) -> None:
        make_deliverable(session, next_plan, cast.officer, position=7)
        same, other = (make_deliverable(session, priority, cast.officer, position=4) for _ in range(2))
        stays = carry_forward(session, same, carrying(same, priority), by=SYSTEM, on=TODAY)
        moves = carry_forward(session, other, carrying(other, next_plan), by=SYSTEM, on=TODAY)
        assert (stays.details[0].position, moves.details[0].position) == (4, 8)

    def test_the_log_tells_it_on_both_records(
        self, session: Session, deliverable: Deliverable, next_plan: Priority
    ) -> None:
        carry_forward(session, deliverable, carrying(deliverable, next_plan), by=SYSTEM, on=TODAY)
        closed, link = log_of(session, "D-0001")[-2:]
        assert (closed.event, closed.reason) == (Event.DELIVERABLE_CARRIED_FORWARD, "The plan ends")
        assert link.event == Event.DELIVERABLE_CHANGED
        assert last_entry(session, "D-0001")[1] == {"Goes on as": (None, "D-0002")}
        event, changes, _ = last_entry(session, "D-0002")
        assert event is Event.DELIVERABLE_CREATED
        assert changes["Carried forward from"] == (None, "D-0001")

    def test_it_needs_a_reason(self, session: Session, deliverable: Deliverable, next_plan: Priority) -> None:
        command = replace(carrying(deliverable, next_plan), reason="")
        with pytest.raises(CarryingNeedsReason):
            carry_forward(session, deliverable, command, by=SYSTEM, on=TODAY)
        assert len(deliverable.updates) == 1

    def test_to_a_priority_that_exists(self, session: Session, deliverable: Deliverable) -> None:
        command = replace(carrying(deliverable, deliverable.standing.priority), priority_id=10**6)
        with pytest.raises(UnknownPriority):
            carry_forward(session, deliverable, command, by=SYSTEM, on=TODAY)
        assert len(deliverable.updates) == 1

    def test_once_and_it_is_never_reopened(
        self, session: Session, deliverable: Deliverable, next_plan: Priority
    ) -> None:
        carry_forward(session, deliverable, carrying(deliverable, next_plan), by=SYSTEM, on=TODAY)
        with pytest.raises(AlreadyClosed):
            carry_forward(session, deliverable, carrying(deliverable, next_plan), by=SYSTEM, on=TODAY)
        with pytest.raises(AlreadyClosed):
            reopen(session, deliverable, Reopen(deliverable.version, 50, TODAY, "Back"), by=SYSTEM, on=TODAY)


@pytest.mark.parametrize("act", ["complete", "stop", "carry forward"])
class TestWhateverClosesIt:
    def close(self, session: Session, deliverable: Deliverable, act: str, *, version: int | None = None) -> None:
        opened_at = deliverable.version if version is None else version
        if act == "complete":
            complete(session, deliverable, replace(completion(deliverable), version=opened_at), by=SYSTEM, on=TODAY)
        elif act == "stop":
            stop(session, deliverable, replace(stopping(deliverable), version=opened_at), by=SYSTEM, on=TODAY)
        else:
            command = replace(carrying(deliverable, deliverable.standing.priority), version=opened_at)
            carry_forward(session, deliverable, command, by=SYSTEM, on=TODAY)

    def test_it_takes_no_more_updates(self, session: Session, deliverable: Deliverable, act: str) -> None:
        self.close(session, deliverable, act)
        with pytest.raises(AlreadyClosed):
            report(session, deliverable, 50, TODAY)

    def test_a_form_opened_before_another_change_is_refused(
        self, session: Session, deliverable: Deliverable, act: str
    ) -> None:
        with pytest.raises(Stale):
            self.close(session, deliverable, act, version=1)

    def test_a_request_nobody_answered_is_declined_in_sight_of_all(
        self, session: Session, deliverable: Deliverable, act: str
    ) -> None:
        ask = RequestDueDate(deliverable.version, due_period(text="Mar 25"), "Late")
        request_due_date(session, deliverable, ask, by=SYSTEM, on=TODAY)
        assert deliverable.standing.has_open_request
        self.close(session, deliverable, act)
        found = reload(session, deliverable)
        decision = found.due_dates[-1].decision
        assert decision is not None
        assert not decision.accepted
        assert decision.note is not None
        assert decision.note.startswith("Not answered before the work")
        assert not found.standing.has_open_request
        assert Event.DUE_DATE_DECLINED in [entry.event for entry in log_of(session, "D-0001")]


def test_the_first_day_on_the_record_is_unchanged_by_closing(session: Session, deliverable: Deliverable) -> None:
    stop(session, deliverable, stopping(deliverable), by=SYSTEM, on=TODAY)
    assert reload(session, deliverable).began_on == BEGAN
