"""Reading the filters of a list from its address: what names nothing is no limit, so that an old link still works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from tracker.documents.text import visible
from tracker.enums import LabelledEnum

Member = TypeVar("Member", bound=LabelledEnum)

LONGEST: Final = 200
HIGHEST_PAGE: Final = 1_000_000


def words(args: Mapping[str, str], name: str) -> str:
    """What was typed; what no text may hold, in sight, for PostgreSQL takes a zero character from nobody."""
    return visible(args.get(name, "")).strip()[:LONGEST]


def whole(args: Mapping[str, str], name: str) -> int | None:
    return number_in(args.get(name, ""))


def number_in(text: str) -> int | None:
    """A whole number that any key can be compared with."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def member(kind: type[Member], args: Mapping[str, str], name: str) -> Member | None:
    text = args.get(name, "")
    return next((found for found in kind if found.value == text), None)


def page(args: Mapping[str, str]) -> int:
    """Counted from 1."""
    return min(whole(args, "page") or 1, HIGHEST_PAGE)
