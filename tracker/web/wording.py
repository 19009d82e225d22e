"""How dates, statuses and counts are worded on pages: in one place, so that every page says it alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from markupsafe import Markup, escape

from tracker import dates
from tracker.documents.blocks import Shape, Tone
from tracker.documents.html import render_status, render_text


def day(value: date | None) -> str:
    """ "30 September 2023"; an empty string for none."""
    return dates.long_date(value) if value else ""


def moment(value: datetime | None) -> str:
    """ "30 September 2023 at 4:05pm", London time."""
    if value is None:
        return ""
    local = dates.london(value)
    hour = local.hour % 12 or 12
    return f"{dates.long_date(local.date())} at {hour}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 deliverable", "1,200 deliverables"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def status(word: str, shape: Shape, tone: Tone) -> Markup:
    """A status as word, shape and colour."""
    return render_status(word, shape, tone)


def marked_up(text: str | None) -> Markup:
    """What an officer typed, with its bold, links and bullets."""
    return render_text(text) if text else Markup("")


def sentence(text: str) -> Markup:
    """Text that starts with a capital letter, escaped."""
    return escape(text[:1].upper() + text[1:])


FILTERS: dict[str, Callable[..., object]] = {
    "day": day,
    "moment": moment,
    "count": count,
    "marked_up": marked_up,
    "sentence": sentence,
}
