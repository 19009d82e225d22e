"""A finding's row in a quarter's report, and the figures counted from such rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from tests.unit.reports.contents import A_FINDING
from tests.unit.reports.histories import AS_AT, QUARTER, Owner
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus, PanelStatus, Result
from tracker.reports.rows import Period
from tracker.reports.rows_findings import finding_row
from tracker.reports.rules_counts_findings import count_findings
from tracker.reports.snapshots_inspections import FindingRow

PERIOD = Period(QUARTER, AS_AT)
BEGAN = date(2024, 4, 2)


@dataclass(frozen=True)
class Detail:
    effective_on: date = BEGAN
    text: str = "Bail conditions are not checked."
    priority_id: int | None = 1
    lead_id: int | None = None
    lead: Owner | None = None
    expected_on: date | None = None


@dataclass(frozen=True)
class Force:
    effective_on: date
    status: ForceStatus


@dataclass(frozen=True)
class Inspectorate:
    effective_on: date
    status: InspectorateStatus = InspectorateStatus.COMPLETE
    told_by: str | None = "SECRET SOURCE"


@dataclass(frozen=True)
class Again:
    effective_on: date
    result: Result


@dataclass(frozen=True)
class Inspection:
    code: str = "PEEL-2024"
    title: str = "PEEL 2024"


@dataclass(frozen=True)
class Remark:
    """A finding on record since April 2024 of which nobody has said anything."""

    reference: str = "F-0001"
    kind: FindingType = FindingType.AREA_FOR_IMPROVEMENT
    began_on: date = BEGAN
    official_reference: str | None = None
    parent: Remark | None = None
    inspection: Inspection = Inspection()
    details: tuple[Detail, ...] = (Detail(),)
    force_marks: tuple[Force, ...] = ()
    inspectorate_marks: tuple[Inspectorate, ...] = ()
    reassessments: tuple[Again, ...] = ()
    evidence: tuple[()] = ()


def row(remark: Remark, period: Period = PERIOD) -> FindingRow:
    found = finding_row(remark, period)
    assert found is not None
    return found


def test_what_the_force_alone_closed_is_shown_as_open() -> None:
    found = row(Remark(force_marks=(Force(date(2024, 8, 1), ForceStatus.CLOSED_BY_FORCE),)))
    assert (found.force_word, found.panel_word, found.closed_on) == ("Closed by the force", "Open", None)
    assert found.updated_on == date(2024, 8, 1)


@pytest.mark.parametrize("day", [QUARTER.start, AS_AT])
def test_what_the_inspectorate_closed_in_the_quarter_is_printed_with_its_day(day: date) -> None:
    found = row(Remark(inspectorate_marks=(Inspectorate(day),)))
    assert (found.panel, found.closed_on) == (PanelStatus.CLOSED, day)
    assert "SECRET" not in repr(found)


@pytest.mark.parametrize(
    "remark",
    [
        Remark(inspectorate_marks=(Inspectorate(QUARTER.start - timedelta(days=1)),)),
        Remark(reassessments=(Again(QUARTER.start - timedelta(days=1), Result.CLOSED),)),
        Remark(kind=FindingType.OBSERVATION),
        Remark(began_on=AS_AT + timedelta(days=1)),
    ],
    ids=["closed before by letter", "closed before by another inspection", "an observation", "recorded later"],
)
def test_what_needs_no_work_in_the_quarter_is_left_out(remark: Remark) -> None:
    assert finding_row(remark, PERIOD) is None


def test_what_was_said_after_the_quarter_is_left_out_however_late_the_report_is_drawn() -> None:
    late = Period(QUARTER, date(2024, 11, 5))
    found = row(Remark(inspectorate_marks=(Inspectorate(date(2024, 10, 1)),)), late)
    assert (found.panel, found.updated_on) == (PanelStatus.OPEN, None)


@pytest.mark.parametrize(
    ("expected_on", "days_late"),
    [(None, 0), (AS_AT, 0), (AS_AT - timedelta(days=1), 1), (date(2024, 6, 30), 80)],
)
def test_it_is_overdue_from_the_day_after_its_expected_closure(expected_on: date | None, days_late: int) -> None:
    found = row(Remark(details=(Detail(expected_on=expected_on),)))
    assert (found.overdue, found.days_late) == (days_late > 0, days_late)


def test_closed_work_is_not_overdue() -> None:
    closed = Remark(details=(Detail(expected_on=BEGAN),), inspectorate_marks=(Inspectorate(AS_AT),))
    assert not row(closed).overdue


def test_a_recommendation_names_the_cause_of_concern_it_belongs_to() -> None:
    cause = Remark(reference="F-0002", kind=FindingType.CAUSE_OF_CONCERN)
    found = row(Remark(kind=FindingType.RECOMMENDATION, parent=cause, official_reference="CoC 1.1"))
    assert (found.part_of, found.official_reference, found.kind_word) == ("F-0002", "CoC 1.1", "Recommendation")


def test_the_figures_count_open_findings_and_those_closed_in_the_quarter() -> None:
    rows = [
        A_FINDING,
        replace(A_FINDING, has_lead=False, expected_on=None),
        replace(A_FINDING, overdue=True, force=ForceStatus.READY_FOR_CLOSURE),
        replace(A_FINDING, force=ForceStatus.CLOSED_BY_FORCE),
        # What is closed has neither lead nor date to miss.
        replace(A_FINDING, panel=PanelStatus.CLOSED, has_lead=False, expected_on=None, overdue=True),
    ]
    counts = count_findings(rows)
    assert (counts.open, counts.overdue, counts.no_lead, counts.no_date) == (4, 1, 1, 1)
    assert (counts.ready, counts.force_closed, counts.closed) == (1, 1, 1)
    assert count_findings([]).open == 0
