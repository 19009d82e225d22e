"""The phrases of a report: counts, dates and lists in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from tracker.documents.blocks import Paragraph, ParagraphKind, Run, plain

NOT_SCORED = "Not yet scored"
"""What stands for the score of a risk nobody has judged yet (RULES 3)."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number(count: int, one: str, many: str | None = None) -> str:
    """ "1 deliverable", "13 deliverables"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def series(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def clock(moment: time) -> str:
    """ "1:30pm", "10am"."""
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def body(text: str) -> Paragraph:
    return Paragraph(plain(text))


def small(text: str) -> Paragraph:
    return Paragraph(plain(text), ParagraphKind.SMALL)


def strong(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),))


def labelled(label: str, text: str) -> Paragraph:
    """ "**Label:** text"."""
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)))


def nothing(text: str) -> Paragraph:
    """What an empty part says instead of leaving a gap."""
    return Paragraph(plain(text), ParagraphKind.EMPTY)
