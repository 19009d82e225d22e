"""A message of the outbox as the mail that is sent, and how it may travel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from tracker.outbox.rules import Outcome

NOTE: Final = "This message was sent by Tracker, a program. Please do not reply to it."

_FOR_GOOD: Final = range(500, 600)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message with what every try must say alike. `office` is the sender's name.

    `notice` may be empty, and so may `address`, that of the page the message is about.
    """

    from_address: str
    office: str
    notice: str
    to_address: str
    to_name: str
    subject: str
    body: str
    address: str
    message_key: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a try, in the words of the server. `stop`: the server itself is the trouble, not the message."""

    outcome: Outcome
    words: str
    stop: bool = False


def mail_of(letter: Letter) -> EmailMessage:
    """The mail, the same for the same letter: its date is the message's, its id holds the message's key (RFC 5322)."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(letter.office, addr_spec=letter.from_address)
    mail["To"] = Address(letter.to_name, addr_spec=letter.to_address)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.made_at.astimezone(UTC))
    mail["Message-ID"] = f"<{letter.message_key}@{letter.from_address.rpartition('@')[2]}>"
    # So that nobody's note of absence answers it (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text_of(letter.body, letter.notice, letter.address))
    # After the content, which takes every other header of its kind away.
    mail["Content-Language"] = "en-GB"
    return mail


def text_of(body: str, notice: str, address: str) -> str:
    """What the mail says: the office's notice first, if it has one, so that nobody takes it for real."""
    opens = f"Open it in Tracker: {address}" if address else ""
    return "\n\n".join(part for part in (notice, body, opens, NOTE) if part) + "\n"


def address_of(about: str, base_url: str) -> str:
    """Where people find the page a message is about; empty where it is about a record by its reference."""
    return f"{base_url.rstrip('/')}{about}" if about.startswith("/") else ""


def answered(code: int, words: str) -> Delivery:
    """What a refusal of the server means for the message: from 500 on it stands for good, else it may pass."""
    outcome = Outcome.REFUSED if code in _FOR_GOOD else Outcome.FAILED
    return Delivery(outcome, f"{code} {words}" if code > 0 else words)


def must_encrypt(*, is_this_machine: bool, signs_in: bool) -> bool:
    """Whether a message may only travel encrypted. What neither leaves this machine nor carries a password need not."""
    return signs_in or not is_this_machine
