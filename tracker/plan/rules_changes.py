"""What may be changed about a plan and its deliverables besides progress and dates, and what is refused (RULES 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.access import Role, Tie
from tracker.accounts.rules_people import roles_with
from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.plan.rules import ProgressStatus, ReasonNeeded


class ClosedWorkKeepsItsRecord(DomainError):
    """The wording, place, owner or milestones of closed work are asked to change."""

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(f"This work is {status.label.lower()}, so its record cannot change. Reopen it first.")


class OnlyTheLeadCompletes(DomainError):
    """Somebody who may report progress, but not complete the work, says that it is complete."""

    field = "percent"

    def __init__(self, priority: int, lead: str | None, *, by_milestones: bool) -> None:
        self.priority = priority
        self.lead = lead
        who = f"the lead of priority {priority} ({lead})" if lead else f"the lead of priority {priority}"
        way_out = "Leave a milestone below 100%" if by_milestones else "Enter 0 to 99"
        super().__init__(
            f"A completed deliverable needs a completion date, and only {who} can complete it. "
            f"{way_out} and say in the note that it is done."
        )


class OnlyTheLeadCorrectsCompletion(DomainError):
    """Somebody who may not complete the work corrects the update that completed it."""

    def __init__(self, priority: int, lead: str | None) -> None:
        self.priority = priority
        self.lead = lead
        who = f"the lead of priority {priority} ({lead})" if lead else f"the lead of priority {priority}"
        super().__init__(f"This update completed the work, so only {who} can correct it. Ask them to.")


class AlreadyCorrected(DomainError):
    """An update that was corrected before is corrected again."""

    def __init__(self) -> None:
        super().__init__("This update has been corrected already. Correct the update that took its place.")


class ReopenInstead(DomainError):
    """A correction would turn the update that completed the work into one that leaves it open."""

    field = "status"

    def __init__(self) -> None:
        super().__init__("This update completed the work. If that was an error, reopen the deliverable instead.")


class ClosingUpdateStands(DomainError):
    """The update that stopped or carried forward the work is asked to be corrected."""

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        word = "stopped" if status is ProgressStatus.STOPPED else "carried forward"
        way_out = " Reopen it first." if status is ProgressStatus.STOPPED else ""
        super().__init__(f"This update records that the work was {word}, so it cannot be corrected.{way_out}")


class DayAfterTheNextUpdate(DomainError):
    """A correction would move an update past the one that followed it."""

    field = "effective_on"

    def __init__(self, effective_on: date, following: date) -> None:
        self.effective_on = effective_on
        self.following = following
        super().__init__(
            f"The update after this one is dated {long_date(following)}. Enter that date or an earlier one."
        )


class NextUpdateIsLower(DomainError):
    """A correction would make the next update a step back that gives no reason."""

    field = "percent"

    def __init__(self, percent: int, following: int, following_on: date) -> None:
        self.percent = percent
        self.following = following
        super().__init__(
            f"The next update, of {long_date(following_on)}, says {following}%, which would be a step back "
            f"from {percent}% without a reason. Correct that one first."
        )


class ClosedAtThatPercent(DomainError):
    """A correction would change the % at which the work was stopped or carried forward."""

    field = "percent"

    def __init__(self, status: ProgressStatus, percent: int) -> None:
        self.status = status
        self.percent = percent
        word = "stopped" if status is ProgressStatus.STOPPED else "carried forward"
        super().__init__(f"The work was {word} at this percentage, so it stays at {percent}%.")


class CarryingNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the work is carried forward.")


class DecliningNeedsReason(ReasonNeeded):
    field = "note"

    def __init__(self) -> None:
        super().__init__("Enter why the new date is declined.")


class NoRatingToGiveBack(DomainError):
    """The computed rating is asked for where none was set by hand."""

    field = "rag"

    def __init__(self) -> None:
        super().__init__("The rating is the computed one already.")


class UnknownMilestone(DomainError):
    """A milestone that is not, or no longer, one of the deliverable's."""

    def __init__(self) -> None:
        super().__init__("The milestones have changed. Open the page again and enter each milestone’s progress.")


