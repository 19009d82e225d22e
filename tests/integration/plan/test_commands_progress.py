"""Recording progress: append-only, by a whole day, and only as far as the rules let it go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories import (
    BEGAN,
    TODAY,
    Cast,
    as_actor,
    due_period,
    last_entry,
    make_deliverable,
    make_objective,
    make_priority,
    reload,
    report,
)
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.plan.commands import (
    EditDeliverable,
    OverrideRag,
    RecordProgress,
    edit_deliverable,
    override_rag,
    record_progress,
)
from tracker.plan.commands_close import Complete, Reopen, Stop, complete, reopen, stop
from tracker.plan.commands_correct import CorrectProgress, correct_progress
from tracker.plan.commands_due import DecideDueDate, RequestDueDate, decide_due_date, request_due_date
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules import ProgressStatus, Rag
from tracker.plan.rules_changes import OnlyTheLeadCompletes
from tracker.plan.rules_refusals import (
    AlreadyClosed,
    CompletionDateMissing,
    CompletionDateNotDue,
    CompletionOutOfOrder,
    DayBeforeTheLastUpdate,
    DayBeforeTheRecord,
    DayInTheFuture,
    LowerPercentNeedsReason,
    NotAWholePercentage,
    PercentOutOfRange,
)
from tracker.plan.rules_standing import standing_at


def test_an_update_is_added_and_none_before_it_changes(session: Session, deliverable: Deliverable, cast: Cast) -> None:
    report(session, deliverable, 40, date(2024, 8, 30), note="Tender out", by=as_actor(cast.officer))
    report(session, deliverable, 60, TODAY, note="Tender back", by=as_actor(cast.other_officer))
    found = reload(session, deliverable)
    said = [(each.effective_on, each.percent, each.note, each.author) for each in found.updates]
    assert said == [
        (date(2024, 8, 30), 40, "Tender out", "Olive Ashdown"),
        (TODAY, 60, "Tender back", "Owen Birch"),
    ]
    assert (found.standing.percent, found.standing.updated_on) == (60, TODAY)
    assert (found.standing.status, found.version) == (ProgressStatus.IN_PROGRESS, 3)


def test_the_log_says_what_changed_in_words(session: Session, deliverable: Deliverable) -> None:
    report(session, deliverable, 40, date(2024, 8, 30))
    report(session, deliverable, 30, TODAY, note="Contractor left", reason="Work was undone")
    assert last_entry(session, "D-0001") == (
        Event.PROGRESS_RECORDED,
        {
            "Progress": ("40%", "30%"),
            "Date of the update": (None, "18 September 2024"),
            "Note": (None, "Contractor left"),
        },
        "Work was undone",
    )


def test_the_same_percentage_again_is_an_update(session: Session, deliverable: Deliverable) -> None:
    report(session, deliverable, 40, date(2024, 8, 30))
    report(session, deliverable, 40, TODAY)
    assert len(reload(session, deliverable).updates) == 2


@pytest.mark.parametrize(
    ("status", "percent", "becomes"),
    [
        (None, 0, ProgressStatus.NOT_STARTED),
        (None, 1, ProgressStatus.IN_PROGRESS),
        (ProgressStatus.DEFERRED, 30, ProgressStatus.DEFERRED),
        (ProgressStatus.NOT_STARTED, None, ProgressStatus.NOT_STARTED),
    ],
)
def test_status_and_percentage_belong_together(
    session: Session,
    deliverable: Deliverable,
    status: ProgressStatus | None,
    percent: int | None,
    becomes: ProgressStatus,
) -> None:
    assert report(session, deliverable, percent, TODAY, status=status).status is becomes


@pytest.mark.parametrize(
    ("percent", "effective_on", "completed_on", "refusal"),
    [
        (101, TODAY, None, PercentOutOfRange),
        (-1, TODAY, None, PercentOutOfRange),
        (None, TODAY, None, NotAWholePercentage),
        (100, TODAY, None, CompletionDateMissing),
        (40, TODAY, TODAY, CompletionDateNotDue),
        (100, TODAY, TODAY + timedelta(days=1), CompletionOutOfOrder),
        (40, TODAY + timedelta(days=1), None, DayInTheFuture),
        (40, BEGAN - timedelta(days=1), None, DayBeforeTheRecord),
        (40, date(2024, 8, 29), None, DayBeforeTheLastUpdate),
        (20, TODAY, None, LowerPercentNeedsReason),
    ],
)
def test_what_the_rules_refuse_leaves_no_trace(
    session: Session,
    deliverable: Deliverable,
    percent: int | None,
    effective_on: date,
    completed_on: date | None,
    refusal: type[DomainError],
) -> None:
    report(session, deliverable, 30, date(2024, 8, 30))
    with pytest.raises(refusal):
        report(session, deliverable, percent, effective_on, completed_on=completed_on)
    assert not session.new
    assert not session.dirty
    found = reload(session, deliverable)
    assert (found.version, len(found.updates), found.standing.percent) == (2, 1, 30)
    assert last_entry(session, "D-0001")[1]["Progress"] == ("0%", "30%")


def test_a_form_opened_before_another_update_is_refused(session: Session, deliverable: Deliverable) -> None:
    command = RecordProgress(deliverable.version, 50, None, TODAY, None, None)
    report(session, deliverable, 40, TODAY)
    with pytest.raises(Stale):
        record_progress(session, deliverable, command, by=SYSTEM, on=TODAY)


class TestOfficersNeverComplete:
    def test_an_officer_who_enters_100_is_told_who_can_complete_it(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        with pytest.raises(OnlyTheLeadCompletes) as refused:
            report(session, deliverable, 100, TODAY, by=as_actor(cast.officer))
        assert (refused.value.priority, refused.value.lead) == (1, "Lena Marsh")
        assert refused.value.field == "percent"
        assert str(refused.value) == (
            "A completed deliverable needs a completion date, and only the lead of priority 1 (Lena Marsh) can "
            "complete it. Enter 0 to 99 and say in the note that it is done."
        )

    def test_nor_does_a_lead_of_another_priority(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        make_priority(session, deliverable.standing.priority.plan, 2, lead=cast.other_lead)
        with pytest.raises(OnlyTheLeadCompletes):
            report(session, deliverable, 100, TODAY, completed_on=TODAY, by=as_actor(cast.other_lead))

    def test_by_its_status_either(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        with pytest.raises(OnlyTheLeadCompletes):
            report(session, deliverable, None, TODAY, status=ProgressStatus.COMPLETE, by=as_actor(cast.officer))

    def test_the_lead_completes_it_with_a_completion_date(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        report(session, deliverable, 100, TODAY, completed_on=date(2024, 9, 1), by=as_actor(cast.lead))
        assert reload(session, deliverable).standing.status is ProgressStatus.COMPLETE
        assert last_entry(session, "D-0001")[0] is Event.DELIVERABLE_COMPLETED

    def test_closed_work_says_first_that_it_is_closed(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        report(session, deliverable, 100, TODAY, completed_on=TODAY)
        with pytest.raises(AlreadyClosed):
            report(session, deliverable, 100, TODAY, by=as_actor(cast.officer))

    def test_a_priority_without_a_lead_names_nobody(self, session: Session, cast: Cast) -> None:
        orphan = make_deliverable(session, make_priority(session), cast.officer)
        with pytest.raises(OnlyTheLeadCompletes, match=r"the lead of priority 1 can complete it"):
            report(session, orphan, 100, TODAY, by=as_actor(cast.officer))


codes = count(1)


def place_of(deliverable: Deliverable) -> tuple[int, int | None, int]:
    last = deliverable.details[-1]
    return last.priority_id, last.objective_id, last.owner_id


def try_anything(session: Session, deliverable: Deliverable, data: st.DataObject, on: date) -> None:
    """One act chosen at random; the rules may refuse it."""
    version, percent = deliverable.version, data.draw(st.integers(0, 100))
    effective_on = on - timedelta(days=data.draw(st.integers(0, 3)))
    reason = data.draw(st.sampled_from([None, "Because"]))
    update_ids = [update.id for update in deliverable.updates] or [0]
    act = data.draw(
        st.sampled_from(["report", "correct", "complete", "stop", "reopen", "ask", "decide", "edit", "rate"])
    )
    if act == "report":
        done = effective_on if percent == 100 else None
        report(session, deliverable, percent, effective_on, reason=reason, completed_on=done, on=on)
    elif act == "correct":
        which, done = data.draw(st.sampled_from(update_ids)), effective_on if percent == 100 else None
        correction = CorrectProgress(version, which, percent, None, effective_on, None, done, "Wrong")
        correct_progress(session, deliverable, correction, by=SYSTEM, on=on)
    elif act == "complete":
        complete(session, deliverable, Complete(version, effective_on, effective_on, None), by=SYSTEM, on=on)
    elif act == "stop":
        stop(session, deliverable, Stop(version, effective_on, reason), by=SYSTEM, on=on)
    elif act == "reopen":
        reopen(session, deliverable, Reopen(version, percent, effective_on, reason), by=SYSTEM, on=on)
    elif act == "ask":
        asked = replace(due_period(), text=f"Date {percent}")
        request_due_date(session, deliverable, RequestDueDate(version, asked, reason), by=SYSTEM, on=on)
    elif act == "edit":
        edit = EditDeliverable(version, f"Wording {percent}", *place_of(deliverable), effective_on, reason)
        edit_deliverable(session, deliverable, edit, by=SYSTEM, on=on)
    elif act == "rate":
        rating = OverrideRag(version, data.draw(st.sampled_from([None, Rag.RED, Rag.GREEN])), reason)
        override_rag(session, deliverable, rating, by=SYSTEM, on=on)
    else:
        decision = DecideDueDate(version, deliverable.due_dates[-1].id, data.draw(st.booleans()), "So be it")
        decide_due_date(session, deliverable, decision, by=SYSTEM, on=on)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_the_list_shows_what_the_history_says(
    session: Session, priority: Priority, cast: Cast, data: st.DataObject
) -> None:
    objective = make_objective(session, priority, f"1.{next(codes)}")
    deliverable = make_deliverable(session, priority, cast.officer, objective=objective)
    on = BEGAN
    for _ in range(data.draw(st.integers(1, 12))):
        on += timedelta(days=data.draw(st.integers(0, 4)))
        try:
            try_anything(session, deliverable, data, on)
        except DomainError:
            continue
    found = reload(session, deliverable)
    standing = standing_at(found, on)
    assert standing is not None
    row = found.standing
    assert (row.action, row.priority_id, row.owner_id) == (standing.action, standing.priority_id, standing.owner_id)
    assert (row.status, row.percent, row.updated_on) == (standing.status, standing.percent, standing.updated_on)
    assert (row.due_text, row.due_ends) == (standing.due.text, standing.due.end)
    assert row.original_due_ends == standing.original_due.end == date(2025, 3, 31)
    assert (row.has_open_request, row.due_changed_on) == (standing.has_open_request, standing.due_changed_on)
    assert not (row.status.is_closed and row.has_open_request)
    assert (row.starts_on, row.objective_id) == (standing.starts_on, standing.objective_id)
    assert (row.rag_override, row.number) == (standing.override, found.number)
