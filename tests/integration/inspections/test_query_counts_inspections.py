"""What the pages of inspections cost: the same for few inspections, findings and events and for many."""

from __future__ import annotations

import pytest

from tests.factories_inspections import make_event, make_finding, make_grades, make_inspection
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.inspections import queries
from tracker.inspections.rules import FindingType
from tracker.writing import transaction

PAGES = (
    # Person, the inspections, their scales, questions and printings, comments, events, open findings, those withdrawn,
    # office.
    Priced("analyst", "/inspections", 10),
    # Person, the inspections, their scales, questions and printings, office.
    Priced("analyst", "/inspections/grades", 6),
)


def grow(office: Office) -> None:
    with transaction(office.sessions) as session:
        newest = queries.inspection(session, "PEEL-2024")
        for number in range(15):
            made = make_inspection(session, f"OLD-{number}", year=2000 + number, published_on=None)
            make_grades(session, made, {"Custody": "Good", f"Area {number}": "Adequate"})
            make_finding(session, made)
            make_finding(session, newest, kind=FindingType.RECOMMENDATION)
            make_event(session, inspection=newest)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_lists_cost_the_same_for_few_and_for_many(office: Office, page: Priced) -> None:
    few = len(cost(office, page))
    grow(office)
    assert len(cost(office, page)) == few == page.queries


@pytest.mark.parametrize("path", ["/inspections/PEEL-2024", "/inspections/PEEL-2024/comments"])
def test_one_inspection_costs_the_same_with_few_findings_and_with_many(office_on_sqlite: Office, path: str) -> None:
    page = Priced("chief_executive", path, 0)
    few = len(cost(office_on_sqlite, page))
    grow(office_on_sqlite)
    assert len(cost(office_on_sqlite, page)) == few
