"""Measures of a report for tests: as usual, supplied, withheld, far too long, and any at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tracker.measures.rules import CommentaryBlock, Engine, Polarity, TrendWord, Unit, YoyUnit, months_on
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_rows import WITHHELD
from tracker.measures.rules_standing import DEFAULTS
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.rows_measures import basis
from tracker.reports.snapshots_measures import (
    CommentaryFacts,
    MeasureBasis,
    MeasureFigures,
    MeasurePage,
    MeasureRow,
    TrendLine,
)

JULY = date(2024, 7, 1)

USUAL = MeasureRow(
    code="CALLS",
    name="Calls answered",
    unit=Unit.COUNT,
    polarity=Polarity.HIGHER,
    engine=Engine.EXCEPTIONS,
    trend_line=TrendLine(
        first=months_on(JULY, -35),
        last=JULY,
        values=(*(Decimal(100 + month % 7) for month in range(20)), None, *(Decimal(90) for _ in range(15))),
    ),
    month="90",
    three_months="270",
    twelve_months="1,080",
    year_on_year="-11.4%",
    figures=MeasureFigures(
        month=Decimal(90),
        three_months=Decimal(270),
        twelve_months=Decimal(1080),
        year_on_year=Decimal("-11.4"),
        year_on_year_unit=YoyUnit.PERCENT,
    ),
    trend=TrendWord.DECREASING,
    trend_words="Decreasing",
    trend_supplied=False,
    exceptions="One, Eight-Month Low",
    exceptions_directions=(Direction.LOW,),
    exceptions_supplied=False,
    weighting="18",
    weighting_supplied=False,
    notes=("provisional",),
    withheld=(),
)
SUPPLIED = replace(
    USUAL,
    code="WAIT",
    name="Time to answer",
    unit=Unit.DURATION,
    trend_line=None,
    month="00:00:11",
    three_months="00:00:11",
    twelve_months="00:00:10",
    year_on_year="+00:00:03",
    trend=TrendWord.INCREASING,
    trend_words="Increasing",
    trend_supplied=True,
    exceptions="None",
    exceptions_directions=(),
    exceptions_supplied=True,
    weighting="4",
    weighting_supplied=True,
    notes=("supplied",),
)
NOTHING = MeasureFigures(month=None, three_months=None, twelve_months=None, year_on_year=None, year_on_year_unit=None)
HIDDEN = replace(
    USUAL,
    code="SECRET",
    name="Informants paid",
    month=WITHHELD,
    three_months=WITHHELD,
    twelve_months=WITHHELD,
    year_on_year=WITHHELD,
    figures=NOTHING,
    trend=None,
    trend_words=WITHHELD,
    exceptions=WITHHELD,
    exceptions_directions=(),
    weighting=WITHHELD,
    notes=(),
    withheld=(JULY,),
)
MIXED = replace(
    USUAL,
    code="MIXED",
    name="Days to charge",
    exceptions="One-Month High; Eight-Month Low",
    exceptions_directions=(Direction.HIGH, Direction.LOW),
    weighting=NONE_RECORDED,
    trend=None,
    trend_words="Too few months",
)
TEXTS = (
    CommentaryFacts(block=CommentaryBlock.WHAT, text="Fewer calls were **answered**."),
    CommentaryFacts(block=CommentaryBlock.NOW_WHAT, text="- Train more operators\n- Ask again in October"),
)
A_PAGE = MeasurePage(
    group="999",
    month=JULY,
    rows=(USUAL, SUPPLIED, HIDDEN, MIXED),
    without_figures=("Calls transferred",),
    no_surprises="The national figure comes out in October.",
    commentary=TEXTS,
)
ONLY_WORDS = MeasurePage(
    group="CSEW", month=None, rows=(), without_figures=("Trust",), no_surprises=None, commentary=TEXTS
)


_months = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda day: day.replace(day=1))


def basis_of(*rows: MeasureRow, vintage: int = 3) -> MeasureBasis:
    """The default settings, with the sentence for these measures."""
    return basis(vintage, rows, DEFAULTS)


def overlong(long: str, measures: int = 30) -> MeasurePage:
    """Many measures whose every text is long."""
    rows = (USUAL, SUPPLIED, HIDDEN, MIXED)
    return MeasurePage(
        group=long[:120],
        month=JULY,
        rows=tuple(replace(rows[place % 4], name=f"{place} {long}"[:200]) for place in range(measures)),
        without_figures=(long[:200],) * 5,
        no_surprises=long,
        commentary=tuple(CommentaryFacts(block=block, text=long * 4) for block in CommentaryBlock),
    )


def pages(words: st.SearchStrategy[str]) -> st.SearchStrategy[MeasurePage]:
    """Any group of any measures, consistent or not."""
    commentary = st.lists(st.builds(CommentaryFacts, block=st.sampled_from(CommentaryBlock), text=words), max_size=4)
    return st.builds(
        MeasurePage,
        group=words,
        month=st.none() | _months,
        rows=st.lists(measure_rows(words), max_size=3).map(tuple),
        without_figures=st.lists(words, max_size=2).map(tuple),
        no_surprises=st.none() | words,
        commentary=commentary.map(tuple),
    )


def measure_rows(words: st.SearchStrategy[str]) -> st.SearchStrategy[MeasureRow]:
    """Any measure in a month, consistent or not."""
    values = st.none() | st.decimals(-(10**12), 10**12, places=1)
    lines = st.builds(
        lambda last, line: TrendLine(first=months_on(last, 1 - len(line)), last=last, values=(*line[:-1], line[-1])),
        _months,
        st.lists(values, min_size=1, max_size=36).filter(lambda line: line[0] is not None),
    )
    figures = st.builds(
        MeasureFigures,
        month=values,
        three_months=values,
        twelve_months=values,
        year_on_year=values,
        year_on_year_unit=st.none() | st.sampled_from(YoyUnit),
    )
    return st.builds(
        MeasureRow,
        **dict.fromkeys(("code", "name", "month", "three_months", "twelve_months", "year_on_year"), words),
        **dict.fromkeys(("trend_words", "exceptions", "weighting"), words),
        **dict.fromkeys(("trend_supplied", "exceptions_supplied", "weighting_supplied"), st.booleans()),
        unit=st.sampled_from(Unit),
        polarity=st.sampled_from(Polarity),
        engine=st.sampled_from(Engine),
        trend_line=st.none() | lines,
        figures=figures,
        trend=st.none() | st.sampled_from(TrendWord),
        exceptions_directions=st.sampled_from([(), (Direction.HIGH,), (Direction.LOW,), tuple(Direction)]),
        notes=st.sampled_from([(), ("provisional",), ("supplied",), ("not comparable", "supplied")]),
        withheld=st.lists(_months, max_size=2).map(tuple),
    )
