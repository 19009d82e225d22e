"""Choosing the risks and issues a quarter prints under a priority."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import Quarter
from tracker.reports.models import QuarterPage, QuarterRisk
from tracker.reports.queries_choices import Choosable, risks_to_choose
from tracker.reports.rules import subject_of
from tracker.reports.rules_choices import CannotBePrinted

CHOSEN = "Risks and issues"


def choose_risks(session: Session, page: QuarterPage, references: Collection[str], *, by: Actor) -> bool:
    """Makes these the ones that are printed; whether that changed anything. Raises CannotBePrinted.

    What is chosen already may stay, whatever became of it.
    """
    offered = risks_to_choose(session, page.priority, Quarter.parse(page.quarter))
    before = [each for each in offered if each.is_chosen]
    after = [each for each in offered if each.reference in references]
    _check(offered, references)
    if before == after:
        return False
    wanted = {each.risk_id for each in after}
    known = {choice.risk_id: choice for choice in page.choices}
    for risk_id, choice in known.items():
        _settle(choice, risk_id in wanted, by)
    page.choices.extend(QuarterRisk(risk_id=risk_id, chosen_by=by.name) for risk_id in wanted - known.keys())
    subject = subject_of(page.priority.plan.code, page.priority.number, page.quarter)
    changes = {CHOSEN: (_listed(before), _listed(after))}
    record(session, Event.RISKS_CHOSEN, by=by, subject=subject, changes=changes)
    return True


def _check(offered: Collection[Choosable], references: Collection[str]) -> None:
    allowed = {each.reference for each in offered if each.wording is not None or each.is_chosen}
    for reference in sorted(references):
        if reference not in allowed:
            raise CannotBePrinted(reference)


def _settle(choice: QuarterRisk, is_wanted: bool, by: Actor) -> None:
    if is_wanted and choice.withdrawn_at is not None:
        choice.withdrawn_at = None
        choice.chosen_by = by.name
    elif not is_wanted and choice.withdrawn_at is None:
        choice.withdrawn_at = dates.now()


def _listed(found: Collection[Choosable]) -> str | None:
    return ", ".join(each.reference for each in found) or None
