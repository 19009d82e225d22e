"""The numbered migrations: up, down, in step with the models, and history the database itself protects."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import IntegrityError

from tests.integration.conftest import BACKENDS
from tests.offices import full_office
from tests.postgres import PostgresServer
from tracker import schema, writing
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.db import make_engine, make_sessions
from tracker.seeds import load_seeds

HISTORY = {
    "agenda_wording": "title",
    "audit_event": "reason",
    "deliverable_detail": "action",
    "deliverable_version": "reason",
    "due_date": "text",
    "due_date_decision": "note",
    "figure_confirmation": "source",
    "finding_comment": "text",
    "finding_detail": "text",
    "force_mark": "comment",
    "forward_move": "reason",
    "information_publication": "note",
    "inspectorate_mark": "told_by",
    "marking_clearance": "reason",
    "measure_load": "origin",
    "measure_summary": "yoy",
    "measure_value": "value",
    "meeting_move": "reason",
    "milestone_mark": "percent",
    "minutes_action": "text",
    "minutes_decision": "text",
    "minutes_person": "name",
    "minutes_roll": "by",
    "minutes_wording": "title",
    "office_setting": "value",
    "peer_figure": "average",
    "plan_version_line": "title",
    "plan_version_step": "note",
    "progress_update": "note",
    "rag_override": "reason",
    "reassessment": "result",
    "risk_acceptance": "reason",
    "risk_action_update": "percent",
    "risk_assessment": "explanation",
    "risk_detail": "public_wording",
    "risk_matrix": "medium_from",
    "risk_matrix_label": "label",
    "risk_move": "reason",
    "risk_review": "note",
    "standing_text": "text",
    "stored_file": "content",
    "year_close": "reason",
    "year_decision": "reason",
}
"""Every table of history, with a column somebody might like to change."""

CHOICES_WITH_WORDS = (
    "SELECT count(*) FROM quarter_risk "
    "WHERE risk_id IN (SELECT risk_id FROM risk_detail WHERE public_wording IS NOT NULL)"
)

Blank = Callable[[], Engine]


@pytest.fixture(params=BACKENDS)
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blank]:
    """Makes engines of databases without any table."""
    with blanks(request, tmp_path) as make:
        yield make


@pytest.fixture(scope="module", params=BACKENDS)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A full database shared by the tests that leave it as it was."""
    with blanks(request, tmp_path_factory.mktemp("kept")) as make:
        engine = make()
        schema.upgrade(engine)
        fill(engine)
        yield engine


@contextmanager
def blanks(request: pytest.FixtureRequest, folder: Path) -> Iterator[Blank]:
    with ExitStack() as stack:

        def make() -> Engine:
            if request.param == "sqlite":
                url = f"sqlite:///{folder / f'{len(list(folder.iterdir()))}.db'}"
            else:
                server: PostgresServer = request.getfixturevalue("postgres_server")
                url = stack.enter_context(server.fresh_database())
            engine = make_engine(url)
            stack.callback(engine.dispose)
            return engine

        yield make


@pytest.fixture
def engine(blank: Blank) -> Engine:
    """A database with everything a running office can have, awkward texts and rows that name each other included."""
    engine = blank()
    schema.upgrade(engine)
    fill(engine)
    return engine


def fill(engine: Engine) -> None:
    with writing.transaction(make_sessions(engine)) as session:
        load_seeds(session, full_office(), by=SYSTEM, on=date(2024, 9, 18))


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608  # our own names
            for table in schema.METADATA.tables
        }


def test_up_from_nothing_down_and_up_again(blank: Blank) -> None:
    engine = blank()
    assert schema.current(engine) is None
    schema.upgrade(engine)
    assert schema.current(engine) == schema.head()
    fill(engine)
    schema.downgrade(engine, schema.NOTHING)
    assert schema.current(engine) is None
    assert inspect(engine).get_table_names() == ["alembic_version"]
    schema.upgrade(engine)
    fill(engine)
    assert counts(engine)["deliverable"] == 3


def test_each_step_down_keeps_the_rows_of_the_tables_that_stay(engine: Engine) -> None:
    before = counts(engine)
    # What has no row could not be lost: sign-ins, forms and files that were sent are written by pages alone. Messages
    # are no part of a seed set: whoever loads one has nobody to write to. Nor are signatures and what led to them:
    # nobody loads what somebody else has signed.
    # Nor are the papers of an agenda and what was published: a seed set could not say what a report looked like that
    # nobody has signed there.
    assert {table for table, rows in before.items() if not rows} == {
        *("agenda_paper", "paper_version", "pack", "pack_build", "pack_place"),
        *("calendar_address", "ended_session", "figure_upload", "form_receipt", "password_link", "sign_in_attempt"),
        "information_upload",
        *("outbox_attempt", "outbox_message", "outbox_request", "outbox_standing"),
        *("priority_ready", "report", "report_answer", "report_comment", "report_move", "report_override"),
        *("report_approval", "report_none_made", "report_recommendation", "report_review"),
        *("recommendation_correction", "response_correction", "response_publication"),
        *("report_signature", "report_version"),
    }
    # What was chosen for a quarter becomes a line of it again, where it had words to print.
    with engine.connect() as connection:
        before["quarter_entry"] += connection.execute(text(CHOICES_WITH_WORDS)).scalar_one()
    before["quarter_risk"] = 0
    for revision in ("0009", "0007", "0005", "0003", "0002", "0001"):
        schema.downgrade(engine, revision)
        left = inspect(engine).get_table_names()
        with engine.connect() as connection:
            for table in set(left) - {"alembic_version"}:
                rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608  # our own names
                assert rows == before[table], table
    schema.upgrade(engine)
    assert schema.current(engine) == schema.head()
    assert counts(engine)["person"] == before["person"]


