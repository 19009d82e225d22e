"""From the records as at a day to the snapshot of the risk register, in a fixed number of queries."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.queries import office_as_at
from tracker.reports.gather import office_facts
from tracker.reports.rows_register import compared_with, in_register_order, register_row
from tracker.reports.rows_risks import matrix_facts
from tracker.reports.snapshots_register import RegisterSnapshot
from tracker.risks.queries import matrices, risks_as_at


def gather_register(session: Session, as_at: date) -> RegisterSnapshot:
    """Every open risk and issue as the records stood on `as_at`."""
    known = matrices(session)
    found = risks_as_at(session, as_at)
    rows = [row for row in (register_row(risk, known, as_at) for risk in found) if row is not None]
    return RegisterSnapshot(
        as_at=as_at,
        compared_with=compared_with(as_at),
        office=office_facts(office_as_at(session, as_at)),
        matrix=matrix_facts(max(known.values(), key=lambda each: each.number)),
        rows=in_register_order(rows),
        not_open=len(found) - len(rows),
    )
