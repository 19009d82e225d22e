"""Unnumbered headings get levels: PDF/UA allows one of the two kinds in a file, and other papers may have the other."""

from __future__ import annotations

from typing import Final

from pikepdf import Name, Object

from tracker.documents.pdf.paper_objects import is_object

_DEEPEST: Final = 6


def number_headings(headings: list[Object]) -> None:
    """Gives unnumbered headings their levels: of each, how many elements around it have a heading of their own."""
    headed = {heading.P.objgen for heading in headings}
    levels: dict[tuple[int, int], int] = {}
    for heading in headings:
        around = heading.get("/P")
        trail: list[tuple[int, int]] = []
        while is_object(around) and around.objgen not in levels and around.objgen not in trail[-1:]:
            trail.append(around.objgen)
            around = around.get("/P")
        level = levels.get(around.objgen, 0) if is_object(around) else 0
        for identity in reversed(trail):
            level += identity in headed
            levels[identity] = level
        heading.S = Name(f"/H{min(max(levels[heading.P.objgen], 1), _DEEPEST)}")
