"""The register: what each filter lets through, in which order, and the heat map beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, make_priority
from tests.factories_risks import close, happen, make_issue, make_risk, make_score
from tracker.plan.models import Plan, Priority
from tracker.risks import queries_list
from tracker.risks.queries_list import (
    RiskFilter,
    RiskSort,
    heat_map,
    in_cell,
    register_page,
    without_score,
)
from tracker.risks.rules import Band, Direction, RiskKind, RiskState

QUARTER_END = date(2024, 6, 30)
"""Of the quarter before TODAY's."""


@pytest.fixture
def filled(session: Session, plan: Plan, priority: Priority, cast: Cast) -> None:
    """R-0001 score 20; R-0002 score 6, the whole office's; R-0003 not scored; R-0004 closed; R-0005 became I-0002.

    I-0001 high, under the other priority, nobody's; I-0002 low.
    """
    second = make_priority(session, plan, 2, lead=cast.other_lead)
    make_score(session, make_risk(session, priority, cast.officer, event="The Roof leaks"), 5, 4)
    make_score(session, make_risk(session, None, cast.lead, event="The grant is 50% cut"), 2, 3)
    make_risk(session, priority, event="The lease ends")
    close(session, make_risk(session, priority, cast.officer, event="The van breaks"))
    make_issue(session, second, severity=Band.HIGH, event="The roof fell in")
    happen(session, make_risk(session, priority, cast.officer, event="Staff leave"), severity=Band.LOW)


def found(session: Session, on: date = TODAY, **asked: Any) -> list[str]:  # noqa: ANN401  # fields of the filter
    return [row.reference for row in register_page(session, RiskFilter(**asked), on, QUARTER_END).rows]


@pytest.mark.usefixtures("filled")
class TestFilters:
    def test_what_is_open_comes_first_by_score_and_severity_then_what_has_none(self, session: Session) -> None:
        assert found(session) == ["R-0001", "I-0001", "R-0002", "I-0002", "R-0003"]

    @pytest.mark.parametrize(
        ("asked", "references"),
        [
            ({"kind": RiskKind.RISK}, ["R-0001", "R-0002", "R-0003"]),
            ({"kind": RiskKind.ISSUE}, ["I-0001", "I-0002"]),
            ({"state": RiskState.CLOSED}, ["R-0004"]),
            ({"state": RiskState.HAPPENED}, ["R-0005"]),
            ({"plan_code": "PCP-2022-25"}, ["R-0001", "I-0001", "I-0002", "R-0003"]),
            ({"plan_code": "PCP-2022-25", "priority_number": 2}, ["I-0001"]),
            ({"plan_code": "PCP-2022-25", "priority_number": 9}, []),
            ({"plan_code": "NONE"}, []),
            ({"whole_office": True}, ["R-0002"]),
            ({"nobody": True}, ["I-0001", "R-0003"]),
            ({"band": Band.VERY_HIGH}, ["R-0001"]),
            ({"band": Band.HIGH}, ["I-0001"]),
            ({"unscored": True}, ["R-0003"]),
            ({"likelihood": 5, "impact": 4}, ["R-0001"]),
            ({"likelihood": 4, "impact": 5}, []),
            ({"search": "ROOF"}, ["R-0001", "I-0001"]),
            ({"search": "roof leaks"}, ["R-0001"]),
            ({"search": "50%"}, ["R-0002"]),
            ({"search": "%"}, ["R-0002"]),
            ({"search": "_"}, []),
            ({"search": "r-0003"}, ["R-0003"]),
            ({"search": "I-1"}, ["I-0001"]),
            ({"search": "r-99999999999999"}, []),
        ],
    )
    def test_each_filter(self, session: Session, asked: dict[str, Any], references: list[str]) -> None:
        assert found(session, **asked) == references

    def test_by_owner(self, session: Session, cast: Cast) -> None:
        assert found(session, owner_id=cast.officer.id) == ["R-0001", "I-0002"]

    def test_all_holds_closed_ones_too(self, session: Session) -> None:
        assert len(found(session, state=None)) == 7

    def test_a_review_is_overdue_the_day_after_it_was_due(self, session: Session) -> None:
        # I-0001 is high: within three months of the day it was raised, 2 April.
        assert found(session, date(2024, 7, 2), overdue=True) == []
        assert found(session, date(2024, 7, 3), overdue=True) == ["I-0001"]

    def test_the_other_orders(self, session: Session) -> None:
        assert found(session, sort=RiskSort.REFERENCE) == ["R-0001", "R-0002", "R-0003", "I-0001", "I-0002"]
        # Reviews: 2 July, 2 October, 18 October; then those of six months from today.
        assert found(session, sort=RiskSort.REVIEW) == ["I-0001", "R-0003", "R-0001", "R-0002", "I-0002"]


