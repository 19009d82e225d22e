"""Whatever is done to the acts around a signature behind the software's back, `tracker verify` finds and names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor, make_cast, make_deliverable, make_plan, make_priority, report
from tests.factories_signing import KIND, QUARTER, published, sent, signing, submitted
from tracker import schema, writing
from tracker.access import Actor
from tracker.audit.models import AuditEvent
from tracker.audit.rules import Head
from tracker.cli import main
from tracker.db import Base, make_engine, make_sessions
from tracker.exchange.queries_verify import verdicts
from tracker.files.models import StoredFile
from tracker.plan.models import Priority
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_review import AddComment, AnswerComment, add_comment, answer_comment
from tracker.reports.commands_sign import sign
from tracker.reports.commands_signoff import Act, Seen
from tracker.reports.queries_signoff import Standing, standing
from tracker.reports.queries_verify_rows import TABLES

MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)
DAY = "18 September 2024"
FIRST, SECOND = (f"Highlight report of {QUARTER.label}, version {number}: " for number in (1, 2))


def live(session: Session, priority: Priority, lead: Actor, chief: Actor) -> None:
    """Everything that is ever done with a report, up to a second version that was submitted."""
    for is_ready in (True, False, True):
        acts.say_ready(session, QUARTER, priority, Seen.of(where(session)), is_ready=is_ready, by=lead)
    found = submitted(session, lead)
    found = acts.take_back(session, KIND, QUARTER, Act(Seen.of(found), "Too early."), by=lead, on=TODAY)
    found = submitted(session, lead)
    comment = add_comment(session, KIND, QUARTER, AddComment(1, "measures", "Measures", "Say why."), by=chief)
    answer_comment(session, KIND, QUARTER, comment, AnswerComment(1, "We shall.", resolves=False), by=lead)
    answer_comment(session, KIND, QUARTER, comment, AnswerComment(1, "Done.", resolves=True), by=lead)
    acts.send_back(session, KIND, QUARTER, Act(Seen.of(found), "Mend it."), by=chief, on=TODAY)
    found = submitted(session, lead)
    found = sign(session, KIND, QUARTER, signing(session, found), by=chief, at=MOMENT)
    found = published(session, sent(session, found, chief), chief)
    acts.revoke(session, KIND, QUARTER, Act(Seen.of(found), "A wrong figure."), by=chief, on=TODAY)
    acts.say_ready(session, QUARTER, priority, Seen(2, 0), is_ready=True, by=lead)
    submitted(session, lead)


def where(session: Session) -> Standing | None:
    return standing(session, KIND, QUARTER)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database where everything was done with a report that can be done."""
    path = tmp_path_factory.mktemp("lived") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing.transaction(make_sessions(engine)) as session:
        cast = make_cast(session)
        priority = make_priority(session, make_plan(session), lead=cast.lead)
        report(session, make_deliverable(session, priority, cast.officer), 40, TODAY, by=as_actor(cast.officer))
        live(session, priority, as_actor(cast.lead), as_actor(cast.chief_executive))
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def database(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "TODAY", "SMTP_URL", "TRUSTED_ROOTS"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
    path = tmp_path / "tracker.db"
    path.write_bytes(whole)
    return path


def verify_after(database: Path, *statements: str) -> Result:
    """`tracker verify` after somebody with the file in hand took the triggers away and did this to it."""
    with closing(sqlite3.connect(database)) as connection, connection:
        open_up(connection)
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
    return CliRunner().invoke(main, ["verify"], prog_name="tracker")


def open_up(connection: sqlite3.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")


def test_nothing_differs_where_nobody_touched_anything(database: Path) -> None:
    told = CliRunner().invoke(main, ["verify"], prog_name="tracker")
    assert (told.exit_code, told.stderr) == (0, "")
    assert "Every signed report is as it was signed: 1 signature." in told.stdout


CHANGED = [
    (
        "UPDATE report_signature SET name = 'Pat'",
        "the signature of Cath Ellery is not as it was recorded: its name was “Cath Ellery” and is “Pat”.",
    ),
    (
        "UPDATE report_signature SET title = 'Clerk'",
        "the signature of Cath Ellery is not as it was recorded: its title was “Chief Executive” and is “Clerk”.",
    ),
    (
        "UPDATE report_signature SET acting_for = 'Pat'",
        "the signature of Cath Ellery is not as it was recorded: "
        "its note of whom it was signed for was nothing and is “Pat”.",
    ),
    ("UPDATE report_signature SET signed_at = '2024-09-17 13:05:00.000000'", "its moment of signing was “2024-09-18T"),
    ("UPDATE report_signature SET vintage = 7", "its number of the newest load of figures was “0” and is “7”."),
    ("UPDATE report_signature SET certificate = 'Pat'", "its certificate was nothing and is “Pat”."),
    ("UPDATE report_signature SET pdf_id = html_id", "its PDF is another file."),
    ("UPDATE report_move SET move = 'send' WHERE move = 'publish'", "its kind of act was “publish” and is “send”."),
    (
        "UPDATE report_move SET \"on\" = '2024-09-01' WHERE move = 'publish'",
        f"the publication of {DAY} by Cath Ellery is not as it was recorded: "
        "its day was “2024-09-18” and is “2024-09-01”.",
    ),
    ("UPDATE report_move SET as_at = '2024-09-01' WHERE position = 3", "its day it is as at was “2024-09-18”"),
    (
        "UPDATE report_move SET words = 'No figure.' WHERE move = 'revoke'",
        f"the revocation of {DAY} by Cath Ellery is not as it was recorded: "
        "its text was “A wrong figure.” and is “No figure.”.",
    ),
    ("UPDATE report_move SET content_hash = 'a' WHERE move = 'sign'", "its hash of the content was “"),
    ("UPDATE report_move SET by = 'Pat' WHERE move = 'return'", "its author was “Cath Ellery” and is “Pat”."),
    ("UPDATE report_move SET person_id = 1 WHERE move = 'sign'", "its author's account is another one."),
    ("UPDATE report_move SET version_id = 2 WHERE move = 'revoke'", "its version is another one."),
    ("UPDATE report_override SET problem = 'Nothing.' WHERE id = 1", "the reason that Lena Marsh gave for “"),
    ("UPDATE report_override SET reason = 'Because.' WHERE id = 1", "its reason was “As agreed.” and is “Because.”."),
    ("UPDATE report_comment SET place = 'x'", "its place was “measures” and is “x”."),
    (
        "UPDATE report_comment SET heading = 'x'",
        "the comment of Cath Ellery on “Measures” is not as it was recorded: its heading was “Measures” and is “x”.",
    ),
    ("UPDATE report_comment SET text = 'x'", "its text was “Say why.” and is “x”."),
    (
        "UPDATE report_answer SET text = 'x' WHERE id = 2",
        "the answer of Lena Marsh to the comment on “Measures” is not as it was recorded: "
        "its text was “Done.” and is “x”.",
    ),
    ("UPDATE report_answer SET resolves = 1 WHERE id = 1", "its word whether it resolves the comment was “no” and is"),
    ("UPDATE priority_ready SET priority_id = 99 WHERE id = 1", "its priority is another one."),
    (
        "UPDATE priority_ready SET is_ready = 1 WHERE id = 2",
        "the word of Lena Marsh that a priority is not ready is not",
    ),
    ("UPDATE report_version SET opened_at = '2020-01-01 00:00:00' WHERE number = 1", "this version is not as it was"),
    ("UPDATE report SET kind = 'dashboard'", "its kind was “highlight” and is “dashboard”."),
    ("UPDATE report SET period = '2024-25-Q3'", f"its period was “{QUARTER.key}” and is “2024-25-Q3”."),
]


@pytest.mark.parametrize(("statement", "said"), CHANGED)
def test_whatever_is_changed_about_an_act_is_named_with_its_report(database: Path, statement: str, said: str) -> None:
    told = verify_after(database, statement)
    assert told.exit_code == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith(FIRST)
    assert said in line


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "DELETE FROM report_move WHERE move = 'revoke'",
            f"{FIRST}the log tells of the revocation of {DAY} by Cath Ellery, and it is gone.",
        ),
        ("DELETE FROM report_signature", f"{FIRST}the log tells of the signature of Cath Ellery, and it is gone."),
        (
            "DELETE FROM report_comment",
            f"{FIRST}the log tells of the comment of Cath Ellery on “Measures”, and it is gone.",
        ),
        (
            "DELETE FROM report_answer WHERE id = 1",
            f"{FIRST}the log tells of the answer of Lena Marsh to the comment on “Measures”, and it is gone.",
        ),
        (
            "DELETE FROM priority_ready WHERE id = 3",
            f"{FIRST}the log tells of the word of Lena Marsh that a priority is ready, and it is gone.",
        ),
        ("DELETE FROM report_version WHERE number = 2", f"{SECOND}the log tells of this version, and it is gone."),
        ("DELETE FROM report_version", f"{FIRST}the log tells of this version, and it is gone."),
        ("DELETE FROM report", f"{FIRST}the log tells of this report, and it is gone."),
    ],
)
def test_whatever_is_taken_away_is_named(database: Path, statement: str, said: str) -> None:
    told = verify_after(database, statement)
    assert (told.exit_code, told.stderr) == (1, f"{said}\n")


