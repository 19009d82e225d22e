"""What changed since the last signed report, priority by priority, in sentences a person can read.

Deliverables, risks and findings are matched by their reference, measures by their code, groups by their name, lines by
what they say. A row that moved to another priority is the same row.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.reports.rules_compare_deliverables import deliverable_changes
from tracker.reports.rules_compare_measures import measure_changes
from tracker.reports.rules_compare_places import Changes, Place, sections_of
from tracker.reports.rules_compare_records import finding_changes, grade_changes, risk_changes
from tracker.reports.rules_compare_text import text_changes
from tracker.reports.rules_compare_types import Change, ChangeKind, Comparison, PriorityChanges, Topic
from tracker.reports.rules_compare_words import RunKind, WordRun
from tracker.reports.snapshots import HighlightSnapshot, PrioritySection

__all__ = ["Change", "ChangeKind", "Comparison", "PriorityChanges", "RunKind", "Topic", "WordRun", "compare"]

_OF_PRIORITIES = (deliverable_changes, risk_changes, grade_changes, measure_changes, text_changes)


def compare(previous: HighlightSnapshot, current: HighlightSnapshot) -> Comparison:
    """Every priority of the current report in printed order, also where nothing changed; then those only the previous
    one has, with what disappeared with them. A report compared with itself has no change.
    """
    found = tuple(changes_of(previous, current) for changes_of in _OF_PRIORITIES)
    then, now = sections_of(previous), sections_of(current)
    kept = (_changes(place, part, then.get(place), found) for place, part in now.items())
    gone = (_gone(place, part, found) for place, part in then.items() if place not in now)
    return Comparison(
        previous_quarter=previous.quarter.label,
        previous_as_at=previous.as_at,
        priorities=(*kept, *gone),
        findings=finding_changes(previous, current),
    )


def _changes(
    place: Place, now: PrioritySection, then: PrioritySection | None, found: tuple[Changes, ...]
) -> PriorityChanges:
    return _listed(place, now, (*_of_priority(then, now), *_of_place(place, found)), gone=False)


def _gone(place: Place, part: PrioritySection, found: tuple[Changes, ...]) -> PriorityChanges:
    words = "no longer in the report."
    said = Change(
        kind=ChangeKind.PRIORITY_GONE, subject=_subject(part), name=_name(part), said=words, before=part.title
    )
    return _listed(place, part, (said, *_of_place(place, found)), gone=True)


def _listed(place: Place, part: PrioritySection, changes: tuple[Change, ...], *, gone: bool) -> PriorityChanges:
    return PriorityChanges(plan_code=place.plan_code, number=place.number, title=part.title, gone=gone, changes=changes)


def _of_place(place: Place, found: tuple[Changes, ...]) -> Iterator[Change]:
    return (change for topic in found for change in topic.get(place, ()))


def _subject(part: PrioritySection) -> str:
    return f"{part.plan_code}/{part.number}"


def _name(part: PrioritySection) -> str:
    return f"Priority {part.number} of {part.plan_code}: {part.title}"


def _of_priority(then: PrioritySection | None, now: PrioritySection) -> Iterator[Change]:
    subject, name = _subject(now), _name(now)
    if then is None:
        words = "not in the previous report."
        yield Change(kind=ChangeKind.PRIORITY_NEW, subject=subject, name=name, said=words, after=now.title)
        return
    if then.title != now.title:
        words = f"renamed, it was “{then.title}”."
        yield Change(
            kind=ChangeKind.PRIORITY_RENAMED, subject=subject, name=name, said=words, before=then.title, after=now.title
        )
    if then.lead != now.lead:
        before, after = then.lead or "nobody", now.lead or "nobody"
        words = f"strategic lead changed from {before} to {after}."
        yield Change(kind=ChangeKind.PRIORITY_LEAD, subject=subject, name=name, said=words, before=before, after=after)
