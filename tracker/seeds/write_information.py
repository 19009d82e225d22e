"""From the rows of the register of Specified Information to its seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.information.models import InformationLine, InformationPublication
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow
from tracker.seeds.tables_row import SeedRow


def information_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The lines in their order, and their publications in the order of recording."""
    lines = session.scalars(select(InformationLine).order_by(InformationLine.position, InformationLine.id)).all()
    places = {line.id: place for place, line in enumerate(lines)}
    found = session.scalars(
        select(InformationPublication).options(
            joinedload(InformationPublication.line), joinedload(InformationPublication.withdraws)
        )
    )
    ordered = sorted(found, key=lambda row: (places[row.line_id], row.number))
    return {
        InformationLineRow: [_line(row) for row in lines],
        InformationPublicationRow: [_publication(row) for row in ordered],
    }


def _line(row: InformationLine) -> InformationLineRow:
    return InformationLineRow(
        code=row.code,
        position=row.position,
        topic=row.topic,
        title=row.title,
        source=row.source,
        every=row.every,
        due_from=row.due_from,
        due_days=row.due_days,
        timing_by=row.timing_by,
        note=row.note,
        address=row.address,
        owner=row.owner,
        counts_from=row.counts_from,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
    )


def _publication(row: InformationPublication) -> InformationPublicationRow:
    return InformationPublicationRow(
        line_code=row.line.code,
        number=row.number,
        kind=row.kind,
        done_on=row.done_on,
        period=row.period,
        address=row.address,
        note=row.note,
        withdraws=row.withdraws.number if row.withdraws is not None else None,
        recorded_by=row.recorded_by,
    )
