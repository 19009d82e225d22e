"""Writes the bookmarks of a pack: one for each item, and closed below it its papers with their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.documents.pdf.bind_file import File, text


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark and what hangs below it: bookmarks, or a paper's own chain (first, last, how many show)."""

    number: int
    title: str
    page: int
    kids: tuple[Bookmark, ...] = ()
    chain: tuple[int, int, int] = (-1, -1, 0)


def write_outline(file: File, root: int, bookmarks: Sequence[Bookmark]) -> None:
    """Writes the bookmarks below the outline's `root`."""
    ends = b"/First %d 0 R/Last %d 0 R" % (bookmarks[0].number, bookmarks[-1].number) if bookmarks else b""
    file.put(root, b"<</Type/Outlines/Count %d%s>>" % (len(bookmarks), ends))
    _write(file, root, bookmarks)


def _write(file: File, parent: int, bookmarks: Sequence[Bookmark]) -> None:
    for place, each in enumerate(bookmarks):
        before = b"/Prev %d 0 R" % bookmarks[place - 1].number if place else b""
        after = b"/Next %d 0 R" % bookmarks[place + 1].number if place + 1 < len(bookmarks) else b""
        first, last, count = each.chain
        if each.kids:
            first, last, count = each.kids[0].number, each.kids[-1].number, len(each.kids)
        inner = b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, -count) if count else b""
        file.put(
            each.number,
            b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s%s%s>>"
            % (text(each.title), parent, each.page, before, after, inner),
        )
        _write(file, each.number, each.kids)
