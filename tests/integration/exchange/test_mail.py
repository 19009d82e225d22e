"""Messages of the outbox sent to a real mail server: plain, encrypted, signed in, and when it misbehaves."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.integration.outbox.conftest import a_message, queued, sessions, stands, tries  # noqa: F401  # a fixture
from tests.mail_server import PASSWORD, USER, MailServer, mail_server, write_certificate
from tracker import dates
from tracker.access import SYSTEM
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.rules import OfficeKey
from tracker.config import SmtpServer
from tracker.exchange.commands_mail import Sent, send_waiting
from tracker.exchange.commands_mail_smtp import deliver
from tracker.exchange.rules_mail import NOTE, Delivery
from tracker.outbox.rules import RETRY_AFTER, SENDING_LASTS, MessageState, Outcome
from tracker.writing import transaction

FROM = "noreply@tracker.example.org"
BASE = "https://tracker.example.org/"
Sessions = sessionmaker[Session]


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = datetime(2024, 9, 18, 9, tzinfo=UTC)

    def forward(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(dates, "now", lambda: clock.now)
    return clock


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return write_certificate(tmp_path)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate this machine trusts, as it would one that the office's own authority issued."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[[MailServer], SmtpServer]:
    """The server under a name that is not this machine's."""
    real = socket.create_connection

    def connect(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
        return real(("127.0.0.1", address[1]), *rest, **named)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(socket, "create_connection", connect)
    return lambda server: SmtpServer("mail.example.org", server.port, encrypted_at_once=False)


def answering(place: str, words: str) -> MailServer:
    """A server that says these words to a recipient or to the text of a mail."""
    return MailServer(at_rcpt=words) if place == "at_rcpt" else MailServer(at_data=words)


def run(sessions: Sessions, server: SmtpServer, *, limit: int | None = None) -> Sent:  # noqa: F811  # the fixture
    return send_waiting(sessions, partial(deliver, server), from_address=FROM, base_url=BASE, limit=limit)


def test_what_waits_is_sent_once_and_recorded(sessions: Sessions) -> None:  # noqa: F811  # the fixture
    (message,) = queued(sessions)
    with mail_server() as server:
        assert run(sessions, server.plain).counts[MessageState.SENT] == 1
        assert run(sessions, server.plain).tried == 0
    assert stands(sessions, message.id) == (MessageState.SENT, None)
    assert tries(sessions, message.id) == [(Outcome.SENT, "The mail server accepted it.")]
    assert len(server.accepted) == 1


def test_the_mail_is_the_offices_and_says_when_the_message_was_made(sessions: Sessions, clock: Clock) -> None:  # noqa: F811  # the fixture
    message = a_message(subject="Tŷ’r adroddiad – “returned”", to_name="Siân O’Neill, Swyddog", body="Ŵyl\n\n“Yes”")
    (kept,) = queued(sessions, message)
    with transaction(sessions) as session:
        for key, value in ((OfficeKey.NAME, "Office “A”, B & Sîan"), (OfficeKey.NOTICE, "Demonstration – not issued")):
            set_office(session, SetOffice(key, value, date(2024, 9, 18), 0), by=SYSTEM, on=date(2024, 9, 18))
    clock.forward(timedelta(hours=3))
    with mail_server() as server:
        run(sessions, server.plain)
    (mail,) = server.accepted
    assert (mail["From"].addresses[0].display_name, mail["From"].addresses[0].addr_spec) == (
        *("Office “A”, B & Sîan", FROM),
    )
    assert (mail["To"].addresses[0].display_name, mail["To"].addresses[0].addr_spec) == (
        *("Siân O’Neill, Swyddog", "cath@example.org"),
    )
    assert mail["Subject"] == message.subject
    assert mail["Date"].datetime == kept.made_at.replace(microsecond=0)
    assert mail["Message-ID"] == f"<{kept.message_key}@tracker.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    opens = "Open it in Tracker: https://tracker.example.org/reports/highlight/2024-25-Q2"
    assert mail.get_content().splitlines() == [
        *("Demonstration – not issued", "", "Ŵyl", "", "“Yes”", "", opens, "", NOTE)
    ]


def test_a_server_that_wants_a_login_gets_it_encrypted_only(sessions: Sessions, trusted: Path) -> None:  # noqa: F811  # the fixture
    queued(sessions)
    with mail_server(certificate=trusted) as server:
        assert run(sessions, server.with_login).counts[MessageState.SENT] == 1
    assert (server.was_encrypted, server.signed_in) == ([True], [USER])


def test_a_server_that_is_encrypted_from_the_start(sessions: Sessions, trusted: Path) -> None:  # noqa: F811  # the fixture
    queued(sessions)
    with mail_server(certificate=trusted, at_once=True) as server:
        address = SmtpServer("127.0.0.1", server.port, encrypted_at_once=True, user=USER, password=PASSWORD)
        assert run(sessions, address).counts[MessageState.SENT] == 1
    assert server.was_encrypted == [True]


def test_a_certificate_nobody_vouches_for_is_refused(sessions: Sessions, certificate: Path) -> None:  # noqa: F811  # the fixture
    (message,) = queued(sessions)
    with mail_server(certificate=certificate) as server:
        sent = run(sessions, server.with_login)
    assert sent.stopped_by is not None
    assert sent.stopped_by.startswith("The certificate of the mail server is not trusted")
    assert (server.accepted, server.signed_in) == ([], [])
    assert stands(sessions, message.id)[0] is MessageState.WAITING


def test_a_wrong_password_is_the_servers_trouble_not_the_messages(sessions: Sessions, trusted: Path) -> None:  # noqa: F811  # the fixture
    first, second = queued(sessions, a_message("1"), a_message("2"))
    with mail_server(certificate=trusted) as server:
        address = SmtpServer("127.0.0.1", server.port, encrypted_at_once=False, user=USER, password="wrong")
        sent = run(sessions, address)
    assert sent.stopped_by is not None
    assert sent.stopped_by.startswith("535")
    assert [stands(sessions, each.id)[0] for each in (first, second)] == [MessageState.WAITING] * 2
    assert tries(sessions, second.id) == []


def test_nothing_travels_in_the_open_to_another_machine(
    sessions: Sessions,  # noqa: F811  # the fixture
    elsewhere: Callable[[MailServer], SmtpServer],
    trusted: Path,
) -> None:
    queued(sessions)
    with mail_server() as server:
        sent = run(sessions, elsewhere(server))
        assert sent.stopped_by == "The mail server offers no encryption (STARTTLS). Nothing was sent to it."
        assert server.accepted == []
    queued(sessions, a_message("2"))
    with mail_server(certificate=trusted) as server:
        assert run(sessions, elsewhere(server)).counts[MessageState.SENT] == 1
        assert server.was_encrypted == [True]


def test_a_password_never_travels_in_the_open_even_here(sessions: Sessions) -> None:  # noqa: F811  # the fixture
    queued(sessions)
    with mail_server() as server:
        sent = run(sessions, server.with_login)
    assert sent.stopped_by is not None
    assert "no encryption" in sent.stopped_by
    assert server.signed_in == []


@pytest.mark.parametrize("place", ["at_rcpt", "at_data"])
def test_a_refusal_for_good_is_given_up_at_once_in_the_servers_words(sessions: Sessions, place: str) -> None:  # noqa: F811  # the fixture
    first, second = queued(sessions, a_message("1"), a_message("2"))
    with mail_server(answering(place, "550 5.1.1 No such mailbox here")) as server:
        sent = run(sessions, server.plain)
    assert (sent.counts[MessageState.GIVEN_UP], sent.stopped_by) == (2, None)
    assert stands(sessions, first.id) == (MessageState.GIVEN_UP, None)
    assert tries(sessions, second.id) == [(Outcome.REFUSED, "550 5.1.1 No such mailbox here")]


@pytest.mark.parametrize("place", ["at_rcpt", "at_data"])
def test_a_refusal_for_now_is_tried_again_by_the_plan_and_then_given_up(
    sessions: Sessions,  # noqa: F811  # the fixture
    clock: Clock,
    place: str,
) -> None:
    (message,) = queued(sessions)
    with mail_server(answering(place, "451 4.3.0 Try again later")) as server:
        for pause in RETRY_AFTER:
            assert run(sessions, server.plain).counts[MessageState.WAITING] == 1
            assert stands(sessions, message.id) == (MessageState.WAITING, clock.now + pause)
            clock.forward(pause - timedelta(seconds=1))
            assert run(sessions, server.plain).tried == 0
            clock.forward(timedelta(seconds=1))
        assert run(sessions, server.plain).counts[MessageState.GIVEN_UP] == 1
        assert run(sessions, server.plain).tried == 0
    assert stands(sessions, message.id) == (MessageState.GIVEN_UP, None)
    assert tries(sessions, message.id) == [(Outcome.FAILED, "451 4.3.0 Try again later")] * 6


@pytest.mark.parametrize(
    ("breaks_off", "words"),
    [(True, "The mail server broke off the connection."), (False, "The mail server did not answer in time.")],
    ids=["drops the connection", "does not answer"],
)
def test_a_server_that_breaks_off_or_is_slow_is_tried_again(
    sessions: Sessions,  # noqa: F811  # the fixture
    breaks_off: bool,
    words: str,
) -> None:
    (message, other) = queued(sessions, a_message("1"), a_message("2"))
    with mail_server(MailServer(drops=breaks_off, hangs=not breaks_off)) as server:
        send = partial(deliver, server.plain, answers_within=0.2)
        sent = send_waiting(sessions, send, from_address=FROM, base_url=BASE)
    assert sent.stopped_by is not None
    assert words in sent.stopped_by
    assert stands(sessions, message.id)[0] is MessageState.WAITING
    assert tries(sessions, other.id) == []


def test_no_server_at_all_is_tried_again(sessions: Sessions) -> None:  # noqa: F811  # the fixture
    (message,) = queued(sessions)
    with mail_server() as server:
        gone = server.plain
    sent = run(sessions, gone)
    assert sent.stopped_by == "The mail server cannot be reached: Connection refused."
    assert tries(sessions, message.id) == [(Outcome.FAILED, sent.stopped_by)]


def test_no_more_are_tried_than_were_asked_for(sessions: Sessions) -> None:  # noqa: F811  # the fixture
    queued(sessions, *(a_message(str(number)) for number in range(5)))
    with mail_server() as server:
        assert run(sessions, server.plain, limit=2).tried == 2
    assert len(server.accepted) == 2


def test_two_senders_never_send_the_same_message(sessions: Sessions) -> None:  # noqa: F811  # the fixture
    kept = queued(sessions, *(a_message(str(number)) for number in range(40)))
    with mail_server() as server:
        both = threading.Barrier(2)

        def send() -> None:
            both.wait()
            run(sessions, server.plain)

        senders = [threading.Thread(target=send) for _ in range(2)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
    assert Counter(server.message_ids) == {f"<{each.message_key}@tracker.example.org>": 1 for each in kept}
    assert all(stands(sessions, each.id)[0] is MessageState.SENT for each in kept)


def test_while_a_server_takes_its_time_records_can_be_saved(sessions: Sessions) -> None:  # noqa: F811  # the fixture
    queued(sessions)

    def slowly(mail: EmailMessage) -> Delivery:
        queued(sessions, a_message("saved while the first is on its way"))
        return Delivery(Outcome.SENT, "250 OK")

    assert send_waiting(sessions, slowly, from_address=FROM, base_url=BASE, limit=1).counts[MessageState.SENT] == 1


SENDER = """
import os, signal
from tracker import dates
from tracker.config import SmtpServer
from tracker.db import make_engine, make_sessions
from tracker.exchange.commands_mail import send_waiting
from tracker.exchange.commands_mail_smtp import deliver

def deliver_and_die(mail):
    deliver(SmtpServer("127.0.0.1", {port}, encrypted_at_once=False), mail)
    os.kill(os.getpid(), signal.SIGKILL)

send_waiting(make_sessions(make_engine({url!r})), deliver_and_die, from_address={sender!r}, base_url={base!r})
"""


def test_a_sender_killed_before_it_could_record_leaves_the_message_to_the_next(
    sessions: Sessions,  # noqa: F811  # the fixture
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (message,) = queued(sessions)
    with mail_server() as server:
        script = SENDER.format(port=server.port, url=database_url, sender=FROM, base=BASE)
        ended = subprocess.run([sys.executable, "-c", script], timeout=60)
        assert ended.returncode == -signal.SIGKILL
        assert run(sessions, server.plain).tried == 0, "It may still be on its way"
        later = dates.now() + SENDING_LASTS
        monkeypatch.setattr(dates, "now", lambda: later)
        assert run(sessions, server.plain).counts[MessageState.SENT] == 1
        assert run(sessions, server.plain).tried == 0
    assert server.message_ids == [f"<{message.message_key}@tracker.example.org>"] * 2
    assert server.accepted[0]["Date"] == server.accepted[1]["Date"]
