"""The agenda of a meeting: the office's template, the items and the words they had. Papers have `models_papers`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Line, Versioned, Words, enum_type
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.rules_agenda import Line as Place
from tracker.packs.rules_exempt import Exemption
from tracker.panel.models import WITHDRAWN_WHOLE, Meeting


class TemplateLine(Versioned, Base):
    """A standing item that every new agenda begins with, until it is withdrawn from the template."""

    __tablename__ = "agenda_template_line"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    # Its part of the address: 1 for the first line ever, and so on.
    number: Mapped[int] = mapped_column(Integer, unique=True)
    # Its place among the lines that stand.
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind))
    title: Mapped[Line]
    text: Mapped[Words | None]
    presenter: Mapped[str | None] = mapped_column(String(200))
    paper_expected: Mapped[bool] = mapped_column(default=False)
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]


class Agenda(Versioned, Base):
    """The agenda of a meeting. Its version grows with every change of what is on it and of the order."""

    __tablename__ = "agenda"
    __table_args__ = (UniqueConstraint("meeting_id"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    meeting: Mapped[Meeting] = relationship()
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="agenda", order_by="AgendaItem.position, AgendaItem.id"
    )

    @property
    def places(self) -> tuple[Place, ...]:
        """The items as far as their order goes, for `rules_agenda`."""
        return tuple(item.place for item in self.items)


class AgendaItem(Versioned, Base):
    """Something on an agenda. What it says is its newest wording; what was published keeps the words it had."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("agenda_id", "serial"),
        UniqueConstraint("agenda_id", "printed"),
        CheckConstraint("printed >= 1", name="printed_from_one"),
        CheckConstraint("serial >= 1", name="serial_from_one"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda.id"))
    # Its part of the address while it is written: 1 for the first one made, wherever it stands.
    serial: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    # The number it has in a published pack; None: it is in none.
    printed: Mapped[int | None] = mapped_column(Integer)
    added_on: Mapped[date]
    # The chair's reason why an item is urgent that came after the agenda had to be public.
    urgency: Mapped[Words | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    agenda: Mapped[Agenda] = relationship(back_populates="items")
    wordings: Mapped[list[AgendaWording]] = relationship(back_populates="item", order_by="AgendaWording.id")

    @property
    def wording(self) -> AgendaWording:
        """What it says now."""
        return self.wordings[-1]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def subject(self) -> str:
        """What the log calls it, whatever its number."""
        return f"{self.agenda.meeting.subject}, item {self.serial}"

    @property
    def place(self) -> Place:
        """Where it stands, for `rules_agenda`."""
        return Place(self.serial, self.wording.part, self.printed, self.is_withdrawn)


class AgendaWording(Base):
    """What an item said from a moment on, and in which part it stood. Append-only, because the log must not tell it.

    Of an exempt item only title and paragraph are public.
    """

    __tablename__ = "agenda_wording"
    __table_args__ = (
        CheckConstraint(
            "(part = 'II') = (paragraph IS NOT NULL) AND (part = 'II') = (description IS NOT NULL) AND "
            "(part = 'II') = (public_interest IS NOT NULL)",
            name="exempt_whole",
        ),
        CheckConstraint("paragraph BETWEEN 1 AND 7", name="paragraph_1_to_7"),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    part: Mapped[Part] = mapped_column(enum_type(Part))
    kind: Mapped[ItemKind] = mapped_column(enum_type(ItemKind))
    title: Mapped[Line]
    text: Mapped[Words | None]
    presenter: Mapped[str | None] = mapped_column(String(200))
    paper_expected: Mapped[bool]
    # Who still owes its paper, in words.
    owed_by: Mapped[str | None] = mapped_column(String(200))
    paragraph: Mapped[int | None] = mapped_column(Integer)
    description: Mapped[Words | None]
    public_interest: Mapped[Words | None]
    # Why a published item was changed or moved to the other part.
    reason: Mapped[Words | None]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    item: Mapped[AgendaItem] = relationship(back_populates="wordings")

    @property
    def exemption(self) -> Exemption | None:
        """Why it is exempt; None for an open item."""
        if self.paragraph is None:
            return None
        return Exemption(self.paragraph, self.description or "", self.public_interest or "")
