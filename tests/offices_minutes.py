"""The minutes of an office that has everything: reworded, exempt and withdrawn items, decisions, actions, two lists."""

from __future__ import annotations

from datetime import date, time

from tests.offices_inspections import AWKWARD
from tests.offices_panel import GONE, LATER, STANDS, THERE
from tracker.packs.rules_minuting import RollKind
from tracker.seeds.tables_minutes import (
    MinutesActionRow,
    MinutesDecisionRow,
    MinutesItemRow,
    MinutesPersonRow,
    MinutesRollRow,
    MinutesRow,
    MinutesWordingRow,
)
from tracker.seeds.tables_row import SeedRow


def minute(serial: int, **changes: object) -> MinutesItemRow:
    values: dict[str, object] = {"position": serial, "agenda_item": None, **STANDS}
    row = {"meeting_day": THERE, "meeting_number": 1, **values, **changes}
    return MinutesItemRow(serial=serial, **row)  # type: ignore[arg-type]  # each test names real columns


def minute_words(item: int, **changes: object) -> MinutesWordingRow:
    values: dict[str, object] = {"title": "Tasers", "text": None, "paragraph": None, "summary": None, "by": "Clara"}
    row = {"meeting_day": THERE, "meeting_number": 1, **values, **changes}
    return MinutesWordingRow(item=item, **row)  # type: ignore[arg-type]  # as above


def decision(item: int, **changes: object) -> MinutesDecisionRow:
    values: dict[str, object] = {"serial": 1, "text": "=To note it", "proposer": None, "seconder": None, "gone": False}
    row = {"meeting_day": THERE, "meeting_number": 1, "by": "Clara", **values, **changes}
    return MinutesDecisionRow(item=item, **row)  # type: ignore[arg-type]  # as above


def action(item: int, **changes: object) -> MinutesActionRow:
    values: dict[str, object] = {"serial": 1, "text": AWKWARD, "owner": "PCC", "due_on": None, "request": None}
    row = {"meeting_day": THERE, "meeting_number": 1, "gone": False, "by": "Clara", **values, **changes}
    return MinutesActionRow(item=item, **row)  # type: ignore[arg-type]  # as above


def person(roll: int, position: int, name: str, **changes: object) -> MinutesPersonRow:
    values: dict[str, object] = {"kind": RollKind.PRESENT, "member": 1, "capacity": None, "substitute": None}
    when: dict[str, object] = dict.fromkeys(("arrived", "arrived_item", "left_at", "left_item"))
    row = {"meeting_day": THERE, "meeting_number": 1, **values, **when, **changes}
    return MinutesPersonRow(roll=roll, position=position, name=name, **row)  # type: ignore[arg-type]  # as above


def minutes_office() -> tuple[SeedRow, ...]:
    """Of the meeting that is published, and begun ones of another."""
    return (
        MinutesRow(meeting_day=THERE, meeting_number=1, first_number=36),
        MinutesRow(meeting_day=LATER, meeting_number=1, first_number=51),
        minute(1, position=2, agenda_item=1),
        minute(2, position=1),
        minute(3, **{**GONE, "withdrawn_on": date(2024, 10, 1)}),
        minute_words(1),
        minute_words(1, title="=Tasers", text=AWKWARD),
        minute_words(2, text=AWKWARD, paragraph=3, summary="@summary"),
        minute_words(3),
        decision(1, proposer="Cllr One", seconder="Cllr D’Arcy-Ŵyn"),
        decision(1, text=AWKWARD),
        decision(1, serial=2, gone=True),
        action(1, request=1, due_on=date(2024, 11, 14)),
        action(2, gone=True),
        MinutesRollRow(meeting_day=THERE, meeting_number=1, number=1, by="Clara"),
        MinutesRollRow(meeting_day=THERE, meeting_number=1, number=2, by="=Clara"),
        person(1, 1, "Cllr One", capacity="Chairman"),
        person(2, 1, "Cllr One", arrived=time(10, 39), arrived_item=1, left_at=time(12), left_item=2),
        person(2, 2, "=Two", kind=RollKind.APOLOGY, member=2, substitute="Cllr D’Arcy-Ŵyn"),
        person(2, 3, "@Guest", kind=RollKind.ALSO, member=None, capacity=AWKWARD.splitlines()[0][:100]),
    )
