"""After the signature: sent, published, revoked, corrected since; and what the public and the Panel can read."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from sqlalchemy import select

from tests.factories import report
from tests.factories_signing import signed
from tests.web_client import words
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.accounts.queries import actor_of
from tracker.plan import queries
from tracker.reports.models_signoff import ReportSignature
from tracker.writing import transaction

REPORT = "/reports/highlight/2024-25-Q2"
OUT = "/published/highlight/2024-25-Q2"
MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
FILES = ("pdf", "html", "json", "csv")


@pytest.fixture
def done(office: Office) -> Office:
    """The quarter's highlight report, submitted by the lead and signed off by the Chief Executive."""
    with transaction(office.sessions) as session:
        lead, chief = (session.get(Person, office.people[name]) for name in ("lead", "chief_executive"))
        assert lead is not None
        assert chief is not None
        signed(session, actor_of(lead), actor_of(chief), at=MOMENT)
    return office


def send(office: Office, day: str = "18") -> None:
    office.as_("chief_executive").submit(f"{REPORT}/send", {"on": [day, "9", "2024"]})


def publish(office: Office) -> None:
    send(office)
    office.as_("chief_executive").submit(f"{REPORT}/publish")


def revoke(office: Office, reason: str = "A figure was wrong.") -> None:
    office.as_("chief_executive").submit(f"{REPORT}/revoke", reason=reason)


def sign_again(office: Office) -> None:
    """The next version, submitted by the lead and signed off by the Chief Executive."""
    with transaction(office.sessions) as session:
        lead, chief = (session.get_one(Person, office.people[name]) for name in ("lead", "chief_executive"))
        signed(session, actor_of(lead), actor_of(chief), at=MOMENT)


def correct(office: Office, percent: int = 43, on: date = date(2024, 9, 10)) -> None:
    """Somebody records progress of a day that the signed report is about."""
    with transaction(office.sessions) as session:
        report(session, queries.deliverable(session, "D-0001"), percent, on)


def test_the_public_reads_a_report_only_once_it_is_published(done: Office) -> None:
    visitor = done.visitor()
    assert "No report has been published here yet" in visitor.get("/published").text
    for path in (OUT, *(f"{OUT}.{suffix}" for suffix in FILES)):
        assert visitor.http.get(path).status_code == 404
    publish(done)
    assert "Highlight report, July to September 2024" in visitor.get("/published").text
    page = visitor.get(OUT).text
    with done.sessions() as session:
        signature = session.scalars(select(ReportSignature)).one()
        for words in (signature.content_hash, signature.pdf.digest, "Cath Ellery", "18 September 2024 at 9:05am"):
            assert words in page
        answers = {suffix: visitor.http.get(f"{OUT}.{suffix}") for suffix in FILES}
        assert answers["pdf"].data == session.get_one(type(signature.pdf), signature.pdf_id).content
        assert signature.html.digest in page
        assert sha256(answers["html"].data).hexdigest() == signature.html.digest
    assert json.loads(answers["json"].data)["report"] == "highlight"
    assert b"Draft" not in answers["html"].data
    rows = list(csv.DictReader(io.StringIO(answers["csv"].data.decode("utf-8-sig"))))
    assert {"plan", "priority", "record", "reference", "fact", "value"} <= rows[0].keys()
    assert any(row["reference"] == "D-0001" and row["fact"] == "percent complete" for row in rows)


def test_a_report_is_sent_before_it_is_published_and_never_dated_before_its_signature(done: Office) -> None:
    chief = done.as_("chief_executive")
    assert "Record when it was sent to the Panel" in chief.get(f"{REPORT}/publish", status=409).text
    early = done.refused("chief_executive", f"{REPORT}/send", {"on": ["17", "9", "2024"]})
    assert "18 September 2024 or a later day" in " ".join(early.errors)
    late = done.refused("chief_executive", f"{REPORT}/send", {"on": ["19", "9", "2024"]})
    assert "only what has happened can be recorded" in " ".join(late.errors)
    publish(done)
    assert "there is nothing more to do here" in chief.get(f"{REPORT}/publish", status=409).text


