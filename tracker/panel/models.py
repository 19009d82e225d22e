"""The Police and Crime Panel: who sits on it and when it meets. Its plan and requests have `models_plan`."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.accounts.models import Person
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.panel.rules import MeetingState, PanelRole, TextKind, meeting_key

WITHDRAWN_WHOLE = (
    "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)"
)
"""Whoever withdraws a record says when and why."""


class PanelMember(Versioned, Base):
    """Somebody who sits or sat on the Panel, or stands in for members. Since when, and as what, their terms say."""

    __tablename__ = "panel_member"

    id: Mapped[Key]
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer, unique=True)
    name: Mapped[str] = mapped_column(String(120))
    # The account they sign in with, if any: it may read what members may read of their own meetings.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    account: Mapped[Person | None] = relationship()
    # Every term, withdrawn or not.
    terms: Mapped[list[PanelTerm]] = relationship(back_populates="member", order_by="PanelTerm.id")

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return f"panel member {self.number}"


class PanelTerm(Versioned, Base):
    """From when to when somebody sat on the Panel, as what and for whom.

    Without a first day it is not known since when; without a last day it goes on. One recorded by mistake is withdrawn.
    """

    __tablename__ = "panel_term"
    __table_args__ = (
        CheckConstraint("ended >= began", name="ends_after_start"),
        CheckConstraint("seat >= 1", name="seat_from_one"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    member_id: Mapped[int] = mapped_column(ForeignKey("panel_member.id"), index=True)
    # The place in the printed list of members.
    seat: Mapped[int] = mapped_column(Integer)
    # The council; None for somebody who was co-opted.
    organisation: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[PanelRole] = mapped_column(enum_type(PanelRole))
    began: Mapped[date | None]
    ended: Mapped[date | None]
    # Why it ended, or was corrected last.
    reason: Mapped[Words | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    member: Mapped[PanelMember] = relationship(back_populates="terms")

    def holds_on(self, day: date) -> bool:
        """Whether it stands and `day` lies in it."""
        begun, over = self.began is None or self.began <= day, self.ended is not None and self.ended < day
        return self.withdrawn_on is None and begun and not over


class Meeting(Versioned, Base):
    """A meeting of the Panel. A second one on the same day has number 2. What lacks a time or a venue is not known."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("day", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(
            "(state = 'cancelled') = (cancelled_on IS NOT NULL) AND "
            "(state = 'cancelled') = (cancelled_reason IS NOT NULL)",
            name="cancelled_with_reason",
        ),
    )

    id: Mapped[Key]
    day: Mapped[date]
    number: Mapped[int] = mapped_column(Integer, default=1)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    venue: Mapped[str | None]
    # Whom the agenda names for questions about the meeting.
    contact_name: Mapped[str | None] = mapped_column(String(120))
    contact_phone: Mapped[str | None] = mapped_column(String(60))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    state: Mapped[MeetingState] = mapped_column(enum_type(MeetingState), default=MeetingState.PLANNED)
    cancelled_on: Mapped[date | None]
    cancelled_reason: Mapped[Words | None]
    moves: Mapped[list[MeetingMove]] = relationship(back_populates="meeting", order_by="MeetingMove.id")

    @property
    def key(self) -> str:
        """Its part of the address: "2024-09-26"."""
        return meeting_key(self.day, self.number)

    @property
    def title(self) -> str:
        """ "26 September 2024"; the second on a day says so."""
        return dates.long_date(self.day) + (f", meeting {self.number}" if self.number > 1 else "")

    @property
    def is_cancelled(self) -> bool:
        return self.state is MeetingState.CANCELLED

    @property
    def subject(self) -> str:
        """What the log calls it: its address, which leads to it wherever it is moved."""
        return f"meetings/{self.key}"


class MeetingMove(Base):
    """Where and when a meeting was to be before it was moved, and why it was. Append-only; its address leads on."""

    __tablename__ = "meeting_move"
    __table_args__ = (Index("ix_meeting_move_place", "day", "number"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    day: Mapped[date]
    number: Mapped[int] = mapped_column(Integer)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    venue: Mapped[str | None]
    reason: Mapped[Words]
    moved_on: Mapped[date]
    moved_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    meeting: Mapped[Meeting] = relationship(back_populates="moves")

    @property
    def key(self) -> str:
        """The address it had."""
        return meeting_key(self.day, self.number)


class StandingText(Base):
    """What agendas say from a day on, until the office writes another. Append-only; an empty one prints nothing."""

    __tablename__ = "standing_text"
    __table_args__ = (Index("ix_standing_text_kind_from", "kind", "effective_on"),)

    id: Mapped[Key]
    kind: Mapped[TextKind] = mapped_column(enum_type(TextKind))
    text: Mapped[Words]
    effective_on: Mapped[date]
    set_by: Mapped[str]
    set_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)


class CalendarAddress(Base):
    """The secret address of somebody's calendar feed; only the hash of its secret is kept. Renewed in place."""

    __tablename__ = "calendar_address"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    # Set when it was stopped without a new one.
    stopped_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()
