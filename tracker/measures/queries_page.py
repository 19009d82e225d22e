"""Everything the page of one measure shows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.documents.blocks import Status
from tracker.documents.charts_control import control_figure
from tracker.documents.html import render_block
from tracker.measures.models import Measure, MeasureLoad
from tracker.measures.models_summary import MeasureContext
from tracker.measures.queries import measure_rules
from tracker.measures.queries_values import InForce, records_of, values_in_force
from tracker.measures.rules_areas import Sum, cannot_add, sums
from tracker.measures.rules_key import engine_lines
from tracker.measures.rules_months import MonthLine, month_line
from tracker.measures.rules_peer_rows import PeerRow, Said, peer_rows
from tracker.measures.rules_reasons import Reason, reasons
from tracker.measures.rules_record_chart import record_chart
from tracker.measures.rules_rows import StandingRow, standing_row
from tracker.measures.rules_shown import exceptions_shown
from tracker.measures.rules_standing import MeasureRecord, MeasureRules, Standing, standings
from tracker.measures.rules_weighting import false_alarm_words
from tracker.measures.rules_words import target_words

PEER_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area beside the whole."""

    area: str
    row: StandingRow


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of a measure in a month, and for the month and the 12 months what they add up to.

    `why_not` says why nothing can be added up, where nothing ever can.
    """

    lines: tuple[AreaLine, ...]
    month: tuple[Sum, ...]
    twelve_months: tuple[Sum, ...]
    why_not: str

    @property
    def adds_up(self) -> bool:
        return all(each.adds_up for each in (*self.month, *self.twelve_months))


@dataclass(frozen=True, slots=True)
class MeasureStory:
    """A measure in one of its months. `months` are those anything is on record of, newest first."""

    record: MeasureRecord
    months: tuple[date, ...]
    standing: Standing
    row: StandingRow
    exceptions: Status | None
    reasons: tuple[Reason, ...]
    target: str
    chart: Markup | None
    lines: tuple[MonthLine, ...]
    loads: Mapping[int, MeasureLoad]
    peers: tuple[PeerRow, ...]
    areas: Areas | None
    context: MeasureContext | None
    key: tuple[str, ...]
    false_alarms: str


def story_of(session: Session, measure: Measure, asked: date | None, on: date) -> MeasureStory | None:
    """In the month asked for where anything is on record of it, else in the newest; None where nothing is at all."""
    rules = measure_rules(session, on)
    record, *of_areas = records_of(session, [measure, *_standing(measure.areas)])
    months = tuple(sorted({*record.values, *record.supplied}, reverse=True))
    if not months:
        return None
    month = asked if asked in months else record.newest or months[0]
    standing, *areas = standings([record, *of_areas], month, rules)
    lines = _lines(measure, values_in_force(session, [measure.id]).get(measure.id, {}))
    contexts = _contexts(session, measure.id)
    target = standing.target
    return MeasureStory(
        record=record,
        months=months,
        standing=standing,
        row=standing_row(standing, withhold=False),
        exceptions=exceptions_shown(standing),
        reasons=reasons(standing, rules),
        target="" if target is None else target_words(target.sense, target.value, record.unit),
        chart=_chart(record, month, rules),
        lines=lines,
        loads=_loads(session, {line.load for line in lines}),
        peers=peer_rows(record, month, PEER_MONTHS, _said(record, contexts)),
        areas=_areas(standing, areas, _standing(measure.areas)),
        context=contexts.get(Quarter.of(month).key),
        key=engine_lines(record.engine, rules),
        false_alarms=false_alarm_words(1, rules.exceptions),
    )


def _standing(areas: Sequence[Measure]) -> list[Measure]:
    return [each for each in areas if each.withdrawn_on is None]


def _chart(record: MeasureRecord, month: date, rules: MeasureRules) -> Markup | None:
    chart = record_chart(record, month, rules)
    return None if chart is None else render_block(control_figure(chart), first_id="chart")


def _lines(measure: Measure, values: Mapping[date, InForce]) -> tuple[MonthLine, ...]:
    return tuple(
        month_line(
            each.value,
            measure.kind,
            measure.unit,
            load=each.load,
            marking=each.marking,
            cleared=each.cleared,
            reason=each.reason,
        )
        for _, each in sorted(values.items(), reverse=True)
    )


def _loads(session: Session, numbers: set[int]) -> Mapping[int, MeasureLoad]:
    wanted = select(MeasureLoad).where(MeasureLoad.number.in_(sorted(numbers))).order_by(MeasureLoad.number)
    return {load.number: load for load in session.scalars(wanted)}


def _contexts(session: Session, measure_id: int) -> Mapping[str, MeasureContext]:
    wanted = select(MeasureContext).where(MeasureContext.measure_id == measure_id).order_by(MeasureContext.quarter)
    return {context.quarter: context for context in session.scalars(wanted)}


def _said(record: MeasureRecord, contexts: Mapping[str, MeasureContext]) -> dict[date, Said]:
    found = {}
    for month in record.peers:
        context = contexts.get(Quarter.of(month).key)
        if context is not None and context.peers is not None:
            found[month] = Said(context.peers, context.peers_basis or "")
    return found


def _areas(whole: Standing, areas: Sequence[Standing], measures: Sequence[Measure]) -> Areas | None:
    if not areas:
        return None
    kind = whole.record.kind
    return Areas(
        lines=tuple(
            AreaLine(measure.area or "", standing_row(each, withhold=False))
            for measure, each in zip(measures, areas, strict=True)
        ),
        month=sums(kind, whole.figures.month, [(each.record.kind, each.figures.month) for each in areas]),
        twelve_months=sums(
            kind, whole.figures.twelve_months, [(each.record.kind, each.figures.twelve_months) for each in areas]
        ),
        why_not=cannot_add(kind, [each.record.kind for each in areas]),
    )
