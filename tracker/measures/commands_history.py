"""What the commands on measures share: what the log calls them, and that they stand."""

from __future__ import annotations

from tracker.measures.models import Measure, MeasureGroup
from tracker.measures.rules_changes import MeasureIsWithdrawn


def subject_of(measure: Measure) -> str:
    """What the log calls it: like its address, so that no plan's or inspection's code is taken for it."""
    return f"measures/{measure.code}"


def subject_of_group(group: MeasureGroup) -> str:
    """By its key: its name changes."""
    return f"measures/groups/{group.id}"


def expect_measure_stands(measure: Measure) -> None:
    """Raises MeasureIsWithdrawn."""
    if measure.withdrawn_on is not None:
        raise MeasureIsWithdrawn(measure.code, measure.withdrawn_on)
