"""Measures of an office that has everything: builders of rows, and the rows of `full_office`."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Final

from tests.offices_inspections import AWKWARD, TABLE
from tracker.measures.rules import (
    CommentaryBlock,
    Engine,
    Layout,
    LoadSource,
    Marking,
    MeasureType,
    PeerStatus,
    Polarity,
    TargetSense,
    TrendWord,
    Unit,
    ValueState,
    YoyUnit,
)
from tracker.measures.rules_exceptions import Direction
from tracker.seeds.tables_measures import (
    MarkingClearanceRow,
    MeasureBaselineRow,
    MeasureGroupRow,
    MeasureLoadRow,
    MeasureRow,
    MeasureTargetRow,
    MeasureValueRow,
    PeerFigureRow,
)
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

APRIL, MAY, JUNE = date(2022, 4, 1), date(2022, 5, 1), date(2022, 6, 1)
LOADED: Final = date(2022, 6, 10)
SENTENCE: Final = hashlib.sha256(b"Nationally, 12 forces did better.").hexdigest()


def group(position: int, name: str, **changes: object) -> MeasureGroupRow:
    values: dict[str, object] = {"plan": "P-1", "priority": 1}
    return MeasureGroupRow(position=position, name=name, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def measure(code: str, position: int, **changes: object) -> MeasureRow:
    values: dict[str, object] = {
        "name": f"Measure {code}",
        "kind": MeasureType.COUNT,
        "unit": Unit.COUNT,
        "polarity": Polarity.LOWER,
        "polarity_basis": None,
        "data_source": None,
        "plan": "P-1",
        "priority": 1,
        "group": None,
        "parent": None,
        "area": None,
        "areas_note": None,
        "related": None,
        "engine": Engine.EXCEPTIONS,
        "note": None,
        "withdrawn_on": None,
        "withdrawn_reason": None,
    }
    return MeasureRow(code=code, position=position, **{**values, **changes})  # type: ignore[arg-type]  # as above


def measure_load(number: int, **changes: object) -> MeasureLoadRow:
    values: dict[str, object] = {
        "source": LoadSource.HAND,
        "origin": "A message",
        "file": None,
        "loaded_on": LOADED,
        "loaded_by": "Ann",
        "note": None,
    }
    return MeasureLoadRow(number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def figure(load: int, code: str, month: date, value: str | None, **changes: object) -> MeasureValueRow:
    values: dict[str, object] = {
        "value": None if value is None else Decimal(value),
        "numerator": None,
        "denominator": None,
        "margin": None,
        "state": ValueState.FINAL,
        "marking": Marking.NONE,
        "reason": None,
    }
    return MeasureValueRow(load=load, measure=code, month=month, **{**values, **changes})  # type: ignore[arg-type]  # as above


def summary(load: int, code: str, **changes: object) -> MeasureSummaryRow:
    values: dict[str, object] = {
        **dict.fromkeys(("month_value", "three_months", "twelve_months", "margin", "yoy", "yoy_unit", "trend")),
        **dict.fromkeys(("one", "two", "three", "eight", "weighting", "note")),
        "marking": Marking.NONE,
    }
    return MeasureSummaryRow(load=load, measure=code, month=JUNE, **{**values, **changes})  # type: ignore[arg-type]  # as above


def context(code: str, **changes: object) -> MeasureContextRow:
    values: dict[str, object] = {"quarter": "2022-23-Q1", "words": None, "peers": None, "peers_basis": None}
    return MeasureContextRow(measure=code, **{**values, **changes})  # type: ignore[arg-type]  # as above


def measure_office() -> tuple[SeedRow, ...]:
    """Every type, unit, state, marking, block …; every table of measures has rows."""
    return (*_measures(), *_figures(), *_summaries(), *_commentary())


def _measures() -> tuple[SeedRow, ...]:
    rate = {"kind": MeasureType.RATE, "unit": Unit.PERCENT}
    return (
        group(1, "999"),
        group(2, AWKWARD.splitlines()[0]),
        group(1, "999", priority=2),
        measure("CALLS", 1, group="999", areas_note=AWKWARD, related="CHARGE_DAYS", polarity=Polarity.NONE),
        measure("CALLS_N", 2, group="999", parent="CALLS", area="North", polarity_basis="Stated", data_source="=SUM"),
        measure("CALLS_S", 3, parent="CALLS", area="South", engine=Engine.XMR, note=AWKWARD),
        measure("GONE", 4, withdrawn_on=JUNE, withdrawn_reason=AWKWARD),
        measure("ABANDONED", 5, **rate, group="999"),
        measure("WAIT", 6, kind=MeasureType.MEAN_TIME, unit=Unit.DURATION),
        measure("ARRESTED", 1, kind=MeasureType.SUPPLIED_RATE, unit=Unit.PERCENT, priority=2, group="999"),
        # The two name each other.
        measure("CHARGE_DAYS", 2, kind=MeasureType.MEDIAN, unit=Unit.DAYS, priority=2, related="CALLS"),
        measure("TRUST", 3, kind=MeasureType.SURVEY, unit=Unit.PERCENT, priority=2, polarity=Polarity.HIGHER),
        measure("WANTED", 4, kind=MeasureType.STOCK, priority=2),
        measure("GIVEN", 5, unit=Unit.HOURS, priority=2),
    )


def _figures() -> tuple[SeedRow, ...]:
    secret = {"marking": Marking.OFFICIAL_SENSITIVE}
    target = {"from_month": APRIL, "set_on": LOADED, "set_by": "Ann"}
    gone = {"withdrawn_on": JUNE.replace(day=30), "withdrawn_reason": AWKWARD}
    return (
        measure_load(1, source=LoadSource.FILE, origin="=calls.csv", file=TABLE, note=AWKWARD),
        measure_load(2),
        measure_load(3, source=LoadSource.SEED),
        figure(1, "CALLS", APRIL, "1777"),
        figure(1, "CALLS", MAY, "0", state=ValueState.PROVISIONAL, **secret),
        figure(1, "CALLS_N", APRIL, "-3.000001", state=ValueState.NOT_COMPARABLE, reason=AWKWARD),
        figure(1, "ABANDONED", APRIL, "0.998414", numerator=Decimal(107), denominator=Decimal(10717)),
        figure(1, "WAIT", APRIL, "62", numerator=Decimal("620.5"), denominator=Decimal(10)),
        figure(1, "TRUST", APRIL, "76.9", margin=Decimal("3.6"), **secret),
        figure(2, "CALLS", APRIL, None, state=ValueState.WITHDRAWN, reason="Counted twice"),
        figure(2, "CALLS", MAY, "999999999999.999999"),
        MarkingClearanceRow(load=1, measure="TRUST", month=APRIL, reason=AWKWARD, cleared_on=LOADED, cleared_by="Ann"),
        _target("CALLS", 1, sense=TargetSense.AT_MOST, value=Decimal(1500), basis="=Contract", **target, **gone),
        _target("CALLS", 2, sense=TargetSense.AT_MOST, value=Decimal("1400.5"), **{**target, "from_month": MAY}),
        _target("TRUST", 1, sense=TargetSense.AT_LEAST, value=Decimal(80), **target),
        _baseline("CALLS", 1, MAY, **gone),
        _baseline("CALLS", 2, APRIL),
        _peers("CALLS", "2", "2.5", "3", own=Decimal("1.75")),
        _peers("WANTED", "-1", "-1", "-1"),
    )


def _target(code: str, number: int, **changes: object) -> MeasureTargetRow:
    values: dict[str, object] = dict.fromkeys(("basis", "withdrawn_on", "withdrawn_reason"))
    return MeasureTargetRow(measure=code, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def _baseline(code: str, number: int, month: date, **changes: object) -> MeasureBaselineRow:
    values: dict[str, object] = {"reason": AWKWARD, "set_on": LOADED, "set_by": "Ann"}
    none = dict.fromkeys(("withdrawn_on", "withdrawn_reason"))
    return MeasureBaselineRow(measure=code, number=number, from_month=month, **{**none, **values, **changes})  # type: ignore[arg-type]  # as above


def _peers(code: str, lower: str, average: str, upper: str, own: Decimal | None = None) -> PeerFigureRow:
    return PeerFigureRow(
        load=2,
        measure=code,
        month=MAY,
        peer_group="Most similar forces",
        own=own,
        lower=Decimal(lower),
        average=Decimal(average),
        upper=Decimal(upper),
    )


def _summaries() -> tuple[SeedRow, ...]:
    high = dict.fromkeys(("one", "two", "three", "eight"), Direction.HIGH)
    low = dict.fromkeys(high, Direction.LOW)
    return (
        summary(2, "CALLS", month_value=Decimal(12), yoy=Decimal("-14.9"), yoy_unit=YoyUnit.PERCENT, weighting=0),
        summary(2, "WAIT", yoy=Decimal(-972), yoy_unit=YoyUnit.DURATION, trend=TrendWord.STABLE, **low),
        summary(3, "WAIT", three_months=Decimal(11), trend=TrendWord.DECREASING, marking=Marking.OFFICIAL_SENSITIVE),
        summary(3, "CHARGE_DAYS", yoy=Decimal(0), yoy_unit=YoyUnit.DAYS, trend=TrendWord.INCREASING, **high),
        summary(
            3,
            "TRUST",
            twelve_months=Decimal("76.9"),
            margin=Decimal("3.6"),
            yoy=Decimal("0.1"),
            yoy_unit=YoyUnit.PERCENTAGE_POINTS,
            weighting=25,
            note=AWKWARD,
        ),
        context("CALLS", words=AWKWARD, peers=PeerStatus.GREATER, peers_basis="iQuanta"),
        context("WAIT", peers=PeerStatus.IN_LINE_ABOVE, peers_basis="=iQuanta"),
        context("CHARGE_DAYS", words="Rising", peers=PeerStatus.IN_LINE_BELOW, peers_basis="iQuanta"),
        context("TRUST", peers=PeerStatus.LESS, peers_basis="iQuanta"),
        context("WANTED", peers=PeerStatus.DOES_NOT_TREND, peers_basis="Said by the force"),
        context("GIVEN"),
        context("CALLS", quarter="2022-23-Q2", words="Falling"),
    )


def _commentary() -> tuple[SeedRow, ...]:
    page = {"plan": "P-1", "priority": 1, "group": "999", "quarter": "2022-23-Q1"}
    other = {"plan": "P-1", "priority": 2, "group": "999", "quarter": "2022-23-Q1"}
    confirmed = {"source": "Force report", "confirmed_on": LOADED, "confirmed_by": "Ann"}
    return (
        CommentaryPageRow(**page, no_surprises=AWKWARD),  # type: ignore[arg-type]  # as above
        CommentaryPageRow(**other, no_surprises=None),  # type: ignore[arg-type]  # as above
        *(CommentaryTextRow(**page, block=block, text=AWKWARD, written_by="Ann") for block in CommentaryBlock),  # type: ignore[arg-type]  # as above
        CommentaryTextRow(**other, block=CommentaryBlock.NOW_WHAT, text="Train more", written_by="Ann"),  # type: ignore[arg-type]  # as above
        FigureConfirmationRow(**page, sentence_digest=SENTENCE, figure="=12", **confirmed),  # type: ignore[arg-type]  # as above
        FigureConfirmationRow(**page, sentence_digest=SENTENCE, figure="-10.5%", **confirmed),  # type: ignore[arg-type]  # as above
        ColumnMapRow(name="=Storm", layout=Layout.WIDE),
        ColumnMapRow(name="Qlik", layout=Layout.LONG),
        ColumnMapLineRow(map="=Storm", role="measure", heading="Measure"),
        ColumnMapLineRow(map="Qlik", role="value", heading="=Value"),
        ColumnMapLineRow(map="Qlik", role="month", heading="Month"),
    )
