"""Databases for the tests that need one: each test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.factories import Cast, make_cast, make_deliverable, make_plan, make_priority
from tests.ledger_office import filled_ledger, ledger  # noqa: F401  # fixtures
from tests.postgres import PostgresServer, postgres_server  # noqa: F401  # a fixture
from tests.web_fixtures import (  # noqa: F401  # fixtures
    office,
    office_on_sqlite,
    postgres_office,
    reading_office,
    sqlite_office,
)
from tracker import schema
from tracker.db import make_engine
from tracker.plan.models import Deliverable, Plan, Priority

BACKENDS = ("sqlite", "postgresql")


def make_tables(url: str) -> None:
    """An empty database with every table and the triggers that guard history, as an office gets it."""
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:  # noqa: F811  # the fixture, by its name
    return postgres_server.template("tracker_template", make_tables)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the test's own, to open, commit to and reopen at will."""
    with _empty_database(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="session", params=BACKENDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database shared by the tests that leave nothing behind."""
    with _empty_database(request, tmp_path_factory.mktemp("shared")) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session like that of a request; whatever the test flushes or commits is undone after it."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(
            connection, join_transaction_mode="create_savepoint", autoflush=False, expire_on_commit=False
        ) as opened:
            yield opened
        transaction.rollback()


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session)


@pytest.fixture
def priority(session: Session, plan: Plan, cast: Cast) -> Priority:
    """Priority 1 of the plan, led by the cast's lead."""
    return make_priority(session, plan, lead=cast.lead)


@pytest.fixture
def deliverable(session: Session, priority: Priority, cast: Cast) -> Deliverable:
    """The officer's, under the lead's priority, due in March 2025, without any update."""
    return make_deliverable(session, priority, cast.officer)


@contextmanager
def _empty_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "tracker.db")
        yield f"sqlite:///{folder / 'tracker.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.fresh_database(request.getfixturevalue("postgres_template")) as url:
            yield url
