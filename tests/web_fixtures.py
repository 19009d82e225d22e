"""An office at work, for tests through the pages: people of every role, a plan and its deliverables, on both databases.

Each test has a copy of its own, made from a template that the migrations and the commands filled once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import flask
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import (
    TODAY,
    Cast,
    due_period,
    make_cast,
    make_deliverable,
    make_objective,
    make_plan,
    make_priority,
    report,
)
from tests.factories_findings import fill_findings
from tests.factories_inspections import fill_inspections
from tests.factories_risks import fill_risks
from tests.postgres import PostgresServer
from tests.web_client import NaggingClient, Page
from tracker import schema
from tracker.accounts.models import Person
from tracker.accounts.queries import actor_of
from tracker.accounts.views_session import start_session
from tracker.audit.models import AuditEvent
from tracker.config import Settings
from tracker.db import Base, make_engine, make_sessions
from tracker.plan import queries
from tracker.plan.commands_close import Complete, complete
from tracker.plan.commands_due import RequestDueDate, request_due_date
from tracker.plan.commands_milestones import MilestoneLine, SetMilestones, set_milestones
from tracker.plan.models import Deliverable
from tracker.plan.rules import PlanStatus
from tracker.writing import transaction

PEOPLE = (
    "officer",
    "other_officer",
    "lead",
    "other_lead",
    "analyst",
    "chief_executive",
    "commissioner",
    "clerk",
    "member",
    "administrator",
)
"""The people of the cast; the office signs them in by these names."""


class _CompiledTemplates(BytecodeCache):
    """Templates are compiled once in a test run, not once in every test."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = _CompiledTemplates()


@dataclass
class Office:
    """The application with its database. `people` holds the id of everybody in the cast by the names in PEOPLE."""

    app: Flask
    people: dict[str, int]
    clients: dict[str, NaggingClient] = field(default_factory=dict)

    @property
    def sessions(self) -> sessionmaker[Session]:
        found: sessionmaker[Session] = self.app.extensions["tracker_sessions"]
        return found

    def visitor(self) -> NaggingClient:
        """A browser in which nobody is signed in."""
        return NaggingClient(self.app)

    def as_(self, who: str) -> NaggingClient:
        """The browser of one of PEOPLE, signed in."""
        if who not in self.clients:
            self.clients[who] = self._signed_in(self.people[who])
        return self.clients[who]

    def deliverable(self, reference: str = "D-0001") -> Deliverable:
        """As it is stored now, with its whole history."""
        with self.sessions() as session:
            return queries.deliverable(session, reference)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.sessions() as session:
            return {
                name: session.scalar(select(func.count()).select_from(table)) or 0
                for name, table in Base.metadata.tables.items()
            }

    def events(self) -> list[tuple[str, str]]:
        """What the log holds, oldest first: the event and what it was done to."""
        with self.sessions() as session:
            rows = session.execute(select(AuditEvent.event, AuditEvent.subject).order_by(AuditEvent.position))
            return [(event, subject) for event, subject in rows]

    def refused(
        self,
        who: str,
        path: str,
        typed: Mapping[str, Any] | None = None,
        *,
        status: int = 422,
        **answers: Any,  # noqa: ANN401  # what a browser sends
    ) -> Page:
        """The page after its form was refused; fails if anything was stored."""
        before = self.counts()
        page = self.as_(who).submit(path, typed, status=status, **answers)
        assert self.counts() == before, "A refused form left rows behind"
        return page

    def _signed_in(self, person_id: int) -> NaggingClient:
        client = self.visitor()
        with self.app.test_request_context():
            start_session(SimpleNamespace(id=person_id, session_epoch=0))  # type: ignore[arg-type]  # all it reads
            serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]  # Flask's own interface has it
            assert serializer is not None
            client.http.set_cookie("tracker_session", serializer.dumps(dict(flask.session)))
        return client


