"""Recording findings and what is said of them: rows, standing and log agree, and a refusal changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, log_of, make_deliverable, make_priority
from tests.factories_findings import force_says, inspectorate_says, looked_again, make_evidence
from tests.factories_inspections import PUBLISHED, make_finding, make_grades, make_inspection
from tracker.access import SYSTEM
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.inspections import queries
from tracker.inspections.commands_finding import EditFinding, RecordFinding, edit_finding, record_finding
from tracker.inspections.commands_history import state_now
from tracker.inspections.commands_links import LinkDeliverables, link_deliverables
from tracker.inspections.commands_status import (
    CommentOnFinding,
    Reassess,
    RecordForceStatus,
    RecordInspectorateStatus,
    comment_on,
    reassess,
    record_force_status,
    record_inspectorate_status,
)
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus, PanelStatus, Result
from tracker.inspections.rules_changes import (
    BeforeItsInspection,
    BeforeTheRecord,
    CannotLeadFinding,
    ChangeNeedsReason,
    CompleteNeedsDay,
    CompleteNeedsSource,
    ConcernNeedsRecommendation,
    DayToCome,
    NotALaterInspection,
    NotUnderThat,
    QuestionElsewhere,
    SayWhichInspection,
    UnknownDeliverables,
)
from tracker.inspections.rules_standing import standing_at
from tracker.plan.models import Deliverable, Priority

SEPTEMBER = date(2024, 9, 2)
COMPLETE = InspectorateStatus.COMPLETE


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return make_inspection(session, "PEEL-2024")


@pytest.fixture
def finding(session: Session, inspection: Inspection, priority: Priority, cast: Cast) -> Finding:
    return make_finding(session, inspection, priority=priority, lead=cast.officer, expected_on=date(2024, 12, 31))


def assert_standing_is_history(finding: Finding, day: date = TODAY) -> None:
    """What the lists read is what the history says."""
    state, row = standing_at(finding, day), finding.standing
    assert state is not None
    assert (row.number, row.kind, row.inspection_id) == (finding.number, finding.kind, finding.inspection_id)
    assert (row.text, row.priority_id, row.lead_id) == (state.text, state.priority_id, state.lead_id)
    assert (row.expected_on, row.force_status) == (state.expected_on, state.force)
    assert (row.inspectorate_status, row.result) == (state.inspectorate, state.result)
    assert (row.is_open, row.panel) == (state.is_open, state.panel)
    assert (row.has_evidence, row.updated_on) == (state.has_evidence, state.updated_on)


def edited(finding: Finding, **changes: Any) -> EditFinding:  # noqa: ANN401  # fields of the command
    last = finding.details[-1]
    values: dict[str, Any] = {
        "version": finding.version,
        "kind": finding.kind,
        "parent_id": finding.parent_id,
        "is_historic": finding.is_historic and finding.kind is FindingType.CAUSE_OF_CONCERN,
        "text": last.text,
        "official_reference": finding.official_reference,
        "question_id": finding.question_id,
        "priority_id": last.priority_id,
        "lead_id": last.lead_id,
        "expected_on": last.expected_on,
        "note": finding.note,
        "reason": None,
    }
    return EditFinding(**values | changes)


class TestRecording:
    def test_it_begins_open_not_started_and_awaiting_review(self, session: Session, finding: Finding) -> None:
        assert finding.reference == "F-0001"
        state = state_now(finding)
        assert (state.panel, state.force) == (PanelStatus.OPEN, ForceStatus.NOT_STARTED)
        assert state.inspectorate is InspectorateStatus.AWAITING_REVIEW
        assert_standing_is_history(finding)
        event, changes, _ = last_entry(session, "F-0001")
        assert event is Event.FINDING_RECORDED
        assert changes["Lead"] == (None, "Olive Ashdown")
        assert changes["Type"] == (None, "Area for improvement")

    def test_each_recommendation_becomes_a_finding_of_its_own(
        self, session: Session, inspection: Inspection, priority: Priority, cast: Cast
    ) -> None:
        words = ("Check daily", "Tell the victims")
        concern = make_finding(
            session,
            inspection,
            kind=FindingType.CAUSE_OF_CONCERN,
            priority=priority,
            lead=cast.lead,
            recommendations=words,
            official_reference="CoC-1",
        )
        assert [each.reference for each in concern.recommendations] == ["F-0002", "F-0003"]
        for each, text in zip(concern.recommendations, words, strict=True):
            assert (each.kind, each.standing.text) == (FindingType.RECOMMENDATION, text)
            assert (each.standing.lead, each.standing.priority) == (cast.lead, priority)
            assert (each.official_reference, each.is_historic) == (None, False)
            assert log_of(session, each.reference)[0].event == Event.FINDING_RECORDED.value
            assert_standing_is_history(each)

    def test_a_cause_of_concern_without_any_is_refused(self, session: Session, inspection: Inspection) -> None:
        with pytest.raises(ConcernNeedsRecommendation):
            make_finding(session, inspection, kind=FindingType.CAUSE_OF_CONCERN, recommendations=())
        assert make_finding(session, inspection, kind=FindingType.CAUSE_OF_CONCERN, is_historic=True)

    def test_more_recommendations_come_later_and_only_under_a_concern_of_the_same_inspection(
        self, session: Session, inspection: Inspection
    ) -> None:
        concern = make_finding(session, inspection, kind=FindingType.CAUSE_OF_CONCERN)
        more = make_finding(session, inspection, kind=FindingType.RECOMMENDATION, parent_id=concern.id)
        assert more.parent is concern
        other = make_inspection(session, "PEEL-2023")
        for place, parent in ((other, concern), (inspection, more)):
            with pytest.raises(NotUnderThat):
                make_finding(session, place, kind=FindingType.RECOMMENDATION, parent_id=parent.id)
        with pytest.raises(NotUnderThat):
            make_finding(session, inspection, kind=FindingType.RECOMMENDATION, parent_id=999)

    def test_a_question_of_another_inspection_will_not_do(self, session: Session, inspection: Inspection) -> None:
        other = make_grades(session, make_inspection(session, "PEEL-2023"), {"Crime": "Good"})
        with pytest.raises(QuestionElsewhere):
            make_finding(session, inspection, question_id=other.questions[0].id)

    def test_who_cannot_lead_is_refused(self, session: Session, inspection: Inspection, cast: Cast) -> None:
        for person in (cast.analyst, cast.clerk, cast.commissioner):
            with pytest.raises(CannotLeadFinding):
                make_finding(session, inspection, lead=person)
        disable_person(session, cast.other_officer, DisablePerson(None, "Left"), by=SYSTEM)
        with pytest.raises(CannotLeadFinding):
            make_finding(session, inspection, lead=cast.other_officer)

    def test_it_begins_neither_before_its_inspection_nor_tomorrow(
        self, session: Session, inspection: Inspection
    ) -> None:
        with pytest.raises(BeforeItsInspection):
            make_finding(session, inspection, began_on=PUBLISHED - timedelta(days=1))
        with pytest.raises(DayToCome):
            make_finding(session, inspection, began_on=TODAY + timedelta(days=1))


class TestEditing:
    def test_what_it_said_before_stays(self, session: Session, finding: Finding, cast: Cast) -> None:
        command = edited(finding, text="Bail is not checked", lead_id=cast.other_officer.id, reason="Sharper.")
        edit_finding(session, finding, command, by=as_actor(cast.lead), on=TODAY)
        assert [detail.text for detail in finding.details] == ["Bail conditions are not checked", "Bail is not checked"]
        before = standing_at(finding, TODAY - timedelta(days=1))
        assert before is not None
        assert before.lead_name == "Olive Ashdown"
        assert_standing_is_history(finding)
        event, changes, reason = last_entry(session, "F-0001")
        assert (event, reason) == (Event.FINDING_CHANGED, "Sharper.")
        assert changes["Lead"] == ("Olive Ashdown", "Owen Birch")

    def test_what_was_set_changes_only_with_a_reason(self, session: Session, finding: Finding) -> None:
        with pytest.raises(ChangeNeedsReason, match="Expected closure"):
            edit_finding(session, finding, edited(finding, expected_on=date(2025, 3, 31)), by=SYSTEM, on=TODAY)
        assert len(finding.details) == 1

    def test_filling_in_needs_none(self, session: Session, inspection: Inspection, cast: Cast) -> None:
        bare = make_finding(session, inspection)
        command = edited(bare, lead_id=cast.lead.id, official_reference="AFI-7")
        edit_finding(session, bare, command, by=SYSTEM, on=TODAY)
        assert (bare.standing.lead, bare.official_reference) == (cast.lead, "AFI-7")

    def test_changing_nothing_leaves_no_trace(self, session: Session, finding: Finding) -> None:
        before, version = len(log_of(session, "F-0001")), finding.version
        edit_finding(session, finding, edited(finding), by=SYSTEM, on=TODAY)
        assert (len(log_of(session, "F-0001")), finding.version) == (before, version)

    def test_a_reference_alone_makes_no_new_wording(self, session: Session, finding: Finding) -> None:
        edit_finding(session, finding, edited(finding, official_reference="AFI-1"), by=SYSTEM, on=TODAY)
        assert len(finding.details) == 1
        assert last_entry(session, "F-0001")[1] == {"Official reference": (None, "AFI-1")}

    def test_who_left_may_stay_lead_and_is_not_chosen_anew(
        self, session: Session, finding: Finding, cast: Cast
    ) -> None:
        disable_person(session, cast.officer, DisablePerson(None, "Left"), by=SYSTEM)
        edit_finding(session, finding, edited(finding, text="Other", reason="Sharper."), by=SYSTEM, on=TODAY)
        assert finding.standing.lead is cast.officer

    def test_a_stale_version_is_refused(self, session: Session, finding: Finding) -> None:
        with pytest.raises(Stale):
            edit_finding(session, finding, edited(finding, version=finding.version - 1), by=SYSTEM, on=TODAY)


class TestStatuses:
    def test_closed_by_the_force_is_open_to_the_panel(self, session: Session, finding: Finding) -> None:
        force_says(session, finding, ForceStatus.CLOSED_BY_FORCE)
        state = state_now(finding)
        assert (state.force, state.panel) == (ForceStatus.CLOSED_BY_FORCE, PanelStatus.OPEN)
        assert finding.standing.is_open
        assert_standing_is_history(finding)
        event, changes, _ = last_entry(session, "F-0001")
        assert event is Event.FINDING_FORCE_STATUS
        assert changes["Force status"] == ("Not started", "Closed by the force")

    def test_complete_closes_it_and_says_who_told_us(self, session: Session, finding: Finding) -> None:
        inspectorate_says(session, finding, COMPLETE, told_by="Letter of 2 September")
        state = state_now(finding)
        assert (state.panel, state.closed_on, state.closed_by) == (
            PanelStatus.CLOSED,
            SEPTEMBER,
            "Letter of 2 September",
        )
        assert not finding.standing.is_open
        assert last_entry(session, "F-0001")[1]["Told by"] == (None, "Letter of 2 September")

    @pytest.mark.parametrize(
        ("day", "told_by", "refusal"),
        [
            (None, "Letter", CompleteNeedsDay),
            (SEPTEMBER, None, CompleteNeedsSource),
            (SEPTEMBER, "  ", CompleteNeedsSource),
            (TODAY + timedelta(days=1), "Letter", DayToCome),
            (PUBLISHED - timedelta(days=1), "Letter", BeforeTheRecord),
        ],
    )
    def test_complete_without_day_or_source_is_refused(
        self, session: Session, finding: Finding, day: date | None, told_by: str | None, refusal: type[Exception]
    ) -> None:
        command = RecordInspectorateStatus(finding.version, COMPLETE, day, told_by)
        with pytest.raises(refusal):
            record_inspectorate_status(session, finding, command, by=SYSTEM, on=TODAY)
        assert finding.inspectorate_marks == []

    def test_the_forces_word_is_never_of_tomorrow(self, session: Session, finding: Finding) -> None:
        for day, refusal in ((TODAY + timedelta(days=1), DayToCome), (date(2020, 1, 1), BeforeTheRecord)):
            with pytest.raises(refusal):
                force_says(session, finding, ForceStatus.IN_PROGRESS, day)

    def test_a_complete_that_was_wrong_is_taken_back_on_the_same_day(self, session: Session, finding: Finding) -> None:
        inspectorate_says(session, finding, COMPLETE)
        inspectorate_says(session, finding, InspectorateStatus.BEING_PROGRESSED, told_by=None)
        assert state_now(finding).panel is PanelStatus.OPEN
        assert len(finding.inspectorate_marks) == 2
        assert_standing_is_history(finding)

    def test_stale_versions_are_refused(self, session: Session, finding: Finding) -> None:
        old = finding.version - 1
        with pytest.raises(Stale):
            record_force_status(
                session, finding, RecordForceStatus(old, ForceStatus.IN_PROGRESS, TODAY), by=SYSTEM, on=TODAY
            )
        with pytest.raises(Stale):
            record_inspectorate_status(
                session, finding, RecordInspectorateStatus(old, COMPLETE, TODAY, "Letter"), by=SYSTEM, on=TODAY
            )
        with pytest.raises(Stale):
            reassess(session, finding, Reassess(old, Result.CLOSED, None, TODAY, "By the next"), by=SYSTEM, on=TODAY)


class TestReassessment:
    @pytest.mark.parametrize("result", Result)
    def test_only_closed_closes_it(self, session: Session, finding: Finding, result: Result) -> None:
        later = make_inspection(session, "PEEL-2025", year=2025, published_on=SEPTEMBER)
        looked_again(session, finding, result, later)
        assert finding.standing.is_open == (result is not Result.CLOSED)
        assert finding.standing.result is result
        assert_standing_is_history(finding)
        event, changes, _ = last_entry(session, "F-0001")
        assert (event, changes["Inspection"]) == (Event.FINDING_REASSESSED, (None, "PEEL-2025"))

    def test_a_closed_one_can_be_found_again(self, session: Session, finding: Finding) -> None:
        inspectorate_says(session, finding, COMPLETE, PUBLISHED)
        looked_again(session, finding, Result.PERSISTS, None)
        assert finding.standing.is_open

    def test_neither_its_own_inspection_nor_an_earlier_one_looks_again(
        self, session: Session, finding: Finding
    ) -> None:
        earlier = make_inspection(session, "PEEL-2016", year=2016, published_on=None)
        for inspection in (finding.inspection, earlier):
            with pytest.raises(NotALaterInspection):
                looked_again(session, finding, Result.IMPROVED, inspection)

    def test_without_an_inspection_the_words_say_which(self, session: Session, finding: Finding) -> None:
        with pytest.raises(SayWhichInspection):
            reassess(session, finding, Reassess(finding.version, Result.IMPROVED, None, TODAY), by=SYSTEM, on=TODAY)


class TestLinksAndComments:
    def test_a_deliverable_is_linked_unlinked_and_linked_again_on_one_day(
        self, session: Session, finding: Finding, deliverable: Deliverable, priority: Priority, cast: Cast
    ) -> None:
        other = make_deliverable(session, priority, cast.officer)
        for references in (("D-0001", "D-0002"), ("D-0002",), ("D-0001", "D-0002")):
            link_deliverables(session, finding, LinkDeliverables(finding.version, references), by=SYSTEM, on=TODAY)
        linked = {link.deliverable.reference for link in finding.deliverable_links if link.unlinked_on is None}
        assert linked == {deliverable.reference, other.reference}
        assert len(finding.deliverable_links) == 2
        event, changes, _ = last_entry(session, "F-0001")
        assert (event, changes) == (Event.FINDING_LINKED, {"Deliverables": ("D-0002", "D-0001, D-0002")})

    def test_what_is_unlinked_later_keeps_its_days(
        self, session: Session, finding: Finding, deliverable: Deliverable
    ) -> None:
        link_deliverables(session, finding, LinkDeliverables(finding.version, ("D-0001",)), by=SYSTEM, on=SEPTEMBER)
        link_deliverables(session, finding, LinkDeliverables(finding.version, ()), by=SYSTEM, on=TODAY)
        link = finding.deliverable_links[0]
        assert (link.linked_on, link.unlinked_on) == (SEPTEMBER, TODAY)

    def test_an_unknown_deliverable_is_named(self, session: Session, finding: Finding) -> None:
        with pytest.raises(UnknownDeliverables, match="D-0999"):
            link_deliverables(session, finding, LinkDeliverables(finding.version, ("D-0999",)), by=SYSTEM, on=TODAY)

    def test_a_comment_makes_no_open_form_stale(self, session: Session, finding: Finding, cast: Cast) -> None:
        version = finding.version
        comment_on(session, finding, CommentOnFinding("Ask again."), by=as_actor(cast.officer), on=TODAY)
        assert finding.version == version
        assert (finding.comments[0].text, finding.comments[0].author) == ("Ask again.", "Olive Ashdown")
        assert last_entry(session, "F-0001")[0] is Event.FINDING_COMMENTED


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["force", "letter", "again", "evidence"]),
        st.integers(0, (TODAY - PUBLISHED).days),
        st.integers(0, 2),
    ),
    max_size=8,
)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_standing_is_what_the_history_says_whatever_was_said_in_whatever_order(
    session: Session, steps: list[tuple[str, int, int]]
) -> None:
    with session.begin_nested() as nested:
        finding = make_finding(session, make_inspection(session))
        for act, days, which in steps:
            day = PUBLISHED + timedelta(days=days)
            if act == "force":
                force_says(session, finding, list(ForceStatus)[which], day)
            elif act == "letter":
                inspectorate_says(session, finding, list(InspectorateStatus)[which], day)
            elif act == "again":
                looked_again(session, finding, list(Result)[which], None, day)
            else:
                make_evidence(session, finding)
            assert_standing_is_history(finding)
        session.flush()
        session.expire_all()
        assert_standing_is_history(queries.finding(session, finding.reference))
        nested.rollback()
    session.expunge_all()


def test_recording_is_one_command(session: Session, inspection: Inspection) -> None:
    command = RecordFinding(kind=FindingType.OBSERVATION, text="Plans are narrow", began_on=TODAY)
    finding = record_finding(session, inspection, command, by=SYSTEM, on=TODAY)
    assert (finding.standing.panel, finding.standing.is_open) == (PanelStatus.NOTED, False)
    assert finding.position == 1
    assert make_priority(session).id
