"""Choosing, ordering and wording the outcomes of a year's quarters: all of a priority's in one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.annual.rules import subject_of
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import FinancialYear, Quarter
from tracker.errors import Duplicate, NotFound, Stale
from tracker.plan.models import Objective, Priority
from tracker.plan.queries import objectives_of
from tracker.reports.models import QuarterEntry
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.reports.queries_annual import Recorded, outcome_page, outcomes_of, standing_outcomes
from tracker.reports.rules import check_line
from tracker.writing import expect_version, flush, touch

CHOSEN = "Outcomes"


@dataclass(frozen=True, slots=True)
class ChosenOutcome:
    """An outcome to print. `objective` is the code of the one it stands under, None for the priority as a whole.

    `wording` None or the quarter's own words: the quarter's words are printed, whatever becomes of them.
    """

    entry_id: int
    objective: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class SaveOutcomes:
    """The outcomes to print in their order; what is not named is not printed. `version` 0: nobody had chosen yet."""

    version: int
    chosen: tuple[ChosenOutcome, ...]


def save_outcomes(
    session: Session, priority: Priority, year: FinancialYear, command: SaveOutcomes, *, by: Actor
) -> AnnualOutcomePage:
    """Raises Stale, NotFound for an outcome or objective of another priority or year, and what `check_line` raises."""
    page, is_new = _page(session, priority, year, command)
    offered = {each.entry.id: each for each in outcomes_of(session, priority.id, year)}
    objectives = {each.code: each for each in objectives_of(session, priority.id)}
    before = None if is_new else _listed(standing_outcomes(page), offered)
    for position, wanted in enumerate(command.chosen, start=1):
        found = offered.get(wanted.entry_id)
        if found is None:
            raise NotFound("outcome", str(wanted.entry_id))
        _settle(page, found.entry, wanted, _objective(objectives, wanted.objective), position, by)
    named = {wanted.entry_id for wanted in command.chosen}
    for outcome in page.outcomes:
        if outcome.entry_id not in named and outcome.withdrawn_at is None:
            outcome.withdrawn_at = dates.now()
    flush(session)
    after = _listed(standing_outcomes(page), offered)
    if before != after:
        touch(page)
        subject = subject_of(year.key, f"outcomes/{priority.plan.code}/{priority.number}")
        record(session, Event.OUTCOMES_CHOSEN, by=by, subject=subject, changes={CHOSEN: (before, after)})
        flush(session)
    return page


def _page(
    session: Session, priority: Priority, year: FinancialYear, command: SaveOutcomes
) -> tuple[AnnualOutcomePage, bool]:
    what = f"The choice of outcomes of priority {priority.number} for {year.key}"
    page = outcome_page(session, priority.id, year)
    if page is not None:
        expect_version(what, page, command.version)
        return page, False
    if command.version:
        raise Stale(what, command.version, 0)
    page = AnnualOutcomePage(priority=priority, year=year.key, outcomes=[])
    session.add(page)
    try:
        flush(session)
    except Duplicate as error:
        # Somebody chose at the same moment.
        raise Stale(what, command.version, 1) from error
    return page, True


def _objective(objectives: Mapping[str, Objective], code: str | None) -> Objective | None:
    if not code:
        return None
    found = objectives.get(code)
    if found is None:
        raise NotFound("objective", code)
    return found


def _settle(
    page: AnnualOutcomePage,
    entry: QuarterEntry,
    wanted: ChosenOutcome,
    objective: Objective | None,
    position: int,
    by: Actor,
) -> None:
    wording = check_line(wanted.wording) if wanted.wording else None
    wording = None if wording == entry.text else wording
    outcome = next((each for each in page.outcomes if each.entry_id == entry.id), None)
    if outcome is None:
        outcome = AnnualOutcome(entry=entry, entry_id=entry.id, position=position, chosen_by=by.name)
        page.outcomes.append(outcome)
    elif outcome.withdrawn_at is not None or outcome.wording != wording:
        outcome.chosen_by = by.name
    outcome.position, outcome.wording, outcome.objective, outcome.withdrawn_at = position, wording, objective, None


def _listed(found: Sequence[AnnualOutcome], offered: Mapping[int, Recorded]) -> str | None:
    """What is printed, in words for the log, in full: nothing else keeps an earlier wording."""
    return "\n".join(_lines(found, offered)) or None


def _lines(found: Sequence[AnnualOutcome], offered: Mapping[int, Recorded]) -> Iterator[str]:
    for place, outcome in enumerate(found, start=1):
        known = offered.get(outcome.entry_id)
        quarter = known.quarter if known is not None else Quarter.parse(outcome.entry.page.quarter)
        under = f", {outcome.objective.code}" if outcome.objective is not None else ""
        yield f"{place}. {outcome.wording or outcome.entry.text} ({quarter.key}{under})"
