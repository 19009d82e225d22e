"""Signing off through the page: the password, who may, what stops it, and that nothing unread is signed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.certificates import HOLDER, intermediate, issue, signatory
from tests.certificates import PASSWORD as STORE_PASSWORD
from tests.factories import as_actor
from tests.factories_signing import submitted
from tests.offices_signoff import (
    PASSWORD,
    REPORT,
    blocks,
    give_reasons,
    name_as_deputy,
    submit_report,
    where,
    with_password,
)
from tests.web_client import words
from tests.web_fixtures import PEOPLE, Office
from tracker.accounts.models import Person
from tracker.accounts.rules_sign_in import FAILURES_PER_ADDRESS
from tracker.dates import london, today
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.documents.pdf.sign_errors import CertificateUnreadable
from tracker.reports.rules_life import ReportState
from tracker.writing import transaction

SIGN = f"{REPORT}/sign"
CHIEF = "chief_executive"


@pytest.fixture
def waiting(office_on_sqlite: Office) -> Office:
    """The officer submitted the report, and gave a reason for everything that is wrong with it."""
    with transaction(office_on_sqlite.sessions) as session:
        submitted(session, as_actor(session.get_one(Person, office_on_sqlite.people["officer"])))
    with_password(office_on_sqlite)
    return office_on_sqlite


def test_the_chief_executive_signs_with_their_password(office: Office) -> None:
    submit_report(office)
    give_reasons(office)
    with_password(office)
    review = office.as_(CHIEF).get(f"{REPORT}/review")
    link = next(str(each["href"]) for each in review.soup.select("main a.govuk-button") if "/sign" in str(each["href"]))
    page = office.as_(CHIEF).get(link)
    submission = where(office).submission
    assert submission is not None
    assert submission.content_hash is not None
    for said in ("Version 1", "As at 18 September 2024", submission.content_hash, "Cath Ellery, Chief Executive"):
        assert said in page.main
    office.as_(CHIEF).post(link, page.form() | {"current_password": PASSWORD})
    found = where(office)
    assert found.state is ReportState.SIGNED
    assert found.signature is not None
    kept = (found.signature.name, found.signature.title, found.signature.acting_for)
    assert kept == ("Cath Ellery", "Chief Executive", None)
    assert found.signature.content_hash == submission.content_hash
    assert office.events()[-1] == ("report:signed", "highlight-2024-25-Q2")


def test_a_wrong_password_is_counted_and_logged_and_signs_nothing(office: Office) -> None:
    submit_report(office)
    give_reasons(office)
    with_password(office)
    before = office.counts()["sign_in_attempt"]
    page = office.as_(CHIEF).submit(SIGN, current_password="not it", status=422)
    assert "This is not your current password" in page.beside("current_password")
    assert office.counts()["sign_in_attempt"] > before
    assert office.events()[-1][0] == "person:password_not_confirmed"
    assert where(office).state is ReportState.SUBMITTED
    for _ in range(FAILURES_PER_ADDRESS):
        page = office.as_(CHIEF).submit(SIGN, current_password="not it", status=422)
    assert "too many wrong tries" in page.errors[0]
    assert "Retry-After" in page.response.headers
    # Not even the right one is looked at until the wait is over.
    office.as_(CHIEF).submit(SIGN, current_password=PASSWORD, status=422)
    assert where(office).state is ReportState.SUBMITTED


def test_a_stranger_who_types_wrong_passwords_keeps_nobody_from_signing(waiting: Office) -> None:
    stranger = waiting.visitor()
    typed = {"email": "cath.ellery@example.org", "password": "a guess"}
    for _ in range(FAILURES_PER_ADDRESS):
        stranger.submit("/sign-in", typed, status=422)
    page = stranger.submit("/sign-in", typed, status=429)
    assert "too many wrong tries" in page.errors[0]
    waiting.as_(CHIEF).submit(SIGN, current_password=PASSWORD)
    assert where(waiting).state is ReportState.SIGNED


def test_what_was_done_with_a_report_is_dated_on_the_day_that_counts_here(waiting: Office) -> None:
    """The machine's own day is another one."""
    assert {london(each.at).date() for each in where(waiting).version.moves} == {today()}


def test_without_a_password_nothing_is_signed(waiting: Office) -> None:
    page = waiting.refused(CHIEF, SIGN, current_password="")
    assert page.beside("current_password") == "Enter your password"


