"""What a signed report says of its signature. It is no part of the content: the hash it prints is the content's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.documents.blocks import SignaturePanel


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningFacts:
    """Who signed what and when.

    `moment` is `signed_at` in words, London time. `acting_for` is the Chief Executive a deputy signed for.
    `chain_count` and `chain_hash` are the end of the log when it was signed (RULES 13), `certificate` whose certificate
    signs the PDF, None without one. `replaces` names the version this one takes the place of, in words.
    """

    name: str
    title: str
    acting_for: str | None
    signed_at: datetime
    moment: str
    content_hash: str
    chain_count: int
    chain_hash: str
    certificate: str | None
    version: int
    replaces: str | None

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
