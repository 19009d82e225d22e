"""What must be true of the Panel, its meetings and its plan in a seed set."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.panel.rules import ForwardState, MeetingState, meeting_key
from tracker.seeds.check_row import order, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_panel import (
    ForwardItemRow,
    ForwardMoveRow,
    MeetingMoveRow,
    MeetingRow,
    PanelMemberRow,
    PanelRequestRow,
    PanelTermRow,
)
from tracker.seeds.tables_row import SeedRow

_WITHDRAWN = ("withdrawn_on", "withdrawn_by", "withdrawn_reason")


def panel_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    yield from _members(seeds)
    yield from _meetings(seeds)
    yield from _plan(seeds)
    for row in seeds.of(PanelRequestRow):
        yield from together(row, "answered_on", "answer")
        yield from together(row, *_WITHDRAWN)
        if row.answered_on is not None and row.withdrawn_on is not None:
            yield at(row, "withdrawn_on", "What was answered is not withdrawn.")


def _members(seeds: SeedSet) -> Iterator[Problem]:
    accounts: dict[str, int] = {}
    for member in seeds.of(PanelMemberRow):
        if member.account is not None and accounts.setdefault(member.account, member.number) != member.number:
            yield at(member, "account", "This account is another member’s already.")
    for row in seeds.of(PanelTermRow):
        yield from order(row, "ended", row.began, row.ended)
        yield from together(row, *_WITHDRAWN)


def _meetings(seeds: SeedSet) -> Iterator[Problem]:
    places = {(row.day, row.number): (row.day, row.number) for row in seeds.of(MeetingRow)}
    for row in seeds.of(MeetingRow):
        if row.ends_at is not None and (row.starts_at is None or row.ends_at <= row.starts_at):
            yield at(row, "ends_at", "A meeting ends after it starts.")
        cancelled = row.state is MeetingState.CANCELLED
        yield from _only_when(row, cancelled, "cancelled", "cancelled_on", "cancelled_reason")
    for move in seeds.of(MeetingMoveRow):
        place, meeting = (move.from_day, move.from_number), (move.meeting_day, move.meeting_number)
        if places.setdefault(place, meeting) != meeting:
            yield at(move, "from_number", f"{meeting_key(*place)} is the address of another meeting.")


def _plan(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(ForwardItemRow):
        yield from together(row, "meeting_day", "meeting_number")
        ended = row.state is not ForwardState.PLANNED
        yield from _only_when(row, ended, "done or withdrawn", "ended_on")
        if row.state is ForwardState.WITHDRAWN and row.ended_reason is None:
            yield at(row, "ended_reason", "What is withdrawn has a reason.")
    for move in seeds.of(ForwardMoveRow):
        yield from together(move, "from_day", "from_number")
        yield from together(move, "to_day", "to_number")


def _only_when(row: SeedRow, holds: bool, state: str, *columns: str) -> Iterator[Problem]:
    for column in columns:
        if (getattr(row, column) is not None) != holds:
            yield at(row, column, f"Fill this cell when it is {state}, and only then.")
