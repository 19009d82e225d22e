"""Messages to be sent by mail: what one may hold, when the next try is due and when it is given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import Final

from tracker.documents.blocks import Shape, Tone
from tracker.documents.text import clean, clean_line
from tracker.enums import StatusEnum
from tracker.errors import DomainError

LONGEST_ADDRESS: Final = 254
LONGEST_NAME: Final = 120
LONGEST_SUBJECT: Final = 200
LONGEST_BODY: Final = 20_000
LONGEST_WORDS: Final = 1_000
"""Of what a mail server answered; the rest is cut off."""

RETRY_AFTER: Final = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""[ours] How long after a failed try the next one is due; after the last of them a message is given up."""

SENDING_LASTS: Final = timedelta(minutes=15)
"""How long a message belongs to the sender that took it. Longer than any sending: each answer of a server is waited
for less than a minute, and there are at most a dozen."""


class Outcome(StatusEnum):
    """How a try ended."""

    SENT = "sent", "Sent", Shape.TICK, Tone.DONE
    REFUSED = "refused", "Refused for good", Shape.DIAMOND, Tone.BAD
    FAILED = "failed", "Failed for now", Shape.TRIANGLE, Tone.CAUTION


class MessageState(StatusEnum):
    """Where a message stands; follows from its tries."""

    WAITING = "waiting", "Waiting", Shape.CIRCLE, Tone.INFORMATION
    GIVEN_UP = "given_up", "Given up", Shape.DIAMOND, Tone.BAD
    SENT = "sent", "Sent", Shape.TICK, Tone.DONE


class BadRecipient(DomainError):
    """No address that mail can be sent to."""

    field = "to_address"

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__("Enter an email address in the correct format, like name@example.org")


class NotOneLine(DomainError):
    """A subject or a name with a line end in it, which would put headers of its own into the message."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__("Write the subject and the name of the recipient on one line each.")


class NothingToSay(DomainError):
    """A message without a subject or without a text."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__("Write a subject and a text.")


class NotGivenUp(DomainError):
    """Only what was given up is sent again at somebody's wish."""

    def __init__(self, state: MessageState) -> None:
        self.state = state
        told = "It was sent." if state is MessageState.SENT else "It is waiting, and will be sent by itself."
        super().__init__(f"This message has not been given up. {told}")


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent to one person.

    `kind` says what sort of message it is, like an event of the log ("report:submitted"); `about` names the record, by
    its reference or by its page ("/reports"), the full address of which is put under the text when it is sent; `body`
    is plain text. A second message of the same kind, about the same record and to the same address is another one only
    if its `once` differs, for example the version of a report.
    """

    kind: str
    about: str
    to_address: str
    to_name: str
    subject: str
    body: str
    once: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands. `due_at`: when the next try is due, while it is waiting. `tries` counts them all."""

    state: MessageState
    tries: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tried:
    """One try: when, and how it ended."""

    at: datetime
    outcome: Outcome


def check_message(message: NewMessage) -> NewMessage:
    """The message as it is kept. Raises BadRecipient, NotOneLine, NothingToSay or a refusal of `documents.text`."""
    body = clean(message.body, max_length=LONGEST_BODY)
    if not body:
        raise NothingToSay("body")
    subject = _one_line("subject", message.subject, LONGEST_SUBJECT)
    if not subject:
        raise NothingToSay("subject")
    return NewMessage(
        kind=message.kind,
        about=message.about,
        to_address=check_recipient(message.to_address),
        to_name=_one_line("to_name", message.to_name, LONGEST_NAME),
        subject=subject,
        body=body,
        once=message.once,
    )


def check_recipient(address: str) -> str:
    """The address in small letters. Raises BadRecipient, also for letters that not every mail server takes."""
    kept = address.lower()
    try:
        parsed = Address(addr_spec=kept)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise BadRecipient(address) from error
    plain = kept.isascii() and kept.isprintable() and " " not in kept and parsed.addr_spec == kept
    if not (plain and parsed.username and parsed.domain) or len(kept) > LONGEST_ADDRESS:
        raise BadRecipient(address)
    return kept


def standing(made_at: datetime, tries: Sequence[Tried], asked_again: tuple[int, datetime] | None = None) -> Standing:
    """Where a message stands after its tries, oldest first.

    `asked_again`: how many tries there had been when somebody last had it sent again, and when that was; those before
    no longer count against it.
    """
    if any(each.outcome is Outcome.SENT for each in tries):
        return Standing(MessageState.SENT, len(tries), None)
    before, first_due = asked_again or (0, made_at)
    counted = tries[before:]
    if not counted:
        return Standing(MessageState.WAITING, len(tries), first_due)
    last = counted[-1]
    if last.outcome is Outcome.REFUSED or len(counted) > len(RETRY_AFTER):
        return Standing(MessageState.GIVEN_UP, len(tries), None)
    return Standing(MessageState.WAITING, len(tries), last.at + RETRY_AFTER[len(counted) - 1])


def check_given_up(state: MessageState) -> None:
    """Raises NotGivenUp."""
    if state is not MessageState.GIVEN_UP:
        raise NotGivenUp(state)


def message_subject(message_id: int) -> str:
    """What the log calls a message: "message 3"."""
    return f"message {message_id}"


def _one_line(field: str, text: str, limit: int) -> str:
    # With a letter behind it, so that a line end at the very end counts.
    if len(f"{text}.".splitlines()) > 1:
        raise NotOneLine(field)
    return clean_line(text, max_length=limit)