def test_upgrading_again_changes_nothing(kept: Engine) -> None:
    before = counts(kept)
    schema.upgrade(kept)
    assert counts(kept) == before


def test_the_models_and_the_migrations_agree(blank: Blank) -> None:
    migrated = blank()
    schema.upgrade(migrated)
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, schema.METADATA) == []


def test_tables_made_by_migrations_are_those_the_models_make(blank: Blank) -> None:
    """Alembic's own comparison does not see CHECK constraints, so both kinds of tables are read back and compared."""
    migrated, modelled = blank(), blank()
    schema.upgrade(migrated)
    schema.METADATA.create_all(modelled)
    by_migration, by_model = inspect(migrated), inspect(modelled)
    assert set(by_migration.get_table_names()) == {*by_model.get_table_names(), "alembic_version"}
    for table in by_model.get_table_names():
        assert described(by_migration, table) == described(by_model, table), table


def test_the_comparison_sees_every_named_check(blank: Blank) -> None:
    migrated = blank()
    schema.upgrade(migrated)
    found = {
        check["name"] for table in schema.METADATA.tables for check in inspect(migrated).get_check_constraints(table)
    }
    declared = {
        constraint.name
        for table in schema.METADATA.tables.values()
        for constraint in table.constraints
        if type(constraint).__name__ == "CheckConstraint"
    }
    assert declared <= found
    assert "ck_progress_update_complete_has_day" in found


def described(inspector: Inspector, table: str) -> dict[str, Any]:
    """Everything about a table that could differ, in an order of its own."""

    def sort(rows: list[Any]) -> list[Any]:
        return sorted(rows, key=str)

    return {
        "columns": {
            column["name"]: (str(column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(table)
        },
        "primary key": inspector.get_pk_constraint(table),
        "foreign keys": sort([dict(key) for key in inspector.get_foreign_keys(table)]),
        "unique": sort([dict(key) for key in inspector.get_unique_constraints(table)]),
        "indexes": sort([index_in_words(dict(index)) for index in inspector.get_indexes(table)]),
        "checks": sort([(check["name"], check["sqltext"]) for check in inspector.get_check_constraints(table)]),
    }


def index_in_words(index: dict[str, Any]) -> dict[str, Any]:
    """The condition of a partial index is an object on SQLite; only its words can be compared."""
    options = {name: str(value) for name, value in index.pop("dialect_options", {}).items()}
    return {**index, "options": options}


@pytest.mark.parametrize(("table", "column"), HISTORY.items())
@pytest.mark.parametrize("act", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_or_remove_history(kept: Engine, table: str, column: str, act: str) -> None:
    before = counts(kept)
    assert before[table] > 0
    with pytest.raises(IntegrityError, match=f"{table} is append-only"), kept.begin() as connection:
        connection.execute(text(act.format(table=table, column=column)))
    assert counts(kept) == before


def test_history_cannot_be_emptied_at_once(kept: Engine) -> None:
    if kept.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(IntegrityError, match="append-only"), kept.begin() as connection:
        connection.execute(text("TRUNCATE audit_event"))


def test_history_is_guarded_again_after_a_step_down_and_up(engine: Engine) -> None:
    schema.downgrade(engine, "0003")
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit_event SET reason = 'tampered'"))
    schema.upgrade(engine)
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_event"))


def test_a_broken_migration_leaves_the_database_as_it_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.downgrade(engine, "0002")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE quarter_page (mine INTEGER)"))
    with pytest.raises(Exception, match="quarter_page"):
        schema.upgrade(engine)
    assert schema.current(engine) == "0002"
    assert "panel_member" not in inspect(engine).get_table_names()


def test_a_database_of_a_newer_version_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (schema.upgrade, schema.check_current, lambda engine: schema.downgrade(engine, schema.NOTHING)):
        with pytest.raises(schema.NewerSchema, match="9999"):
            attempt(engine)
    assert schema.current(engine) == "9999"


def test_a_database_of_an_older_version_is_named(engine: Engine) -> None:
    schema.downgrade(engine, "0003")
    with pytest.raises(schema.OlderSchema, match=r"revision 0003.*tracker upgrade"):
        schema.check_current(engine)


def test_a_database_without_tables_is_named(blank: Blank) -> None:
    with pytest.raises(schema.OlderSchema, match="no tables yet"):
        schema.check_current(blank())


def test_the_head_is_the_last_file() -> None:
    assert revisions()[-1] == schema.head()


def test_files_are_numbered_without_a_gap_and_named_for_people() -> None:
    files = versions()
    assert all(re.fullmatch(r"[0-9]{4}_[a-z]+(_[a-z]+)*", file.stem) for file in files)
    assert [int(file.stem[:4]) for file in files] == list(range(1, len(files) + 1))


def test_each_file_is_the_revision_its_name_says_and_follows_the_one_before() -> None:
    before = None
    for file, revision in zip(versions(), revisions(), strict=True):
        module = loaded(file)
        assert (revision, module.down_revision) == (file.stem[:4], before)
        assert module.__doc__
        before = revision


def versions() -> list[Path]:
    return sorted(project_file("migrations", "versions").glob("*.py"))


def revisions() -> list[str]:
    return [loaded(file).revision for file in versions()]


def loaded(file: Path) -> Any:  # noqa: ANN401  # a module
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
