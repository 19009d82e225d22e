"""A finding's page: how it stands, what shows it, and everything that happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.dates import long_date
from tracker.enums import StatusEnum
from tracker.inspections.models_finding import Evidence, Finding, FindingDeliverable, FindingDetail
from tracker.inspections.rules import ForceStatus
from tracker.inspections.rules_changes import lacks_recommendations, warns_without_evidence
from tracker.inspections.rules_standing import FindingState, standing_at
from tracker.plan.rules_standing import latest


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the history. `text` is what somebody typed, `status` what was said."""

    day: date
    order: int
    title: str
    by: str
    status: StatusEnum | None = None
    text: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FindingStory:
    """What the page shows. `place` is the wording, priority and lead in force; evidence withdrawn stands apart."""

    state: FindingState
    place: FindingDetail
    evidence: Sequence[Evidence]
    withdrawn: Sequence[Evidence]
    links: Sequence[FindingDeliverable]
    happenings: Sequence[Happening]
    is_flagged: bool
    """A cause of concern that was taken over without its recommendations."""
    lacks_evidence: bool
    """The force says that the work is done, and nothing shows it."""

    @property
    def closed_by_force_only(self) -> bool:
        return self.state.is_open and self.state.force is ForceStatus.CLOSED_BY_FORCE


def story_of(finding: Finding, on: date) -> FindingStory | None:
    """The story as at a day, from a finding loaded with its history; None when it was not on the record yet."""
    state, place = standing_at(finding, on), latest(finding.details, on)
    if state is None or place is None:
        return None
    return FindingStory(
        state=state,
        place=place,
        evidence=[each for each in finding.evidence if each.withdrawn_on is None],
        withdrawn=[each for each in finding.evidence if each.withdrawn_on is not None],
        links=[link for link in finding.deliverable_links if link.unlinked_on is None],
        # Sorted and then turned round, so that of two entries alike the later one comes first too.
        happenings=sorted(_happenings(finding), key=lambda found: (found.day, found.order))[::-1],
        is_flagged=lacks_recommendations(finding.kind, len(finding.recommendations)),
        lacks_evidence=state.is_open and warns_without_evidence(state.force, has_evidence=state.has_evidence),
    )


def _happenings(finding: Finding) -> Iterator[Happening]:
    for place, detail in enumerate(finding.details):
        yield _of_detail(detail, first=place == 0)
    for link in finding.deliverable_links:
        reference = link.deliverable.reference
        yield Happening(link.linked_on, 1, f"Linked to {reference}", link.linked_by)
        if link.unlinked_on is not None:
            yield Happening(link.unlinked_on, 2, f"No longer linked to {reference}", link.unlinked_by or "")
    for evidence in finding.evidence:
        yield Happening(evidence.added_on, 3, f"Evidence added: {evidence.title}", evidence.added_by)
        if evidence.withdrawn_on is not None:
            title = f"Evidence withdrawn: {evidence.title}"
            yield Happening(evidence.withdrawn_on, 4, title, evidence.withdrawn_by or "")
    yield from _said(finding)


def _said(finding: Finding) -> Iterator[Happening]:
    for comment in finding.comments:
        yield Happening(comment.effective_on, 5, "Comment", comment.author, text=comment.text)
    for force in finding.force_marks:
        yield Happening(force.effective_on, 6, "Force status", force.author, force.status, force.comment)
    for again in finding.reassessments:
        by_which = f"Looked at again by {again.inspection.title}" if again.inspection else "Looked at again"
        yield Happening(again.effective_on, 7, by_which, again.author, again.result, again.text)
    for letter in finding.inspectorate_marks:
        title = "Inspectorate status"
        if letter.told_by:
            title = f"Inspectorate status (told by: {letter.told_by})"
        yield Happening(letter.effective_on, 8, title, letter.author, letter.status, letter.comment)


def _of_detail(detail: FindingDetail, *, first: bool) -> Happening:
    title = "On the record" if first else "Wording, priority, lead or expected closure changed"
    place = f"Priority {detail.priority.number}" if detail.priority else "No priority"
    lead = f"lead {detail.lead.name}" if detail.lead else "no lead"
    closure = f"expected closure {long_date(detail.expected_on)}" if detail.expected_on else "no expected closure"
    text = f"{detail.text}\n({place}, {lead}, {closure})"
    return Happening(detail.effective_on, 0, title, detail.recorded_by, text=text, reason=detail.reason)
