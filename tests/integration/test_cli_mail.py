"""`tracker send-mail`: what waits goes to a real mail server, and one line says what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.integration.outbox.conftest import a_message, queued, stands, tries
from tests.integration.test_cli import _settings, refused, tracker  # noqa: F401  # a fixture
from tests.mail_server import MailServer, mail_server
from tracker.config import load_settings
from tracker.db import make_engine, make_sessions
from tracker.outbox.rules import MessageState, Outcome


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker[Session]]:
    """The outbox of the database that the command opens."""
    monkeypatch.setenv("TRACKER_MAIL_FROM", "office@example.org")
    assert tracker("upgrade").exit_code == 0
    engine = make_engine(load_settings().resolved_database_url)
    yield make_sessions(engine)
    engine.dispose()


def served_by(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_SMTP_URL", f"smtp://127.0.0.1:{server.port}")


def test_what_waits_is_sent_once(outbox: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = queued(outbox, a_message("1"), a_message("2"))
    with mail_server() as server:
        served_by(server, monkeypatch)
        sent, again = tracker("send-mail"), tracker("send-mail")
    assert (sent.exit_code, sent.output) == (0, "2 messages sent.\n")
    assert (again.exit_code, again.output) == (0, "No message is due.\n")
    assert [(each["From"], each["To"]) for each in server.accepted] == [
        ("Office of the Police and Crime Commissioner <office@example.org>", "Cath Ellery <cath@example.org>")
    ] * 2
    assert {stands(outbox, each.id)[0] for each in (first, second)} == {MessageState.SENT}


def test_no_more_are_sent_than_asked_for(outbox: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> None:
    queued(outbox, *(a_message(str(number)) for number in range(3)))
    with mail_server() as server:
        served_by(server, monkeypatch)
        assert tracker("send-mail", "--limit", "1").output == "1 message sent.\n"
    assert len(server.accepted) == 1


@pytest.mark.parametrize(
    ("server", "said"),
    [
        (MailServer(at_rcpt="550 5.1.1 No such mailbox"), "0 messages sent, 1 given up.\n"),
        (MailServer(at_data="451 4.3.0 Try again later"), "0 messages sent, 1 to be tried again.\n"),
    ],
    ids=["for good", "for now"],
)
def test_what_the_server_refuses_is_told_and_is_no_failure(
    outbox: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch, server: MailServer, said: str
) -> None:
    queued(outbox)
    with mail_server(server):
        served_by(server, monkeypatch)
        result = tracker("send-mail")
    assert (result.exit_code, result.output) == (0, said)


def test_a_server_that_cannot_be_reached_ends_it_with_1_and_the_message_waits(
    outbox: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    (message,) = queued(outbox)
    with mail_server() as server:
        served_by(server, monkeypatch)
    result = tracker("send-mail")
    why = "The mail server cannot be reached: Connection refused."
    assert (result.exit_code, result.stderr) == (1, f"The mail server could not be used: {why}\n")
    assert result.stdout == "0 messages sent, 1 to be tried again.\n"
    assert tries(outbox, message.id) == [(Outcome.FAILED, why)]


def test_watching_it_looks_again_and_says_nothing_while_nothing_is_due(
    outbox: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[int] = []

    def pause(seconds: int) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt
        if len(pauses) == 2:
            queued(outbox)

    monkeypatch.setattr("tracker.cli.mail.time.sleep", pause)
    with mail_server() as server:
        served_by(server, monkeypatch)
        result = tracker("send-mail", "--watch", "60")
    assert pauses == [60, 60, 60]
    assert result.stdout == "1 message sent.\n"


def test_without_a_mail_server_nothing_is_tried(outbox: sessionmaker[Session]) -> None:
    (message,) = queued(outbox)
    assert "No mail server is set, so nothing was sent. Set TRACKER_SMTP_URL" in refused("send-mail")
    assert (stands(outbox, message.id)[0], tries(outbox, message.id)) == (MessageState.WAITING, [])


@pytest.mark.parametrize("words", [("--limit", "0"), ("--watch", "0"), ("--watch", "86401"), ("--limit", "all")])
def test_a_number_that_makes_no_sense_is_refused(words: tuple[str, str]) -> None:
    assert "Invalid value for" in refused("send-mail", *words)
