"""One priority of a highlight report: what was achieved, what comes next, risks, deliverables, grades, measures."""

from __future__ import annotations

from tracker.documents.blocks import Block, BulletList, Columns, Heading, ListItem, Section, plain
from tracker.documents.text import to_runs
from tracker.reports.layout_highlight_grades import grade_blocks
from tracker.reports.layout_highlight_measures import measure_group
from tracker.reports.layout_highlight_risks import narrow_depth, risk_blocks
from tracker.reports.layout_highlight_rows import deliverables_table
from tracker.reports.layout_words import nothing, number, series
from tracker.reports.rules import EntryKind
from tracker.reports.rules_counts import Counts, count_rows
from tracker.reports.snapshots import PrioritySection

ACCENTS = ("#12436d", "#6b2c74", "#0b625c", "#8a3a12")
"""One colour a priority, in turn: each at least 4.5:1 against white."""

WIDTHS = (3, 2)
CHARACTERS = 150
"""About as many as stand on a line over the whole width of a landscape page."""
ROOM = 6.0
"""How many lines deeper than the outcomes the column beside them may become before it makes the page longer."""

NO_LINES = {
    EntryKind.OUTCOME: "No outcomes were recorded for this quarter.",
    EntryKind.FOCUS: "No focus for next quarter was recorded.",
}
NO_DELIVERABLES = "No deliverables are on record for this priority in this quarter."


def priority_section(priority: PrioritySection, place: int, *, anchor: str) -> Section:
    """The priority on a page of its own. `place` counts the priorities of the report from 0 and picks the colour."""
    return Section(
        anchor=anchor,
        heading=Heading(2, plain(priority_name(priority))),
        blocks=(
            *_written(priority),
            *_progress(priority),
            *grade_blocks(priority.grades),
            *(measure_group(page, f"{anchor}-measures-{number}") for number, page in enumerate(priority.measures, 1)),
        ),
        new_page=True,
        accent=ACCENTS[place % len(ACCENTS)],
    )


def _written(priority: PrioritySection) -> tuple[Block, ...]:
    """Outcomes beside the focus; risks and issues under the focus where that has room, else below both."""
    outcomes = _lines(EntryKind.OUTCOME, priority.outcomes)
    focus = _lines(EntryKind.FOCUS, priority.focus)
    wide, narrow = (CHARACTERS * weight / sum(WIDTHS) for weight in WIDTHS)
    beside = _depth(priority.focus, narrow) + narrow_depth(priority.risks_and_issues, narrow)
    if beside <= _depth(priority.outcomes, wide) + ROOM:
        return (Columns((outcomes, (*focus, *risk_blocks(priority, narrow=True))), WIDTHS),)
    return (Columns((outcomes, focus), WIDTHS), *risk_blocks(priority, narrow=False))


def _depth(lines: tuple[str, ...], characters: float) -> float:
    """How far down the page lines reach where a line has room for so many characters; near enough."""
    return sum(max(1.0, len(line) / characters) for line in lines)


def priority_name(priority: PrioritySection) -> str:
    """ "Priority 1: its title"."""
    return f"Priority {priority.number}: {priority.title}"


def standing_words(counts: Counts) -> str:
    """ "13 deliverables: 2 complete, 4 overdue and 7 not yet due", leaving out what there is none of."""
    groups = (
        (counts.complete, "complete"),
        (counts.closed, "stopped or carried forward"),
        (counts.overdue, "overdue"),
        (counts.on_time, "not yet due"),
    )
    said = [(count, words) for count, words in groups if count]
    if not said:
        return "No deliverables"
    everything = number(counts.total, "deliverable")
    if len(said) == 1:
        return f"{everything}, {'all ' if counts.total > 1 else ''}{said[0][1]}"
    return f"{everything}: {series([f'{count} {words}' for count, words in said])}"


def _progress(priority: PrioritySection) -> tuple[Block, ...]:
    heading = Heading(3, plain("Deliverables progress"))
    lead = f"Strategic lead: {priority.lead or 'not named'}"
    if not priority.deliverables:
        return (heading, nothing(f"{NO_DELIVERABLES} {lead}."))
    # The table may go on over another page than the one with the priority's name.
    caption = f"Priority {priority.number}: {standing_words(count_rows(priority.deliverables))}. {lead}"
    return (heading, deliverables_table(caption, priority.deliverables))


def _lines(kind: EntryKind, lines: tuple[str, ...]) -> tuple[Block, ...]:
    heading = Heading(3, plain(kind.label))
    if not lines:
        return (heading, nothing(NO_LINES[kind]))
    return (heading, BulletList(tuple(ListItem(to_runs(line)) for line in lines)))
