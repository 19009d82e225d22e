"""How far the findings of inspections are: counts by type, then every open finding and those closed in the quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.dates import long_date, short_date
from tracker.documents.blocks import (
    Align,
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
    Section,
    plain,
)
from tracker.documents.text import to_runs
from tracker.inspections.rules import FindingType, PanelStatus
from tracker.plan.rules import days
from tracker.reports.layout_words import body, number, series, small, strong
from tracker.reports.rules_counts_findings import FindingCounts, count_findings
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_inspections import FindingRow

NO_FINDINGS = "No finding of an inspection is open, and none was closed in the quarter."

_COUNTED = (
    ("Open", "open"),
    ("Overdue", "overdue"),
    ("No lead", "no_lead"),
    ("No closure date", "no_date"),
    ("Ready for closure", "ready"),
    ("Closed by the force alone", "force_closed"),
    ("Closed this quarter", "closed"),
)
_COLUMNS = (
    Column("Finding", 40),
    Column("The force says", 13),
    Column("Shown to the Panel", 14),
    Column("Expected closure", 13),
    Column("Looked at again", 10),
    Column("Last update", 10),
)


def findings_section(snapshot: HighlightSnapshot) -> Iterator[Section]:
    """Nothing where no inspection is on record."""
    if snapshot.findings is not None:
        yield Section(
            anchor="inspection-findings",
            heading=Heading(2, plain("Inspection findings")),
            blocks=tuple(_blocks(snapshot.findings)),
            new_page=True,
        )


def _blocks(findings: Sequence[FindingRow]) -> Iterator[Block]:
    if not findings:
        yield Paragraph(plain(NO_FINDINGS), ParagraphKind.LEAD)
        return
    counts = count_findings(findings)
    yield Paragraph(plain(_standing(counts)), ParagraphKind.LEAD)
    if counts.force_closed:
        waiting = number(counts.force_closed, "finding is", "findings are")
        them = "it" if counts.force_closed == 1 else "them"
        yield body(f"{waiting} closed by the force alone, and open until the inspectorate closes {them}.")
    yield _counts(findings)
    yield DataTable(
        caption="Open findings and those closed this quarter, the newest inspection first",
        columns=_COLUMNS,
        rows=tuple(_groups(findings)),
    )


def _standing(counts: FindingCounts) -> str:
    """ "9 findings are open: 2 overdue and 3 without a lead. The inspectorate closed 1 this quarter." """
    of_them = series(
        [
            f"{count} {words}"
            for count, words in (
                (counts.overdue, "overdue"),
                (counts.no_lead, "without a lead"),
                (counts.no_date, "without an expected closure date"),
                (counts.ready, "ready for closure"),
            )
            if count
        ]
    )
    is_open = number(counts.open, "finding is open", "findings are open") if counts.open else "No finding is open"
    return (
        f"{is_open}{f': {of_them}' if of_them else ''}. The inspectorate closed {counts.closed or 'none'} this quarter."
    )


def _counts(findings: Sequence[FindingRow]) -> DataTable:
    by_type = [(kind.label, [row for row in findings if row.kind is kind]) for kind in FindingType]
    rows = [_figures(plain(label), count_findings(rows)) for label, rows in by_type if rows]
    rows.append(_figures((Run("All findings", bold=True),), count_findings(findings)))
    counted = [Column(header, 11, Align.END) for header, _ in _COUNTED]
    return DataTable("Findings by type", (Column("Type", 23), *counted), tuple(rows))


def _figures(name: tuple[Run, ...], counts: FindingCounts) -> Row:
    figures = (str(getattr(counts, field)) for _, field in _COUNTED)
    return Row((Cell((Paragraph(name),)), *(Cell((body(figure),)) for figure in figures)))


def _groups(findings: Sequence[FindingRow]) -> Iterator[RowGroup]:
    for (code, title), rows in groupby(findings, key=lambda row: (row.inspection, row.inspection_title)):
        yield RowGroup(f"{title} ({code})", tuple(_row(row) for row in rows))


def _row(row: FindingRow) -> Row:
    parts = (_finding(row), (row.force.shown,), _shown(row), _expected(row), _again(row), _updated(row))
    return Row(tuple(Cell(tuple(blocks)) for blocks in parts))


def _finding(row: FindingRow) -> Iterator[CellBlock]:
    yield Paragraph((Run(f"{row.reference}  ", bold=True), *to_runs(row.text)))
    more = (f"part of {row.part_of}" if row.part_of else "", row.official_reference or "")
    yield small(", ".join(each for each in (row.kind_word, *more) if each))


def _shown(row: FindingRow) -> Iterator[CellBlock]:
    yield row.panel.shown
    if row.closed_on is not None:
        yield small(f"On {long_date(row.closed_on)}")


def _expected(row: FindingRow) -> Iterator[CellBlock]:
    if row.expected_on is None:
        yield Paragraph(plain("Not set"), ParagraphKind.EMPTY)
    else:
        yield body(long_date(row.expected_on))
    if row.overdue and row.panel is PanelStatus.OPEN:
        yield strong(f"Overdue by {days(row.days_late)}")


def _again(row: FindingRow) -> Iterator[CellBlock]:
    yield row.result.shown if row.result else Paragraph(plain("Not yet"), ParagraphKind.EMPTY)


def _updated(row: FindingRow) -> Iterator[CellBlock]:
    if row.updated_on is None:
        yield Paragraph(plain("None"), ParagraphKind.EMPTY)
    else:
        yield body(short_date(row.updated_on))
