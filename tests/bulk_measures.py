"""Many measures with many months at once, in one load: for query counts and for speed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.measures.models import Measure, MeasureLoad, MeasureValue
from tracker.measures.rules import (
    Engine,
    LoadSource,
    Marking,
    MeasureType,
    Polarity,
    Unit,
    ValueState,
    month_of,
    window,
)
from tracker.plan.models import Priority

LAST = date(2024, 8, 1)
"""The newest month of what is made here, by default."""


def make_load(session: Session, *, on: date = TODAY, source: LoadSource = LoadSource.FILE) -> MeasureLoad:
    """The next vintage, empty."""
    number = (session.scalar(select(func.max(MeasureLoad.number))) or 0) + 1
    load = MeasureLoad(number=number, source=source, origin=f"figures-{number}.csv", loaded_on=on, loaded_by="Bulk")
    session.add(load)
    session.flush()
    return load


def make_measure(session: Session, priority: Priority, code: str, **more: object) -> Measure:
    """A count of which neither way is better, without a group, unless a test says more."""
    position = session.scalar(select(func.count(Measure.id)).where(Measure.priority_id == priority.id)) or 0
    facts: dict[str, object] = {
        "name": f"Measure {code}",
        "kind": MeasureType.COUNT,
        "unit": Unit.COUNT,
        "polarity": Polarity.NONE,
        "engine": Engine.EXCEPTIONS,
        "position": position + 1,
    }
    measure = Measure(code=code, priority=priority, **{**facts, **more})
    session.add(measure)
    session.flush()
    return measure


def add_months(
    session: Session,
    measure: Measure,
    values: tuple[object, ...],
    *,
    last: date = LAST,
    load: MeasureLoad | None = None,
) -> None:
    """Final figures of consecutive months that end with `last`; None: no figure of that month."""
    stored = load or make_load(session)
    for month, value in zip(window(month_of(last), len(values)), values, strict=True):
        if value is not None:
            session.add(
                MeasureValue(
                    measure=measure,
                    load=stored,
                    month=month,
                    value=Decimal(str(value)),
                    state=ValueState.FINAL,
                    marking=Marking.NONE,
                )
            )
    session.flush()


def add_measures(
    session: Session,
    count: int,
    priority: Priority,
    *,
    months: int = 60,
    last: date = LAST,
    prefix: str = "BULK",
) -> None:
    """Counts "BULK_1" … of the priority, each with so many months of noise; the same ones every time."""
    load = make_load(session)
    chance = np.random.default_rng(7)
    measures = [make_measure(session, priority, f"{prefix}_{place}") for place in range(1, count + 1)]
    rows = [
        {
            "measure_id": measure.id,
            "load_id": load.id,
            "month": month,
            "value": Decimal(int(value)),
            "state": ValueState.FINAL,
            "marking": Marking.NONE,
        }
        for measure in measures
        for month, value in zip(window(last, months), chance.normal(1000, 50, months), strict=True)
    ]
    session.execute(insert(MeasureValue), rows)
