"""Evidence: a link or a file that is what its name says, stored once, logged when it is taken, never deleted."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry
from tests.factories_findings import make_evidence, office_file, pdf, picture
from tests.factories_inspections import make_finding, make_inspection, reload_finding
from tests.web_client import Page, form_values, path_of
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.files.commands import store_file
from tracker.files.models import StoredFile
from tracker.files.queries import content_of
from tracker.files.rules import LARGEST_FILE
from tracker.files.rules_content import check_file
from tracker.inspections.commands_evidence import (
    AddEvidence,
    WithdrawEvidence,
    add_evidence,
    download_evidence,
    withdraw_evidence,
)
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_changes import AlreadyWithdrawn, LinkOrFile

ADD = "/inspections/findings/F-0001/evidence/new"
PAGE = "/inspections/findings/F-0001"


@pytest.fixture
def finding(session: Session) -> Finding:
    return make_finding(session, make_inspection(session))


class TestCommands:
    def test_a_file_is_kept_once_however_many_findings_name_it(self, session: Session, finding: Finding) -> None:
        other = make_finding(session, finding.inspection, text="Another")
        content = pdf()
        for each, name in ((finding, "one.pdf"), (other, "two.pdf"), (other, "three.pdf")):
            make_evidence(session, each, file=(name, content))
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 1
        assert [each.file_name for each in other.evidence] == ["two.pdf", "three.pdf"]
        stored = session.scalars(select(StoredFile)).one()
        assert (stored.size, stored.media_type) == (len(content), "application/pdf")
        assert content_of(session, stored.id) == content

    def test_two_files_are_two(self, session: Session) -> None:
        stored = [store_file(session, check_file("a.txt", text)).id for text in (b"one", b"two")]
        assert len(set(stored)) == 2

    def test_evidence_counts_from_the_day_it_is_added_to_the_day_it_is_withdrawn(
        self, session: Session, finding: Finding, cast: Cast
    ) -> None:
        assert not finding.standing.has_evidence
        evidence = make_evidence(session, finding, on=TODAY - timedelta(days=3))
        assert finding.standing.has_evidence
        command = WithdrawEvidence(finding.version, "Superseded.")
        withdraw_evidence(session, finding, evidence, command, by=as_actor(cast.lead), on=TODAY)
        assert not finding.standing.has_evidence
        assert (evidence.withdrawn_on, evidence.withdrawn_by) == (TODAY, "Lena Marsh")
        event, changes, reason = last_entry(session, finding.reference)
        assert (event, changes, reason) == (
            Event.EVIDENCE_WITHDRAWN,
            {"Evidence": ("Board minutes", None)},
            "Superseded.",
        )
        command = WithdrawEvidence(finding.version, "Again.")
        with pytest.raises(AlreadyWithdrawn):
            withdraw_evidence(session, finding, evidence, command, by=SYSTEM, on=TODAY)

    def test_a_stale_withdrawal_is_refused(self, session: Session, finding: Finding) -> None:
        evidence = make_evidence(session, finding)
        old = WithdrawEvidence(finding.version - 1, "Superseded.")
        with pytest.raises(Stale):
            withdraw_evidence(session, finding, evidence, old, by=SYSTEM, on=TODAY)

    def test_adding_says_what_was_added(self, session: Session, finding: Finding) -> None:
        make_evidence(session, finding, "Plan", file=("plan.pdf", pdf()))
        event, changes, _ = last_entry(session, finding.reference)
        assert (event, changes["Evidence"], changes["File"]) == (
            Event.EVIDENCE_ADDED,
            (None, "Plan"),
            (None, "plan.pdf"),
        )
        assert changes["SHA-256"] == (None, check_file("plan.pdf", pdf()).digest)

    def test_neither_link_nor_file_is_refused(self, session: Session, finding: Finding) -> None:
        with pytest.raises(LinkOrFile):
            add_evidence(session, finding, AddEvidence("Plan"), by=SYSTEM, on=TODAY)

    def test_a_download_is_logged_with_who_took_it(self, session: Session, finding: Finding, cast: Cast) -> None:
        make_evidence(session, finding, file=("plan.pdf", pdf()))
        found = reload_finding(session, finding)
        taken = download_evidence(session, found, found.evidence[0], by=as_actor(cast.analyst))
        assert taken == pdf()
        assert last_entry(session, finding.reference)[:2] == (
            Event.EVIDENCE_DOWNLOADED,
            {"File": (None, "plan.pdf")},
        )


def sent(name: str, content: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def upload(office: Office, name: str, content: bytes, *, status: int = 302, **answers: Any) -> Page:  # noqa: ANN401  # what a browser sends
    client = office.as_("officer")
    values = client.get(ADD).form() | {"title": "Plan of the checks", "file": sent(name, content)} | answers
    return put_away(client.post(ADD, values, status=status))


def put_away(page: Page) -> Page:
    """Closes the file in which the test client held what it sent."""
    page.response.request.environ["wsgi.input"].close()
    return page


class TestPages:
    def test_a_file_is_added_and_taken_back_byte_for_byte(self, office: Office) -> None:
        content = office_file()
        assert path_of(upload(office, "Plan – “final”.docx", content)) == PAGE
        page = office.as_("analyst").get(PAGE)
        link = page.soup.find("a", string=lambda text: text is not None and "final" in text)
        assert link is not None
        before = len(office.events())
        answer = office.as_("analyst").http.get(str(link["href"]))
        assert answer.status_code == 200
        assert answer.data == content
        headers = answer.headers
        assert headers["Content-Disposition"].startswith("attachment;")
        assert quote("Plan – “final”.docx".replace('"', "")) in headers["Content-Disposition"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"].startswith("application/vnd.openxmlformats-officedocument.word")
        assert office.events()[before:] == [("evidence:downloaded", "F-0001")]

    def test_a_link_is_added(self, office: Office) -> None:
        address = "https://example.org/board/minutes"
        office.as_("officer").submit(ADD, title="Board minutes", link=address)
        page = office.as_("lead").get(PAGE)
        found = page.soup.find("a", href=address)
        assert found is not None
        assert found["rel"] == ["noreferrer", "noopener"]

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("empty.pdf", b"", "“empty.pdf” is empty."),
            ("plan.pdf", office_file(), "“plan.pdf” is not a PDF, although its name says so."),
            ("plan.pdf", pdf()[:200], "“plan.pdf” is damaged and cannot be read whole."),
            ("plan.exe", b"MZ", "“plan.exe” is of a kind that cannot be kept here."),
            ("plan.png", picture()[:60], "“plan.png” is damaged and cannot be read whole."),
            ("plan.csv", b"a\x00b", "“plan.csv” is not a CSV file, although its name says so."),
            ("plan.txt", b"x" * (LARGEST_FILE + 1), "“plan.txt” is larger than 10 MB."),
            ("plan.txt", b"x" * (2 * LARGEST_FILE), "“plan.txt” is larger than 10 MB."),
        ],
    )
    def test_a_bad_file_is_refused_beside_the_field_and_all_else_is_kept(
        self, office_on_sqlite: Office, name: str, content: bytes, message: str
    ) -> None:
        before = office_on_sqlite.counts()
        page = upload(office_on_sqlite, name, content, status=422)
        assert page.beside("file").startswith(message)
        assert page.errors == [page.beside("file")]
        assert page.form()["title"] == "Plan of the checks"
        assert office_on_sqlite.counts() == before

    def test_the_largest_file_is_kept(self, office_on_sqlite: Office) -> None:
        upload(office_on_sqlite, "long.txt", b"x" * LARGEST_FILE)

    def test_a_file_far_too_large_is_refused_in_words(self, office_on_sqlite: Office) -> None:
        before = office_on_sqlite.counts()
        page = upload(office_on_sqlite, "long.txt", b"x" * (5 * LARGEST_FILE), status=413)
        assert page.h1 == "What was sent is too large"
        assert office_on_sqlite.counts() == before

    def test_only_the_page_for_files_takes_what_is_that_large(self, office_on_sqlite: Office) -> None:
        client = office_on_sqlite.as_("officer")
        path = f"{PAGE}/comment"
        values = client.get(path).form() | {"text": "Look", "file": sent("long.txt", b"x" * LARGEST_FILE)}
        put_away(client.post(path, values, status=413))

    def test_nobody_signed_in_sends_a_large_file_in_vain_only(self, office_on_sqlite: Office) -> None:
        answer = office_on_sqlite.visitor().http.post(ADD, data={"file": sent("long.txt", b"x" * LARGEST_FILE)})
        assert answer.status_code == 401
        answer.request.environ["wsgi.input"].close()

    def test_link_and_file_together_or_neither_are_refused(self, office_on_sqlite: Office) -> None:
        page = upload(office_on_sqlite, "plan.pdf", pdf(), status=422, link="https://example.org")
        assert page.beside("link") == "Add the link or the file, not both. Add the other one afterwards."
        page = office_on_sqlite.refused("officer", ADD, title="Plan")
        assert page.beside("link") == "Enter a link or choose a file."

    @pytest.mark.parametrize(
        "link",
        [
            *("javascript:alert(1)", "http://example.org/minutes", "https://olive:secret@example.org/", "https://"),
            *("https://olive@example.org/", "ftp://example.org", "https:example.org", "https://[::1"),
        ],
    )
    def test_a_link_is_https_and_tells_no_secret(self, office_on_sqlite: Office, link: str) -> None:
        page = office_on_sqlite.refused("officer", ADD, title="Plan", link=link)
        message = "Enter the whole address, beginning with https:// and without a user name or password in it."
        assert page.beside("link") == message
        assert page.form()["link"] == link

    @pytest.mark.parametrize("user", ["", "secret"], ids=["to change", "to open"])
    def test_a_pdf_under_a_password_is_refused_in_plain_words(self, office_on_sqlite: Office, user: str) -> None:
        with pikepdf.new() as made, io.BytesIO() as held:
            made.add_blank_page()
            made.save(held, encryption=pikepdf.Encryption(owner="owner", user=user))
            content = held.getvalue()
        before = office_on_sqlite.counts()
        page = upload(office_on_sqlite, "plan.pdf", content, status=422)
        assert page.beside("file") == (
            "“plan.pdf” is protected by a password or encryption, so others could not read it. "
            "Save it without protection, then choose it again."
        )
        assert page.form()["title"] == "Plan of the checks"
        assert office_on_sqlite.counts() == before

    def test_the_same_form_sent_twice_adds_one(self, office_on_sqlite: Office) -> None:
        client = office_on_sqlite.as_("officer")
        values = client.get(ADD).form() | {"title": "Minutes", "link": "https://example.org"}
        client.post(ADD, values)
        client.post(ADD, values, status=409)

    def test_withdrawn_evidence_stays_on_the_page_and_counts_no_more(self, office: Office) -> None:
        office.as_("officer").submit(f"{PAGE}/evidence/1/withdraw", reason="Superseded by the audit")
        page = office.as_("analyst").get(PAGE)
        assert "withdrawn on 18 September 2024 by Olive Ashdown" in page.main
        assert "Evidence None yet." in page.main
        assert "checks.pdf" in page.main

    def test_withdrawn_evidence_opens_for_the_chief_executive_alone(self, office: Office) -> None:
        office.as_("officer").submit(f"{PAGE}/evidence/1/withdraw", reason="It names a victim")
        for who in ("officer", "lead", "analyst", "commissioner"):
            assert office.as_(who).http.get(f"{PAGE}/evidence/1").status_code == 404
            assert office.as_(who).get(PAGE).soup.find("a", href=f"{PAGE}/evidence/1") is None
        assert office.as_("chief_executive").get(PAGE).soup.find("a", href=f"{PAGE}/evidence/1") is not None
        before = office.counts()["audit_event"]
        assert office.as_("chief_executive").http.get(f"{PAGE}/evidence/1").status_code == 200
        assert office.counts()["audit_event"] == before + 1

    @pytest.mark.parametrize("who", ["clerk", "member", "administrator"])
    def test_who_may_not_see_findings_takes_no_file(self, office_on_sqlite: Office, who: str) -> None:
        before = office_on_sqlite.counts()
        assert office_on_sqlite.as_(who).http.get(f"{PAGE}/evidence/1").status_code == 403
        assert office_on_sqlite.counts() == before

    def test_the_form_says_that_it_sends_files(self, office_on_sqlite: Office) -> None:
        form = office_on_sqlite.as_("officer").get(ADD).soup.select_one("main form")
        assert form is not None
        assert form["enctype"] == "multipart/form-data"
        assert "file" in form_values(form)


def test_evidence_of_another_finding_is_not_found(reading_office: Office) -> None:
    for path in ("/inspections/findings/F-0004/evidence/1", f"{PAGE}/evidence/2", f"{PAGE}/evidence/9{'9' * 30}"):
        assert reading_office.as_("lead").http.get(path).status_code == 404


def test_the_evidences_day_is_never_before_the_record(session: Session) -> None:
    finding = make_finding(session, make_inspection(session))
    evidence = add_evidence(
        session, finding, AddEvidence("Minutes", "https://example.org"), by=SYSTEM, on=date(2020, 1, 1)
    )
    assert evidence.added_on == finding.began_on