@pytest.mark.usefixtures("filled")
class TestHeatMap:
    def test_open_risks_are_counted_by_likelihood_and_impact(self, session: Session) -> None:
        heat = heat_map(session, RiskFilter(), TODAY)
        assert (dict(heat.counts), heat.unscored, heat.total) == ({(5, 4): 1, (2, 3): 1}, 1, 3)

    def test_of_a_priority_or_an_owner_where_one_is_chosen(self, session: Session, cast: Cast) -> None:
        assert dict(heat_map(session, RiskFilter(whole_office=True), TODAY).counts) == {(2, 3): 1}
        assert dict(heat_map(session, RiskFilter(owner_id=cast.officer.id), TODAY).counts) == {(5, 4): 1}
        assert heat_map(session, RiskFilter(nobody=True), TODAY).unscored == 1

    def test_the_other_filters_make_no_difference(self, session: Session) -> None:
        asked = RiskFilter(kind=RiskKind.ISSUE, state=None, band=Band.LOW, search="lease", overdue=True)
        assert heat_map(session, asked, TODAY).total == 3

    def test_each_cell_leads_to_as_many_as_it_counts(self, session: Session) -> None:
        heat = heat_map(session, RiskFilter(), TODAY)
        for (likelihood, impact), number in heat.counts.items():
            asked = in_cell(RiskFilter(), likelihood, impact)
            assert register_page(session, asked, TODAY, QUARTER_END).total == number
        assert register_page(session, without_score(RiskFilter()), TODAY, QUARTER_END).total == heat.unscored


class TestDirections:
    @pytest.mark.parametrize(
        ("scores", "way"),
        [
            ([(date(2024, 5, 1), 3, 3), (TODAY, 4, 3)], Direction.UP),
            ([(date(2024, 5, 1), 3, 3), (TODAY, 2, 2)], Direction.DOWN),
            ([(QUARTER_END, 3, 4), (TODAY, 4, 3)], Direction.SAME),
            ([(date(2024, 5, 1), 5, 5), (QUARTER_END, 3, 3)], Direction.SAME),
            ([(QUARTER_END, 5, 5), (QUARTER_END, 3, 3), (TODAY, 3, 4)], Direction.UP),
            ([(date(2024, 7, 1), 3, 3)], Direction.NEW),
            ([], None),
        ],
    )
    def test_the_score_now_against_the_one_in_force_at_the_end_of_the_last_quarter(
        self, session: Session, scores: list[tuple[date, int, int]], way: Direction | None
    ) -> None:
        risk = make_risk(session)
        for day, likelihood, impact in scores:
            make_score(session, risk, likelihood, impact, day)
        page = register_page(session, RiskFilter(), TODAY, QUARTER_END)
        assert page.directions == ({risk.id: way} if way else {})


def test_an_empty_register_is_one_page(session: Session) -> None:
    page = register_page(session, RiskFilter(page=7), TODAY, QUARTER_END)
    assert (list(page.rows), page.total, page.page, page.pages, page.first, page.last) == ([], 0, 1, 1, 0, 0)


def test_a_page_holds_fifty(session: Session) -> None:
    for _ in range(51):
        make_risk(session)
    page = register_page(session, RiskFilter(sort=RiskSort.REFERENCE, page=2), TODAY, QUARTER_END)
    assert [row.reference for row in page.rows] == ["R-0051"]
    assert (page.total, page.pages, page.first, page.last) == (51, 2, 51, 51)
    beyond = register_page(session, RiskFilter(sort=RiskSort.REFERENCE, page=99), TODAY, QUARTER_END)
    assert beyond.page == 2


def test_who_can_own_a_risk_stands_by_name(session: Session, cast: Cast) -> None:
    names = [person.name for person in queries_list.risk_owners(session)]
    assert names == ["Cath Ellery", "Lena Marsh", "Luke Farrow", "Olive Ashdown", "Owen Birch"]
    assert cast.analyst.name not in names
