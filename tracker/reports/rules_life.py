"""The life of a report: its states, the one table of moves between them, who may not sign, and when it may go out.

RULES 7. Each version lives for itself and is signed by itself: no act signs several. What can be worked out, such as
whether approval has lapsed, is no state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from tracker.dates import FinancialYear, Period, Quarter, long_date
from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError
from tracker.plan.rules import has_words

FIRST_VERSION: Final = 1


class ReportKind(LabelledEnum):
    """Which report lives this life."""

    HIGHLIGHT = "highlight", "Highlight report"
    DASHBOARD = "dashboard", "Dashboard report"
    ANNUAL = "annual", "Annual report"

    @property
    def is_of_a_year(self) -> bool:
        """Whether it reports on a financial year; else on a quarter."""
        return self is ReportKind.ANNUAL

    def period(self, key: str) -> Period:
        """The period of a key. Raises UnknownFinancialYear or UnknownQuarter, also for a period of the other length."""
        return FinancialYear.parse(key) if self.is_of_a_year else Quarter.parse(key)


class ReportState(StatusEnum):
    """Where a version of a report is."""

    DRAFT = "draft", "Draft", Shape.DIAMOND, Tone.CAUTION
    SUBMITTED = "submitted", "Submitted", Shape.ARROW, Tone.INFORMATION
    CHANGES_REQUESTED = "changes_requested", "Changes requested", Shape.TRIANGLE, Tone.CAUTION
    SIGNED = "signed", "Signed off", Shape.TICK, Tone.DONE
    SENT = "sent", "Sent to the Panel", Shape.ARROW_UP, Tone.GOOD
    PUBLISHED = "published", "Published", Shape.CIRCLE, Tone.GOOD
    REVOKED = "revoked", "Revoked", Shape.SQUARE, Tone.NEUTRAL

    @property
    def is_signed(self) -> bool:
        """Whether it carries a signature, in force or revoked."""
        return self in _SIGNED

    @property
    def stands(self) -> bool:
        """Whether its signature is in force: nothing of it changes any more."""
        return self in _SIGNED and self is not ReportState.REVOKED

    @property
    def is_with_officers(self) -> bool:
        """Whether it is being written: its day is today and its records are those of now."""
        return self in {ReportState.DRAFT, ReportState.CHANGES_REQUESTED}


class Move(LabelledEnum):
    """What is done to a version; the label is the button's."""

    SUBMIT = "submit", "Submit for sign-off"
    TAKE_BACK = "take_back", "Take back"
    RETURN = "return", "Return with comments"
    SIGN = "sign", "Sign off"
    SEND = "send", "Record that it was sent to the Panel"
    PUBLISH = "publish", "Publish"
    REVOKE = "revoke", "Revoke"


_SIGNED: Final = frozenset({ReportState.SIGNED, ReportState.SENT, ReportState.PUBLISHED, ReportState.REVOKED})

MOVES: Final[Mapping[tuple[ReportState, Move], ReportState]] = MappingProxyType(
    {
        (ReportState.DRAFT, Move.SUBMIT): ReportState.SUBMITTED,
        (ReportState.SUBMITTED, Move.TAKE_BACK): ReportState.DRAFT,
        (ReportState.SUBMITTED, Move.RETURN): ReportState.CHANGES_REQUESTED,
        (ReportState.SUBMITTED, Move.SIGN): ReportState.SIGNED,
        (ReportState.CHANGES_REQUESTED, Move.TAKE_BACK): ReportState.DRAFT,
        (ReportState.CHANGES_REQUESTED, Move.SUBMIT): ReportState.SUBMITTED,
        (ReportState.SIGNED, Move.SEND): ReportState.SENT,
        (ReportState.SIGNED, Move.REVOKE): ReportState.REVOKED,
        (ReportState.SENT, Move.PUBLISH): ReportState.PUBLISHED,
        (ReportState.SENT, Move.REVOKE): ReportState.REVOKED,
        (ReportState.PUBLISHED, Move.REVOKE): ReportState.REVOKED,
    }
)
"""Every move there is. What is not here is refused."""


def name_of(kind: ReportKind, period: Period) -> str:
    """What a report is called inside a sentence: "highlight report, quarter 2, 2024-25"."""
    return f"{kind.label.lower()}, {within(period.label)}"


