"""The table of the risk register: words, owner, three scores, actions and reviews of each risk and issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.dates import short_date
from tracker.documents.blocks import (
    Cell,
    CellBlock,
    Column,
    ColumnGroup,
    DataTable,
    Paragraph,
    ParagraphKind,
    Row,
    RowGroup,
    Run,
    plain,
)
from tracker.documents.text import to_runs
from tracker.reports.layout_words import NOT_SCORED, body, small, strong
from tracker.reports.snapshots_register import ActionFacts, RegisterRow, ScoreFacts
from tracker.risks.rules import Direction, RiskKind

_COLUMNS = (
    Column("Risk or issue", 31),
    Column("Owner", 10),
    Column("Inherent", 10),
    Column("Current", 11),
    Column("Target", 10),
    Column("Actions", 17),
    Column("Reviews", 11),
)
_GROUPS = (ColumnGroup(None, 2), ColumnGroup("Scores", 3), ColumnGroup(None, 2))


def register_table(rows: Sequence[RegisterRow], caption: str) -> DataTable:
    """Risks before issues, each kind under its own header where there are both."""
    risks = tuple(_row(row) for row in rows if row.kind is RiskKind.RISK)
    issues = tuple(_row(row) for row in rows if row.kind is RiskKind.ISSUE)
    both = (RowGroup("Risks", risks), RowGroup("Issues", issues))
    return DataTable(
        caption=caption,
        columns=_COLUMNS,
        rows=both if risks and issues else (*risks, *issues),
        groups=_GROUPS,
    )


def _row(row: RegisterRow) -> Row:
    parts = (
        _words(row),
        (body(row.owner) if row.owner else _none("Nobody yet"),),
        _score(row, row.inherent),
        _current(row),
        _score(row, row.target),
        _actions(row),
        _reviews(row),
    )
    return Row(tuple(Cell(tuple(blocks)) for blocks in parts))


def _none(words: str) -> Paragraph:
    return Paragraph(plain(words), ParagraphKind.EMPTY)


def _words(row: RegisterRow) -> Iterator[CellBlock]:
    yield Paragraph((Run(f"{row.reference}  ", bold=True), *to_runs(row.words)))
    for label, text in (("Cause", row.cause), ("Consequence", row.consequence)):
        if text:
            yield Paragraph((Run(f"{label}: "), *to_runs(text)), ParagraphKind.SMALL)
    yield small(row.place or "The whole office")


def _score(row: RegisterRow, score: ScoreFacts | None) -> Iterator[CellBlock]:
    if score is not None:
        yield score.band.shown
        yield small(f"{score.score} ({score.likelihood} × {score.impact})")
    else:
        yield _none(NOT_SCORED if row.kind is RiskKind.RISK else "Not scored")


def _current(row: RegisterRow) -> Iterator[CellBlock]:
    if row.kind is RiskKind.ISSUE:
        yield from (small("Severity"), row.band.shown) if row.band else (_none("No severity"),)
        return
    yield from _score(row, row.current)
    if row.direction is not None:
        yield row.direction.shown
    if row.direction in (Direction.UP, Direction.DOWN):
        yield small(f"From {row.previous_score}")


def _actions(row: RegisterRow) -> Iterator[CellBlock]:
    if not row.actions:
        yield _none("None recorded")
    for action in row.actions:
        yield from _action(action)


def _action(action: ActionFacts) -> Iterator[CellBlock]:
    yield Paragraph((Run(f"{action.number}. ", bold=True), *to_runs(action.title)))
    yield action.status.shown
    yield small(f"{action.percent}%, due {action.due_text}; {action.owner or 'nobody yet'}")


def _reviews(row: RegisterRow) -> Iterator[CellBlock]:
    yield small(f"Last: {short_date(row.reviewed_on) if row.reviewed_on else 'not yet'}")
    if row.review_due_on is not None:
        said = f"Next by {short_date(row.review_due_on)}"
        yield strong(f"{said}, overdue") if row.review_overdue else small(said)
    if row.accepted_until is not None:
        yield small(f"Accepted until {short_date(row.accepted_until)}")
