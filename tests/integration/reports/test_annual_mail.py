"""Who is told by mail that an annual report waits for approval, that it has them all, and that one lapsed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, make_person
from tests.factories_road import (
    KIND,
    REPORT,
    YEAR,
    approve_part,
    submitted_annual,
    write_annual,
    write_foreword,
)
from tests.integration.reports.test_annual_road import people
from tests.integration.reports.test_mail import SUBMITTED, messages, told
from tests.integration.test_cli import tracker
from tests.mail_server import mail_server
from tests.web_fixtures import Office
from tracker.access import Role
from tracker.plan.models import Deliverable
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_mail import LAPSED, tell_lapsed
from tracker.reports.commands_signoff import Seen
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_approval import Approved
from tracker.writing import transaction

APPROVED = "report:approved"
MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)


@pytest.fixture
def waiting(session: Session, cast: Cast, deliverable: Deliverable) -> Standing:
    """The officer wrote and submitted it."""
    write_annual(session, as_actor(cast.officer))
    return submitted_annual(session, as_actor(cast.lead))


def approve_both(session: Session, cast: Cast) -> None:
    for part in Approved:
        approve_part(session, part, as_actor(cast.commissioner))


def take_back(session: Session, found: Standing, cast: Cast) -> None:
    acts.take_back(session, KIND, YEAR, acts.Act(Seen.of(found)), by=as_actor(cast.lead), on=TODAY)


class TestSubmitted:
    def test_every_commissioner_who_can_sign_in_is_told_what_waits(
        self, session: Session, cast: Cast, deliverable: Deliverable
    ) -> None:
        gone = make_person(session, Role.COMMISSIONER)
        gone.disabled_at = MOMENT
        write_annual(session, as_actor(cast.officer))
        submitted_annual(session, as_actor(cast.lead))
        assert told(session, SUBMITTED) == sorted((cast.chief_executive.name, cast.commissioner.name))
        (message,) = (each for each in messages(session, SUBMITTED) if each.to_name == cast.commissioner.name)
        assert (message.subject, message.about) == (
            "Waiting for your approval: annual report, financial year 2023-24",
            REPORT,
        )
        assert "the foreword and the report as submitted" in message.body
        assert "A year of steady work" not in message.body

    def test_the_chief_executive_is_told_that_it_cannot_be_signed_yet(
        self, session: Session, cast: Cast, waiting: Standing
    ) -> None:
        (message,) = (each for each in messages(session, SUBMITTED) if each.to_name == cast.chief_executive.name)
        assert "once the Commissioner has approved the foreword and the report as submitted" in message.body

    def test_only_what_is_not_approved_yet_is_asked_for(
        self, session: Session, cast: Cast, deliverable: Deliverable
    ) -> None:
        write_annual(session, as_actor(cast.officer))
        approve_part(session, Approved.FOREWORD, as_actor(cast.commissioner))
        submitted_annual(session, as_actor(cast.lead))
        (message,) = (each for each in messages(session, SUBMITTED) if each.to_name == cast.commissioner.name)
        assert "before you have approved the report as submitted." in message.body

    def test_what_was_approved_whole_is_submitted_again_without_asking(
        self, session: Session, cast: Cast, waiting: Standing
    ) -> None:
        approve_both(session, cast)
        take_back(session, waiting, cast)
        submitted_annual(session, as_actor(cast.lead))
        assert told(session, SUBMITTED).count(cast.commissioner.name) == 1

    def test_a_submission_after_a_change_says_what_is_not_as_it_was_approved(
        self, session: Session, cast: Cast, waiting: Standing
    ) -> None:
        approve_both(session, cast)
        take_back(session, waiting, cast)
        write_foreword(session, as_actor(cast.officer), "Another year.")
        submitted_annual(session, as_actor(cast.lead))
        message = [each for each in messages(session, SUBMITTED) if each.to_name == cast.commissioner.name][-1]
        assert "Changed since it was approved: the foreword and the report as submitted." in message.body
        tell_lapsed(session, TODAY)
        assert messages(session, LAPSED) == []


class TestApproved:
    def test_the_chief_executive_is_told_of_the_last_approval_only(
        self, session: Session, cast: Cast, waiting: Standing
    ) -> None:
        approve_part(session, Approved.FOREWORD, as_actor(cast.commissioner))
        assert messages(session, APPROVED) == []
        approve_part(session, Approved.REPORT, as_actor(cast.commissioner))
        (message,) = messages(session, APPROVED)
        assert (message.to_name, message.about) == (cast.chief_executive.name, f"{REPORT}/review")

    def test_a_foreword_approved_before_it_is_submitted_is_told_nobody(
        self, session: Session, cast: Cast, deliverable: Deliverable
    ) -> None:
        write_annual(session, as_actor(cast.officer))
        approve_part(session, Approved.FOREWORD, as_actor(cast.commissioner))
        assert messages(session, APPROVED) == []


class TestLapsed:
    def test_the_commissioner_is_told_once_of_words_that_changed(
        self, session: Session, cast: Cast, waiting: Standing
    ) -> None:
        approve_both(session, cast)
        tell_lapsed(session, TODAY)
        assert messages(session, LAPSED) == []
        for words in ("Another year.", "Yet another year."):
            write_foreword(session, as_actor(cast.officer), words)
            tell_lapsed(session, TODAY)
        (message,) = messages(session, LAPSED)
        assert (message.to_name, message.about) == (cast.commissioner.name, REPORT)
        assert "has changed since: the foreword and the report as submitted." in message.body

    def test_an_approval_given_again_that_lapses_again_is_told_again(
        self, session: Session, cast: Cast, waiting: Standing
    ) -> None:
        for words in ("Another year.", "Yet another year."):
            approve_both(session, cast)
            write_foreword(session, as_actor(cast.officer), words)
            tell_lapsed(session, TODAY)
        assert len(messages(session, LAPSED)) == 2
        approve_both(session, cast)
        assert len(messages(session, APPROVED)) == 3

    def test_nobody_is_told_while_officers_write(self, session: Session, cast: Cast, waiting: Standing) -> None:
        approve_both(session, cast)
        take_back(session, waiting, cast)
        write_foreword(session, as_actor(cast.officer), "Another year.")
        tell_lapsed(session, TODAY)
        assert messages(session, LAPSED) == []


def test_what_lapsed_arrives_with_the_address_of_the_report(
    office_on_sqlite: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_on_sqlite
    with transaction(office.sessions) as session:
        officer, commissioner, _ = people(office)
        write_annual(session, officer)
        submitted_annual(session, officer)
        for part in Approved:
            approve_part(session, part, commissioner)
        write_foreword(session, officer, "Another year.")
    url = office.app.extensions["tracker_engine"].url
    with mail_server() as server:
        monkeypatch.setenv("TRACKER_DATABASE_URL", str(url))
        monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("TRACKER_BASE_URL", "https://tracker.example.org")
        monkeypatch.setenv("TRACKER_SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        results = [tracker("send-mail").output for _ in range(2)]
    assert results == ["4 messages sent.\n", "No message is due.\n"]
    assert [str(mail["Subject"]) for mail in server.accepted] == [
        "Waiting for sign-off: annual report, financial year 2023-24",
        "Waiting for your approval: annual report, financial year 2023-24",
        "Approved, waiting for sign-off: annual report, financial year 2023-24",
        "Changed since you approved it: annual report, financial year 2023-24",
    ]
    opens = f"Open it in Tracker: https://tracker.example.org{REPORT}"
    assert opens in server.accepted[-1].get_content().splitlines()
