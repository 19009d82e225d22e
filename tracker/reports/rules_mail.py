"""What people are told by mail when a report was submitted, returned, approved, signed off or revoked, and what comes
next.

Nothing of what the report says is in a message, nor what a reviewer wrote of it: mail is read by more than its reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tracker.dates import Period, long_date
from tracker.reports.rules_approval import Approved
from tracker.reports.rules_life import FIRST_VERSION, Move, ReportKind, address_of, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A move as a message tells of it.

    `as_at` is the day of the report. `acting_for` names the Chief Executive a deputy signed for, and `head` is the end
    of the log at that moment, as a signed report prints it; both are of a signature. `waits` are the parts of a
    submitted report that the Commissioner has not approved as they are.
    """

    kind: ReportKind
    period: Period
    version: int
    by: str
    on: date
    as_at: date | None = None
    open_comments: int = 0
    acting_for: str | None = None
    head: str = ""
    waits: tuple[Approved, ...] = ()

    @property
    def name(self) -> str:
        """ "highlight report, quarter 2, 2024-25, version 2"; the first version has no number."""
        name = name_of(self.kind, self.period)
        return name if self.version == FIRST_VERSION else f"{name}, version {self.version}"


@dataclass(frozen=True, slots=True)
class Words:
    """A message: its subject, its text, and the page of the application it leads to."""

    subject: str
    body: str
    page: str


def words_of(move: Move, moved: Moved) -> Words | None:
    """What is told of a move; None for a move nobody is told of."""
    told = _TOLD.get(move)
    return told(moved) if told is not None else None


def _submitted(moved: Moved) -> Words:
    as_at = f" It is as at {long_date(moved.as_at)}." if moved.as_at else ""
    body = _paragraphs(
        f"{moved.by} submitted the {moved.name}, for sign-off on {long_date(moved.on)}.{as_at}",
        f"{_LOOK} {_before_signing(moved.waits)}",
        _TO_SIGNATORIES,
    )
    return Words(f"Waiting for sign-off: {moved.name}", body, f"{_address(moved)}/review")


def _before_signing(waits: Sequence[Approved]) -> str:
    if not waits:
        return _DECIDE
    return (
        f"Comment on it or return it there. It can be signed off once the Commissioner has approved {_named(waits)}; "
        "you are told when that is done."
    )


def approval_asked(moved: Moved, changed: Sequence[Approved]) -> Words:
    """What the Commissioner is told of a submission; `changed` are the parts that were approved and are others now."""
    as_at = f" It is as at {long_date(moved.as_at)}." if moved.as_at else ""
    again = f" Changed since it was approved: {_named(changed)}." if changed else ""
    body = _paragraphs(
        f"{moved.by} submitted the {moved.name}, for sign-off on {long_date(moved.on)}.{as_at}",
        f"Nobody can sign it off before you have approved {_named(moved.waits)}.{again} Its page leads to what you "
        "approve: read it there.",
        _TO_COMMISSIONER,
    )
    return Words(f"Waiting for your approval: {moved.name}", body, _address(moved))


def approvals_given(moved: Moved) -> Words:
    """What those who sign are told of the last approval that a report waited for."""
    body = _paragraphs(
        f"{moved.by} gave the last approval that the {moved.name}, waited for, on {long_date(moved.on)}. It can be "
        "signed off now.",
        f"{_LOOK} {_DECIDE}",
        _TO_SIGNATORIES,
    )
    return Words(f"Approved, waiting for sign-off: {moved.name}", body, f"{_address(moved)}/review")


def approval_lapsed(moved: Moved, changed: Sequence[Approved]) -> Words:
    """What the Commissioner is told when something they approved was changed while the report waits for a signature."""
    body = _paragraphs(
        f"Something that was approved of the {moved.name}, has changed since: {_named(changed)}.",
        "Nobody can sign the report off before you have approved it again. Its page leads to what you approve: read it "
        "there as it is now.",
        _TO_COMMISSIONER,
    )
    return Words(f"Changed since you approved it: {moved.name}", body, _address(moved))


def _returned(moved: Moved) -> Words:
    comments = ""
    if moved.open_comments:
        comments = f" {moved.open_comments} comment{' is' if moved.open_comments == 1 else 's are'} open."
    body = _paragraphs(
        f"{moved.by} returned the {moved.name}, on {long_date(moved.on)}.{comments}",
        "Its page says why it came back. Make the changes, answer the comments and submit it again.",
        "You get this message because you submitted the report or marked a priority of it as ready.",
    )
    return Words(f"Returned with comments: {moved.name}", body, _address(moved))


def _signed(moved: Moved) -> Words:
    deputy = f", for {moved.acting_for}" if moved.acting_for else ""
    body = _paragraphs(
        f"{moved.by} signed off the {moved.name}, on {long_date(moved.on)}{deputy}. It is kept as it was signed, "
        "whatever is recorded later.",
        "Next, the Chief Executive or a deputy records when it was sent to the Panel.",
        "Keep this message: it helps to show that nothing was taken out of Tracker’s log since. The log then ended "
        f"with {moved.head}: how many rows it had, and a fingerprint of them all. Whoever looks after Tracker compares "
        "this with the log, and may ask you for it.",
        "You get this message because you submitted the report.",
    )
    return Words(f"Signed off: {moved.name}", body, f"{_address(moved)}/versions/{moved.version}")


_LOOK: Final = "On its page you see what changed since the last signed report and what is wrong with this one."
_DECIDE: Final = "Comment on it, return it or sign it off there."
_TO_SIGNATORIES: Final = "You get this message because you are the Chief Executive or stand in for them."
_TO_COMMISSIONER: Final = "You get this message because you are the Commissioner."


def _named(parts: Sequence[Approved]) -> str:
    return " and ".join(each.label for each in parts)


def _address(moved: Moved) -> str:
    return address_of(moved.kind, moved.period)


def _paragraphs(*words: str) -> str:
    return "\n\n".join(words)


def _revoked(moved: Moved) -> Words:
    body = _paragraphs(
        f"{moved.by} revoked the {moved.name}, on {long_date(moved.on)}. It stays as it was signed, marked as revoked, "
        "and is published no longer.",
        f"Version {moved.version + 1} is open as a draft. Its page says why: correct it, and submit it for sign-off.",
        "You get this message because you submitted the report or marked a priority of it as ready.",
    )
    return Words(f"Revoked: {moved.name}", body, _address(moved))


_TOLD: Final[Mapping[Move, Callable[[Moved], Words]]] = MappingProxyType(
    {Move.SUBMIT: _submitted, Move.RETURN: _returned, Move.SIGN: _signed, Move.REVOKE: _revoked}
)
