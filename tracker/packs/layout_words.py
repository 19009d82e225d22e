"""The phrases that papers of a meeting share: when and where it is, and texts that officers typed."""

from __future__ import annotations

from datetime import date, time

from tracker.dates import long_date
from tracker.documents.blocks import Block
from tracker.documents.text import to_blocks
from tracker.packs.rules_agenda import Part
from tracker.packs.snapshots import MeetingFacts
from tracker.reports.layout_words import WEEKDAYS, clock

NO_TIME = "Time to be confirmed"
NO_VENUE = "Place to be confirmed"
NOT_FOR_PUBLICATION = "Not for publication: holds exempt information"

PART_WORDS = {
    Part.OPEN: "Items that are considered while the meeting is open to the public.",
    Part.EXEMPT: (
        "Items for which the Panel is advised to exclude the public, because exempt information would probably be "
        "disclosed."
    ),
}


def weekday(day: date) -> str:
    """ "Thursday 26 September 2024"."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def day_and_time(day: date, starts_at: time | None) -> str:
    """ "Thursday 14 November 2024, 10:30am"."""
    return f"{weekday(day)}, {clock(starts_at)}" if starts_at is not None else weekday(day)


def deadline(day: date, until: time) -> str:
    """ "5pm on Thursday 19 September 2024"."""
    return f"{clock(until)} on {weekday(day)}"


def meeting_line(meeting: MeetingFacts) -> str:
    """ "Wiltshire Police and Crime Panel · 26 September 2024", for running heads."""
    return f"{meeting.panel} · {long_date(meeting.day)}"


def typed(text: str) -> tuple[Block, ...]:
    """A text an officer typed, with its bold, links and bullets."""
    return to_blocks(text)
