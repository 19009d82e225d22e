"""The money of an annual report: the finance table with its digits as printed, spend by function, and funding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final

from tracker.annual.rules import FinanceSide
from tracker.annual.rules_finance import Column as MoneyColumn
from tracker.annual.rules_finance import check_finance, percent_text, share_sums
from tracker.dates import FinancialYear, long_date
from tracker.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    DataTable,
    Heading,
    KeptTogether,
    Paragraph,
    Row,
    RowGroup,
    Run,
    plain,
)
from tracker.documents.charts_bars import BarChart, BarRow, bar_figure, bar_table
from tracker.documents.text import to_blocks
from tracker.measures.rules import long_month
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.layout_words import body, nothing, small
from tracker.reports.rules_annual import money_column_names, money_lines
from tracker.reports.snapshots_annual_words import FinanceFacts, FundingFacts, MoneyFacts, ShareFacts

_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")
NOT_SET: Final = "Not set yet"
BOTH_WHOLE: Final = "The shares come to 100% in both years."
ADDS_UP: Final = "The cost of service and its financing come to the same in both columns."


def money_blocks(money: MoneyFacts, year: FinancialYear, accent: str) -> Iterator[Block]:
    """The finance table, spend by function, and the funding that stands in no chapter."""
    yield from _finance(money, year)
    yield from _shares(money, year, accent)
    if money.funding:
        table = funding_table(money.funding, "Grants, contracts and capital sums of the year")
        yield KeptTogether((Heading(3, plain("Grants, contracts and capital")), table))


def _finance(money: MoneyFacts, year: FinancialYear) -> Iterator[Block]:
    heading = Heading(3, plain("Cost and financing"))
    if not money.finance:
        yield from (heading, nothing(NONE_RECORDED))
        return
    names = money_column_names(year)
    wrong = check_finance(money_lines(money.finance), names)
    yield KeptTogether((heading, _table(money.finance, names)))
    yield from (body(each.sentence) for each in wrong)
    if not wrong:
        yield small(ADDS_UP)
    if money.finance_note:
        yield from to_blocks(money.finance_note)


def _table(finance: Sequence[FinanceFacts], names: dict[MoneyColumn, str]) -> DataTable:
    groups = tuple(
        RowGroup(side.label, tuple(_row(line) for line in finance if line.side is side))
        for side in FinanceSide
        if any(line.side is side for line in finance)
    )
    actual, budget = (f"{name}, £m" for name in names.values())
    return DataTable(
        caption="Financial summary, in £ million",
        columns=(Column("Line", 54), Column(actual, 23, Align.END), Column(budget, 23, Align.END)),
        rows=groups,
    )


def _row(line: FinanceFacts) -> Row:
    texts = (line.label, line.actual, line.budget if line.budget is not None else NOT_SET)
    return Row(tuple(Cell((Paragraph((Run(text, bold=line.is_total),)),)) for text in texts))


def _shares(money: MoneyFacts, year: FinancialYear, accent: str) -> Iterator[Block]:
    heading = Heading(3, plain("Spend by function"))
    if not money.shares:
        yield from (heading, nothing(NONE_RECORDED))
        return
    before = FinancialYear(year.year - 1)
    sums = share_sums([(share.percent, share.previous) for share in money.shares], year.key, before.key)
    whole = len(sums) > 1 and all(each.is_whole for each in sums)
    told = body(BOTH_WHOLE if whole else " ".join(each.sentence for each in sums))
    chart = _chart(money.shares, year, before, accent)
    figure = bar_figure(chart, caption=plain(most_moved(money.shares)) or None, table=False)
    # The table may stand on the next page, whole; all three with it may be too high to be kept on one.
    yield KeptTogether((heading, told, figure))
    yield KeptTogether((replace(bar_table(chart, name="Function"), compact=True),))
    if money.shares_note:
        yield from to_blocks(money.shares_note)


def most_moved(shares: Sequence[ShareFacts]) -> str:
    """Which share rose most against the year before, and which fell most; nothing where none did."""
    known = [(each, each.previous) for each in shares if each.previous is not None]
    rises = [(each.percent - before, each, before) for each, before in known if each.percent > before]
    falls = [(before - each.percent, each, before) for each, before in known if each.percent < before]
    ends = [(name, max(found, key=itemgetter(0))) for name, found in (("rise", rises), ("fall", falls)) if found]
    return " ".join(
        f"Largest {name}: {each.function}, from {percent_text(before)} to {percent_text(each.percent)}."
        for name, (_, each, before) in ends
    )


def _chart(shares: Sequence[ShareFacts], year: FinancialYear, before: FinancialYear, accent: str) -> BarChart:
    return BarChart(
        title=f"Share of spend by function, {year.key} and {before.key}, %",
        series=(year.key, before.key),
        rows=tuple(
            BarRow(
                label=share.function,
                values=(float(share.percent), None if share.previous is None else float(share.previous)),
                printed=(
                    percent_text(share.percent),
                    NONE_RECORDED if share.previous is None else percent_text(share.previous),
                ),
            )
            for share in shares
        ),
        accent=accent,
    )


def funding_table(facts: Sequence[FundingFacts], caption: str) -> DataTable:
    """What each sum is for and when, and how much it is."""
    return DataTable(
        caption=caption,
        columns=(Column("What for", 66), Column("Amount", 34, Align.END)),
        rows=tuple(_funding(fact) for fact in facts),
        compact=True,
    )


def _funding(fact: FundingFacts) -> Row:
    when = period_words(fact.period) if fact.period else None
    more = " · ".join(part for part in (when, fact.detail) if part)
    name = (body(fact.topic), *((small(more),) if more else ()))
    amount = (body(pounds(fact.amount)), *((small(fact.qualifier),) if fact.qualifier else ()))
    return Row((Cell(name), Cell(amount)))


def period_words(period: str) -> str:
    """A day or month typed in figures as a reader says it: "2024-01" is January 2024; anything else as it was typed.

    What could be a financial year, such as "2011-12", stays one.
    """
    match = _ISO.fullmatch(period.strip())
    if match is None or int(match["month"]) == (int(match["year"]) + 1) % 100:
        return period
    try:
        first = date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return period
    return long_date(first) if match["day"] else long_month(first)


def pounds(amount: Decimal) -> str:
    """ "£463,000", "£1.4 million", with pence only where there are any."""
    millions = amount / 1_000_000
    if amount >= 1_000_000 and millions == millions.quantize(Decimal("0.1")):
        return f"£{millions.normalize():f} million"
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"
