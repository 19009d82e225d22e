"""The road the law lays for an annual report: sent, reviewed by the Panel, answered, published (RULES 10).

Police Reform and Social Responsibility Act 2011, sections 12 and 28(4). Where a report is on it is worked out from what
was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import long_date
from tracker.documents.blocks import Shape, Tone
from tracker.documents.text import allowed_address
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError
from tracker.plan.rules import has_words
from tracker.reports.rules_life import CannotBePublished

RESPONSE_LIMIT: Final = 4000
"""The most characters in a response, as in any answer to the Panel."""
RECOMMENDATION_LIMIT: Final = 2000

_LIKE_AN_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:(?=\S)|www\.|//)", re.IGNORECASE)
"""A scheme with something right behind its colon, or what people type for an address."""


class RoadStep(LabelledEnum):
    """A step of the road, in its order."""

    DRAFT = "draft", "Draft"
    SIGNED = "signed", "Signed off"
    SENT = "sent", "Sent to the Panel"
    REVIEWED = "reviewed", "Reviewed at a meeting"
    RECOMMENDED = "recommended", "Recommendations"
    RESPONDED = "responded", "Responded"
    OUT = "out", "Responses published"
    PUBLISHED = "published", "Published"


class StepState(StatusEnum):
    """How far a step is."""

    DONE = "done", "Done", Shape.TICK, Tone.DONE
    PART = "part", "In part", Shape.TRIANGLE, Tone.CAUTION
    NOT_YET = "not_yet", "Not yet", Shape.SQUARE, Tone.NEUTRAL
    SKIPPED = "skipped", "Nothing to do", Shape.CIRCLE, Tone.NEUTRAL


class NotSent(DomainError):
    """The Panel cannot have reviewed what it never had."""

    def __init__(self) -> None:
        super().__init__("The Panel has not had this report. Record when it was sent to the Panel first.")


class NotReviewed(DomainError):
    """There is no meeting yet at which anything could have been recommended."""

    def __init__(self) -> None:
        super().__init__("The Panel has not reviewed this report. Record the meeting at which it did first.")


class MeetingRefused(DomainError):
    field = "meeting_id"


class NotThatMeeting(MeetingRefused):
    """The meeting is still to come, or was cancelled."""

    def __init__(self) -> None:
        super().__init__("Choose a meeting that has been, or is today")


class ReviewedBeforeSent(MeetingRefused):
    """The meeting was before the Panel had the report."""

    def __init__(self, sent_on: date) -> None:
        self.sent_on = sent_on
        super().__init__(f"Choose a meeting on or after {long_date(sent_on)}, the day the report was sent to the Panel")


class ReviewedThere(MeetingRefused):
    """This meeting is recorded already."""

    def __init__(self) -> None:
        super().__init__("It is recorded already that the Panel reviewed the report at this meeting. Choose another.")


class NoRecommendation(DomainError):
    """Neither an existing recommendation was chosen nor a new one written."""

    field = "text"

    def __init__(self) -> None:
        super().__init__("Enter what the Panel recommends, or choose a recommendation that is recorded already")


class BothRecommendations(DomainError):
    """One was chosen and another written."""

    field = "text"

    def __init__(self) -> None:
        super().__init__("Enter a new recommendation or choose one that is recorded already, not both")


class NotRecommendedThere(DomainError):
    """What was chosen is no recommendation of a meeting that reviewed this report, or is recorded for it already."""

    field = "request_id"

    def __init__(self) -> None:
        super().__init__("Choose a recommendation from this list, or enter a new one")


class RecommendationsStand(DomainError):
    """It is to be recorded that none was made, and some were."""

    def __init__(self, number: int) -> None:
        self.number = number
        those = "1 recommendation is" if number == 1 else f"{number} recommendations are"
        super().__init__(f"{those} recorded on this report. Withdraw what was recorded by mistake.")


class NoneMadeAlready(DomainError):
    """It is recorded already that the Panel recommended nothing."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(
            f"It is recorded already that the Panel made no recommendations, on {long_date(on)}. Withdraw that first "
            "if it is wrong."
        )


class NoneMadeNowhere(DomainError):
    """It is not recorded that the Panel recommended nothing, or recommendations were recorded since."""

    def __init__(self) -> None:
        super().__init__("It is not recorded that the Panel made no recommendations, so there is nothing to withdraw.")


class NotResponded(DomainError):
    """A response cannot be published before it is given."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Recommendation {number} has no response yet. Record the response first.")


class RespondedAlready(DomainError):
    """There is a response: another is a correction."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(
            f"Recommendation {number} has the response of {long_date(on)} already. Correct or withdraw that if it is "
            "wrong."
        )


class RespondedBeforeMade(DomainError):
    """A response before the meeting at which it was recommended, or after today."""

    field = "on"

    def __init__(self, first: date) -> None:
        self.first = first
        super().__init__(f"The day of the response must be from {long_date(first)}, the day of the meeting, to today")


