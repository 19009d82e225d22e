"""What the tracker and a finding's page cost: the same for few records and for many."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories import TODAY
from tests.factories_findings import force_says, make_evidence
from tests.factories_inspections import make_finding
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.inspections import queries
from tracker.inspections.commands_status import CommentOnFinding, comment_on
from tracker.inspections.queries_list import PAGE_SIZE
from tracker.inspections.rules import ForceStatus
from tracker.plan.queries import priority
from tracker.writing import transaction


def grow(office: Office, count: int) -> None:
    """Adds areas for improvement under the lead's priority, in turn the officer's, the lead's and nobody's."""
    with transaction(office.sessions) as session:
        inspection = queries.inspection(session, "PEEL-2024")
        under = priority(session, "PCP-2022-25", 1)
        leads = [session.get_one(Person, office.people[who]) for who in ("officer", "lead")]
        for number in range(count):
            day = date(2024, 9, 1) + timedelta(days=number)
            lead = [*leads, None][number % 3]
            make_finding(session, inspection, text=f"Area {number}", priority=under, lead=lead, expected_on=day)


def test_the_tracker_costs_the_same_for_three_findings_and_for_two_pages_of_them(office: Office) -> None:
    # Person, those who can lead, how many there are, their keys, their rows, the counts, the counts by lead, whom the
    # person stands in for, inspections, office.
    pages = [Priced(who, "/inspections/tracker", 10) for who in ("analyst", "lead", "chief_executive")]
    pages.append(Priced("lead", "/inspections/tracker?type=all&state=no_evidence&lead=none&inspection=PEEL-2024", 10))
    for page in pages:
        assert len(cost(office, page)) == page.queries, page
    grow(office, PAGE_SIZE + 10)
    for page in [*pages, Priced("lead", "/inspections/tracker?page=2", 10)]:
        assert len(cost(office, page)) == page.queries, page
    shown = office.as_("lead").get("/inspections/tracker")
    assert len(shown.soup.select("input[name=ticked]")) > 40
    assert shown.soup.find("a", attrs={"rel": "next"}) is not None


def test_a_finding_costs_the_same_after_one_word_and_after_thirty(office_on_sqlite: Office) -> None:
    page = Priced("analyst", "/inspections/findings/F-0001", 0)
    few = len(cost(office_on_sqlite, page))
    with transaction(office_on_sqlite.sessions) as session:
        finding = queries.finding(session, "F-0001")
        for number in range(30):
            force_says(session, finding, list(ForceStatus)[number % 4])
            make_evidence(session, finding, f"Minutes {number}", file=(f"{number}.txt", str(number).encode()))
            comment_on(session, finding, CommentOnFinding(f"Comment {number}"), by=SYSTEM, on=TODAY)
    assert len(cost(office_on_sqlite, page)) == few
