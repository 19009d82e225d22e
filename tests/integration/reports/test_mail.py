"""Who is told by mail that a report was submitted, returned or signed off; and that the message arrives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, report
from tests.factories_signing import KIND, QUARTER, signing, submitted
from tests.integration.test_cli import tracker
from tests.mail_server import mail_server
from tests.web_fixtures import Office
from tracker.access import SYSTEM, Role
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.accounts.models import Person
from tracker.errors import Stale
from tracker.outbox.models import OutboxMessage
from tracker.plan.models import Deliverable
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_sign import sign
from tracker.reports.commands_signoff import Seen, say_ready
from tracker.reports.queries_signoff import Standing

MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)
REPORT = "/reports/highlight/2024-25-Q2"
SUBMITTED, RETURNED, SIGNED, REVOKED = "report:submitted", "report:returned", "report:signed", "report:revoked"


@pytest.fixture
def changed(session: Session, cast: Cast, deliverable: Deliverable) -> Deliverable:
    """The officer was the last to change something in the report."""
    report(session, deliverable, 40, TODAY, by=as_actor(cast.officer))
    return deliverable


def messages(session: Session, kind: str) -> Sequence[OutboxMessage]:
    found = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id))
    return found.all()


def told(session: Session, kind: str) -> list[str]:
    return sorted(each.to_name for each in messages(session, kind))


def name(session: Session, owner: Person, deputy: Person, starts: int, ends: int | None) -> None:
    """From `starts` to `ends` days from today."""
    until = TODAY + timedelta(days=ends) if ends is not None else None
    first = TODAY + timedelta(days=starts)
    name_deputy(session, owner, NameDeputy(deputy.id, first, until), by=SYSTEM, on=min(first, TODAY))


def give_back(session: Session, found: Standing, cast: Cast) -> Standing:
    command = acts.Act(Seen.of(found), "The custody figure is **OFFICIAL SENSITIVE**.")
    return acts.send_back(session, KIND, QUARTER, command, by=as_actor(cast.chief_executive), on=TODAY)


class TestSubmitted:
    def test_the_chief_executive_and_their_deputies_of_the_day_are_told(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        name(session, cast.chief_executive, cast.other_lead, -3, 3)
        name(session, cast.chief_executive, cast.other_officer, 1, None)
        name(session, cast.officer, cast.lead, 0, None)
        submitted(session, as_actor(cast.officer))
        assert told(session, SUBMITTED) == [cast.chief_executive.name, cast.other_lead.name]
        message = messages(session, SUBMITTED)[0]
        assert (message.about, message.to_address) == (f"{REPORT}/review", cast.chief_executive.email)

    def test_nobody_who_is_disabled_has_no_such_role_any_more_or_did_it_themselves(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        for deputy in (cast.lead, cast.other_lead, cast.other_officer):
            name(session, cast.chief_executive, deputy, 0, None)
        cast.other_lead.disabled_at = MOMENT
        cast.other_officer.role = Role.ANALYST
        submitted(session, as_actor(cast.lead))
        assert told(session, SUBMITTED) == [cast.chief_executive.name]

    def test_nothing_is_queued_where_the_act_is_refused(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        submitted(session, as_actor(cast.lead))
        before = told(session, SUBMITTED)
        late = acts.Submit(Seen(1, 0), TODAY, "0" * 64)
        with pytest.raises(Stale):
            acts.submit(session, KIND, QUARTER, late, by=as_actor(cast.lead), on=TODAY)
        assert told(session, SUBMITTED) == before

    def test_each_submission_is_told_anew(self, session: Session, changed: Deliverable, cast: Cast) -> None:
        found = give_back(session, submitted(session, as_actor(cast.lead)), cast)
        again = acts.Submit(Seen.of(found), TODAY, "0" * 64)
        acts.submit(session, KIND, QUARTER, again, by=as_actor(cast.lead), on=TODAY)
        assert told(session, SUBMITTED) == [cast.chief_executive.name] * 2


class TestReturned:
    def test_who_submitted_it_and_the_leads_who_said_ready_are_told(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        priority = changed.standing.priority
        say_ready(session, QUARTER, priority, Seen(1, 0), is_ready=True, by=as_actor(cast.lead))
        found = submitted(session, as_actor(cast.officer))
        give_back(session, found, cast)
        assert told(session, RETURNED) == sorted((cast.lead.name, cast.officer.name))
        assert {each.about for each in messages(session, RETURNED)} == {REPORT}

    def test_a_lead_who_took_ready_back_and_one_who_left_are_not_told(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        priority = changed.standing.priority
        for is_ready in (True, False):
            say_ready(session, QUARTER, priority, Seen(1, 0), is_ready=is_ready, by=as_actor(cast.lead))
        found = submitted(session, as_actor(cast.officer))
        cast.officer.disabled_at = MOMENT
        give_back(session, found, cast)
        assert told(session, RETURNED) == []

    def test_nothing_that_a_reviewer_wrote_or_the_report_says_is_in_a_message(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        give_back(session, submitted(session, as_actor(cast.officer)), cast)
        for message in (*messages(session, RETURNED), *messages(session, SUBMITTED)):
            assert "custody" not in message.body
            assert changed.standing.action not in message.body


class TestSigned:
    def test_who_submitted_it_is_told_with_the_end_of_the_log(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        found = submitted(session, as_actor(cast.lead))
        command = signing(session, found)
        done = sign(session, KIND, QUARTER, command, by=as_actor(cast.chief_executive), at=MOMENT)
        (message,) = messages(session, SIGNED)
        assert (message.to_name, message.about) == (cast.lead.name, f"{REPORT}/versions/1")
        assert done.signature is not None
        assert f"{done.signature.chain_count}:{done.signature.chain_hash}" in message.body

    def test_what_the_command_line_submitted_is_told_nobody_when_it_is_signed(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        found = submitted(session, SYSTEM)
        assert told(session, SUBMITTED) == [cast.chief_executive.name]
        sign(session, KIND, QUARTER, signing(session, found), by=as_actor(cast.chief_executive), at=MOMENT)
        assert told(session, SIGNED) == []

    def test_nobody_is_told_what_else_is_done(self, session: Session, changed: Deliverable, cast: Cast) -> None:
        found = submitted(session, as_actor(cast.lead))
        before = len(messages(session, SUBMITTED))
        acts.take_back(session, KIND, QUARTER, acts.Act(Seen.of(found)), by=as_actor(cast.lead), on=TODAY)
        assert session.scalars(select(OutboxMessage)).all() == messages(session, SUBMITTED)
        assert len(messages(session, SUBMITTED)) == before


class TestRevoked:
    def revoke(self, session: Session, found: Standing, by: Person) -> None:
        command = acts.Act(Seen.of(found), "The custody figure was wrong.")
        acts.revoke(session, KIND, QUARTER, command, by=as_actor(by), on=TODAY)

    def test_who_submitted_it_and_the_leads_who_said_ready_are_told_and_not_why(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        say_ready(session, QUARTER, changed.standing.priority, Seen(1, 0), is_ready=True, by=as_actor(cast.lead))
        found = submitted(session, as_actor(cast.officer))
        chief = as_actor(cast.chief_executive)
        self.revoke(
            session, sign(session, KIND, QUARTER, signing(session, found), by=chief, at=MOMENT), cast.chief_executive
        )
        assert told(session, REVOKED) == sorted((cast.lead.name, cast.officer.name))
        assert {each.about for each in messages(session, REVOKED)} == {REPORT}
        assert all("custody" not in each.body for each in messages(session, REVOKED))

    def test_nobody_is_told_of_what_they_revoked_themselves(
        self, session: Session, changed: Deliverable, cast: Cast
    ) -> None:
        found = submitted(session, as_actor(cast.lead))
        chief = as_actor(cast.chief_executive)
        self.revoke(session, sign(session, KIND, QUARTER, signing(session, found), by=chief, at=MOMENT), cast.lead)
        assert told(session, REVOKED) == []


def test_what_is_submitted_on_the_page_arrives_with_its_address(
    office_on_sqlite: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = "/reports/dashboard/2024-25-Q2"
    office_on_sqlite.as_("analyst").submit(f"{dashboard}/submit")
    url = office_on_sqlite.app.extensions["tracker_engine"].url
    with mail_server() as server:
        monkeypatch.setenv("TRACKER_DATABASE_URL", str(url))
        monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("TRACKER_BASE_URL", "https://tracker.example.org")
        monkeypatch.setenv("TRACKER_SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        result = tracker("send-mail")
    assert (result.exit_code, result.output) == (0, "1 message sent.\n")
    (mail,) = server.accepted
    assert mail["Subject"] == "Waiting for sign-off: dashboard report, quarter 2, 2024-25"
    assert mail["To"].addresses[0].display_name == "Cath Ellery"
    opens = f"Open it in Tracker: https://tracker.example.org{dashboard}/review"
    assert opens in mail.get_content().splitlines()
