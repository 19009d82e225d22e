"""Revision 0010: the risk lines of the quarters become risks of the register, and lines again on the way down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from tracker import schema
from tracker.db import make_engine, make_sessions
from tracker.risks.commands_history import restand
from tracker.risks.models import RiskStanding
from tracker.risks.queries import risks_as_at
from tracker.risks.rules import RiskState
from tracker.writing import commit

AWKWARD = "Said \"no\", twice: 50% :colon %s\n=1+1 'quoted' – naïve £5 ŵ\\"
LONG = "W" * 600
WRITTEN = datetime(2024, 7, 3, 9, 30, tzinfo=UTC)
GONE = datetime(2024, 9, 2, 16, 5, tzinfo=UTC)


@pytest.fixture
def lined(database_url: str) -> Iterator[Engine]:
    """A database of revision 0009 with a plan of two priorities and their pages of three quarters."""
    engine = make_engine(database_url)
    schema.downgrade(engine, "0009")
    with engine.begin() as connection:
        stamp = {"version": 1, "created_at": WRITTEN, "updated_at": WRITTEN}
        insert(
            connection, "plan", id=1, code="P-1", title="Plan", starts=date(2022, 4, 1), ends=date(2026, 3, 31),
            status="current", **stamp,
        )  # fmt: skip
        for number in (1, 2):
            insert(connection, "priority", id=number, plan_id=1, number=number, title=f"Priority {number}", **stamp)
        pages = ((1, 1, "2023-24-Q4"), (2, 1, "2024-25-Q1"), (3, 1, "2024-25-Q2"), (4, 2, "2024-25-Q2"))
        for page_id, priority_id, quarter in pages:
            insert(connection, "quarter_page", id=page_id, priority_id=priority_id, quarter=quarter, **stamp)
    yield engine
    engine.dispose()


def insert(connection: Connection, table: str, **values: object) -> None:
    columns = (
        sa.column(name, sa.DateTime(timezone=True) if isinstance(value, datetime) else None)
        for name, value in values.items()
    )
    connection.execute(sa.insert(sa.table(table, *columns)).values(values))


def wrote(engine: Engine, page: int, words: str, position: int = 1, *, gone: bool = False, by: str = "Lena") -> None:
    with engine.begin() as connection:
        insert(
            connection, "quarter_entry", page_id=page, kind="risk_or_issue", position=position, text=words, author=by,
            withdrawn_at=GONE if gone else None,
        )  # fmt: skip


def asked(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def lines(engine: Engine) -> list[tuple[Any, ...]]:
    return asked(
        engine,
        "SELECT page_id, position, text, author, withdrawn_at IS NOT NULL FROM quarter_entry "
        "WHERE kind = 'risk_or_issue' ORDER BY page_id, position",
    )


def choices(engine: Engine) -> list[tuple[Any, ...]]:
    return asked(
        engine,
        "SELECT page_id, number, chosen_by, withdrawn_at IS NOT NULL FROM quarter_risk "
        "JOIN risk ON risk.id = risk_id ORDER BY page_id, number",
    )


def wordings(engine: Engine) -> list[tuple[Any, ...]]:
    return asked(
        engine,
        "SELECT number, priority_id, public_wording, event, recorded_by FROM risk_detail "
        "JOIN risk ON risk.id = risk_id ORDER BY number",
    )


def test_a_line_becomes_an_unscored_risk_without_an_owner_chosen_for_its_quarter(lined: Engine) -> None:
    wrote(lined, 3, AWKWARD, by="Lena Marsh")
    schema.upgrade(lined)
    assert wordings(lined) == [(1, 1, AWKWARD, None, "Lena Marsh")]
    assert choices(lined) == [(3, 1, "Lena Marsh", False)]
    with make_sessions(lined)() as session:
        (found,) = risks_as_at(session, date(2024, 7, 1))
        assert (found.reference, found.began_on) == ("R-0001", date(2024, 7, 1))
        assert found.note is not None
        assert "lines of the quarters" in found.note
        assert (found.details[0].owner_id, found.assessments, found.moves) == (None, [], [])
        assert found.standing.review_due_on == date(2025, 1, 1)
    assert lines(lined) == []


def test_the_same_words_under_one_priority_are_one_risk_chosen_in_each_quarter(lined: Engine) -> None:
    wrote(lined, 3, "Rain")
    wrote(lined, 1, "Rain")
    wrote(lined, 2, "Rain ")
    wrote(lined, 4, "Rain")
    schema.upgrade(lined)
    # What differs by a blank, and what stands under another priority, is another risk; the oldest has number 1.
    assert [(number, place, words) for number, place, words, *_ in wordings(lined)] == [
        (1, 1, "Rain"),
        (2, 1, "Rain "),
        (3, 2, "Rain"),
    ]
    assert [(page, number) for page, number, *_ in choices(lined)] == [(1, 1), (2, 2), (3, 1), (4, 3)]
    assert asked(lined, "SELECT count(*) FROM risk WHERE began_on = '2024-01-01' AND number = 1") == [(1,)]


def test_a_withdrawn_line_is_a_closed_risk_with_a_reason_and_a_withdrawn_choice(lined: Engine) -> None:
    wrote(lined, 1, LONG, gone=True)
    wrote(lined, 3, LONG, gone=True)
    schema.upgrade(lined)
    assert [gone for *_, gone in choices(lined)] == [True, True]
    with make_sessions(lined)() as session:
        (found,) = risks_as_at(session, date(2024, 12, 31))
        assert [(each.state, each.effective_on) for each in found.moves] == [(RiskState.CLOSED, date(2024, 7, 1))]
        assert "withdrawn" in found.moves[0].reason
        assert (found.standing.state, found.standing.review_due_on) == (RiskState.CLOSED, None)


def test_a_line_withdrawn_in_one_quarter_alone_stays_an_open_risk(lined: Engine) -> None:
    wrote(lined, 1, "Rain")
    wrote(lined, 3, "Rain", gone=True)
    schema.upgrade(lined)
    assert asked(lined, "SELECT state FROM risk_standing") == [("open",)]
    assert [(page, gone) for page, _, _, gone in choices(lined)] == [(1, False), (3, True)]


@pytest.mark.parametrize("gone", [(True, False), (False, True), (False, False)])
def test_a_line_that_stands_twice_on_a_page_is_one_choice_that_stands(lined: Engine, gone: tuple[bool, bool]) -> None:
    for place, withdrawn in enumerate(gone, start=1):
        wrote(lined, 3, "Rain", place, gone=withdrawn, by="Gone" if withdrawn else "Here")
    schema.upgrade(lined)
    assert choices(lined) == [(3, 1, "Here", False)]


def test_where_each_risk_stands_is_what_its_history_says(lined: Engine) -> None:
    wrote(lined, 1, AWKWARD)
    wrote(lined, 3, LONG, gone=True)
    schema.upgrade(lined)
    columns = [column.name for column in RiskStanding.__table__.columns]
    written = asked(lined, f"SELECT {', '.join(columns)} FROM risk_standing ORDER BY risk_id")  # noqa: S608  # our own names
    with make_sessions(lined)() as session:
        for found in risks_as_at(session, date(2024, 9, 18)):
            restand(session, found, date(2024, 9, 18))
        commit(session)
    assert asked(lined, f"SELECT {', '.join(columns)} FROM risk_standing ORDER BY risk_id") == written  # noqa: S608  # our own names


def test_numbers_follow_those_of_the_register(lined: Engine) -> None:
    with lined.begin() as connection:
        for kind, number in (("risk", 7), ("issue", 9)):
            insert(
                connection, "risk", kind=kind, number=number, began_on=date(2024, 1, 1), version=1, created_at=WRITTEN,
                updated_at=WRITTEN,
            )  # fmt: skip
    wrote(lined, 3, "Rain")
    schema.upgrade(lined)
    assert asked(lined, "SELECT number FROM risk WHERE note IS NOT NULL") == [(8,)]


def test_other_lines_stay_and_the_kind_is_refused_from_then_on(lined: Engine) -> None:
    with lined.begin() as connection:
        for kind in ("outcome", "focus"):
            insert(connection, "quarter_entry", page_id=3, kind=kind, position=1, text=AWKWARD, author="Lena")
    schema.upgrade(lined)
    assert asked(lined, "SELECT kind, text FROM quarter_entry ORDER BY id") == [
        ("outcome", AWKWARD),
        ("focus", AWKWARD),
    ]
    with pytest.raises(IntegrityError):
        wrote(lined, 3, "Rain")


def test_down_brings_the_lines_back_and_up_again_finds_the_same_risks(lined: Engine) -> None:
    wrote(lined, 1, "Rain")
    wrote(lined, 1, "Snow", 2, by="Luke")
    wrote(lined, 3, "Rain", gone=True)
    wrote(lined, 4, AWKWARD)
    before = lines(lined)
    schema.upgrade(lined)
    chosen, worded = choices(lined), wordings(lined)
    schema.downgrade(lined, "0009")
    assert lines(lined) == before
    assert choices(lined) == []
    schema.upgrade(lined)
    assert (choices(lined), wordings(lined)) == (chosen, worded)


def test_down_prints_the_wording_in_force_and_leaves_out_what_no_report_printed(lined: Engine) -> None:
    wrote(lined, 3, "Rain")
    schema.upgrade(lined)
    with lined.begin() as connection:
        insert(
            connection, "risk", kind="issue", number=1, began_on=date(2024, 8, 1), version=1, created_at=WRITTEN,
            updated_at=WRITTEN,
        )  # fmt: skip
        (rain, flood) = (found for (found,) in connection.execute(text("SELECT id FROM risk ORDER BY id")).all())
        said = {"recorded_at": WRITTEN, "recorded_by": "Luke", "effective_on": date(2024, 8, 1)}
        insert(connection, "risk_detail", risk_id=rain, public_wording="Much rain", **said)
        insert(connection, "risk_detail", risk_id=flood, event="For the office only", **said)
        insert(connection, "quarter_risk", page_id=4, risk_id=flood, chosen_by="Luke")
    schema.downgrade(lined, "0009")
    assert [(page, words) for page, _, words, *_ in lines(lined)] == [(3, "Much rain")]
