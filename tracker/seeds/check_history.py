"""The rules of a deliverable's history, replayed in the order it was recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from tracker.errors import DomainError
from tracker.plan.rules import ProgressStatus, has_words, quoted
from tracker.plan.rules_progress import (
    Around,
    ProposedUpdate,
    SettledUpdate,
    Standing,
    check_carry_forward,
    check_progress,
    check_reopen,
    check_stop,
)
from tracker.seeds.check_row import gaps, grouped, number_of, period_problems
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_plan import DeliverableRow, DetailRow, DueDateRow, MilestoneRow, ProgressRow

N = TypeVar("N", DueDateRow, ProgressRow, MilestoneRow)


def by_deliverable(rows: Sequence[N]) -> Mapping[str, list[N]]:
    """The rows of each deliverable in the order of their numbers."""
    found: defaultdict[str, list[N]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.number):
        found[row.deliverable].append(row)
    return found


def history_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Everything that is wrong with deliverables, their due dates, progress and milestones."""
    details = grouped(seeds.of(DetailRow), "deliverable")
    due_dates = by_deliverable(seeds.of(DueDateRow))
    updates = by_deliverable(seeds.of(ProgressRow))
    for row in seeds.of(DeliverableRow):
        yield from _deliverable(row, details[row.reference], due_dates.get(row.reference, []))
        yield from _progress(row, updates.get(row.reference, []))
    for group in due_dates.values():
        yield from _gaps(group)
        for due in group:
            yield from _due_date(due)
    for milestones in by_deliverable(seeds.of(MilestoneRow)).values():
        yield from _gaps(milestones)
    yield from _carried_forward_twice(seeds.of(DeliverableRow))


def _deliverable(
    row: DeliverableRow, details: Sequence[DetailRow], due_dates: Sequence[DueDateRow]
) -> Iterator[Problem]:
    number, source = number_of(row.reference, "D"), row.carried_from and number_of(row.carried_from, "D")
    if number is None:
        yield at(row, "reference", f"“{quoted(row.reference)}” is not a reference. Write it like D-0007.")
    if number is not None and source and source >= number:
        yield at(row, "carried_from", f"{row.carried_from} is not an earlier deliverable.")
    if not any(detail.effective_on <= row.began_on for detail in details):
        yield at(row, "began_on", f"{DetailRow.FILE} says nothing of {row.reference} on its first day.")
    if not due_dates:
        yield at(row, "reference", f"{DueDateRow.FILE} has no due date of {row.reference}.")


def _carried_forward_twice(rows: Sequence[DeliverableRow]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        if row.carried_from in seen:
            yield at(row, "carried_from", f"{row.carried_from} is carried forward by another row already.")
        elif row.carried_from is not None:
            seen.add(row.carried_from)


def _gaps(group: Sequence[N]) -> Iterator[Problem]:
    yield from gaps(group, (row.number for row in group), group[0].deliverable if group else "")


def _due_date(row: DueDateRow) -> Iterator[Problem]:
    yield from _due_days(row)
    decision = (row.accepted, row.decided_on, row.decided_by)
    if row.number == 1 and decision != (None, None, None):
        yield at(row, "accepted", "The first due date is nobody's request and has no answer.")
    elif any(part is None for part in decision) and decision != (None, None, None):
        yield at(row, "accepted", "An answer needs accepted, decided_on and decided_by.")
    if row.decision_note is not None and row.accepted is None:
        yield at(row, "decision_note", "Only an answer has a note.")
    if row.number > 1 and not has_words(row.reason):
        yield at(row, "reason", "Another due date needs a reason.")
    if row.decided_on is not None and row.decided_on < row.requested_on:
        yield at(row, "decided_on", f"{row.decided_on} is before {row.requested_on}, the day it was asked for.")


def _due_days(row: DueDateRow) -> Iterator[Problem]:
    days = (("starts", row.starts), ("ends", row.ends), ("precision", row.precision))
    yield from period_problems(row, ("text", row.text), days, ("reading", row.reading))


def _progress(deliverable: DeliverableRow, updates: Sequence[ProgressRow]) -> Iterator[Problem]:
    yield from _gaps(updates)
    standing: dict[int, ProgressRow] = {}
    for row in updates:
        if row.supersedes is not None and row.supersedes not in standing:
            yield at(row, "supersedes", f"Update {row.supersedes} is not one that stands before this one.")
            return
        previous = _latest(standing) if row.supersedes is None else None
        try:
            settled = _check(deliverable, row, previous)
        except DomainError as error:
            yield at(row, error.field, error)
        else:
            if row.supersedes is None and settled.percent != row.percent:
                yield at(row, "percent", f"{row.status.label} work keeps its {settled.percent}%.")
        standing.pop(row.supersedes or 0, None)
        standing[row.number] = row


def _latest(standing: Mapping[int, ProgressRow]) -> Standing | None:
    if not standing:
        return None
    last = max(standing.values(), key=lambda row: (row.effective_on, row.number))
    return Standing(last.status, last.percent, last.effective_on)


def _check(deliverable: DeliverableRow, row: ProgressRow, previous: Standing | None) -> SettledUpdate:
    # A day to come is no mistake here: a demonstration may be set on an earlier day than its records.
    around = Around(today=date.max, began_on=deliverable.began_on, corrects=row.supersedes is not None)
    match row.status:
        case ProgressStatus.STOPPED:
            return check_stop(previous, effective_on=row.effective_on, reason=row.reason, around=around)
        case ProgressStatus.CARRIED_FORWARD:
            return check_carry_forward(previous, effective_on=row.effective_on, reason=row.reason, around=around)
    proposed = ProposedUpdate(
        effective_on=row.effective_on,
        status=row.status,
        percent=row.percent,
        completed_on=row.completed_on,
        reason=row.reason,
    )
    if previous is not None and previous.status.is_closed:
        return check_reopen(previous, proposed, around)
    return check_progress(previous, proposed, around)
