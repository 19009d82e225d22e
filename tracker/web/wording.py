"""How dates, statuses and counts are worded on pages: in one place, so that every page says it alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from tracker import dates
from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of, sentence_of
from tracker.documents.blocks import Sparkline, Status
from tracker.documents.html import render_block
from tracker.documents.markup import together
from tracker.documents.text import to_blocks
from tracker.enums import StatusEnum
from tracker.files.rules import size_in_words

NOTHING_CHANGED: Final = "Nothing was changed: what you sent is what stands on the record."
"""Said instead of "is changed" where a form came back as it was opened; the log then has no line of it."""


def day(value: date | None) -> str:
    """ "30 September 2023"; an empty string for none."""
    return dates.long_date(value) if value else ""


def short_day(value: date | None) -> str:
    """ "30 Sep 2023", for tables; an empty string for none."""
    return dates.short_date(value) if value else ""


def moment(value: datetime | None) -> str:
    """ "30 September 2023 at 4:05pm", London time."""
    return dates.long_moment(value) if value else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 deliverable", "1,200 deliverables"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


# By its type too: members of two enums with one value are equal, whatever their words.
@lru_cache(maxsize=None, typed=True)
def shown(status: StatusEnum | Status) -> Markup:
    """A status as word, shape and colour."""
    return render_block(status if isinstance(status, Status) else status.shown, first_id="status")


def drawn(line: Sparkline) -> Markup:
    """A small line of figures, with its words."""
    return render_block(line, first_id="line")


def marked_up(text: str | None) -> Markup:
    """What an officer typed, with its bold, links and bullets."""
    if not text:
        return Markup("")
    return Markup('<div class="report">{}</div>').format(
        together(render_block(block, first_id="text") for block in to_blocks(text))
    )


def changed(event: AuditEvent) -> list[tuple[str, tuple[str | None, str | None]]]:
    """The fields an act changed, each with what it was and what it is."""
    return list(changes_of(event).items())


FILTERS: dict[str, Callable[..., object]] = {
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "clock": dates.clock,
    "weekday": dates.weekday,
    "count": count,
    "file_size": size_in_words,
    "shown": shown,
    "drawn": drawn,
    "marked_up": marked_up,
    "acted": sentence_of,
    "changed": changed,
}
