"""Where the problems of a report are mended, for the person who reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Act, Actor, Tie, may
from tracker.accounts.queries import owners_deputised_to
from tracker.annual.queries import annual_years
from tracker.dates import FinancialYear, Period
from tracker.measures.queries import groups
from tracker.plan.models import DeliverableStanding
from tracker.plan.queries import ties_to_priority
from tracker.reports.rules_checks_annual import WORK
from tracker.reports.rules_checks_texts import DELIVERABLES
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_mending import Groups, Mend, mend_before_begun, mend_of, mend_of_year

_OF_WORK: Final = frozenset({DELIVERABLES, WORK})
"""What reports call the part that lists deliverables."""


def mends(session: Session, actor: Actor, found: Sequence[Problem], period: Period, on: date) -> Mapping[str, Mend]:
    """By the key of each problem that stops a signature: the page where it is mended, if the person may open it.

    Three queries at most, however many there are.
    """
    stopping = [each for each in found if each.blocks]
    if not stopping:
        return {}
    updatable = _updatable(session, actor, stopping, on)
    if isinstance(period, FinancialYear):
        known_of_year = {each.key: mend_of_year(each, period, updatable) for each in stopping}
        if all(each.year != period.key for each in annual_years(session)):
            known_of_year = {key: mend_before_begun(each, period) for key, each in known_of_year.items()}
        return _allowed(actor, known_of_year)
    by_place = _groups(session)
    known = {
        each.key: mend_of(each, period, by_place[each.place.plan_code, each.place.number], updatable)
        for each in stopping
    }
    return _allowed(actor, known)


def _allowed(actor: Actor, known: Mapping[str, Mend | None]) -> Mapping[str, Mend]:
    return {key: mend for key, mend in known.items() if mend is not None and may(actor, mend.act)}


def _groups(session: Session) -> Mapping[tuple[str | None, int | None], Groups]:
    found: dict[tuple[str | None, int | None], dict[str, int]] = defaultdict(dict)
    for group in groups(session):
        found[group.priority.plan.code, group.priority.number][group.name] = group.id
    return found


def _updatable(session: Session, actor: Actor, found: Sequence[Problem], on: date) -> frozenset[str]:
    """The deliverables with a problem that the person may update, by reference."""
    named = {each.place.reference for each in found if each.place.block in _OF_WORK and each.place.reference}
    numbers = {int(reference.removeprefix("D-")): reference for reference in named}
    if not named or actor.person_id is None:
        return frozenset()
    rows = session.scalars(
        select(DeliverableStanding)
        .where(DeliverableStanding.number.in_(numbers))
        .options(joinedload(DeliverableStanding.priority))
    ).all()
    behind = owners_deputised_to(session, actor.person_id, on)

    def ties(row: DeliverableStanding) -> frozenset[Tie]:
        owns = frozenset({Tie.OWNER}) if row.owner_id == actor.person_id else frozenset[Tie]()
        stands_in = frozenset({Tie.DEPUTY}) if row.owner_id in behind else frozenset[Tie]()
        return ties_to_priority(actor, row.priority) | owns | stands_in

    return frozenset(numbers[row.number] for row in rows if may(actor, Act.UPDATE_PROGRESS, ties(row)))
