"""People, how they sign in, who may stand in for them, and the office's own settings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.access import Role
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type


class Person(Versioned, Base):
    """Somebody with an account. Never deleted: a leaver is disabled, and their name stays in the history."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower_case"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[Role] = mapped_column(enum_type(Role))
    job_title: Mapped[str | None] = mapped_column(String(120))
    # An argon2id hash; none until the first one-use link is used.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # Grows when the password changes or the person is disabled; a session made before then ends.
    session_epoch: Mapped[int] = mapped_column(Integer, default=0)
    disabled_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None


class PasswordLink(Base):
    """A one-use link to set or reset a password. Only the hash of its token is kept."""

    __tablename__ = "password_link"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


class EndedSession(Base):
    """A session somebody signed out of, so that a copy of its cookie is worth nothing."""

    __tablename__ = "ended_session"

    id: Mapped[Key]
    session_key: Mapped[str] = mapped_column(String(64), unique=True)
    ended_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)


class SignInAttempt(Base):
    """A failed try to sign in, kept to slow guessing down: by address typed and by network address, known or not."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_at", "throttle_key", "at"),)

    id: Mapped[Key]
    # A hash, so that what was typed (perhaps a password in the wrong box) is not stored.
    throttle_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant, default=dates.now)


class Deputy(Versioned, Base):
    """Somebody who may update another person's deliverables, from a day and perhaps until a day (both included)."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("person_id <> deputy_id", name="not_oneself"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    # Set when it was ended straight away, perhaps before its first day.
    withdrawn_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    deputy: Mapped[Person] = relationship(foreign_keys=deputy_id)


class OfficeSetting(Base):
    """One value of one office setting from a day on. Append-only: the newest row whose day has come is in force."""

    __tablename__ = "office_setting"
    __table_args__ = (Index("ix_office_setting_key_from", "key", "effective_on"),)

    id: Mapped[Key]
    # A key of rules.OfficeKey. No CHECK: a setting that a later version drops keeps its history.
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[Words]
    effective_on: Mapped[date]
    set_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    set_by: Mapped[str]


class OfficeHolder(Versioned, Base):
    """A named holder of a public office that reports print, such as the Commissioner. Not an account."""

    __tablename__ = "office_holder"

    id: Mapped[Key]
    office: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]
