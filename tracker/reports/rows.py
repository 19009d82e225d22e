"""From a deliverable's dated history to its row in a quarter's report (DESIGN section 7).

Wording, place and due date are taken as at the report's day; progress up to that day and the quarter's end,
whichever comes first; lateness is judged on the report's day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.dates import Quarter
from tracker.plan.rules import Lateness, ProgressStatus, lateness
from tracker.plan.rules_rag import RagFacts, RagRules, Rating, rag, set_by_hand, was_revised_in
from tracker.plan.rules_standing import Due, History, Standing, Update, due_in_force, standing_at, updates_that_stand
from tracker.reports.snapshots import DeliverableRow


class ExplainedDue(Due, Protocol):
    @property
    def reason(self) -> str | None: ...


class ExplainedUpdate(Update, Protocol):
    @property
    def reason(self) -> str | None: ...


class Reported(History, Protocol):
    """A deliverable with everything a row needs."""

    @property
    def reference(self) -> str: ...
    @property
    def due_dates(self) -> Sequence[ExplainedDue]: ...
    @property
    def updates(self) -> Sequence[ExplainedUpdate]: ...


@dataclass(frozen=True, slots=True)
class Period:
    """What a report covers: a quarter, as at a day of it or after it."""

    quarter: Quarter
    as_at: date

    @property
    def last_day(self) -> date:
        """The last day whose progress counts."""
        return min(self.as_at, self.quarter.end)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row and the priority it stood under on the report's day."""

    priority_id: int
    row: DeliverableRow


def placed_row(
    deliverable: Reported,
    period: Period,
    rules: RagRules,
    carried_to: str | None,
    red_risks: tuple[str, ...] | None = None,
) -> PlacedRow | None:
    """The deliverable's row; None when the report leaves it out.

    Left out is what began after the last day that counts, and what was closed in an earlier quarter. `carried_to` is
    the reference of the work that took this one's place, `red_risks` None where no very high risk is linked
    to it, else the references of those the report names.
    """
    named = standing_at(deliverable, period.as_at)
    reached = standing_at(deliverable, period.last_day)
    if named is None or reached is None or _closed_before(reached, period.quarter.start):
        return None
    before = standing_at(deliverable, period.quarter.previous().end)
    previous = before if before is not None and before.updated_on is not None else None
    judged = _Judged(period, named, reached, previous, _rating(named, reached, period, rules, red_risks))
    return PlacedRow(named.priority_id, _row(deliverable, judged, carried_to))


@dataclass(frozen=True, slots=True)
class _Judged:
    """`named` stands on the report's day, `reached` on the last day that counts, `previous` a quarter before."""

    period: Period
    named: Standing
    reached: Standing
    previous: Standing | None
    rating: Rating

    @property
    def late(self) -> Lateness:
        due, original = self.named.due, self.named.original_due
        return lateness(original.end, due.end, self.reached.status, self.period.as_at)

    @property
    def updated(self) -> bool:
        return self.reached.updated_on is not None and self.reached.updated_on >= self.period.quarter.start

    @property
    def previous_on(self) -> date | None:
        """The day of the previous figure where it is older than the quarter before."""
        if self.previous is None or self.previous.updated_on is None:
            return None
        return self.previous.updated_on if self.previous.updated_on < self.period.quarter.previous().start else None


def _closed_before(reached: Standing, day: date) -> bool:
    """Whether an update before `day` closed the work: complete work counts from the update that first said so."""
    if not reached.status.is_closed:
        return False
    closed_on = reached.first_complete_on or reached.updated_on
    return closed_on is not None and closed_on < day


def _rating(
    named: Standing, reached: Standing, period: Period, rules: RagRules, red_risks: tuple[str, ...] | None
) -> Rating:
    facts = RagFacts(
        on=period.as_at,
        status=reached.status,
        percent=reached.percent,
        start=named.starts_on,
        end=named.due.end,
        revised_this_quarter=was_revised_in(period.quarter, named.due_changed_on),
        linked_risk_is_red=red_risks is not None,
        red_risks=red_risks or (),
    )
    return rag(facts, rules, set_by_hand(named.override, named.override_reason))


def _row(deliverable: Reported, judged: _Judged, carried_to: str | None) -> DeliverableRow:
    named, reached, previous, rating = judged.named, judged.reached, judged.previous, judged.rating
    status, late = reached.status, judged.late
    return DeliverableRow(
        reference=deliverable.reference,
        action=named.action,
        due_text=named.due.text,
        due_start=named.due.start,
        due_end=named.due.end,
        original_due_text=named.original_due.text,
        original_due_end=named.original_due.end,
        revised=named.due_number > 1,
        revised_reason=_revised_because(deliverable, judged),
        extension_requested=named.has_open_request and not status.is_closed,
        progress=reached.percent,
        updated_in_quarter=judged.updated,
        updated_on=None if judged.updated else reached.updated_on,
        note=reached.note if judged.updated else None,
        previous_progress=previous.percent if previous else None,
        previous_progress_on=judged.previous_on,
        status=status,
        status_word=status.label,
        completed_on=reached.completed_on,
        closed_reason=_closed_because(deliverable, judged),
        carried_to=carried_to if status is ProgressStatus.CARRIED_FORWARD else None,
        rag=rating.rag,
        rag_word=rating.rag.label if rating.rag else None,
        rag_reasons=rating.reasons,
        rag_override_reason=rating.override_reason,
        overdue=late.is_overdue,
        days_late=late.days,
        days_late_from_original=late.days_from_original,
    )


def _revised_because(deliverable: Reported, judged: _Judged) -> str | None:
    if judged.named.due_number == 1:
        return None
    return due_in_force(deliverable.due_dates, judged.period.as_at).reason


def _closed_because(deliverable: Reported, judged: _Judged) -> str | None:
    if judged.reached.status not in (ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD):
        return None
    last_day = judged.period.last_day
    closing = [each for each in updates_that_stand(deliverable.updates) if each.effective_on <= last_day]
    return closing[-1].reason
