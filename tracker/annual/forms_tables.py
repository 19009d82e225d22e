"""The finance table and the shares of spend, each on one form with room for more rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final, Self

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation

from tracker.annual.commands_tables import LineFacts, SaveFinance, SaveShares, ShareFacts
from tracker.annual.forms_fields import Line, Text
from tracker.annual.models import AnnualTable, FinanceLine, SpendShare
from tracker.annual.rules import LONGEST_LABEL, LONGEST_TABLE_NOTE, FinanceSide
from tracker.annual.rules_finance import (
    BadAmount,
    BadPercent,
    NameTwice,
    check_amount,
    check_names,
    check_percent,
    percent_text,
)
from tracker.panel.forms import filled
from tracker.web.fields import Tick
from tracker.web.forms import BaseForm, HiddenNumber

EMPTY_ROWS: Final = 3
MOST_ROWS: Final = 60
"""Rows one form can hold, so that no request can ask for millions."""


class TableRow(Form):  # type: ignore[misc]  # WTForms has no types
    """A row of a table. One whose name is emptied leaves the table."""

    row_id = HiddenNumber()
    asked: ClassVar[tuple[str, ...]] = ()
    side: FinanceSide | None = None
    number: int = 0
    before: Sequence[TableRow] = ()
    """The rows above it in the same table."""

    def check_name(self, name: str) -> None:
        """Raises StopValidation where a row above has the same name."""
        try:
            above = (row[self.asked[0]].data for row in self.before)
            check_names([*(str(each) for each in above if each), name])
        except NameTwice as error:
            raise StopValidation(str(error)) from error

    @property
    def row_name(self) -> str:
        place = f"row {self.number}"
        return place if self.side is None else f"{self.side.label.lower()}, {place}"

    @property
    def key(self) -> int | None:
        number: int = self.row_id.number
        return number or None

    @property
    def is_empty(self) -> bool:
        return not any(self[name].data for name in self.asked)

    @property
    def words(self) -> str:
        return " / ".join(str(self[name].data or "–") for name in self.asked)


class FinanceRow(TableRow):
    label = Line("Line", limit=LONGEST_LABEL)
    actual = Line("Actual, £m", limit=20)
    budget = Line("Budget of the next year, £m", limit=20)
    is_total = Tick("Total")
    asked = ("label", "actual", "budget")

    def validate_label(self, field: Line) -> None:
        if not field.data and (self.actual.data or self.budget.data) and self.key is None:
            raise StopValidation("Enter the name of the line")
        if field.data:
            self.check_name(field.data)

    def validate_actual(self, field: Line) -> None:
        if self.label.data:
            _amount(field, self.names("actual"), required=True)

    def validate_budget(self, field: Line) -> None:
        if self.label.data:
            _amount(field, self.names("budget"), required=False)

    def names(self, column: str) -> str:
        """The box in a sentence: “Force”, under cost, actual,"""
        half = f", under {self.side.label.lower()}" if self.side else ""
        return f"“{self.label.data}”{half}, {column},"

    def to_facts(self, side: FinanceSide) -> LineFacts:
        return LineFacts(self.key, side, self.label.data, self.actual.data, self.budget.data, bool(self.is_total.data))


class ShareRow(TableRow):
    function = Line("Function", limit=LONGEST_LABEL)
    percent = Line("Share, %", limit=20)
    previous = Line("Share of the year before, %", limit=20)
    asked = ("function", "percent", "previous")

    def validate_function(self, field: Line) -> None:
        if not field.data and (self.percent.data or self.previous.data) and self.key is None:
            raise StopValidation("Enter the name of the function")
        if field.data:
            self.check_name(field.data)

    def validate_percent(self, field: Line) -> None:
        if self.function.data:
            _percent(field, f"The share of “{self.function.data}”")

    def validate_previous(self, field: Line) -> None:
        if self.function.data and field.data:
            _percent(field, f"The share of “{self.function.data}” in the year before")

    def to_facts(self) -> ShareFacts:
        previous = self.previous.data
        return ShareFacts(
            self.key,
            self.function.data,
            check_percent(self.percent.data, "The share"),
            check_percent(previous, "The share before") if previous else None,
        )


class TableForm(BaseForm):
    """What both tables ask: the rows, and a note printed below."""

    note = Text("Note printed below the table", limit=LONGEST_TABLE_NOTE)

    def differing(self) -> list[tuple[str, str, str]]:
        """After a Stale refusal: (which row, what was typed, what the record says now) where they differ."""
        if not isinstance(self.stored, TableForm):
            return []
        now = {row.key: row.words for row in self.stored.table_rows}
        typed = [row for row in self.table_rows if not row.is_empty]
        rows = [(row.row_name, row.words, now.get(row.key, "")) for row in typed if row.words != now.get(row.key)]
        return [*super().differing(), *rows]

    @property
    def table_rows(self) -> list[TableRow]:
        return [row for row in self.rows if isinstance(row, TableRow)]


class FinanceForm(TableForm):
    """`sides[side]` are the rows of one half of the table."""

    sides: Mapping[FinanceSide, list[FinanceRow]]

    @classmethod
    def of(cls, table: AnnualTable | None, *, fresh: bool = False) -> Self:
        form = filled(cls, _stored(table), fresh=fresh)
        lines = [line for line in table.lines if line.withdrawn_at is None] if table else []
        sent = form.is_submitted() and not fresh
        form.sides = {side: _finance_rows(side, lines, sent=sent) for side in FinanceSide}
        form.rows = [row for rows in form.sides.values() for row in rows]
        return form

    def to_command(self) -> SaveFinance:
        lines = (row.to_facts(side) for side, rows in self.sides.items() for row in _above_the_total(rows))
        return SaveFinance(self.opened_at, tuple(lines), self.note.data)


class SharesForm(TableForm):
    shares: list[ShareRow]

    @classmethod
    def of(cls, table: AnnualTable | None, *, fresh: bool = False) -> Self:
        form = filled(cls, _stored(table), fresh=fresh)
        shares = [share for share in table.shares if share.withdrawn_at is None] if table else []
        form.shares = _share_rows(shares, sent=form.is_submitted() and not fresh)
        form.rows = form.shares
        return form

    def to_command(self) -> SaveShares:
        shares = (row.to_facts() for row in self.shares if row.function.data)
        return SaveShares(self.opened_at, tuple(shares), self.note.data)


def _stored(table: AnnualTable | None) -> dict[str, Any]:
    return {"version": table.version, "note": table.note} if table else {"version": 0}


def _above_the_total(rows: Sequence[FinanceRow]) -> list[FinanceRow]:
    """The rows that stand: where a table ends with its total, a line that is new is counted into it."""
    standing = [row for row in rows if row.label.data]
    old = [row for row in standing if row.key is not None]
    new = [row for row in standing if row.key is None]
    if not old or not old[-1].is_total.data or any(row.is_total.data for row in new):
        return standing
    return [*old[:-1], *new, old[-1]]


def _finance_rows(side: FinanceSide, lines: Sequence[FinanceLine], *, sent: bool) -> list[FinanceRow]:
    stored = [
        {
            "row_id": str(line.id),
            "label": line.label,
            "actual": line.actual,
            "budget": line.budget,
            "is_total": line.is_total,
        }
        for line in lines
        if line.side is side
    ]
    rows = _rows(FinanceRow, side.value, stored, sent=sent)
    for row in rows:
        row.side = side
    return rows


def _share_rows(shares: Sequence[SpendShare], *, sent: bool) -> list[ShareRow]:
    stored = [
        {
            "row_id": str(share.id),
            "function": share.function,
            "percent": _shown(share.percent),
            "previous": _shown(share.previous),
        }
        for share in shares
    ]
    return _rows(ShareRow, "share", stored, sent=sent)


def _shown(percent: Decimal | None) -> str | None:
    return None if percent is None else percent_text(percent).removesuffix("%")


def _rows(kind: Any, prefix: str, stored: Sequence[dict[str, Any]], *, sent: bool) -> list[Any]:  # noqa: ANN401  # FinanceRow or ShareRow
    """As stored with room for more; what was sent as it was sent."""
    rows: list[Any] = []
    if sent:
        while len(rows) < MOST_ROWS and f"{prefix}-{len(rows)}-row_id" in request.form:
            rows.append(kind(request.form, prefix=f"{prefix}-{len(rows)}-"))
    else:
        given = [*stored, *({} for _ in range(EMPTY_ROWS))]
        rows = [kind(None, prefix=f"{prefix}-{number}-", data=data) for number, data in enumerate(given)]
    for number, row in enumerate(rows, start=1):
        row.number = number
        row.before = rows[: number - 1]
        # Names of the questions tell rows apart, also for whoever hears them.
        for name in (*row.asked, *(("is_total",) if "is_total" in row else ())):
            row[name].label.text = f"{row[name].label.text}, row {number}"
    return rows


def _amount(field: Line, what: str, *, required: bool) -> None:
    if not field.data and not required:
        return
    try:
        field.data = check_amount(field.data, what)
    except BadAmount as error:
        raise StopValidation(str(error)) from error


def _percent(field: Line, what: str) -> None:
    try:
        check_percent(field.data, what)
    except BadPercent as error:
        raise StopValidation(str(error)) from error
