"""Creating a measure and changing what is said of it. Its figures come by loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Duplicate, NotFound
from tracker.measures.commands_history import expect_measure_stands, subject_of
from tracker.measures.models import Measure, MeasureGroup, MeasureTarget, MeasureValue, PeerFigure
from tracker.measures.models_summary import MeasureSummary
from tracker.measures.rules import Engine, MeasureType, Polarity, Unit
from tracker.measures.rules_changes import (
    AreaInAnotherUnit,
    AreaTaken,
    CodeTaken,
    GroupOfAnotherPriority,
    HasAreasItself,
    NoteOfAWholeOnly,
    OwnRelation,
    OwnWhole,
    PriorityNotInForce,
    WholeIsAnArea,
    WholeIsWithdrawn,
    check_area_named,
    check_code,
    check_type_stays,
    check_unit,
)
from tracker.plan.models import Priority
from tracker.plan.rules import PlanStatus, has_words
from tracker.writing import expect_version, flush, queue, touch

_Row = TypeVar("_Row", Priority, MeasureGroup, Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFacts:
    """What is said of a measure. `parent_id` and `area` go together: the whole, and the area of it this one counts."""

    name: str
    kind: MeasureType
    unit: Unit
    polarity: Polarity
    priority_id: int
    engine: Engine = Engine.EXCEPTIONS
    polarity_basis: str | None = None
    data_source: str | None = None
    group_id: int | None = None
    parent_id: int | None = None
    area: str | None = None
    areas_note: str | None = None
    related_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateMeasure:
    code: str
    facts: MeasureFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMeasure:
    """`position`: its place in its group, counted from 1; None leaves it. `reason` may be None."""

    version: int
    facts: MeasureFacts
    position: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """The rows that a measure's facts name."""

    priority: Priority
    group: MeasureGroup | None
    whole: Measure | None
    related: Measure | None


def create_measure(session: Session, command: CreateMeasure, *, by: Actor) -> Measure:
    """Last in its group.

    Raises NotACode, CodeIsReserved, CodeTaken, PriorityNotInForce, NotFound or a refusal of `_check`.
    """
    check_code(command.code)
    facts, place = command.facts, _place(session, command.facts)
    _check_in_force(place.priority)
    _check(facts, place, None)
    queue(session)
    if session.scalar(select(exists().where(Measure.code == command.code))):
        raise CodeTaken(command.code)
    measure = Measure(code=command.code, position=_last(session, facts) + 1, targets=[], baselines=[], areas=[])
    _say(measure, facts, place)
    session.add(measure)
    try:
        flush(session)
    except Duplicate as error:
        raise CodeTaken(command.code) from error
    changes = difference({}, words_of(measure))
    record(session, Event.MEASURE_CREATED, by=by, subject=subject_of(measure), changes=changes)
    return measure


def edit_measure(session: Session, measure: Measure, command: EditMeasure, *, by: Actor) -> bool:
    """Whether anything changed. A priority whose plan is no longer in force may stay.

    Raises MeasureIsWithdrawn, Stale, TypeIsFixed, PriorityNotInForce, NotFound or a refusal of `_check`.
    """
    expect_measure_stands(measure)
    expect_version(measure.code, measure, command.version)
    facts, place = command.facts, _place(session, command.facts)
    if place.priority is not measure.priority:
        _check_in_force(place.priority)
    before_after = (measure.kind, measure.unit), (facts.kind, facts.unit)
    check_type_stays(measure.code, *before_after, has_figures=has_figures(session, measure))
    _check(facts, place, measure)
    before = words_of(measure)
    with session.no_autoflush:
        _say(measure, facts, place)
        if command.position is not None:
            measure.position = command.position
        changes = difference(before, words_of(measure))
    if not changes:
        return False
    touch(measure)
    flush(session)
    reason = command.reason if has_words(command.reason) else None
    record(session, Event.MEASURE_CHANGED, by=by, subject=subject_of(measure), changes=changes, reason=reason)
    return True


def has_figures(session: Session, measure: Measure) -> bool:
    """Whether anything on record of it is counted in its unit: figures, summaries, peers or targets."""
    held = (MeasureValue, MeasureSummary, PeerFigure, MeasureTarget)
    wanted = select(*(exists().where(table.measure_id == measure.id) for table in held))
    return any(session.execute(wanted).one())


