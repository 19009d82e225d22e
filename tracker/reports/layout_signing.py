"""What every report says of whether it is signed, on each page and on its title page."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.documents.blocks import Block
from tracker.reports.layout_words import labelled, small, strong
from tracker.reports.rules import DRAFT_MARK
from tracker.reports.rules_signing import SigningFacts


def notices(office: str | None, signing: SigningFacts | None) -> tuple[str, ...]:
    """What stands on every page: the office's own notice; and that it is a draft until somebody signed it."""
    return tuple(notice for notice in (office, None if signing else DRAFT_MARK) if notice)


def standing_blocks(signing: SigningFacts | None) -> Iterator[Block]:
    """The last lines of the title page: a draft's mark, or a signed version's place in the log."""
    if signing is None:
        yield strong(DRAFT_MARK)
        return
    replaces = f". It replaces {signing.replaces}" if signing.replaces else ""
    yield labelled("Version", f"{signing.version}{replaces}")
    yield small(f"End of the log when it was signed off (records:SHA-256): {signing.head}")
