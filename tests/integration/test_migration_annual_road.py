"""Revision 0028: reports may be of a year. What was there stays, still guarded, and nothing signed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

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
