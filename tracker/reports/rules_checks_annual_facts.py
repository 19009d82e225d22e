"""What an annual report prints as a number under a name, so that its texts can be held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tracker.annual.rules import FinanceSide
from tracker.annual.rules_finance import amount_of, percent_text
from tracker.dates import MONTHS, FinancialYear
from tracker.measures.rules_figures_types import Kind
from tracker.measures.rules_figures_words import stems_of
from tracker.reports.rules_annual import number_of
from tracker.reports.snapshots_annual_words import FigureFacts, MoneyFacts

_YEARS: Final = re.compile(r"\b(?P<first>20[0-9]{2})(?:[-/–](?P<last>(?:20)?[0-9]{2})\b)?")
_TIMES: Final = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b|\b(?:first|second|third|fourth) quarter\b", re.I)
_BUDGET: Final = re.compile(r"\bbudget", re.I)
_UP: Final = frozenset(("rise", "increas", "increase", "more", "growth"))
_DOWN: Final = frozenset(("fall", "decreas", "decrease", "reduction", "fewer", "less"))
_MOVED: Final = _UP | _DOWN | {"change", "chang"}
_BASE: Final = frozenset(("year", "before", "previous", "last", "compar", "earlier"))
_SEEN: Final = frozenset(("saw", "took", "close"))
"""Words of a label that a sentence may well leave out."""

_LONG: Final = re.compile(r"[kM](?![a-z])")
_TIMES_OF: Final = {"k": Decimal(1_000), "M": Decimal(1_000_000)}
_MILLION: Final = Decimal(1_000_000)
_KINDS: Final = {"": Kind.COUNT, "%": Kind.PERCENT, "days": Kind.DAYS, "day": Kind.DAYS}
_HUNDRED: Final = Decimal(100)
_BUDGET_WORD: Final = "budget"


@dataclass(frozen=True, slots=True)
class Value:
    """A number as it is printed. `step` is the unit of its last place; `times` are the years, months and quarters it is
    of, as `times_in` gives them, and None for one of any time.
    """

    amount: Decimal
    printed: str
    step: Decimal
    times: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number under a name. `before` is what it was; `change` by how many percent it moved, with its sign.

    `is_change`: the number itself says how much something moved. `in_place`: it is looked for only in the texts beside
    it, and there a name of one word is enough.
    """

    name: str
    stems: frozenset[str]
    kind: Kind
    values: tuple[Value, ...]
    before: Value | None = None
    change: Decimal | None = None
    is_change: bool = False
    in_place: bool = False

    @property
    def every_time(self) -> frozenset[str]:
        """All times that it has a number of."""
        every = (*self.values, *((self.before,) if self.before else ()))
        return frozenset(time for value in every for time in value.times)

    def printed(self, allowed: Sequence[Value]) -> str:
        """ "the headline figure “complaints received” is 1,404"."""
        return f"{self.name} is {' or '.join(dict.fromkeys(value.printed for value in allowed))}"


def times_in(text: str) -> frozenset[str]:
    """The years, months and quarters a text names; a financial year is also each of its two."""
    return frozenset(_years(text)) | {match[0].lower() for match in _TIMES.finditer(text)}


def said_times(text: str) -> frozenset[str]:
    """As `times_in`, for a sentence: a year is what it is called, and a budget is a time of its own."""
    found = {_year(match) for match in _YEARS.finditer(text)} | {match[0].lower() for match in _TIMES.finditer(text)}
    return frozenset({*found, _BUDGET_WORD} if _BUDGET.search(text) else found)


def _year(match: re.Match[str]) -> str:
    return f"{match['first']}-{match['last'][-2:]}" if match["last"] else match["first"]


def _years(text: str) -> Iterator[str]:
    for match in _YEARS.finditer(text):
        first = int(match["first"])
        yield _year(match)
        if match["last"]:
            yield from (str(first), str(first + 1))
        else:
            yield from (FinancialYear(first - 1).key, FinancialYear(first).key)


