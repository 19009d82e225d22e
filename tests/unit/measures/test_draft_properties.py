"""Whatever the figures are, a draft says nothing that the check beside it would not find in the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.measures.rules import Engine, MeasureType, TargetSense, TrendWord, Unit, ValueState, YoyUnit, months_on
from tracker.measures.rules_draft import draft
from tracker.measures.rules_exceptions import Direction, Finding, Rule
from tracker.measures.rules_figure_rows import figure_rows
from tracker.measures.rules_figures import check_figures
from tracker.measures.rules_figures_types import Verdict
from tracker.measures.rules_standing import Given, MeasureRecord, Target, standings
from tracker.measures.rules_windows import MonthValue, Supplied

LAST = date(2024, 7, 1)
UNITS = {
    MeasureType.COUNT: (Unit.COUNT, Unit.HOURS),
    MeasureType.STOCK: (Unit.COUNT,),
    MeasureType.RATE: (Unit.PERCENT,),
    MeasureType.SUPPLIED_RATE: (Unit.PERCENT, Unit.DAYS),
    MeasureType.SURVEY: (Unit.PERCENT,),
    MeasureType.MEAN_TIME: (Unit.DURATION,),
    MeasureType.MEDIAN: (Unit.DURATION, Unit.DAYS),
}
HEADS = ("Crime Volume", "Charge Rate", "Arrest Rate", "Average Time to Answer", "Repeat Victims", "Outcome 14 Rate")
SUBJECTS = (": DA", ": Burglary", " - County", " - Swindon", "", " (Expanded)", ", rolling 12 months", " in 10 seconds")
SECTIONS = ("", "Domestic Abuse", "CCH/101", "Victims")

names = st.one_of(
    st.builds(str.__add__, st.sampled_from(HEADS), st.sampled_from(SUBJECTS)),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=40).filter(
        lambda name: bool(name.strip())
    ),
)
amounts = st.decimals(0, 200_000, places=1) | st.integers(0, 1200).map(Decimal)
maybe = st.none() | amounts


@st.composite
def months(draw: Callable[..., object], kind: MeasureType) -> dict[date, MonthValue]:
    """Two years with gaps."""
    found = {}
    for back in range(draw(st.sampled_from([0, 3, 26]))):  # type: ignore[call-overload]  # Hypothesis draws the number
        month = months_on(LAST, -back)
        state = draw(st.sampled_from([*ValueState] if draw(st.integers(0, 12)) == 0 else [ValueState.FINAL]))
        value = None if state is ValueState.WITHDRAWN else draw(amounts)
        parts = (draw(amounts), draw(amounts)) if kind.has_parts and value is not None else (None, None)
        margin = draw(st.none() | st.decimals(0, 20, places=1)) if kind is MeasureType.SURVEY else None
        found[month] = MonthValue(month, value, *parts, margin=margin, state=state)  # type: ignore[arg-type]  # as drawn
    return found


@st.composite
def records(draw: Callable[..., object]) -> MeasureRecord:
    """Any measure with any figures."""
    kind: MeasureType = draw(st.sampled_from(MeasureType))  # type: ignore[assignment]  # as drawn
    supplied = draw(st.none() | st.builds(Supplied, maybe, maybe, maybe, maybe, maybe, st.sampled_from(YoyUnit)))
    given_ = draw(
        st.builds(
            Given,
            st.none() | st.sampled_from(TrendWord),
            st.lists(
                st.builds(Finding, st.sampled_from(Rule), st.sampled_from(Direction)), unique_by=lambda each: each.rule
            ).map(lambda found: tuple(sorted(found, key=lambda each: each.rule.months))),
        )
    )
    targets = draw(st.lists(st.builds(Target, st.just(LAST), st.sampled_from(TargetSense), amounts), max_size=1))
    return MeasureRecord(
        code="M",
        name=str(draw(names)),
        kind=kind,
        unit=draw(st.sampled_from(UNITS[kind])),  # type: ignore[arg-type]  # as drawn
        engine=draw(st.sampled_from(Engine)),  # type: ignore[arg-type]  # as drawn
        values=draw(months(kind)),  # type: ignore[arg-type]  # as drawn
        supplied={LAST: supplied} if supplied else {},  # type: ignore[dict-item]  # as drawn
        given={LAST: given_} if supplied else {},  # type: ignore[dict-item]  # as drawn
        targets=tuple(targets),  # type: ignore[arg-type]  # as drawn
        sensitive=frozenset({LAST} if draw(st.integers(0, 6)) == 0 else ()),
    )


@settings(max_examples=50)
@given(st.lists(records(), max_size=4), st.sampled_from(SECTIONS))
def test_no_draft_contradicts_its_table_or_has_a_figure_the_table_has_not(
    measures: list[MeasureRecord], section: str
) -> None:
    standing = standings(measures, LAST)
    found = check_figures(draft(standing, section), figure_rows(standing, section))
    assert [checked.line for checked in found if checked.verdict is not Verdict.AGREES] == []
