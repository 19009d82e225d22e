"""What an item must say, and what a published one may no longer say without a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.audit.rules import Changes, difference
from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.rules_exempt import Exemption


class AgendaExists(DomainError):
    def __init__(self) -> None:
        super().__init__("This meeting has an agenda already. Open it and change it there.")


class MeetingCancelled(DomainError):
    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"The meeting on {long_date(day)} is cancelled, so nothing can be put on its agenda.")


class TitleNeeded(DomainError):
    field = "title"

    def __init__(self) -> None:
        super().__init__("Enter the title of the item.")


class ReasonForWords(DomainError):
    """What was printed keeps its words in the pack that holds them; the next one says why they differ."""

    field = "reason"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"Enter why the words of item {number} change: it is in a published pack, which keeps the words it has."
        )


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item says. An item in Part II has an exemption, one in Part I has none."""

    title: str
    kind: ItemKind = ItemKind.STANDING
    text: str | None = None
    presenter: str | None = None
    paper_expected: bool = False
    owed_by: str | None = None
    exemption: Exemption | None = None

    @property
    def part(self) -> Part:
        return Part.OPEN if self.exemption is None else Part.EXEMPT


def check_words(words: ItemWords) -> ItemWords:
    """Raises TitleNeeded."""
    if not words.title.strip():
        raise TitleNeeded
    return words


def check_reword(printed: int | None, reason: str | None) -> None:
    """Raises ReasonForWords for a published item without a reason."""
    if printed is not None and not (reason or "").strip():
        raise ReasonForWords(printed)


_NEVER_PUBLIC: Final = ("Words", "Presenter", "Paper owed by", "Why it is exempt", "Public interest")
NOT_SHOWN: Final = "not shown, because it is exempt"


def told_change(before: ItemWords | None, after: ItemWords) -> Changes:
    """What the log says of a change; None before: the item is new.

    The log is read by people who are not entitled to what is exempt. Of an item that is exempt before or after, it
    tells title and paragraph, and of the rest only that it changed: the words themselves are kept with the item.
    """
    changed = difference({} if before is None else _all(before), _all(after))
    if after.exemption is None and (before is None or before.exemption is None):
        return changed
    return {name: _hidden(pair) if name in _NEVER_PUBLIC else pair for name, pair in changed.items()}


def _all(words: ItemWords) -> dict[str, str | None]:
    closed = words.exemption
    return {
        "Title": words.title,
        "Part": words.part.label,
        "Kind": words.kind.label,
        "Words": words.text,
        "Presenter": words.presenter,
        "Paper expected": "yes" if words.paper_expected else "no",
        "Paper owed by": words.owed_by,
        "Exempt by": f"paragraph {closed.paragraph}" if closed is not None else None,
        "Why it is exempt": closed.description if closed is not None else None,
        "Public interest": closed.public_interest if closed is not None else None,
    }


def _hidden(pair: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    old, new = pair
    return None if old is None else NOT_SHOWN, None if new is None else NOT_SHOWN
