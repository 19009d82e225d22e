"""What the rules of versions refuse, as small errors that carry their facts (RULES 10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.plan.rules import ReasonNeeded
from tracker.plan.rules_version_kinds import StepKind, VersionState

FIRST_ELECTION: Final = date(2012, 11, 15)


class StepRecordedAlready(DomainError):
    def __init__(self, kind: StepKind, day: date) -> None:
        self.kind = kind
        self.day = day
        super().__init__(
            f"“{kind.label}” is recorded for {long_date(day)} already. Correct that record if something in it is wrong."
        )


class StepNotRecorded(DomainError):
    """A step that is not there is corrected or taken back."""

    def __init__(self, kind: StepKind) -> None:
        self.kind = kind
        super().__init__(f"“{kind.label}” is not recorded, so there is nothing to correct. Record it instead.")


class StepComesLater(DomainError):
    """A step is recorded before the one it follows from."""

    def __init__(self, kind: StepKind, first: StepKind) -> None:
        self.kind = kind
        self.first = first
        super().__init__(f"“{kind.label}” follows “{first.label}”. Record “{first.label}” first.")


class StepsOutOfOrder(DomainError):
    """The day does not go with the day of another step."""

    field = "day"

    def __init__(self, kind: StepKind, other: StepKind, other_day: date, *, must_follow: bool) -> None:
        self.kind = kind
        self.other = other
        self.other_day = other_day
        self.must_follow = must_follow
        side = "on or after" if must_follow else "on or before"
        super().__init__(f"Enter a day {side} {long_date(other_day)}, the day of “{other.label}”.")


class StepInTheFuture(DomainError):
    field = "day"

    def __init__(self, day: date, today: date) -> None:
        self.day = day
        self.today = today
        super().__init__(f"Enter today or a day in the past: {long_date(day)} is yet to come.")


class StepTooEarly(DomainError):
    """Before there were commissioners, or a variation before the plan was published at all."""

    field = "day"

    def __init__(self, day: date, first: date) -> None:
        self.day = day
        self.first = first
        what = "the first election of commissioners" if first == FIRST_ELECTION else "when the plan was published"
        super().__init__(f"Enter a day from {long_date(first)} on, {what}: {long_date(day)} is before that.")


class StepHasFollowers(DomainError):
    """A step is taken back although another rests on it."""

    def __init__(self, kind: StepKind, follower: StepKind) -> None:
        self.kind = kind
        self.follower = follower
        super().__init__(f"“{follower.label}” rests on “{kind.label}”. Take back “{follower.label}” first.")


class PublicationStands(DomainError):
    """What everybody could read cannot be taken back."""

    def __init__(self) -> None:
        super().__init__(
            "A publication cannot be taken back: people may rest on it. Correct its day or document, or publish a "
            "variation."
        )


class PublicationRests(DomainError):
    """A step before a publication is taken back by somebody who may not publish."""

    def __init__(self, kind: StepKind) -> None:
        self.kind = kind
        super().__init__(
            f"This version is published, and everybody can read when “{kind.label}” was taken. Only the Chief "
            "Executive takes it back. Correct it if only something in it is wrong."
        )


class MeetingYetToCome(DomainError):
    """The Panel has not met yet, or the meeting was cancelled or is not on record."""

    field = "meeting_id"

    def __init__(self) -> None:
        super().__init__("Select a meeting from the list: one that took place.")


class AnswerNeedsDocument(DomainError):
    """A response that nobody could read."""

    field = "link"

    def __init__(self) -> None:
        super().__init__("The response must be published: choose its file, or enter the address where it can be read.")


class NoPublicAddress(DomainError):
    field = "link"

    def __init__(self, link: str) -> None:
        self.link = link
        super().__init__("Enter the whole address, beginning with https://")


class PublishedTooSoon(ReasonNeeded):
    """What the law asks before publication is not all recorded, and nobody said why."""

    field = "override_reason"

    def __init__(self, lacks: Sequence[StepKind]) -> None:
        self.lacks = tuple(lacks)
        named = ", ".join(f"“{kind.label}”" for kind in lacks)
        super().__init__(f"Not recorded yet: {named}. Record it first, or enter why it is published without it.")


class NothingToPublish(DomainError):
    """The plan has no priorities to freeze."""

    def __init__(self) -> None:
        super().__init__("This plan has no priorities yet. Add them and their objectives, then publish.")


class AnotherInForce(DomainError):
    """Two versions of a plan would begin on one day, or a later one before an earlier one."""

    field = "day"

    def __init__(self, number: int, day: date, *, must_follow: bool) -> None:
        self.number = number
        self.day = day
        self.must_follow = must_follow
        side = "after" if must_follow else "before"
        super().__init__(
            f"Version {number} was published on {long_date(day)}, and one version is in force on a day. Enter a day "
            f"{side} that."
        )


class DraftWaits(DomainError):
    """A second draft is begun beside the first."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Version {number} is a draft still. Publish or withdraw it before you begin another.")


class VersionStays(DomainError):
    """A published or withdrawn version is to be changed."""

    def __init__(self, state: VersionState) -> None:
        self.state = state
        way_out = "Begin another version." if state is VersionState.WITHDRAWN else "To change the plan, vary it."
        super().__init__(f"This version is {state.label.lower()}, so it stays as it is. {way_out}")


class ElectionOutOfOrder(DomainError):
    """The election is yet to come, was before there were any, or is named by a variation."""

    field = "elected_on"

    def __init__(self, today: date) -> None:
        self.today = today
        super().__init__(
            f"Enter the day of the election: from {long_date(FIRST_ELECTION)}, the first of commissioners, to "
            f"{long_date(today)}."
        )


class VariationSaysNothing(DomainError):
    field = "changes"

    def __init__(self) -> None:
        super().__init__("Enter what the variation changes.")


class NotAVersionOfThisPlan(DomainError):
    """The version chosen for a deliverable is of another plan, or not published."""

    field = "number"

    def __init__(self) -> None:
        super().__init__("Select a published version of the plan the deliverable belongs to.")


class SameVersion(DomainError):
    field = "number"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"It belongs to version {number} already. Select another version.")
