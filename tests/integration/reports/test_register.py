"""The risk register as a page and as a PDF."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tests.web_fixtures import Office
from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of

REGISTER = "/reports/risk-register"


@pytest.mark.pdf
def test_the_pdf_has_the_words_of_the_page_and_its_download_is_logged(office: Office) -> None:
    page = office.as_("chief_executive").get(REGISTER)
    assert page.h1 == "Risk register"
    before = office.counts()
    answer = office.as_("chief_executive").http.get(f"{REGISTER}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="risk-register-2024-09-18.pdf"'
    judge(answer.data, "downloaded risk registers")
    said = squeezed(read(answer.data).text)
    report = BeautifulSoup(str(page.soup.select_one(".tracker-paper")), "html.parser")
    found = report.select("section :is(p, li, caption, th)")
    assert len(found) > 20
    assert [each.get_text() for each in found if squeezed(each.get_text()) not in said] == []
    assert office.counts() == {**before, "audit_event": before["audit_event"] + 1}
    assert office.events()[-1] == ("risk:exported", "risk-register")
    with office.sessions() as session:
        newest = session.query(AuditEvent).order_by(AuditEvent.position.desc()).first()
        assert newest is not None
        assert changes_of(newest).keys() == {"as at", "format", "content"}


def test_the_page_shows_open_risks_and_no_internal_wording(reading_office: Office) -> None:
    page = reading_office.as_("officer").get(REGISTER).main
    assert "Internal – for use inside the office only" in page
    assert "R-0001" in page
    assert "The tender came in late." in page
    assert "asked for more money" not in page
    assert "The old lease is not renewed" not in page


def test_reading_the_page_writes_nothing(office_on_sqlite: Office) -> None:
    before = office_on_sqlite.counts()
    office_on_sqlite.as_("analyst").get(REGISTER)
    assert office_on_sqlite.counts() == before


@pytest.mark.parametrize("who", ["clerk", "member", "administrator"])
@pytest.mark.parametrize("path", [REGISTER, f"{REGISTER}.pdf"])
def test_the_register_is_for_the_office_only(office_on_sqlite: Office, who: str, path: str) -> None:
    before = office_on_sqlite.counts()
    office_on_sqlite.as_(who).get(path, status=403)
    assert office_on_sqlite.counts() == before


def test_the_list_of_reports_leads_to_it(reading_office: Office) -> None:
    links = {str(link["href"]) for link in reading_office.as_("analyst").get("/reports").soup.select("main a")}
    assert {REGISTER, f"{REGISTER}.pdf"} <= links
