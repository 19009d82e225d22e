"""Headings of papers with and without numbered levels in one file: PDF/UA allows only one of the two kinds."""

from __future__ import annotations

from typing import Final

from pikepdf import Name, Object

from tracker.documents.pdf.merge_objects import is_object

UNNUMBERED: Final = "/H"
NUMBERED: Final = frozenset(f"/H{level}" for level in range(1, 7))
_DEEPEST: Final = 6


class Headings:
    """The unnumbered headings of the merged file, and whether there are numbered ones too."""

    def __init__(self) -> None:
        self.unnumbered: list[Object] = []
        self.numbered = False

    def write(self) -> None:
        """Gives the unnumbered headings their levels where the file has numbered ones too; else all stays as it is.

        The level of an unnumbered heading is how many elements around it have a heading of their own.
        """
        if not self.numbered:
            return
        headed = {heading.P.objgen for heading in self.unnumbered}
        for heading in self.unnumbered:
            level = 0
            around = heading.get("/P")
            while is_object(around):
                level += around.objgen in headed
                around = around.get("/P")
            heading.S = Name(f"/H{min(level, _DEEPEST)}")