def test_a_reason_that_is_taken_away_is_named(database: Path) -> None:
    told = verify_after(database, "DELETE FROM report_override WHERE id = 1")
    assert told.exit_code == 1
    assert told.stderr.startswith(f"{FIRST}the log tells of the reason that Lena Marsh gave for “")


@pytest.mark.parametrize(
    ("table", "changes", "said"),
    [
        (
            "report",
            {"period": "'2024-25-Q3'"},
            "A report the log does not tell of: the log does not tell of this report.",
        ),
        ("report_version", {"number": "3"}, f"{FIRST}the log does not tell of this version."),
        (
            "report_move",
            {"position": "99", '"on"': "'2024-09-20'"},
            f"{FIRST}the log does not tell of the submission of 20 September 2024 by Lena Marsh.",
        ),
        ("report_signature", {"move_id": "3"}, f"{FIRST}the log does not tell of the signature of Cath Ellery."),
        (
            "report_override",
            {"problem_key": "'x'"},
            f"{FIRST}the log does not tell of the reason that Lena Marsh gave for",
        ),
        ("report_comment", {}, f"{FIRST}the log does not tell of the comment of Cath Ellery on “Measures”."),
        (
            "report_answer",
            {},
            f"{FIRST}the log does not tell of the answer of Lena Marsh to the comment on “Measures”.",
        ),
        ("priority_ready", {}, f"{FIRST}the log does not tell of the word of Lena Marsh that a priority is ready."),
    ],
)
def test_whatever_is_put_in_is_named(database: Path, table: str, changes: dict[str, str], said: str) -> None:
    names = [f'"{column.name}"' for column in Base.metadata.tables[table].columns if column.name != "id"]
    values = [changes.get(name, changes.get(name.strip('"'), name)) for name in names]
    put = f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} WHERE id = 1"  # noqa: S608  # our own names
    told = verify_after(database, put)
    assert told.exit_code == 1
    assert told.stderr.startswith(said)


