"""The accessibility statement: for everybody, complete in law, and honest about what the office has not yet told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.integration.accounts.conftest import Sessions
from tests.web_client import NaggingClient, Page, words
from tracker.access import SYSTEM
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.rules import OfficeKey
from tracker.writing import transaction

DAY = date(2024, 9, 18)
HEADINGS = [
    "How accessible this website is",
    "Feedback and contact information",
    "Reporting accessibility problems with this website",
    "Enforcement procedure",
    "Technical information about this website’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that’s not within the scope of the accessibility regulations",
    "What we’re doing to improve accessibility",
    "Preparation of this accessibility statement",
]
"""Those of the model statement, in its order."""
TOLD = {
    OfficeKey.CONTACT_EMAIL: "help@example.org",
    OfficeKey.CONTACT_PHONE: "01632 960 014",
    OfficeKey.CONTACT_POST: "1 Example Street",
    OfficeKey.CONTACT_REPLY_DAYS: "10",
    OfficeKey.STATEMENT_PREPARED: "17 September 2024",
    OfficeKey.STATEMENT_REVIEWED: "18 September 2024",
}


def tell(sessions: Sessions, told: dict[OfficeKey, str]) -> None:
    with transaction(sessions) as session:
        for key, value in told.items():
            set_office(session, SetOffice(key, value, DAY), by=SYSTEM, on=DAY)


def links(page: Page) -> set[str]:
    return {str(link["href"]) for link in page.soup.select("main a[href]")}


def test_it_has_every_part_of_the_model_statement(client: NaggingClient) -> None:
    page = client.get("/accessibility")
    assert page.h1 == "Accessibility statement for OPCC Tracker"
    assert [words(heading) for heading in page.soup.select("main h2, main h3")] == HEADINGS
    assert "applies to Tracker at http://tracker.example.org" in page.main
    assert "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018" in page.main
    assert (
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA" in page.main
    )
    assert "https://www.equalityadvisoryservice.com/" in links(page)
    assert "https://www.legislation.gov.uk/uksi/2018/952/part/5" in links(page)


def test_it_says_how_to_reach_the_office_and_how_soon_it_replies(client: NaggingClient, sessions: Sessions) -> None:
    tell(sessions, TOLD)
    page = client.get("/accessibility")
    assert "mailto:help@example.org" in links(page)
    assert "call 01632 960 014" in page.main
    assert "write to 1 Example Street" in page.main
    assert "We reply within 10 working days." in page.main
    assert "prepared on 17 September 2024. It was last reviewed on 18 September 2024." in page.main
    assert "has not yet" not in page.main


def test_it_says_plainly_what_the_office_has_not_yet_told(client: NaggingClient) -> None:
    page = client.get("/accessibility")
    assert "The office has not yet published here how to contact it about this website." in page.main
    assert "The office has not yet published when it prepared this statement." in page.main
    assert "mailto:" not in str(page.soup)
    assert "is not complete" not in page.main, "that is for the administrator"


@pytest.mark.parametrize("path", ["/", "/settings", "/accessibility"])
def test_an_administrator_is_told_what_to_add(path: str, as_administrator: NaggingClient, sessions: Sessions) -> None:
    page = as_administrator.get(path)
    assert "The accessibility statement is not complete." in page.main
    days = (OfficeKey.STATEMENT_PREPARED, OfficeKey.STATEMENT_REVIEWED)
    for key in (OfficeKey.CONTACT_EMAIL, OfficeKey.CONTACT_REPLY_DAYS, *days):
        assert f"/settings/{key.value}" in links(page)
    tell(sessions, TOLD)
    assert "is not complete" not in as_administrator.get(path).main


def test_the_administrator_adds_it_as_any_other_setting(as_administrator: NaggingClient, client: NaggingClient) -> None:
    page = as_administrator.submit("/settings/contact_email", value="help", status=422)
    assert page.beside("value") == "Enter an email address in the correct format, like name@example.org"
    assert "For example, 18 September 2024." in as_administrator.get("/settings/statement_reviewed").main
    as_administrator.submit("/settings/contact_email", value="help@example.org")
    assert "help@example.org" in client.get("/accessibility").main


def test_every_page_links_to_it_and_to_help_at_the_same_place(
    as_officer: NaggingClient, other_client: NaggingClient
) -> None:
    pages = [
        other_client.get("/sign-in"),
        other_client.post("/account/deputies/new", {}, status=401),
        as_officer.get("/account"),
        as_officer.get("/settings", status=403),
        as_officer.get("/nowhere", status=404),
    ]
    found = [[(words(link), str(link["href"])) for link in page.soup.select("footer a")] for page in pages]
    wanted = [
        ("Published reports", "/published"),
        ("Published agendas and minutes", "/published/meetings"),
        ("What the office must publish", "/published/information"),
        ("Accessibility statement", "/accessibility"),
        ("Help and contact", "/accessibility#contact"),
    ]
    assert found == [wanted] * len(pages)
