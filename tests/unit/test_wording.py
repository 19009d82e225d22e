"""How pages word what they show."""

from __future__ import annotations

from itertools import permutations

from tracker.enums import StatusEnum
from tracker.inspections.rules import InspectorateStatus, PanelStatus, Result
from tracker.plan.rules import ProgressStatus
from tracker.risks.rules import RiskState
from tracker.web.wording import shown


def test_statuses_of_one_value_keep_their_own_words_whichever_is_shown_first() -> None:
    closed: tuple[StatusEnum, ...] = (RiskState.CLOSED, PanelStatus.CLOSED, Result.CLOSED)
    complete: tuple[StatusEnum, ...] = (ProgressStatus.COMPLETE, InspectorateStatus.COMPLETE)
    for order in (*permutations(closed), *permutations(complete)):
        shown.cache_clear()
        for status in order:
            assert status.label in shown(status)
            assert shown(status) == shown.__wrapped__(status)
