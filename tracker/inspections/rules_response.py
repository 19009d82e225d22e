"""The Commissioner's published comments on a report and their 56 days (Police Act 1996, section 55; RULES 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from tracker.dates import long_date
from tracker.documents.blocks import Shape, Tone
from tracker.enums import StatusEnum
from tracker.errors import DomainError
from tracker.inspections.rules import Answer

DAYS_TO_COMMENT: Final = 56
"""The day of publication counts as the first of them."""


class ClockState(StatusEnum):
    """How the 56 days stand."""

    NO_CLOCK = "no_clock", "No clock", Shape.SQUARE, Tone.NEUTRAL
    RUNNING = "running", "Comments due", Shape.ARROW, Tone.INFORMATION
    LATE = "late", "Comments late", Shape.TRIANGLE, Tone.BAD
    PUBLISHED = "published", "Comments published", Shape.TICK, Tone.DONE
    PUBLISHED_LATE = "published_late", "Comments published late", Shape.DIAMOND, Tone.CAUTION


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock as it stands on a day. `days` are those left, or those it is or was late."""

    state: ClockState
    deadline: date | None
    answered_on: date | None
    days: int

    @property
    def is_late(self) -> bool:
        return self.state in (ClockState.LATE, ClockState.PUBLISHED_LATE)

    @property
    def words(self) -> str:
        """What the state leaves open: how many days, or why there is no clock."""
        match self.state:
            case ClockState.NO_CLOCK:
                said = f"Comments were published on {long_date(self.answered_on)}. " if self.answered_on else ""
                return f"{said}No clock: the publication day is not known"
            case ClockState.RUNNING:
                return f"{_days(self.days)} left" if self.days else "Today is the last day"
            case ClockState.LATE:
                return f"{_days(self.days)} late"
            case ClockState.PUBLISHED:
                return f"On {_day(self.answered_on)}, in time"
            case ClockState.PUBLISHED_LATE:
                return f"On {_day(self.answered_on)}, {_days(self.days)} late"


def comment_deadline(published_on: date) -> date:
    """The last of the 56 days that begin with the day of publication."""
    return published_on + timedelta(days=DAYS_TO_COMMENT - 1)


def clock_at(published_on: date | None, answered_on: date | None, on: date) -> Clock:
    """How the clock of a report stands on `on`. `answered_on` is the day its comments were published, if they were."""
    if published_on is None:
        return Clock(ClockState.NO_CLOCK, None, answered_on, 0)
    deadline = comment_deadline(published_on)
    if answered_on is not None:
        late = (answered_on - deadline).days
        state = ClockState.PUBLISHED_LATE if late > 0 else ClockState.PUBLISHED
        return Clock(state, deadline, answered_on, max(late, 0))
    left = (deadline - on).days
    return Clock(ClockState.RUNNING if left >= 0 else ClockState.LATE, deadline, None, abs(left))


class AnswerRefused(DomainError):
    """The answer to one recommendation. `line` is its place among the answers sent, from 0."""

    field = "text"

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


class AnswerNeedsText(AnswerRefused):
    def __init__(self, line: int, answer: Answer) -> None:
        self.answer = answer
        wanted = {
            Answer.TAKEN: "Enter what action was taken",
            Answer.PROPOSED: "Enter what action is proposed",
            Answer.NONE: "Enter why no action is taken",
        }
        super().__init__(line, wanted[answer])


class AnswerNeedsChoice(AnswerRefused):
    field = "answer"

    def __init__(self, line: int) -> None:
        super().__init__(line, "Select whether action was taken, is proposed, or is not taken")


class UnknownRecommendation(DomainError):
    """An answer to what is no recommendation of this inspection."""

    def __init__(self) -> None:
        super().__init__("One of the recommendations is not of this inspection. Open the page again.")


class CommentDayInTheFuture(DomainError):
    def __init__(self, day: date, field: str, what: str) -> None:
        self.day = day
        self.field = field
        super().__init__(f"{what} must be today or in the past.")


class ReceivedBeforeInvited(DomainError):
    field = "received_on"

    def __init__(self, received_on: date, invited_on: date) -> None:
        self.received_on = received_on
        self.invited_on = invited_on
        super().__init__(f"The chief constable was invited on {long_date(invited_on)}. Enter that day or a later one.")


class ReceivedWhen(DomainError):
    """Comments of the chief constable without the day they came."""

    field = "received_on"

    def __init__(self) -> None:
        super().__init__("Enter the day the chief constable’s comments were received.")


class CommentsStandAsPublished(DomainError):
    """A published text is asked to change."""

    def __init__(self, published_on: date) -> None:
        self.published_on = published_on
        super().__init__(
            f"These comments were published on {long_date(published_on)}, so their text can no longer be changed."
        )


class NoCommentsYet(DomainError):
    """There is nothing to approve."""

    def __init__(self) -> None:
        super().__init__("There are no comments of the Commissioner yet. They must be drafted first.")


class RecommendationsUnanswered(DomainError):
    """The law asks for an answer to each recommendation."""

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        super().__init__(
            "The comments must say for each recommendation what is done or why nothing is. "
            f"Still without an answer: {', '.join(references)}."
        )