def test_clerks_and_members_read_what_was_sent_and_no_draft(done: Office) -> None:
    for who in ("clerk", "member"):
        reader = done.as_(who)
        assert "No report has been sent to the Panel yet" in reader.get("/reports/sent").text
        reader.get(f"{REPORT}/versions/1", status=403)
        reader.get(f"{REPORT}/versions/1.pdf", status=403)
        reader.get(REPORT, status=403)
    send(done)
    for who in ("clerk", "member"):
        reader = done.as_(who)
        assert "Highlight report, Quarter 2, 2024-25" in reader.get("/reports/sent").text
        assert "What was signed" in reader.get(f"{REPORT}/versions/1").text
        assert reader.http.get(f"{REPORT}/versions/1.pdf").data.startswith(b"%PDF")
    done.as_("administrator").get(f"{REPORT}/versions/1", status=403)


def test_an_update_dated_later_does_not_lapse_the_approval_and_a_correction_does(done: Office) -> None:
    send(done)
    chief = done.as_("chief_executive")
    assert "Changed since sign-off" not in chief.get(f"{REPORT}/versions/1").text
    opened = chief.get(f"{REPORT}/publish").form()
    correct(done)
    shown = chief.get(f"{REPORT}/versions/1").text
    assert "Changed since sign-off" in shown
    assert "D-0001" in shown
    refused = chief.post(f"{REPORT}/publish", opened, status=422)
    assert "its approval has lapsed" in refused.text
    for page in (refused, chief.get(f"{REPORT}/publish")):
        assert page.soup.select_one("main form[method=post]") is None
        assert page.soup.select_one("main input[name='on']") is None
        assert words(page.soup.select_one(f"main a[href='{REPORT}/revoke']")) == "Revoke version 1"
    done.visitor().get(OUT, status=404)


def test_what_was_signed_does_not_change_whatever_is_edited_afterwards(done: Office) -> None:
    chief = done.as_("chief_executive")
    before = [chief.http.get(f"{REPORT}/versions/1.{suffix}").data for suffix in FILES]
    correct(done)
    assert [chief.http.get(f"{REPORT}/versions/1.{suffix}").data for suffix in FILES] == before


def test_a_revoked_version_stays_readable_says_why_and_is_out_no_more(done: Office) -> None:
    publish(done)
    needed = done.refused("chief_executive", f"{REPORT}/revoke", reason=" ")
    assert "Enter why the report is revoked" in " ".join(needed.errors)
    revoke(done)
    for who in ("officer", "clerk", "member"):
        page = done.as_(who).get(f"{REPORT}/versions/1").text
        assert "This version was revoked" in page
        assert "Cath Ellery revoked it on 18 September 2024" in page
        assert "A figure was wrong." in page
        assert done.as_(who).http.get(f"{REPORT}/versions/1.pdf").status_code == 200
    assert "Go to the version that takes its place" in done.as_("officer").get(f"{REPORT}/versions/1").main
    assert (
        "No version has been sent to the Panel in its place yet" in done.as_("clerk").get(f"{REPORT}/versions/1").main
    )


def test_what_was_revoked_before_it_was_sent_stays_with_the_office(done: Office) -> None:
    revoke(done)
    done.as_("officer").get(f"{REPORT}/versions/1")
    done.as_("clerk").get(f"{REPORT}/versions/1", status=403)
    assert "No report has been sent to the Panel yet" in done.as_("clerk").get("/reports/sent").main


def test_the_list_of_what_was_sent_says_revoked_until_a_newer_version_is_sent(done: Office) -> None:
    send(done)
    revoke(done)
    for path in ("/reports/sent", "/"):
        (listed,) = done.as_("clerk").get(path).soup.select("main li:has(.report-status)")
        assert "Revoked on 18 September 2024" in words(listed)
        assert words(listed.select_one(".report-status")) == "Revoked"
    sign_again(done)
    assert "Revoked" in done.as_("clerk").get("/reports/sent").main
    send(done)
    page = done.as_("clerk").get("/reports/sent")
    assert "version 2" in page.main
    assert "Revoked" not in page.main
    link = done.as_("clerk").get(f"{REPORT}/versions/1").soup.select_one(f"main a[href='{REPORT}/versions/2']")
    assert words(link) == "Go to version 2, which takes its place"


