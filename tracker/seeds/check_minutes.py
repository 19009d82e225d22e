"""What must be true of minutes in a seed set."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.packs.rules_minuting import RollKind
from tracker.seeds.check_row import together, withdrawal
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_minutes import (
    MinutesDecisionRow,
    MinutesItemRow,
    MinutesPersonRow,
    MinutesWordingRow,
)


def minutes_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    worded = set()
    for words in seeds.of(MinutesWordingRow):
        worded.add((words.meeting_day, words.meeting_number, words.item))
        if words.summary is not None and words.paragraph is None:
            yield at(words, "summary", "Only an exempt item has a summary for the public.")
    for item in seeds.of(MinutesItemRow):
        yield from withdrawal(item, item.meeting_day, item.withdrawn_on)
        if (item.meeting_day, item.meeting_number, item.serial) not in worded:
            yield at(item, "serial", "This item says nothing. Add its words to minutes_wordings.csv.")
    for decision in seeds.of(MinutesDecisionRow):
        yield from together(decision, "proposer", "seconder")
        if decision.proposer is not None and decision.proposer == decision.seconder:
            yield at(decision, "seconder", "Nobody seconds their own motion.")
    for person in seeds.of(MinutesPersonRow):
        yield from _person(person)


def _person(row: MinutesPersonRow) -> Iterator[Problem]:
    if (row.kind is RollKind.ALSO) != (row.member is None):
        yield at(row, "member", "Fill this cell for members and substitutes, and only for them.")
    if row.substitute is not None and row.kind is not RollKind.APOLOGY:
        yield at(row, "substitute", "Only somebody who sent apologies has a substitute.")
    yield from together(row, "arrived", "arrived_item")
    yield from together(row, "left_at", "left_item")
    moved = row.arrived is not None or row.left_at is not None
    if moved and row.kind is not RollKind.PRESENT:
        yield at(row, "kind", "Only somebody present arrives and leaves.")
    if row.arrived is not None and row.left_at is not None and row.left_at < row.arrived:
        yield at(row, "left_at", "Nobody leaves before they arrive.")
