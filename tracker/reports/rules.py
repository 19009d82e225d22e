"""The quarter's lines and their order."""

from __future__ import annotations

from tracker.enums import LabelledEnum


class EntryKind(LabelledEnum):
    """What a quarter's line is; the label is the heading it stands under in the report."""

    OUTCOME = "outcome", "Outcomes achieved this quarter"
    FOCUS = "focus", "PCC focus next quarter"
    RISK_OR_ISSUE = "risk_or_issue", "Risks and issues"
