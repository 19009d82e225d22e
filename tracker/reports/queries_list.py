"""What the list of reports says of each: where its newest version is, and which versions were signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.dates import FinancialYear, Quarter
from tracker.reports.models_signoff import Report
from tracker.reports.queries_signoff import all_reports, newest, standing_of
from tracker.reports.rules_life import Move, ReportKind, ReportState, moves_from


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A version that was signed off on a day, revoked since or not."""

    number: int
    state: ReportState
    on: date

    @property
    def is_revoked(self) -> bool:
        return self.state is ReportState.REVOKED


@dataclass(frozen=True, slots=True)
class Listed:
    """A report with which something was done. `as_at` is None while it is written; `signed` has the newest first."""

    number: int
    state: ReportState
    as_at: date | None
    signed: tuple[SignedVersion, ...]

    @property
    def acts(self) -> tuple[Move, ...]:
        """What can be done next with a signature in force."""
        return moves_from(self.state) if self.state.stands else ()


@dataclass(frozen=True, slots=True)
class AllListed:
    """Every report with which something was done, by its period."""

    highlights: Mapping[Quarter, Listed]
    dashboards: Mapping[Quarter, Listed]
    annuals: Mapping[FinancialYear, Listed]


def listed(session: Session) -> AllListed:
    """The same number of queries for few and for many."""
    quarters: dict[ReportKind, dict[Quarter, Listed]] = {ReportKind.HIGHLIGHT: {}, ReportKind.DASHBOARD: {}}
    years: dict[FinancialYear, Listed] = {}
    for report in all_reports(session):
        if report.versions and report.kind.is_of_a_year:
            years[FinancialYear.parse(report.period)] = _listed(report)
        elif report.versions:
            quarters[report.kind][Quarter.parse(report.period)] = _listed(report)
    return AllListed(quarters[ReportKind.HIGHLIGHT], quarters[ReportKind.DASHBOARD], years)


def _listed(report: Report) -> Listed:
    versions = [standing_of(each) for each in report.versions]
    signed = ((each, newest(each.version, Move.SIGN)) for each in reversed(versions))
    return Listed(
        number=versions[-1].number,
        state=versions[-1].state,
        as_at=versions[-1].as_at,
        signed=tuple(SignedVersion(each.number, each.state, move.on) for each, move in signed if move is not None),
    )
