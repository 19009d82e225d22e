"""Reads objects of files by strangers, where anything may be of the wrong type and names may be no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from pikepdf import Array, Dictionary, Name, Object, Stream


def name_of(thing: object) -> str:
    """The name with its slash, or "" when `thing` is none. Bytes that are no text come as surrogates."""
    return bytes(thing).decode("utf-8", "surrogateescape") if isinstance(thing, Name) else ""


def dictionary_at(holder: Object, key: str) -> Object | None:
    """The dictionary under `key`, or None."""
    found = holder.get(key)
    return found if isinstance(found, Dictionary) else None


def items_at(holder: Object, key: str) -> list[Object]:
    """What the array under `key` holds; empty when there is none."""
    found = holder.get(key)
    return list(found) if isinstance(found, Array) else []


def entries_of(holder: Object | None) -> Iterator[tuple[str, Object]]:
    """Keys and values of a dictionary, in the order of the keys."""
    if holder is not None and isinstance(holder, (Dictionary, Stream)):
        for key in sorted(holder.keys()):
            yield key, holder[key]


def one_or_more(thing: object) -> list[Object]:
    """The items of an array, or the single thing that stands for an array of one; nothing for null."""
    if isinstance(thing, Array):
        return list(thing)
    return [] if thing is None else [thing]  # type: ignore[list-item]  # pikepdf gives numbers as Python's own


def is_object(thing: object) -> TypeGuard[Object]:
    """Whether `thing` is a dictionary that other objects can point to."""
    return isinstance(thing, Dictionary) and thing.is_indirect


def drop(holder: Object, keys: Iterable[str]) -> None:
    """Deletes the keys that are there."""
    for key in keys:
        if key in holder:
            del holder[key]
