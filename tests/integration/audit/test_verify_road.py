"""Whatever is done to the road of an annual report behind the software's back, `tracker verify` finds and names it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor, make_cast, make_deliverable, make_plan, make_priority, report
from tests.factories_panel import make_meeting
from tests.factories_road import YEAR, recommended, responded, reviewed, seen, sent_annual, write_annual
from tests.integration.audit.test_verify_signoff import open_up
from tracker import schema, writing
from tracker.access import Actor
from tracker.cli import main
from tracker.db import make_engine, make_sessions
from tracker.reports import commands_road as road
from tracker.reports import commands_road_corrections as corrections
from tracker.reports.queries_verify_rows import ROAD_TABLES

MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)
REPORT = f"Annual report of {YEAR.label}, version 1: "


def walk(session: Session, officer: Actor, commissioner: Actor, chief: Actor) -> None:
    """Everything that is recorded on the road; first that nothing was recommended, which then was."""
    write_annual(session, officer)
    sent_annual(session, officer, commissioner, chief, at=MOMENT)
    reviewed(session, officer, make_meeting(session, TODAY))
    road.say_none_made(session, YEAR, road.SayNoneMade(seen(session), TODAY, "Minute 47"), by=officer, on=TODAY)
    number = recommended(session, officer)
    responded(session, number, officer)
    told = road.PublishResponse(seen(session), number, TODAY, "With the minutes")
    road.publish_response(session, YEAR, told, by=officer, on=TODAY)
    better = corrections.CorrectResponse(seen(session), number, TODAY, "Agreed, in May.", "Typing error.")
    corrections.correct_response(session, YEAR, better, by=officer, on=TODAY)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("walked") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing.transaction(make_sessions(engine)) as session:
        cast = make_cast(session)
        priority = make_priority(session, make_plan(session), lead=cast.lead)
        report(session, make_deliverable(session, priority, cast.officer), 40, TODAY, by=as_actor(cast.officer))
        walk(session, *(as_actor(each) for each in (cast.officer, cast.commissioner, cast.chief_executive)))
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def database(walked: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "TODAY", "SMTP_URL", "TRUSTED_ROOTS"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
    path = tmp_path / "tracker.db"
    path.write_bytes(walked)
    return path


def verify_after(database: Path, statement: str = "") -> Result:
    if statement:
        with closing(sqlite3.connect(database)) as connection, connection:
            open_up(connection)
            assert connection.execute(statement).rowcount > 0
    return CliRunner().invoke(main, ["verify"], prog_name="tracker")


def test_nothing_differs_where_nobody_touched_anything(database: Path) -> None:
    told = verify_after(database)
    assert (told.exit_code, told.stderr) == (0, "")
    assert "Every signed report is as it was signed: 1 signature." in told.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE report_approval SET content_hash = 'x' WHERE id = 1", "the approval of Col Whitmore is not as it was"),
        ("UPDATE report_approval SET by = 'Pat' WHERE id = 2", "its author was “Col Whitmore” and is “Pat”."),
        ("UPDATE report_review SET meeting_id = 9", "the Panel’s review that Olive Ashdown recorded is not as it was"),
        ("UPDATE report_recommendation SET request_id = 9", "its recommendation is another one."),
        ("UPDATE report_none_made SET words = NULL", "its text was “Minute 47” and is nothing."),
        ("UPDATE response_publication SET place = 'x'", "its place was “With the minutes” and is “x”."),
        ("UPDATE response_correction SET was = 'x'", "its text before was “Agreed.” and is “x”."),
        ("DELETE FROM report_approval WHERE id = 1", "the log tells of the approval of Col Whitmore, and it is gone."),
    ],
)
def test_whatever_is_changed_is_named_with_its_report(database: Path, change: str, said: str) -> None:
    told = verify_after(database, change)
    assert told.exit_code == 1
    assert told.stderr.startswith(REPORT)
    assert said in told.stderr


@pytest.mark.parametrize("table", [table.name for table in ROAD_TABLES])
def test_a_table_that_was_emptied_is_found(database: Path, table: str) -> None:
    told = verify_after(database, f"DELETE FROM {table}")  # noqa: S608  # our own names
    assert told.exit_code == 1
    assert told.stderr.startswith(REPORT)


def test_an_approval_that_nobody_gave_is_found(database: Path) -> None:
    put = (
        "INSERT INTO report_approval (version_id, part, content_hash, by, person_id, at) "
        "SELECT version_id, part, 'x', by, person_id, at FROM report_approval WHERE id = 1"
    )
    told = verify_after(database, put)
    assert told.stderr == f"{REPORT}the log does not tell of the approval of Col Whitmore.\n"
