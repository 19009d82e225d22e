"""What may be said of a measure and of a group, and when one may be withdrawn (RULES 4 and 13)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.measures.rules import MeasureType, Unit
from tracker.plan.rules import PlanStatus, has_words, quoted

_CODE: Final = re.compile(r"[A-Z0-9_]+", re.ASCII)

RESERVED: Final = frozenset({"CHANGED", "COMMENTARY", "ENTER", "GROUPS", "LOAD", "LOADS", "NEW", "PEERS"})
"""Codes that would read like the address of another page."""

_TIMES: Final = (Unit.DURATION, Unit.HOURS, Unit.DAYS)
UNITS: Final[Mapping[MeasureType, tuple[Unit, ...]]] = MappingProxyType(
    {
        # Hours that people gave are added up like anything that is counted.
        MeasureType.COUNT: (Unit.COUNT, *_TIMES),
        MeasureType.STOCK: (Unit.COUNT, *_TIMES),
        # Days lost per person are a rate too.
        MeasureType.RATE: (Unit.PERCENT, Unit.DAYS, Unit.HOURS),
        MeasureType.SUPPLIED_RATE: (Unit.PERCENT, Unit.DAYS, Unit.HOURS),
        MeasureType.SURVEY: (Unit.PERCENT,),
        MeasureType.MEAN_TIME: _TIMES,
        MeasureType.MEDIAN: tuple(Unit),
    }
)
"""What the figures of each type can be counted in."""


class NotACode(DomainError):
    field = "code"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{quoted(text)}” is not a code. Use capital letters, digits and underscores only.")


class CodeIsReserved(DomainError):
    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"Enter another code: “{code}” is part of the address of another page.")


class CodeTaken(DomainError):
    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code} is the code of another measure, withdrawn or not. Enter one that is not used yet.")


class UnitDoesNotFit(DomainError):
    field = "unit"

    def __init__(self, kind: MeasureType, unit: Unit) -> None:
        self.kind = kind
        self.unit = unit
        offered = ", ".join(each.label.lower() for each in UNITS[kind])
        super().__init__(
            f"“{kind.label}” cannot be counted as “{unit.label.lower()}”. Choose one of: {offered}; or another type."
        )


class TypeIsFixed(DomainError):
    """`field` is the question that was answered otherwise: "kind" or "unit"."""

    def __init__(self, code: str, field: str) -> None:
        self.code = code
        self.field = field
        super().__init__(
            f"{code} has figures or targets, and they would mean something else in another type or unit. "
            "Withdraw this measure and create another one."
        )


class PriorityNotInForce(DomainError):
    field = "priority_id"

    def __init__(self, plan_code: str, status: PlanStatus) -> None:
        self.plan_code = plan_code
        self.status = status
        super().__init__(f"{plan_code} is {status.label.lower()}. Choose a priority of a plan that is current.")


class GroupOfAnotherPriority(DomainError):
    field = "group_id"

    def __init__(self, group: str, place: str) -> None:
        self.group = group
        self.place = place
        super().__init__(
            f"“{quoted(group)}” is a group of {place}. Choose a group of the measure’s own priority, or none."
        )


class OwnRelation(DomainError):
    field = "related_id"

    def __init__(self) -> None:
        super().__init__("A measure is not its own relation. Choose another measure, or none.")


class AreaAndWholeTogether(DomainError):
    """`field` is the question without an answer: "area" or "parent_id"."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(
            "Enter the area this measure counts, or choose no whole."
            if field == "area"
            else "Choose the measure of the whole that this is an area of, or leave the area empty."
        )


class OwnWhole(DomainError):
    field = "parent_id"

    def __init__(self) -> None:
        super().__init__("A measure is no area of itself. Choose another measure of the whole, or none.")


class WholeIsAnArea(DomainError):
    field = "parent_id"

    def __init__(self, whole: str) -> None:
        self.whole = whole
        super().__init__(f"{whole} counts an area itself. Choose the measure of the whole.")


class WholeIsWithdrawn(DomainError):
    field = "parent_id"

    def __init__(self, whole: str) -> None:
        self.whole = whole
        super().__init__(f"{whole}, the measure of the whole, is withdrawn. Restore it first.")


class HasAreasItself(DomainError):
    field = "parent_id"

    def __init__(self, code: str, areas: Sequence[str]) -> None:
        self.code = code
        self.areas = tuple(areas)
        super().__init__(f"{code} has areas itself ({', '.join(areas)}), so it cannot be an area. Choose no whole.")


class AreaInAnotherUnit(DomainError):
    field = "unit"

    def __init__(self, other: str, unit: Unit) -> None:
        self.other = other
        self.unit = unit
        super().__init__(f"{other} is counted as “{unit.label.lower()}”. A whole and its areas share one unit.")


class AreaTaken(DomainError):
    field = "area"

    def __init__(self, area: str, code: str) -> None:
        self.area = area
        self.code = code
        super().__init__(f"{code} counts “{quoted(area)}” already. Enter another area.")


class NoteOfAWholeOnly(DomainError):
    field = "areas_note"

    def __init__(self, whole: str) -> None:
        self.whole = whole
        super().__init__(f"Only the measure of the whole says why its areas do not add up. Write this at {whole}.")


class GroupNameTaken(DomainError):
    field = "name"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"This priority has a group called “{quoted(name)}” already. Enter another name.")


class MeasureIsWithdrawn(DomainError):
    """An act on a measure that is withdrawn."""

    def __init__(self, code: str, withdrawn_on: date) -> None:
        self.code = code
        self.withdrawn_on = withdrawn_on
        super().__init__(
            f"{code} was withdrawn on {long_date(withdrawn_on)}. Nothing was changed. "
            "If it was right after all, open its page and restore it first."
        )


class MeasureNotWithdrawn(DomainError):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code} is not withdrawn. Nothing was changed.")


class AreasStand(DomainError):
    """A whole cannot go while its areas stay."""

    def __init__(self, code: str, areas: Sequence[str]) -> None:
        self.code = code
        self.areas = tuple(areas)
        super().__init__(f"{code} is the whole of {', '.join(areas)}. Withdraw these first, or move them.")


def check_code(code: str) -> None:
    """Raises NotACode, CodeIsReserved."""
    if _CODE.fullmatch(code) is None:
        raise NotACode(code)
    if code in RESERVED:
        raise CodeIsReserved(code)


def check_unit(kind: MeasureType, unit: Unit) -> None:
    """Raises UnitDoesNotFit."""
    if unit not in UNITS[kind]:
        raise UnitDoesNotFit(kind, unit)


def check_type_stays(
    code: str, before: tuple[MeasureType, Unit], after: tuple[MeasureType, Unit], *, has_figures: bool
) -> None:
    """The type and unit of a measure with figures are what these mean. Raises TypeIsFixed."""
    if has_figures and before != after:
        raise TypeIsFixed(code, "kind" if before[0] is not after[0] else "unit")


def check_area_named(whole: str | None, area: str | None) -> None:
    """An area has a whole and a whole's area a name, or neither. `whole` is its code. Raises AreaAndWholeTogether."""
    if whole is not None and not has_words(area):
        raise AreaAndWholeTogether("area")
    if whole is None and has_words(area):
        raise AreaAndWholeTogether("parent_id")


def check_withdrawable(code: str, standing_areas: Sequence[str]) -> None:
    """`standing_areas`: the codes of its areas that are not withdrawn. Raises AreasStand."""
    if standing_areas:
        raise AreasStand(code, standing_areas)
