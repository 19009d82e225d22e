"""The agendas of an office that has everything: a template, open, exempt, published, late and withdrawn items."""

from __future__ import annotations

from datetime import date

from tests.offices_inspections import AWKWARD
from tests.offices_panel import GONE, LATER, STANDS, THERE
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.seeds.tables_agenda import AgendaItemRow, AgendaRow, AgendaWordingRow, TemplateLineRow
from tracker.seeds.tables_row import SeedRow


def line(number: int, **changes: object) -> TemplateLineRow:
    values: dict[str, object] = {
        "position": number,
        "kind": ItemKind.STANDING,
        "title": "Apologies",
        "text": None,
        "presenter": None,
        "paper_expected": False,
        **STANDS,
    }
    return TemplateLineRow(number=number, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def agenda_item(serial: int, **changes: object) -> AgendaItemRow:
    values: dict[str, object] = {
        "meeting_day": THERE,
        "meeting_number": 1,
        "position": serial,
        "printed": None,
        "added_on": date(2024, 4, 2),
        "urgency": None,
        **STANDS,
    }
    return AgendaItemRow(serial=serial, **{**values, **changes})  # type: ignore[arg-type]  # as above


def wording(item: int, **changes: object) -> AgendaWordingRow:
    values: dict[str, object] = {
        "meeting_day": THERE,
        "meeting_number": 1,
        "part": Part.OPEN,
        "kind": ItemKind.STANDING,
        "title": "Apologies",
        "text": None,
        "presenter": None,
        "paper_expected": False,
        "owed_by": None,
        "paragraph": None,
        "description": None,
        "public_interest": None,
        "reason": None,
        "by": "Clara",
    }
    return AgendaWordingRow(item=item, **{**values, **changes})  # type: ignore[arg-type]  # as above


def agenda_office() -> tuple[SeedRow, ...]:
    """Two agendas; one of them is published, with an item that moved to Part II after that."""
    exempt: dict[str, object] = {
        "part": Part.EXEMPT,
        "paragraph": 7,
        "description": AWKWARD,
        "public_interest": "=It would warn them",
    }
    return (
        line(1, text=AWKWARD, presenter="The Chairman"),
        line(2, position=0, kind=ItemKind.MINUTES, paper_expected=True),
        line(3, **GONE),
        AgendaRow(meeting_day=THERE, meeting_number=1),
        AgendaRow(meeting_day=LATER, meeting_number=1),
        agenda_item(1, printed=1, position=2),
        agenda_item(2, printed=2, position=1, urgency=AWKWARD),
        agenda_item(3, **GONE),
        agenda_item(1, meeting_day=LATER),
        wording(1),
        wording(1, title="=Apologies", text=AWKWARD, presenter="Clara", reason=AWKWARD),
        wording(2, kind=ItemKind.REPORT, paper_expected=True, owed_by="The Chief Executive"),
        wording(2, kind=ItemKind.REPORT, reason="It names a witness", **exempt),
        wording(3),
        wording(1, meeting_day=LATER),
    )
