"""How many measures stand in one month: for “What changed” and for the dashboard of a priority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, union
from sqlalchemy.orm import Session

from tracker.measures.models import Measure, MeasureValue
from tracker.measures.models_summary import MeasureSummary
from tracker.measures.queries import measure_rules, measures
from tracker.measures.queries_values import records_of
from tracker.measures.rules import months_on
from tracker.measures.rules_standing import LOOKED_BACK, MeasureRules, Standing, month_to_show, standings
from tracker.measures.rules_windows import YEAR
from tracker.plan.models import Plan, Priority

# The 12 months a year before the oldest that trends look at.
_READ: int = LOOKED_BACK + 2 * YEAR


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure with how it stands."""

    measure: Measure
    standing: Standing


@dataclass(frozen=True, slots=True)
class Board:
    """Measures in a month, in the order of their plans. `month` is None where nothing is on record."""

    month: date | None
    placed: tuple[Placed, ...]
    rules: MeasureRules

    @property
    def recorded(self) -> tuple[Placed, ...]:
        """Those with anything on record of the month."""
        return tuple(each for each in self.placed if each.standing.is_recorded)

    @property
    def changed(self) -> tuple[Placed, ...]:
        """Those with a weighting above 0, the highest first, else in their order."""
        found = [each for each in self.recorded if each.standing.has_changed]
        return tuple(sorted(found, key=_weight, reverse=True))

    @property
    def quiet(self) -> tuple[Placed, ...]:
        """Those that were judged and show nothing."""
        return tuple(
            each for each in self.recorded if each.standing.weighting is not None and not each.standing.has_changed
        )

    @property
    def not_judged(self) -> tuple[Placed, ...]:
        """Those with a figure, but with too few to be judged by."""
        return tuple(each for each in self.recorded if each.standing.weighting is None)

    @property
    def contradicting(self) -> tuple[Placed, ...]:
        """Those whose trend and year-on-year change point in different directions."""
        return tuple(each for each in self.recorded if each.standing.contradiction is not None)

    @property
    def missing(self) -> tuple[Placed, ...]:
        """Those that have figures, but none of the month."""
        return tuple(
            each for each in self.placed if not each.standing.is_recorded and each.standing.record.newest is not None
        )


def months_with_figures(session: Session, until: date, priority_ids: Sequence[int]) -> list[date]:
    """The months that measures of these priorities have a figure or a summary of, the newest first."""
    months = union(
        select(MeasureValue.month).join(Measure, Measure.id == MeasureValue.measure_id).where(_under(priority_ids)),
        select(MeasureSummary.month).join(Measure, Measure.id == MeasureSummary.measure_id).where(_under(priority_ids)),
    ).subquery()
    return list(session.scalars(select(months.c.month).where(months.c.month <= until).order_by(months.c.month.desc())))


def plans_with_measures(session: Session) -> Sequence[Plan]:
    """The plans that a measure stands under, the newest first."""
    under = select(Priority.plan_id).join(Measure, Measure.priority_id == Priority.id)
    return session.scalars(select(Plan).where(Plan.id.in_(under)).order_by(Plan.starts.desc(), Plan.code)).all()


def board(session: Session, priority_ids: Sequence[int], asked: date | None, months: Sequence[date], on: date) -> Board:
    """How the measures of these priorities that are not withdrawn on `on` stand in a month, by the rules of that day.

    `months` are those with figures, the newest first. A month that is not one of them is taken for none: then the one
    that is shown is that of `month_to_show`. The same number of queries however many measures there are.
    """
    rules = measure_rules(session, on)
    if not months:
        return Board(None, (), rules)
    found = measures(session, priority_ids=priority_ids, on=on)
    chosen = asked if asked is not None and asked in months else None
    first = chosen or months[0]
    records = records_of(session, found, since=months_on(first, -_READ), until=on)
    month = chosen or month_to_show(records) or first
    standing = standings(records, month, rules)
    return Board(month, tuple(Placed(*each) for each in zip(found, standing, strict=True)), rules)


def _under(priority_ids: Sequence[int]) -> ColumnElement[bool]:
    return Measure.priority_id.in_(list(priority_ids)) & Measure.withdrawn_on.is_(None)


def _weight(placed: Placed) -> int:
    weighting = placed.standing.weighting
    return weighting.total if weighting else 0
