"""What the law makes an office publish: how often, by when, and in what state a line of the register is."""

from __future__ import annotations

from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum


class Every(LabelledEnum):
    """How often something is published."""

    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every quarter"
    YEAR = "year", "Every financial year"
    STANDING = "standing", "Kept up to date"
    EVENT = "event", "Each time it happens"

    @property
    def repeats(self) -> bool:
        """Whether there is a period to each publication, so that one can be missing."""
        return self not in (Every.STANDING, Every.EVENT)

    @property
    def period_word(self) -> str:
        """ "month", in sentences; "" where there is none."""
        return self.value if self.repeats else ""


class DueFrom(LabelledEnum):
    """From where the days until something is due are counted."""

    END = "end", "After the period ends"
    START = "start", "Before the period begins"


class TimingBy(LabelledEnum):
    """Who says how often something is published and by when."""

    ORDER = "order", "The law sets it"
    PARTLY = "partly", "The law sets how often; the days are the office’s own"
    OFFICE = "office", "The office’s own"


class PublicationKind(LabelledEnum):
    """What is on record of a line: nothing of it is ever changed, only withdrawn by a later one."""

    PUBLISHED = "published", "Published"
    CHECKED = "checked", "Nothing new: what is there is still right"
    WITHDRAWN = "withdrawn", "Withdrawn: recorded by mistake"


class State(StatusEnum):
    """How a line stands on a day."""

    LATE = "late", "Late", Shape.TRIANGLE, Tone.BAD
    SOON = "soon", "Due soon", Shape.DIAMOND, Tone.CAUTION
    FINE = "fine", "Up to date", Shape.TICK, Tone.DONE
    OPEN = "open", "No day is set", Shape.SQUARE, Tone.NEUTRAL
