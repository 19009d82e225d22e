"""The list of reports: where each stands, and the versions that were signed."""

from __future__ import annotations

from datetime import UTC, datetime

from bs4 import Tag

from tests.factories import TODAY, as_actor
from tests.factories_signing import KIND, QUARTER, sent, signed, submitted
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.dates import Quarter
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_signoff import Seen
from tracker.reports.rules_life import ReportKind
from tracker.writing import transaction

MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
REPORT = "/reports/highlight/2024-25-Q2"
VERSION = f"{REPORT}/versions/1"


def section(page: Page, name: str) -> Tag:
    found = page.soup.select_one(f"section[aria-labelledby='{name}']")
    assert found is not None, name
    return found


def test_a_report_nobody_touched_says_nothing_of_a_signature(reading_office: Office) -> None:
    page = reading_office.as_("analyst").get("/reports")
    assert "A signed version stays as it was signed." in page.main
    assert "None has been signed off" not in page.main
    assert "Version" not in words(section(page, "quarter-2024-25-Q2"))


def test_each_report_says_where_it_stands_and_leads_to_every_signed_version(office: Office) -> None:
    with transaction(office.sessions) as session:
        lead, chief = (as_actor(session.get_one(Person, office.people[who])) for who in ("lead", "chief_executive"))
        submitted(session, lead, kind=ReportKind.DASHBOARD)
        found = sent(session, signed(session, lead, chief, at=MOMENT), chief)
    page = office.as_("analyst").get("/reports")
    highlight = section(page, "quarter-2024-25-Q2")
    assert "Sent to the Panel Version 1, as at 18 September 2024" in words(highlight)
    links = [
        str(each["href"])
        for each in highlight.select("a")
        if "/versions/" in str(each["href"]) or "2." in str(each["href"])
    ]
    signed_first = [VERSION, *(f"{VERSION}.{suffix}" for suffix in ("pdf", "html", "csv", "json"))]
    assert links == [*signed_first, f"{REPORT}.pdf", f"{REPORT}.json"]
    draft = words(highlight.select_one(".tracker-draft"))
    assert draft.startswith("What the records say now, not signed off and not what was signed: draft as a web page")
    assert highlight.select_one(f"a[href='{REPORT}/publish']") is None
    chiefs = section(office.as_("chief_executive").get("/reports"), "quarter-2024-25-Q2")
    assert [
        words(chiefs.select_one(f"a[href='{REPORT}/{act}']")).split(" of ")[0] for act in ("publish", "revoke")
    ] == [
        "Publish",
        "Revoke",
    ]
    assert "Submitted Version 1, as at 18 September 2024" in words(section(page, "dashboards"))
    office.as_("analyst").get(VERSION)
    with transaction(office.sessions) as session:
        chief = as_actor(session.get_one(Person, office.people["chief_executive"]))
        acts.revoke(session, KIND, QUARTER, acts.Act(Seen.of(found), "A figure was wrong."), by=chief, on=TODAY)
    said = words(section(office.as_("analyst").get("/reports"), "quarter-2024-25-Q2"))
    assert "Draft Version 2" in said
    assert "Read version 1 as it was signed off on 18 September 2024 of July to September 2024 It was revoked." in said


def test_a_report_of_a_quarter_without_records_is_listed_once_it_was_submitted(office_on_sqlite: Office) -> None:
    quarter = Quarter.parse("2022-23-Q2")
    assert quarter.label not in office_on_sqlite.as_("analyst").get("/reports").main
    with transaction(office_on_sqlite.sessions) as session:
        lead = as_actor(session.get_one(Person, office_on_sqlite.people["lead"]))
        submitted(session, lead, quarter=quarter)
    found = section(office_on_sqlite.as_("analyst").get("/reports"), "quarter-2022-23-Q2")
    assert found.select_one("a[href='/reports/highlight/2022-23-Q2']") is not None
