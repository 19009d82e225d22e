"""How many queries each list page costs: the same for ten rows and for ten thousand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import event

from tests.bulk import add_deliverables
from tests.factories import make_plan, make_priority
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.plan import queries
from tracker.plan.rules import PlanStatus
from tracker.writing import transaction

FEW = 10
MANY = {"sqlite": 10_000, "postgresql": 1_000}


@dataclass(frozen=True)
class Priced:
    """A page and what it costs. Who asks and the office's settings are two of them, on every page."""

    who: str
    path: str
    queries: int

    def __str__(self) -> str:
        return f"{self.who} {self.path}"


PAGES = (
    # Person, office, plans with their priorities, owners; the list: count, ids, rows; the marks of the year: the work,
    # its wordings, due dates and updates.
    Priced("analyst", "/deliverables", 11),
    Priced("analyst", "/deliverables?q=part&sort=action&order=desc&page=2", 11),
    Priced("analyst", "/deliverables?priority=PCP-2022-25/1&overdue=1&sort=progress", 11),
    # Person, office, plans, their priorities.
    Priced("analyst", "/plans", 4),
    # Person, office, the plan, its priorities, their objectives, the counts, its versions.
    Priced("analyst", "/plans/PCP-2022-25", 7),
    # Person, whom they stand in for, figures, the ten due first, own risks, own findings, actions due and the first of
    # them, reports nobody signed yet, signed ones, office.
    Priced("other_officer", "/", 11),
    # Person, whom they stand in for, priorities, figures of these, own figures, the ten due first, requests, own risks,
    # own findings, actions due and the first of them, reports nobody signed yet, signed ones, the year's end, office.
    Priced("lead", "/", 17),
    # Person, figures, the ten due first, risks, findings, comments that are due, reports nobody signed yet,
    # signed ones, office.
    Priced("analyst", "/", 9),
    # The same, and own risks, own findings, actions due and the first of them, the year's end.
    Priced("chief_executive", "/", 14),
    # Person, the priority, its objectives twice (once with it, once in order), rows, figures, risks, findings,
    # quarters, office.
    Priced("analyst", "/plans/PCP-2022-25/priorities/2", 10),
    # Person, people by role, office, the register of what must be published.
    Priced("administrator", "/", 4),
    # Person, people, office.
    Priced("administrator", "/people", 3),
)


@contextmanager
def counted(office: Office) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        # SQLite is told when a transaction begins; PostgreSQL is not.
        if statement != "BEGIN":
            said.append(statement)

    engine = office.app.extensions["tracker_engine"]
    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def grow(office: Office, count: int) -> None:
    """Adds deliverables under the priority of the other lead, owned by the other lead, so that home pages fill too."""
    with transaction(office.sessions) as session:
        found = queries.priority(session, "PCP-2022-25", 2)
        add_deliverables(session, count, priority_ids=[found.id], owner_ids=[office.people["other_officer"]])


def cost(office: Office, page: Priced) -> list[str]:
    with counted(office) as said:
        assert office.as_(page.who).http.get(page.path).status_code == 200
    return said


def test_each_page_costs_the_same_for_ten_rows_and_for_very_many(office: Office) -> None:
    many = MANY[office.app.extensions["tracker_engine"].dialect.name]
    grow(office, FEW)
    few_rows = {str(page): len(cost(office, page)) for page in PAGES}
    assert few_rows == {str(page): page.queries for page in PAGES}
    grow(office, many - FEW)
    many_rows = {str(page): len(cost(office, page)) for page in PAGES}
    assert many_rows == few_rows


def test_my_deliverables_costs_the_same_for_one_row_and_for_fifty(office: Office) -> None:
    page = Priced("other_officer", "/my-deliverables", 0)
    few = len(cost(office, page))
    grow(office, 49)
    assert len(cost(office, page)) == few
    # Person, whom they stand in for, the deliverables with their standing and place, then one query each for their
    # details, due dates, updates, marks of milestones, milestones and ratings by hand; signed reports; office.
    assert few <= 12


def test_the_file_costs_a_query_for_every_thousand_rows(office_on_sqlite: Office) -> None:
    page = Priced("analyst", "/deliverables.csv", 0)
    few = len(cost(office_on_sqlite, page))
    grow(office_on_sqlite, 3_000)
    assert len(cost(office_on_sqlite, page)) == few + 3


def test_a_deliverable_costs_the_same_after_one_update_and_after_forty(office_on_sqlite: Office) -> None:
    page = Priced("analyst", "/deliverables/D-0001", 0)
    few = len(cost(office_on_sqlite, page))
    for percent in range(41, 81):
        office_on_sqlite.as_("officer").submit("/deliverables/D-0001/update", percent=str(percent))
    assert len(cost(office_on_sqlite, page)) == few


@pytest.mark.parametrize("path", ["/plans", "/reports"])
def test_more_plans_cost_nothing_more(office_on_sqlite: Office, path: str) -> None:
    page = Priced("analyst", path, 0)
    few = len(cost(office_on_sqlite, page))
    with transaction(office_on_sqlite.sessions) as session:
        lead = session.get_one(Person, office_on_sqlite.people["lead"])
        for number in range(20):
            days = {"starts": date(2000 + number, 4, 1), "ends": date(2001 + number, 3, 31)}
            plan = make_plan(session, f"OLD-{number}", status=PlanStatus.CLOSED, **days)
            for place in range(1, 4):
                make_priority(session, plan, place, lead=lead)
    assert len(cost(office_on_sqlite, page)) == few
