"""Figures that come worked out, and what analysts write about measures, as rows of a seed set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.measures.models import MeasureGroup
from tracker.measures.models_summary import (
    ColumnMap,
    CommentaryPage,
    MeasureContext,
    MeasureSummary,
)
from tracker.measures.rules import CommentaryBlock
from tracker.plan.models import Priority
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_summaries import (
    ColumnMapLineRow,
    ColumnMapRow,
    CommentaryPageRow,
    CommentaryTextRow,
    FigureConfirmationRow,
    MeasureContextRow,
    MeasureSummaryRow,
)
from tracker.seeds.write_measures import measures_in_order, place_among


def summary_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file of summaries, contexts, commentary and column maps."""
    places = {row.id: place for place, row in enumerate(measures_in_order(session))}
    pages = _pages(session)
    found = session.scalars(select(ColumnMap).options(selectinload(ColumnMap.columns)))
    maps = sorted(found, key=lambda row: row.name)
    return {
        MeasureSummaryRow: _summaries(session, places),
        MeasureContextRow: _contexts(session, places),
        CommentaryPageRow: [_page(row) for row in pages],
        CommentaryTextRow: [row for page in pages for row in _texts(page)],
        FigureConfirmationRow: [row for page in pages for row in _confirmations(page)],
        ColumnMapRow: [ColumnMapRow(name=row.name, layout=row.layout) for row in maps],
        ColumnMapLineRow: [
            ColumnMapLineRow(map=row.name, role=column.role, heading=column.heading)
            for row in maps
            for column in row.columns
        ],
    }


def _summaries(session: Session, places: Mapping[int, int]) -> Sequence[MeasureSummaryRow]:
    found = session.scalars(
        select(MeasureSummary).options(joinedload(MeasureSummary.load), joinedload(MeasureSummary.measure))
    )
    return [_summary(row) for row in sorted(found, key=place_among(places))]


def _summary(row: MeasureSummary) -> MeasureSummaryRow:
    return MeasureSummaryRow(
        load=row.load.number,
        measure=row.measure.code,
        month=row.month,
        month_value=row.month_value,
        three_months=row.three_months,
        twelve_months=row.twelve_months,
        margin=row.margin,
        yoy=row.yoy,
        yoy_unit=row.yoy_unit,
        trend=row.trend,
        one=row.one,
        two=row.two,
        three=row.three,
        eight=row.eight,
        weighting=row.weighting,
        marking=row.marking,
        note=row.note,
    )


def _contexts(session: Session, places: Mapping[int, int]) -> Sequence[MeasureContextRow]:
    found = session.scalars(select(MeasureContext).options(joinedload(MeasureContext.measure)))
    return [
        MeasureContextRow(
            measure=row.measure.code,
            quarter=row.quarter,
            words=row.words,
            peers=row.peers,
            peers_basis=row.peers_basis,
        )
        for row in sorted(found, key=lambda row: (row.quarter, places[row.measure_id]))
    ]


def _pages(session: Session) -> Sequence[CommentaryPage]:
    group = joinedload(CommentaryPage.group).joinedload(MeasureGroup.priority).joinedload(Priority.plan)
    found = session.scalars(
        select(CommentaryPage).options(
            group, selectinload(CommentaryPage.texts), selectinload(CommentaryPage.confirmations)
        )
    )

    def place(row: CommentaryPage) -> tuple[object, ...]:
        priority = row.group.priority
        return priority.plan.code, row.quarter, priority.number, row.group.position, row.group.name

    return sorted(found, key=place)


def _page(row: CommentaryPage) -> CommentaryPageRow:
    return CommentaryPageRow(
        plan=row.group.priority.plan.code,
        priority=row.group.priority.number,
        group=row.group.name,
        quarter=row.quarter,
        no_surprises=row.no_surprises,
    )


def _texts(page: CommentaryPage) -> Iterator[CommentaryTextRow]:
    order = {block: place for place, block in enumerate(CommentaryBlock)}
    for row in sorted(page.texts, key=lambda row: order[row.block]):
        yield CommentaryTextRow(
            plan=page.group.priority.plan.code,
            priority=page.group.priority.number,
            group=page.group.name,
            quarter=page.quarter,
            block=row.block,
            text=row.text,
            written_by=row.written_by,
        )


def _confirmations(page: CommentaryPage) -> Iterator[FigureConfirmationRow]:
    for row in page.confirmations:
        yield FigureConfirmationRow(
            plan=page.group.priority.plan.code,
            priority=page.group.priority.number,
            group=page.group.name,
            quarter=page.quarter,
            sentence_digest=row.sentence_digest,
            figure=row.figure,
            source=row.source,
            confirmed_on=row.confirmed_on,
            confirmed_by=row.confirmed_by,
        )
