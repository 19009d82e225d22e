"""What is wrong with the rows of a report, and what it lacks (RULES 7)."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.plan.rules import days, has_words
from tracker.reports.rules import EntryKind
from tracker.reports.rules_checks_texts import DELIVERABLES, place_of
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_compare_text import lines_of
from tracker.reports.rules_compare_words import name_words
from tracker.reports.rules_warnings import MeasureWarning
from tracker.reports.snapshots import DeliverableRow, HighlightSnapshot, PrioritySection
from tracker.reports.snapshots_measures import MeasurePage


def nothing_to_report(snapshot: HighlightSnapshot) -> Iterator[Problem]:
    """A report without any deliverable."""
    if not snapshot.rows:
        yield Problem(
            kind=ProblemKind.EMPTY,
            severity=Severity.BLOCK,
            place=ProblemPlace(),
            about="deliverables",
            words="There is nothing to report: no priority has a deliverable. Add the deliverables of the plan first.",
        )


def missing_sections(part: PrioritySection, snapshot: HighlightSnapshot) -> Iterator[Problem]:
    """Of a priority of a plan in force: outcomes, focus and deliverables. An older plan only has what is left of it."""
    if not _is_in_force(part, snapshot):
        return
    for kind in EntryKind:
        if not any(has_words(line) for line in lines_of(part, kind)):
            yield _missing(part, kind.label, "Write at least one line.")
    if not part.deliverables and snapshot.rows:
        yield _missing(part, DELIVERABLES, "Add its deliverables, or override this and say why it has none.")


def missing_commentary(part: PrioritySection, page: MeasurePage) -> Iterator[Problem]:
    """A group of measures that nobody wrote about."""
    if not any(has_words(each.text) for each in page.commentary):
        yield _missing(part, f"{page.group}, commentary", "Write what its figures mean.")


def row_problems(part: PrioritySection) -> Iterator[Problem]:
    """Of deliverables in printed order: overdue without a reason, and 100% without a completion date."""
    for row in part.deliverables:
        if row.overdue and not _is_explained(row):
            yield _overdue(part, row)
        if row.progress == 100 and row.completed_on is None:
            yield Problem(
                kind=ProblemKind.COMPLETION,
                severity=Severity.BLOCK,
                place=place_of(part, DELIVERABLES, row.reference),
                about=row.status.value,
                words=(
                    f"{name_words(row.reference, row.action)} is at 100% without a completion date. "
                    "Complete it with its date, or correct the percentage."
                ),
            )


def warned(part: PrioritySection, page: MeasurePage, warning: MeasureWarning) -> Problem:
    """A warning about a measure as a problem of the report."""
    return Problem(
        kind=ProblemKind.MARKING if warning.blocks else ProblemKind.TREND,
        severity=Severity.BLOCK if warning.blocks else Severity.WARN,
        place=place_of(part, page.group, warning.code),
        about=warning.words,
        words=f"{warning.name}: {warning.words}",
    )


def acronym_problems(snapshot: HighlightSnapshot) -> Iterator[Problem]:
    """Acronyms of the report that its list explains with nothing."""
    for each in snapshot.acronyms:
        if not has_words(each.meaning):
            yield Problem(
                kind=ProblemKind.ACRONYM,
                severity=Severity.WARN,
                place=ProblemPlace(block="Acronyms"),
                about=each.acronym,
                words=f"{each.acronym} is on the list of acronyms without what it stands for. Add its meaning.",
            )


def _is_in_force(part: PrioritySection, snapshot: HighlightSnapshot) -> bool:
    quarter = snapshot.quarter
    return any(
        plan.code == part.plan_code and plan.start <= quarter.end and plan.end >= quarter.start
        for plan in snapshot.plans
    )


def _missing(part: PrioritySection, block: str, mend: str) -> Problem:
    return Problem(
        kind=ProblemKind.MISSING,
        severity=Severity.BLOCK,
        place=place_of(part, block),
        about="",
        words=f"Priority {part.number}, {part.title}: nothing stands under “{block}”. {mend}",
    )


def _is_explained(row: DeliverableRow) -> bool:
    """A note of the quarter, why its date was changed, or that more time is asked for."""
    return (row.updated_in_quarter and has_words(row.note)) or has_words(row.revised_reason) or row.extension_requested


def _overdue(part: PrioritySection, row: DeliverableRow) -> Problem:
    return Problem(
        kind=ProblemKind.OVERDUE,
        severity=Severity.BLOCK,
        place=place_of(part, DELIVERABLES, row.reference),
        # Not how many days it is late, which is another number each day.
        about=f"due {row.due_end.isoformat()}",
        words=(
            f"{name_words(row.reference, row.action)} was due by {long_date(row.due_end)}, is {days(row.days_late)} "
            "overdue, and nothing says why. Ask for an update with a note, or for another due date."
        ),
    )
