"""What a financial year did to each piece of work: how it ended the year, and the marks a list of the year prints.

Everything is derived from the history, as at a day; nothing is stored. A year-end roll dates what it decides on the
last day of the year, so that the marks of that year tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Generic, Protocol, TypeVar

from tracker.dates import FinancialYear
from tracker.documents.blocks import Shape, Tone
from tracker.enums import StatusEnum
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_standing import (
    Detail,
    Due,
    History,
    Standing,
    Update,
    due_in_force,
    latest,
    standing_at,
    updates_that_stand,
)


class YearMark(StatusEnum):
    """What happened to a deliverable in a year, beside its progress."""

    NEW = "new", "New", Shape.CIRCLE, Tone.INFORMATION
    CHANGED = "changed", "Changed", Shape.DIAMOND, Tone.CAUTION
    CARRIED_FORWARD = "carried_forward", "Carried forward", Shape.ARROW, Tone.NEUTRAL
    STOPPED = "stopped", "Stopped", Shape.SQUARE, Tone.NEUTRAL


class YearOutcome(StatusEnum):
    """How a piece of work ended the year. Each piece of work has one."""

    FINISHED = "finished", "Finished", Shape.TICK, Tone.DONE
    CARRIED_FORWARD = "carried_forward", "Carried forward", Shape.ARROW, Tone.NEUTRAL
    STOPPED = "stopped", "Stopped", Shape.SQUARE, Tone.NEUTRAL
    GOING_ON = "going_on", "Going on", Shape.ARROW, Tone.INFORMATION


_OUTCOMES: Final[Mapping[ProgressStatus, YearOutcome]] = {
    ProgressStatus.COMPLETE: YearOutcome.FINISHED,
    ProgressStatus.CARRIED_FORWARD: YearOutcome.CARRIED_FORWARD,
    ProgressStatus.STOPPED: YearOutcome.STOPPED,
}


class DetailWithReason(Detail, Protocol):
    @property
    def reason(self) -> str | None: ...


class DueWithReason(Due, Protocol):
    @property
    def reason(self) -> str | None: ...


class UpdateWithReason(Update, Protocol):
    @property
    def reason(self) -> str | None: ...


class Referenced(Protocol):
    @property
    def reference(self) -> str: ...


class Marked(History, Referenced, Protocol):
    """A deliverable with its history, as `queries.deliverables_as_at` loads it."""

    @property
    def carried_from(self) -> Referenced | None: ...
    @property
    def details(self) -> Sequence[DetailWithReason]: ...
    @property
    def due_dates(self) -> Sequence[DueWithReason]: ...
    @property
    def updates(self) -> Sequence[UpdateWithReason]: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """`day`: since when. `words` say it in full: "Carried forward, goes on as D-0031". `reason` as it was typed."""

    kind: YearMark
    day: date
    words: str
    reason: str | None = None


M = TypeVar("M", bound=Marked)
W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class YearOfWork(Generic[W]):
    """One piece of work over a year.

    `start` is how it stood when the year began, None where it began later; `end` how it stood at the year's end or on
    the day the report is as at. Work that went on under a new reference within the year is one piece of work: it stands
    under the new reference, `earlier` names the old ones, oldest first, and `start` is the oldest one's.
    """

    deliverable: W
    reference: str
    start: Standing | None
    end: Standing
    outcome: YearOutcome
    marks: tuple[Mark, ...]
    earlier: tuple[str, ...] = ()
    reason: str | None = None


def last_day(year: FinancialYear, as_at: date) -> date:
    """The last day of the year that a report as at a day may tell of."""
    return min(year.end, as_at)


def eve_of(year: FinancialYear) -> date:
    return year.start - timedelta(days=1)


def outcome_of(end: Standing) -> YearOutcome:
    return _OUTCOMES.get(end.status, YearOutcome.GOING_ON)


def is_of_year(deliverable: History, year: FinancialYear, as_at: date) -> bool:
    """Whether the year has to tell of it: on the record by its end, and not closed before it and left so."""
    day = last_day(year, as_at)
    if day < year.start or standing_at(deliverable, day) is None:
        return False
    before = standing_at(deliverable, eve_of(year))
    if before is None or not before.status.is_closed:
        return True
    return any(year.start <= update.effective_on <= day for update in updates_that_stand(deliverable.updates))


def marks_in(deliverable: Marked, year: FinancialYear, as_at: date, goes_on_as: str | None = None) -> tuple[Mark, ...]:
    """The marks of a year, in the order of `YearMark`. `goes_on_as` is the reference of what it was carried into."""
    day = last_day(year, as_at)
    end = standing_at(deliverable, day)
    if end is None or day < year.start:
        return ()
    since = max(eve_of(year), deliverable.began_on)
    base = standing_at(deliverable, since)
    found = (
        _began(deliverable, year),
        _changed(deliverable, base, end, since, day) if base is not None else None,
        _carried_on(deliverable, end, year, goes_on_as),
        _stopped(deliverable, end, year),
    )
    return tuple(mark for mark in found if mark is not None)


def marks_by_year(
    deliverable: Marked, as_at: date, goes_on_as: str | None = None
) -> tuple[tuple[FinancialYear, tuple[Mark, ...]], ...]:
    """The years in which something is marked, the newest first, each with its marks."""
    first, last = FinancialYear.of(deliverable.began_on).year, FinancialYear.of(as_at).year
    years = [FinancialYear(number) for number in range(last, first - 1, -1)]
    told = [(year, marks_in(deliverable, year, as_at, goes_on_as)) for year in years]
    return tuple((year, marks) for year, marks in told if marks)


def work_of_year(
    deliverables: Sequence[M], year: FinancialYear, as_at: date, goes_on_as: Mapping[str, str] | None = None
) -> tuple[YearOfWork[M], ...]:
    """Every piece of work of the year once, in the order given.

    `goes_on_as`: reference -> reference of what each was carried into, where that is not among `deliverables` (a
    successor that begins with the next year).
    """
    day = last_day(year, as_at)
    of_year = [found for found in deliverables if is_of_year(found, year, as_at)]
    by_reference = {found.reference: found for found in of_year}
    successors = _successors(of_year)
    names = {**(goes_on_as or {}), **_successors(deliverables)}
    return tuple(
        _year_of(found, _line_of(found, by_reference), year, day, names)
        for found in of_year
        if found.reference not in successors
    )


def counts(work: Iterable[YearOfWork[W]]) -> Mapping[YearOutcome, int]:
    """How many pieces of work ended the year in each way; every way is named."""
    found = dict.fromkeys(YearOutcome, 0)
    for each in work:
        found[each.outcome] += 1
    return found


def _successors(deliverables: Iterable[Marked]) -> dict[str, str]:
    """The reference of what was carried forward -> that of what it was carried into."""
    return {each.carried_from.reference: each.reference for each in deliverables if each.carried_from is not None}


def _year_of(
    newest: M, earlier: Sequence[M], year: FinancialYear, day: date, goes_on_as: Mapping[str, str]
) -> YearOfWork[M]:
    end = standing_at(newest, day)
    if end is None:
        raise ValueError(f"{newest.reference} was not on the record on {day}.")
    marks = [mark for each in (*earlier, newest) for mark in marks_in(each, year, day, goes_on_as.get(each.reference))]
    return YearOfWork(
        deliverable=newest,
        reference=newest.reference,
        start=standing_at(earlier[0] if earlier else newest, eve_of(year)),
        end=end,
        outcome=outcome_of(end),
        marks=_once_each(marks),
        earlier=tuple(each.reference for each in earlier),
        reason=_closing_reason(newest, end, day),
    )


def _line_of(newest: M, by_reference: Mapping[str, M]) -> list[M]:
    """What the work was known as before in the same year, oldest first."""
    line: list[M] = []
    before = newest.carried_from
    while before is not None and before.reference in by_reference:
        line.insert(0, by_reference[before.reference])
        before = line[0].carried_from
    return line


def _once_each(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """One mark of a kind: the newest, for it tells under which reference the work stands now."""
    by_kind = {mark.kind: mark for mark in marks}
    return tuple(by_kind[kind] for kind in YearMark if kind in by_kind)


def new_since(day: date) -> Mark:
    """The mark of work that began in the year and carries no other work on."""
    return Mark(YearMark.NEW, day, "New")


def _began(deliverable: Marked, year: FinancialYear) -> Mark | None:
    if not year.contains(deliverable.began_on) or deliverable.carried_from is not None:
        return None
    return new_since(deliverable.began_on)


def _changed(deliverable: Marked, base: Standing, end: Standing, since: date, day: date) -> Mark | None:
    """What is different at the end; a change that was taken back within the year is none."""
    what, told = [], []
    if base.action != end.action:
        what.append("wording")
    if base.priority_id != end.priority_id:
        what.append("priority")
    elif base.objective_id != end.objective_id:
        what.append("objective")
    if what:
        told.append(_newest_rewording(deliverable, since, day))
    if (base.due.text, base.due.end) != (end.due.text, end.due.end):
        what.append("due date")
        told.append((end.due_changed_on or day, due_in_force(deliverable.due_dates, day).reason))
    if not what:
        return None
    changed_on, reason = max(told, key=lambda each: each[0])
    return Mark(YearMark.CHANGED, changed_on, f"Changed: {_listed(what)}", reason)


def _newest_rewording(deliverable: Marked, since: date, day: date) -> tuple[date, str | None]:
    """The day and the reason of the last change of wording or place after one day and up to another."""
    before = latest(deliverable.details, since)
    newest: tuple[date, str | None] = (day, None)
    for detail in deliverable.details:
        if not since < detail.effective_on <= day or before is None:
            continue
        if _what_it_is(detail) != _what_it_is(before):
            newest = detail.effective_on, detail.reason
        before = detail
    return newest


def _what_it_is(detail: Detail) -> tuple[str, int, int | None]:
    return detail.action, detail.priority_id, detail.objective_id


def _carried_on(deliverable: Marked, end: Standing, year: FinancialYear, goes_on_as: str | None) -> Mark | None:
    closed_on = end.updated_on
    if end.status is ProgressStatus.CARRIED_FORWARD and closed_on is not None and year.contains(closed_on):
        words = f"Carried forward, goes on as {goes_on_as}" if goes_on_as else "Carried forward"
        return Mark(YearMark.CARRIED_FORWARD, closed_on, words, _closing_reason(deliverable, end, closed_on))
    before = deliverable.carried_from
    if before is not None and year.contains(deliverable.began_on):
        words = f"Carried forward from {before.reference}"
        return Mark(YearMark.CARRIED_FORWARD, deliverable.began_on, words, deliverable.details[0].reason)
    return None


def _stopped(deliverable: Marked, end: Standing, year: FinancialYear) -> Mark | None:
    stopped_on = end.updated_on
    if end.status is not ProgressStatus.STOPPED or stopped_on is None or not year.contains(stopped_on):
        return None
    return Mark(YearMark.STOPPED, stopped_on, "Stopped", _closing_reason(deliverable, end, stopped_on))


def _closing_reason(deliverable: Marked, end: Standing, day: date) -> str | None:
    """Why the work was stopped or carried forward."""
    if end.status not in (ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD):
        return None
    standing = [update for update in updates_that_stand(deliverable.updates) if update.effective_on <= day]
    return standing[-1].reason if standing else None


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
