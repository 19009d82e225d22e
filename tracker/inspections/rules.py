"""The words of inspections and findings, and which of a finding's two statuses says what (RULES 6).

The rules of each act have `rules_changes`, where a finding stood on a day `rules_standing`, the 56 days
`rules_response`.
"""

from __future__ import annotations

from typing import Final

from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum

UNGRADED: Final = "Ungraded"
"""Stands on every scale, after its grades."""

FOUR_GRADES: Final = ("Outstanding", "Good", "Requires improvement", "Inadequate")
"""The inspectorate's scale until 2020, best first."""

FIVE_GRADES: Final = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
"""The inspectorate's scale since, best first."""


class FindingType(LabelledEnum):
    """What kind of finding it is. Observations are remarks of older reports: nobody has to close them."""

    CAUSE_OF_CONCERN = "cause_of_concern", "Cause of concern"
    RECOMMENDATION = "recommendation", "Recommendation"
    AREA_FOR_IMPROVEMENT = "area_for_improvement", "Area for improvement"
    OBSERVATION = "observation", "Observation"

    @property
    def asks_for_work(self) -> bool:
        """Whether it counts as open until the inspectorate closes it."""
        return self is not FindingType.OBSERVATION

    @property
    def many(self) -> str:
        """For more than one of them, within a sentence."""
        return {
            FindingType.CAUSE_OF_CONCERN: "causes of concern",
            FindingType.RECOMMENDATION: "recommendations",
            FindingType.AREA_FOR_IMPROVEMENT: "areas for improvement",
            FindingType.OBSERVATION: "observations",
        }[self]


class ForceStatus(StatusEnum):
    """What the force says of a finding."""

    NOT_STARTED = "not_started", "Not started", Shape.SQUARE, Tone.NEUTRAL
    IN_PROGRESS = "in_progress", "In progress", Shape.ARROW, Tone.INFORMATION
    READY_FOR_CLOSURE = "ready_for_closure", "Ready for closure", Shape.DIAMOND, Tone.CAUTION
    CLOSED_BY_FORCE = "closed_by_force", "Closed by the force", Shape.CIRCLE, Tone.GOOD


class InspectorateStatus(StatusEnum):
    """What the inspectorate says of a finding. Only its "Complete" closes one."""

    AWAITING_REVIEW = "awaiting_review", "Awaiting review", Shape.SQUARE, Tone.NEUTRAL
    BEING_PROGRESSED = "being_progressed", "Being progressed", Shape.ARROW, Tone.INFORMATION
    COMPLETE = "complete", "Complete", Shape.TICK, Tone.DONE


class Result(StatusEnum):
    """What a later inspection said of an earlier finding."""

    PERSISTS = "persists", "Persists", Shape.TRIANGLE, Tone.BAD
    IMPROVED = "improved", "Improved", Shape.ARROW, Tone.INFORMATION
    CLOSED = "closed", "Closed", Shape.TICK, Tone.DONE


class PanelStatus(StatusEnum):
    """What the Panel is shown. A finding the force alone closed is open (RULES 6)."""

    OPEN = "open", "Open", Shape.CIRCLE, Tone.INFORMATION
    CLOSED = "closed", "Closed by the inspectorate", Shape.TICK, Tone.DONE
    NOTED = "noted", "Noted", Shape.SQUARE, Tone.NEUTRAL
    # Never in a report: what is withdrawn is left out of it.
    WITHDRAWN = "withdrawn", "Withdrawn", Shape.DIAMOND, Tone.NEUTRAL


class ForceStage(StatusEnum):
    """How closely the inspectorate monitors the force: Scan is the normal stage, Engage the closer one."""

    SCAN = "scan", "Scan", Shape.CIRCLE, Tone.GOOD
    ENGAGE = "engage", "Engage", Shape.TRIANGLE, Tone.BAD


class Answer(LabelledEnum):
    """What the Commissioner's comments say of a recommendation (Police Act 1996, section 55)."""

    TAKEN = "taken", "Action taken"
    PROPOSED = "proposed", "Action proposed"
    NONE = "none", "No action, because"


def panel_status(kind: FindingType, last_word: InspectorateStatus | Result | None) -> PanelStatus:
    """What the Panel is shown. `last_word` is the newest thing the inspectorate said, in a letter or by looking again.

    What the force says makes no difference.
    """
    if not kind.asks_for_work:
        return PanelStatus.NOTED
    closed = last_word in (InspectorateStatus.COMPLETE, Result.CLOSED)
    return PanelStatus.CLOSED if closed else PanelStatus.OPEN
