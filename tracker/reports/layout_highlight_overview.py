"""The plan on a page: the quarter in a few sentences, the priorities side by side, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.documents.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    DataTable,
    Heading,
    KeptTogether,
    ListItem,
    Paragraph,
    ParagraphKind,
    Row,
    Run,
    Section,
    plain,
)
from tracker.documents.text import to_runs
from tracker.plan.rules import days
from tracker.reports.layout_highlight_priority import standing_words
from tracker.reports.layout_words import body, number, series
from tracker.reports.rules_counts import Counts, count_rows
from tracker.reports.snapshots import DeliverableRow, HighlightSnapshot

NO_RECORDS = "Nothing has been recorded for this quarter yet: no deliverables, outcomes, focus, risks or issues."

_MOST_LISTED = 5
_COUNTED = (
    ("All", "total"),
    ("Complete", "complete"),
    ("Green", "green"),
    ("Amber", "amber"),
    ("Red", "red"),
    ("Overdue", "overdue"),
    ("No update", "no_update"),
)


def overview_section(snapshot: HighlightSnapshot) -> Section:
    """The second page. Every figure in its sentences is counted from the rows of the report."""
    return Section(
        anchor="plan-on-a-page",
        heading=Heading(2, plain("The plan on a page")),
        blocks=tuple(_blocks(snapshot)),
        new_page=True,
    )


def _blocks(snapshot: HighlightSnapshot) -> Iterator[Block]:
    if snapshot.is_empty:
        yield Paragraph(plain(NO_RECORDS), ParagraphKind.LEAD)
    else:
        counts = count_rows(snapshot.rows)
        yield Paragraph(plain(f"{standing_words(counts)}."), ParagraphKind.LEAD)
        yield from (body(sentence) for sentence in (_movement(counts),) if sentence)
    if snapshot.priorities:
        yield _table(snapshot)
    late = sorted((row for row in snapshot.rows if row.overdue), key=lambda row: row.days_late, reverse=True)
    if late:
        yield KeptTogether(tuple(_overdue(late)))


def _movement(counts: Counts) -> str:
    """What moved since the quarter before; "" where there are no deliverables."""
    parts = [
        f"rose on {counts.rose}" if counts.rose else "",
        f"fell on {counts.fell}" if counts.fell else "",
        f"stood still on {counts.same}" if counts.same else "",
    ]
    moved = series([part for part in parts if part])
    sentences = [
        f"Progress {moved} since it was last reported before this quarter." if moved else "",
        f"{_have(counts.first_figure)} a progress figure for the first time." if counts.first_figure else "",
        f"{_have(counts.no_update)} no update this quarter." if counts.no_update else "",
        f"An extension has been requested for {counts.extension_requested}." if counts.extension_requested else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _have(count: int) -> str:
    return f"{number(count, 'deliverable')} {'has' if count == 1 else 'have'}"


def _table(snapshot: HighlightSnapshot) -> DataTable:
    several_plans = len(snapshot.plans) > 1
    rows = []
    for priority in snapshot.priorities:
        name = f"{priority.number}. {priority.title}"
        if several_plans:
            name = f"{priority.plan_code}, {name}"
        rows.append(_figures(plain(name), priority.lead or "Not named", count_rows(priority.deliverables)))
    rows.append(_figures((Run("All priorities", bold=True),), "", count_rows(snapshot.rows)))
    counted = [Column(header, 5, Align.END) for header, _ in _COUNTED]
    return DataTable(
        caption="Deliverables of each priority, by rating",
        columns=(Column("Priority", 50), Column("Strategic lead", 12), *counted),
        rows=tuple(rows),
    )


def _figures(name: tuple[Run, ...], lead: str, counts: Counts) -> Row:
    words = (Paragraph(name),), ((Paragraph(plain(lead)),) if lead else ())
    figures = (str(getattr(counts, field)) for _, field in _COUNTED)
    return Row(
        cells=(*(Cell(blocks) for blocks in words), *(Cell((Paragraph(plain(figure)),)) for figure in figures)),
    )


def _overdue(late: Sequence[DeliverableRow]) -> Iterator[Block]:
    """The longest overdue first, as many as a page has room for."""
    yield Heading(3, plain("Longest overdue"))
    yield BulletList(tuple(_late(row) for row in late[:_MOST_LISTED]))
    more = len(late) - _MOST_LISTED
    if more > 0:
        yield body(f"{number(more, 'other is', 'others are')} overdue; each is marked on the page of its priority.")


def _late(row: DeliverableRow) -> ListItem:
    start = Run(f"{days(row.days_late)}  ", bold=True)
    return ListItem((start, Run(f"{row.reference} "), *to_runs(row.action), Run(f" (due {row.due_text})")))
