"""Many measures with many months at once, in one load: for query counts and for speed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.factories_measures import NEWEST, give_figures, make_load
from tracker.measures.models import Measure, MeasureLoad, MeasureValue
from tracker.measures.rules import (
    Engine,
    Marking,
    MeasureType,
    Polarity,
    Unit,
    ValueState,
    window,
)
from tracker.plan.models import Priority


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
    last: date = NEWEST,
    load: MeasureLoad | None = None,
) -> None:
    """Final figures of consecutive months that end with `last`; None: no figure of that month."""
    give_figures(session, measure, values, last=last, load=load, state=ValueState.FINAL)


def add_measures(
    session: Session,
    count: int,
    priority: Priority,
    *,
    months: int = 60,
    last: date = NEWEST,
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
