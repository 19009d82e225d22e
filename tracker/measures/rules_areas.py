"""Whether the areas of a measure add up to its whole (RULES 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tracker.enums import LabelledEnum
from tracker.measures.rules import MeasureType, Unit
from tracker.measures.rules_windows import Figure
from tracker.measures.rules_words import value_words

_ADDED: Final = frozenset({MeasureType.COUNT, MeasureType.STOCK})


class Part(LabelledEnum):
    """What is added up: the figures themselves, or what they are worked out from."""

    VALUE = "value", "figures"
    NUMERATOR = "numerator", "numerators"
    DENOMINATOR = "denominator", "denominators"
    TIME = "time", "total times"
    CASES = "cases", "cases"


@dataclass(frozen=True, slots=True)
class Sum:
    """The areas together against the whole, for one of its parts."""

    part: Part
    areas: Decimal
    whole: Decimal

    @property
    def difference(self) -> Decimal:
        """What the areas come to above the whole; below zero where they fall short."""
        return self.areas - self.whole

    @property
    def adds_up(self) -> bool:
        return not self.difference

    def words(self, unit: Unit) -> str:
        """ "The figures of the areas come to 1,240: 10 fewer than the whole, 1,250." """
        printed = _unit_of(self.part, unit)
        areas, whole = value_words(self.areas, printed), value_words(self.whole, printed)
        if self.adds_up:
            return f"The {self.part.label} of the areas come to {areas}, as the whole does."
        gap = value_words(abs(self.difference), printed)
        more = "more" if self.difference > 0 else "less"
        return f"The {self.part.label} of the areas come to {areas}: {gap} {more} than the whole, {whole}."


def sums(kind: MeasureType, whole: Figure, areas: Sequence[tuple[MeasureType, Figure]]) -> tuple[Sum, ...]:
    """What can be added up and compared, each part by itself; nothing where a figure lacks or its type has no sum.

    A rate adds up where its numerators and its denominators do; a mean time where its times and its cases do.
    """
    if not areas or any(of is not kind for of, _ in areas):
        return ()
    figures = [figure for _, figure in areas]
    if kind in _ADDED:
        return _sum(Part.VALUE, whole.value, [each.value for each in figures])
    if not kind.has_parts:
        return ()
    above, below = (Part.NUMERATOR, Part.DENOMINATOR) if kind is MeasureType.RATE else (Part.TIME, Part.CASES)
    return (
        *_sum(above, whole.numerator, [each.numerator for each in figures]),
        *_sum(below, whole.denominator, [each.denominator for each in figures]),
    )


def cannot_add(kind: MeasureType, areas: Sequence[MeasureType]) -> str:
    """Why nothing can be added up whatever the figures are; an empty text where it can."""
    if any(of is not kind for of in areas):
        return "An area is of another type than the whole, so they cannot be added up."
    if kind not in _ADDED and not kind.has_parts:
        return f"Figures of the type “{kind.label}” cannot be added up."
    return ""


def _sum(part: Part, whole: Decimal | None, areas: Sequence[Decimal | None]) -> tuple[Sum, ...]:
    known = [each for each in areas if each is not None]
    if whole is None or len(known) < len(areas):
        return ()
    return (Sum(part, sum(known, Decimal(0)), whole),)


def _unit_of(part: Part, unit: Unit) -> Unit:
    """Times are in the unit of the measure; numerators, denominators and cases are counted."""
    return unit if part in {Part.VALUE, Part.TIME} else Unit.COUNT
