"""The office of the ledger for tests that open it: filled once in a process, since reports are signed in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ledger import Ledger, ledger_of
from tests.web_fixtures import open_office


@dataclass(frozen=True)
class Filled:
    """A database in which every line of the ledger leads somewhere, and where to."""

    path: Path
    places: dict[str, object]

    @contextmanager
    def opened(self, folder: Path) -> Iterator[Ledger]:
        """A copy in `folder`, to write to at will."""
        shutil.copyfile(self.path, folder / "tracker.db")
        opened = open_office(f"sqlite:///{folder / 'tracker.db'}", folder)
        yield Ledger(opened, self.places)
        opened.app.extensions["tracker_engine"].dispose()


@pytest.fixture(scope="session")
def filled_ledger(sqlite_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("ledger")
    path = folder / "tracker.db"
    shutil.copyfile(sqlite_office, path)
    opened = open_office(f"sqlite:///{path}", folder)
    places = ledger_of(opened).places
    opened.app.extensions["tracker_engine"].dispose()
    return Filled(path, places)


@pytest.fixture
def ledger(filled_ledger: Filled, tmp_path: Path) -> Iterator[Ledger]:
    """An office of the test's own."""
    with filled_ledger.opened(tmp_path) as opened:
        yield opened
