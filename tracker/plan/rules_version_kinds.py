"""What a version of a plan is, the steps the law asks of it, and where it stands: the words alone."""

from __future__ import annotations

from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum


class VersionKind(LabelledEnum):
    PLAN = "plan", "The plan"
    VARIATION = "variation", "Variation"


class StepKind(LabelledEnum):
    """What the law asks before a plan or a variation is issued, in its order."""

    DRAFTED = "drafted", "Draft prepared"
    CONSULTED = "consulted", "Chief constable consulted"
    SENT = "sent", "Draft sent to the Panel"
    REVIEWED = "reviewed", "Reviewed by the Panel"
    REPORTED = "reported", "Report of the Panel received"
    RESPONDED = "responded", "Response given to the Panel"
    PUBLISHED = "published", "Published"


class VersionState(StatusEnum):
    """Where a version stands on a day."""

    DRAFT = "draft", "Draft", Shape.DIAMOND, Tone.CAUTION
    IN_FORCE = "in_force", "In force", Shape.CIRCLE, Tone.GOOD
    REPLACED = "replaced", "Replaced", Shape.SQUARE, Tone.NEUTRAL
    WITHDRAWN = "withdrawn", "Withdrawn", Shape.SQUARE, Tone.NEUTRAL


class ChangeKind(LabelledEnum):
    """What became of a priority or an objective from one version to the next."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    DROPPED = "dropped", "Dropped"
