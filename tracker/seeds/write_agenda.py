"""From the rows of agendas in the database to their seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.packs.models import Agenda, AgendaItem, AgendaWording, TemplateLine
from tracker.seeds.tables_agenda import AgendaItemRow, AgendaRow, AgendaWordingRow, TemplateLineRow
from tracker.seeds.tables_row import SeedRow


def agenda_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of these files, by meeting and in the order in which items were made."""
    found = session.scalars(
        select(Agenda).options(joinedload(Agenda.meeting), selectinload(Agenda.items).selectinload(AgendaItem.wordings))
    )
    agendas = sorted(found, key=lambda agenda: (agenda.meeting.day, agenda.meeting.number))
    items = [item for agenda in agendas for item in sorted(agenda.items, key=lambda item: item.serial)]
    return {
        TemplateLineRow: [_line(line) for line in session.scalars(select(TemplateLine).order_by(TemplateLine.number))],
        AgendaRow: [
            AgendaRow(meeting_day=agenda.meeting.day, meeting_number=agenda.meeting.number) for agenda in agendas
        ],
        AgendaItemRow: [_item(item) for item in items],
        AgendaWordingRow: [_wording(item, words) for item in items for words in item.wordings],
    }


def _line(row: TemplateLine) -> TemplateLineRow:
    return TemplateLineRow(
        number=row.number,
        position=row.position,
        kind=row.kind,
        title=row.title,
        text=row.text,
        presenter=row.presenter,
        paper_expected=row.paper_expected,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
    )


def _item(row: AgendaItem) -> AgendaItemRow:
    return AgendaItemRow(
        meeting_day=row.agenda.meeting.day,
        meeting_number=row.agenda.meeting.number,
        serial=row.serial,
        position=row.position,
        printed=row.printed,
        added_on=row.added_on,
        urgency=row.urgency,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
    )


def _wording(item: AgendaItem, row: AgendaWording) -> AgendaWordingRow:
    return AgendaWordingRow(
        meeting_day=item.agenda.meeting.day,
        meeting_number=item.agenda.meeting.number,
        item=item.serial,
        part=row.part,
        kind=row.kind,
        title=row.title,
        text=row.text,
        presenter=row.presenter,
        paper_expected=row.paper_expected,
        owed_by=row.owed_by,
        paragraph=row.paragraph,
        description=row.description,
        public_interest=row.public_interest,
        reason=row.reason,
        by=row.by,
    )
