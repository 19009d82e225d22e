"""Reading measures, their groups and loads. Their figures have `queries_values`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from tracker.accounts.queries import office_as_at
from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.measures.models import Measure, MeasureGroup, MeasureLoad
from tracker.measures.rules_exceptions import ExceptionRules
from tracker.measures.rules_standing import MeasureRules
from tracker.measures.rules_weighting import Points
from tracker.plan.models import Plan, Priority


def measure(session: Session, code: str) -> Measure:
    """By its code, in capitals or not, withdrawn or not, with its priority, group, whole and areas. Raises NotFound."""
    found = session.scalars(
        select(Measure)
        .where(Measure.code == code.upper())
        .options(
            joinedload(Measure.priority).joinedload(Priority.plan),
            joinedload(Measure.group),
            joinedload(Measure.parent),
            joinedload(Measure.related),
            selectinload(Measure.areas),
            selectinload(Measure.targets),
            selectinload(Measure.baselines),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("measure", code)
    return found


def group(session: Session, group_id: int) -> MeasureGroup:
    """With its priority and measures. Raises NotFound."""
    found = session.scalars(
        select(MeasureGroup)
        .where(MeasureGroup.id == min(group_id, LARGEST_KEY))
        .options(joinedload(MeasureGroup.priority).joinedload(Priority.plan), selectinload(MeasureGroup.measures))
    ).one_or_none()
    if found is None:
        raise NotFound("group of measures", str(group_id))
    return found


def groups(session: Session) -> Sequence[MeasureGroup]:
    """Every group, by plan (the newest first), priority and position, with its priority and plan."""
    return session.scalars(
        select(MeasureGroup)
        .join(MeasureGroup.priority)
        .join(Priority.plan)
        .order_by(Plan.starts.desc(), Plan.code, Priority.number, MeasureGroup.position, MeasureGroup.id)
        .options(contains_eager(MeasureGroup.priority).contains_eager(Priority.plan))
    ).all()


def measures(
    session: Session, *, priority_ids: Iterable[int] | None = None, on: date | None = None
) -> Sequence[Measure]:
    """Those of some priorities (None: of all) that are not withdrawn by `on` (None: withdrawn or not).

    By plan (the newest first), priority, group and position; those without a group first; with priority and group.
    """
    wanted = (
        select(Measure)
        .join(Measure.priority)
        .join(Priority.plan)
        .outerjoin(Measure.group)
        .order_by(
            *(Plan.starts.desc(), Plan.code, Priority.number),
            *(MeasureGroup.position.nulls_first(), MeasureGroup.id.nulls_first()),
            *(Measure.position, Measure.id),
        )
        .options(
            contains_eager(Measure.priority).contains_eager(Priority.plan),
            contains_eager(Measure.group),
            joinedload(Measure.parent),
        )
    )
    if priority_ids is not None:
        wanted = wanted.where(Measure.priority_id.in_(list(priority_ids)))
    if on is not None:
        wanted = wanted.where(_stands(on))
    return session.scalars(wanted).all()


def load(session: Session, number: int) -> MeasureLoad:
    """By its number, with its file. Raises NotFound."""
    found = session.scalars(
        select(MeasureLoad).where(MeasureLoad.number == min(number, LARGEST_KEY)).options(joinedload(MeasureLoad.file))
    ).one_or_none()
    if found is None:
        raise NotFound("load of figures", str(number))
    return found


def measure_rules(session: Session, on: date) -> MeasureRules:
    """The office's settings of exceptions and weighting in force on a day."""
    office = office_as_at(session, on)
    return MeasureRules(
        ExceptionRules(
            one=float(office.exception_one),
            two=float(office.exception_two),
            three=float(office.exception_three),
            eight=float(office.exception_eight),
            window=office.exception_window,
            one_before=office.exception_one_before,
            population=office.exception_population,
        ),
        Points(
            one=office.weight_one,
            two=office.weight_two,
            three=office.weight_three,
            eight=office.weight_eight,
            trend=office.weight_trend,
            significant=office.weight_significant,
        ),
    )


def _stands(on: date) -> ColumnElement[bool]:
    return or_(Measure.withdrawn_on.is_(None), Measure.withdrawn_on > on)
