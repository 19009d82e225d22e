"""Rows that never change, as the log keeps them beside the act that made them, so that a later change is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Final

ROWS: Final = "Rows"
"""The name in a row's changes under which they are kept. No person reads it: pages and files leave it out."""

Fields = Mapping[str, str | None]
"""The columns of one row, the key apart, as text."""

RowKey = tuple[str, int]
"""The table and the key of a row."""


def as_text(value: object) -> str | None:
    """What one column holds: the same value gives the same text in every database."""
    if value is None or isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def rows_as_text(rows: Mapping[RowKey, Fields]) -> str:
    """Canonical JSON: the same rows give the same text."""
    named = {f"{table} {key}": dict(fields) for (table, key), fields in rows.items()}
    return json.dumps(named, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def rows_from_text(text: str) -> dict[RowKey, Fields]:
    """As `rows_as_text` wrote them. Raises ValueError, TypeError or AttributeError for any other text."""
    found: dict[RowKey, Fields] = {}
    for name, fields in json.loads(text).items():
        table, _, key = name.rpartition(" ")
        found[table, int(key)] = dict(fields)
    return found
