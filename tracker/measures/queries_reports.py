"""What analysts wrote for a quarter, as its reports print it, and which months a dashboard can be drawn for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.measures.models import MeasureLoad, MeasureValue
from tracker.measures.models_summary import CommentaryPage, MeasureContext


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
    """The months that have a figure in a load of that day or before, the oldest first."""
    wanted = (
        select(MeasureValue.month)
        .join(MeasureLoad, MeasureLoad.id == MeasureValue.load_id)
        .where(MeasureLoad.loaded_on <= on)
        .distinct()
        .order_by(MeasureValue.month)
    )
    return session.scalars(wanted).all()
