"""Whatever is done to the log or a stored file behind the software's back, `tracker verify` finds it and names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tracker import schema, writing
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.queries import first_broken, head_of
from tracker.audit.rules import BadHead, Event, Head
from tracker.cli import main
from tracker.db import make_engine, make_sessions
from tracker.exchange.queries_verify import verdicts
from tracker.files.commands import store_file
from tracker.files.rules import CheckedFile, FileKind, digest_of

ROWS = 12
FIELDS = {
    "happened_at": "2020-01-01 00:00:00.000000",
    "actor_id": 99,
    "actor_name": "Nobody",
    "event": "person:signed_out",
    "subject": "D-9999",
    "changes": '{"Owner":["A","B"]}',
    "reason": "Because",
    "previous_hash": "f" * 64,
    "hash": "e" * 64,
    "position": -1,
}
"""Every column but the key, with another value."""

Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with twelve rows in its log and three stored files."""
    path = tmp_path_factory.mktemp("log") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing.transaction(make_sessions(engine)) as session:
        for number in range(ROWS):
            changes = {"Progress": (str(number), str(number + 1))}
            record(
                session,
                Event.PROGRESS_RECORDED,
                by=Actor(f"Pat {number}", person_id=number),
                subject=f"D-{number:04}",
                changes=changes,
                reason=f"Reason {number}",
            )
        for number in range(3):
            content = f"%PDF {number}".encode()
            store_file(session, CheckedFile("a.pdf", FileKind.PDF, content, digest_of(content)))
    engine.dispose()
    return path.read_bytes()


@contextmanager
def tampered(whole: bytes, folder: Path, *acts: Tamper) -> Iterator[Session]:
    """The database after somebody with the file in hand took the triggers away and did `acts` to it."""
    path = folder / "tampered.db"
    for left in folder.glob("tampered.db*"):
        left.unlink()
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for act in acts:
            act(connection)
    engine = make_engine(f"sqlite:///{path}")
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tampered")


def test_a_log_nobody_touched_is_whole(whole: bytes, folder: Path) -> None:
    with tampered(whole, folder) as session:
        assert first_broken(session) is None
        head = head_of(session)
        assert head.count == ROWS
        assert not [verdict for verdict in verdicts(session, head) if verdict.differs]


@settings(max_examples=60)
@given(row=st.integers(1, ROWS), column=st.sampled_from(sorted(FIELDS)))
def test_one_changed_field_is_found(whole: bytes, folder: Path, row: int, column: str) -> None:
    change = f"UPDATE audit_event SET {column} = ? WHERE position = ?"  # noqa: S608  # our own names
    with tampered(whole, folder, lambda db: db.execute(change, (FIELDS[column], row))) as session:
        broken = first_broken(session)
        # A row that was moved is missed where it was, or its neighbour follows no longer.
        assert broken == row if column != "position" else broken is not None


@settings(max_examples=20)
@given(row=st.integers(1, ROWS - 1))
def test_one_deleted_row_is_found(whole: bytes, folder: Path, row: int) -> None:
    with tampered(
        whole, folder, lambda db: db.execute("DELETE FROM audit_event WHERE position = ?", (row,))
    ) as session:
        assert first_broken(session) == row


@settings(max_examples=20)
@given(pair=st.lists(st.integers(1, ROWS), min_size=2, max_size=2, unique=True))
def test_two_swapped_rows_are_found(whole: bytes, folder: Path, pair: list[int]) -> None:
    first, second = pair
    moves = ((first, -first), (second, first), (-first, second))

    def swap(db: sqlite3.Connection) -> None:
        for old, new in moves:
            db.execute("UPDATE audit_event SET position = ? WHERE position = ?", (new, old))

    with tampered(whole, folder, swap) as session:
        assert first_broken(session) == min(pair)


@settings(max_examples=20)
@given(left=st.integers(0, ROWS - 1))
def test_a_log_cut_off_at_its_end_is_found_by_the_head_a_report_printed(whole: bytes, folder: Path, left: int) -> None:
    with tampered(whole, folder) as session:
        printed = head_of(session)
    with tampered(
        whole, folder, lambda db: db.execute("DELETE FROM audit_event WHERE position > ?", (left,))
    ) as session:
        assert first_broken(session) is None, "The rows that are left still follow from each other"
        *_, last = verdicts(session, printed)
        assert last.differs
        assert f"it ends at row {left}" in last.words


