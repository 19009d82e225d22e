"""Where a finding stood on a day, and that only the inspectorate closes one (RULES 6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.inspections.rules import (
    FindingType,
    ForceStatus,
    InspectorateStatus,
    PanelStatus,
    Result,
)
from tracker.inspections.rules_standing import FindingState, standing_at

BEGAN = date(2023, 5, 4)
MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)


@dataclass(frozen=True)
class Person:
    name: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    effective_on: date = BEGAN
    text: str = "Answer calls sooner"
    priority_id: int | None = None
    lead_id: int | None = None
    lead: Person | None = None
    expected_on: date | None = None


@dataclass(frozen=True)
class SaidByForce:
    effective_on: date
    status: ForceStatus


@dataclass(frozen=True)
class SaidByInspectorate:
    effective_on: date
    status: InspectorateStatus
    told_by: str | None = "Force liaison lead"


@dataclass(frozen=True)
class LookedAgain:
    effective_on: date
    result: Result


@dataclass(frozen=True)
class Shown:
    added_on: date
    withdrawn_on: date | None = None


@dataclass
class Finding:
    kind: FindingType = FindingType.AREA_FOR_IMPROVEMENT
    began_on: date = BEGAN
    details: list[Detail] = field(default_factory=lambda: [Detail()])
    force_marks: list[SaidByForce] = field(default_factory=list)
    inspectorate_marks: list[SaidByInspectorate] = field(default_factory=list)
    reassessments: list[LookedAgain] = field(default_factory=list)
    evidence: list[Shown] = field(default_factory=list)


def stood(finding: Finding, day: date) -> FindingState:
    found = standing_at(finding, day)
    assert found is not None
    return found


def test_it_is_on_no_report_before_it_is_on_the_record() -> None:
    assert standing_at(Finding(), BEGAN - timedelta(days=1)) is None


def test_a_new_finding_is_open_not_started_and_awaits_review() -> None:
    new = stood(Finding(), BEGAN)
    assert (new.force, new.inspectorate) == (ForceStatus.NOT_STARTED, InspectorateStatus.AWAITING_REVIEW)
    assert (new.panel, new.result, new.updated_on) == (PanelStatus.OPEN, None, None)


@pytest.mark.parametrize("status", list(ForceStatus))
@pytest.mark.parametrize("kind", [each for each in FindingType if each.asks_for_work])
def test_the_force_alone_never_closes_a_finding(kind: FindingType, status: ForceStatus) -> None:
    state = stood(Finding(kind=kind, force_marks=[SaidByForce(MARCH, status)]), MARCH)
    assert state.force is status
    assert state.panel is PanelStatus.OPEN


def test_the_inspectorates_complete_closes_it_from_its_day_on() -> None:
    finding = Finding(inspectorate_marks=[SaidByInspectorate(MARCH, InspectorateStatus.COMPLETE)])
    assert stood(finding, MARCH - timedelta(days=1)).is_open
    closed = stood(finding, MARCH)
    assert closed.panel is PanelStatus.CLOSED
    assert (closed.closed_on, closed.closed_by) == (MARCH, "Force liaison lead")


def test_a_reassessment_closes_it_too_and_improved_does_not() -> None:
    assert stood(Finding(reassessments=[LookedAgain(MARCH, Result.IMPROVED)]), MARCH).is_open
    assert stood(Finding(reassessments=[LookedAgain(MARCH, Result.PERSISTS)]), MARCH).is_open
    closed = stood(Finding(reassessments=[LookedAgain(MARCH, Result.CLOSED)]), MARCH)
    assert (closed.panel, closed.closed_on, closed.closed_by) == (PanelStatus.CLOSED, MARCH, None)


def test_the_last_word_of_the_inspectorate_counts() -> None:
    complete = SaidByInspectorate(MARCH, InspectorateStatus.COMPLETE)
    persists = LookedAgain(APRIL, Result.PERSISTS)
    finding = Finding(inspectorate_marks=[complete], reassessments=[persists])
    assert not stood(finding, MARCH).is_open
    assert stood(finding, APRIL).is_open
    again = Finding(
        inspectorate_marks=[SaidByInspectorate(APRIL, InspectorateStatus.COMPLETE)], reassessments=[persists]
    )
    assert not stood(again, APRIL).is_open


def test_an_observation_is_never_open() -> None:
    assert stood(Finding(kind=FindingType.OBSERVATION), BEGAN).panel is PanelStatus.NOTED


def test_it_is_overdue_after_its_expected_day_while_it_is_open() -> None:
    due = Finding(details=[Detail(expected_on=MARCH)])
    assert not stood(due, MARCH).is_overdue(MARCH)
    assert stood(due, MARCH).is_overdue(MARCH + timedelta(days=1))
    assert not stood(Finding(), MARCH).is_overdue(MARCH)
    closed = Finding(details=due.details, inspectorate_marks=[SaidByInspectorate(APRIL, InspectorateStatus.COMPLETE)])
    assert not stood(closed, APRIL).is_overdue(APRIL)


def test_withdrawn_evidence_is_no_evidence() -> None:
    assert stood(Finding(evidence=[Shown(MARCH)]), MARCH).has_evidence
    assert not stood(Finding(evidence=[Shown(APRIL)]), MARCH).has_evidence
    withdrawn = Finding(evidence=[Shown(MARCH, withdrawn_on=APRIL)])
    assert stood(withdrawn, MARCH).has_evidence
    assert not stood(withdrawn, APRIL).has_evidence


DAYS = st.integers(0, 400).map(lambda number: BEGAN + timedelta(days=number))


@given(
    st.lists(st.builds(SaidByForce, DAYS, st.sampled_from(ForceStatus)), max_size=4),
    st.lists(st.builds(SaidByInspectorate, DAYS, st.sampled_from(InspectorateStatus)), max_size=4),
    DAYS,
    st.integers(1, 60),
)
def test_what_is_dated_later_changes_nothing(
    force: list[SaidByForce], letters: list[SaidByInspectorate], day: date, later: int
) -> None:
    by_day = sorted(force, key=lambda each: each.effective_on)
    finding = Finding(force_marks=by_day, inspectorate_marks=sorted(letters, key=lambda each: each.effective_on))
    then = stood(finding, day)
    after = day + timedelta(days=later)
    more = Finding(
        force_marks=[*by_day, SaidByForce(max(after, BEGAN + timedelta(days=401)), ForceStatus.CLOSED_BY_FORCE)],
        inspectorate_marks=finding.inspectorate_marks,
        reassessments=[LookedAgain(after, Result.CLOSED)],
        evidence=[Shown(after)],
    )
    assert stood(more, day) == then
