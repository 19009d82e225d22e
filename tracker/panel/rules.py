"""The Panel's own words."""

from __future__ import annotations

from tracker.enums import LabelledEnum


class PanelRole(LabelledEnum):
    CHAIRMAN = "chairman", "Chairman"
    VICE_CHAIRMAN = "vice_chairman", "Vice-Chairman"
    MEMBER = "member", "Member"
    CO_OPTED = "co_opted", "Co-opted member"
    SUBSTITUTE = "substitute", "Substitute"
