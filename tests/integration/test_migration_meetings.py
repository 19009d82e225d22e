"""Revision 0018: a list of the Panel's members becomes members with terms, and a list again on the way down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, select

from tests.integration.test_migration_risk_lines import insert
from tracker import schema
from tracker.db import make_engine, make_sessions
from tracker.panel.models import Meeting, PanelMember, PanelTerm
from tracker.panel.rules import MeetingState, PanelRole
from tracker.writing import commit

STAMP = {
    "version": 3,
    "created_at": datetime(2024, 7, 3, 9, 30, tzinfo=UTC),
    "updated_at": datetime(2024, 7, 3, 9, 30, tzinfo=UTC),
}
JUNE, SEPTEMBER = date(2024, 6, 27), date(2024, 9, 26)


@pytest.fixture
def listed(database_url: str) -> Iterator[Engine]:
    """A database of revision 0017 with two lists of members and two meetings."""
    engine = make_engine(database_url)
    schema.downgrade(engine, "0017")
    with engine.begin() as connection:
        for as_at, seat, name, organisation, role in (
            (JUNE, 1, "Cllr Ash", "North", "chairman"),
            (JUNE, 2, "Cllr Birch", "North", "member"),
            (JUNE, 3, "Dr Cedar", None, "co_opted"),
            (SEPTEMBER, 1, "Cllr Birch", "North", "chairman"),
            (SEPTEMBER, 2, "Dr Cedar", None, "co_opted"),
            (SEPTEMBER, 3, "Cllr Elm", "South", "substitute"),
        ):
            insert(
                connection, "panel_member", as_at=as_at, seat=seat, name=name, organisation=organisation, role=role,
                **STAMP,
            )  # fmt: skip
        meeting = sa.Table("meeting", sa.MetaData(), autoload_with=connection)
        for number, starts_at, venue in ((1, time(13, 30), "Room 6"), (2, None, None)):
            place = {"day": SEPTEMBER, "number": number, "starts_at": starts_at, "venue": venue}
            connection.execute(meeting.insert().values({**place, **STAMP}))
    yield engine
    engine.dispose()


def test_each_member_sits_from_and_until_the_days_of_the_lists(listed: Engine) -> None:
    schema.upgrade(listed)
    with make_sessions(listed)() as session:
        terms = {
            member.name: [(term.role, term.organisation, term.began, term.ended, term.seat) for term in member.terms]
            for member in session.scalars(select(PanelMember).order_by(PanelMember.number))
        }
    assert terms == {
        "Cllr Ash": [(PanelRole.CHAIRMAN, "North", None, date(2024, 9, 25), 1)],
        "Cllr Birch": [
            (PanelRole.MEMBER, "North", None, date(2024, 9, 25), 2),
            (PanelRole.CHAIRMAN, "North", SEPTEMBER, None, 1),
        ],
        "Dr Cedar": [(PanelRole.CO_OPTED, None, None, None, 2)],
        "Cllr Elm": [(PanelRole.SUBSTITUTE, "South", SEPTEMBER, None, 3)],
    }


def test_meetings_stay_and_are_planned(listed: Engine) -> None:
    schema.upgrade(listed)
    with make_sessions(listed)() as session:
        found = session.scalars(select(Meeting).order_by(Meeting.number)).all()
        assert [(row.key, row.starts_at, row.venue, row.version, row.state) for row in found] == [
            ("2024-09-26", time(13, 30), "Room 6", 3, MeetingState.PLANNED),
            ("2024-09-26-2", None, None, 3, MeetingState.PLANNED),
        ]


def test_the_next_rows_are_numbered_after_those_that_stayed(listed: Engine) -> None:
    schema.upgrade(listed)
    with make_sessions(listed)() as session:
        member = PanelMember(number=9, name="Cllr Fir")
        session.add_all([Meeting(day=date(2025, 1, 16), number=1), member])
        session.flush()
        session.add(PanelTerm(member_id=member.id, seat=1, role=PanelRole.MEMBER))
        commit(session)


def test_down_again_each_member_stands_in_one_list_as_they_sat_last(listed: Engine) -> None:
    schema.upgrade(listed)
    schema.downgrade(listed, "0017")
    with listed.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT seat, name, organisation, role FROM panel_member ORDER BY seat")
        ).all()
        assert [tuple(row) for row in rows] == [
            (1, "Cllr Ash", "North", "chairman"),
            (2, "Cllr Birch", "North", "chairman"),
            (3, "Dr Cedar", None, "co_opted"),
            (4, "Cllr Elm", "South", "substitute"),
        ]
        assert connection.execute(sa.text("SELECT count(*) FROM meeting")).scalar_one() == 2
