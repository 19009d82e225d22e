"""What the pages across rooms cost: the same for few risks, actions and findings and for very many."""

from __future__ import annotations

from tests.bulk_linked import add_findings, add_risks
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.inspections.queries import inspection
from tracker.plan.queries import deliverable
from tracker.writing import transaction

PAGES = (
    Priced("other_officer", "/", 0),
    Priced("lead", "/", 0),
    Priced("chief_executive", "/", 0),
    Priced("analyst", "/plans/PCP-2022-25/priorities/2", 0),
    Priced("analyst", "/deliverables/D-0003", 0),
    Priced("analyst", "/deliverables", 0),
    Priced("administrator", "/people/{other_officer}/hand-over", 0),
)


def grow(office: Office, count: int) -> None:
    """Adds risks and findings of the other officer, linked to the other officer's deliverable."""
    owner = office.people["other_officer"]
    with transaction(office.sessions) as session:
        work, inspected = deliverable(session, "D-0003"), inspection(session, "PEEL-2024")
        add_risks(session, count, work, owner_id=owner)
        add_findings(session, count, work, inspection_id=inspected.id, lead_id=owner)


def costs(office: Office) -> dict[str, int]:
    placed = [Priced(page.who, page.path.format(**office.people), 0) for page in PAGES]
    return {str(page): len(cost(office, page)) for page in placed}


def test_few_and_many_cost_the_same(office: Office) -> None:
    grow(office, 5)
    few = costs(office)
    grow(office, 600)
    assert costs(office) == few
    assert max(few.values()) <= 25


def test_the_pages_show_what_was_added(office_on_sqlite: Office) -> None:
    grow(office_on_sqlite, 12)
    home = office_on_sqlite.as_("other_officer").get("/")
    assert "12 actions overdue or due in the next 30 days" in home.main
    assert "10 of 12" in home.main
    page = office_on_sqlite.as_("analyst").get("/deliverables/D-0003")
    assert len(page.soup.select("[aria-labelledby='risks-caption'] tbody tr")) == 12
    assert "Linked risks are very high: " in page.main
