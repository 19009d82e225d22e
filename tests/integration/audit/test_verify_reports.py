"""Whatever is done to a signed report behind the software's back, `tracker verify` finds it and names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.certificates import PASSWORD, signatory
from tests.factories import TODAY, as_actor, make_cast, make_deliverable, make_plan, make_priority, report
from tests.factories_signing import QUARTER, signed
from tracker import schema, writing
from tracker.db import make_engine, make_sessions
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.exchange.queries_verify import verdicts
from tracker.reports.queries_verify import first_altered_report

Tamper = Callable[[sqlite3.Connection], object]
NAME = f"Highlight report of {QUARTER.label}, version 1"
MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with one report, signed with the office's certificate."""
    path = tmp_path_factory.mktemp("signed") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing.transaction(make_sessions(engine)) as session:
        cast = make_cast(session)
        deliverable = make_deliverable(
            session, make_priority(session, make_plan(session), lead=cast.lead), cast.officer
        )
        report(session, deliverable, 40, TODAY, by=as_actor(cast.officer))
        certificate = Certificate.load(signatory().store(), PASSWORD)
        signed(session, as_actor(cast.lead), as_actor(cast.chief_executive), at=MOMENT, certificate=certificate)
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


def flipped(column: str, place: float) -> Tamper:
    """One byte changed of the file that `column` of the signature names, so far into it."""

    def act(db: sqlite3.Connection) -> None:
        ((key, content),) = db.execute(
            f"SELECT id, content FROM stored_file WHERE id = (SELECT {column} FROM report_signature)"  # noqa: S608  # our own names
        ).fetchall()
        at = min(int(len(content) * place), len(content) - 1)
        spoiled = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        db.execute("UPDATE stored_file SET content = ? WHERE id = ?", (spoiled, key))

    return act


def swapped(column: str, other: str) -> Tamper:
    """A signature that names another kept file, whose digest is right."""
    return lambda db: db.execute(f"UPDATE report_signature SET {column} = {other}")  # noqa: S608  # our own names


def done(statement: str) -> Tamper:
    return lambda db: db.execute(statement)


def test_a_signed_report_nobody_touched_is_as_it_was_signed(whole: bytes, tmp_path: Path) -> None:
    with tampered(whole, tmp_path, done("SELECT 1")) as session:
        assert first_altered_report(session, (signatory().root,)) is None
        said = [verdict.words for verdict in verdicts(session)]
    assert "Every signed report is as it was signed: 1 signature." in said


@pytest.mark.parametrize("place", [0.0, 0.31, 0.77, 1.0])
@pytest.mark.parametrize(
    ("column", "name"),
    [("snapshot_id", "content"), ("pdf_id", "PDF"), ("html_id", "web page"), ("signed_pdf_id", "signed PDF")],
)
def test_one_changed_byte_of_any_file_is_found_and_named(
    whole: bytes, tmp_path: Path, column: str, name: str, place: float
) -> None:
    with tampered(whole, tmp_path, flipped(column, place)) as session:
        assert first_altered_report(session, None) == f"{NAME}: its {name} is not what was stored."


def test_one_cell_of_the_content_that_was_rewritten_with_its_digest_is_found(whole: bytes, tmp_path: Path) -> None:
    def act(db: sqlite3.Connection) -> None:
        ((key, content),) = db.execute(
            "SELECT id, content FROM stored_file WHERE id = (SELECT snapshot_id FROM report_signature)"
        ).fetchall()
        other = content.replace(b'"progress":40', b'"progress":60')
        assert other != content
        db.execute(
            "UPDATE stored_file SET content = ?, digest = ? WHERE id = ?", (other, sha256(other).hexdigest(), key)
        )

    with tampered(whole, tmp_path, act) as session:
        assert first_altered_report(session, None) == f"{NAME}: its content is not the one that was signed."


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (swapped("pdf_id", "signed_pdf_id"), "its PDF is another file"),
        (swapped("signed_pdf_id", "pdf_id"), "its signed PDF is another file"),
        (swapped("html_id", "snapshot_id"), "its web page is another file"),
        (done("UPDATE report_signature SET content_hash = 'a'"), "its hash of the content was"),
        (done("UPDATE report_signature SET chain_hash = 'a'"), "its hash of the log was"),
        (done("UPDATE report_move SET content_hash = 'a' WHERE move = 'sign'"), "its hash of the content was"),
        (
            done("UPDATE audit_event SET hash = 'a' WHERE position = (SELECT chain_count FROM report_signature)"),
            "the log is not the one it was signed with",
        ),
        (done("DELETE FROM report_signature"), "and it is gone"),
        (done("DELETE FROM audit_event WHERE event = 'report:signed'"), "the log does not tell of the sign-off"),
    ],
)
def test_whatever_else_is_changed_about_a_signature_is_found(
    whole: bytes, tmp_path: Path, act: Tamper, said: str
) -> None:
    with tampered(whole, tmp_path, act) as session:
        found = first_altered_report(session, None)
    assert found is not None
    assert said in found


def test_a_signature_that_no_trusted_authority_vouches_for_is_named(whole: bytes, tmp_path: Path) -> None:
    stranger = signatory("P-256").root
    with tampered(whole, tmp_path, done("SELECT 1")) as session:
        found = first_altered_report(session, (stranger,))
    assert found is not None
    assert "No trusted authority vouches for the certificate" in found