def facts_of_figures(figures: Iterable[FigureFacts]) -> Iterator[Fact]:
    """Every headline figure that is a number. One of "change on the year before" is of the figure before it."""
    before: tuple[FigureFacts, Fact] | None = None
    for figure in figures:
        stems = frozenset(stems_of(figure.label))
        own = stems - _MOVED - _SEEN
        if not own - _BASE and before is not None and before[0].place is figure.place:
            yield from _moved(figure, before[1])
            continue
        fact = _fact(figure, stems, own)
        if fact is not None:
            before = figure, fact
            yield fact


def _moved(figure: FigureFacts, of: Fact) -> Iterator[Fact]:
    read = _read(figure.value)
    if read is not None and read[1] == "%":
        name = f"the headline figure “{figure.label}”"
        yield Fact(name, of.stems, Kind.PERCENT, (_value(figure.value, figure.period, read[0]),), is_change=True)


def _fact(figure: FigureFacts, stems: frozenset[str], own: frozenset[str]) -> Fact | None:
    read = _read(figure.value)
    kind = _KINDS.get(read[1]) if read is not None else None
    if read is None or kind is None or not own:
        return None
    signed = read[0] < 0 or figure.value.strip()[:1] == "+"
    amount = -read[0] if stems & _DOWN and read[0] > 0 else read[0]
    was = _read(figure.previous or "")
    # What stands as "253" before "241 days" is counted as it is.
    former = was[0] if was is not None and was[1] in {read[1], ""} else None
    before = _value(figure.previous or "", figure.previous_period or "", former) if former is not None else None
    return Fact(
        name=f"the headline figure “{figure.label}”",
        stems=own,
        kind=kind,
        values=(_value(figure.value, figure.period, amount),),
        before=before,
        change=(read[0] - former) / abs(former) * _HUNDRED if former else None,
        is_change=signed or bool(stems & _MOVED),
    )


def _read(printed: str) -> tuple[Decimal, str] | None:
    """As `number_of`, also of a rise with its plus."""
    return number_of(printed.strip().removeprefix("+"))


def _value(printed: str, period: str, amount: Decimal) -> Value:
    long = _LONG.search(printed)
    places = len(printed.partition(".")[2].rstrip("%kM ")) if "." in printed else 0
    step = Decimal(1).scaleb(-places) * (_TIMES_OF[long[0]] if long else 1)
    shown = f"{printed} ({period})" if period else printed
    return Value(amount, shown, step, times_in(period))


def facts_of_money(money: MoneyFacts, year: FinancialYear) -> Iterator[Fact]:
    """The lines of the finance table and the shares of spend; what the whole service cost goes by other names too."""
    following = FinancialYear(year.year + 1)
    for line in money.finance:
        values = [_millions(line.actual, year, "")]
        if line.budget is not None:
            values.append(_millions(line.budget, following, _BUDGET_WORD))
        name = f"“{line.label}” in the finance table"
        for words in (line.label, *(_OTHER_NAMES[line.side] if line.is_total else ())):
            yield Fact(name, frozenset(stems_of(words)), Kind.MONEY, tuple(values), in_place=True)
    for share in money.shares:
        before = FinancialYear(year.year - 1)
        yield Fact(
            name=f"the share of “{share.function}”",
            stems=frozenset(stems_of(share.function)),
            kind=Kind.PERCENT,
            values=(_share(share.percent, year),),
            before=None if share.previous is None else _share(share.previous, before),
            in_place=True,
        )


_OTHER_NAMES: Final = {
    FinanceSide.COST: ("total cost", "total spent", "total spending"),
    FinanceSide.FINANCED_BY: ("total income", "total financing"),
}


def _millions(printed: str, year: FinancialYear, also: str) -> Value:
    amount = amount_of(printed)
    step = Decimal(1).scaleb(-len(printed.partition(".")[2])) * _MILLION
    shown = f"£{printed} million ({f'{also} ' if also else ''}{year.key})"
    return Value(amount * _MILLION, shown, step, frozenset({year.key, also} if also else {year.key}))


def _share(percent: Decimal, year: FinancialYear) -> Value:
    return Value(percent, f"{percent_text(percent)} ({year.key})", _place(percent), frozenset({year.key}))


def _place(percent: Decimal) -> Decimal:
    exponent = percent.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
