"""What the Commissioner approves of an annual report before anybody signs it, and what is refused without.

An approval is of the words that were read: once they change, it has lapsed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from tracker.dates import long_date
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.reports.rules_life import ReportState


class Approved(LabelledEnum):
    """What is approved; the label goes into a sentence."""

    FOREWORD = "foreword", "the foreword"
    REPORT = "report", "the report as submitted"


class ApprovalState(LabelledEnum):
    """Where the approval of a part is, worked out from its content as it is now."""

    GIVEN = "given", "Approved"
    LAPSED = "lapsed", "Changed since it was approved"
    NONE = "none", "Not approved yet"
    LATER = "later", "To be approved once it is submitted"


class NothingToApprove(DomainError):
    """The report has no such part."""

    def __init__(self, part: Approved) -> None:
        self.part = part
        super().__init__("The report has no foreword, so there is none to approve.")


class ApprovedAlready(DomainError):
    """The Commissioner approved these very words before."""

    def __init__(self, part: Approved, by: str) -> None:
        self.part = part
        super().__init__(f"{by} has already approved {part.label} as it is.")


class NotToBeApprovedNow(DomainError):
    """The report is in no state in which this part is approved."""

    def __init__(self, part: Approved, state: ReportState) -> None:
        self.part = part
        self.state = state
        why = (
            "It is signed off: nothing in it changes any more."
            if state.is_signed
            else "The report is approved once it is submitted. It is with the officers, who are still writing it."
        )
        super().__init__(why)


class NotApproved(DomainError):
    """The report waits for approvals before it can be signed."""

    def __init__(self, parts: Sequence[Approved]) -> None:
        self.parts = tuple(parts)
        named = " and ".join(part.label for part in parts)
        super().__init__(f"The Commissioner has not approved {named} as it is now. Nothing was signed.")


def state_of_approval(content_hash: str, given: Collection[str], part: Approved, state: ReportState) -> ApprovalState:
    """`given` are the hashes of what was approved of this part, of the version that is in this state."""
    if part is Approved.REPORT and state.is_with_officers:
        return ApprovalState.LATER
    if content_hash in given:
        return ApprovalState.GIVEN
    return ApprovalState.LAPSED if given else ApprovalState.NONE


def not_approved(wanted: Mapping[Approved, str], given: Mapping[Approved, Collection[str]]) -> tuple[Approved, ...]:
    """The parts that still wait. `wanted` are the hashes of the parts the report has."""
    return tuple(part for part, content in wanted.items() if content not in given.get(part, ()))


def check_approved(wanted: Mapping[Approved, str], given: Mapping[Approved, Collection[str]]) -> None:
    """Raises NotApproved."""
    missing = not_approved(wanted, given)
    if missing:
        raise NotApproved(missing)


def approved_words(days: Mapping[Approved, date]) -> str:
    """For everybody, what the Commissioner approved and when; empty where that is nothing."""
    by_day: dict[date, list[str]] = {}
    for part, day in days.items():
        by_day.setdefault(day, []).append("the report" if part is Approved.REPORT else part.label)
    said = [f"{' and '.join(parts)} on {long_date(day)}" for day, parts in by_day.items()]
    return f"The Commissioner approved {' and '.join(said)}." if said else ""


def check_approving(part: Approved, state: ReportState) -> None:
    """The foreword until the signature, the report while it is submitted. Raises NotToBeApprovedNow."""
    if state.is_signed or (part is Approved.REPORT and state is not ReportState.SUBMITTED):
        raise NotToBeApprovedNow(part, state)
