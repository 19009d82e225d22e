"""What packs and supplements are called, what is still owed to them, and what stands in the way of publishing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tracker.errors import DomainError


class NothingNew(DomainError):
    """A supplement without papers."""

    def __init__(self) -> None:
        super().__init__("Choose at least one paper that is in no published pack yet: a supplement holds new papers.")


class NotYetPublished(DomainError):
    """A supplement to nothing."""

    def __init__(self) -> None:
        super().__init__("No pack of this meeting has been published yet, so add the papers to the agenda itself.")


class ReasonForVersion(DomainError):
    """What was published is only replaced with a reason, which the new version prints."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__("Enter why the published pack is replaced. The new version prints the reason.")


class NoItems(DomainError):
    def __init__(self) -> None:
        super().__init__("The agenda has no items yet. Make it from the template, or add an item, before publishing.")


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper that an item still waits for, and by whom it is owed; None: nobody is named."""

    item: int
    title: str
    by: str | None

    @property
    def words(self) -> str:
        """ "Item 8, Annual report: its paper is owed by the Chief Executive"."""
        whom = f"owed by {self.by}" if self.by else "still missing, and nobody is named who owes it"
        return f"Item {self.item}, {self.title}: its paper is {whom}"


class Expecting(Protocol):
    """An item as far as its papers go."""

    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def paper_expected(self) -> bool: ...
    @property
    def paper_owed_by(self) -> str | None: ...
    @property
    def papers(self) -> Sequence[object]: ...


def owed(items: Iterable[Expecting]) -> tuple[Owed, ...]:
    """The papers that are expected and not there, in the order of the agenda."""
    return tuple(
        Owed(item.number, item.title, item.paper_owed_by) for item in items if item.paper_expected and not item.papers
    )


def supplement_title(number: int) -> str:
    return f"Supplement {number}"


def pack_name(meeting: str, *, full: bool = False, supplement: int | None = None, version: int = 1) -> str:
    """The name of a file to download: "agenda-pack-2024-09-26.pdf". It says whether exempt papers are inside."""
    kind = "agenda-pack" if supplement is None else f"supplement-{supplement}"
    again = f"-version-{version}" if version > 1 else ""
    return f"{kind}-{meeting}{again}{'-not-for-publication' if full else ''}.pdf"


def check_version(published: int, reason: str) -> int:
    """The number of the version to publish next. Raises ReasonForVersion where one is published already."""
    if published and not reason.strip():
        raise ReasonForVersion
    return published + 1


def check_supplement(published: int, papers: int) -> None:
    """Raises NotYetPublished where there is no pack to continue, and NothingNew where nothing is to be in it."""
    if not published:
        raise NotYetPublished
    if not papers:
        raise NothingNew
