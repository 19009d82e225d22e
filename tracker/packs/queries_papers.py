"""Reading the papers of agendas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.dates import long_date, parse_period
from tracker.errors import NotFound
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.models_papers import AgendaPaper, PaperVersion
from tracker.packs.rules_agenda import PaperKind
from tracker.panel.models import Meeting
from tracker.reports.models_signoff import ReportSignature
from tracker.reports.queries_signoff import all_reports, standing_of


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A version of a report that an agenda can hold. `words` tell it from the others; `title` is what a paper of it is
    called.
    """

    signature: ReportSignature
    words: str
    title: str


def papers_of(session: Session, agenda: Agenda) -> Mapping[int, Sequence[AgendaPaper]]:
    """The papers of an agenda by the id of their item, in their order, withdrawn ones last; with all versions."""
    found = session.scalars(
        select(AgendaPaper)
        .join(AgendaPaper.item)
        .where(AgendaItem.agenda_id == agenda.id)
        .options(
            selectinload(AgendaPaper.versions).options(joinedload(PaperVersion.file), joinedload(PaperVersion.prepared))
        )
    ).all()
    ordered = sorted(found, key=lambda paper: (paper.is_withdrawn, paper.position, paper.id))
    return {item.id: [paper for paper in ordered if paper.item_id == item.id] for item in agenda.items}


def papers_of_item(session: Session, item: AgendaItem) -> Sequence[AgendaPaper]:
    """As `papers_of`, for one item."""
    found = session.scalars(
        select(AgendaPaper)
        .where(AgendaPaper.item_id == item.id)
        .options(
            selectinload(AgendaPaper.versions).options(joinedload(PaperVersion.file), joinedload(PaperVersion.prepared))
        )
    ).all()
    return sorted(found, key=lambda paper: (paper.is_withdrawn, paper.position, paper.id))


def paper_of(session: Session, item: AgendaItem, serial: int) -> AgendaPaper:
    """A paper by its part of the address, withdrawn or not. Raises NotFound."""
    for paper in papers_of_item(session, item):
        if paper.serial == serial:
            return paper
    raise NotFound("paper of this item", str(serial))


def signed_reports(session: Session) -> Sequence[SignedReport]:
    """Every version of a report whose sign-off stands, the newest period first."""
    offered: list[SignedReport] = []
    for report in all_reports(session):
        for version in reversed(report.versions):
            found = standing_of(version)
            if not found.state.stands or found.signature is None:
                continue
            period = parse_period(report.period)
            title = f"{report.kind.label}, {period.label}"
            signed = long_date(found.signature.move.on)
            words = f"{title}, version {found.number}, signed off on {signed}"
            offered.append(SignedReport(found.signature, words, title))
    return offered


def papers_of_minutes(session: Session, *, after: Meeting, since: datetime) -> Sequence[AgendaPaper]:
    """The papers of later meetings that have a version drawn from minutes at or after a moment, withdrawn or not."""
    return session.scalars(
        select(AgendaPaper)
        .join(AgendaPaper.item)
        .join(AgendaItem.agenda)
        .join(Agenda.meeting)
        .where(
            Meeting.day >= after.day,
            Meeting.id != after.id,
            AgendaPaper.versions.any((PaperVersion.kind == PaperKind.MINUTES) & (PaperVersion.at >= since)),
        )
        .order_by(AgendaPaper.id)
    ).all()
