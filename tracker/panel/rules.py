"""The Panel's own words: offices, meetings and their addresses, forward work plan, requests."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tracker.enums import LabelledEnum

_KEY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([1-9][0-9]{0,3}))?", re.ASCII)


class PanelRole(LabelledEnum):
    CHAIRMAN = "chairman", "Chairman"
    VICE_CHAIRMAN = "vice_chairman", "Vice-Chairman"
    MEMBER = "member", "Member"
    CO_OPTED = "co_opted", "Co-opted member"
    SUBSTITUTE = "substitute", "Substitute"


class MeetingState(LabelledEnum):
    PLANNED = "planned", "Planned"
    CANCELLED = "cancelled", "Cancelled"


class TextKind(LabelledEnum):
    """A text that stands in every agenda until the office writes another."""

    RECORDING = "recording", "Recording of the meeting"
    PARKING = "parking", "Parking and travel"
    PARTICIPATION = "participation", "Public participation"


class ForwardState(LabelledEnum):
    PLANNED = "planned", "Planned"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RequestKind(LabelledEnum):
    """Something that is owed to the Panel."""

    REQUEST = "request", "Request"
    RECOMMENDATION = "recommendation", "Recommendation"
    UNDERTAKING = "undertaking", "Undertaking"


class RequestState(LabelledEnum):
    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"


def meeting_key(day: date, number: int) -> str:
    """ "2024-09-26", in addresses and on the command line; "2024-09-26-2" for the second meeting on a day."""
    return day.isoformat() if number == 1 else f"{day.isoformat()}-{number}"


def parse_meeting_key(key: str) -> tuple[date, int] | None:
    """The day and the number; None for what is no key, or one written another way."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    number = int(match[2] or 1)
    return (day, number) if meeting_key(day, number) == key else None
