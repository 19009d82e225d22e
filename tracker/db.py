"""The database: Base, column types, engine and sessions. Only `writing` commits."""

from __future__ import annotations

import enum
import sqlite3
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import Dialect, Engine, Enum, Integer, MetaData, String, Text, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, sessionmaker
from sqlalchemy.types import DateTime, TypeDecorator

from tracker import dates

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SQLITE_BEGIN = "tracker_sqlite_begin"


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. A naive datetime is refused, so that no local time can slip in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_type(members: type[enum.Enum], name: str | None = None) -> Enum:
    """A column type that stores an enum by value and refuses any other value with a CHECK named after `name`."""
    return Enum(
        members,
        values_callable=lambda cls: [str(member.value) for member in cls],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=name or members.__name__.lower(),
    )


Key = Annotated[int, mapped_column(Integer, primary_key=True)]
Line = Annotated[str, mapped_column(String(300))]
Words = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Instant, str: String(300)}  # noqa: RUF012  # read once by SQLAlchemy, as it asks


class Versioned:
    """A row people edit: `version` grows with each change; forms carry the version they were opened at."""

    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    updated_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, foreign keys on, real transactions) or PostgreSQL."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 30})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True)


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False, autoflush=False)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling starts them too late; SQLAlchemy begins each one below.
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A write that starts as a read can be refused halfway through, so `writing` asks for the lock at once.
    connection.exec_driver_sql(connection.get_execution_options().get(SQLITE_BEGIN, "BEGIN"))
