"""The months of a measure as its page lists them: the figure, its parts, what it is worth and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.measures.rules import Marking, MeasureType, Unit, ValueState
from tracker.measures.rules_peer_rows import plain_number
from tracker.measures.rules_windows import MonthValue
from tracker.measures.rules_words import NONE_RECORDED, value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One figure. `numerator` and `denominator` are empty where its type has no parts; `marking` where it has none.

    `load` is the number of the load it came with.
    """

    month: date
    value: str
    numerator: str
    denominator: str
    state: ValueState
    marking: str
    reason: str | None
    load: int


def month_line(
    value: MonthValue, kind: MeasureType, unit: Unit, *, load: int, marking: Marking, cleared: bool, reason: str | None
) -> MonthLine:
    """As it is printed."""
    return MonthLine(
        month=value.month,
        value=month_words(value, unit),
        numerator=_above(value.numerator, kind, unit),
        denominator="" if value.denominator is None else plain_number(value.denominator),
        state=value.state,
        marking=marking_words(marking, cleared=cleared),
        reason=reason,
        load=load,
    )


def month_words(value: MonthValue, unit: Unit) -> str:
    """The figure of a month, a survey's with its ±."""
    if value.value is None:
        return NONE_RECORDED
    margin = "" if value.margin is None else f" ± {plain_number(value.margin)}"
    return f"{value_words(value.value, unit)}{margin}"


def marking_words(marking: Marking, *, cleared: bool) -> str:
    """ "OFFICIAL SENSITIVE", "OFFICIAL SENSITIVE, cleared for publication", or nothing."""
    if marking is Marking.NONE:
        return ""
    return f"{marking.label}, cleared for publication" if cleared else marking.label


def parts_headings(kind: MeasureType) -> tuple[str, str] | None:
    """What the two parts of a type are called; None where it has none."""
    if not kind.has_parts:
        return None
    return ("Total time", "Cases") if kind is MeasureType.MEAN_TIME else ("Numerator", "Denominator")


def _above(numerator: Decimal | None, kind: MeasureType, unit: Unit) -> str:
    if numerator is None:
        return ""
    return value_words(numerator, unit) if kind is MeasureType.MEAN_TIME else plain_number(numerator)
