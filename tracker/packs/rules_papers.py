"""What papers must have, and what the log may tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tracker.audit.rules import Changes
from tracker.errors import DomainError
from tracker.packs.rules_items import NOT_SHOWN

LONGEST_BACKGROUND: Final = 4000


class PaperTitleNeeded(DomainError):
    field = "title"

    def __init__(self) -> None:
        super().__init__("Enter the title of the paper, as the agenda and the bookmarks of the pack print it.")


class NotSigned(DomainError):
    """A report that nobody signed, or whose signature was taken back."""

    field = "made"

    def __init__(self) -> None:
        super().__init__("This version of the report is not signed off, or its sign-off was revoked. Choose another.")


class ReasonForPaper(DomainError):
    """A paper of a published item is never replaced or withdrawn without a word."""

    field = "reason"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"Enter why the paper changes: item {number} is in a published pack. What was published stays as it is; "
            "the change comes with a new version of the pack or a supplement."
        )


class ReportRevoked(DomainError):
    """A signed report on the agenda is no longer in force. It is never exchanged for another without the clerk."""

    def __init__(self, item: int, title: str, *, signed_again: bool) -> None:
        self.item = item
        self.title = title
        self.signed_again = signed_again
        since = " A newer version is signed off." if signed_again else ""
        super().__init__(
            f"The sign-off of “{title}”, a paper of item {item}, was revoked after it was put on the agenda, so "
            f"nothing was published.{since} Replace the paper or withdraw it, then publish again."
        )


class PaperWithdrawnAlready(DomainError):
    def __init__(self) -> None:
        super().__init__("The paper has been withdrawn already. Nothing was changed.")


class PaperCannotMove(DomainError):
    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"The paper is the {where} of its item already.")


class Ordered(Protocol):
    """A paper as far as its place goes."""

    @property
    def id(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def is_withdrawn(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What a paper is called. `background` lists what it rests on; None: nobody has said; empty: on nothing else."""

    title: str
    background: tuple[str, ...] | None = None


def check_title(words: PaperWords) -> PaperWords:
    """Raises PaperTitleNeeded."""
    if not words.title.strip():
        raise PaperTitleNeeded
    return words


def check_reason(printed: int | None, reason: str | None) -> None:
    """Raises ReasonForPaper for a paper of a published item without a reason."""
    if printed is not None and not (reason or "").strip():
        raise ReasonForPaper(printed)


def background_lines(text: str | None, *, none: bool) -> tuple[str, ...] | None:
    """The background papers as typed, one to a line. `none`: it was said that there are none."""
    lines = tuple(line.strip() for line in (text or "").split("\n") if line.strip())
    return lines if lines or none else None


def background_text(lines: Sequence[str] | None) -> str | None:
    """How they are kept: one to a line, "" for none, None where nobody has said."""
    return None if lines is None else "\n".join(lines)


def kept_background(text: str | None) -> tuple[str, ...] | None:
    """From how they are kept."""
    return None if text is None else tuple(text.split("\n")) if text else ()


def told_paper(*, exempt: bool, before: str | None, title: str | None, facts: Changes) -> Changes:
    """What the log says of a paper: of one of an exempt item neither its title nor the hash of its bytes."""
    if exempt:
        return {"Paper": (None if before is None else NOT_SHOWN, None if title is None else NOT_SHOWN)}
    return {"Paper": (before, title), **facts}


def swapped(papers: Iterable[Ordered], paper_id: int, *, up: bool) -> tuple[int, ...]:
    """The ids of an item's papers that stand, with one moved by a place. Raises PaperCannotMove."""
    order = [each.id for each in sorted(papers, key=lambda each: (each.position, each.id)) if not each.is_withdrawn]
    here = order.index(paper_id)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(order):
        raise PaperCannotMove("first" if up else "last")
    order[here], order[there] = order[there], order[here]
    return tuple(order)
