"""Versions of a plan: the steps the law asks of each, when it must be published, and what it changes (RULES 10).

A plan and every variation of it are drafted, talked over with the chief constable, sent to the Panel, reviewed by it,
answered where it reports, and published: sections 5 and 28(3) of the Police Reform and Social Responsibility Act 2011.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

from tracker.dates import FinancialYear, long_date
from tracker.documents.text import allowed_address
from tracker.plan.rules import days, has_words
from tracker.plan.rules_version_kinds import ChangeKind, StepKind, VersionKind, VersionState
from tracker.plan.rules_version_refusals import (
    FIRST_ELECTION,
    AnotherInForce,
    AnswerNeedsDocument,
    ElectionOutOfOrder,
    NoPublicAddress,
    PublicationRests,
    PublicationStands,
    PublishedTooSoon,
    StepComesLater,
    StepHasFollowers,
    StepInTheFuture,
    StepNotRecorded,
    StepRecordedAlready,
    StepsOutOfOrder,
    StepTooEarly,
)

PUBLIC_DOCUMENTS: Final = (StepKind.REPORTED, StepKind.RESPONDED, StepKind.PUBLISHED)
"""The steps whose documents everybody may read once the version is published; drafts stay in the office."""

_FOLLOWS: Final[Mapping[StepKind, StepKind]] = {
    StepKind.SENT: StepKind.DRAFTED,
    StepKind.REVIEWED: StepKind.SENT,
    StepKind.REPORTED: StepKind.REVIEWED,
    StepKind.RESPONDED: StepKind.REPORTED,
}
"""Which step there can be none without."""

_BEFORE_PUBLICATION: Final = (StepKind.DRAFTED, StepKind.CONSULTED, StepKind.SENT, StepKind.REVIEWED)

_IN_ORDER: Final = (
    *((first, then) for then, first in _FOLLOWS.items()),
    *((first, StepKind.PUBLISHED) for first in _BEFORE_PUBLICATION),
)
"""Pairs of steps of which the second is never dated before the first."""


class Recorded(Protocol):
    """A step as it is recorded; a correction names the one it takes the place of."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> StepKind: ...
    @property
    def day(self) -> date: ...
    @property
    def supersedes_id(self) -> int | None: ...
    @property
    def taken_back(self) -> bool: ...


R = TypeVar("R", bound=Recorded)


def standing_steps(steps: Iterable[R]) -> dict[StepKind, R]:
    """The steps that hold, in the order of the law: without those corrected later and those taken back."""
    rows = list(steps)
    replaced = {row.supersedes_id for row in rows}
    found = {row.kind: row for row in rows if row.id not in replaced and not row.taken_back}
    return {kind: found[kind] for kind in StepKind if kind in found}


def days_of(steps: Mapping[StepKind, Recorded]) -> dict[StepKind, date]:
    return {kind: step.day for kind, step in steps.items()}


def lacking(recorded: Collection[StepKind]) -> tuple[StepKind, ...]:
    """What must still come before publication: consultation, review, and the response where the Panel reported."""
    wanted = [StepKind.CONSULTED, StepKind.REVIEWED]
    if StepKind.REPORTED in recorded:
        wanted.append(StepKind.RESPONDED)
    return tuple(kind for kind in wanted if kind not in recorded)


def next_steps(recorded: Collection[StepKind]) -> tuple[StepKind, ...]:
    """The steps that can be recorded now, in the order of the law."""
    return tuple(
        kind for kind in StepKind if kind not in recorded and (kind not in _FOLLOWS or _FOLLOWS[kind] in recorded)
    )


def check_can_be_recorded(kind: StepKind, recorded: Mapping[StepKind, Recorded]) -> None:
    """Whether it is time for a step. Raises StepRecordedAlready or StepComesLater."""
    if kind in recorded:
        raise StepRecordedAlready(kind, recorded[kind].day)
    if kind in _FOLLOWS and _FOLLOWS[kind] not in recorded:
        raise StepComesLater(kind, _FOLLOWS[kind])


def check_step(kind: StepKind, day: date, recorded: Mapping[StepKind, date], today: date) -> None:
    """Whether a step can be recorded for a day. `recorded` are the others that hold.

    Raises StepRecordedAlready, StepComesLater, StepInTheFuture or StepsOutOfOrder.
    """
    if kind in recorded:
        raise StepRecordedAlready(kind, recorded[kind])
    if kind in _FOLLOWS and _FOLLOWS[kind] not in recorded:
        raise StepComesLater(kind, _FOLLOWS[kind])
    if day > today:
        raise StepInTheFuture(day, today)
    for first, then in _IN_ORDER:
        if then is kind and first in recorded and day < recorded[first]:
            raise StepsOutOfOrder(kind, first, recorded[first], must_follow=True)
        if first is kind and then in recorded and day > recorded[then]:
            raise StepsOutOfOrder(kind, then, recorded[then], must_follow=False)