@pytest.mark.parametrize(("column", "name"), [("snapshot_id", "content"), ("pdf_id", "PDF"), ("html_id", "web page")])
def test_a_file_that_is_gone_is_named_with_its_report(database: Path, column: str, name: str) -> None:
    gone = f"DELETE FROM stored_file WHERE id = (SELECT {column} FROM report_signature)"  # noqa: S608  # our own names
    told = verify_after(database, gone)
    assert (told.exit_code, told.stderr) == (1, f"{FIRST}its {name} is gone from the stored files.\n")


def test_two_files_that_changed_places_are_found(database: Path) -> None:
    told = verify_after(
        database,
        "UPDATE stored_file SET id = -1 WHERE id = (SELECT pdf_id FROM report_signature)",
        "UPDATE stored_file SET id = (SELECT pdf_id FROM report_signature) "
        "WHERE id = (SELECT html_id FROM report_signature)",
        "UPDATE stored_file SET id = (SELECT html_id FROM report_signature) WHERE id = -1",
    )
    assert (told.exit_code, told.stderr) == (1, f"{FIRST}its PDF is not the one that was signed.\n")


def test_a_priority_that_a_word_is_about_and_that_is_gone_is_named(database: Path) -> None:
    told = verify_after(database, "DELETE FROM priority")
    assert told.exit_code == 1
    said = "the priority of the word of Lena Marsh that a priority is ready is gone."
    assert told.stderr == f"{FIRST}{said}\n"


