"""What a comparison of two reports says: each change as a sentence, under the priority it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from tracker.dates import long_date
from tracker.enums import LabelledEnum
from tracker.reports.rules_compare_words import WordRun, word_runs, words_in

NOTHING_CHANGED: Final = "Nothing has changed."


class Topic(LabelledEnum):
    """What a change is about, in the order changes are listed."""

    PRIORITY = "priority", "Priority"
    DELIVERABLE = "deliverable", "Deliverables"
    RISK = "risk", "Risks and issues"
    GRADE = "grade", "Grades"
    MEASURE = "measure", "Measures"
    TEXT = "text", "Text"
    FINDING = "finding", "Findings"


class ChangeKind(LabelledEnum):
    """What happened; the label stands after a count: "3 slipped". The value begins with the topic's."""

    PRIORITY_NEW = "priority_new", "new"
    PRIORITY_GONE = "priority_gone", "no longer in the report"
    PRIORITY_RENAMED = "priority_renamed", "renamed"
    PRIORITY_LEAD = "priority_lead", "with a lead or without one"

    NEW = "deliverable_new", "new"
    FINISHED = "deliverable_finished", "finished"
    STOPPED = "deliverable_stopped", "stopped"
    CARRIED_FORWARD = "deliverable_carried_forward", "carried forward"
    GONE = "deliverable_gone", "gone without a word"
    REOPENED = "deliverable_reopened", "reopened"
    SLIPPED = "deliverable_slipped", "slipped"
    EARLIER = "deliverable_earlier", "due earlier"
    DUE_REWORDED = "deliverable_due_reworded", "with a reworded due date"
    EXTENSION = "deliverable_extension", "with an extension newly asked for"
    OVERDUE = "deliverable_overdue", "newly overdue"
    STILL_OVERDUE = "deliverable_still_overdue", "still overdue"
    UP = "deliverable_up", "up"
    DOWN = "deliverable_down", "down"
    SILENT = "deliverable_silent", "without an update"
    STATUS = "deliverable_status", "with another status"
    RATING = "deliverable_rating", "rated anew"
    MOVED = "deliverable_moved", "moved to another priority"
    REWORDED = "deliverable_reworded", "reworded"

    RISK_NEW = "risk_new", "new"
    RISK_GONE = "risk_gone", "no longer printed"
    RISK_UP = "risk_up", "up"
    RISK_DOWN = "risk_down", "down"
    RISK_SCORED = "risk_scored", "scored for the first time"
    RISK_UNSCORED = "risk_unscored", "no longer scored"
    RISK_BAND = "risk_band", "in another band"
    RISK_STATE = "risk_state", "with another state"
    RISK_MOVED = "risk_moved", "moved to another priority"
    RISK_REWORDED = "risk_reworded", "reworded"

    GRADES_NEW = "grade_new", "newly printed"
    GRADES_GONE = "grade_gone", "no longer printed"
    GRADE_CHANGED = "grade_changed", "changed"

    MEASURE_ADDED = "measure_added", "added"
    MEASURE_DROPPED = "measure_dropped", "dropped"
    MEASURE_WITHHELD = "measure_withheld", "newly withheld"
    MEASURE_RELEASED = "measure_released", "no longer withheld"
    EXCEPTION = "measure_exception", "newly exceptional"
    EXCEPTION_CHANGED = "measure_exception_changed", "exceptional in another way"
    EXCEPTION_OVER = "measure_exception_over", "no longer exceptional"
    WEIGHT_UP = "measure_weight_up", "weighing more"
    WEIGHT_DOWN = "measure_weight_down", "weighing less"
    TREND = "measure_trend", "with a turned trend"
    REVISED = "measure_revised", "with revised figures"
    MEASURE_RENAMED = "measure_renamed", "renamed"
    MONTH = "measure_month", "groups with figures of another month"

    TEXT_ADDED = "text_added", "added"
    TEXT_REMOVED = "text_removed", "removed"
    TEXT_CHANGED = "text_changed", "changed"

    FINDING_NEW = "finding_new", "new"
    FINDING_CLOSED = "finding_closed", "closed"
    FINDING_REOPENED = "finding_reopened", "reopened"
    FINDING_GONE = "finding_gone", "gone without a word"
    FINDING_OVERDUE = "finding_overdue", "newly overdue"
    FINDING_FORCE = "finding_force", "with another status of the force"
    FINDING_RESULT = "finding_result", "judged again"
    FINDING_EXPECTED = "finding_expected", "with another expected closure"
    FINDING_LEAD = "finding_lead", "with a lead or without one"
    FINDING_REWORDED = "finding_reworded", "reworded"

    @property
    def topic(self) -> Topic:
        return Topic(self.value.partition("_")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `words` is all a reader needs; the rest is for those who show it otherwise.

    `subject` is what it happened to, as rows are matched: a reference, a measure's code, the name of a group, the
    heading of a text; `name` is that in words. `said` is what happened, one sentence or more, without its capital.
    `before` and `after` are as printed, None where there is none. `runs` is the word-level difference of a reworded
    text. `counts` is how many things the sentence names: measures of a group are added in one sentence.
    """

    kind: ChangeKind
    subject: str
    name: str
    said: str
    before: str | None = None
    after: str | None = None
    runs: tuple[WordRun, ...] = ()
    counts: int = 1

    @property
    def words(self) -> str:
        """The whole sentence: "D-0012 Start the service – due date moved from …"."""
        return f"{self.name} – {self.said}"

    @property
    def sentence(self) -> str:
        """What happened, where the name stands above it."""
        return self.said[:1].upper() + self.said[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityChanges:
    """What changed under one priority, as printed: what disappeared stands last among its kind.

    `gone`: the priority is in the previous report only.
    """

    plan_code: str
    number: int
    title: str
    gone: bool
    changes: tuple[Change, ...]

    @property
    def counts(self) -> tuple[tuple[ChangeKind, int], ...]:
        """How often each kind of change happened, without those that did not."""
        return counts_of(self.changes)

    @property
    def summary(self) -> str:
        """ "Deliverables: 2 new, 1 slipped. Text: 3 added." """
        return summary_of(self.changes)

    def of(self, topic: Topic) -> tuple[Change, ...]:
        """The changes about one topic."""
        return tuple(change for change in self.changes if change.kind.topic is topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A report against an earlier one. Findings belong to no priority."""

    previous_quarter: str
    previous_as_at: date
    priorities: tuple[PriorityChanges, ...]
    findings: tuple[Change, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change in the order of the report."""
        return (*(change for part in self.priorities for change in part.changes), *self.findings)

    @property
    def is_empty(self) -> bool:
        return not self.changes

    @property
    def summary(self) -> str:
        """One line on everything, or that nothing changed; it names the report compared with."""
        than = f"since the report of {self.previous_quarter}, as at {long_date(self.previous_as_at)}"
        if self.is_empty:
            return f"Nothing has changed {than}."
        return f"What has changed {than}. {summary_of(self.changes)}"


def reworded(
    kind: ChangeKind, subject: str, name: str, texts: tuple[str, str], said: str = "reworded."
) -> Iterator[Change]:
    """That a text reads otherwise than before; nothing where it does not. `said` may quote it: {before}, {after}."""
    before, after = (words_in(text) for text in texts)
    if before != after:
        yield Change(
            kind=kind,
            subject=subject,
            name=name,
            said=said.format(before=before, after=after),
            before=before,
            after=after,
            runs=word_runs(*texts),
        )


def counts_of(changes: tuple[Change, ...]) -> tuple[tuple[ChangeKind, int], ...]:
    """How often each kind of change happened, in the order kinds are listed."""
    found: Counter[ChangeKind] = Counter()
    for change in changes:
        found[change.kind] += change.counts
    return tuple((kind, found[kind]) for kind in ChangeKind if found[kind])


def summary_of(changes: tuple[Change, ...]) -> str:
    """The counts in words by topic; that nothing changed where there are none."""
    if not changes:
        return NOTHING_CHANGED
    return " ".join(
        f"{topic.label}: {', '.join(f'{count} {kind.label}' for kind, count in counted)}."
        for topic, counted in groupby(counts_of(changes), key=lambda each: each[0].topic)
    )
