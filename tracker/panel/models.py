"""The Police and Crime Panel: who sits on it and when it meets."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, Key, Versioned, enum_type
from tracker.panel.rules import PanelRole


class PanelMember(Versioned, Base):
    """A seat or a substitute's place, as it stood on `as_at`."""

    __tablename__ = "panel_member"
    __table_args__ = (UniqueConstraint("as_at", "seat"),)

    id: Mapped[Key]
    seat: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(120))
    organisation: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[PanelRole] = mapped_column(enum_type(PanelRole))
    as_at: Mapped[date]


class Meeting(Versioned, Base):
    """A meeting of the Panel. A second one on the same day has number 2."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("day", "number"), CheckConstraint("number >= 1", name="number_from_one"))

    id: Mapped[Key]
    day: Mapped[date]
    number: Mapped[int] = mapped_column(Integer, default=1)
    starts_at: Mapped[time | None]
    venue: Mapped[str | None]