def within(label: str) -> str:
    """The label of a period inside a sentence: "quarter 2, 2024-25"."""
    return f"{label[:1].lower()}{label[1:]}"


def address_of(kind: ReportKind, period: Period) -> str:
    """Of the report's own page, at which those of everything that is done with it begin."""
    return f"/reports/{kind.value}/{period.key}"


class MoveRefused(DomainError):
    """The move does not lead from this state. The sentence says what does."""

    def __init__(self, state: ReportState, move: Move, version: int = FIRST_VERSION) -> None:
        self.state = state
        self.move = move
        self.version = version
        super().__init__(_refusal(state, move, version))


class MayNotSign(DomainError):
    """Somebody who had a hand in this version is to sign it: the Chief Executive or, `is_deputy`, who stands in.

    `why` begins a sentence: "You submitted this report".
    """

    why = ""

    def __init__(self, *, is_deputy: bool = False) -> None:
        self.is_deputy = is_deputy
        self.ask = "the Chief Executive or another deputy" if is_deputy else "a deputy of yours"
        super().__init__(f"{self.why}, so you may not sign it off. Ask {self.ask} to sign it.")


class AuthorMayNotSign(MayNotSign):
    """Author is who submitted the version."""

    why = "You submitted this report"


class LastEditorMayNotSign(MayNotSign):
    """Last editor is who last changed anything that is in the version."""

    why = "You were the last to change something in this report"


class CommentNeeded(DomainError):
    """A report is returned without saying what to change."""

    field = "comment"

    def __init__(self) -> None:
        super().__init__("Enter what should change, or comment on the part that should, before you return the report")


class RevokingNeedsReason(DomainError):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Enter why the report is revoked. Everybody who reads the revoked version sees it.")


class VersionStillStands(DomainError):
    """A new version is asked for while the newest one is not revoked."""

    def __init__(self, version: int, state: ReportState) -> None:
        self.version = version
        self.state = state
        super().__init__(
            f"Version {version} of this report is there: {state.label.lower()}. "
            "A new version opens when a signed one is revoked."
        )


class BadActDay(DomainError):
    """The day a report was sent or published cannot be right."""

    field = "on"


class ActInTheFuture(BadActDay):
    def __init__(self, day: date, today: date) -> None:
        self.day = day
        super().__init__(f"Enter today, {long_date(today)}, or an earlier day: only what has happened can be recorded.")


class ActTooEarly(BadActDay):
    """It is dated before the act that had to come first."""

    def __init__(self, day: date, after: Move, done_on: date) -> None:
        self.day = day
        self.after = after
        self.done_on = done_on
        what = "signed off" if after is Move.SIGN else "sent to the Panel"
        super().__init__(f"Enter {long_date(done_on)} or a later day: the report was {what} on {long_date(done_on)}.")


class Withdrawn(DomainError):
    """A report that was published and is so no longer: it was revoked, and no version took its place yet."""

    def __init__(self, kind: ReportKind, period: Period, on: date) -> None:
        self.kind = kind
        self.period = period
        self.on = on
        super().__init__(f"The {name_of(kind, period)}, was withdrawn on {long_date(on)}.")


class CannotBePublished(DomainError):
    """Something about the signed content keeps it from the public."""


class MarkingUnresolved(CannotBePublished):
    """Figures are marked OFFICIAL SENSITIVE and nobody has cleared them."""

    def __init__(self, measures: Sequence[str]) -> None:
        self.measures = tuple(measures)
        super().__init__(
            "This report cannot be published while figures of it are marked OFFICIAL SENSITIVE: "
            f"{', '.join(measures)}. Clear or replace them, then revoke the report and sign it off anew."
        )


