"""Everything that happened to a risk or issue, newest first, from one loaded with its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.audit.rules import Changes, difference
from tracker.dates import long_date
from tracker.risks.models import (
    Acceptance,
    Assessment,
    Risk,
    RiskAction,
    RiskDeliverable,
    RiskDetail,
    RiskFinding,
    RiskMove,
    RiskReview,
)
from tracker.risks.rules import RiskState

_TITLES = {
    RiskState.OPEN: "Opened again",
    RiskState.CLOSED: "Closed",
    RiskState.RESOLVED: "Resolved",
    RiskState.HAPPENED: "It happened and became an issue",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One entry of the history. `text` and `reason` are what somebody typed; `by` is None where only the log knows."""

    day: date
    order: int
    title: str
    by: str | None
    text: str | None = None
    reason: str | None = None
    changes: Changes | None = None


def happenings(risk: Risk) -> tuple[Happening, ...]:
    """Newest first; of one day, what was recorded last of each kind comes first."""
    # Sorted and then turned round, so that of two entries alike the later one comes first too.
    return tuple(sorted(_happenings(risk), key=lambda found: (found.day, found.order))[::-1])


def detail_words(detail: RiskDetail) -> dict[str, str | None]:
    """Wording, place, owner and severity, for the log and the history: names, not keys."""
    place = detail.priority
    return {
        "What": detail.event,
        "Cause": detail.cause,
        "Consequence": detail.consequence,
        "Public wording": detail.public_wording,
        "Internal wording": detail.internal_wording,
        "Priority": f"{place.plan.code}, priority {place.number}: {place.title}" if place else None,
        "Owner": detail.owner.name if detail.owner else None,
        "Severity": detail.severity.label if detail.severity else None,
    }


def _happenings(risk: Risk) -> Iterator[Happening]:
    yield _raised(risk, risk.details[0])
    yield from (_changed(before, after) for before, after in pairwise(risk.details))
    for link in risk.deliverable_links:
        yield from _of_link(link, link.deliverable.reference)
    for about in risk.finding_links:
        yield from _of_link(about, about.finding.reference)
    yield from (_scored(assessment) for assessment in risk.assessments)
    yield from (_reviewed(review) for review in risk.reviews)
    yield from (_accepted(acceptance) for acceptance in risk.acceptances)
    for action in risk.actions:
        yield from _of_action(action)
    yield from (_moved(move) for move in risk.moves)


def _raised(risk: Risk, detail: RiskDetail) -> Happening:
    origin = f" when risk {risk.from_risk.reference} happened" if risk.from_risk else ""
    return Happening(
        day=detail.effective_on,
        order=0,
        title=f"Raised{origin}",
        by=detail.recorded_by,
        reason=detail.reason,
        changes=difference({}, detail_words(detail)),
    )


def _changed(before: RiskDetail, after: RiskDetail) -> Happening:
    return Happening(
        day=after.effective_on,
        order=1,
        title="Changed",
        by=after.recorded_by,
        reason=after.reason,
        changes=difference(detail_words(before), detail_words(after)),
    )


def _of_link(link: RiskDeliverable | RiskFinding, other: str) -> Iterator[Happening]:
    yield Happening(day=link.linked_on, order=2, title=f"Linked to {other}", by=link.linked_by)
    if link.unlinked_on is not None:
        yield Happening(day=link.unlinked_on, order=3, title=f"No longer linked to {other}", by=link.unlinked_by)


def _scored(found: Assessment) -> Happening:
    score = found.likelihood * found.impact
    title = f"{found.kind.label} score {score}: likelihood {found.likelihood} × impact {found.impact}"
    return Happening(day=found.effective_on, order=4, title=title, by=found.author, reason=found.explanation)


def _reviewed(found: RiskReview) -> Happening:
    return Happening(day=found.effective_on, order=5, title="Reviewed", by=found.reviewer, text=found.note)


def _accepted(found: Acceptance) -> Happening:
    title = f"Accepted until {long_date(found.ends_on)}" if found.ends_on else "No longer accepted"
    return Happening(day=found.effective_on, order=6, title=title, by=found.approver, reason=found.reason)


def _of_action(action: RiskAction) -> Iterator[Happening]:
    name = f"Action {action.number}"
    yield Happening(day=action.began_on, order=7, title=f"{name} added", by=None, text=action.title)
    for update in action.updates:
        title = f"{name}: {update.percent}%"
        yield Happening(day=update.effective_on, order=8, title=title, by=update.author, text=update.note)
    if action.withdrawn_on is not None:
        yield Happening(day=action.withdrawn_on, order=9, title=f"{name} withdrawn", by=None)


def _moved(move: RiskMove) -> Happening:
    return Happening(day=move.effective_on, order=10, title=_TITLES[move.state], by=move.author, reason=move.reason)
