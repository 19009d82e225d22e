"""From the seed files of agendas to their rows in the database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.packs.models import Agenda, AgendaItem, AgendaWording, TemplateLine
from tracker.seeds.load_panel import Meetings
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_agenda import AgendaItemRow, AgendaRow, AgendaWordingRow, TemplateLineRow
from tracker.writing import flush


def load_agendas(session: Session, seeds: SeedSet, *, meetings: Meetings) -> None:
    """The template and every agenda with its items."""
    _load_template(session, seeds)
    agendas = {
        (row.meeting_day, row.meeting_number): Agenda(meeting_id=meetings[row.meeting_day, row.meeting_number].id)
        for row in seeds.of(AgendaRow)
    }
    session.add_all(agendas.values())
    flush(session)
    items = {
        (row.meeting_day, row.meeting_number, row.serial): AgendaItem(
            agenda_id=agendas[row.meeting_day, row.meeting_number].id,
            serial=row.serial,
            position=row.position,
            printed=row.printed,
            added_on=row.added_on,
            urgency=row.urgency,
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in seeds.of(AgendaItemRow)
    }
    session.add_all(items.values())
    flush(session)
    for words in seeds.of(AgendaWordingRow):
        item = items[words.meeting_day, words.meeting_number, words.item]
        session.add(_wording(words, item.id))
    flush(session)


def _load_template(session: Session, seeds: SeedSet) -> None:
    for line in seeds.of(TemplateLineRow):
        session.add(
            TemplateLine(
                number=line.number,
                position=line.position,
                kind=line.kind,
                title=line.title,
                text=line.text,
                presenter=line.presenter,
                paper_expected=line.paper_expected,
                withdrawn_on=line.withdrawn_on,
                withdrawn_by=line.withdrawn_by,
                withdrawn_reason=line.withdrawn_reason,
            )
        )


def _wording(row: AgendaWordingRow, item_id: int) -> AgendaWording:
    return AgendaWording(
        item_id=item_id,
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
