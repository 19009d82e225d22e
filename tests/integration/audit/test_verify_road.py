"""Whatever is done to the road of an annual report behind the software's back, `tracker verify` finds and names it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, make_cast, make_deliverable, make_plan, make_priority, report
from tests.factories_panel import make_meeting
from tests.factories_road import (
    YEAR,
    nothing_recommended,
    recommended,
    responded,
    reviewed,
    seen,
    sent_annual,
    submitted_annual,
    write_annual,
)
from tests.integration.audit.test_verify_signoff import open_up
from tracker import schema, writing
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.audit.rules_rows import ROWS, rows_as_text
from tracker.cli import main
from tracker.db import make_engine, make_sessions
from tracker.reports import commands_road as road
from tracker.reports import commands_road_corrections as corrections
from tracker.reports.commands_signoff import subject_of
from tracker.reports.models_road import ReportNoneMade
from tracker.reports.queries_road import road_of
from tracker.reports.queries_verify import first_altered_report
from tracker.reports.queries_verify_rows import ROAD_TABLES

MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)
REPORT = f"Annual report of {YEAR.label}, version 1: "


def walk(session: Session, officer: Actor, commissioner: Actor, chief: Actor) -> None:
    """Everything that is recorded on the road; first that nothing was recommended, which then was."""
    write_annual(session, officer)
    sent_annual(session, officer, commissioner, chief, at=MOMENT)
    reviewed(session, officer, make_meeting(session, TODAY))
    nothing_recommended(session, officer, "Minute 47")
    said = road_of(session, YEAR).said_none
    assert said is not None
    corrections.withdraw_none_made(session, YEAR, corrections.TakeBack(seen(session), said.id, "Misread."), by=officer)
    nothing_recommended(session, officer, "Minute 48")
    number = recommended(session, officer)
    mended = corrections.CorrectRecommendation(seen(session), number, "Show every cost.", 48, TODAY, "Misheard.")
    corrections.correct_recommendation(session, YEAR, mended, by=officer)
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
        ("UPDATE report_none_made SET words = NULL WHERE id = 1", "its text was “Minute 47” and is nothing."),
        ("UPDATE report_none_made SET reason = 'x' WHERE taken_back", "its reason was “Misread.” and is “x”."),
        ("UPDATE response_publication SET place = 'x'", "its place was “With the minutes” and is “x”."),
        (
            "UPDATE recommendation_correction SET was = 'x'",
            "its text before was “Show the cost of each deliverable.” and is “x”.",
        ),
        (
            "UPDATE recommendation_correction SET was_minute = 9",
            "the correction of a recommendation that Olive Ashdown",
        ),
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


def test_a_row_the_log_kept_before_it_could_be_taken_back_is_as_it_was(session: Session, cast: Cast) -> None:
    officer = as_actor(cast.officer)
    write_annual(session, officer)
    version = submitted_annual(session, officer).version
    row = ReportNoneMade(version=version, on=TODAY, by=officer.name, person_id=officer.person_id, at=MOMENT)
    session.add(row)
    session.flush()
    fields = {
        "version_id": str(version.id),
        "on": "2024-09-18",
        "words": None,
        "by": officer.name,
        "person_id": str(officer.person_id),
        "at": MOMENT.isoformat(),
    }
    kept = {ROWS: (None, rows_as_text({("report_none_made", row.id): fields}))}
    record(session, Event.REPORT_NONE_MADE, by=officer, subject=subject_of(version), changes=kept)
    assert first_altered_report(session, None) is None