def test_the_public_is_told_that_a_report_was_withdrawn_until_another_version_is_published(done: Office) -> None:
    publish(done)
    revoke(done)
    visitor = done.visitor()
    page = visitor.get(OUT, status=410)
    assert "Highlight report, July to September 2024: withdrawn" in page.main
    assert "was withdrawn on 18 September 2024" in page.main
    for suffix in FILES:
        assert visitor.http.get(f"{OUT}.{suffix}").status_code == 410
    assert "July to September 2024" not in visitor.get("/published").main
    sign_again(done)
    send(done)
    visitor.get(OUT, status=410)
    done.as_("chief_executive").submit(f"{REPORT}/publish")
    assert "It replaces version 1, signed off on 18 September 2024" in visitor.get(OUT).main
    assert visitor.http.get(f"{OUT}.pdf").status_code == 200
    assert "July to September 2024" in visitor.get("/published").main


@pytest.mark.parametrize("act", ["send", "publish", "revoke"])
def test_only_the_chief_executive_or_a_deputy_acts_on_a_signed_report(done: Office, act: str) -> None:
    for who in ("officer", "lead", "analyst", "commissioner", "clerk", "member", "administrator"):
        done.as_(who).get(f"{REPORT}/{act}", status=403)
    done.as_("chief_executive").get(f"/reports/highlight/2024-25-Q9/{act}", status=404)


def test_a_version_nobody_signed_has_no_page(done: Office) -> None:
    officer = done.as_("officer")
    for path in ("versions/2", "versions/0", "versions/99999999999999999999", "versions/2.pdf"):
        officer.get(f"{REPORT}/{path}", status=404)
    officer.get("/reports/dashboard/2024-25-Q2/versions/1", status=404)


class TestItsOwnPage:
    """What the report's own page says once a version is signed."""

    def test_the_signed_files_come_first_and_the_draft_is_named_as_one(self, done: Office) -> None:
        page = done.as_("officer").get(REPORT)
        (button,) = page.soup.select("main a.govuk-button")
        assert button["href"] == f"{REPORT}/versions/1.pdf"
        strip = page.soup.select_one("section.tracker-standing")
        assert strip is not None
        for suffix in FILES:
            assert strip.select_one(f"a[href='{REPORT}/versions/1.{suffix}']") is not None
        draft = page.soup.select_one(".tracker-draft")
        assert words(draft).startswith("What the records say now, not signed off and not what was signed: draft as PDF")
        assert page.main.index("as Cath Ellery signed it off") < page.main.index("draft as PDF")
        assert strip.select_one(f"a[href='{REPORT}/send']") is None
        chiefs = done.as_("chief_executive").get(REPORT).soup
        for act in ("send", "revoke"):
            assert chiefs.select_one(f"section.tracker-standing a[href='{REPORT}/{act}']") is not None

    def test_it_says_changed_since_sign_off_whatever_day_is_shown(self, done: Office) -> None:
        send(done)
        days = ("", "?as_at=2024-09-01")
        for day in days:
            assert "Changed since sign-off" not in done.as_("officer").get(f"{REPORT}{day}").main
        correct(done)
        for day in days:
            page = done.as_("officer").get(f"{REPORT}{day}")
            assert "Changed since sign-off: the records behind version 1 were corrected" in page.main
            link = page.soup.select_one(f"main a[href='{REPORT}/versions/1#changed']")
            assert words(link) == "See what differs"
        assert done.as_("officer").get(f"{REPORT}/versions/1").soup.select_one("#changed") is not None
        assert done.as_("chief_executive").get(REPORT).soup.select_one(f"a[href='{REPORT}/publish']") is None

    def test_a_draft_after_a_revoked_version_says_which_when_by_whom_and_why(self, done: Office) -> None:
        revoke(done)
        page = done.as_("officer").get(REPORT)
        said = words(page.soup.select_one("section[aria-labelledby='revoked']"))
        assert said == (
            "Why version 1 was revoked Cath Ellery revoked version 1 on 18 September 2024. "
            "This version takes its place. A figure was wrong."
        )
        (button,) = page.soup.select("main a.govuk-button")
        assert str(button["href"]).startswith(f"{REPORT}.pdf")
        sign_again(done)
        assert "was revoked on" not in done.as_("officer").get(REPORT).main
