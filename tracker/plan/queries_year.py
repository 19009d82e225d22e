"""Reading a year's end: which years are closed, what was open when one ended, and what was decided of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.dates import FinancialYear
from tracker.plan import queries
from tracker.plan.models import Deliverable, DeliverableDetail, Plan, Priority
from tracker.plan.models_year import YearClose, YearDecision
from tracker.plan.rules_standing import Standing, latest, standing_at
from tracker.plan.rules_year import (
    YearAct,
    YearChoice,
    YearStage,
    earlier_not_closed,
    later_closed,
    roll_day,
    stage_of,
)
from tracker.plan.rules_year_marks import YearOfWork, last_day, work_of_year


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A deliverable that was open when the year ended, or while it runs is open today; or was until it was decided.

    `then`: how it stood at that day's end; `now`: by all that is recorded. `place_then` and `place` are its wording and
    priority on these two days: pages show that of the year's end, and today's beside it. `goes_on_as`: the reference
    of what it was carried into. `last_entry` is the day of its newest wording, due date or update.
    """

    deliverable: Deliverable
    place_then: DeliverableDetail
    place: DeliverableDetail
    then: Standing
    now: Standing
    last_entry: date
    decision: YearDecision | None
    goes_on_as: str | None

    @property
    def reference(self) -> str:
        return self.deliverable.reference

    @property
    def is_open(self) -> bool:
        return not self.now.status.is_closed

    @property
    def needs_decision(self) -> bool:
        return self.is_open and self.decision is None

    @property
    def priority(self) -> Priority:
        """Today's: its lead decides."""
        return self.place.priority

    @property
    def priority_then(self) -> Priority:
        return self.place_then.priority

    @property
    def was_renamed(self) -> bool:
        return self.then.action != self.now.action

    @property
    def was_moved(self) -> bool:
        return self.priority_then.id != self.priority.id

    @property
    def decision_words(self) -> str | None:
        return words_of_decision(self.decision)

    def closes_on(self, year: FinancialYear) -> date | None:
        """The day on which closing the year closes the work, or closed it; None where it is or was left open."""
        if self.decision is None or self.decision.choice is YearChoice.LEAVE_OPEN:
            return None
        return roll_day(year, self.last_entry) if self.is_open else self.now.updated_on

    def goes_without_version(self, in_force: Collection[int]) -> bool:
        """Whether it is to be carried to another plan of which no version is in force, so that it belongs to none."""
        to = self.decision.priority if self.decision is not None and self.is_open else None
        return to is not None and to.plan_id != self.priority.plan_id and to.plan_id not in in_force

    def closes_after(self, year: FinancialYear) -> bool:
        """Whether that day is in a later year, because work went on: then this year counts it as going on."""
        day = self.closes_on(year)
        return day is not None and day > year.end


@dataclass(frozen=True, slots=True)
class YearEnd:
    """`acts`: each closing and reopening. `work`: every piece of work of the year. `stamp` grows with every change.

    `earlier` is a year that has to be closed first, `later` one that has to be reopened first: years go in order.
    """

    year: FinancialYear
    stage: YearStage
    acts: Sequence[YearClose]
    open_work: tuple[OpenWork, ...]
    work: tuple[YearOfWork[Deliverable], ...]
    stamp: int
    earlier: FinancialYear | None
    later: FinancialYear | None

    @property
    def closed(self) -> YearClose | None:
        return self.acts[-1] if self.acts and self.acts[-1].act is YearAct.CLOSED else None

    @property
    def undecided(self) -> tuple[OpenWork, ...]:
        return tuple(work for work in self.open_work if work.needs_decision)

    @property
    def deciding(self) -> list[Priority]:
        """Those the open work stands under today: their leads decide."""
        return list({work.priority.id: work.priority for work in self.open_work}.values())

    @property
    def priorities_then(self) -> list[Priority]:
        """Those the open work stood under when the year ended, the newest plan first."""
        found = {work.priority_then.id: work.priority_then for work in self.open_work}
        return sorted(found.values(), key=lambda each: (-each.plan.starts.toordinal(), each.plan.code, each.number))

    def stood_under(self, priority: Priority) -> list[OpenWork]:
        """What stood under a priority when the year ended, in the order of a report on the year."""
        theirs = [work for work in self.open_work if work.priority_then.id == priority.id]
        return sorted(theirs, key=lambda work: (work.place_then.position, work.deliverable.number))

    @property
    def closes_after(self) -> tuple[OpenWork, ...]:
        """What is decided, and counts as going on all the same: it went on after the year."""
        return tuple(work for work in self.open_work if work.closes_after(self.year))

    def under(self, priority: Priority) -> list[OpenWork]:
        """What stands under a priority today, in the order of a report."""
        mine = [work for work in self.open_work if work.priority.id == priority.id]
        return sorted(mine, key=lambda work: (work.place.position, work.deliverable.number))


def year_acts(session: Session) -> Mapping[FinancialYear, Sequence[YearClose]]:
    """Each closing and reopening of every year, in order."""
    found: dict[FinancialYear, list[YearClose]] = {}
    for row in session.scalars(select(YearClose).order_by(YearClose.year, YearClose.number)):
        found.setdefault(FinancialYear.parse(row.year), []).append(row)
    return found


