"""From the seed files of the register of Specified Information to its rows in the database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.information.models import InformationLine, InformationPublication
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow
from tracker.writing import flush


def load_information(session: Session, seeds: SeedSet) -> None:
    lines = {row.code: _line(row) for row in seeds.of(InformationLineRow)}
    session.add_all(lines.values())
    flush(session)
    made: dict[tuple[str, int], InformationPublication] = {}
    # One by one: a row that withdraws another needs its key, and comes after it.
    for row in seeds.of(InformationPublicationRow):
        publication = InformationPublication(
            line_id=lines[row.line_code].id,
            number=row.number,
            kind=row.kind,
            done_on=row.done_on,
            period=row.period,
            address=row.address,
            note=row.note,
            withdraws_id=made[row.line_code, row.withdraws].id if row.withdraws is not None else None,
            recorded_by=row.recorded_by,
        )
        session.add(publication)
        flush(session)
        made[row.line_code, row.number] = publication


def _line(row: InformationLineRow) -> InformationLine:
    return InformationLine(
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
        publications=[],
    )
