"""Offices for the browser: one with people and nothing else yet, and the demonstration."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import TODAY, make_cast
from tests.web_fixtures import Office, open_office
from tracker import schema
from tracker.access import SYSTEM
from tracker.accounts import queries
from tracker.app import create_app
from tracker.config import Settings, project_file
from tracker.db import make_engine, make_sessions
from tracker.seeds import load_seeds, read_folder
from tracker.writing import transaction


@pytest.fixture(scope="session")
def people_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the cast and nothing else."""
    path = tmp_path_factory.mktemp("people") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with transaction(make_sessions(engine)) as session:
        make_cast(session)
    engine.dispose()
    return path


@pytest.fixture
def empty_office(people_alone: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office without a plan, deliverables or reports."""
    folder = tmp_path_factory.mktemp("empty")
    shutil.copyfile(people_alone, folder / "tracker.db")
    opened = open_office(f"sqlite:///{folder / 'tracker.db'}", folder)
    yield opened
    opened.app.extensions["tracker_engine"].dispose()


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Office]:
    """The demonstration, with its Chief Executive."""
    url = f"sqlite:///{tmp_path / 'tracker.db'}"
    engine = make_engine(url)
    schema.upgrade(engine)
    with transaction(make_sessions(engine)) as session:
        load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
        chief = queries.person_by_email(session, "chief.executive@example.org")
        assert chief is not None
        people = {"chief_executive": chief.id}
    engine.dispose()
    app = create_app(Settings(data_dir=tmp_path, secret_key="a secret for tests", database_url=url, today=TODAY))
    yield Office(app, people)
    app.extensions["tracker_engine"].dispose()
