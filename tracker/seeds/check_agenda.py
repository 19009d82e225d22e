"""What must be true of agendas in a seed set."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.packs.rules_agenda import Part
from tracker.seeds.check_row import together, withdrawal
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_agenda import AgendaItemRow, AgendaWordingRow, TemplateLineRow

_EXEMPT = ("paragraph", "description", "public_interest")


def agenda_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    for line in seeds.of(TemplateLineRow):
        yield from together(line, "withdrawn_on", "withdrawn_by", "withdrawn_reason")
    worded = set()
    for words in seeds.of(AgendaWordingRow):
        worded.add((words.meeting_day, words.meeting_number, words.item))
        exempt = words.part is Part.EXEMPT
        for column in _EXEMPT:
            if (getattr(words, column) is not None) != exempt:
                yield at(words, column, "Fill this cell for an item of Part II, and only then.")
    printed: set[tuple[object, ...]] = set()
    for item in seeds.of(AgendaItemRow):
        yield from withdrawal(item, item.added_on, item.withdrawn_on)
        if (item.meeting_day, item.meeting_number, item.serial) not in worded:
            yield at(item, "serial", "This item says nothing. Add its words to agenda_wordings.csv.")
        number = (item.meeting_day, item.meeting_number, item.printed)
        if item.printed is not None and number in printed:
            yield at(item, "printed", f"Another item of this agenda has the number {item.printed} too.")
        printed.add(number)
