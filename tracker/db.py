"""The database: Base, column types, engine and sessions. Only `writing` commits."""

from __future__ import annotations

import enum
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from sqlalchemy import BigInteger, Dialect, Engine, Enum, Integer, MetaData, String, Text, create_engine, event
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


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept exactly, on SQLite too, as a whole number of millionths.

    It holds six decimals and 12 digits before them; a number that does not fit is refused, never rounded.
    """

    impl = BigInteger
    cache_ok = True
    DECIMALS = 6
    LARGEST = Decimal(10**12)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value.scaleb(self.DECIMALS)
        if abs(value) >= self.LARGEST or scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than 12 digits or more than 6 decimals.")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        # Without the zeros that the scale leaves, so that 1,777 comes back as it went in.
        whole, rest = divmod(value, _SCALE)
        # Most figures are whole, and there are thousands of them.
        return Decimal(value).scaleb(-self.DECIMALS).quantize(_shortest(value)) if rest else Decimal(whole)


_SCALE: Final = 10**Exact.DECIMALS


def _shortest(millionths: int) -> Decimal:
    """The exponent that keeps every digit of a number of millionths and no zero after the last."""
    decimals = Exact.DECIMALS
    while decimals and millionths % 10 == 0:
        millionths //= 10
        decimals -= 1
    return Decimal(1).scaleb(-decimals)


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


LARGEST_KEY: Final = 2**31 - 1
"""What a number in an address is held to before it is looked up: a larger one names nothing."""

Key = Annotated[int, mapped_column(Integer, primary_key=True)]
Line = Annotated[str, mapped_column(String(300))]
Words = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Instant, Decimal: Exact, str: String(300)}  # noqa: RUF012  # read once by SQLAlchemy, as it asks


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
