"""Signatures that are in force: which reports are signed off now, and whether their records were corrected since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tracker.dates import Period, parse_period
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_signoff import Report, ReportMove, ReportVersion
from tracker.reports.rules_life import Move, ReportKind, address_of, name_of


@dataclass(frozen=True, slots=True)
class InForce:
    """A signed version that is not revoked. `content_hash` is what was signed, `as_at` the day it is about."""

    kind: ReportKind
    period: Period
    number: int
    as_at: date
    signed_on: date
    content_hash: str
    is_published: bool

    @property
    def name(self) -> str:
        """ "highlight report, quarter 2, 2024-25"."""
        return name_of(self.kind, self.period)

    @property
    def address(self) -> str:
        """Of the signed version."""
        return f"{address_of(self.kind, self.period)}/versions/{self.number}"


def in_force(session: Session) -> Sequence[InForce]:
    """Every signature that is in force, the newest period first. One query."""
    signed, submitted = aliased(ReportMove), aliased(ReportMove)
    as_at = (
        select(submitted.as_at)
        .where(submitted.version_id == ReportVersion.id, submitted.move == Move.SUBMIT)
        .order_by(submitted.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    published = ReportVersion.moves.any(ReportMove.move == Move.PUBLISH)
    found = session.execute(
        select(Report.kind, Report.period, ReportVersion.number, as_at, signed.on, signed.content_hash, published)
        .join(ReportVersion, ReportVersion.report_id == Report.id)
        .join(signed, (signed.version_id == ReportVersion.id) & (signed.move == Move.SIGN))
        .where(~ReportVersion.moves.any(ReportMove.move == Move.REVOKE))
        .order_by(Report.period.desc(), Report.kind)
    )
    return [
        InForce(kind, parse_period(period), number, day, on, content_hash or "", is_published)
        for kind, period, number, day, on, content_hash, is_published in found
        if day is not None
    ]


def changed_since(session: Session, signed: InForce) -> bool:
    """Whether the records as at the report's day say something else than what was signed (RULES 7)."""
    return gather_report(session, signed.kind, signed.period, signed.as_at).content_hash != signed.content_hash
