"""Published packs and supplements, and the pages of their items. Nothing here is ever changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Line, Words, enum_type
from tracker.files.models import StoredFile
from tracker.packs.models import Agenda
from tracker.packs.rules_agenda import Part


class Pack(Base):
    """What was published: a version of the pack (`supplement` 0), or a supplement, whose pages go on from the last.

    `snapshot` is what it was drawn from and `public` what everybody may read; `full` has the exempt papers too.
    """

    __tablename__ = "pack"
    __table_args__ = (
        UniqueConstraint("agenda_id", "supplement", "version"),
        CheckConstraint("first_page >= 1 AND last_page >= first_page", name="pages_in_order"),
        CheckConstraint("supplement >= 0", name="supplement_not_below_nothing"),
        CheckConstraint("version = 1 OR (version > 1 AND reason IS NOT NULL)", name="later_version_has_reason"),
    )

    id: Mapped[Key]
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"))
    supplement: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    # Why it took the place of the version before, or what a supplement is for.
    reason: Mapped[Words | None]
    # Why it came after the day by which it had to be public.
    late_reason: Mapped[Words | None]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    public_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    # None where nothing on the agenda is exempt.
    full_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    first_page: Mapped[int] = mapped_column(Integer)
    last_page: Mapped[int] = mapped_column(Integer)
    published_on: Mapped[date]
    by: Mapped[str]
    # None from the command line.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    agenda: Mapped[Agenda] = relationship()
    snapshot: Mapped[StoredFile] = relationship(foreign_keys=[snapshot_id])
    public: Mapped[StoredFile] = relationship(foreign_keys=[public_id])
    full: Mapped[StoredFile | None] = relationship(foreign_keys=[full_id])
    places: Mapped[list[PackPlace]] = relationship(back_populates="pack", order_by="PackPlace.number")


class PackPlace(Base):
    """An item of a published pack: its number, its title as printed, and its pages if it has papers."""

    __tablename__ = "pack_place"
    __table_args__ = (
        UniqueConstraint("pack_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("(first_page IS NULL) = (last_page IS NULL)", name="pages_together"),
        CheckConstraint("first_page >= 1 AND last_page >= first_page", name="pages_in_order"),
    )

    id: Mapped[Key]
    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"))
    number: Mapped[int] = mapped_column(Integer)
    part: Mapped[Part] = mapped_column(enum_type(Part))
    title: Mapped[Line]
    paragraph: Mapped[int | None] = mapped_column(Integer)
    # Pages of the full pack for an exempt item, of both packs for an open one.
    first_page: Mapped[int | None] = mapped_column(Integer)
    last_page: Mapped[int | None] = mapped_column(Integer)
    pack: Mapped[Pack] = relationship(back_populates="places")
