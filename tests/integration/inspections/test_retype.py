"""A finding's type and cause of concern are corrected with a reason, and within the rules."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, last_entry
from tests.factories_findings import force_says
from tests.factories_inspections import make_finding, make_inspection
from tracker.access import SYSTEM
from tracker.inspections.commands_finding import EditFinding, edit_finding
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FindingType, ForceStatus, PanelStatus
from tracker.inspections.rules_changes import (
    ChangeNeedsReason,
    ConcernNeedsRecommendation,
    NotUnderThat,
    OnlyConcernsCanLackThem,
    OnlyConcernsHaveRecommendations,
)
from tracker.inspections.rules_retype import (
    HasRecommendations,
    ObservationHasNoStatus,
    StatusesAreRecorded,
    UnderItself,
)
from tracker.inspections.rules_withdraw import OnlyRecommendation

AREA, CONCERN = FindingType.AREA_FOR_IMPROVEMENT, FindingType.CAUSE_OF_CONCERN
RECOMMENDATION, OBSERVATION = FindingType.RECOMMENDATION, FindingType.OBSERVATION


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return make_inspection(session, "PEEL-2024")


def correct(session: Session, finding: Finding, **changes: Any) -> None:  # noqa: ANN401  # fields of the command
    last = finding.details[-1]
    values: dict[str, Any] = {
        "version": finding.version,
        "kind": finding.kind,
        "parent_id": finding.parent_id,
        "is_historic": finding.is_historic and finding.kind is CONCERN,
        "text": last.text,
        "official_reference": finding.official_reference,
        "question_id": finding.question_id,
        "priority_id": last.priority_id,
        "lead_id": last.lead_id,
        "expected_on": last.expected_on,
        "note": finding.note,
        "reason": "It was mistyped.",
    }
    edit_finding(session, finding, EditFinding(**values | changes), by=SYSTEM, on=TODAY)


class TestType:
    def test_lists_follow_and_the_log_says_so(self, session: Session, inspection: Inspection) -> None:
        finding = make_finding(session, inspection)
        correct(session, finding, kind=RECOMMENDATION)
        assert (finding.kind, finding.standing.kind) == (RECOMMENDATION, RECOMMENDATION)
        _, changes, reason = last_entry(session, "F-0001")
        assert changes == {"Type": ("Area for improvement", "Recommendation")}
        assert reason == "It was mistyped."

    def test_it_needs_a_reason(self, session: Session, inspection: Inspection) -> None:
        with pytest.raises(ChangeNeedsReason, match="Type"):
            correct(session, make_finding(session, inspection), kind=RECOMMENDATION, reason=None)

    def test_a_new_cause_of_concern_brings_a_recommendation(self, session: Session, inspection: Inspection) -> None:
        finding = make_finding(session, inspection)
        with pytest.raises(ConcernNeedsRecommendation):
            correct(session, finding, kind=CONCERN)
        correct(session, finding, kind=CONCERN, recommendations=("Check daily",))
        assert [each.reference for each in finding.recorded_recommendations] == ["F-0002"]
        assert finding.recorded_recommendations[0].standing.text == "Check daily"

    def test_one_taken_over_may_lack_it(self, session: Session, inspection: Inspection) -> None:
        finding = make_finding(session, inspection)
        correct(session, finding, kind=CONCERN, is_historic=True)
        assert finding.is_historic
        with pytest.raises(OnlyConcernsCanLackThem):
            correct(session, make_finding(session, inspection), is_historic=True)

    def test_a_cause_of_concern_with_recommendations_stays_one(self, session: Session, inspection: Inspection) -> None:
        with pytest.raises(HasRecommendations, match="F-0002"):
            correct(session, make_finding(session, inspection, kind=CONCERN), kind=AREA)

    def test_only_a_cause_of_concern_gets_some(self, session: Session, inspection: Inspection) -> None:
        with pytest.raises(OnlyConcernsHaveRecommendations):
            correct(session, make_finding(session, inspection), recommendations=("Check daily",))

    def test_an_observation_has_no_status_and_is_not_open(self, session: Session, inspection: Inspection) -> None:
        finding, worked = make_finding(session, inspection), make_finding(session, inspection)
        correct(session, finding, kind=OBSERVATION)
        assert (finding.standing.panel, finding.standing.is_open) == (PanelStatus.NOTED, False)
        with pytest.raises(ObservationHasNoStatus):
            force_says(session, finding, ForceStatus.IN_PROGRESS)
        force_says(session, worked, ForceStatus.IN_PROGRESS)
        with pytest.raises(StatusesAreRecorded):
            correct(session, worked, kind=OBSERVATION)

    def test_an_imported_finding_of_another_type_keeps_its_mark(self, session: Session, inspection: Inspection) -> None:
        finding = make_finding(session, inspection)
        finding.is_historic = True
        correct(session, finding, text="Bail conditions are checked too late")
        assert finding.is_historic


class TestPlace:
    def test_a_recommendation_moves_to_another_cause_of_concern(self, session: Session, inspection: Inspection) -> None:
        left = make_finding(session, inspection, kind=CONCERN, recommendations=("One", "Two"))
        other = make_finding(session, inspection, kind=CONCERN)
        moved, stays = left.recommendations
        correct(session, moved, parent_id=other.id)
        session.expire_all()
        assert left.recommendations == [stays]
        assert moved in other.recommendations
        assert last_entry(session, moved.reference)[1] == {"Under": ("F-0001", "F-0004")}
        with pytest.raises(OnlyRecommendation) as refused:
            correct(session, stays, parent_id=None)
        assert refused.value.field == "parent_id"

    def test_one_that_stood_alone_may_be_put_under_one(self, session: Session, inspection: Inspection) -> None:
        alone = make_finding(session, inspection, kind=RECOMMENDATION)
        concern = make_finding(session, inspection, kind=CONCERN)
        correct(session, alone, parent_id=concern.id)
        assert alone.parent is concern

    def test_only_there_and_only_of_the_same_inspection(self, session: Session, inspection: Inspection) -> None:
        area, concern = make_finding(session, inspection), make_finding(session, inspection, kind=CONCERN)
        elsewhere = make_finding(session, make_inspection(session), kind=CONCERN)
        alone = make_finding(session, inspection, kind=RECOMMENDATION)
        for finding, parent, refusal in (
            (area, concern, NotUnderThat),
            (alone, area, NotUnderThat),
            (alone, elsewhere, NotUnderThat),
            (concern, concern, UnderItself),
        ):
            with pytest.raises(refusal):
                correct(session, finding, parent_id=parent.id)
