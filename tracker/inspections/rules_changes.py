"""What may be recorded about a finding, and what is refused (RULES 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from tracker.access import Role, Tie
from tracker.accounts.rules_people import roles_with
from tracker.dates import long_date
from tracker.documents.text import allowed_address
from tracker.errors import DomainError
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus
from tracker.plan.rules import ReasonNeeded, has_words

LONGEST_FINDING: Final = 2000
"""Characters of a finding's own words."""

MOST_RECOMMENDATIONS: Final = 50
"""In one form."""

CAN_LEAD: Final = frozenset({*roles_with(Tie.OWNER), Role.CHIEF_EXECUTIVE})
"""The roles of those who can be the lead of a finding."""

_BULLET: Final = re.compile(r"^[-*•](?:\s+|$)")
_DELIVERABLE: Final = re.compile(r"D-(0[0-9]{3}|[1-9][0-9]{3,8})", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s,;]+")


class ConcernNeedsRecommendation(DomainError):
    """A cause of concern is recorded without any recommendation, and not as one taken over."""

    field = "recommendations"

    def __init__(self) -> None:
        super().__init__(
            "A cause of concern needs at least one recommendation. Enter each on a line of its own, "
            "or say that it was taken over from before this register."
        )


class OnlyConcernsHaveRecommendations(DomainError):
    field = "recommendations"

    def __init__(self, kind: FindingType) -> None:
        self.kind = kind
        super().__init__(
            f"Only a cause of concern has recommendations of its own. Remove them, or change the type from "
            f"“{kind.label.lower()}” to “cause of concern”."
        )


class RecommendationTooLong(DomainError):
    field = "recommendations"

    def __init__(self, number: int, length: int) -> None:
        self.number = number
        self.length = length
        super().__init__(
            f"Recommendation {number} is {length:,} characters long. Shorten it to {LONGEST_FINDING:,} or fewer."
        )


class TooManyRecommendations(DomainError):
    field = "recommendations"

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"You entered {count} recommendations. Enter {MOST_RECOMMENDATIONS} or fewer; "
            "add the others under the cause of concern afterwards."
        )


class OnlyConcernsCanLackThem(DomainError):
    """Something other than a cause of concern is flagged as lacking its recommendations."""

    field = "is_historic"

    def __init__(self) -> None:
        super().__init__("Only a cause of concern can lack its recommendations. Remove the tick.")


class NotUnderThat(DomainError):
    """Something stands under a finding that is no cause of concern of the same inspection, or is no recommendation."""

    field = "parent_id"

    def __init__(self) -> None:
        super().__init__("Only a recommendation stands under a cause of concern, and only of the same inspection.")


class QuestionElsewhere(DomainError):
    """A graded question of another inspection, or none."""

    field = "question_id"

    def __init__(self) -> None:
        super().__init__("Select a question of this inspection, or none.")


class CannotLeadFinding(DomainError):
    """Nobody, somebody disabled, or a role that leads no finding."""

    field = "lead_id"

    def __init__(self, name: str | None) -> None:
        self.name = name
        who = f"{name} cannot lead a finding" if name else "There is no such person"
        super().__init__(f"{who}. Select an officer, a lead or the Chief Executive who can sign in.")


class DayToCome(DomainError):
    """Something that is said to have happened on a day that is yet to come."""

    field = "effective_on"

    def __init__(self, day: date, today: date) -> None:
        self.day = day
        self.today = today
        super().__init__(f"{long_date(day)} is yet to come. Enter today or a day in the past.")


class BeforeTheRecord(DomainError):
    field = "effective_on"

    def __init__(self, day: date, began_on: date) -> None:
        self.day = day
        self.began_on = began_on
        super().__init__(
            f"This finding has been on the record since {long_date(began_on)}. Enter that day or a later one."
        )


class BeforeItsInspection(DomainError):
    """A finding on the record before its inspection is."""

    field = "began_on"

    def __init__(self, day: date, recorded_on: date) -> None:
        self.day = day
        self.recorded_on = recorded_on
        super().__init__(
            f"The inspection has been on the record since {long_date(recorded_on)}. Enter that day or a later one."
        )


class BeganToCome(DayToCome):
    field = "began_on"


class CompleteNeedsSource(DomainError):
    """ "Complete" without who told us."""

    field = "told_by"

    def __init__(self) -> None:
        super().__init__(
            "Enter who told us that the inspectorate has closed it, and how: “Force liaison lead, letter of 3 May”."
        )


class CompleteNeedsDay(DomainError):
    """ "Complete" without the inspectorate's day."""

    field = "effective_on"

    def __init__(self) -> None:
        super().__init__("Enter the day on which the inspectorate said that it is complete.")


class SayWhichInspection(DomainError):
    field = "text"

    def __init__(self) -> None:
        super().__init__("Select the inspection that looked again, or say here which one it was.")


class NotALaterInspection(DomainError):
    """A re-assessment by the finding's own inspection or by one before it."""

    field = "inspection_id"

    def __init__(self) -> None:
        super().__init__("Select an inspection after the one that made the finding.")


class LinkOrFile(DomainError):
    """Evidence that is neither a link nor a file, or both."""

    field = "link"

    def __init__(self, *, both: bool) -> None:
        self.both = both
        if both:
            super().__init__("Add the link or the file, not both. Add the other one afterwards.")
        else:
            super().__init__("Enter a link or choose a file.")


class NoAddress(DomainError):
    """A link a browser could not follow safely, or one that tells a secret to whoever reads the record."""

    field = "link"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__("Enter the whole address, beginning with https:// and without a user name or password in it.")