def closed_years(session: Session) -> dict[FinancialYear, date]:
    """The years that are closed, and since when."""
    return _closed_among(year_acts(session))


def first_year(session: Session) -> FinancialYear | None:
    """The year in which the oldest deliverable began; None where there are none."""
    first = session.scalar(select(func.min(Deliverable.began_on)))
    return FinancialYear.of(first) if first is not None else None


def year_of_first_plan(session: Session) -> FinancialYear | None:
    """The year in which the oldest plan begins; None where there are none."""
    first = session.scalar(select(func.min(Plan.starts)))
    return FinancialYear.of(first) if first is not None else None


def years(session: Session, today: date) -> list[tuple[FinancialYear, YearStage, YearClose | None]]:
    """Every year since the first deliverable, the newest first, with its last act. Two queries."""
    first = first_year(session)
    if first is None:
        return []
    acts = {year: found[-1] for year, found in year_acts(session).items()}
    last = FinancialYear.of(today).year
    numbers = range(last, min(first.year, last) - 1, -1)
    return [
        (year, stage_of(year, today, _closed_on(acts.get(year))), acts.get(year))
        for year in (FinancialYear(number) for number in numbers)
    ]


def year_end(session: Session, year: FinancialYear, today: date) -> YearEnd:
    """A year's end with all its work, in a fixed number of queries."""
    day = last_day(year, today)
    loaded = queries.deliverables_between(session, year.start, day)
    successors = carried_into(session, [each.id for each in loaded])
    decided = decisions(session, year)
    all_acts = year_acts(session)
    acts, closed = all_acts.get(year, ()), _closed_among(all_acts)
    found = [
        work
        for each in loaded
        if (work := _open_work(each, day, decided.get(each.id), successors.get(each.reference))) is not None
    ]
    return YearEnd(
        year=year,
        stage=stage_of(year, today, _closed_on(acts[-1] if acts else None)),
        acts=acts,
        open_work=tuple(found),
        work=work_of_year(loaded, year, today, successors),
        stamp=len(acts) + sum(work.deliverable.version + (work.decision.id if work.decision else 0) for work in found),
        earlier=earlier_not_closed(year, first_year(session), closed),
        later=later_closed(year, closed),
    )


def decisions(session: Session, year: FinancialYear) -> dict[int, YearDecision]:
    """What was decided of each deliverable, by its id: the last decision."""
    found = session.scalars(
        select(YearDecision)
        .where(YearDecision.year == year.key)
        .order_by(YearDecision.id)
        .options(joinedload(YearDecision.priority).joinedload(Priority.plan))
    )
    return {row.deliverable_id: row for row in found}


def carried_into(session: Session, deliverable_ids: Collection[int]) -> dict[str, str]:
    """The references of these deliverables that were carried forward -> that of what each was carried into."""
    found = session.scalars(
        select(Deliverable)
        .where(Deliverable.carried_from_id.in_(deliverable_ids))
        .options(joinedload(Deliverable.carried_from))
    )
    return {each.carried_from.reference: each.reference for each in found if each.carried_from is not None}


def words_of_decision(row: YearDecision | None) -> str | None:
    """A decision in one line: "Carry forward, due June 2025, under PCP-2025-29, priority 1"."""
    if row is None:
        return None
    if row.choice is not YearChoice.CARRY_FORWARD or row.priority is None:
        return row.choice.label if row.reason is None else f"{row.choice.label}: {row.reason}"
    place = f"{row.priority.plan.code}, priority {row.priority.number}"
    return f"{row.choice.label}, due {row.due_text}, under {place}: {row.reason}"


def _closed_among(acts: Mapping[FinancialYear, Sequence[YearClose]]) -> dict[FinancialYear, date]:
    newest = {year: _closed_on(found[-1]) for year, found in acts.items()}
    return {year: closed_on for year, closed_on in newest.items() if closed_on is not None}


def _closed_on(last: YearClose | None) -> date | None:
    """Since when a year is closed, by its last act."""
    return last.acted_on if last is not None and last.act is YearAct.CLOSED else None


def _open_work(
    deliverable: Deliverable, day: date, decision: YearDecision | None, goes_on_as: str | None
) -> OpenWork | None:
    then, now = standing_at(deliverable, day), standing_at(deliverable, date.max)
    place_then = latest(deliverable.details, day)
    # What a decision of this year's end closed is closed as at its last day; it was open until then all the same.
    if then is None or place_then is None or now is None or (then.status.is_closed and decision is None):
        return None
    return OpenWork(
        deliverable=deliverable,
        place_then=place_then,
        place=deliverable.details[-1],
        then=then,
        now=now,
        last_entry=_last_entry(deliverable),
        decision=decision,
        goes_on_as=goes_on_as,
    )


def _last_entry(deliverable: Deliverable) -> date:
    answers = [due.decision.decided_on for due in deliverable.due_dates if due.decision is not None]
    return max(
        deliverable.details[-1].effective_on,
        *(update.effective_on for update in deliverable.updates),
        *answers,
        deliverable.began_on,
    )
