"""The rules of deliverables: what their statuses are called."""

from __future__ import annotations

from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum


class ProgressStatus(StatusEnum):
    """Where the work stands, as its owner reports it (RULES 1)."""

    NOT_STARTED = "not_started", "Not started", Shape.SQUARE, Tone.NEUTRAL
    IN_PROGRESS = "in_progress", "In progress", Shape.ARROW, Tone.INFORMATION
    DEFERRED = "deferred", "Deferred", Shape.DIAMOND, Tone.CAUTION
    COMPLETE = "complete", "Complete", Shape.TICK, Tone.DONE
    STOPPED = "stopped", "Stopped", Shape.SQUARE, Tone.NEUTRAL
    CARRIED_FORWARD = "carried_forward", "Carried forward", Shape.ARROW, Tone.NEUTRAL


class Rag(StatusEnum):
    """How the work is going (RULES 2)."""

    COMPLETE = "complete", "Complete", Shape.TICK, Tone.DONE
    RED = "red", "Red", Shape.TRIANGLE, Tone.BAD
    AMBER = "amber", "Amber", Shape.DIAMOND, Tone.CAUTION
    GREEN = "green", "Green", Shape.CIRCLE, Tone.GOOD


class Precision(LabelledEnum):
    """How exactly a due date was given."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"


class QuarterReading(LabelledEnum):
    """Which year's quarter or half is meant where only one year was written (RULES 1)."""

    CALENDAR = "calendar", "Calendar year, January to December"
    FINANCIAL = "financial", "Financial year, April to March"


class DueDateState(StatusEnum):
    """Where a due date stands: the first one given, a request, or the lead's answer to it."""

    ORIGINAL = "original", "Original", Shape.CIRCLE, Tone.NEUTRAL
    REQUESTED = "requested", "Requested", Shape.DIAMOND, Tone.CAUTION
    ACCEPTED = "accepted", "Accepted", Shape.TICK, Tone.GOOD
    DECLINED = "declined", "Declined", Shape.SQUARE, Tone.NEUTRAL


class PlanStatus(StatusEnum):
    DRAFT = "draft", "Draft", Shape.DIAMOND, Tone.CAUTION
    CURRENT = "current", "Current", Shape.CIRCLE, Tone.GOOD
    CLOSED = "closed", "Closed", Shape.SQUARE, Tone.NEUTRAL


class PanelState(StatusEnum):
    """The three states the Panel is shown (RULES 1)."""

    COMPLETED = "completed", "Completed", Shape.TICK, Tone.DONE
    EXTENSION_REQUESTED = "extension_requested", "Extension requested", Shape.DIAMOND, Tone.CAUTION
    OUTSTANDING = "outstanding", "Outstanding", Shape.CIRCLE, Tone.INFORMATION