class AlreadyWithdrawn(DomainError):
    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"“{title}” has been withdrawn already. Nothing was changed.")


class UnknownDeliverables(DomainError):
    """References that name no deliverable."""

    field = "deliverables"

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        named = ", ".join(f"“{each}”" for each in references)
        super().__init__(f"There is no deliverable {named}. Enter references such as D-0007, with commas between them.")


class ChangeNeedsReason(ReasonNeeded):
    """Something that was set before is changed without saying why."""

    def __init__(self, what: Sequence[str]) -> None:
        self.what = tuple(what)
        super().__init__(f"Enter why it changes: {', '.join(what)}.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A finding that is about to be recorded, as far as the rules look at it."""

    kind: FindingType
    recommendations: tuple[str, ...]
    is_historic: bool
    has_parent: bool


def check_finding(proposed: Proposed) -> None:
    """Raises a refusal unless a cause of concern has a recommendation or is historic, and nothing else has any."""
    is_concern = proposed.kind is FindingType.CAUSE_OF_CONCERN
    if proposed.has_parent and proposed.kind is not FindingType.RECOMMENDATION:
        raise NotUnderThat
    if not is_concern and proposed.recommendations:
        raise OnlyConcernsHaveRecommendations(proposed.kind)
    if not is_concern and proposed.is_historic:
        raise OnlyConcernsCanLackThem
    if is_concern and not proposed.recommendations and not proposed.is_historic:
        raise ConcernNeedsRecommendation


def split_recommendations(text: str | None) -> tuple[str, ...]:
    """One recommendation a line, without the bullets that come along when a list is copied.

    Raises RecommendationTooLong or TooManyRecommendations.
    """
    found = tuple(line for line in (_unmarked(line) for line in (text or "").splitlines()) if line)
    if len(found) > MOST_RECOMMENDATIONS:
        raise TooManyRecommendations(len(found))
    for number, line in enumerate(found, start=1):
        if len(line) > LONGEST_FINDING:
            raise RecommendationTooLong(number, len(line))
    return found


def split_references(text: str | None) -> tuple[str, ...]:
    """References of deliverables, each once, however they are set apart. Raises UnknownDeliverables."""
    found = tuple(dict.fromkeys(piece.upper() for piece in _BETWEEN.split(text or "") if piece))
    unknown = [piece for piece in found if _DELIVERABLE.fullmatch(piece) is None]
    if unknown:
        raise UnknownDeliverables(unknown)
    return found


def lacks_recommendations(kind: FindingType, recommendations: int) -> bool:
    """Whether it is a cause of concern without any: only one taken over can be, and it is shown as flagged."""
    return kind is FindingType.CAUSE_OF_CONCERN and recommendations == 0


def check_began(day: date, recorded_on: date, today: date) -> None:
    """The first day of a finding whose inspection is on the record from `recorded_on`.

    Raises BeganToCome or BeforeItsInspection.
    """
    if day > today:
        raise BeganToCome(day, today)
    if day < recorded_on:
        raise BeforeItsInspection(day, recorded_on)


def check_day(day: date, began_on: date, today: date) -> None:
    """The day something was said. Raises DayToCome or BeforeTheRecord."""
    if day > today:
        raise DayToCome(day, today)
    if day < began_on:
        raise BeforeTheRecord(day, began_on)


def check_inspectorate(status: InspectorateStatus, day: date | None, told_by: str | None) -> None:
    """ "Complete" needs the inspectorate's day and who told us. Raises CompleteNeedsDay or CompleteNeedsSource."""
    if status is not InspectorateStatus.COMPLETE:
        return
    if day is None:
        raise CompleteNeedsDay
    if not has_words(told_by):
        raise CompleteNeedsSource


def is_later(made: tuple[int, date | None], looked_again: tuple[int, date | None]) -> bool:
    """Whether an inspection can have looked again at what another found. Each is its year and publication day."""
    if made[1] is not None and looked_again[1] is not None:
        return looked_again[1] > made[1]
    return looked_again[0] >= made[0]


def check_link(link: str | None, *, has_file: bool) -> None:
    """Evidence is a link or a file. Raises LinkOrFile or NoAddress."""
    if has_file == has_words(link):
        raise LinkOrFile(both=has_file)
    if link is not None and not _is_safe(link):
        raise NoAddress(link)


def check_reason(changed: Iterable[tuple[str, str | None]], reason: str | None) -> None:
    """Filling in what was empty needs no reason; changing what was set does. `changed`: field and what it was.

    Raises ChangeNeedsReason.
    """
    was_set = [field for field, before in changed if before is not None]
    if was_set and not has_words(reason):
        raise ChangeNeedsReason(was_set)


def check_lead(name: str, role: Role, *, is_active: bool) -> None:
    """Raises CannotLeadFinding."""
    if not is_active or role not in CAN_LEAD:
        raise CannotLeadFinding(name)


def warns_without_evidence(status: ForceStatus, *, has_evidence: bool) -> bool:
    """Whether the force says it is done and nothing shows it: allowed, and said on the page."""
    return not has_evidence and status in (ForceStatus.READY_FOR_CLOSURE, ForceStatus.CLOSED_BY_FORCE)


def _is_safe(link: str) -> bool:
    try:
        parts = urlsplit(link)
        named, secret = parts.hostname, "@" in parts.netloc
    except ValueError:
        return False
    return bool(allowed_address(link) and parts.scheme == "https" and named and not secret)


def _unmarked(line: str) -> str:
    return _BULLET.sub("", line.strip(), count=1).strip()
