"""Figures that come worked out, and what analysts write about measures."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tracker.measures.models import Measure, MeasureGroup, MeasureLoad
from tracker.measures.models_summary import (
    ColumnMap,
    ColumnMapLine,
    CommentaryPage,
    CommentaryText,
    FigureConfirmation,
    MeasureContext,
    MeasureSummary,
)
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_summaries import (
    ColumnMapLineRow,
    ColumnMapRow,
    CommentaryPageRow,
    CommentaryTextRow,
    FigureConfirmationRow,
    MeasureContextRow,
    MeasureSummaryRow,
)
from tracker.writing import flush

Measures = Mapping[str, Measure]
Loads = Mapping[int, MeasureLoad]
Groups = Mapping[tuple[str, int, str], MeasureGroup]


def load_summaries(session: Session, seeds: SeedSet, *, measures: Measures, loads: Loads, groups: Groups) -> None:
    """Expects a checked seed set."""
    for row in seeds.of(MeasureSummaryRow):
        session.add(_summary(row, measures, loads))
    for context in seeds.of(MeasureContextRow):
        session.add(
            MeasureContext(
                measure=measures[context.measure],
                quarter=context.quarter,
                words=context.words,
                peers=context.peers,
                peers_basis=context.peers_basis,
            )
        )
    flush(session)
    _load_pages(session, seeds, groups)
    _load_maps(session, seeds)


def _summary(row: MeasureSummaryRow, measures: Measures, loads: Loads) -> MeasureSummary:
    return MeasureSummary(
        measure=measures[row.measure],
        load=loads[row.load],
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


def _load_pages(session: Session, seeds: SeedSet, groups: Groups) -> None:
    pages = {
        (row.plan, row.priority, row.group, row.quarter): CommentaryPage(
            group=groups[row.plan, row.priority, row.group], quarter=row.quarter, no_surprises=row.no_surprises
        )
        for row in seeds.of(CommentaryPageRow)
    }
    session.add_all(pages.values())
    for text in seeds.of(CommentaryTextRow):
        session.add(
            CommentaryText(
                page=pages[text.plan, text.priority, text.group, text.quarter],
                block=text.block,
                text=text.text,
                written_by=text.written_by,
            )
        )
    for figure in seeds.of(FigureConfirmationRow):
        session.add(
            FigureConfirmation(
                page=pages[figure.plan, figure.priority, figure.group, figure.quarter],
                sentence_digest=figure.sentence_digest,
                figure=figure.figure,
                source=figure.source,
                confirmed_on=figure.confirmed_on,
                confirmed_by=figure.confirmed_by,
            )
        )
    flush(session)


def _load_maps(session: Session, seeds: SeedSet) -> None:
    maps = {row.name: ColumnMap(name=row.name, layout=row.layout) for row in seeds.of(ColumnMapRow)}
    session.add_all(maps.values())
    for line in seeds.of(ColumnMapLineRow):
        session.add(ColumnMapLine(map=maps[line.map], role=line.role, heading=line.heading))
    flush(session)
