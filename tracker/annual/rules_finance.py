"""Whether the money of an annual report adds up, at the digit it is printed with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from tracker.annual.rules import FinanceSide
from tracker.errors import DomainError

_AMOUNT: Final = re.compile(
    r"(?P<sign>[-−–]?)£?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.(?P<rest>[0-9]{1,6}))?"
)
_BRACKETED: Final = re.compile(r"\(([^-−–()]+)\)[mM]?")
_POUND: Final = re.compile(r"^([-−–]?)£")
_POINT_FIRST: Final = re.compile(r"^(-?)\.(?=[0-9])")
_WHOLE: Final = Decimal(100)
_SMALLEST_SHARE, _LARGEST_SHARE = Decimal(-100), Decimal(200)
_MOST_POUNDS: Final = Decimal(1_000_000_000)
_PENNY: Final = Decimal("0.01")


class Column(Enum):
    """A column of the finance table."""

    ACTUAL = "actual"
    BUDGET = "budget"


class BadAmount(DomainError):
    """`what` is the question, `text` what was typed."""

    def __init__(self, what: str, text: str) -> None:
        self.what, self.text = what, text
        super().__init__(f"{what} must be an amount in £ million with its decimals, such as 34.825")


class BadPercent(DomainError):
    def __init__(self, what: str, text: str) -> None:
        self.what, self.text = what, text
        super().__init__(f"{what} must be a percentage between -100 and 200, such as 26 or -1")


class NameTwice(DomainError):
    """Two rows of a table have one name, so that nobody can tell them apart."""

    field = "note"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” stands in the table twice. Give one of the rows another name, or take it out")


class BadPounds(DomainError):
    """No amount of pounds above nothing, or more than anybody grants."""

    field = "amount"

    def __init__(self) -> None:
        super().__init__(
            "Enter the amount in pounds, such as 463000 or 463,000, above nothing and below £1,000 million"
        )


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A line of the finance table, as printed, in £m."""

    side: FinanceSide
    label: str
    actual: str
    budget: str | None
    is_total: bool = False

    def printed(self, column: Column) -> str | None:
        return self.actual if column is Column.ACTUAL else self.budget


@dataclass(frozen=True, slots=True)
class Imbalance:
    """Two sums of a column that should be the same. `difference` is the first less the second."""

    column: Column
    column_name: str
    first_name: str
    first: Decimal
    second_name: str
    second: Decimal
    decimals: int

    @property
    def difference(self) -> Decimal:
        return self.first - self.second

    @property
    def sentence(self) -> str:
        return (
            f"{self.column_name}: {self.first_name} {self._money(self.first)}, "
            f"{self.second_name} {self._money(self.second)}. The difference is {self._money(self.difference)}."
        )

    def _money(self, amount: Decimal) -> str:
        sign = "-" if amount < 0 else ""
        return f"{sign}£{abs(amount):,.{self.decimals}f}m"


@dataclass(frozen=True, slots=True)
class ShareSum:
    """What the shares of a year come to, which should be 100."""

    period: str
    total: Decimal

    @property
    def is_whole(self) -> bool:
        return self.total == _WHOLE

    @property
    def sentence(self) -> str:
        told = f"{self.period}: the shares come to {percent_text(self.total)}"
        return (
            f"{told}." if self.is_whole else f"{told}, not 100%. The difference is {percent_text(self.total - _WHOLE)}."
        )


def amount_of(printed: str) -> Decimal:
    """The number that is printed: "36.830", "-0.258", "1,250.0". Raises BadAmount."""
    match = _AMOUNT.fullmatch(printed.strip())
    if match is None:
        raise BadAmount("The amount", printed)
    digits = match["whole"].replace(",", "") + (f".{match['rest']}" if match["rest"] else "")
    amount = Decimal(digits)
    return -amount if match["sign"] else amount


def check_amount(text: str | None, what: str) -> str:
    """The amount as it is kept and printed: without blanks and £, with one kind of minus. Raises BadAmount.

    "(5)" is -5, as accounts write it, and ".5" is 0.5.
    """
    typed = _plain(text or "")
    if _AMOUNT.fullmatch(typed) is None:
        raise BadAmount(what, text or "")
    return typed


