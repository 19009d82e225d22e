"""What a signed report says of its signature, and what stops one.

The signature is no part of the content: the hash it prints is the content's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.dates import long_moment
from tracker.documents.blocks import SignaturePanel
from tracker.errors import DomainError
from tracker.reports.rules_life import within


class ContentChanged(DomainError):
    """What was read is no longer what would be signed."""

    def __init__(self, period: str) -> None:
        self.period = period
        super().__init__(
            f"The records behind the report of {within(period)} changed after you opened it. Nothing was signed. "
            "Read it again as it is now, then sign it off."
        )


class ApprovedContentChanged(ContentChanged):
    """What the Commissioner read is no longer what would be approved. `key` is that of the report's year."""

    def __init__(self, key: str) -> None:
        self.period = key
        DomainError.__init__(
            self,
            f"What the annual report of {key} says changed after you opened it. Nothing was approved. Read it again as "
            "it is now, then approve it.",
        )


class ContentNotRead(ContentChanged):
    """Somebody comes to sign from a review of content that has changed since."""

    def __init__(self, period: str) -> None:
        self.period = period
        DomainError.__init__(
            self,
            f"The records behind the report of {within(period)} changed after you read it. Read it again as it is "
            "now, then sign it off.",
        )


class BlocksStand(DomainError):
    """So many things are wrong that nobody has given a reason for."""

    def __init__(self, number: int) -> None:
        self.number = number
        things = "1 thing is" if number == 1 else f"{number} things are"
        super().__init__(
            f"{things} wrong with this report. Have each mended, or give a reason why it may stand, then sign it off."
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files of a signed report; `pdf` is the one from before the digital signature."""

    pdf: bytes
    html: bytes
    signed_pdf: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningFacts:
    """Who signed what and when.

    `acting_for` is the Chief Executive a deputy signed for.
    `chain_count` and `chain_hash` are the end of the log when it was signed (RULES 13), `certificate` whose certificate
    signs the PDF, None without one. `replaces` names the version this one takes the place of, in words.
    """

    name: str
    title: str
    acting_for: str | None
    signed_at: datetime
    content_hash: str
    chain_count: int
    chain_hash: str
    certificate: str | None
    version: int
    replaces: str | None

    @property
    def moment(self) -> str:
        """When it was signed, in words: "18 September 2024 at 2:05pm"."""
        return long_moment(self.signed_at)

    @property
    def role(self) -> str:
        """As what they signed: "Deputy, for Jo Chief, Chief Executive"."""
        return self.title if self.acting_for is None else f"{self.title}, deputy for {self.acting_for}"

    @property
    def panel(self) -> SignaturePanel:
        """What stands on the title page."""
        return SignaturePanel(self.name, self.role, self.moment, self.content_hash, self.certificate)

    @property
    def head(self) -> str:
        """The end of the log as `tracker verify --head` reads it."""
        return f"{self.chain_count}:{self.chain_hash}"
