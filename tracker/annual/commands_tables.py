"""Saving the finance table and the shares of spend: each in one act, so that what it comes to is one person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.annual import queries
from tracker.annual.models import AnnualTable, AnnualYear, FinanceLine, SpendShare
from tracker.annual.rules import (
    LONGEST_LABEL,
    LONGEST_TABLE_NOTE,
    FinanceSide,
    TableKind,
    check_line,
    check_text,
    needed,
    subject_of,
)
from tracker.annual.rules_finance import check_amount, check_names, percent_text
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Duplicate, NotFound, Stale
from tracker.writing import expect_version, flush, touch


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line of the finance table as it is to stand. `line_id` None adds it; amounts in £m as printed."""

    line_id: int | None
    side: FinanceSide
    label: str | None
    actual: str | None
    budget: str | None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A function's share as it is to stand. `share_id` None adds it."""

    share_id: int | None
    function: str | None
    percent: Decimal
    previous: Decimal | None


@dataclass(frozen=True, slots=True)
class SaveFinance:
    """The lines in their order; one that stands and is not named is withdrawn. `version` 0: nothing was saved yet."""

    version: int
    lines: tuple[LineFacts, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SaveShares:
    """As SaveFinance."""

    version: int
    shares: tuple[ShareFacts, ...]
    note: str | None = None


def save_finance(session: Session, annual: AnnualYear, command: SaveFinance, *, by: Actor, on: date) -> bool:
    """Whether anything changed. A table that does not add up is kept, and said of. Raises Stale, BadAmount, NameTwice,
    TextNeeded, TextTooLong, or NotFound for a line of another table.
    """
    table = _table(session, annual, TableKind.FINANCE, command.version)
    before = _told(table)
    known = {line.id: line for line in table.lines}
    kept = set()
    for position, facts in enumerate(command.lines, start=1):
        line = _line(known, facts.line_id)
        if facts.line_id is None:
            table.lines.append(line)
        kept.add(line)
        line.position, line.side, line.is_total, line.withdrawn_at = position, facts.side, facts.is_total, None
        line.label = needed(check_line(facts.label, "The name of a line", LONGEST_LABEL), "name of the line", "label")
        line.actual = check_amount(facts.actual, f"“{line.label}”, actual,")
        line.budget = check_amount(facts.budget, f"“{line.label}”, budget,") if facts.budget else None
    for side in FinanceSide:
        check_names(line.label for line in table.lines if line in kept and line.side is side)
    _withdraw([line for line in table.lines if line not in kept])
    table.lines.sort(key=lambda line: line.position)
    return _saved(session, table, command.note, before, by)


def save_shares(session: Session, annual: AnnualYear, command: SaveShares, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Shares that do not come to 100 are kept, and said of. Raises as `save_finance`."""
    table = _table(session, annual, TableKind.SHARES, command.version)
    before = _told(table)
    known = {share.id: share for share in table.shares}
    kept = set()
    for position, facts in enumerate(command.shares, start=1):
        share = _share(known, facts.share_id)
        if facts.share_id is None:
            table.shares.append(share)
        kept.add(share)
        name = check_line(facts.function, "The name of a function", LONGEST_LABEL)
        share.function = needed(name, "name of the function", "function")
        share.position, share.withdrawn_at = position, None
        share.percent, share.previous = facts.percent, facts.previous
    check_names(share.function for share in table.shares if share in kept)
    _withdraw([share for share in table.shares if share not in kept])
    table.shares.sort(key=lambda share: share.position)
    return _saved(session, table, command.note, before, by)


def _table(session: Session, annual: AnnualYear, kind: TableKind, version: int) -> AnnualTable:
    name = f"The table “{kind.label}” of {annual.year}"
    table = queries.table(session, annual, kind)
    if table is not None:
        expect_version(name, table, version)
        return table
    if version:
        raise Stale(name, version, 0)
    table = AnnualTable(annual=annual, kind=kind, lines=[], shares=[])
    session.add(table)
    try:
        flush(session)
    except Duplicate as error:
        # Somebody saved the first lines at the same moment.
        raise Stale(name, version, 1) from error
    return table


def _line(known: dict[int, FinanceLine], line_id: int | None) -> FinanceLine:
    if line_id is None:
        return FinanceLine()
    if line_id not in known:
        raise NotFound("line of this table", str(line_id))
    return known[line_id]


def _share(known: dict[int, SpendShare], share_id: int | None) -> SpendShare:
    if share_id is None:
        return SpendShare()
    if share_id not in known:
        raise NotFound("share of this table", str(share_id))
    return known[share_id]


def _withdraw(rows: Sequence[FinanceLine | SpendShare]) -> None:
    for row in rows:
        row.withdrawn_at = row.withdrawn_at or dates.now()


def _saved(session: Session, table: AnnualTable, note: str | None, before: dict[str, str | None], by: Actor) -> bool:
    table.note = check_text(note, "The note", LONGEST_TABLE_NOTE)
    changes = difference(before, _told(table))
    if not changes:
        return False
    touch(table)
    flush(session)
    subject = subject_of(table.annual.year, table.kind.value)
    record(session, Event.ANNUAL_CHANGED, by=by, subject=subject, changes=changes)
    return True


def _told(table: AnnualTable) -> dict[str, str | None]:
    """What stands in the table, a line of the log to a line of the table."""
    told: dict[str, str | None] = {"Note": table.note}
    lines = [line for line in table.lines if line.withdrawn_at is None]
    shares = [share for share in table.shares if share.withdrawn_at is None]
    for line in lines:
        total = ", total" if line.is_total else ""
        told[f"{line.side.label}, {line.label}"] = f"{line.actual} / {line.budget or 'not set'}{total}"
    for share in shares:
        previous = "not told" if share.previous is None else percent_text(share.previous)
        told[share.function] = f"{percent_text(share.percent)} / {previous}"
    told["Order"] = "; ".join([*(line.label for line in lines), *(share.function for share in shares)]) or None
    return told