def words_of(measure: Measure) -> dict[str, str | None]:
    """For the log."""
    place = measure.priority
    return {
        "Name": measure.name,
        "Type": measure.kind.label,
        "Counted as": measure.unit.label,
        "Which way is better": measure.polarity.label,
        "Basis of that": measure.polarity_basis,
        "Source": measure.data_source,
        "Priority": f"{place.plan.code}, priority {place.number}: {place.title}",
        "Group": measure.group.name if measure.group else None,
        "Place in the order": str(measure.position),
        "Whole": measure.parent.code if measure.parent else None,
        "Area": measure.area,
        "Why its areas do not add up": measure.areas_note,
        "Nearest measure of another plan": measure.related.code if measure.related else None,
        "Judged by": measure.engine.label,
        "Note": measure.note,
    }


def _place(session: Session, facts: MeasureFacts) -> _Place:
    """Raises NotFound."""
    return _Place(
        _found(session, Priority, facts.priority_id, "priority"),
        None if facts.group_id is None else _found(session, MeasureGroup, facts.group_id, "group of measures"),
        None if facts.parent_id is None else _found(session, Measure, facts.parent_id, "measure"),
        None if facts.related_id is None else _found(session, Measure, facts.related_id, "measure"),
    )


def _check(facts: MeasureFacts, place: _Place, measure: Measure | None) -> None:
    """Raises UnitDoesNotFit, GroupOfAnotherPriority, OwnRelation or a refusal of `_check_area`."""
    check_unit(facts.kind, facts.unit)
    group = place.group
    if group is not None and group.priority is not place.priority:
        raise GroupOfAnotherPriority(group.name, f"{group.priority.plan.code}, priority {group.priority.number}")
    if measure is not None and place.related is measure:
        raise OwnRelation
    _check_area(facts, place.whole, measure)


def _check_area(facts: MeasureFacts, whole: Measure | None, measure: Measure | None) -> None:
    """Raises AreaAndWholeTogether, OwnWhole, WholeIsAnArea, WholeIsWithdrawn, HasAreasItself, AreaInAnotherUnit,
    AreaTaken or NoteOfAWholeOnly.
    """
    check_area_named(None if whole is None else whole.code, facts.area)
    areas = [] if measure is None else measure.areas
    others = [*areas, *([] if whole is None else [whole])]
    for other in others:
        if other.unit is not facts.unit and other is not measure:
            raise AreaInAnotherUnit(other.code, other.unit)
    if whole is not None:
        _check_whole(facts, whole, measure)
        if areas and measure is not None:
            raise HasAreasItself(measure.code, [area.code for area in areas])


def _check_whole(facts: MeasureFacts, whole: Measure, measure: Measure | None) -> None:
    if whole is measure:
        raise OwnWhole
    if whole.parent_id is not None:
        raise WholeIsAnArea(whole.code)
    if whole.withdrawn_on is not None and (measure is None or measure.parent is not whole):
        raise WholeIsWithdrawn(whole.code)
    if has_words(facts.areas_note):
        raise NoteOfAWholeOnly(whole.code)
    for other in whole.areas:
        if other is not measure and (other.area or "").casefold() == (facts.area or "").casefold():
            raise AreaTaken(other.area or "", other.code)


def _check_in_force(priority: Priority) -> None:
    plan = priority.plan
    if plan.status is not PlanStatus.CURRENT:
        raise PriorityNotInForce(plan.code, plan.status)


def _say(measure: Measure, facts: MeasureFacts, place: _Place) -> None:
    measure.name, measure.kind, measure.unit = facts.name, facts.kind, facts.unit
    measure.polarity, measure.polarity_basis = facts.polarity, facts.polarity_basis
    measure.data_source, measure.engine, measure.note = facts.data_source, facts.engine, facts.note
    measure.priority, measure.group, measure.related = place.priority, place.group, place.related
    measure.parent, measure.area, measure.areas_note = place.whole, facts.area, facts.areas_note


def _last(session: Session, facts: MeasureFacts) -> int:
    """The highest place among the measures it will stand with."""
    of_group = Measure.group_id.is_(None) if facts.group_id is None else Measure.group_id == facts.group_id
    wanted = select(func.max(Measure.position)).where(Measure.priority_id == facts.priority_id, of_group)
    return session.scalar(wanted) or 0


def _found(session: Session, table: type[_Row], key: int, what: str) -> _Row:
    """What a drop-down named. Raises NotFound."""
    row = session.get(table, key)
    if row is None:
        raise NotFound(what, str(key))
    return row
