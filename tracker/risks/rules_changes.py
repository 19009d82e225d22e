"""What may be changed about a risk or issue besides its scores and actions, and what is refused (RULES 3)."""

from __future__ import annotations

from datetime import date
from typing import Final

from tracker.access import Role, Tie
from tracker.accounts.rules_people import roles_with
from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.plan.rules import ReasonNeeded, has_words
from tracker.risks.rules import PUBLIC_LIMIT, Band, RiskKind, RiskState

RISK_OWNERS: Final = roles_with(Tie.OWNER) | {Role.CHIEF_EXECUTIVE}
"""The roles whose people can own a risk or issue."""

FIRST_DAY: Final = date(2012, 11, 22)
"""Police and crime commissioners took office; a risk raised before it is a slip of the pen."""


class EventMissing(DomainError):
    """No risk or issue without what may happen or has happened, unless it never had more than a public wording."""

    field = "event"

    def __init__(self, kind: RiskKind) -> None:
        self.kind = kind
        super().__init__("Enter what may happen" if kind is RiskKind.RISK else "Enter what has happened")


class PublicWordingTooLong(DomainError):
    field = "public_wording"

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(f"The public wording is {length:,} characters long. Shorten it to {PUBLIC_LIMIT} or fewer.")


class PublicWordingNeedsReason(ReasonNeeded):
    """Other words, or none, take the place of a public wording, which a report may have printed."""

    def __init__(self) -> None:
        super().__init__("Enter why the public wording changes")


class SeverityMissing(DomainError):
    field = "severity"

    def __init__(self) -> None:
        super().__init__("Select how severe the issue is")


class SeverityIsForIssues(DomainError):
    """A risk is given a severity; its band comes from its score."""

    field = "severity"

    def __init__(self) -> None:
        super().__init__("A risk has scores instead of a severity. Score it on its own page.")


class CannotOwnRisk(DomainError):
    """Somebody disabled, or a role that owns no risks. `name` None: no such person."""

    field = "owner_id"

    def __init__(self, name: str | None) -> None:
        self.name = name
        roles = ", ".join(sorted(role.label for role in RISK_OWNERS))
        who = f"{name} cannot own a risk or issue." if name else "This person is not on the list any more."
        super().__init__(f"{who} Select somebody who can sign in and is one of these: {roles}; or nobody yet.")


class DayNotYetCome(DomainError):
    """`field` is the question whose answer it is."""

    def __init__(self, day: date, field: str) -> None:
        self.day = day
        self.field = field
        super().__init__(f"The date must be today or in the past: {long_date(day)} is yet to come.")


class DayTooEarly(DomainError):
    """A day before there was such an office, before it was on the record, or before what was recorded last."""

    def __init__(self, day: date, earliest: date, why: str, field: str) -> None:
        self.day = day
        self.earliest = earliest
        self.field = field
        super().__init__(f"{why} {long_date(earliest)}. Enter that date or a later one.")


class ClosedKeepsItsRecord(DomainError):
    """What is no longer open is asked to change."""

    def __init__(self, kind: RiskKind, state: RiskState) -> None:
        self.kind = kind
        self.state = state
        way_out = "Change the issue instead." if state is RiskState.HAPPENED else "Open it again first."
        super().__init__(f"This {kind.label.lower()} {stands(state)}, so its record cannot change. {way_out}")


class NotOpen(DomainError):
    """What is no longer open is closed, resolved, or said to have happened."""

    def __init__(self, kind: RiskKind, state: RiskState) -> None:
        self.kind = kind
        self.state = state
        super().__init__(f"This {kind.label.lower()} {stands(state)} already.")


class NothingToReopen(DomainError):
    def __init__(self, kind: RiskKind) -> None:
        self.kind = kind
        super().__init__(f"This {kind.label.lower()} is open, so there is nothing to open again.")


class ItsIssueIsOpen(DomainError):
    """A risk that happened is opened again while its issue is still there."""

    def __init__(self, issue: str) -> None:
        self.issue = issue
        super().__init__(f"This risk became issue {issue}, which is open. Resolve {issue} first.")


class HappenedBefore(DomainError):
    """The risk became an issue, was opened again, and happens once more."""

    def __init__(self, issue: str) -> None:
        self.issue = issue
        super().__init__(f"This risk became issue {issue} before. Open {issue} again, then close this risk.")


