"""What the register and a risk's page cost: the same for one row and for fifty, and after many changes."""

from __future__ import annotations

from datetime import date

from tests.factories_risks import link, make_risk, make_score
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.plan import queries as plan_queries
from tracker.risks import queries
from tracker.writing import transaction

REGISTER = (
    # Person, count, ids, rows, scores then; the matrix with its labels, the heat map, plans with their priorities,
    # owners, office.
    Priced("analyst", "/risks", 11),
    Priced("analyst", "/risks?q=part&sort=review&priority=PCP-2022-25/2&state=all", 11),
    Priced("analyst", "/risks?likelihood=3&impact=3&owner=nobody", 11),
)


def grow(office: Office, count: int) -> None:
    """Adds risks under the priority of the other lead, each scored twice and linked."""
    with transaction(office.sessions) as session:
        place = plan_queries.priority(session, "PCP-2022-25", 2)
        owner = session.get_one(Person, office.people["other_officer"])
        deliverable = plan_queries.deliverable(session, "D-0003")
        for number in range(count):
            risk = make_risk(session, place, owner, event=f"Part {number} is late")
            for day in (date(2024, 5, 1), date(2024, 8, 1)):
                make_score(session, risk, 3, 1 + number % 5, day)
            link(session, risk, deliverable)


def test_the_register_costs_the_same_for_one_row_and_for_fifty(office: Office) -> None:
    grow(office, 1)
    few = {str(page): len(cost(office, page)) for page in REGISTER}
    assert few == {str(page): page.queries for page in REGISTER}
    grow(office, 49)
    assert {str(page): len(cost(office, page)) for page in REGISTER} == few


def test_a_risk_costs_the_same_after_two_scores_and_after_many(office_on_sqlite: Office) -> None:
    pages = [Priced("lead", f"/risks/R-0001{act}", 0) for act in ("", "/edit", "/links", "/close", "/happened")]
    few = [len(cost(office_on_sqlite, page)) for page in pages]
    with transaction(office_on_sqlite.sessions) as session:
        risk = queries.risk(session, "R-0001")
        for number in range(20):
            make_score(session, risk, 1 + number % 5, 3)
        link(session, risk, *(plan_queries.deliverable(session, f"D-000{number}") for number in range(1, 7)))
    assert [len(cost(office_on_sqlite, page)) for page in pages] == few