def _plain(text: str) -> str:
    typed = "".join(text.split())
    bracketed = _BRACKETED.fullmatch(typed)
    typed = f"-{bracketed[1]}" if bracketed else typed
    typed = typed[:-1] if typed.lower().endswith("m") else typed
    typed = _POUND.sub(r"\g<1>", typed).replace("−", "-").replace("–", "-")
    return _POINT_FIRST.sub(r"\g<1>0.", typed)


def check_percent(text: str | None, what: str) -> Decimal:
    """The percentage typed, with or without its sign. Raises BadPercent."""
    typed = "".join((text or "").split()).removesuffix("%")
    if "£" not in typed:
        typed = _plain(typed) if not typed.lower().endswith("m") else typed
    match = _AMOUNT.fullmatch(typed)
    if match is None or "£" in typed:
        raise BadPercent(what, text or "")
    amount = amount_of(typed)
    if not _SMALLEST_SHARE <= amount <= _LARGEST_SHARE:
        raise BadPercent(what, text or "")
    return amount


def check_names(names: Iterable[str]) -> None:
    """Raises NameTwice; capitals make no difference."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise NameTwice(name)
        seen.add(name.casefold())


def read_pounds(text: str | None) -> Decimal:
    """The amount typed, with or without £ and commas. Raises BadPounds."""
    match = _AMOUNT.fullmatch("".join((text or "").split()))
    if match is None or match["sign"]:
        raise BadPounds
    return check_pounds(amount_of(match[0]))


def check_pounds(amount: Decimal) -> Decimal:
    """Raises BadPounds."""
    if not 0 < amount < _MOST_POUNDS or amount != amount.quantize(_PENNY):
        raise BadPounds
    return amount


def pounds_text(amount: Decimal) -> str:
    """ "£463,000", "£1,250.50"."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def decimals_of(printed: str) -> int:
    """How many decimals an amount is printed with."""
    return len(printed.strip().partition(".")[2])


def percent_text(percent: Decimal) -> str:
    """ "26%", "-1%", "6.5%"."""
    shown = f"{percent:f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


def check_finance(lines: Sequence[MoneyLine], names: dict[Column, str]) -> list[Imbalance]:
    """What does not add up: a total that its lines do not come to, and a cost that is not met by its income.

    Sums are held against each other at the digit that is printed. `names` says what each column is called. A column in
    which a line has no amount yet is not judged.
    """
    found: list[Imbalance] = []
    for column in Column:
        amounts = [line.printed(column) for line in lines]
        if lines and None not in amounts:
            decimals = max(decimals_of(amount) for amount in amounts if amount is not None)
            found += _column(lines, column, names[column], decimals)
    return found


def _column(lines: Sequence[MoneyLine], column: Column, name: str, decimals: int) -> Iterable[Imbalance]:
    sides = {}
    for side in FinanceSide:
        of_side = [line for line in lines if line.side is side]
        summed = _sum((line for line in of_side if not line.is_total), column)
        sides[side] = summed
        for total in (line for line in of_side if line.is_total):
            sides[side] = stated = _sum((total,), column)
            if stated != summed:
                label = f"the total “{total.label}” is"
                yield Imbalance(column, name, label, stated, "its lines come to", summed, decimals)
    cost, income = sides[FinanceSide.COST], sides[FinanceSide.FINANCED_BY]
    if cost != income:
        yield Imbalance(column, name, "the cost is", cost, "the income is", income, decimals)


def _sum(lines: Iterable[MoneyLine], column: Column) -> Decimal:
    return sum((amount_of(line.printed(column) or "0") for line in lines), Decimal(0))


def share_sums(shares: Sequence[tuple[Decimal, Decimal | None]], year: str, year_before: str) -> list[ShareSum]:
    """What the shares of the year, and those of the year before where each is known, come to."""
    if not shares:
        return []
    found = [ShareSum(year, sum((now for now, _ in shares), Decimal(0)))]
    before = [previous for _, previous in shares if previous is not None]
    if before:
        found.append(ShareSum(year_before, sum(before, Decimal(0))))
    return found
