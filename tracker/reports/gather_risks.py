"""From the register to what a quarter's report says of risks and issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.reports.models import QuarterPage
from tracker.reports.rows import Period
from tracker.reports.rows_risks import in_printed_order, matrices_used, red_risks, risk_row
from tracker.reports.snapshots_risks import MatrixFacts, RiskRow
from tracker.risks.queries import matrices, risks_as_at


@dataclass(frozen=True, slots=True)
class QuarterRisks:
    """`rows` in printed order by the id of their priority; `red`: see `red_risks`."""

    rows: Mapping[int, tuple[RiskRow, ...]]
    red: Mapping[int, tuple[str, ...]]
    matrices: tuple[MatrixFacts, ...]


def gather_risks(session: Session, pages: Iterable[QuarterPage], period: Period) -> QuarterRisks:
    """What the quarter's pages chose, as it stood, and what makes ratings amber on the last day that counts."""
    known = matrices(session)
    found = {each.id: each for each in risks_as_at(session, period.as_at)}
    every = {risk_id: risk_row(risk, known, period) for risk_id, risk in found.items()}
    rows = {}
    for page in pages:
        chosen = (every.get(choice.risk_id) for choice in page.choices if choice.withdrawn_at is None)
        rows[page.priority_id] = in_printed_order(row for row in chosen if row is not None)
    printed = [row for each in rows.values() for row in each]
    named = {row.reference for row in printed}
    return QuarterRisks(
        rows=rows,
        red=red_risks(found.values(), known, period.last_day, named),
        matrices=matrices_used(printed, known.values()),
    )
