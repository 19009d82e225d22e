"""Measures as a spreadsheet: what each is, and every monthly figure in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.dates import long_date
from tracker.exchange.rules import INTERNAL, Book, Cell, Column, Sheet
from tracker.measures.models import Measure
from tracker.measures.queries import measures
from tracker.measures.queries_values import InForce, values_in_force
from tracker.measures.rules_months import marking_words, month_words

Row = tuple[Cell, ...]

MEASURES: Final = (
    Column("Code", 20),
    Column("Name", 45),
    Column("Plan", 14),
    Column("Priority", 28),
    Column("Group", 22),
    Column("Type", 30),
    Column("Counted as", 18),
    Column("Which way is better", 18),
    Column("Basis of that", 30),
    Column("Source", 30),
    Column("Judged by", 30),
    Column("Area of", 20),
    Column("Area", 14),
    Column("Why areas do not add up", 35),
    Column("Nearest measure of another plan", 20),
    Column("Note", 40),
    Column("Withdrawn", 13),
    Column("Why", 35),
)
FIGURES: Final = (
    Column("Code", 20),
    Column("Name", 45),
    Column("Month", 13),
    Column("Figure", 14),
    Column("As printed", 14),
    Column("Numerator or total time", 14),
    Column("Denominator or cases", 14),
    Column("Plus or minus", 10),
    Column("State", 15),
    Column("Marking", 22),
    Column("Reason", 40),
    Column("Load", 8),
)


def measure_book(session: Session, on: date, *, office: str, notice: str | None) -> Book:
    """Every measure, withdrawn ones included, and its figures in force, in a fixed number of queries."""
    found = measures(session)
    values = values_in_force(session, [each.id for each in found])
    figures = ((each, values.get(each.id, {})) for each in found)
    return Book(
        title="Measures",
        mark=INTERNAL,
        about=(
            *((notice,) if notice else ()),
            f"{office}: measures and their monthly figures on {long_date(on)}.",
            "Measures: what each one is, withdrawn ones included.",
            "Figures: of every month the figure in force, which is that of the newest load. A percentage is without "
            "its sign, a time in seconds, unless the measure is counted in hours or days.",
            "A figure marked OFFICIAL SENSITIVE must not leave the office until it is cleared for publication.",
        ),
        made_on=on,
        sheets=(
            Sheet("Measures", MEASURES, _measures(found)),
            Sheet("Figures", FIGURES, (row for measure, months in figures for row in _figures(measure, months))),
        ),
    )


def _measures(found: Sequence[Measure]) -> Iterator[Row]:
    codes = {each.id: each.code for each in found}
    for each in found:
        yield (
            each.code,
            each.name,
            each.priority.plan.code,
            f"{each.priority.number}: {each.priority.title}",
            each.group.name if each.group else None,
            each.kind.label,
            each.unit.label,
            each.polarity.label,
            each.polarity_basis,
            each.data_source,
            each.engine.label,
            each.parent.code if each.parent else None,
            each.area,
            each.areas_note,
            None if each.related_id is None else codes[each.related_id],
            each.note,
            each.withdrawn_on,
            each.withdrawn_reason,
        )


def _figures(measure: Measure, months: Mapping[date, InForce]) -> Iterator[Row]:
    for month, each in sorted(months.items()):
        value = each.value
        yield (
            measure.code,
            measure.name,
            month,
            value.value,
            month_words(value, measure.unit),
            value.numerator,
            value.denominator,
            value.margin,
            value.state.label,
            marking_words(each.marking, cleared=each.cleared) or None,
            each.reason,
            each.load,
        )
