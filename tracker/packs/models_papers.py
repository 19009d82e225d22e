"""The papers of agenda items. A paper that is replaced has a new version; no version is ever changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Line, Versioned, Words, enum_type
from tracker.files.models import StoredFile
from tracker.packs.models import AgendaItem
from tracker.packs.rules_agenda import PaperKind
from tracker.panel.models import WITHDRAWN_WHOLE
from tracker.reports.models_signoff import ReportSignature


class AgendaPaper(Versioned, Base):
    """A paper of an item, whatever its versions."""

    __tablename__ = "agenda_paper"
    __table_args__ = (
        UniqueConstraint("item_id", "serial"),
        CheckConstraint("serial >= 1", name="serial_from_one"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    # Its part of the address: 1 for the first one of the item, wherever it stands.
    serial: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    item: Mapped[AgendaItem] = relationship()
    versions: Mapped[list[PaperVersion]] = relationship(back_populates="paper", order_by="PaperVersion.number")

    @property
    def current(self) -> PaperVersion:
        """The version the next pack will hold."""
        return self.versions[-1]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class PaperVersion(Base):
    """One version of a paper: the bytes as they came, the same made ready to be bound, and what was found in them."""

    __tablename__ = "paper_version"
    __table_args__ = (
        UniqueConstraint("paper_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("pages >= 1", name="pages_from_one"),
        CheckConstraint("(kind = 'report') = (signature_id IS NOT NULL)", name="report_is_signed"),
    )

    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("agenda_paper.id"))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[PaperKind] = mapped_column(enum_type(PaperKind))
    title: Mapped[Line]
    # The name of an uploaded file, without a path.
    file_name: Mapped[str | None] = mapped_column(String(200))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    prepared_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    pages: Mapped[int] = mapped_column(Integer)
    # What a screen-reader user will miss, and what was changed; JSON of `tracker.documents.pdf.bind_types`.
    judgement: Mapped[Words | None]
    changes: Mapped[Words | None]
    # What the paper rests on, one to a line. None: nobody has said; empty: on nothing else.
    background: Mapped[Words | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("report_signature.id"))
    # Why it took the place of the version before.
    reason: Mapped[Words | None]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    paper: Mapped[AgendaPaper] = relationship(back_populates="versions")
    file: Mapped[StoredFile] = relationship(foreign_keys=[file_id])
    prepared: Mapped[StoredFile] = relationship(foreign_keys=[prepared_id])
    signature: Mapped[ReportSignature | None] = relationship()