def test_blocks_stop_the_signature_and_say_what_to_do(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    with_password(office_on_sqlite)
    page = office_on_sqlite.as_(CHIEF).get(SIGN)
    assert page.soup.select_one("main form[method=post]") is None
    assert "What stops the signature" in page.main
    assert len(page.soup.select(f"main a[href^='{REPORT}/problems/']")) == len(blocks(office_on_sqlite))


def test_a_block_that_came_after_the_page_was_opened_stops_it(waiting: Office) -> None:
    typed = waiting.as_(CHIEF).get(SIGN).form() | {"current_password": PASSWORD}
    waiting.as_("officer").submit("/deliverables/D-0001/update", percent="60", note="As in quarter 4 of 2021-22.")
    page = waiting.as_(CHIEF).post(SIGN, typed, status=422)
    assert "changed after you opened it. Nothing was signed" in page.main
    assert where(waiting).state is ReportState.SUBMITTED


def test_content_that_changed_is_not_signed_until_it_was_read(waiting: Office) -> None:
    review = waiting.as_(CHIEF).get(f"{REPORT}/review")
    link = next(str(each["href"]) for each in review.soup.select("main a.govuk-button") if "/sign" in str(each["href"]))
    typed = waiting.as_(CHIEF).get(link).form() | {"current_password": PASSWORD}
    waiting.as_("officer").submit("/deliverables/D-0001/update", percent="60", note="Two floors are done.")
    page = waiting.as_(CHIEF).post(link, typed, status=422)
    assert "Nothing was signed" in page.main
    # No password can sign what was not read: the page says what to do instead.
    assert page.soup.select_one("main form[method=post]") is None
    link_back = page.soup.select_one(f"main a[href='{REPORT}/review']")
    assert words(link_back) == "Read the report again as it is now"
    # The same page sent again is refused again.
    waiting.as_(CHIEF).post(link, typed, status=422)
    # And so is the link of the review that was read before; who signed nothing is not told that nothing was signed.
    page = waiting.as_(CHIEF).get(link, status=409)
    assert "changed after you read it. Read it again as it is now" in page.main
    assert "Nothing was signed" not in page.main
    waiting.as_(CHIEF).submit(SIGN, current_password=PASSWORD)
    assert where(waiting).state is ReportState.SIGNED


def test_of_two_who_sign_at_once_one_is_told_and_the_form_is_not_replayed(waiting: Office) -> None:
    name_as_deputy(waiting, "other_lead", date(2024, 9, 1), None)
    with_password(waiting, "other_lead")
    mine = waiting.as_(CHIEF).get(SIGN).form() | {"current_password": PASSWORD}
    theirs = waiting.as_("other_lead").get(SIGN).form() | {"current_password": PASSWORD}
    waiting.as_(CHIEF).post(SIGN, mine)
    page = waiting.as_(CHIEF).post(SIGN, mine, status=409)
    assert "already sent" in page.main
    page = waiting.as_("other_lead").post(SIGN, theirs, status=409)
    assert page.h1 == "The report has been signed off"
    assert "You signed nothing" in page.main
    assert "Cath Ellery, Chief Executive, signed version 1 off on 18 September 2024" in page.main
    assert "save again" not in page.main
    assert page.soup.select_one("main form[method=post]") is None
    page = waiting.as_(CHIEF).get(SIGN, status=409)
    assert "Nothing was signed" not in page.main
    assert "signed version 1 off" in page.main
    assert len(where(waiting).version.moves) == 2


def test_a_signatory_whose_report_was_taken_back_meanwhile_is_told_so(waiting: Office) -> None:
    mine = waiting.as_(CHIEF).get(SIGN).form() | {"current_password": PASSWORD}
    waiting.as_("officer").submit(f"{REPORT}/take-back")
    page = waiting.as_(CHIEF).post(SIGN, mine, status=409)
    assert "Somebody moved it on while you had this page open. Nothing was signed." in page.main
    assert "Draft" in page.main
    assert "save again" not in page.main


def test_the_note_of_who_submitted_it_is_read_in_full_before_it_is_signed(office_on_sqlite: Office) -> None:
    note = "Training is late. " * 20
    submit_report(office_on_sqlite, words=note)
    for path in (SIGN, f"{REPORT}/review"):
        page = office_on_sqlite.as_(CHIEF).get(path)
        said = words(page.soup.select_one("section[aria-labelledby='note']"))
        assert said == f"Note of Olive Ashdown for whoever signs it {note.strip()}"
    home = office_on_sqlite.as_(CHIEF).get("/").soup.select_one("section[aria-labelledby='waiting']")
    assert "Olive Ashdown wrote: “Training is late." in words(home)


def test_a_signatory_about_to_submit_is_told_that_they_cannot_sign_it_then(office_on_sqlite: Office) -> None:
    name_as_deputy(office_on_sqlite, "other_lead", date(2024, 9, 1), None)
    told = {who: office_on_sqlite.as_(who).get(f"{REPORT}/submit").main for who in (CHIEF, "other_lead", "officer")}
    assert "you cannot sign it off: a deputy of yours must" in told[CHIEF]
    assert "you cannot sign it off: the Chief Executive or another deputy must" in told["other_lead"]
    assert "you cannot sign it off" not in told["officer"]


def test_a_deputy_signs_in_their_own_role_for_the_chief_executive(waiting: Office) -> None:
    name_as_deputy(waiting, "other_lead", date(2024, 9, 1), None)
    with_password(waiting, "other_lead")
    page = waiting.as_("other_lead").get(SIGN)
    assert "Luke Farrow, Strategic lead, deputy for Cath Ellery" in page.main
    waiting.as_("other_lead").post(SIGN, page.form() | {"current_password": PASSWORD})
    signature = where(waiting).signature
    assert signature is not None
    assert (signature.name, signature.title, signature.acting_for) == ("Luke Farrow", "Strategic lead", "Cath Ellery")


def test_who_submitted_it_does_not_sign_it(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite, CHIEF)
    give_reasons(office_on_sqlite)
    with_password(office_on_sqlite)
    page = office_on_sqlite.as_(CHIEF).get(SIGN)
    assert "You submitted this report, so you may not sign it off. Ask a deputy of yours" in page.main
    assert page.soup.select_one("main form[method=post]") is None


def test_who_was_the_last_to_change_something_in_it_does_not_sign_it(waiting: Office) -> None:
    name_as_deputy(waiting, "officer", date(2024, 9, 1), None)
    with_password(waiting, "officer")
    name_as_deputy(waiting, "other_officer", date(2024, 9, 1), None)
    with_password(waiting, "other_officer")
    # The page was opened before the edit; its content is read again, and so is who edited it.
    waiting.as_("other_officer").submit("/deliverables/D-0003/update", percent="70", note="Half of it is out.")
    page = waiting.as_("other_officer").get(SIGN)
    assert "You were the last to change something in this report" in page.main
    assert "Ask the Chief Executive or another deputy to sign it" in page.main
    assert "You submitted this report" in waiting.as_("officer").get(SIGN).main


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("content_hash", "f" * 63, "incomplete"),
        ("content_hash", "f" * 64, "Nothing was signed"),
        ("number", "", "incomplete"),
    ],
)
def test_a_forged_form_signs_nothing(waiting: Office, name: str, value: str, said: str) -> None:
    typed = waiting.as_(CHIEF).get(SIGN).form() | {"current_password": PASSWORD, name: value}
    page = waiting.as_(CHIEF).post(SIGN, typed, status=422)
    assert said in page.main
    assert where(waiting).state is ReportState.SUBMITTED


