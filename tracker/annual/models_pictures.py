"""Pictures of an annual report: made anew from what was sent, with their words and who agreed to be shown."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.annual.rules import LONGEST_CAPTION, LONGEST_WORDS, subject_of
from tracker.db import Base, Key, Versioned, Words
from tracker.files.models import StoredFile
from tracker.files.rules import LONGEST_NAME
from tracker.panel.models import WITHDRAWN_WHOLE


class AnnualPicture(Versioned, Base):
    """A picture that texts and stories of the year can show. Withdrawn, it is shown nowhere."""

    __tablename__ = "annual_picture"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("length(year) = 7", name="year_key"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("width >= 1 AND height >= 1", name="has_size"),
        CheckConstraint(
            "(shows_people AND consent_by IS NOT NULL AND consent_on IS NOT NULL) OR "
            "(NOT shows_people AND consent_by IS NULL AND consent_on IS NULL AND consent_until IS NULL)",
            name="consent_of_people",
        ),
        CheckConstraint("consent_until >= consent_on", name="consent_ends_after_start"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    # The key of its financial year, not the row, which itself names a picture for its cover.
    year: Mapped[str] = mapped_column(String(7))
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer)
    # What the file was called that was sent.
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    # Dots.
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    # What it shows, for readers who cannot see it.
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    caption: Mapped[str | None] = mapped_column(String(LONGEST_CAPTION))
    credit: Mapped[str | None] = mapped_column(String(120))
    shows_people: Mapped[bool]
    # Who agreed for the people in it, on which day, and until when if not for good.
    consent_by: Mapped[str | None] = mapped_column(String(200))
    consent_on: Mapped[date | None]
    consent_until: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    file: Mapped[StoredFile] = relationship()

    @property
    def known_as(self) -> str:
        """What people and refusals call it."""
        return f"Picture {self.number}"

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return subject_of(self.year, f"picture {self.number}")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
