"""Queueing messages, taking them to be sent, and recording how that went. Nothing is sent here."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.documents.text import visible
from tracker.outbox.models import OutboxAttempt, OutboxMessage, OutboxRequest, OutboxStanding
from tracker.outbox.queries import attempts_of, next_due, queued_already, requests_of
from tracker.outbox.rules import (
    LONGEST_WORDS,
    SENDING_LASTS,
    MessageState,
    NewMessage,
    Outcome,
    Tried,
    check_given_up,
    check_message,
    message_subject,
    standing,
)
from tracker.writing import flush, queue


def queue_message(session: Session, message: NewMessage) -> OutboxMessage:
    """Has a message sent once the caller's transaction is committed; the one there is, if it was queued already.

    Raises what `check_message` raises.
    """
    kept = check_message(message)
    # Two acts may have the same message to send at the same moment.
    queue(session)
    found = queued_already(session, kept)
    if found is not None:
        return found
    row = OutboxMessage(
        kind=kept.kind,
        about=kept.about,
        once=kept.once,
        to_address=kept.to_address,
        to_name=kept.to_name,
        subject=kept.subject,
        body=kept.body,
        message_key=secrets.token_hex(16),
        made_at=dates.now(),
    )
    session.add(row)
    flush(session)
    session.add(OutboxStanding(message_id=row.id, state=MessageState.WAITING, tries=0, due_at=row.made_at))
    flush(session)
    return row


def take_next(session: Session, now: datetime) -> OutboxMessage | None:
    """The message that has been due longest: the caller's alone for SENDING_LASTS, once this is committed.

    None when nothing is due. A sender that dies after that leaves the message to the next one.
    """
    found = next_due(session, now)
    if found is None:
        return None
    found.taken_until = now + SENDING_LASTS
    flush(session)
    return found.message


def record_attempt(session: Session, message_id: int, outcome: Outcome, words: str, *, at: datetime) -> MessageState:
    """What became of a try, in the words of the mail server; gives back where the message stands now."""
    shown = visible(words).strip()[:LONGEST_WORDS]
    row = session.get_one(OutboxStanding, message_id, with_for_update=True)
    session.add(OutboxAttempt(message_id=message_id, at=at, outcome=outcome, words=shown))
    flush(session)
    _settle(session, row)
    row.taken_until = None
    flush(session)
    return row.state


def send_again(session: Session, row: OutboxStanding, *, by: Actor, at: datetime) -> None:
    """Puts a message that was given up back into the queue, due at once.

    Raises NotGivenUp, or Duplicate when somebody else did it at the same moment.
    """
    check_given_up(row.state)
    session.add(OutboxRequest(message_id=row.message_id, after_tries=row.tries, asked_at=at, asked_by=by.name))
    flush(session)
    _settle(session, row)
    flush(session)
    changes: dict[str, tuple[str | None, str | None]] = {
        "To": (None, row.message.to_address),
        "Subject": (None, row.message.subject),
    }
    record(session, Event.MESSAGE_SENT_AGAIN, by=by, subject=message_subject(row.message_id), changes=changes)


def _settle(session: Session, row: OutboxStanding) -> None:
    """Sets a standing to what follows from the tries."""
    tries = [Tried(each.at, each.outcome) for each in attempts_of(session, row.message_id)]
    asked = requests_of(session, row.message_id)
    again = (asked[-1].after_tries, asked[-1].asked_at) if asked else None
    now = standing(row.message.made_at, tries, again)
    row.state, row.tries, row.due_at = now.state, now.tries, now.due_at
