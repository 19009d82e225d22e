"""What analysts wrote for a quarter, as its reports print it, and which months a dashboard can be drawn for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select, union
from sqlalchemy.orm import Session, selectinload

from tracker.measures.models import MeasureLoad, MeasureValue
from tracker.measures.models_summary import CommentaryPage, MeasureContext, MeasureSummary


def commentary_in(session: Session, quarter: str) -> Sequence[CommentaryPage]:
    """The pages of every group in a quarter, by its key, with their texts."""
    return session.scalars(
        select(CommentaryPage)
        .where(CommentaryPage.quarter == quarter)
        .order_by(CommentaryPage.group_id)
        .options(selectinload(CommentaryPage.texts))
    ).all()


def contexts_in(session: Session, quarter: str) -> Mapping[int, MeasureContext]:
    """What is said of each measure in a quarter, by the id of the measure."""
    wanted = select(MeasureContext).where(MeasureContext.quarter == quarter).order_by(MeasureContext.measure_id)
    return {context.measure_id: context for context in session.scalars(wanted)}


def months_loaded(session: Session, on: date) -> Sequence[date]:
    """The months that have a figure or a summary in a load of that day or before, the oldest first."""
    loads = select(MeasureLoad.id).where(MeasureLoad.loaded_on <= on)
    months = union(
        select(MeasureValue.month).where(MeasureValue.load_id.in_(loads)),
        select(MeasureSummary.month).where(MeasureSummary.load_id.in_(loads)),
    ).subquery()
    return session.scalars(select(months.c.month).order_by(months.c.month)).all()
