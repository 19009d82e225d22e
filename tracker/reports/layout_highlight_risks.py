"""The risks and issues of one priority in a highlight report: wording, score, direction and state.

They have two tables: a narrow one that fits beside the outcomes, and one over the whole width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from tracker.dates import short_date
from tracker.documents.blocks import (
    Block,
    Cell,
    CellBlock,
    Column,
    DataTable,
    Heading,
    Paragraph,
    ParagraphKind,
    Row,
    RowGroup,
    Run,
    plain,
)
from tracker.documents.text import to_runs
from tracker.reports.layout_words import NOT_SCORED, nothing, number, series, small
from tracker.reports.snapshots import PrioritySection
from tracker.reports.snapshots_risks import RiskRow
from tracker.risks.rules import Direction, RiskKind, RiskState

HEADING = "Risks and issues"
NO_RISKS = "No risks or issues were recorded for this quarter."

_COLUMNS = (
    Column("Risk or issue", 52),
    Column("Score or severity", 18),
    Column("Since last quarter", 15),
    Column("State", 15),
)
_TALLEST_SCORE, _HEAD, _GAP = 4.0, 2.5, 0.5
"""Lines: a band with its score and direction; the caption with the head of the table; the room between two rows."""
_NARROW_COLUMNS = (Column("Risk or issue", 62), Column("Score or severity", 38))


def risk_blocks(priority: PrioritySection, *, narrow: bool) -> tuple[Block, ...]:
    """The heading and the table, risks before issues; in words where there is none."""
    heading = Heading(3, plain(HEADING))
    rows = priority.risks_and_issues
    if not rows:
        return (heading, nothing(NO_RISKS))
    drawn = _narrow_row if narrow else _row
    risks = tuple(drawn(row) for row in rows if row.kind is RiskKind.RISK)
    issues = tuple(drawn(row) for row in rows if row.kind is RiskKind.ISSUE)
    both = (RowGroup("Risks", risks), RowGroup("Issues", issues))
    said = f"Priority {priority.number}: {_counted(len(risks), len(issues))}"
    table = DataTable(
        caption=f"{said}; open unless a row says otherwise" if narrow else said,
        columns=_NARROW_COLUMNS if narrow else _COLUMNS,
        rows=both if risks and issues else (*risks, *issues),
    )
    return (heading, table)


def narrow_depth(rows: Sequence[RiskRow], characters: float) -> float:
    """How many lines of text the narrow table takes where a line has room for so many characters; near enough."""
    if not rows:
        return 1.0
    wording = characters * _NARROW_COLUMNS[0].weight / sum(column.weight for column in _NARROW_COLUMNS)
    lines = sum(max(_TALLEST_SCORE if row.band else 1.0, ceil(len(row.wording) / wording)) for row in rows)
    return _HEAD + lines + len(rows) * _GAP


def _counted(risks: int, issues: int) -> str:
    found = (number(risks, "risk") if risks else "", number(issues, "issue") if issues else "")
    return series([each for each in found if each])


def _row(row: RiskRow) -> Row:
    parts = ((_wording(row),), _height(row), _direction(row), _state(row))
    return Row(tuple(Cell(tuple(blocks)) for blocks in parts))


def _narrow_row(row: RiskRow) -> Row:
    """Without the state of what is open: most are, the caption says so, and the room is for what the Panel asks for."""
    state = () if row.state is RiskState.OPEN else _state(row)
    parts = ((_wording(row), *state), (*_height(row), *_direction(row, alone=False)))
    return Row(tuple(Cell(tuple(blocks)) for blocks in parts))


def _wording(row: RiskRow) -> Paragraph:
    return Paragraph((Run(f"{row.reference}  ", bold=True), *to_runs(row.wording)))


def _height(row: RiskRow) -> Iterator[CellBlock]:
    if row.band is None:
        yield Paragraph(plain(NOT_SCORED), ParagraphKind.EMPTY)
        return
    yield row.band.shown
    if row.score is not None:
        yield small(f"Score {row.score}: likelihood {row.likelihood}, impact {row.impact}")


def _direction(row: RiskRow, *, alone: bool = True) -> Iterator[CellBlock]:
    """`alone`: it has a cell of its own, which must not stay empty: a table of such cells has a header for nothing."""
    if row.direction is None:
        if alone:
            yield Paragraph(plain("No score to compare"), ParagraphKind.EMPTY)
        return
    yield row.direction.shown
    if row.direction is Direction.NEW:
        yield small("Not scored before")
    elif row.direction is not Direction.SAME:
        yield small(f"From {row.previous_score}")


def _state(row: RiskRow) -> Iterator[CellBlock]:
    yield row.state.shown
    if row.state is not RiskState.OPEN:
        yield small(f"On {short_date(row.state_since)}")
    elif row.kind is RiskKind.ISSUE:
        yield small(f"Raised {short_date(row.raised_on)}")
