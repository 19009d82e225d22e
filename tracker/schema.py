"""The database's tables: which revision of them it has, and how it gets to another one.

The migrations are numbered files (`migrations/versions/0001_….py`); `migrations/HEAD` names the last of them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, MetaData
from sqlalchemy.exc import DBAPIError

import tracker.accounts.models
import tracker.annual.models
import tracker.annual.models_pictures
import tracker.annual.models_stories
import tracker.audit.models
import tracker.files.models
import tracker.information.models
import tracker.inspections.models
import tracker.inspections.models_finding
import tracker.measures.models
import tracker.measures.models_summary
import tracker.measures.models_uploads
import tracker.outbox.models
import tracker.packs.models
import tracker.packs.models_builds
import tracker.packs.models_minutes
import tracker.packs.models_packs
import tracker.packs.models_papers
import tracker.panel.models
import tracker.panel.models_plan
import tracker.plan.models
import tracker.plan.models_versions
import tracker.plan.models_year
import tracker.reports.models
import tracker.reports.models_annual
import tracker.reports.models_road
import tracker.reports.models_signoff
import tracker.risks.models
import tracker.writing  # noqa: F401  # like the rooms above: importing it puts its table into METADATA
from tracker.config import project_file
from tracker.db import Base, make_engine
from tracker.errors import DomainError

METADATA: Final[MetaData] = Base.metadata
"""Every table of the models."""

NOTHING: Final = "base"
"""The revision before the first: no tables."""


class NewerSchema(DomainError):
    """The database was made by a later version of this software."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        super().__init__(
            f"The database has tables of a newer version of this software (revision {revision}; this version knows "
            f"up to {head()}). Run the newer version, or use another database."
        )


class OlderSchema(DomainError):
    """The database lacks tables this version needs."""

    def __init__(self, revision: str | None) -> None:
        self.revision = revision
        has = f"has tables of an older version (revision {revision})" if revision else "has no tables yet"
        super().__init__(f"The database {has}. Run “tracker upgrade” first.")


class UnusableDatabase(DomainError):
    """The database cannot be reached, or is none."""

    def __init__(self, url: str, problem: str) -> None:
        self.url = url
        super().__init__(f"The database {url} cannot be used: {problem}. Check its address, and whether it is running.")


def open_database(url: str) -> Engine:
    """An engine for a database that answers; a SQLite file that is missing is made.

    Raises UnusableDatabase and NewerSchema.
    """
    engine = make_engine(url)
    _keep_to_the_owner(engine.url)
    try:
        with engine.connect() as connection:
            _refuse_newer(MigrationContext.configure(connection).get_current_revision())
    except DBAPIError as error:
        engine.dispose()
        problem = str(error.orig).strip().partition("\n")[0].rstrip(".")
        raise UnusableDatabase(engine.url.render_as_string(), problem) from error
    return engine


def _keep_to_the_owner(url: URL) -> None:
    """A SQLite file that is missing is made for its owner's eyes only; SQLite gives its log the same rights."""
    named = url.database if url.get_backend_name() == "sqlite" and "uri" not in url.query else None
    if named in (None, "", ":memory:"):
        return
    # Where it cannot be made SQLite says so itself, in the words of every other refusal.
    with suppress(OSError):
        os.close(os.open(named, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def head() -> str:
    """The last revision this version of the software knows."""
    return project_file("migrations", "HEAD").read_text(encoding="ascii").strip()


def current(engine: Engine) -> str | None:
    """The revision the database has; None for a database without tables."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_current(engine: Engine) -> None:
    """Raises OlderSchema or NewerSchema unless the database has exactly the tables this version works with."""
    revision = current(engine)
    _refuse_newer(revision)
    if revision != head():
        raise OlderSchema(revision)


def upgrade(engine: Engine, to: str | None = None) -> None:
    """Brings the database to a revision, by default the last. All or nothing. Raises NewerSchema."""
    with engine.begin() as connection:
        _refuse_newer(MigrationContext.configure(connection).get_current_revision())
        command.upgrade(_config(connection), to or head())


def downgrade(engine: Engine, to: str) -> None:
    """Takes the database back to a revision, or to NOTHING; what the later tables held is lost. Raises NewerSchema."""
    with engine.begin() as connection:
        _refuse_newer(MigrationContext.configure(connection).get_current_revision())
        command.downgrade(_config(connection), to)


def _refuse_newer(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerSchema(revision)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(project_file("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
