"""What the Panel means to look at, and what it has asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.accounts.models import Person
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.panel.models import WITHDRAWN_WHOLE, Meeting
from tracker.panel.rules import ForwardState, RequestKind, RequestState


class ForwardItem(Versioned, Base):
    """A line of the forward work plan, under a meeting or under none yet."""

    __tablename__ = "forward_item"
    __table_args__ = (
        CheckConstraint("(state IN ('done', 'withdrawn')) = (ended_on IS NOT NULL)", name="ended_has_day"),
        CheckConstraint("state <> 'withdrawn' OR ended_reason IS NOT NULL", name="withdrawn_has_reason"),
    )

    id: Mapped[Key]
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer, unique=True)
    title: Mapped[str]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    # Among the items of the same meeting.
    position: Mapped[int] = mapped_column(Integer)
    note: Mapped[Words | None]
    # Who asked for it, or where it comes from.
    source: Mapped[str | None]
    state: Mapped[ForwardState] = mapped_column(enum_type(ForwardState), default=ForwardState.PLANNED)
    ended_on: Mapped[date | None]
    ended_reason: Mapped[Words | None]
    meeting: Mapped[Meeting | None] = relationship()
    moves: Mapped[list[ForwardMove]] = relationship(back_populates="item", order_by="ForwardMove.id")

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return f"forward plan {self.number}"


class ForwardMove(Base):
    """An item of the forward work plan was moved to another meeting, or to none yet, and why. Append-only."""

    __tablename__ = "forward_move"

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("forward_item.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    reason: Mapped[Words]
    moved_on: Mapped[date]
    moved_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    item: Mapped[ForwardItem] = relationship(back_populates="moves")
    from_meeting: Mapped[Meeting | None] = relationship(foreign_keys=from_id)
    to_meeting: Mapped[Meeting | None] = relationship(foreign_keys=to_id)


class PanelRequest(Versioned, Base):
    """What the Panel asked for at a meeting, and what came of it. It is open until it is answered or withdrawn."""

    __tablename__ = "panel_request"
    __table_args__ = (
        CheckConstraint("minute >= 1", name="minute_from_one"),
        CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name="answered_whole"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
        CheckConstraint("answered_on IS NULL OR withdrawn_on IS NULL", name="one_end"),
    )

    id: Mapped[Key]
    # Its part of the address.
    number: Mapped[int] = mapped_column(Integer, unique=True)
    kind: Mapped[RequestKind] = mapped_column(enum_type(RequestKind))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    # The number in the minutes under which it was asked.
    minute: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[Words]
    # Who owes it, as the minutes say, and their account if they have one.
    owner: Mapped[str] = mapped_column(String(120))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[Words | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    meeting: Mapped[Meeting] = relationship()
    account: Mapped[Person | None] = relationship()

    @property
    def state(self) -> RequestState:
        if self.withdrawn_on is not None:
            return RequestState.WITHDRAWN
        return RequestState.OPEN if self.answered_on is None else RequestState.ANSWERED

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return f"panel request {self.number}"