class IssuesHaveHappened(DomainError):
    """An issue is said to have happened."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"{reference} is an issue, which is what has happened already.")


class ClosingNeedsReason(ReasonNeeded):
    def __init__(self, kind: RiskKind) -> None:
        self.kind = kind
        super().__init__(
            "Enter why the risk is closed" if kind is RiskKind.RISK else "Enter how the issue was resolved"
        )


class ReopeningNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why it is opened again")


class HappeningNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter what happened")


class NoSuchRecord(DomainError):
    """References that name no record. `field` is the question they were typed into."""

    def __init__(self, references: tuple[str, ...], what: str, field: str) -> None:
        self.references = references
        self.field = field
        named = " and ".join(f"“{found}”" for found in references)
        super().__init__(f"There is no {what} {named}. Check the reference, or leave it out.")


class FindingsWithdrawn(DomainError):
    """Findings that were recorded by mistake; those linked before may stay."""

    field = "more_findings"

    def __init__(self, references: tuple[str, ...]) -> None:
        self.references = references
        super().__init__(f"Withdrawn, so that nothing new is linked to it: {', '.join(references)}. Leave it out.")


def check_words(kind: RiskKind, event: str | None, public_wording: str | None, *, never_had_event: bool) -> None:
    """Raises EventMissing or PublicWordingTooLong."""
    if not has_words(event) and not (never_had_event and has_words(public_wording)):
        raise EventMissing(kind)
    if public_wording is not None and len(public_wording) > PUBLIC_LIMIT:
        raise PublicWordingTooLong(len(public_wording))


def check_public_wording(before: str | None, after: str | None, reason: str | None) -> None:
    """The first public wording needs no reason, every change of one does. Raises PublicWordingNeedsReason."""
    if has_words(before) and before != after and not has_words(reason):
        raise PublicWordingNeedsReason


def check_severity(kind: RiskKind, severity: Band | None, *, may_stay_unknown: bool) -> None:
    """Issues have one, unless it was never recorded; risks have none. Raises SeverityMissing or SeverityIsForIssues."""
    if kind is RiskKind.RISK and severity is not None:
        raise SeverityIsForIssues
    if kind is RiskKind.ISSUE and severity is None and not may_stay_unknown:
        raise SeverityMissing


def check_risk_owner(name: str, role: Role, *, is_active: bool) -> None:
    """Raises CannotOwnRisk."""
    if not is_active or role not in RISK_OWNERS:
        raise CannotOwnRisk(name)


def check_raised_on(day: date, today: date) -> None:
    """Raises DayNotYetCome or DayTooEarly."""
    if day > today:
        raise DayNotYetCome(day, "raised_on")
    if day < FIRST_DAY:
        raise DayTooEarly(day, FIRST_DAY, "Police and crime commissioners took office on", "raised_on")


def check_move_day(day: date, *, began_on: date, last_move: date | None, today: date) -> None:
    """Whether it can be closed, resolved, opened again or happen on this day. Raises DayNotYetCome or DayTooEarly."""
    if day > today:
        raise DayNotYetCome(day, "effective_on")
    if day < began_on:
        raise DayTooEarly(day, began_on, "It has been on the record since", "effective_on")
    if last_move is not None and day < last_move:
        raise DayTooEarly(day, last_move, "It was last closed or opened again on", "effective_on")


def check_editable(kind: RiskKind, state: RiskState) -> None:
    """Raises ClosedKeepsItsRecord."""
    if state is not RiskState.OPEN:
        raise ClosedKeepsItsRecord(kind, state)


def check_close(kind: RiskKind, state: RiskState, reason: str | None) -> None:
    """Raises NotOpen or ClosingNeedsReason."""
    if state is not RiskState.OPEN:
        raise NotOpen(kind, state)
    if not has_words(reason):
        raise ClosingNeedsReason(kind)


def check_may_reopen(kind: RiskKind, state: RiskState, *, open_issue: str | None) -> None:
    """`open_issue` is the reference of the issue it became, while that is open.

    Raises NothingToReopen or ItsIssueIsOpen.
    """
    if state is RiskState.OPEN:
        raise NothingToReopen(kind)
    if open_issue is not None:
        raise ItsIssueIsOpen(open_issue)


def check_reopen(kind: RiskKind, state: RiskState, reason: str | None, *, open_issue: str | None) -> None:
    """Raises NothingToReopen, ItsIssueIsOpen or ReopeningNeedsReason."""
    check_may_reopen(kind, state, open_issue=open_issue)
    if not has_words(reason):
        raise ReopeningNeedsReason


def check_may_happen(reference: str, kind: RiskKind, *, issue: str | None) -> None:
    """`issue` is the reference of the issue it became before, whatever its state.

    Raises IssuesHaveHappened or HappenedBefore.
    """
    if kind is RiskKind.ISSUE:
        raise IssuesHaveHappened(reference)
    if issue is not None:
        raise HappenedBefore(issue)


def check_happened(reference: str, kind: RiskKind, state: RiskState, reason: str | None, *, issue: str | None) -> None:
    """Raises NotOpen, IssuesHaveHappened, HappenedBefore or HappeningNeedsReason."""
    if kind is RiskKind.RISK and state is not RiskState.OPEN:
        raise NotOpen(kind, state)
    check_may_happen(reference, kind, issue=issue)
    if not has_words(reason):
        raise HappeningNeedsReason


def stands(state: RiskState) -> str:
    """How it stands, after its reference: "is closed", "became an issue"."""
    return "became an issue" if state is RiskState.HAPPENED else f"is {state.label.lower()}"
