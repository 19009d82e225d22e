"""How long it takes to gather and to draw the measures of both reports: 100 measures with 60 months each."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.bulk_measures import add_measures
from tests.factories import TODAY, make_plan, make_priority
from tracker.dates import Quarter
from tracker.db import Base
from tracker.documents.pdf import render
from tracker.measures.models import Measure, MeasureGroup
from tracker.plan.models import Priority
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.layout_highlight import highlight_document

QUARTER = Quarter.parse("2024-25-Q2")
PRIORITIES, MEASURES, PER_GROUP = 4, 25, 5

Made = TypeVar("Made")


def run() -> None:
    """Prints the time of each step."""
    print(f"Reports of {PRIORITIES * MEASURES} measures with 60 months each:")
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        plan = make_plan(session)
        for number in range(1, PRIORITIES + 1):
            _fill(session, make_priority(session, plan, number))
        session.commit()
        session.expunge_all()
        highlight = _timed("gather the highlight report", lambda: gather_highlight(session, QUARTER, TODAY))
        session.expunge_all()
        dashboard = _timed("gather the dashboard", lambda: gather_dashboard(session, QUARTER, TODAY))
    document = _timed("lay out the highlight report", lambda: highlight_document(highlight))
    _timed("draw it as PDF", lambda: render(document))
    board = _timed("lay out the dashboard", lambda: dashboard_document(dashboard))
    _timed("draw it as PDF", lambda: render(board))


def _fill(session: Session, priority: Priority) -> None:
    add_measures(session, MEASURES, priority, prefix=f"P{priority.number}")
    for place, measure in enumerate(session.query(Measure).filter_by(priority_id=priority.id).order_by(Measure.id)):
        if place % PER_GROUP == 0:
            group = MeasureGroup(priority=priority, name=f"Group {place // PER_GROUP + 1}", position=place)
            session.add(group)
        measure.group = group


def _timed(what: str, make: Callable[[], Made]) -> Made:
    began = time.perf_counter()
    made = make()
    print(f"  {1000 * (time.perf_counter() - began):6.0f} ms to {what}")
    return made


if __name__ == "__main__":
    run()
