"""The deliverables table of a highlight report: action, date due, progress, status and rating of each row."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date, short_date
from tracker.documents.blocks import (
    Cell,
    CellBlock,
    Column,
    DataTable,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Row,
    Run,
    Status,
    Tone,
)
from tracker.documents.text import to_runs
from tracker.plan.rules import ProgressStatus, Rag, days
from tracker.reports.layout_words import small, strong
from tracker.reports.snapshots import DeliverableRow

_COLUMNS = (
    Column("Action", 37),
    Column("Date due", 20),
    Column("Progress", 20),
    Column("Status", 13),
    Column("Rating", 10),
)
_LONG_PERIOD = 31
"""Days. A due date that spans more than a month is explained by its last day."""


def deliverables_table(caption: str, rows: tuple[DeliverableRow, ...]) -> DataTable:
    """One row a deliverable, in the order given."""
    return DataTable(caption=caption, columns=_COLUMNS, rows=tuple(_row(row) for row in rows))


def _row(row: DeliverableRow) -> Row:
    parts = (_action(row), _due(row), _progress(row), _status(row), _rating(row))
    return Row(cells=tuple(Cell(tuple(blocks)) for blocks in parts))


def _action(row: DeliverableRow) -> Iterator[CellBlock]:
    yield Paragraph((Run(f"{row.reference}  ", bold=True), *to_runs(row.action)))
    if row.note and row.updated_in_quarter:
        yield Paragraph(to_runs(row.note), ParagraphKind.SMALL)
    if row.closed_reason is not None:
        yield small(f"{row.status_word}: {row.closed_reason}")
    if row.rag_override_reason is not None:
        yield small(f"{row.rag_word}, set by hand: {row.rag_override_reason}")
    elif row.rag is Rag.AMBER:
        yield small(f"{row.rag_word}: {' '.join(row.rag_reasons)}")


def _due(row: DeliverableRow) -> Iterator[CellBlock]:
    yield Paragraph((Run(row.due_text),))
    if (row.due_end - row.due_start).days > _LONG_PERIOD:
        yield small(f"By {long_date(row.due_end)}")
    if row.overdue:
        yield strong(f"Overdue by {days(row.days_late)}")
    if row.revised:
        yield small(_revision(row))
    if row.extension_requested and not row.status.is_closed:
        yield small("An extension has been requested.")


def _revision(row: DeliverableRow) -> str:
    late = f" ({days(row.days_late_from_original)} ago)" if row.days_late_from_original else ""
    reason = row.revised_reason or "none was recorded"
    return f"Originally {row.original_due_text}{late}. Reason for the new date: {reason}"


def _progress(row: DeliverableRow) -> Iterator[CellBlock]:
    change = _change(row)
    words = f"{row.progress}% complete"
    if not row.updated_in_quarter:
        last = _last_report(row)
        yield strong("No update this quarter")
        yield ProgressBar(row.progress, f"{words}. {last}", Tone.NEUTRAL)
        yield small(last)
        return
    tone = Tone.DONE if row.status is ProgressStatus.COMPLETE else Tone.INFORMATION
    yield ProgressBar(row.progress, f"{words}. {change}" if change else words, tone, row.previous_progress)
    if change:
        yield small(change)


def _last_report(row: DeliverableRow) -> str:
    if row.updated_on is None:
        return "Nothing reported yet"
    return f"Last report {short_date(row.updated_on)}"


def _change(row: DeliverableRow) -> str:
    """How the % moved; "" without an earlier figure."""
    before = row.previous_progress
    if before is None:
        return ""
    when = f"on {short_date(row.previous_progress_on)}" if row.previous_progress_on else "last quarter"
    if row.progress == before:
        return f"The same as {when}"
    return f"{'Up' if row.progress > before else 'Down'} from {before}% {when}"


def _status(row: DeliverableRow) -> Iterator[CellBlock]:
    yield Status(word=row.status_word, shape=row.status.shape, tone=row.status.tone)
    if row.completed_on is not None:
        yield small(f"On {long_date(row.completed_on)}")
    if row.carried_to is not None:
        yield small(f"To {row.carried_to}")


def _rating(row: DeliverableRow) -> Iterator[CellBlock]:
    if row.rag is None or row.rag_word is None:
        yield Paragraph((Run("None"),), ParagraphKind.EMPTY)
    else:
        yield Status(word=row.rag_word, shape=row.rag.shape, tone=row.rag.tone)
