"""What every command needs: the records of this installation, files given to it, and refusals in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from tracker import dates, schema, writing
from tracker.config import Settings
from tracker.db import make_sessions
from tracker.errors import DomainError
from tracker.output import make_folder

REFUSED: Final = 2
BROKEN: Final = 1


class CannotRead(DomainError):
    """A file that is not there, too large, or no UTF-8 text."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"Cannot read {path}: {problem}.")


class OneSentence(click.Group):
    """A group of commands that says what went wrong in one sentence."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # click's own types
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except DomainError as error:
            _refuse(str(error))
        except click.UsageError as error:
            help_at = f" See “{error.ctx.command_path} --help”." if error.ctx else ""
            _refuse(error.format_message() + help_at)
        except click.ClickException as error:
            _refuse(error.format_message())
        except click.Abort:
            _refuse("Stopped.")
        except OperationalError as error:
            _refuse(f"The database refused: {str(error.orig).strip().rstrip('.')}. Try again.")
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(REFUSED)


def bytes_of(path: Path, limit: int) -> bytes:
    """What a file holds; at most one byte more than `limit`, which says that it is larger. Raises CannotRead."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise CannotRead(path, (error.strerror or "the system refuses").lower()) from error


@contextmanager
def database(settings: Settings) -> Iterator[Any]:
    """The database of this installation, whatever tables it has; `dates` fixed as the settings say."""
    dates.fix_today(settings.today)
    if not settings.database_url:
        make_folder(settings.data_dir)
    engine = schema.open_database(settings.resolved_database_url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def records(settings: Settings) -> Iterator[sessionmaker[Session]]:
    """Sessions on a database with this version's tables. Raises OlderSchema, also where there is no database yet."""
    if not settings.database_url and not (settings.data_dir / "tracker.db").exists():
        raise schema.OlderSchema(None)
    with database(settings) as engine:
        schema.check_current(engine)
        yield make_sessions(engine)


@contextmanager
def change(settings: Settings) -> Iterator[Session]:
    """One unit of work on the records, committed at the end. Raises OlderSchema."""
    with records(settings) as sessions, writing.transaction(sessions) as session:
        yield session
