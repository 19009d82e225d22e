"""Tables of an annual report: what became of each deliverable over the year, and the risks that moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from tracker.dates import long_date, short_date
from tracker.documents.blocks import (
    Cell,
    CellBlock,
    Column,
    DataTable,
    Paragraph,
    ProgressBar,
    Row,
    Status,
    Tone,
)
from tracker.documents.text import to_runs
from tracker.plan.rules import days
from tracker.plan.rules_year_marks import YearMark, YearOutcome
from tracker.reports.layout_words import NOT_SCORED, body, number, series, small, strong
from tracker.reports.snapshots_annual import YearFacts
from tracker.reports.snapshots_annual_plan import RiskMoved, YearRow

_RISKS: Final = (Column("Risk or issue", 52), Column("In the year", 28), Column("State", 20))
NOTHING_BEFORE: Final = "No progress is on record before the year"
"""What the caption of a table says where that is true of every row."""

_IN_STATUS: Final = frozenset({YearMark.CARRIED_FORWARD, YearMark.STOPPED})
_GOES_ON: Final = f"{YearOutcome.CARRIED_FORWARD.label}, "


def year_words(rows: Sequence[YearRow]) -> str:
    """ "13 deliverables: 2 finished and 11 going on", leaving out what there is none of."""
    counted = [(sum(row.outcome is each for row in rows), each.label.lower()) for each in YearOutcome]
    said = [f"{count} {words}" for count, words in counted if count]
    return f"{number(len(rows), 'deliverable')}: {series(said)}"


def nothing_before(rows: Sequence[YearRow]) -> bool:
    """Whether no work had any progress before the year: then it is said once for all."""
    return len(rows) > 1 and all(row.start is None for row in rows)


def work_table(rows: Sequence[YearRow], caption: str, year: YearFacts, as_at: date) -> DataTable:
    """One row a piece of work, in the order given; of a year that still runs, as it stands on the report's day."""
    is_over = as_at >= year.end
    columns = (
        Column("Deliverable", 38),
        Column("Date due", 22),
        Column("Progress over the year" if is_over else "Progress in the year so far", 21),
        Column("At the end of the year" if is_over else f"As at {long_date(as_at)}", 19),
    )
    told = not nothing_before(rows)
    return DataTable(caption=caption, columns=columns, rows=tuple(_row(row, told_before=told) for row in rows))


def _row(row: YearRow, *, told_before: bool) -> Row:
    parts = (_work(row), _due(row), _progress(row, told_before=told_before), _end(row))
    return Row(tuple(Cell(tuple(blocks)) for blocks in parts))


def _work(row: YearRow) -> Iterator[CellBlock]:
    yield Paragraph(to_runs(row.action))
    reference = f"{row.reference}, before that {series(row.earlier)}" if row.earlier else row.reference
    note = "".join(run.text for run in to_runs(row.note)) if row.note else ""
    yield small(" · ".join(part for part in (reference, note) if part))
    for mark in row.marks:
        if mark.kind not in _IN_STATUS:
            yield small(f"{mark.words}: {mark.reason}" if mark.reason else mark.words)


def _due(row: YearRow) -> Iterator[CellBlock]:
    yield body(row.due_text)
    if row.overdue:
        yield strong(f"Overdue by {days(row.days_late)}")


def _progress(row: YearRow, *, told_before: bool) -> Iterator[CellBlock]:
    started = "No progress before the year" if row.start is None else f"Began the year at {row.start}%"
    words = f"{row.progress}% complete. {started}"
    tone = Tone.DONE if row.outcome is YearOutcome.FINISHED else Tone.INFORMATION
    yield ProgressBar(row.progress, words, tone if row.updated_in_year else Tone.NEUTRAL, row.start)
    if told_before:
        yield small(started)
    if not row.updated_in_year:
        yield small(f"Last update {short_date(row.updated_on)}" if row.updated_on else "No update on record")


def _end(row: YearRow) -> Iterator[CellBlock]:
    yield Status(word=row.outcome_word, shape=row.outcome.shape, tone=row.outcome.tone)
    if row.completed_on is not None:
        yield small(f"On {long_date(row.completed_on)}")
    for mark in row.marks:
        if mark.kind in _IN_STATUS and mark.words != row.outcome_word:
            yield small(_after_status(mark.words, row.outcome))
    if row.closed_reason:
        yield small(row.closed_reason)


def _after_status(words: str, outcome: YearOutcome) -> str:
    """What a mark says beyond the word of the status above it: "Goes on as D-0031"."""
    if outcome is not YearOutcome.CARRIED_FORWARD or not words.startswith(_GOES_ON):
        return words
    rest = words.removeprefix(_GOES_ON)
    return rest[:1].upper() + rest[1:]


def risks_table(rows: Sequence[RiskMoved], caption: str) -> DataTable:
    return DataTable(caption=caption, columns=_RISKS, rows=tuple(_risk(row) for row in rows), compact=True)


def _risk(row: RiskMoved) -> Row:
    name = Paragraph(to_runs(row.wording))
    state: list[CellBlock] = [Status(word=row.state_word, shape=row.state.shape, tone=row.state.tone)]
    if row.score is not None:
        state.append(small(f"Score {row.score}, {(row.band_word or '').lower()}"))
    else:
        state.append(small(row.band_word or NOT_SCORED))
    return Row((Cell((name, small(f"{row.kind_word} {row.reference}"))), Cell((body(row.moved),)), Cell(tuple(state))))