class AlreadyApproved(DomainError):
    def __init__(self, approved_by: str, approved_on: date) -> None:
        self.approved_by = approved_by
        self.approved_on = approved_on
        super().__init__(f"{approved_by} approved these comments on {long_date(approved_on)} already.")


class ChiefConstableNotInvited(DomainError):
    """The law has the chief constable invited before the Commissioner comments."""

    def __init__(self) -> None:
        super().__init__(
            "The chief constable has not been invited to comment. Enter the day of the invitation on the page of the "
            "comments first."
        )


class PublishedBeforeInvited(DomainError):
    field = "published_on"

    def __init__(self, published_on: date, invited_on: date) -> None:
        self.published_on = published_on
        self.invited_on = invited_on
        super().__init__(f"The chief constable was invited on {long_date(invited_on)}. Enter that day or a later one.")


class NotApproved(DomainError):
    """Comments are said to be published that the Commissioner has not approved as they stand."""

    def __init__(self) -> None:
        super().__init__(
            "The Commissioner has not approved these comments as they stand. They can be published once they are."
        )


class PublishedBeforeTheReport(DomainError):
    field = "published_on"

    def __init__(self, published_on: date, report_on: date) -> None:
        self.published_on = published_on
        self.report_on = report_on
        super().__init__(f"The report was published on {long_date(report_on)}. Enter that day or a later one.")


class AskedBeforeTheReport(DomainError):
    """The chief constable invited, or heard, on a report that was not out."""

    def __init__(self, day: date, report_on: date, field: str) -> None:
        self.day = day
        self.report_on = report_on
        self.field = field
        super().__init__(f"The report was published on {long_date(report_on)}. Enter that day or a later one.")


class SentBeforePublication(DomainError):
    """A copy of what was not published yet."""

    def __init__(self, sent_on: date, published_on: date, field: str) -> None:
        self.sent_on = sent_on
        self.published_on = published_on
        self.field = field
        super().__init__(f"The comments were published on {long_date(published_on)}. Enter that day or a later one.")


class Draft(Protocol):
    """What may be said of the comments before they are published."""

    @property
    def invited_on(self) -> date | None: ...
    @property
    def received_on(self) -> date | None: ...
    @property
    def chief_constable_comments(self) -> str | None: ...


class Publication(Protocol):
    @property
    def published_on(self) -> date: ...
    @property
    def sent_to_inspectors_on(self) -> date | None: ...
    @property
    def sent_to_secretary_on(self) -> date | None: ...


def check_draft(draft: Draft, report_on: date | None, on: date) -> None:
    """Raises CommentDayInTheFuture, AskedBeforeTheReport, ReceivedBeforeInvited or ReceivedWhen."""
    for field, day, what in (
        ("invited_on", draft.invited_on, "The day the chief constable was invited"),
        ("received_on", draft.received_on, "The day the comments were received"),
    ):
        if day is not None and day > on:
            raise CommentDayInTheFuture(day, field, what)
        if day is not None and report_on is not None and day < report_on:
            raise AskedBeforeTheReport(day, report_on, field)
    if draft.invited_on and draft.received_on and draft.received_on < draft.invited_on:
        raise ReceivedBeforeInvited(draft.received_on, draft.invited_on)
    if draft.chief_constable_comments and draft.received_on is None:
        raise ReceivedWhen


def check_answer(line: int, answer: Answer | None, text: str | None) -> None:
    """Both or neither. Raises AnswerNeedsText or AnswerNeedsChoice."""
    if answer is not None and not text:
        raise AnswerNeedsText(line, answer)
    if answer is None and text:
        raise AnswerNeedsChoice(line)


def check_ready(*, unanswered: Sequence[str], invited_on: date | None, is_approved: bool) -> None:
    """What has to come before the comments are published for the first time.

    Raises RecommendationsUnanswered, ChiefConstableNotInvited or NotApproved.
    """
    if unanswered:
        raise RecommendationsUnanswered(unanswered)
    if invited_on is None:
        raise ChiefConstableNotInvited
    if not is_approved:
        raise NotApproved


def check_publication(publication: Publication, *, report_on: date | None, invited_on: date | None, on: date) -> None:
    """Late publication is recorded as it is.

    A day before the approval was recorded will do: the record may follow what happened. Raises CommentDayInTheFuture,
    PublishedBeforeTheReport, PublishedBeforeInvited or SentBeforePublication.
    """
    published_on = publication.published_on
    if published_on > on:
        raise CommentDayInTheFuture(published_on, "published_on", "The day of publication")
    if report_on is not None and published_on < report_on:
        raise PublishedBeforeTheReport(published_on, report_on)
    if invited_on is not None and published_on < invited_on:
        raise PublishedBeforeInvited(published_on, invited_on)
    for field, sent_on in (
        ("sent_to_inspectors_on", publication.sent_to_inspectors_on),
        ("sent_to_secretary_on", publication.sent_to_secretary_on),
    ):
        if sent_on is not None and sent_on > on:
            raise CommentDayInTheFuture(sent_on, field, "The day a copy was sent")
        if sent_on is not None and sent_on < published_on:
            raise SentBeforePublication(sent_on, published_on, field)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _day(day: date | None) -> str:
    return long_date(day) if day else ""
