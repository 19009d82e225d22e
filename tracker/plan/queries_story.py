"""A deliverable's page: how it stands, why it is rated so, and everything that happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.dates import Quarter
from tracker.documents.charts import ProgressChart, ProgressPoint
from tracker.plan.models import Deliverable, DeliverableDetail, DueDate, Milestone, ProgressUpdate
from tracker.plan.models_versions import DeliverableVersion
from tracker.plan.rules import DueDateState, Lateness, ProgressStatus, due_date_state, lateness
from tracker.plan.rules_rag import RagFacts, RagRules, Rating, rag, set_by_hand, was_revised_in
from tracker.plan.rules_standing import (
    Standing,
    latest,
    milestone_percents_at,
    open_request,
    standing_at,
    updates_that_stand,
)

CANNOT_BE_CORRECTED = frozenset({ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD})


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the history. `text` is what an officer typed; `update_id` is set where it can be corrected."""

    day: date
    order: int
    title: str
    by: str
    text: str | None = None
    reason: str | None = None
    struck: bool = False
    update_id: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What the page shows. `request` is a due date that waits for an answer."""

    standing: Standing
    rating: Rating
    late: Lateness
    chart: ProgressChart
    happenings: tuple[Happening, ...]
    request: DueDate | None
    place: DeliverableDetail
    milestones: tuple[tuple[Milestone, int], ...]


def story_of(
    deliverable: Deliverable,
    rules: RagRules,
    on: date,
    *,
    red_risks: tuple[str, ...] = (),
    versions: Sequence[DeliverableVersion] = (),
) -> Story | None:
    """The story as at a day, from a deliverable loaded with its history; None when it was not on the record yet.

    `red_risks` are the references of the linked risks that are red (RULES 2), `versions` those of the plan that it
    belonged to.
    """
    standing = standing_at(deliverable, on)
    place = latest(deliverable.details, on)
    if standing is None or place is None:
        return None
    percents = milestone_percents_at(deliverable, on)
    happenings = [*_happenings(deliverable), *(_of_version(row) for row in versions)]
    return Story(
        standing=standing,
        rating=_rating(standing, rules, on, red_risks),
        late=lateness(standing.original_due.end, standing.due.end, standing.status, on),
        chart=_chart(deliverable, standing, on),
        # Sorted and then turned round, so that of two entries alike the later one comes first too.
        happenings=tuple(sorted(happenings, key=lambda found: (found.day, found.order))[::-1]),
        request=open_request(deliverable.due_dates, on),
        place=place,
        milestones=tuple((step, percents[step.id]) for step in deliverable.milestones if step.id in percents),
    )


def _rating(standing: Standing, rules: RagRules, on: date, red_risks: tuple[str, ...]) -> Rating:
    facts = RagFacts(
        on=on,
        status=standing.status,
        percent=standing.percent,
        start=standing.starts_on,
        end=standing.due.end,
        revised_this_quarter=was_revised_in(Quarter.of(on), standing.due_changed_on),
        linked_risk_is_red=bool(red_risks),
        red_risks=red_risks,
    )
    return rag(facts, rules, set_by_hand(standing.override, standing.override_reason))


def _chart(deliverable: Deliverable, standing: Standing, on: date) -> ProgressChart:
    revised = standing.due.end if standing.due_number > 1 else None
    return ProgressChart(
        points=tuple(
            ProgressPoint(update.effective_on, update.percent)
            for update in updates_that_stand(deliverable.updates)
            if update.effective_on <= on
        ),
        as_at=on,
        start=standing.starts_on,
        due=standing.original_due.end,
        revised=revised,
    )


def _happenings(deliverable: Deliverable) -> Iterator[Happening]:
    corrected = {update.supersedes_id for update in deliverable.updates}
    for update in deliverable.updates:
        yield _of_update(update, struck=update.id in corrected)
    for place, detail in enumerate(deliverable.details):
        yield _of_detail(detail, first=place == 0)
    for due in deliverable.due_dates:
        yield from _of_due(due)
    for override in deliverable.overrides:
        rating = f"Rating set by hand: {override.rag.label}" if override.rag else "Rating given back to the rules"
        yield Happening(override.effective_on, 3, rating, override.author, reason=override.reason)


def _of_update(update: ProgressUpdate, *, struck: bool) -> Happening:
    title = f"{update.percent}%, {update.status.label.lower()}"
    if update.supersedes_id is not None:
        title = f"Correction: {title}"
    return Happening(
        day=update.effective_on,
        order=4,
        title=title,
        by=update.author,
        text=update.note,
        reason=update.reason,
        struck=struck,
        update_id=None if struck or update.status in CANNOT_BE_CORRECTED else update.id,
    )


def _of_detail(detail: DeliverableDetail, *, first: bool) -> Happening:
    title = "On the record" if first else "Wording, place or owner changed"
    place = f"{detail.action} (priority {detail.priority.number}, owner {detail.owner.name})"
    return Happening(detail.effective_on, 0, title, detail.recorded_by, text=place, reason=detail.reason)


def _of_version(row: DeliverableVersion) -> Happening:
    title = f"Belongs to version {row.of.number} of the plan"
    return Happening(row.effective_on, 1, title, row.recorded_by, text=row.of.title, reason=row.reason)


def _of_due(due: DueDate) -> Iterator[Happening]:
    decision = due.decision
    state = due_date_state(due.number, decision.accepted if decision else None)
    title = f"Due date: {due.text}" if state is DueDateState.ORIGINAL else f"New due date asked for: {due.text}"
    yield Happening(due.requested_on, 1, title, due.requested_by, reason=due.reason)
    if decision is not None:
        answer = f"New due date {state.label.lower()}: {due.text}"
        yield Happening(decision.decided_on, 2, answer, decision.decided_by, reason=decision.note)
