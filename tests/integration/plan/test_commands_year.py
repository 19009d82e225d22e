"""Deciding what becomes of open work, closing a year, reopening it, and what a closed year refuses."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import (
    TODAY,
    Cast,
    as_actor,
    due_period,
    last_entry,
    make_deliverable,
    make_plan,
    make_priority,
    reload,
    report,
)
from tracker.audit.rules import Event
from tracker.dates import FinancialYear
from tracker.errors import DomainError, Stale
from tracker.plan import queries
from tracker.plan.commands import EditDeliverable, edit_deliverable
from tracker.plan.commands_close import Stop, stop
from tracker.plan.commands_correct import CorrectProgress, correct_progress
from tracker.plan.commands_due import DecideDueDate, RequestDueDate, decide_due_date, request_due_date
from tracker.plan.commands_year import (
    CloseYear,
    Decide,
    ReopenYear,
    close_year,
    decide,
    reopen_year,
)
from tracker.plan.models import Deliverable, Priority
from tracker.plan.models_year import YearClose, YearDecision
from tracker.plan.queries_year import OpenWork, YearEnd, closed_years, year_end, years
from tracker.plan.rules import DueBeforeItStarts, ProgressStatus
from tracker.plan.rules_changes import UnknownPriority
from tracker.plan.rules_refusals import YearIsClosed
from tracker.plan.rules_year import (
    BeforeAnyPlan,
    CarryingNeedsDueDate,
    Decided,
    DecisionNeedsReason,
    DecisionsMissing,
    DueWithinTheYear,
    EarlierYearOpen,
    LaterYearClosed,
    NothingToDecide,
    ReopeningYearNeedsReason,
    RollRefused,
    YearAct,
    YearChoice,
    YearClosedAlready,
    YearNotClosed,
    YearNotOver,
    YearStage,
)
from tracker.plan.rules_year_marks import YearMark, YearOutcome

YEAR = FinancialYear(2023)
SPRING = date(2023, 5, 2)
NEXT_YEAR = due_period(date(2025, 6, 1), date(2025, 6, 30), "June 2025")
MARCH = {"start": date(2024, 3, 1), "end": date(2024, 3, 31)}
CARRY = Decided(YearChoice.CARRY_FORWARD, "The builder is late", NEXT_YEAR)
STOP = Decided(YearChoice.STOP, "No money is left")
LEAVE = Decided(YearChoice.LEAVE_OPEN)


@pytest.fixture
def begun(session: Session, priority: Priority, cast: Cast) -> Deliverable:
    """Begun and 40% in 2023-24."""
    found = make_deliverable(session, priority, cast.officer, on=SPRING)
    report(session, found, 40, date(2024, 2, 1))
    return found


def ended(session: Session, year: FinancialYear = YEAR, on: date = TODAY) -> YearEnd:
    return year_end(session, year, on)


def work_of(session: Session, deliverable: Deliverable, year: FinancialYear = YEAR, on: date = TODAY) -> OpenWork:
    return next(work for work in ended(session, year, on).open_work if work.reference == deliverable.reference)


def decided(
    session: Session, deliverable: Deliverable, what: Decided, cast: Cast, year: FinancialYear = YEAR
) -> YearDecision | None:
    work = work_of(session, deliverable, year)
    seen = work.decision.id if work.decision else 0
    return decide(session, year, work, Decide(seen, what), by=as_actor(cast.lead), on=TODAY)


def close(session: Session, cast: Cast, year: FinancialYear = YEAR, on: date = TODAY) -> YearClose:
    command = CloseYear(ended(session, year, on).stamp)
    return close_year(session, year, command, by=as_actor(cast.chief_executive), on=on)


def reopen(session: Session, cast: Cast, reason: str | None = "A stop was wrong") -> YearClose:
    command = ReopenYear(len(ended(session).acts), reason)
    return reopen_year(session, YEAR, command, by=as_actor(cast.chief_executive), on=TODAY)


class TestDeciding:
    def test_nothing_happens_to_the_work_until_the_year_is_closed(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        decided(session, begun, CARRY, cast)
        assert reload(session, begun).standing.status is ProgressStatus.IN_PROGRESS
        event, changes, reason = last_entry(session, begun.reference)
        said = "Carry forward, due June 2025, under PCP-2022-25, priority 1: The builder is late"
        assert (event, changes) == (Event.YEAR_DECIDED, {"Decision for 2023-24": (None, said)})
        assert reason == "The builder is late"

    def test_the_last_decision_counts_and_saying_it_again_adds_nothing(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        first = decided(session, begun, STOP, cast)
        second = decided(session, begun, LEAVE, cast)
        assert decided(session, begun, LEAVE, cast) is None
        assert first is not second
        assert work_of(session, begun).decision is second

    def test_a_decision_made_beside_ones_own_is_shown_first(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        opened = work_of(session, begun)
        decided(session, begun, STOP, cast)
        with pytest.raises(Stale):
            decide(session, YEAR, work_of(session, begun), Decide(0, LEAVE), by=as_actor(cast.lead), on=TODAY)
        assert opened.decision is None

    @pytest.mark.parametrize(
        ("what", "refusal"),
        [
            (Decided(YearChoice.CARRY_FORWARD, "Late"), CarryingNeedsDueDate),
            (Decided(YearChoice.CARRY_FORWARD, " ", NEXT_YEAR), DecisionNeedsReason),
            (Decided(YearChoice.STOP), DecisionNeedsReason),
            (
                Decided(
                    YearChoice.CARRY_FORWARD, "Late", due_period(date(2024, 3, 1), date(2024, 3, 31), "March 2024")
                ),
                DueWithinTheYear,
            ),
            (Decided(YearChoice.CARRY_FORWARD, "Late", NEXT_YEAR, 999), UnknownPriority),
        ],
    )
    def test_what_will_not_do(
        self, session: Session, begun: Deliverable, cast: Cast, what: Decided, refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            decided(session, begun, what, cast)
        assert work_of(session, begun).decision is None

    def test_work_that_starts_later_is_not_due_before(self, session: Session, priority: Priority, cast: Cast) -> None:
        work = make_deliverable(
            session,
            priority,
            cast.officer,
            on=SPRING,
            starts_on=date(2026, 1, 1),
            due=due_period(date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        )
        with pytest.raises(DueBeforeItStarts):
            decided(session, work, CARRY, cast)

    def test_work_closed_since_needs_none(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        stop(session, begun, Stop(begun.version, TODAY, "No money"), by=as_actor(cast.lead), on=TODAY)
        assert ended(session).undecided == ()
        with pytest.raises(NothingToDecide):
            decided(session, begun, LEAVE, cast)

    def test_work_that_began_after_the_year_is_not_asked_about(
        self, session: Session, begun: Deliverable, deliverable: Deliverable
    ) -> None:
        assert [work.reference for work in ended(session).open_work] == [begun.reference]
        assert deliverable.reference not in {work.reference for work in ended(session).work}

    def test_decisions_can_be_made_while_the_year_runs(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        this = FinancialYear.of(TODAY)
        decided(session, begun, CARRY, cast, this)
        assert ended(session, this).stage is YearStage.RUNNING
        assert ended(session, this).undecided == ()


class TestClosing:
    def test_carries_forward_on_the_last_day_and_begins_anew_on_the_next(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        decided(session, begun, CARRY, cast)
        close(session, cast)
        old = reload(session, begun)
        new = queries.carried_to(session, old)
        assert new is not None
        assert (old.updates[-1].status, old.updates[-1].effective_on) == (
            ProgressStatus.CARRIED_FORWARD,
            date(2024, 3, 31),
        )
        fresh = queries.deliverable(session, new.reference)
        assert (fresh.began_on, fresh.standing.percent, fresh.standing.due_text) == (date(2024, 4, 1), 40, "June 2025")
        event, changes, _ = last_entry(session, "year 2023-24")
        said = f"Carried forward on 31 March 2024, goes on as {new.reference}"
        assert (event, changes) == (Event.YEAR_CLOSED, {old.reference: (None, said)})

    def test_the_marks_tell_of_it_in_both_years(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        decided(session, begun, CARRY, cast)
        close(session, cast)
        (before,) = ended(session).work
        assert before.outcome is YearOutcome.CARRIED_FORWARD
        assert [mark.kind for mark in before.marks] == [YearMark.NEW, YearMark.CARRIED_FORWARD]
        (after,) = ended(session, FinancialYear(2024)).work
        assert [mark.words for mark in after.marks] == [f"Carried forward from {begun.reference}"]

    def test_stops_with_the_reason_and_leaves_the_rest_open(
        self, session: Session, begun: Deliverable, priority: Priority, cast: Cast
    ) -> None:
        left = make_deliverable(session, priority, cast.officer, on=SPRING)
        decided(session, begun, STOP, cast)
        decided(session, left, LEAVE, cast)
        close(session, cast)
        stopped = reload(session, begun).updates[-1]
        assert (stopped.status, stopped.effective_on, stopped.percent, stopped.reason) == (
            ProgressStatus.STOPPED,
            date(2024, 3, 31),
            40,
            "No money is left",
        )
        assert reload(session, left).standing.status is ProgressStatus.NOT_STARTED

    def test_work_that_went_on_since_is_carried_on_the_day_of_its_last_entry(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        report(session, begun, 60, date(2024, 6, 5))
        decided(session, begun, CARRY, cast)
        close(session, cast)
        old = reload(session, begun)
        new = queries.carried_to(session, old)
        assert new is not None
        assert (old.updates[-1].effective_on, new.began_on) == (date(2024, 6, 5), date(2024, 6, 5))

    def test_into_a_priority_of_the_next_plan(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        there = make_priority(session, make_plan(session, "PCP-2025-29"), 2, lead=cast.lead)
        decided(session, begun, Decided(YearChoice.CARRY_FORWARD, "New plan", NEXT_YEAR, there.id), cast)
        close(session, cast)
        new = queries.carried_to(session, reload(session, begun))
        assert new is not None
        assert new.standing.priority_id == there.id

    def test_not_while_something_is_undecided_and_nothing_is_done_then(
        self, session: Session, begun: Deliverable, priority: Priority, cast: Cast
    ) -> None:
        left = make_deliverable(session, priority, cast.officer, on=SPRING)
        decided(session, begun, STOP, cast)
        with pytest.raises(DecisionsMissing) as refusal:
            close(session, cast)
        assert refusal.value.references == (left.reference,)
        assert reload(session, begun).standing.status is ProgressStatus.IN_PROGRESS

    def test_not_before_it_is_over(self, session: Session, cast: Cast) -> None:
        with pytest.raises(YearNotOver):
            close(session, cast, FinancialYear(2024))
        with pytest.raises(YearNotOver):
            close(session, cast, YEAR, date(2024, 3, 31))
        assert close(session, cast, YEAR, date(2024, 4, 1)).act is YearAct.CLOSED

    def test_not_twice(self, session: Session, cast: Cast) -> None:
        close(session, cast)
        with pytest.raises(YearClosedAlready):
            close(session, cast)

    def test_not_when_something_changed_since_it_was_previewed(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        decided(session, begun, STOP, cast)
        previewed = ended(session).stamp
        decided(session, begun, LEAVE, cast)
        with pytest.raises(Stale):
            close_year(session, YEAR, CloseYear(previewed), by=as_actor(cast.chief_executive), on=TODAY)

    def test_not_before_an_earlier_year_when_the_later_is_closed(self, session: Session, cast: Cast) -> None:
        close(session, cast)
        with pytest.raises(LaterYearClosed):
            close(session, cast, FinancialYear(2022))

    @pytest.mark.usefixtures("begun")
    def test_not_a_year_before_any_plan(self, session: Session, cast: Cast) -> None:
        with pytest.raises(BeforeAnyPlan) as refusal:
            close(session, cast, FinancialYear(1999))
        assert "there is nothing to close in 1999-00" in str(refusal.value)

    def test_not_while_an_earlier_year_with_work_is_not_closed(
        self, session: Session, begun: Deliverable, priority: Priority, cast: Cast
    ) -> None:
        older = make_deliverable(session, priority, cast.officer, on=date(2022, 5, 2))
        for work in (begun, older):
            decided(session, work, LEAVE, cast)
        assert (ended(session).earlier, ended(session).later) == (FinancialYear(2022), None)
        with pytest.raises(EarlierYearOpen) as refusal:
            close(session, cast)
        assert "Close 2022-23 first" in str(refusal.value)
        decided(session, older, LEAVE, cast, FinancialYear(2022))
        close(session, cast, FinancialYear(2022))
        assert ended(session).earlier is None
        close(session, cast)
        assert ended(session, FinancialYear(2022)).later == YEAR

    def test_says_which_deliverable_stands_in_the_way(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        decided(session, begun, CARRY, cast)
        later = due_period(date(2027, 3, 1), date(2027, 3, 31), "March 2027")
        request = request_due_date(
            session, begun, RequestDueDate(begun.version, later, "Longer"), by=as_actor(cast.lead), on=TODAY
        )
        answer = DecideDueDate(begun.version, request.id, accepted=True, note=None)
        decide_due_date(session, begun, answer, by=as_actor(cast.lead), on=TODAY)
        moved = EditDeliverable(
            begun.version, "Refit it", begun.standing.priority_id, None, cast.officer.id, date(2026, 1, 1), None
        )
        edit_deliverable(session, begun, moved, by=as_actor(cast.lead), on=TODAY)
        with pytest.raises(RollRefused) as refusal:
            close(session, cast)
        assert str(refusal.value).startswith(f"{begun.reference}: The work starts on 1 January 2026")


class TestAClosedYear:
    @pytest.fixture(autouse=True)
    def _is_closed(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        decided(session, begun, LEAVE, cast)
        close(session, cast)

    def test_refuses_progress_dated_in_it(self, session: Session, begun: Deliverable) -> None:
        with pytest.raises(YearIsClosed) as refusal:
            report(session, begun, 50, date(2024, 3, 31))
        assert "which is closed. Enter a date after 31 March 2024" in str(refusal.value)
        assert report(session, begun, 50, date(2024, 4, 1)).percent == 50

    def test_refuses_to_stop_work_in_it(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        command = Stop(begun.version, date(2024, 3, 1), "No money")
        with pytest.raises(YearIsClosed):
            stop(session, begun, command, by=as_actor(cast.lead), on=TODAY)

    def test_lets_what_was_wrong_be_corrected_with_a_reason(
        self, session: Session, begun: Deliverable, cast: Cast
    ) -> None:
        wrong = begun.updates[-1]
        command = CorrectProgress(
            begun.version, wrong.id, 45, None, date(2024, 2, 1), None, None, "Counted the wrong rooms"
        )
        correct_progress(session, begun, command, by=as_actor(cast.lead), on=TODAY)
        assert reload(session, begun).standing.percent == 45

    def test_refuses_decisions(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        with pytest.raises(YearClosedAlready):
            decided(session, begun, STOP, cast)

    def test_is_reopened_with_a_reason_and_closed_again(self, session: Session, begun: Deliverable, cast: Cast) -> None:
        with pytest.raises(ReopeningYearNeedsReason):
            reopen(session, cast, "  ")
        reopen(session, cast)
        event, _, reason = last_entry(session, "year 2023-24")
        assert (event, reason) == (Event.YEAR_REOPENED, "A stop was wrong")
        assert report(session, begun, 42, date(2024, 3, 31)).percent == 42
        assert close(session, cast).number == 3
        assert list(closed_years(session)) == [YEAR]

    def test_is_not_reopened_twice_nor_unseen(self, session: Session, cast: Cast) -> None:
        reopen(session, cast)
        with pytest.raises(YearNotClosed):
            reopen(session, cast)
        with pytest.raises(Stale):
            reopen_year(session, YEAR, ReopenYear(1, "Again"), by=as_actor(cast.chief_executive), on=TODAY)

    def test_the_years_say_how_far_each_is(self, session: Session) -> None:
        told = [(year.key, stage, act.act if act else None) for year, stage, act in years(session, TODAY)]
        assert told == [("2024-25", YearStage.RUNNING, None), ("2023-24", YearStage.CLOSED, YearAct.CLOSED)]
