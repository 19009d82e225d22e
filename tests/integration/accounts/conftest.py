"""An application with its own database and a person of each role to sign in as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy.orm import Session, sessionmaker

from tests.web_client import NaggingClient
from tracker.access import SYSTEM, Role
from tracker.accounts.commands import CreatePerson, create_person
from tracker.accounts.models import Person
from tracker.accounts.rules_sign_in import hash_password
from tracker.app import create_app
from tracker.config import Settings
from tracker.db import Base
from tracker.writing import transaction

PASSWORD = "kettle river lantern"
HASH = hash_password(PASSWORD)
"""Made once: making one is slow on purpose."""

TODAY = date(2024, 9, 18)
NOW = datetime(2024, 9, 18, 9, 0)  # noqa: DTZ001  # freezegun reads a naive instant as UTC

Sessions = sessionmaker[Session]
MakePerson = Callable[..., int]


@pytest.fixture
def clock() -> Iterator[FrozenDateTimeFactory]:
    """18 September 2024, 9:00 UTC (10am in London), until a test moves it on."""
    with freeze_time(NOW) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def app(tmp_path: Path, clock: FrozenDateTimeFactory) -> Flask:
    settings = Settings(data_dir=tmp_path, secret_key="a secret for tests", base_url="http://tracker.example.org")
    app = create_app(settings)
    Base.metadata.create_all(app.extensions["tracker_engine"])
    return app


@pytest.fixture
def sessions(app: Flask) -> Sessions:
    found: Sessions = app.extensions["tracker_sessions"]
    return found


@pytest.fixture
def client(app: Flask) -> NaggingClient:
    return NaggingClient(app)


@pytest.fixture
def other_client(app: Flask) -> NaggingClient:
    """Another browser."""
    return NaggingClient(app)


@pytest.fixture
def make_person(sessions: Sessions) -> MakePerson:
    """Adds a person who can sign in with PASSWORD, and gives back their id."""

    def make(role: Role, email: str | None = None, *, name: str | None = None, password: bool = True) -> int:
        with transaction(sessions) as session:
            command = CreatePerson(name or f"Pat {role.label}", email or f"{role.value}@example.org", role)
            person = create_person(session, command, by=SYSTEM)
            person.password_hash = HASH if password else None
            return person.id

    return make


@pytest.fixture
def officer(make_person: MakePerson) -> int:
    return make_person(Role.OFFICER)


@pytest.fixture
def administrator(make_person: MakePerson) -> int:
    return make_person(Role.ADMINISTRATOR)


@pytest.fixture
def as_officer(client: NaggingClient, officer: int) -> NaggingClient:
    client.sign_in("officer@example.org", PASSWORD)
    return client


@pytest.fixture
def as_administrator(client: NaggingClient, administrator: int) -> NaggingClient:
    client.sign_in("administrator@example.org", PASSWORD)
    return client


def read_person(sessions: Sessions, person_id: int) -> Person:
    with sessions() as session:
        person = session.get(Person, person_id)
        assert person is not None
        return person
