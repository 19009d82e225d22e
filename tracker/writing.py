"""The only commit.

A view marked `@writes` runs inside one transaction that is committed once, inside dispatch, when it answers with
success; anything else rolls back. Commands flush through `flush`, which turns what the database refuses into domain
errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import String, insert, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from tracker import dates
from tracker.db import SQLITE_BEGIN, Base, Instant, Key, Versioned
from tracker.errors import BrokenConstraint, DomainError, Duplicate, PostedTwice, Stale

P = ParamSpec("P")

WRITES = "tracker_writes"
LOGS_DOWNLOAD = "tracker_logs_download"
REFUSED_FROM = 400
BROKEN_FROM = 500

_QUEUE = 7_205_759
"""Any fixed number."""


class FormReceipt(Base):
    """One row per form that was accepted, so that the same form posted twice is saved once."""

    __tablename__ = "form_receipt"

    id: Mapped[Key]
    form_key: Mapped[str] = mapped_column(String(64), unique=True)
    received_at: Mapped[Any] = mapped_column(Instant, default=dates.now)


def session() -> Session:
    """The session of this request; made when first asked for, closed when the request ends."""
    if "db_session" not in g:
        factory: sessionmaker[Session] = current_app.extensions["tracker_sessions"]
        g.db_session = factory()
    opened: Session = g.db_session
    return opened


def close_session(_error: BaseException | None = None) -> None:
    """Ends the request's session; whatever was not committed is gone."""
    opened: Session | None = g.pop("db_session", None)
    if opened is not None:
        opened.close()


def writes(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Marks a view that changes records on POST. It commits when the answer is below 400 and rolls back otherwise."""
    return _in_transaction(view, lambda response: response.status_code < REFUSED_FROM)


def writes_refusals_too(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Marks a view whose refusals leave a row as well: a failed sign-in is counted and logged."""
    return _in_transaction(view, lambda response: response.status_code < BROKEN_FROM)


def logs_download(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Marks a GET whose only write is the audit row of a download or export. It commits answers below 400."""

    @wraps(view)
    def logged(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = make_response(view(*args, **kwargs))
        if response.status_code < REFUSED_FROM:
            commit(session())
        return response

    setattr(logged, LOGS_DOWNLOAD, True)
    return logged


def _in_transaction(
    view: Callable[P, ResponseReturnValue], stands: Callable[[Response], bool]
) -> Callable[P, Response]:
    @wraps(view)
    def committed_once(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = make_response(view(*args, **kwargs))
        if request.method == "POST" and stands(response):
            commit(session())
        else:
            session().rollback()
        return response

    setattr(committed_once, WRITES, True)
    return committed_once


def lock_for_writing(opened: Session) -> None:
    """Begins a transaction that may write. SQLite's write lock is taken now, so that it cannot be refused later."""
    if not opened.in_transaction():
        opened.connection(execution_options={SQLITE_BEGIN: "BEGIN IMMEDIATE"})


@contextmanager
def transaction(factory: sessionmaker[Session]) -> Iterator[Session]:
    """One unit of work outside a request (command line): committed at the end, rolled back on any error."""
    with factory() as opened:
        lock_for_writing(opened)
        yield opened
        commit(opened)


def commit(opened: Session) -> None:
    """Makes the unit of work stand. Raises the same domain errors as `flush`."""
    with _refusals_of_the_database():
        opened.commit()


def flush(opened: Session) -> None:
    """Sends what changed to the database now, because the caller needs its keys or its refusal.

    Raises Stale, Duplicate or BrokenConstraint.
    """
    with _refusals_of_the_database():
        opened.flush()


def accept_once(opened: Session, form_key: str) -> None:
    """Records that the form with this key was accepted. Raises PostedTwice when it had been already."""
    try:
        opened.execute(insert(FormReceipt).values(form_key=form_key, received_at=dates.now()))
    except IntegrityError as error:
        opened.rollback()
        raise PostedTwice from error


def queue(opened: Session) -> None:
    """Waits until every other writer that queued has committed, so that "the next number" is nobody else's.

    PostgreSQL only; SQLite has one writer anyway.
    """
    if opened.get_bind().dialect.name == "postgresql":
        opened.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _QUEUE})


def expect_version(what: str, row: Versioned, opened_at: int) -> None:
    """Raises Stale when `row` moved on since the form was opened at version `opened_at`. `what` names it: "D-0007"."""
    if row.version != opened_at:
        raise Stale(what, opened_at, row.version)


@contextmanager
def or_stale(session: Session, what: str, row: Versioned, opened_at: int) -> Iterator[None]:
    """What is refused inside is refused as Stale where somebody else changed `row` since it was read.

    A row and its history are read one after the other. A change in between shows in the history alone, and a rule that
    is held against the two would refuse for a reason that nobody understands.
    """
    try:
        yield
    except DomainError:
        session.refresh(row, ["version"])
        expect_version(what, row, opened_at)
        raise


def touch(row: Versioned) -> None:
    """Marks `row` as changed, so that its version grows although only its history did."""
    row.updated_at = dates.now()


@contextmanager
def _refusals_of_the_database() -> Iterator[None]:
    try:
        yield
    except StaleDataError as error:
        raise Stale("This record", 0, 0) from error
    except IntegrityError as error:
        constraint = constraint_name(error)
        if _is_unique_violation(error):
            raise Duplicate(constraint) from error
        raise BrokenConstraint(constraint) from error
    except OperationalError as error:
        # PostgreSQL reports two writers it cannot order this way; trying again works.
        if getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}:
            raise Stale("This record", 0, 0) from error
        raise


def constraint_name(error: IntegrityError) -> str:
    """The broken rule by the name the model gives it. SQLite names columns for a unique rule: "table.a, table.b"."""
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if named:
        return str(named)
    return str(error.orig).rpartition("constraint failed: ")[2]


def _is_unique_violation(error: IntegrityError) -> bool:
    if getattr(error.orig, "sqlstate", None) == "23505":
        return True
    return getattr(error.orig, "sqlite_errorname", "") in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
