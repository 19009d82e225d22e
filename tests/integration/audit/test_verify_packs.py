"""Whatever is done to a published pack behind the software's back, `tracker verify` finds it and names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_packs import add_letter, make_filled_agenda, publish_pack, publish_supplement
from tracker import schema, writing
from tracker.db import make_engine, make_sessions
from tracker.exchange.queries_verify import verdicts
from tracker.packs.queries_verify import first_altered_pack

Tamper = Callable[[sqlite3.Connection], object]
PACK, SUPPLEMENT = (f"{name} of meetings/2024-09-26" for name in ("Agenda pack", "Supplement 1"))
WHOLE = "Every published agenda pack and supplement is as it was published: 2."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with a pack that has exempt papers, and a supplement to it."""
    path = tmp_path_factory.mktemp("packs") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing.transaction(make_sessions(engine)) as session:
        agenda = make_filled_agenda(session, on=TODAY)
        add_letter(session, agenda, 4, "A tender")
        publish_pack(session, agenda)
        add_letter(session, agenda, 2, "A letter", "It came late.")
        publish_supplement(session, agenda)
    engine.dispose()
    return path.read_bytes()


@contextmanager
def tampered(whole: bytes, folder: Path, act: Tamper) -> Iterator[Session]:
    """The database after somebody with the file in hand took the triggers away and did `act` to it."""
    path = folder / "tampered.db"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        act(connection)
    engine = make_engine(f"sqlite:///{path}")
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def statement(words: str) -> Tamper:
    return lambda db: db.execute(words)


def test_packs_nobody_touched_are_whole(whole: bytes, tmp_path: Path) -> None:
    with tampered(whole, tmp_path, lambda _: None) as session:
        assert first_altered_pack(session) is None
        assert WHOLE in [verdict.words for verdict in verdicts(session)]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            "UPDATE pack SET public_id = full_id WHERE supplement = 0",
            f"{PACK}: its public file is not the one that was published.",
        ),
        ("UPDATE pack SET full_id = NULL", f"{PACK}: its file with exempt papers is not the one that was published."),
        (
            "UPDATE stored_file SET content = x'25' WHERE id = (SELECT public_id FROM pack WHERE supplement = 1)",
            f"{SUPPLEMENT}: its public file is not what was stored.",
        ),
        (
            "UPDATE stored_file SET content = x'7b' WHERE id = (SELECT snapshot_id FROM pack WHERE supplement = 0)",
            f"{PACK}: what it was drawn from is not what was stored.",
        ),
        ("UPDATE pack SET last_page = last_page + 2", f"{PACK}: its pages are not those that were published."),
        (
            "UPDATE pack SET version = 3, reason = 'Because' WHERE supplement = 0",
            f"{PACK}: it is kept as “Agenda pack, version 3”.",
        ),
        ("DELETE FROM pack WHERE supplement = 1", f"{SUPPLEMENT}: it is gone."),
        (
            "DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event WHERE event = 'pack:published')",
            f"{SUPPLEMENT}: the log does not tell that it was published.",
        ),
        (
            "UPDATE audit_event SET changes = '{' WHERE event = 'pack:published'",
            "A published pack, or what the log tells of it, cannot be read.",
        ),
    ],
)
def test_what_was_done_to_a_pack_is_named(whole: bytes, tmp_path: Path, act: str, said: str) -> None:
    with tampered(whole, tmp_path, statement(act)) as session:
        assert first_altered_pack(session) == said
        assert said in [verdict.words for verdict in verdicts(session) if verdict.differs]
