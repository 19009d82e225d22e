"""The Panel of an office that has everything: members with terms, meetings that were moved, plan and requests."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from tests.offices_inspections import AWKWARD, LEAD
from tracker.panel.rules import ForwardState, MeetingState, PanelRole, RequestKind, TextKind
from tracker.seeds.tables_panel import (
    ForwardItemRow,
    ForwardMoveRow,
    MeetingMoveRow,
    MeetingRow,
    PanelMemberRow,
    PanelRequestRow,
    PanelTermRow,
    StandingTextRow,
)
from tracker.seeds.tables_row import SeedRow

BEGAN: Final = date(2022, 4, 1)
THERE: Final = date(2024, 9, 26)
LATER: Final = date(2024, 11, 14)
GONE: Final[dict[str, object]] = {
    "withdrawn_on": date(2024, 5, 1),
    "withdrawn_by": "Clara",
    "withdrawn_reason": AWKWARD,
}
STANDS: Final[dict[str, object]] = dict.fromkeys(GONE)


def term(member: int, **changes: object) -> PanelTermRow:
    values: dict[str, object] = {
        "seat": member,
        "organisation": "A council",
        "role": PanelRole.MEMBER,
        "began": BEGAN,
        "ended": None,
        "reason": None,
        **STANDS,
    }
    return PanelTermRow(member=member, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def meeting(day: date, number: int = 1, /, **changes: object) -> MeetingRow:
    values: dict[str, object] = {
        "starts_at": None,
        "ends_at": None,
        "venue": None,
        "contact_name": None,
        "contact_phone": None,
        "contact_email": None,
        "state": MeetingState.PLANNED,
        "cancelled_on": None,
        "cancelled_reason": None,
    }
    return MeetingRow(day=day, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def item(number: int, **changes: object) -> ForwardItemRow:
    values: dict[str, object] = {
        "title": "Estates",
        "meeting_day": None,
        "meeting_number": None,
        "position": number,
        "note": None,
        "source": None,
        "state": ForwardState.PLANNED,
        "ended_on": None,
        "ended_reason": None,
    }
    return ForwardItemRow(number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def asked(number: int, **changes: object) -> PanelRequestRow:
    values: dict[str, object] = {
        "kind": RequestKind.REQUEST,
        "meeting_day": THERE,
        "meeting_number": 1,
        "minute": None,
        "text": "Say when",
        "owner": "PCC",
        "account": None,
        "due_on": None,
        "answered_on": None,
        "answer": None,
        **STANDS,
    }
    return PanelRequestRow(number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def panel_office() -> tuple[SeedRow, ...]:
    """A chairman who was a member before, a term withdrawn; four meetings, of which one was moved and one cancelled."""
    return (*_members(), *_meetings(), *_texts(), *_plan(), *_requests())


def _members() -> tuple[SeedRow, ...]:
    return (
        PanelMemberRow(number=1, name="Cllr One", account=None),
        PanelMemberRow(number=2, name="=Two", account=LEAD),
        PanelMemberRow(number=7, name="Cllr D’Arcy-Ŵyn", account=None),
        term(1, began=None, ended=date(2024, 5, 31), reason=AWKWARD),
        term(1, role=PanelRole.CHAIRMAN, began=date(2024, 6, 1)),
        term(2, organisation=None, role=PanelRole.CO_OPTED),
        term(2, role=PanelRole.SUBSTITUTE, **GONE),
        term(7, role=PanelRole.SUBSTITUTE, began=date(2024, 6, 27)),
    )


def _meetings() -> tuple[SeedRow, ...]:
    contact: dict[str, object] = {
        "contact_name": "Clara",
        "contact_phone": "+44 1632 960 001",
        "contact_email": "c@example.org",
    }
    cancelled: dict[str, object] = {"state": MeetingState.CANCELLED, "cancelled_on": BEGAN, "cancelled_reason": AWKWARD}
    moved: dict[str, object] = {"reason": AWKWARD, "moved_on": date(2024, 8, 1), "moved_by": "Clara"}
    return (
        meeting(THERE, starts_at=time(13, 30), ends_at=time(15, 0), venue="Room 6", **contact),
        meeting(THERE, 2),
        meeting(LATER, starts_at=time(10, 30), venue="=Hall"),
        meeting(date(2025, 1, 16), **cancelled),
        MeetingMoveRow(
            meeting_day=LATER,
            meeting_number=1,
            from_day=date(2024, 11, 7),
            from_number=2,
            from_starts_at=time(9, 15),
            from_ends_at=time(10, 0),
            from_venue="Room 6",
            **moved,  # type: ignore[arg-type]  # as above
        ),
        MeetingMoveRow(
            meeting_day=LATER,
            meeting_number=1,
            from_day=date(2024, 11, 8),
            from_number=1,
            from_starts_at=None,
            from_ends_at=None,
            from_venue=None,
            **moved,  # type: ignore[arg-type]  # as above
        ),
    )


def _texts() -> tuple[SeedRow, ...]:
    return (
        StandingTextRow(kind=TextKind.RECORDING, text=AWKWARD, effective_on=BEGAN, set_by="Clara"),
        StandingTextRow(kind=TextKind.RECORDING, text="", effective_on=date(2024, 1, 1), set_by="Clara"),
        StandingTextRow(kind=TextKind.PARTICIPATION, text="=Ask", effective_on=BEGAN, set_by="Clara"),
    )


def _plan() -> tuple[SeedRow, ...]:
    there: dict[str, object] = {"meeting_day": THERE, "meeting_number": 1}
    later: dict[str, object] = {"meeting_day": LATER, "meeting_number": 1}
    ended: dict[str, object] = {"ended_on": THERE, "ended_reason": AWKWARD}
    moved: dict[str, object] = {"reason": AWKWARD, "moved_on": date(2024, 8, 1), "moved_by": "Clara"}
    return (
        item(1, title="=Estates", note=AWKWARD, source="Minute 47", **later),
        item(2, **there, state=ForwardState.DONE, ended_on=THERE),
        item(3),
        item(4, **there, state=ForwardState.WITHDRAWN, **ended),
        ForwardMoveRow(item=1, from_day=None, from_number=None, to_day=THERE, to_number=1, **moved),  # type: ignore[arg-type]  # as above
        ForwardMoveRow(item=1, from_day=THERE, from_number=1, to_day=LATER, to_number=1, **moved),  # type: ignore[arg-type]  # as above
        ForwardMoveRow(item=3, from_day=THERE, from_number=2, to_day=None, to_number=None, **moved),  # type: ignore[arg-type]  # as above
    )


def _requests() -> tuple[SeedRow, ...]:
    return (
        asked(1, minute=43, text=AWKWARD, account=LEAD, due_on=date(2024, 10, 1)),
        asked(2, kind=RequestKind.RECOMMENDATION, answered_on=date(2024, 9, 30), answer=AWKWARD),
        asked(3, kind=RequestKind.UNDERTAKING, **GONE),
    )
