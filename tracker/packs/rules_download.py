"""The files of published packs: what they are called in an address, and which the public may still have."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.errors import DomainError
from tracker.packs.rules_agenda import Part

NOT_FOR_PUBLICATION = "-not-for-publication"
"""Ends the name of a file that holds exempt papers."""


class PackWithheld(DomainError):
    """An item that was open when the pack was published has become exempt. Becomes 410 for the public."""

    def __init__(self, name: str, meeting: str, key: str, *, newer: int | None) -> None:
        """`key`: of the meeting; `newer`: the version that took its place, None before there is one."""
        self.name = name
        self.meeting = meeting
        self.key = key
        self.newer = newer
        super().__init__(
            f"The file “{name}” of {meeting} is no longer available, because the public is now excluded from an item "
            f"in it. {self._instead}"
        )

    @property
    def _instead(self) -> str:
        if self.newer is None:
            return "A new version without it will take its place. Come back later."
        return f"Version {self.newer} of the pack has taken its place."


class AlteredPack(DomainError):
    """What is kept is not what was published."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        super().__init__(
            "The kept file is not the one that was published, so it cannot be downloaded. Tell your administrator."
        )


def file_name(supplement: int, version: int, *, full: bool = False) -> str:
    """Its part of the address, for ever: "pack-v2.pdf", "supplement-1-not-for-publication.pdf"."""
    stem = f"supplement-{supplement}" if supplement else f"pack-v{version}"
    return f"{stem}{NOT_FOR_PUBLICATION if full else ''}.pdf"


def newest_name(*, full: bool = False) -> str:
    """The part of the address that always leads to the newest version of the pack."""
    return f"pack{NOT_FOR_PUBLICATION if full else ''}.pdf"


def is_withheld(places: Iterable[tuple[int, Part]], exempt_now: frozenset[int]) -> bool:
    """Whether a public pack tells of an item from which the public is excluded by now.

    `places`: each of its items, by number, and the part it was published in.
    """
    return any(part is Part.OPEN and number in exempt_now for number, part in places)
