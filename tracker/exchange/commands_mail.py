"""Sending what waits in the outbox: each message taken, sent and recorded by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

from sqlalchemy.orm import Session, sessionmaker

from tracker import dates
from tracker.accounts.queries import office_as_at
from tracker.exchange.rules_mail import Delivery, Letter, address_of, mail_of
from tracker.outbox.commands import record_attempt, take_next
from tracker.outbox.models import OutboxMessage
from tracker.outbox.rules import MessageState
from tracker.writing import transaction

Deliver = Callable[[EmailMessage], Delivery]
"""Hands one mail to a mail server and says what became of it; never raises."""


@dataclass(slots=True)
class Sent:
    """What one run did. `stopped_by`: the words of the server when it made going on useless."""

    counts: dict[MessageState, int] = field(default_factory=lambda: dict.fromkeys(MessageState, 0))
    stopped_by: str | None = None

    @property
    def tried(self) -> int:
        return sum(self.counts.values())


def send_waiting(
    sessions: sessionmaker[Session], deliver: Deliver, *, from_address: str, base_url: str, limit: int | None = None
) -> Sent:
    """Sends the messages that are due, the longest waiting first, until none is left or `limit` were tried.

    `base_url` is the address people type, to which that of the page a message is about is added.

    A message is taken in one transaction and its try recorded in another: no lock is held while a server takes its
    time, no two senders have the same message, and a sender that dies in between leaves one that is sent once more
    under the same Message-ID. Stops when the server itself is the trouble.
    """
    sent = Sent()
    while limit is None or sent.tried < limit:
        with transaction(sessions) as session:
            message = take_next(session, dates.now())
            letter = _letter(session, message, from_address, base_url) if message else None
        if message is None or letter is None:
            break
        delivery = deliver(mail_of(letter))
        with transaction(sessions) as session:
            state = record_attempt(session, message.id, delivery.outcome, delivery.words, at=dates.now())
        sent.counts[state] += 1
        if delivery.stop:
            sent.stopped_by = delivery.words
            break
    return sent


def _letter(session: Session, message: OutboxMessage, from_address: str, base_url: str) -> Letter:
    office = office_as_at(session, dates.today())
    return Letter(
        from_address=from_address,
        office=office.name,
        notice=office.notice,
        to_address=message.to_address,
        to_name=message.to_name,
        subject=message.subject,
        body=message.body,
        address=address_of(message.about, base_url),
        message_key=message.message_key,
        made_at=message.made_at,
    )
