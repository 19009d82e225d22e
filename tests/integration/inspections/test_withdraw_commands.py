"""An inspection or a finding recorded by mistake counts nowhere once it is withdrawn, and everywhere once restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, last_entry
from tests.factories_findings import force_says, inspectorate_says, looked_again, make_evidence
from tests.factories_inspections import (
    make_event,
    make_finding,
    make_grades,
    make_inspection,
    reload_finding,
)
from tracker.access import SYSTEM
from tracker.accounts.queries import actor_of
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.exchange.queries_inspections import inspection_book
from tracker.inspections import queries, queries_events, queries_list, queries_people, queries_response
from tracker.inspections.commands_assign import AssignFindings, assign_findings
from tracker.inspections.commands_evidence import AddEvidence, WithdrawEvidence, add_evidence, withdraw_evidence
from tracker.inspections.commands_finding import RecordFinding, record_finding
from tracker.inspections.commands_links import LinkDeliverables, link_deliverables
from tracker.inspections.commands_response import (
    AnswerLine,
    ApproveComments,
    DraftComments,
    PublishComments,
    approve_comments,
    draft_comments,
    publish_comments,
)
from tracker.inspections.commands_status import CommentOnFinding, comment_on
from tracker.inspections.commands_withdraw import (
    Restore,
    Withdraw,
    restore_finding,
    restore_inspection,
    withdraw_finding,
    withdraw_inspection,
)
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries_grades import grades_over_years
from tracker.inspections.queries_list import FindingFilter, TrackerFilter
from tracker.inspections.rules import Answer, FindingType, ForceStatus, InspectorateStatus, PanelStatus, Result
from tracker.inspections.rules_assign import WithdrawnTicks
from tracker.inspections.rules_withdraw import (
    CommentsArePublished,
    IsWithdrawn,
    NotWithdrawn,
    OnlyRecommendation,
    WithdrawnWithAnother,
)
from tracker.overview import queries_home, queries_linked
from tracker.plan.models import Priority
from tracker.risks.queries_links import finding_choices

REASON = "Recorded twice."
CONCERN = FindingType.CAUSE_OF_CONCERN


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return make_inspection(session, "PEEL-2024")


@pytest.fixture
def finding(session: Session, inspection: Inspection, priority: Priority, cast: Cast) -> Finding:
    return make_finding(session, inspection, priority=priority, lead=cast.officer, expected_on=date(2024, 8, 31))


def withdraw(session: Session, row: Finding | Inspection) -> None:
    command = Withdraw(row.version, REASON)
    if isinstance(row, Finding):
        withdraw_finding(session, row, command, by=SYSTEM, on=TODAY)
    else:
        withdraw_inspection(session, row, command, by=SYSTEM, on=TODAY)


def restore(session: Session, row: Finding | Inspection) -> None:
    command = Restore(row.version, "It was right.")
    if isinstance(row, Finding):
        restore_finding(session, row, command, by=SYSTEM, on=TODAY)
    else:
        restore_inspection(session, row, command, by=SYSTEM, on=TODAY)


def seen(session: Session, priority: Priority, lead_id: int) -> dict[str, object]:
    """Where findings, inspections and what belongs to them show."""
    tracker = {
        state: queries_list.tracker_page(session, TrackerFilter(kind=None, state=state), TODAY).total
        for state in FindingFilter
    }
    counts = queries_list.tracker_counts(session, TrackerFilter(kind=None), TODAY)
    book = inspection_book(session, TODAY, office="The office", notice=None)
    led = queries_people.led_by(session, {lead_id}, TODAY).get(lead_id)
    return {
        "tracker": tracker,
        "counts": dict(counts.by_state),
        "leads": list(counts.by_lead),
        "led": (led.open, led.overdue, led.without_evidence) if led else None,
        "handed over": len(queries_people.open_findings_of(session, lead_id)),
        "office": queries_home.office_figures(session, TODAY),
        "comments due": len(queries_home.comments_due(session, TODAY)),
        "priority": len(queries_linked.findings_under(session, priority.id)),
        "risk choices": len(finding_choices(session, None)),
        "reports": [each.reference for each in queries.findings_as_at(session, date(2024, 9, 30))],
        "grades": len(grades_over_years(session, TODAY).columns),
        "events": len(queries_events.events(session)),
        "inspection choices": len(queries_list.inspection_choices(session)),
        "books": {sheet.name: len(list(sheet.rows)) for sheet in book.sheets},
    }


class TestFinding:
    def test_it_counts_nowhere_and_comes_back_everywhere(
        self, session: Session, inspection: Inspection, priority: Priority, cast: Cast
    ) -> None:
        make_finding(session, inspection, text="Vehicles are not tracked")
        without = seen(session, priority, cast.officer.id)
        finding = make_finding(session, inspection, priority=priority, lead=cast.officer, expected_on=date(2024, 8, 31))
        having = seen(session, priority, cast.officer.id)
        assert all(having[place] != without[place] for place in ("tracker", "counts", "leads", "led", "reports"))
        withdraw(session, finding)
        assert seen(session, priority, cast.officer.id) == without
        restore(session, finding)
        assert seen(session, priority, cast.officer.id) == having

    def test_nothing_is_deleted_and_the_log_says_who_and_why(
        self, session: Session, finding: Finding, cast: Cast
    ) -> None:
        by = actor_of(cast.chief_executive)
        withdraw_finding(session, finding, Withdraw(finding.version, REASON), by=by, on=TODAY)
        event, changes, reason = last_entry(session, "F-0001")
        assert (event, changes, reason) == (Event.FINDING_WITHDRAWN, {"Withdrawn": (None, "Yes")}, REASON)
        found = reload_finding(session, finding)
        assert (found.withdrawn_on, found.withdrawn_by, found.withdrawn_reason) == (TODAY, by.name, REASON)
        assert len(found.details) == 1
        assert (found.standing.is_open, found.standing.panel) == (False, PanelStatus.WITHDRAWN)

    def test_its_number_stays_taken(self, session: Session, inspection: Inspection, finding: Finding) -> None:
        withdraw(session, finding)
        assert make_finding(session, inspection).reference == "F-0002"

    def test_restored_it_stands_where_its_history_says(self, session: Session, finding: Finding) -> None:
        inspectorate_says(session, finding, InspectorateStatus.COMPLETE)
        withdraw(session, finding)
        restore(session, finding)
        assert (finding.withdrawn_on, finding.withdrawn_by, finding.withdrawn_reason) == (None, None, None)
        assert finding.standing.panel is PanelStatus.CLOSED
        event, changes, reason = last_entry(session, "F-0001")
        assert (event, changes, reason) == (Event.FINDING_RESTORED, {"Withdrawn": ("Yes", None)}, "It was right.")

    def test_once_is_enough(self, session: Session, finding: Finding) -> None:
        with pytest.raises(NotWithdrawn):
            restore(session, finding)
        withdraw(session, finding)
        with pytest.raises(IsWithdrawn):
            withdraw(session, finding)

    def test_what_was_changed_since_the_page_was_opened_is_not_withdrawn(
        self, session: Session, finding: Finding
    ) -> None:
        opened_at = finding.version
        force_says(session, finding, ForceStatus.IN_PROGRESS)
        with pytest.raises(Stale):
            withdraw_finding(session, finding, Withdraw(opened_at, REASON), by=SYSTEM, on=TODAY)

    @pytest.mark.parametrize(
        "act",
        [
            lambda session, found: force_says(session, found, ForceStatus.IN_PROGRESS),
            lambda session, found: inspectorate_says(session, found, InspectorateStatus.COMPLETE),
            lambda session, found: looked_again(session, found, Result.CLOSED, None),
            lambda session, found: comment_on(session, found, CommentOnFinding("x"), by=SYSTEM, on=TODAY),
            lambda session, found: add_evidence(
                session, found, AddEvidence("x", "https://example.org"), by=SYSTEM, on=TODAY
            ),
            lambda session, found: withdraw_evidence(
                session, found, found.evidence[0], WithdrawEvidence(found.version, "x"), by=SYSTEM, on=TODAY
            ),
            lambda session, found: link_deliverables(
                session, found, LinkDeliverables(found.version, ()), by=SYSTEM, on=TODAY
            ),
        ],
        ids=["force", "inspectorate", "again", "comment", "evidence", "no evidence", "links"],
    )
    def test_nothing_more_is_recorded_of_it(
        self, session: Session, finding: Finding, act: Callable[[Session, Finding], object]
    ) -> None:
        make_evidence(session, finding)
        withdraw(session, finding)
        with pytest.raises(IsWithdrawn):
            act(session, finding)

    def test_it_is_not_assigned_with_others(self, session: Session, inspection: Inspection, finding: Finding) -> None:
        other = make_finding(session, inspection)
        withdraw(session, finding)
        command = AssignFindings(versions={1: finding.version, 2: other.version}, sets_lead=True)
        with pytest.raises(WithdrawnTicks, match="F-0001"):
            assign_findings(session, command, by=SYSTEM, on=TODAY)


class TestCauseOfConcern:
    def test_its_recommendations_go_with_it_and_come_back_with_it(
        self, session: Session, inspection: Inspection, priority: Priority, cast: Cast
    ) -> None:
        concern = make_finding(session, inspection, kind=CONCERN, recommendations=("One", "Two"))
        first, second = concern.recommendations
        having = seen(session, priority, cast.officer.id)
        withdraw(session, concern)
        assert [each.standing.is_withdrawn for each in (concern, first, second)] == [True, True, True]
        assert first.withdrawn_on is None
        assert queries_response.recommendations_of(session, inspection.id) == []
        assert last_entry(session, "F-0001")[1]["With it"] == (None, "F-0002, F-0003")
        with pytest.raises(WithdrawnWithAnother):
            restore(session, first)
        with pytest.raises(IsWithdrawn):
            force_says(session, first, ForceStatus.IN_PROGRESS)
        restore(session, concern)
        assert seen(session, priority, cast.officer.id) == having

    def test_a_recommendation_withdrawn_by_itself_stays_so(self, session: Session, inspection: Inspection) -> None:
        concern = make_finding(session, inspection, kind=CONCERN, recommendations=("One", "Two"))
        first, second = concern.recommendations
        withdraw(session, first)
        assert concern.recommendations == [second]
        withdraw(session, concern)
        restore(session, concern)
        assert [each.standing.is_withdrawn for each in (concern, first, second)] == [False, True, False]

    def test_the_last_recommendation_cannot_go_alone(self, session: Session, inspection: Inspection) -> None:
        concern = make_finding(session, inspection, kind=CONCERN)
        with pytest.raises(OnlyRecommendation):
            withdraw(session, concern.recommendations[0])

    def test_none_is_added_to_one_withdrawn(self, session: Session, inspection: Inspection) -> None:
        concern = make_finding(session, inspection, kind=CONCERN)
        withdraw(session, concern)
        with pytest.raises(IsWithdrawn):
            make_finding(session, inspection, kind=FindingType.RECOMMENDATION, parent_id=concern.id)


class TestInspection:
    def test_everything_of_it_goes_and_comes_back_without_its_rows_being_touched(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        without = seen(session, priority, cast.officer.id)
        inspection = make_inspection(session, "PEEL-2024")
        make_grades(session, inspection, {"Leadership": "Good"})
        make_event(session, inspection=inspection)
        finding = make_finding(session, inspection, priority=priority, lead=cast.officer)
        having, version = seen(session, priority, cast.officer.id), finding.version
        assert all(having[place] != without[place] for place in without)
        withdraw(session, inspection)
        assert seen(session, priority, cast.officer.id) == without
        assert (finding.version, finding.withdrawn_on, finding.standing.is_withdrawn) == (version, None, True)
        assert [each.code for each in queries.withdrawn_inspections(session)] == ["PEEL-2024"]
        restore(session, inspection)
        assert seen(session, priority, cast.officer.id) == having

    def test_what_it_said_of_earlier_findings_no_longer_counts(self, session: Session) -> None:
        earlier = make_finding(session, make_inspection(session, "PEEL-2022", year=2022, published_on=None))
        again = make_inspection(session, "PEEL-2024")
        looked_again(session, earlier, Result.CLOSED, again)
        assert earlier.standing.panel is PanelStatus.CLOSED
        withdraw(session, again)
        assert (earlier.standing.panel, earlier.standing.result) == (PanelStatus.OPEN, None)
        assert len(earlier.recorded_reassessments) == 1
        restore(session, again)
        assert earlier.standing.panel is PanelStatus.CLOSED

    def test_a_finding_withdrawn_before_comes_back_only_after_it(
        self, session: Session, inspection: Inspection, finding: Finding
    ) -> None:
        withdraw(session, finding)
        withdraw(session, inspection)
        with pytest.raises(IsWithdrawn):
            restore(session, finding)

    def test_it_takes_no_finding_and_its_code_stays_taken(self, session: Session, inspection: Inspection) -> None:
        withdraw(session, inspection)
        command = RecordFinding(kind=CONCERN, text="x", recommendations=("y",), began_on=TODAY)
        with pytest.raises(IsWithdrawn):
            record_finding(session, inspection, command, by=SYSTEM, on=TODAY)
        with pytest.raises(DomainError, match="PEEL-2024"):
            make_inspection(session, "PEEL-2024")

    def test_it_cannot_have_looked_again(self, session: Session) -> None:
        earlier = make_finding(session, make_inspection(session, "PEEL-2022", year=2022, published_on=None))
        again = make_inspection(session, "PEEL-2024")
        withdraw(session, again)
        assert queries_list.later_inspections(session, earlier) == []
        with pytest.raises(DomainError, match="Select an inspection after"):
            looked_again(session, earlier, Result.CLOSED, again)


class TestPublishedComments:
    @pytest.fixture
    def answered(self, session: Session, inspection: Inspection) -> Finding:
        """A recommendation, with another under the same cause of concern, that published comments answer."""
        concern = make_finding(session, inspection, kind=CONCERN, recommendations=("One", "Two"))
        lines = tuple(AnswerLine(each.id, Answer.TAKEN, "A shift is on.") for each in concern.recommendations)
        draft = DraftComments(version=0, invited_on=date(2024, 8, 6), comments="The force acts.", answers=lines)
        draft_comments(session, inspection, draft, by=SYSTEM, on=TODAY)
        response = inspection.response
        assert response is not None
        approve_comments(session, inspection, ApproveComments(response.version), by=SYSTEM, on=TODAY)
        command = PublishComments(version=response.version, published_on=date(2024, 9, 10))
        publish_comments(session, inspection, command, by=SYSTEM, on=TODAY)
        return concern.recommendations[0]

    def test_neither_inspection_nor_what_they_answer_is_withdrawn(
        self, session: Session, inspection: Inspection, answered: Finding
    ) -> None:
        assert answered.parent is not None
        for row in (inspection, answered, answered.parent):
            with pytest.raises(CommentsArePublished, match="published on 10 September 2024"):
                withdraw(session, row)

    def test_what_they_do_not_answer_may_be(self, session: Session, inspection: Inspection, answered: Finding) -> None:
        assert answered.answer is not None
        area = make_finding(session, inspection)
        withdraw(session, area)
        assert area.standing.is_withdrawn
