"""The reports' pages and downloads."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.factories import TODAY
from tests.judges import judge
from tests.web_client import words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of
from tracker.plan import queries
from tracker.plan.commands import EditDeliverable, edit_deliverable
from tracker.reports.snapshots import HighlightSnapshot
from tracker.writing import transaction

REPORT = "/reports/highlight/2024-25-Q2"
OFFICE = ("officer", "lead", "analyst", "chief_executive", "commissioner")


def test_the_list_names_the_quarters_that_have_records_the_current_one_first(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get("/reports")
    assert [heading.get_text() for heading in page.soup.select("main h2")] == [
        "Quarter 2, 2024-25: July to September 2024",
        "Quarter 1, 2024-25: April to June 2024",
        "Annual reports",
        "Dashboard reports",
    ]
    assert "This quarter. 3 progress updates, 0 lines and 0 risks and issues on record." in page.main
    links = {link["href"] for link in page.soup.select("main a")}
    assert {REPORT, f"{REPORT}.pdf", f"{REPORT}.json", f"{REPORT}/plans/PCP-2022-25/priorities/1"} <= links


def test_the_page_is_the_report_with_its_words(office: Office) -> None:
    page = office.as_("chief_executive").get(REPORT)
    assert page.h1 == "Highlight report, quarter 2, 2024-25"
    assert "7 deliverables: 1 complete, 1 overdue and 5 not yet due." in page.main
    assert "Overdue by 80 days" in page.main
    assert "Draft – not signed off" in page.main
    assert f"{REPORT}.pdf?as_at=2024-09-18" in {link["href"] for link in page.soup.select("main a")}


def test_the_page_can_show_the_records_of_an_earlier_day(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get(f"{REPORT}?as_at=2024-07-05")
    assert "7 deliverables: 1 overdue and 6 not yet due." in page.main
    assert "As at: 5 July 2024" in page.main


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2024-02-30", "Enter a real date, written like 2024-09-30"),
        ("soon", "Enter a real date, written like 2024-09-30"),
        ("2024-09-19", "Enter today, 18 September 2024, or an earlier day"),
        ("2024-06-30", "Quarter 2, 2024-25 begins on 1 July 2024. Enter that day or a later one."),
    ],
)
def test_a_day_that_will_not_do_is_refused_where_it_was_typed(office_on_sqlite: Office, typed: str, said: str) -> None:
    page = office_on_sqlite.as_("officer").get(f"{REPORT}?as_at={typed}", status=422)
    assert page.errors == [said]
    field = page.soup.select_one("#as_at")
    assert field is not None
    assert field["value"] == typed
    for suffix in ("pdf", "json"):
        assert said in office_on_sqlite.as_("officer").get(f"{REPORT}.{suffix}?as_at={typed}", status=422).main


@pytest.mark.parametrize(
    "key", ["2024-Q2", "2024-25-Q5", "2024-26-Q1", "0000-01-Q1", "2024-25-Q3", "9998-99-Q4", "%00"]
)
@pytest.mark.parametrize("suffix", ["", ".pdf", ".json", "/plans/PCP-2022-25/priorities/1"])
def test_unknown_quarters_and_quarters_to_come_are_not_found(office_on_sqlite: Office, key: str, suffix: str) -> None:
    office_on_sqlite.as_("lead").get(f"/reports/highlight/{key}{suffix}", status=404)


def test_a_quarter_without_records_says_what_to_do(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get("/reports/highlight/2022-23-Q1")
    assert "Nothing is on record for April to June 2022 as at 18 September 2024" in page.main
    assert "Officers record progress under My deliverables" in page.main
    assert not page.soup.select("article")


@pytest.mark.parametrize("who", ["clerk", "member", "administrator"])
@pytest.mark.parametrize("path", ["/reports", REPORT, f"{REPORT}.pdf", f"{REPORT}.json"])
def test_drafts_are_for_the_office_only(office_on_sqlite: Office, who: str, path: str) -> None:
    before = office_on_sqlite.counts()
    office_on_sqlite.as_(who).get(path, status=403)
    assert office_on_sqlite.counts() == before


@pytest.mark.parametrize("who", OFFICE)
def test_everybody_in_the_office_reads_drafts(office_on_sqlite: Office, who: str) -> None:
    for path in ("/reports", REPORT):
        office_on_sqlite.as_(who).get(path)


@pytest.mark.pdf
def test_the_pdf_is_the_report_and_its_download_is_logged(office: Office) -> None:
    answer = office.as_("chief_executive").http.get(f"{REPORT}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="highlight-2024-25-Q2.pdf"'
    judge(answer.data, "downloaded reports")
    assert office.as_("officer").http.get(f"{REPORT}.pdf").data == answer.data
    assert office.events()[-2:] == [("report:downloaded", "highlight-2024-25-Q2")] * 2


def test_the_json_is_the_snapshot_and_the_log_holds_its_hash(office: Office) -> None:
    answer = office.as_("analyst").http.get(f"{REPORT}.json?as_at=2024-09-01")
    snapshot = HighlightSnapshot.from_json(answer.data)
    assert answer.mimetype == "application/json"
    assert snapshot.to_json() == answer.data
    assert [row["reference"] for row in json.loads(answer.data)["priorities"][1]["deliverables"]] == ["D-0003"]
    with office.sessions() as session:
        newest = session.query(AuditEvent).order_by(AuditEvent.position.desc()).first()
        assert newest is not None
        assert newest.actor_name == "Anil Reid"
        assert changes_of(newest) == {
            "as at": (None, "2024-09-01"),
            "format": (None, "json"),
            "content": (None, hashlib.sha256(answer.data).hexdigest()),
        }


def test_a_reports_page_and_its_pdf_are_linked_beside_each_other(reading_office: Office) -> None:
    links = {
        path: {str(link["href"]): words(link) for link in reading_office.as_("analyst").get(path).soup.select("main a")}
        for path in ("/reports", REPORT)
    }
    assert links["/reports"][REPORT] == "Read the report as a web page of July to September 2024"
    assert links["/reports"][f"{REPORT}.pdf"] == "Download as PDF of July to September 2024"
    assert links[REPORT][f"{REPORT}.pdf?as_at=2024-09-18"] == "Download as PDF"
    for path in links:
        assert "the same words" in reading_office.as_("analyst").get(path).main


def test_reading_the_page_writes_nothing(office_on_sqlite: Office) -> None:
    before = office_on_sqlite.counts()
    office_on_sqlite.as_("officer").get(REPORT)
    office_on_sqlite.as_("officer").get("/reports")
    assert office_on_sqlite.counts() == before


def test_a_character_the_pdf_cannot_print_is_named_with_its_place(office_on_sqlite: Office) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        work = queries.deliverable(session, "D-0001")
        now = work.standing
        command = EditDeliverable(
            work.version, "Buy a 🚓 for Tidworth", now.priority_id, None, now.owner_id, None, "Wording"
        )
        edit_deliverable(session, work, command, by=SYSTEM, on=TODAY)
    office_on_sqlite.as_("officer").get(REPORT)
    before = office_on_sqlite.counts()
    page = office_on_sqlite.as_("officer").get(f"{REPORT}.pdf", status=422)
    assert "The PDF cannot print “🚓”. Change this text: “D-0001 Buy a 🚓 for Tidworth”." in page.main
    assert "Where it stands: Priority 1" in page.main
    assert "row 1 › “Action” › paragraph" in page.main
    assert office_on_sqlite.counts() == before
