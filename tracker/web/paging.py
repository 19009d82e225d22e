"""The links to the other pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to another page of the list. `gap`: pages are left out before it. `rel`: "prev" or "next"."""

    words: str
    href: str
    rel: str = ""
    current: bool = False
    gap: bool = False


def page_links(page: int, pages: int, href: Callable[[int], str]) -> list[PageLink]:
    """The first and the last page, those around this one, the one before and the next; none where one holds all."""
    if pages == 1:
        return []
    near = {1, pages, *range(page - 1, page + 2)}
    shown = sorted(each for each in near if 1 <= each <= pages)
    links = [
        PageLink(str(each), href(each), current=each == page, gap=each - before > 1)
        for before, each in zip([0, *shown], shown, strict=False)
    ]
    if page > 1:
        links.append(PageLink("Previous", href(page - 1), rel="prev"))
    if page < pages:
        links.append(PageLink("Next", href(page + 1), rel="next"))
    return links
