"""Revisions 0028 to 0030, the road of annual reports. What was there stays, still guarded; nothing signed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from tests.integration.test_migration_risk_lines import insert
from tracker import schema
from tracker.db import make_engine

MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)


@pytest.fixture
def before(database_url: str) -> Iterator[Engine]:
    """A database of revision 0027 with the reports of a quarter; one of them has a version."""
    engine = make_engine(database_url)
    schema.downgrade(engine, "0027")
    with engine.begin() as connection:
        insert(connection, "report", id=1, kind="highlight", period="2024-25-Q2")
        insert(connection, "report", id=4, kind="dashboard", period="2024-25-Q2")
        insert(connection, "report_version", id=1, report_id=1, number=1, opened_at=MOMENT)
    yield engine
    engine.dispose()


def reports(engine: Engine) -> list[tuple[int, str, str]]:
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT id, kind, period FROM report ORDER BY id"))
        return [(row.id, row.kind, row.period) for row in found]


def test_the_reports_of_quarters_stay_with_their_versions(before: Engine) -> None:
    then = reports(before)
    schema.upgrade(before)
    assert reports(before) == then
    with before.connect() as connection:
        held = connection.execute(
            sa.text("SELECT count(*) FROM report_version JOIN report ON report.id = report_version.report_id")
        )
        assert held.scalar_one() == 1
    schema.downgrade(before, "0027")
    assert reports(before) == then


def test_a_report_of_a_year_is_kept_and_one_with_the_key_of_the_other_length_is_refused(before: Engine) -> None:
    schema.upgrade(before)
    with before.begin() as connection:
        insert(connection, "report", id=9, kind="annual", period="2023-24")
    for kind, period in (("annual", "2023-24-Q1"), ("highlight", "2023-24"), ("monthly", "2023-24")):
        with pytest.raises(IntegrityError), before.begin() as connection:
            insert(connection, "report", id=10, kind=kind, period=period)


@pytest.mark.parametrize("act", ["UPDATE report SET period = period", "DELETE FROM report WHERE id = 4"])
def test_the_database_still_refuses_to_change_or_remove_a_report(before: Engine, act: str) -> None:
    schema.upgrade(before)
    with pytest.raises(IntegrityError, match="report is append-only"), before.begin() as connection:
        connection.execute(sa.text(act))


def test_a_database_with_an_annual_report_is_not_taken_back(before: Engine) -> None:
    schema.upgrade(before)
    with before.begin() as connection:
        insert(connection, "report", id=9, kind="annual", period="2023-24")
    then = reports(before)
    with pytest.raises(IntegrityError):
        schema.downgrade(before, "0027")
    assert reports(before) == then
    assert schema.current(before) == schema.head()


NONE_MADE = {"version_id": 2, "on": date(2024, 9, 18), "by": "Olive Ashdown", "at": MOMENT}


@pytest.fixture
def said_none(before: Engine) -> Engine:
    """A database of revision 0028 in which it is recorded that the Panel made no recommendations."""
    schema.upgrade(before)
    schema.downgrade(before, "0028")
    with before.begin() as connection:
        insert(connection, "report", id=9, kind="annual", period="2023-24")
        insert(connection, "report_version", id=2, report_id=9, number=1, opened_at=MOMENT)
        insert(connection, "report_none_made", id=4, words="Minute 47", **NONE_MADE)
    return before


def words_of_none(engine: Engine) -> list[tuple[int, str | None]]:
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT id, words FROM report_none_made ORDER BY id"))
        return [(row.id, row.words) for row in found]


def test_what_was_said_of_recommendations_stays_and_can_be_taken_back(said_none: Engine) -> None:
    schema.upgrade(said_none)
    assert words_of_none(said_none) == [(4, "Minute 47")]
    with said_none.connect() as connection:
        row = connection.execute(sa.text("SELECT supersedes_id, taken_back, reason FROM report_none_made")).one()
    assert (row.supersedes_id, bool(row.taken_back), row.reason) == (None, False, None)
    taken_back = {**NONE_MADE, "supersedes_id": 4, "taken_back": True, "reason": "Misread."}
    with said_none.begin() as connection:
        insert(connection, "report_none_made", id=5, **taken_back)
    with pytest.raises(IntegrityError, match="append-only"), said_none.begin() as connection:
        connection.execute(sa.text("UPDATE report_none_made SET words = 'x' WHERE id = 4"))
    with pytest.raises(RuntimeError, match="taken back"):
        schema.downgrade(said_none, "0028")
    assert words_of_none(said_none) == [(4, "Minute 47"), (5, None)]


@pytest.mark.parametrize("act", ["UPDATE report_none_made SET words = words", "DELETE FROM report_none_made"])
def test_a_step_down_keeps_it_guarded(said_none: Engine, act: str) -> None:
    schema.upgrade(said_none)
    schema.downgrade(said_none, "0028")
    assert words_of_none(said_none) == [(4, "Minute 47")]
    with pytest.raises(IntegrityError, match="report_none_made is append-only"), said_none.begin() as connection:
        connection.execute(sa.text(act))


VERSIONED = {"version": 1, "created_at": MOMENT, "updated_at": MOMENT}
MEETING = {"id": 1, "day": date(2024, 9, 18), "number": 1, "state": "planned", **VERSIONED}
REQUEST = {"id": 1, "number": 1, "kind": "recommendation", "meeting_id": 1, "text": "Show it.", "owner": "PCC"}


def test_what_a_recommendation_said_before_is_guarded_and_not_taken_back(said_none: Engine) -> None:
    schema.upgrade(said_none)
    said = {"by": "Olive Ashdown", "at": MOMENT}
    with said_none.begin() as connection:
        insert(connection, "meeting", **MEETING)
        insert(connection, "panel_request", **REQUEST, **VERSIONED)
        insert(connection, "report_recommendation", id=1, version_id=2, request_id=1, **said)
        before = {"was": "Show the tiem.", "taken_back": False, "reason": "A typing error."}
        insert(connection, "recommendation_correction", id=1, recommendation_id=1, **before, **said)
    with pytest.raises(IntegrityError, match="append-only"), said_none.begin() as connection:
        connection.execute(sa.text("UPDATE recommendation_correction SET was = 'x'"))
    with pytest.raises(RuntimeError, match="corrected or withdrawn"):
        schema.downgrade(said_none, "0029")
    assert schema.current(said_none) == schema.head()