def test_a_log_that_was_written_anew_is_found_by_the_head_a_report_printed(whole: bytes, folder: Path) -> None:
    with tampered(whole, folder) as session:
        printed = head_of(session)
    with tampered(whole, folder, lambda db: db.execute("DELETE FROM audit_event")) as session:
        for _ in range(ROWS + 3):
            record(session, Event.SIGNED_IN, by=Actor("Nobody"), subject="person 1")
        *_, last = verdicts(session, printed)
        assert (last.differs, last.words) == (
            *(True, f"The log is another one: row {ROWS} is not the one the report prints."),
        )


def test_a_row_that_cannot_even_be_read_is_found(whole: bytes, folder: Path) -> None:
    spoil = "UPDATE audit_event SET happened_at = 'a fine day' WHERE position = 7"
    with tampered(whole, folder, lambda db: db.execute(spoil)) as session:
        assert first_broken(session) == 7


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("change", ["content = 'other'", "digest = 'd'", "size = 7"])
def test_one_altered_file_is_found_and_named(whole: bytes, folder: Path, number: int, change: str) -> None:
    spoil = f"UPDATE stored_file SET {change} WHERE id = {number}"  # noqa: S608  # our own words
    with tampered(whole, folder, lambda db: db.execute(spoil)) as session:
        (found,) = (verdict for verdict in verdicts(session) if verdict.differs)
        assert found.words.startswith("The stored file ")


@pytest.mark.parametrize("text", ["", "12", "12:abc", f"-1:{'0' * 64}", f"12:{'g' * 64}", f"1.5:{'0' * 64}", "0" * 64])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(BadHead):
        Head.parse(text)


def test_a_head_is_read_as_it_is_printed() -> None:
    head = Head(12, "ab" * 32)
    assert Head.parse(f" {str(head).upper()} ") == head


def verify(*words: str) -> Result:
    return CliRunner().invoke(main, ["verify", *words], prog_name="tracker")


@pytest.fixture
def installed(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "TODAY", "SMTP_URL"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
    path = tmp_path / "tracker.db"
    path.write_bytes(whole)
    return path


def test_the_command_prints_the_head_and_takes_it_back(installed: Path) -> None:
    told = verify()
    assert told.exit_code == 0
    *said, last = told.stdout.splitlines()
    assert said == [
        "Every row of the log is as it was recorded.",
        "No report has been signed off yet.",
        "No agenda pack has been published yet.",
        "Every stored file is as it was stored.",
    ]
    head = last.removeprefix("The head of the log is ").removesuffix(".")
    assert verify("--head", head).exit_code == 0
    with writing.transaction(make_sessions(make_engine(f"sqlite:///{installed}"))) as session:
        record(session, Event.SIGNED_IN, by=Actor("Pat"), subject="person 1")
    assert verify("--head", head).exit_code == 0, "What came later takes nothing away"


def test_the_command_names_every_thing_that_differs_first_and_ends_with_1(installed: Path) -> None:
    with closing(sqlite3.connect(installed)) as connection, connection:
        connection.execute("DROP TRIGGER stored_file_refuses_update")
        connection.execute("DROP TRIGGER audit_event_refuses_update")
        connection.execute("UPDATE stored_file SET content = 'x' WHERE id = 2")
        connection.execute("UPDATE audit_event SET reason = 'x' WHERE position = 5")
    told = verify("--head", f"13:{'0' * 64}")
    assert told.exit_code == 1
    broken, altered, cut = told.stderr.splitlines()
    assert broken == "The log is broken at row 5: it is not what was recorded."
    assert altered.startswith("The stored file ")
    assert cut == "The log was cut off: it ends at row 12, and the report was signed when it had 13."
    assert told.stdout == "No report has been signed off yet.\nNo agenda pack has been published yet.\n"


def test_a_head_that_is_none_is_bad_input(installed: Path) -> None:
    told = verify("--head", "the last one")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("The head of the log is a number of rows and 64 digits")
