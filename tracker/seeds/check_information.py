"""What must be true of the register of Specified Information in a seed set."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.information.rules import PublicationKind
from tracker.information.rules_lines import FIRST_DAY, check_address, check_code, check_timing
from tracker.information.rules_periods import period_named
from tracker.information.rules_standing import Timing
from tracker.seeds.check_row import gaps, grouped, order, refusal, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow

_WITHDRAWN = ("withdrawn_on", "withdrawn_by", "withdrawn_reason")


def information_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    seen: dict[str, int] = {}
    for row in seeds.of(InformationLineRow):
        if seen.setdefault(row.code.lower(), row.line) != row.line:
            yield at(row, "code", f"Row {seen[row.code.lower()]} has this code already, but for capitals.")
        yield from _line(row)
    lines = {row.code: row for row in seeds.of(InformationLineRow)}
    rows = grouped(seeds.of(InformationPublicationRow), "line_code")
    for code, publications in rows.items():
        yield from gaps(publications, (each.number for each in publications), f"line {code}")
        for each in publications:
            yield from _publication(each, lines[code])


def _line(row: InformationLineRow) -> Iterator[Problem]:
    yield from refusal(row, "code", check_code, row.code)
    yield from refusal(row, "address", check_address, row.address)
    timing = Timing(row.every, row.due_from, row.due_days, row.counts_from)
    yield from refusal(row, "due_days", check_timing, timing)
    yield from order(row, "counts_from", FIRST_DAY, row.counts_from)
    yield from together(row, *_WITHDRAWN)


def _publication(row: InformationPublicationRow, line: InformationLineRow) -> Iterator[Problem]:
    yield from refusal(row, "address", check_address, row.address)
    withdraws = row.kind is PublicationKind.WITHDRAWN
    if withdraws != (row.withdraws is not None):
        yield at(row, "withdraws", "Fill this cell when the kind is withdrawn, and only then.")
    elif row.withdraws is not None and row.withdraws >= row.number:
        yield at(row, "withdraws", "Only a publication before it can be withdrawn.")
    if withdraws and row.note is None:
        yield at(row, "note", "What is withdrawn has a reason.")
    if row.kind is not PublicationKind.PUBLISHED:
        for column in ("period", "address"):
            if getattr(row, column) is not None:
                yield at(row, column, "Only what is published has a period and an address.")
    elif row.period is not None and line.every.repeats:
        yield from refusal(row, "period", period_named, line.every, row.period)