def fill(session: Session) -> Cast:
    """The office the tests find.

    D-0001 40% since 1 August; D-0002 no update yet; D-0003 somebody else's, under the other lead; D-0004 complete;
    D-0005 has milestones; D-0006 overdue; D-0007 waits for another due date. All but D-0003 are the officer's. What is
    on the register, `fill_risks` says.
    """
    cast = make_cast(session)
    plan = make_plan(session)
    first, second = (
        make_priority(session, plan, number, lead=lead) for number, lead in ((1, cast.lead), (2, cast.other_lead))
    )
    make_objective(session, first, "1.02", parent=make_objective(session, first, "1.01"))
    later = make_plan(session, "PCP-2025-29", starts=date(2025, 4, 1), ends=date(2029, 3, 31), status=PlanStatus.DRAFT)
    make_priority(session, later, 1, lead=cast.lead)
    begun = make_deliverable(session, first, cast.officer, action="Refit the custody suite")
    report(session, begun, 40, date(2024, 8, 1), note="The tender is out.", by=actor_of(cast.officer))
    make_deliverable(session, first, cast.officer, action="Open a victims’ hub")
    other = make_deliverable(session, second, cast.other_officer, action="Renew the rural crime plan")
    report(session, other, 55, date(2024, 8, 2), by=actor_of(cast.other_officer))
    done = make_deliverable(session, first, cast.officer, action="Publish the estates plan")
    report(session, done, 80, date(2024, 6, 3))
    completion = Complete(done.version, date(2024, 7, 8), date(2024, 7, 9), "Published.")
    complete(session, done, completion, by=actor_of(cast.lead), on=TODAY)
    stepwise = make_deliverable(session, first, cast.officer, action="Buy two mobile stations")
    steps = tuple(MilestoneLine(None, title, weight) for title, weight in (("Choose", 1), ("Buy", 3)))
    set_milestones(session, stepwise, SetMilestones(stepwise.version, steps), by=actor_of(cast.lead), on=TODAY)
    past = due_period(date(2024, 6, 1), date(2024, 6, 30), "June 2024")
    late = make_deliverable(session, first, cast.officer, action="Train the call handlers", due=past)
    report(session, late, 70, date(2024, 5, 1))
    asked = make_deliverable(session, first, cast.officer, action="Survey the neighbourhood teams")
    request = RequestDueDate(
        asked.version, due_period(date(2025, 6, 1), date(2025, 6, 30), "June 2025"), "The supplier is late."
    )
    request_due_date(session, asked, request, by=actor_of(cast.officer), on=TODAY)
    fill_risks(session, cast, first, begun)
    fill_inspections(session, cast, first)
    fill_findings(session, cast, first, second)
    return cast


def prepare(url: str) -> None:
    """A database as an installation has it, filled."""
    engine = make_engine(url)
    schema.upgrade(engine)
    with transaction(make_sessions(engine)) as session:
        fill(session)
    engine.dispose()


def open_office(url: str, folder: Path) -> Office:
    """The application for a database that `prepare` filled."""
    from tracker.app import create_app

    settings = Settings(data_dir=folder, secret_key="a secret for tests", database_url=url, today=TODAY)
    app = create_app(settings)
    app.jinja_env.bytecode_cache = COMPILED
    with app.extensions["tracker_sessions"]() as session:
        people = ids_of_cast(session)
    return Office(app, people)


def ids_of_cast(session: Session) -> dict[str, int]:
    """The cast by name: people are made in the order of PEOPLE."""
    ids = session.scalars(select(Person.id).order_by(Person.id)).all()
    return dict(zip(PEOPLE, ids, strict=True))


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "tracker.db"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_office(postgres_server: PostgresServer) -> str:
    return postgres_server.template("tracker_office", prepare)


@pytest.fixture(params=("sqlite", "postgresql"))
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with _opened(request.param, request, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session", params=("sqlite", "postgresql"))
def reading_office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Shared by the tests that only read."""
    with _opened(request.param, request, tmp_path_factory.mktemp("reading")) as opened:
        yield opened


@pytest.fixture
def office_on_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """For what does not depend on the database."""
    with _opened("sqlite", request, tmp_path) as opened:
        yield opened


@contextmanager
def _opened(backend: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Office]:
    if backend == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_office"), folder / "tracker.db")
        opened = open_office(f"sqlite:///{folder / 'tracker.db'}", folder)
        yield opened
        opened.app.extensions["tracker_engine"].dispose()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.fresh_database(request.getfixturevalue("postgres_office")) as url:
        opened = open_office(url, folder)
        yield opened
        opened.app.extensions["tracker_engine"].dispose()