class ApprovalLapsed(CannotBePublished):
    """What the report held as at its day has been corrected since it was signed."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            "The records behind this report were corrected after it was signed off, so its approval has lapsed. "
            f"Revoke it, which opens version {version + 1}, and have that signed off."
        )


def next_state(state: ReportState, move: Move, version: int = FIRST_VERSION) -> ReportState:
    """Where a move leads. Raises MoveRefused."""
    reached = MOVES.get((state, move))
    if reached is None:
        raise MoveRefused(state, move, version)
    return reached


def state_after(moves: Iterable[Move], version: int = FIRST_VERSION) -> ReportState:
    """Where a version is after these moves, oldest first; a draft before any. Raises MoveRefused."""
    state = ReportState.DRAFT
    for move in moves:
        state = next_state(state, move, version)
    return state


def moves_from(state: ReportState) -> tuple[Move, ...]:
    """What can be done in a state, in the order moves are listed."""
    return tuple(move for move in Move if (state, move) in MOVES)


def next_version(newest: int | None, state: ReportState | None) -> int:
    """The number of the version that opens now; None and None before there is any. Raises VersionStillStands.

    A revoked version keeps its number and stays readable.
    """
    if newest is None or state is None:
        return FIRST_VERSION
    if state is not ReportState.REVOKED:
        raise VersionStillStands(newest, state)
    return newest + 1


def check_signatory(
    person_id: int, author_id: int | None, last_editor_id: int | None, *, is_deputy: bool = False
) -> None:
    """Whether this person had no hand in the version. Raises AuthorMayNotSign or LastEditorMayNotSign.

    That they are the Chief Executive or a deputy on the day is a permission, not asked here.
    """
    if person_id == author_id:
        raise AuthorMayNotSign(is_deputy=is_deputy)
    if person_id == last_editor_id:
        raise LastEditorMayNotSign(is_deputy=is_deputy)


def check_return(words: str | None, open_comments: int) -> None:
    """Whether officers are told what to change: in words or by a comment on a part. Raises CommentNeeded."""
    if not has_words(words) and open_comments == 0:
        raise CommentNeeded


def check_revoking(reason: str | None) -> None:
    """Raises RevokingNeedsReason."""
    if not has_words(reason):
        raise RevokingNeedsReason


def check_sent_on(day: date, signed_on: date, today: date) -> None:
    """The day it was sent: from that of the signature to today. Raises ActInTheFuture or ActTooEarly."""
    _check_day(day, Move.SIGN, signed_on, today)


def check_published_on(day: date, sent_on: date, today: date) -> None:
    """The day it was published: from that it was sent on to today. Raises ActInTheFuture or ActTooEarly."""
    _check_day(day, Move.SEND, sent_on, today)


def check_publishing(withheld: Sequence[str], *, lapsed: bool, version: int) -> None:
    """Whether the public may have it. `withheld` names the measures with a marking that nobody has cleared.

    Raises MarkingUnresolved or ApprovalLapsed.
    """
    if withheld:
        raise MarkingUnresolved(withheld)
    if lapsed:
        raise ApprovalLapsed(version)


def _check_day(day: date, after: Move, done_on: date, today: date) -> None:
    if day > today:
        raise ActInTheFuture(day, today)
    if day < done_on:
        raise ActTooEarly(day, after, done_on)


_IS: Final = {
    ReportState.SIGNED: "is signed off",
    ReportState.SENT: "was sent to the Panel",
    ReportState.PUBLISHED: "is published",
}


def _refusal(state: ReportState, move: Move, version: int) -> str:
    if state is ReportState.REVOKED:
        return f"Version {version} of this report was revoked. Go on with version {version + 1}."
    if state in _IS:
        return _refusal_once_signed(state, move, version)
    if move is Move.TAKE_BACK:
        return "This report has not been submitted, so there is nothing to take back. Change it as it is."
    if move is Move.REVOKE:
        how = "Take it back to change it." if state is ReportState.SUBMITTED else "Change it as it is."
        return f"This report is not signed off. {how}"
    if state is ReportState.SUBMITTED:
        if move is Move.SUBMIT:
            return "This report has been submitted already. Take it back to change it."
        return "This report has been submitted and waits for its signature. It must be signed off first."
    if state is ReportState.CHANGES_REQUESTED:
        return "Changes to this report were requested. Make them and submit it again first."
    return "This report is a draft. Submit it for sign-off first."


def _refusal_once_signed(state: ReportState, move: Move, version: int) -> str:
    start = f"This report {_IS[state]}"
    if move is Move.PUBLISH and state is ReportState.SIGNED:
        return f"{start}. Record when it was sent to the Panel before you publish it."
    if move in {Move.SIGN, Move.SEND, Move.PUBLISH}:
        return f"{start}: there is nothing more to do here."
    return f"{start}. To change it, revoke it, which opens version {version + 1}."
