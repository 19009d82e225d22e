"""Cells of CSV files and spreadsheets that a spreadsheet program cannot take for a formula.

A leading apostrophe makes a text a text. Numbers and dates are left alone: pass them as numbers and dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Spaces, byte order marks and the like are trimmed by some programs before they look for a formula.
# Apostrophes count as well, so that a text which had one of its own can be told from one that was given one.
_FORMULA: Final = re.compile("'*(?:[\t\r\n]|[\\s\x00\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def safe_cell(value: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet program might run it as a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def restore_cell(value: str) -> str:
    """What `safe_cell` was given: takes the apostrophe away again where it was put."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value


def safe_row(values: Iterable[object]) -> list[object]:
    """A row for `csv.writer`: texts made safe, everything else (numbers, dates, None) as it is."""
    return [safe_cell(value) if isinstance(value, str) else value for value in values]