def test_an_act_whose_row_of_the_log_is_gone_is_named_too(database: Path) -> None:
    told = verify_after(database, "DELETE FROM audit_event WHERE event = 'report:revoked'")
    assert told.exit_code == 1
    broken, unknown = told.stderr.splitlines()
    assert broken.startswith("The log is broken at row ")
    assert unknown == f"{FIRST}the log does not tell of the revocation of {DAY} by Cath Ellery."


NONSENSE = (
    "NULL",
    "''",
    "'a fine day'",
    "-1",
    "9e99",
    "99999999999",
    "x'ff00'",
    "CAST(x'ff' AS TEXT)",
    "'null'",
    "'[]'",
)
"""What SQLite lets somebody write into a column of any kind."""

HEAD = Head(1, "0" * 64)
"""Some head of a log, so that it is looked for."""

LOOKED_AT = [*TABLES, Base.metadata.tables[AuditEvent.__tablename__], Base.metadata.tables[StoredFile.__tablename__]]
CELLS = [f"{table.name}.{column.name}" for table in LOOKED_AT for column in table.columns if column.name != "id"]
NOT_COMPARED = {"stored_file.media_type", "stored_file.stored_at"}
"""What is no part of what was kept."""


@pytest.fixture(scope="module")
def opened(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("opened") / "tracker.db"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection, connection:
        open_up(connection)
        # Whoever holds the file can also let a column be empty that may not be.
        connection.execute("PRAGMA writable_schema = ON")
        for table in LOOKED_AT:
            connection.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL,', ',') WHERE tbl_name = ?", (table.name,)
            )
    engine = make_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _unguarded)
    yield engine
    engine.dispose()


def _unguarded(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")


def told_of(engine: Engine, statement: str) -> list[str] | None:
    """What every check says of the database after this, nothing of which stays; None where it changes nothing."""
    with Session(engine, autoflush=False) as session:
        session.execute(text(statement))
        is_other = session.scalar(text("SELECT changes()"))
        *said, _ = (verdict.words for verdict in verdicts(session, HEAD) if verdict.differs)
        session.rollback()
    return said if is_other else None


@pytest.mark.parametrize("cell", CELLS)
def test_nonsense_in_any_column_is_a_sentence(opened: Engine, cell: str) -> None:
    table, _, column = cell.partition(".")
    for value in NONSENSE:
        change = (
            f'UPDATE {table} SET "{column}" = {value} '  # noqa: S608  # our own names
            f'WHERE id = (SELECT max(id) FROM {table}) AND "{column}" IS NOT {value}'
        )
        said = told_of(opened, change)
        assert said is None or said or cell in NOT_COMPARED, value


@pytest.mark.parametrize("table", [table.name for table in LOOKED_AT])
@pytest.mark.parametrize("log", ["", "report:opened", "report:signed"])
def test_a_table_that_was_emptied_is_a_sentence_whatever_the_log_lost(opened: Engine, table: str, log: str) -> None:
    with Session(opened, autoflush=False) as session:
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # our own names
        session.execute(text("DELETE FROM audit_event WHERE event = :log"), {"log": log})
        *said, _ = (verdict.words for verdict in verdicts(session, HEAD) if verdict.differs)
        session.rollback()
    assert said
