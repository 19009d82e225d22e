"""Signatures that are in force: which reports are signed off now, and whether their records were corrected since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tracker.dates import FinancialYear, Period, parse_period
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_road import ReportApproval
from tracker.reports.models_signoff import Report, ReportMove, ReportVersion
from tracker.reports.rules_life import Move, ReportKind, ReportState, address_of, name_of, state_after


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


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """The version of an annual report that nobody signed yet, and whether the Commissioner approved anything of it.

    Whether that still says what was approved is not asked: the report would be read whole for it.
    """

    year: FinancialYear
    state: ReportState
    approved: bool

    @property
    def name(self) -> str:
        """ "annual report 2023-24"."""
        return f"{ReportKind.ANNUAL.label.lower()} {self.year.key}"

    @property
    def address(self) -> str:
        return address_of(ReportKind.ANNUAL, self.year)


def on_its_way(session: Session, year: FinancialYear) -> OnItsWay | None:
    """None before anything was done with the report. Two queries."""
    approved = select(ReportApproval.id).where(ReportApproval.version_id == ReportVersion.id).exists()
    found = session.execute(
        select(ReportVersion.id, ReportVersion.number, approved)
        .join(Report, ReportVersion.report_id == Report.id)
        .where(Report.kind == ReportKind.ANNUAL, Report.period == year.key)
        .order_by(ReportVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    version_id, number, is_approved = found
    moves = session.scalars(
        select(ReportMove.move).where(ReportMove.version_id == version_id).order_by(ReportMove.position)
    )
    return OnItsWay(year, state_after(moves, number), is_approved)


def changed_since(session: Session, signed: InForce) -> bool:
    """Whether the records as at the report's day say something else than what was signed (RULES 7)."""
    return gather_report(session, signed.kind, signed.period, signed.as_at).content_hash != signed.content_hash
