"""A finding's type, and the cause of concern it stands under: when they may be corrected, and how the log says them."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FindingType
from tracker.inspections.rules_changes import Proposed, check_finding
from tracker.inspections.rules_retype import Corrected, UnderItself, check_corrected
from tracker.inspections.rules_withdraw import check_leaves_one, check_not_published
from tracker.writing import touch


def check_place(
    finding: Finding, kind: FindingType, parent: Finding | None, added: tuple[str, ...], *, is_historic: bool
) -> None:
    """Whether a finding may be of this type under this cause of concern, with recommendations added to its own.

    Raises UnderItself, CommentsArePublished, OnlyRecommendation, or a refusal of `check_corrected` or `check_finding`.
    """
    if parent is finding:
        raise UnderItself(finding.reference)
    standing = tuple(each.reference for each in finding.recommendations)
    has_statuses = bool(finding.force_marks or finding.inspectorate_marks or finding.reassessments)
    check_corrected(Corrected(finding.reference, finding.kind, kind, standing, has_statuses))
    check_finding(Proposed(kind, (*standing, *added), is_historic, parent is not None))
    left = finding.parent
    if left is not None and left is not parent:
        others = sum(each.id != finding.id for each in left.recommendations)
        check_leaves_one(finding.reference, left.reference, others, is_historic=left.is_historic, field="parent_id")
    if kind is not finding.kind and finding.answer is not None:
        since = finding.answer.published_on
        check_not_published(finding.reference, [finding.reference], since, act="given another type")


def set_place(finding: Finding, kind: FindingType, parent: Finding | None, *, is_historic: bool) -> None:
    """What `check_place` allowed."""
    if finding.parent is not parent:
        # Of two at once, each of which leaves the other under a cause of concern, one is to be refused.
        for concern in (finding.parent, parent):
            if concern is not None:
                touch(concern)
        finding.parent = parent
    finding.kind = kind
    if kind is FindingType.CAUSE_OF_CONCERN:
        finding.is_historic = is_historic


def place_words(kind: FindingType, parent: Finding | None, *, is_historic: bool) -> Mapping[str, str | None]:
    """Type and place as the log says them."""
    lacks = kind is FindingType.CAUSE_OF_CONCERN and is_historic
    return {
        "Type": kind.label,
        "Under": parent.reference if parent else None,
        "Taken over": "Yes" if lacks else None,
    }
