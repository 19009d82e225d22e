"""The register of what must be published, each publication of it, and the files that were sent to change it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.files.models import StoredFile
from tracker.information.rules import DueFrom, Every, PublicationKind, TimingBy
from tracker.information.rules_lines import LONGEST_ADDRESS, LONGEST_CODE, LONGEST_OWNER, LineFacts


class InformationLine(Versioned, Base):
    """A line of the register: something that must be published, where, how often and by whom."""

    __tablename__ = "information_line"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position_from_one"),
        CheckConstraint("due_days >= 0", name="due_days_not_below_nothing"),
        CheckConstraint(
            "every NOT IN ('month', 'quarter', 'year') OR due_days IS NOT NULL", name="what_repeats_has_days"
        ),
        CheckConstraint("every IN ('month', 'quarter', 'year') OR due_from = 'end'", name="start_of_a_period"),
        CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name="withdrawn_whole",
        ),
    )

    id: Mapped[Key]
    # Its part of the address: "3-g".
    code: Mapped[str] = mapped_column(String(LONGEST_CODE), unique=True)
    # Its place in the register; two may share one for a moment.
    position: Mapped[int] = mapped_column(Integer)
    topic: Mapped[str]
    title: Mapped[str]
    source: Mapped[str]
    every: Mapped[Every] = mapped_column(enum_type(Every))
    due_from: Mapped[DueFrom] = mapped_column(enum_type(DueFrom))
    due_days: Mapped[int | None] = mapped_column(Integer)
    timing_by: Mapped[TimingBy] = mapped_column(enum_type(TimingBy))
    note: Mapped[Words | None]
    address: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    owner: Mapped[str | None] = mapped_column(String(LONGEST_OWNER))
    counts_from: Mapped[date]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    publications: Mapped[list[InformationPublication]] = relationship(
        back_populates="line", order_by="InformationPublication.number"
    )

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return f"information {self.code}"

    @property
    def facts(self) -> LineFacts:
        return LineFacts(
            topic=self.topic,
            title=self.title,
            source=self.source,
            every=self.every,
            due_from=self.due_from,
            due_days=self.due_days,
            timing_by=self.timing_by,
            note=self.note,
            address=self.address,
            owner=self.owner,
            counts_from=self.counts_from,
        )


class InformationPublication(Base):
    """Something of a line was published or looked at; or what was recorded so was a mistake. Append-only."""

    __tablename__ = "information_publication"
    __table_args__ = (
        UniqueConstraint("line_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("(kind = 'withdrawn') = (withdraws_id IS NOT NULL)", name="withdraws_another"),
        CheckConstraint("kind <> 'withdrawn' OR note IS NOT NULL", name="withdrawn_has_reason"),
        CheckConstraint(
            "kind = 'published' OR (period IS NULL AND address IS NULL)", name="only_published_is_somewhere"
        ),
    )

    id: Mapped[Key]
    line_id: Mapped[int] = mapped_column(ForeignKey("information_line.id"))
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[PublicationKind] = mapped_column(enum_type(PublicationKind))
    done_on: Mapped[date]
    # The key of a month, quarter or financial year.
    period: Mapped[str | None] = mapped_column(String(10))
    # None: where the line says.
    address: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    note: Mapped[Words | None]
    withdraws_id: Mapped[int | None] = mapped_column(ForeignKey("information_publication.id"), unique=True)
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    line: Mapped[InformationLine] = relationship(back_populates="publications")
    withdraws: Mapped[InformationPublication | None] = relationship(remote_side="InformationPublication.id")


class InformationUpload(Base):
    """A register that somebody sent as a file, to be looked at before it changes anything."""

    __tablename__ = "information_upload"

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(100))
    uploaded_on: Mapped[date]
    uploaded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    uploaded_by: Mapped[str]
    applied_on: Mapped[date | None]
    file: Mapped[StoredFile] = relationship()
