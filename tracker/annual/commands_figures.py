"""Adding and changing headline figures and funding facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.annual import queries
from tracker.annual.commands_rows import add_row, behind, expect, save_row
from tracker.annual.models import AnnualYear
from tracker.annual.models_stories import AnnualFigure, FundingFact
from tracker.annual.rules import (
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_PERIOD,
    LONGEST_QUALIFIER,
    LONGEST_VALUE,
    FigurePlace,
    PreviousNotWhole,
    WrongPriority,
    check_line,
    needed,
)
from tracker.annual.rules_finance import check_pounds, pounds_text
from tracker.plan.models import Objective, Priority
from tracker.writing import queue


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """`value` and `previous` as they are printed. `priority` where the place is a priority, and only there."""

    place: FigurePlace
    value: str | None
    label: str | None
    period: str | None
    priority: Priority | None = None
    objective: Objective | None = None
    previous: str | None = None
    previous_period: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeFigure:
    version: int
    facts: FigureFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFacts:
    """`amount` in pounds, above nothing. `priority` None: the finance section prints it."""

    topic: str | None
    amount: Decimal
    priority: Priority | None = None
    qualifier: str | None = None
    detail: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeFunding:
    version: int
    facts: FundingFacts


def add_figure(session: Session, annual: AnnualYear, facts: FigureFacts, *, by: Actor, on: date) -> AnnualFigure:
    """Behind the others. Raises TextNeeded, TextTooLong, PreviousNotWhole or WrongPriority."""
    queue(session)
    figure = AnnualFigure(annual=annual, **behind(queries.rows_of_year(session, annual).figures))
    _fill_figure(figure, facts)
    add_row(session, figure, _told_figure(figure), by=by)
    return figure


def change_figure(session: Session, figure: AnnualFigure, command: ChangeFigure, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, WithdrawnAlready and what `add_figure` raises."""
    expect(session, figure, command.version)
    before = _told_figure(figure)
    _fill_figure(figure, command.facts)
    return save_row(session, figure, before, _told_figure(figure), by=by)


def add_funding(session: Session, annual: AnnualYear, facts: FundingFacts, *, by: Actor, on: date) -> FundingFact:
    """Behind the others. Raises TextNeeded, TextTooLong or BadPounds."""
    queue(session)
    fact = FundingFact(annual=annual, **behind(queries.rows_of_year(session, annual).funding))
    _fill_funding(fact, facts)
    add_row(session, fact, _told_funding(fact), by=by)
    return fact


def change_funding(session: Session, fact: FundingFact, command: ChangeFunding, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, WithdrawnAlready and what `add_funding` raises."""
    expect(session, fact, command.version)
    before = _told_funding(fact)
    _fill_funding(fact, command.facts)
    return save_row(session, fact, before, _told_funding(fact), by=by)


def figure_siblings(session: Session, figure: AnnualFigure) -> list[AnnualFigure]:
    """The standing figures of the same place, in order."""
    rows = queries.rows_of_year(session, figure.annual).figures
    return [each for each in rows if not each.is_withdrawn and _place(each) == _place(figure)]


def funding_siblings(session: Session, fact: FundingFact) -> list[FundingFact]:
    """The standing facts of the same place, in order."""
    rows = queries.rows_of_year(session, fact.annual).funding
    return [each for each in rows if not each.is_withdrawn and each.priority_id == fact.priority_id]


def _place(figure: AnnualFigure) -> tuple[FigurePlace, int | None, int | None]:
    return figure.place, figure.priority_id, figure.objective_id


def _fill_figure(figure: AnnualFigure, facts: FigureFacts) -> None:
    if (facts.place is FigurePlace.PRIORITY) != (facts.priority is not None):
        raise WrongPriority
    if facts.objective is not None and facts.objective.priority is not facts.priority:
        raise WrongPriority
    figure.place, figure.priority, figure.objective = facts.place, facts.priority, facts.objective
    figure.value = needed(check_line(facts.value, "The figure", LONGEST_VALUE), "figure", "value")
    figure.label = needed(check_line(facts.label, "What it counts", LONGEST_LABEL), "words for what it counts", "label")
    figure.period = needed(check_line(facts.period, "The period", LONGEST_PERIOD), "period", "period")
    figure.previous = check_line(facts.previous, "The figure before", LONGEST_VALUE)
    figure.previous_period = check_line(facts.previous_period, "The period before", LONGEST_PERIOD)
    if (figure.previous is None) != (figure.previous_period is None):
        raise PreviousNotWhole
    figure.note = check_line(facts.note, "The note", LONGEST_NOTE)
    figure.source = check_line(facts.source, "The source", LONGEST_NOTE)


def _fill_funding(fact: FundingFact, facts: FundingFacts) -> None:
    fact.topic = needed(check_line(facts.topic, "What it is for", LONGEST_LABEL), "words for what it is for", "topic")
    fact.amount = check_pounds(facts.amount)
    fact.priority = facts.priority
    fact.qualifier = check_line(facts.qualifier, "The words before the amount", LONGEST_QUALIFIER)
    fact.detail = check_line(facts.detail, "The detail", LONGEST_NOTE)
    fact.period = check_line(facts.period, "The period", LONGEST_PERIOD)


def _told_figure(figure: AnnualFigure) -> dict[str, str | None]:
    return {
        "Place": figure.place.label if figure.priority is None else f"Priority {figure.priority.number}",
        "Objective": figure.objective.title if figure.objective else None,
        "Figure": figure.value,
        "Label": figure.label,
        "Period": figure.period,
        "Before": figure.previous,
        "Period before": figure.previous_period,
        "Note": figure.note,
        "Source": figure.source,
    }


def _told_funding(fact: FundingFact) -> dict[str, str | None]:
    return {
        "Topic": fact.topic,
        "Amount": pounds_text(fact.amount),
        "Qualifier": fact.qualifier,
        "Detail": fact.detail,
        "Period": fact.period,
        "Place": f"Priority {fact.priority.number}" if fact.priority else "Finance",
    }