class SaidBeforeReviewed(DomainError):
    """The Panel said of a report what it recommends before it reviewed it, or only will."""

    field = "on"

    def __init__(self, first: date) -> None:
        self.first = first
        super().__init__(
            f"The day must be from {long_date(first)}, the day of the Panel’s first meeting about the report, to today"
        )


class ResponseIsOut(DomainError):
    """It is recorded already where the response was published."""

    def __init__(self, number: int, on: date) -> None:
        self.number = number
        super().__init__(f"The response to recommendation {number} was published on {long_date(on)}.")


class OutBeforeGiven(DomainError):
    """A response was published before it was given, or only will be."""

    field = "on"

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        super().__init__(f"The day must be from {long_date(first)}, the day of the response, to {long_date(last)}")


class NoSuchPlace(DomainError):
    """What begins like an address is none that anybody could open."""

    field = "place"

    def __init__(self) -> None:
        super().__init__(
            "Enter the whole address, starting with https:// or http:// and without spaces, or say in words where it is"
        )


class RoadUnfinished(CannotBePublished):
    """Something the law asks before an annual report is published is not recorded, and nobody said why not."""

    field = "reason"

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"The report is not ready to be published: {'; '.join(self.missing)}. Record that first, or enter why it "
            "is published before."
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """What is recorded of a report on its road. `none_made`: it is recorded that the Panel recommended nothing.

    `version` is the newest version, `reviewed` the newest that the Panel reviewed; None before there is one.
    """

    reviews: int = 0
    version: int | None = None
    reviewed: int | None = None
    recommendations: int = 0
    none_made: bool = False
    responses: int = 0
    responses_out: int = 0

    @property
    def is_of_another_version(self) -> bool:
        """Whether the Panel reviewed a version, and the newest is another."""
        return self.reviewed is not None and self.reviewed != self.version

    @property
    def is_settled(self) -> bool:
        """Whether it is known what the Panel recommended."""
        return self.none_made or self.recommendations > 0


def missing_before_publication(found: Progress) -> tuple[str, ...]:
    """What the law asks first and nobody recorded, in words that go into a sentence (RULES 10)."""
    if not found.reviews:
        return ("the Panel has not reviewed it at a meeting",)
    other = f"the Panel reviewed version {found.reviewed} and has not reviewed version {found.version}"
    return ((other,) if found.is_of_another_version else ()) + _missing_answers(found)


def _missing_answers(found: Progress) -> tuple[str, ...]:
    if not found.is_settled:
        return ("it is not recorded whether the Panel made recommendations",)
    open_ones = found.recommendations - found.responses
    if open_ones:
        have = " of the Panel has" if open_ones == 1 else "s of the Panel have"
        return (f"{open_ones} recommendation{have} no response",)
    return ()


def check_road(missing: Sequence[str], reason: str | None) -> None:
    """Whether it may be published: everything is recorded, or somebody says why not. Raises RoadUnfinished."""
    if missing and not has_words(reason):
        raise RoadUnfinished(missing)


def check_reviewed(meeting_day: date, *, cancelled: bool, sent_on: date | None, today: date) -> None:
    """Raises NotSent, NotThatMeeting or ReviewedBeforeSent."""
    if sent_on is None:
        raise NotSent
    if cancelled or meeting_day > today:
        raise NotThatMeeting
    if meeting_day < sent_on:
        raise ReviewedBeforeSent(sent_on)


def check_said_on(day: date, reviewed_on: date, today: date) -> None:
    """Raises SaidBeforeReviewed."""
    if not reviewed_on <= day <= today:
        raise SaidBeforeReviewed(reviewed_on)


def check_responded_on(day: date, recommended_on: date, today: date) -> None:
    """Raises RespondedBeforeMade."""
    if not recommended_on <= day <= today:
        raise RespondedBeforeMade(recommended_on)


def check_out_on(day: date, responded_on: date, today: date) -> None:
    """Raises OutBeforeGiven."""
    if not responded_on <= day <= today:
        raise OutBeforeGiven(responded_on, today)


def is_address(place: str) -> bool:
    """Whether it is the address of a page, not words."""
    return place.lower().startswith(("https://", "http://")) and allowed_address(place)


def check_place(place: str) -> None:
    """Words, or a whole address. Raises NoSuchPlace for what is meant as an address and is none."""
    if _LIKE_AN_ADDRESS.match(place) is not None and not is_address(place):
        raise NoSuchPlace


def part_done(done: int, of: int) -> StepState:
    """How far a step is that is done `of` times."""
    if of == 0:
        return StepState.SKIPPED
    if done == of:
        return StepState.DONE
    return StepState.PART if done else StepState.NOT_YET
