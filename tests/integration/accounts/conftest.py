"""An application with its own database and a person of each role to sign in as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import TODAY
from tests.web_client import NaggingClient
from tracker.access import SYSTEM, Role
from tracker.accounts import rules_sign_in
from tracker.accounts.commands import CreatePerson, create_person
from tracker.accounts.models import Person
from tracker.app import create_app
from tracker.config import Settings
from tracker.writing import transaction

PASSWORD = "kettle river lantern"

NOW = datetime(2024, 9, 18, 9, 0)  # noqa: DTZ001  # freezegun reads a naive instant as UTC

Sessions = sessionmaker[Session]
MakePerson = Callable[..., int]


@pytest.fixture(autouse=True)
def _hashes_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes are slow on purpose; the unit tests check the real ones."""
    monkeypatch.setattr(rules_sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def clock() -> Iterator[FrozenDateTimeFactory]:
    """18 September 2024, 9:00 UTC (10am in London), until a test moves it on."""
    with freeze_time(NOW) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Each test has its own application; compiling the templates anew for each would take most of the time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    database_url: str, tmp_path: Path, clock: FrozenDateTimeFactory, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    settings = Settings(
        database_url=database_url,
        data_dir=tmp_path,
        secret_key="a secret for tests",
        base_url="http://tracker.example.org",
        today=TODAY,
    )
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    app.extensions["tracker_engine"].dispose()


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
            person.password_hash = rules_sign_in.hash_password(PASSWORD) if password else None
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
