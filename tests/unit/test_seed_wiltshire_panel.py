"""The demonstration's Panel, meetings, forward work plan and requests, against the published facts."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.unit.test_seed_wiltshire import facts
from tracker.config import project_file
from tracker.panel.rules import PanelRole, RequestKind, TextKind
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_panel import (
    ForwardItemRow,
    MeetingRow,
    PanelMemberRow,
    PanelRequestRow,
    PanelTermRow,
    StandingTextRow,
)

KINDS = {"requested": RequestKind.REQUEST, "offered": RequestKind.UNDERTAKING, "planned": RequestKind.UNDERTAKING}


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(project_file("seeds", "wiltshire"))


def test_panel_members_are_the_published_ones(seeds: SeedSet) -> None:
    names = {row.number: row.name for row in seeds.of(PanelMemberRow)}
    sitting = [row for row in seeds.of(PanelTermRow) if row.ended is None]
    assert [(str(row.seat), names[row.member], row.organisation or "", row.role.label) for row in sitting] == [
        (row["seat"], row["name"], row["organisation"], row["role"]) for row in facts("panel_members")
    ]


def test_since_when_they_sit_is_known_only_of_those_elected_in_june(seeds: SeedSet) -> None:
    for row in seeds.of(PanelTermRow):
        elected = row.role in (PanelRole.CHAIRMAN, PanelRole.VICE_CHAIRMAN)
        assert row.began == (date(2024, 6, 27) if elected else None)


def test_one_member_who_sat_in_june_is_no_longer_listed_in_september(seeds: SeedSet) -> None:
    (gone,) = (row for row in seeds.of(PanelTermRow) if row.ended is not None)
    assert gone.ended == date(2024, 9, 25)
    assert gone.reason is not None
    assert "is not published" in gone.reason


def test_meetings_are_the_published_ones(seeds: SeedSet) -> None:
    def at(text: str) -> time | None:
        return time.fromisoformat(text) if text else None

    assert [(str(row.day), row.starts_at, row.ends_at, row.venue or "") for row in seeds.of(MeetingRow)] == [
        (row["date"], at(row["start_time"]), at(row["end_time"]), row["venue"]) for row in facts("meetings")
    ]


def test_the_forward_plan_is_the_published_one(seeds: SeedSet) -> None:
    assert [(str(row.meeting_day), str(row.position), row.title) for row in seeds.of(ForwardItemRow)] == [
        (row["meeting_date"], row["order"], row["item"]) for row in facts("forward_plan")
    ]


def test_requests_are_those_of_the_minutes_and_none_is_answered(seeds: SeedSet) -> None:
    found = seeds.of(PanelRequestRow)
    assert [(str(row.meeting_day), str(row.minute), row.text, row.owner, row.kind) for row in found] == [
        (row["meeting_date"], row["item"], row["action"], row["owner"], KINDS[row["status"]])
        for row in facts("minutes_actions")
    ]
    assert not any(row.answered_on or row.withdrawn_on for row in found)
    assert {row.minute: row.due_on for row in found if row.due_on} == {48: date(2024, 7, 24), 49: date(2024, 11, 14)}


def test_every_standing_text_has_words(seeds: SeedSet) -> None:
    assert {row.kind for row in seeds.of(StandingTextRow) if row.text} == set(TextKind)