def check_not_too_early(day: date, published: Mapping[int, date], number: int) -> None:
    """`published`: when the other versions of the plan were; `number`: of the version the step is of.

    Raises StepTooEarly.
    """
    first = min((on for other, on in published.items() if other < number), default=FIRST_ELECTION)
    if day < first:
        raise StepTooEarly(day, first)


def check_document(kind: StepKind, link: str | None, *, has_file: bool) -> None:
    """Raises NoPublicAddress or AnswerNeedsDocument."""
    if link is not None and not (allowed_address(link) and link.lower().startswith("https://")):
        raise NoPublicAddress(link)
    if kind is StepKind.RESPONDED and link is None and not has_file:
        raise AnswerNeedsDocument


def check_publication(recorded: Collection[StepKind], override_reason: str | None) -> None:
    """Raises PublishedTooSoon."""
    lacks = lacking(recorded)
    if lacks and not has_words(override_reason):
        raise PublishedTooSoon(lacks)


def check_one_in_force(number: int, day: date, others: Mapping[int, date]) -> None:
    """Whether version `number` may begin on a day. `others`: when the other versions were published.

    Raises AnotherInForce.
    """
    for other, published_on in sorted(others.items()):
        if other < number and day <= published_on:
            raise AnotherInForce(other, published_on, must_follow=True)
        if other > number and day >= published_on:
            raise AnotherInForce(other, published_on, must_follow=False)


def check_take_back(kind: StepKind, recorded: Collection[StepKind], *, may_publish: bool) -> None:
    """`may_publish`: whether the person may record a publication, on which everybody rests.

    Raises StepNotRecorded, PublicationStands, PublicationRests or StepHasFollowers.
    """
    if kind not in recorded:
        raise StepNotRecorded(kind)
    if kind is StepKind.PUBLISHED:
        raise PublicationStands
    for then, first in _FOLLOWS.items():
        if first is kind and then in recorded:
            raise StepHasFollowers(kind, then)
    if StepKind.PUBLISHED in recorded and not may_publish:
        raise PublicationRests(kind)


def check_election(kind: VersionKind, elected_on: date | None, today: date) -> None:
    """Raises ElectionOutOfOrder."""
    if elected_on is None:
        return
    if kind is VersionKind.VARIATION or not FIRST_ELECTION <= elected_on <= today:
        raise ElectionOutOfOrder(today)


def in_force_on(published: Mapping[int, date], day: date) -> int | None:
    """The number of the version in force on a day, by when each was published."""
    begun = {number: since for number, since in published.items() if since <= day}
    return max(begun, key=lambda number: (begun[number], number)) if begun else None


def state_of(published_on: date | None, *, is_withdrawn: bool, is_in_force: bool) -> VersionState:
    if is_withdrawn:
        return VersionState.WITHDRAWN
    if published_on is None:
        return VersionState.DRAFT
    return VersionState.IN_FORCE if is_in_force else VersionState.REPLACED


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when the law wants the plan published, and how that goes: `late_by` days, 0 in time."""

    by: date
    published_on: date | None
    late_by: int
    left: int

    @property
    def words(self) -> str:
        year = FinancialYear.of(self.by).key
        if self.published_on is not None:
            if self.late_by:
                return f"Published {days(self.late_by)} late: it was due by {long_date(self.by)}"
            return f"Published in time, within {year}, the financial year of the election"
        if self.late_by:
            return f"Late by {days(self.late_by)}: it was due by {long_date(self.by)}"
        left = "today is the last day" if self.left == 0 else f"{days(self.left)} left"
        return f"Publish by {long_date(self.by)}, within the financial year of the election: {left}"


def deadline(elected_on: date | None, published_on: date | None, today: date) -> Deadline | None:
    """None where the day of the election is not recorded, as for variations."""
    if elected_on is None:
        return None
    by = FinancialYear.of(elected_on).end
    judged = published_on or today
    return Deadline(by, published_on, max(0, (judged - by).days), max(0, (by - judged).days))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A priority, or an objective under it, as a version has it. `code` None: the priority itself."""

    priority_number: int
    code: str | None
    parent_code: str | None
    level_name: str | None
    group_heading: str | None
    title: str

    @property
    def label(self) -> str:
        return f"Priority {self.priority_number}" if self.code is None else f"{self.level_name} {self.code}"


@dataclass(frozen=True, slots=True)
class LineChange:
    kind: ChangeKind
    before: PlanLine | None
    after: PlanLine | None

    @property
    def label(self) -> str:
        line = self.after or self.before
        return line.label if line is not None else ""


def changes_between(before: Sequence[PlanLine], after: Sequence[PlanLine]) -> tuple[LineChange, ...]:
    """What differs, in the order of the later one; what it drops comes last."""
    was = {(line.priority_number, line.code): line for line in before}
    found: list[LineChange] = []
    for line in after:
        earlier = was.pop((line.priority_number, line.code), None)
        if earlier is None:
            found.append(LineChange(ChangeKind.NEW, None, line))
        elif earlier != line:
            found.append(LineChange(ChangeKind.CHANGED, earlier, line))
    return (*found, *(LineChange(ChangeKind.DROPPED, line, None) for line in was.values()))