class MilestonesComplete(DomainError):
    """All the milestones that would stand are at 100%, which is complete work."""

    def __init__(self) -> None:
        super().__init__(
            "With these milestones the work is at 100%, which is complete. "
            "Leave one of them below 100%, or use “Complete” instead."
        )


class UnknownPriority(DomainError):
    field = "priority_id"

    def __init__(self) -> None:
        super().__init__("Select a priority from the list.")


class ObjectiveElsewhere(DomainError):
    """The objective belongs to another priority, or does not exist."""

    field = "objective_id"

    def __init__(self) -> None:
        super().__init__("Select an objective of the priority the deliverable belongs to, or none.")


class CannotOwn(DomainError):
    """Nobody, somebody disabled, or a role that never owns deliverables. `name` None: nobody."""

    field = "owner_id"

    def __init__(self, name: str | None) -> None:
        self.name = name
        roles = " or ".join(sorted(role.label for role in roles_with(Tie.OWNER)))
        super().__init__(
            f"{name} cannot own a deliverable. Select an {roles} who can sign in." if name else "Select the owner."
        )


class CannotLead(DomainError):
    """Nobody, somebody disabled, or a role that never leads a priority. `name` None: nobody."""

    field = "lead_id"

    def __init__(self, name: str | None) -> None:
        self.name = name
        super().__init__(
            f"{name} cannot lead a priority. Select a {Role.LEAD.label.lower()} who can sign in."
            if name
            else "Select a lead from the list."
        )


class HandedToThemselves(DomainError):
    field = "to_person_id"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"Select somebody other than {name}.")


class PlanEndsBeforeItStarts(DomainError):
    field = "ends"

    def __init__(self) -> None:
        super().__init__("The last day must be the same as or after the first day.")


class PlanCodeTaken(DomainError):
    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"There is a plan with the code {code} already. Enter another code.")


class PriorityNumberTaken(DomainError):
    field = "number"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"The plan has a priority {number} already. Enter another number.")


class ObjectiveCodeTaken(DomainError):
    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The priority has an objective {code} already. Enter another code.")


class TooManyLevels(DomainError):
    """Objectives have at most two levels (DESIGN section 7)."""

    field = "parent_id"

    def __init__(self) -> None:
        super().__init__("Select an objective of the first level, or none. An objective with others under it has none.")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The update before or after the one that is corrected, of those that stand."""

    status: ProgressStatus
    percent: int
    effective_on: date
    reason: str | None


def check_correctable(status: ProgressStatus, becomes: ProgressStatus | None) -> None:
    """Whether an update of this status may be corrected into another; None: its status follows the %.

    Raises ClosingUpdateStands or ReopenInstead.
    """
    if status in (ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD):
        raise ClosingUpdateStands(status)
    if status is ProgressStatus.COMPLETE and becomes not in (None, ProgressStatus.COMPLETE):
        raise ReopenInstead


def check_still_fits(percent: int, effective_on: date, following: Neighbour | None) -> None:
    """Whether the next update still follows from the corrected one.

    Raises DayAfterTheNextUpdate, ClosedAtThatPercent or NextUpdateIsLower.
    """
    if following is None:
        return
    if effective_on > following.effective_on:
        raise DayAfterTheNextUpdate(effective_on, following.effective_on)
    keeps_percent = following.status in (ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD)
    if keeps_percent and following.percent != percent:
        raise ClosedAtThatPercent(following.status, following.percent)
    if following.percent < percent and following.reason is None:
        raise NextUpdateIsLower(percent, following.percent, following.effective_on)


def settled_marks(current: Mapping[int, int], given: Mapping[int, int] | None) -> dict[int, int]:
    """The % of every milestone that stands, after an update that speaks of some of them. Raises UnknownMilestone."""
    if given and not given.keys() <= current.keys():
        raise UnknownMilestone
    return {**current, **(given or {})}


def check_owner(name: str, role: Role, *, is_active: bool) -> None:
    """Raises CannotOwn."""
    if not is_active or role not in roles_with(Tie.OWNER):
        raise CannotOwn(name)


def check_lead(name: str, role: Role, *, is_active: bool) -> None:
    """Raises CannotLead."""
    if not is_active or role not in roles_with(Tie.LEADS):
        raise CannotLead(name)