def test_with_a_certificate_the_page_names_it_and_the_pdf_is_signed(waiting: Office) -> None:
    certificate = Certificate.load(signatory().store(), STORE_PASSWORD)
    waiting.app.extensions["tracker_certificate"] = lambda: certificate
    page = waiting.as_(CHIEF).get(SIGN)
    assert f"signed with the certificate of {certificate.subject}" in page.main
    waiting.as_(CHIEF).post(SIGN, page.form() | {"current_password": PASSWORD})
    signature = where(waiting).signature
    assert signature is not None
    assert signature.certificate == certificate.subject


def test_a_certificate_that_is_not_valid_signs_nothing(waiting: Office) -> None:
    first, last = datetime(2019, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    issued = issue(HOLDER, "RSA", intermediate("RSA"), first=first, last=last)
    expired = Certificate.load(issued.store(), STORE_PASSWORD)
    waiting.app.extensions["tracker_certificate"] = lambda: expired
    page = waiting.as_(CHIEF).get(SIGN)
    assert "2020" in page.main
    page = waiting.as_(CHIEF).post(SIGN, page.form() | {"current_password": PASSWORD}, status=422)
    assert "2020" in page.errors[0]
    assert where(waiting).state is ReportState.SUBMITTED


def test_a_certificate_that_cannot_be_read_signs_nothing(waiting: Office) -> None:
    def missing() -> Certificate:
        raise CertificateUnreadable("office.p12")

    waiting.app.extensions["tracker_certificate"] = missing
    page = waiting.as_(CHIEF).submit(SIGN, current_password=PASSWORD, status=422)
    assert "office.p12" in page.errors[0]
    assert where(waiting).state is ReportState.SUBMITTED


def test_a_draft_is_not_signed(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_(CHIEF).get(SIGN, status=409)
    assert "This report is a draft" in page.main


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_chief_executive_may_sign(office_on_sqlite: Office, who: str) -> None:
    submit_report(office_on_sqlite)
    office_on_sqlite.as_(who).get(SIGN, status=200 if who == CHIEF else 403)
