"""What the quarters of a year recorded, and what was chosen of it for the year's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.dates import FinancialYear, Quarter
from tracker.reports.models import QuarterEntry, QuarterPage
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.reports.rules import EntryKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """An outcome of one of the year's quarters that stands there."""

    entry: QuarterEntry
    quarter: Quarter


def pages_of_year(session: Session, year: FinancialYear) -> Sequence[QuarterPage]:
    """The pages of every priority in the year's quarters, the first quarter first, withdrawn lines included."""
    keys = [quarter.key for quarter in year.quarters]
    return session.scalars(
        select(QuarterPage)
        .where(QuarterPage.quarter.in_(keys))
        .order_by(QuarterPage.quarter, QuarterPage.priority_id)
        .options(selectinload(QuarterPage.entries), selectinload(QuarterPage.choices))
    ).all()


def outcomes_recorded(pages: Sequence[QuarterPage]) -> tuple[Recorded, ...]:
    """The outcomes that stand on these pages, in their order."""
    return tuple(
        Recorded(entry, Quarter.parse(page.quarter))
        for page in pages
        for entry in sorted(page.entries, key=lambda entry: (entry.position, entry.id))
        if entry.kind is EntryKind.OUTCOME and entry.withdrawn_at is None
    )


def outcome_pages(session: Session, year: FinancialYear) -> Mapping[int, AnnualOutcomePage]:
    """What was chosen for the year, by the id of the priority."""
    found = session.scalars(
        select(AnnualOutcomePage)
        .where(AnnualOutcomePage.year == year.key)
        .order_by(AnnualOutcomePage.priority_id)
        .options(_whole())
    )
    return {page.priority_id: page for page in found}


def outcome_page(session: Session, priority_id: int, year: FinancialYear) -> AnnualOutcomePage | None:
    """What was chosen of one priority; None before anybody chose."""
    return session.scalars(
        select(AnnualOutcomePage)
        .where(AnnualOutcomePage.priority_id == priority_id, AnnualOutcomePage.year == year.key)
        .options(_whole())
        .execution_options(populate_existing=True)
    ).one_or_none()


def outcomes_of(session: Session, priority_id: int, year: FinancialYear) -> tuple[Recorded, ...]:
    """The outcomes that stand in the year's quarters under one priority, the first quarter first."""
    keys = [quarter.key for quarter in year.quarters]
    pages = session.scalars(
        select(QuarterPage)
        .where(QuarterPage.priority_id == priority_id, QuarterPage.quarter.in_(keys))
        .order_by(QuarterPage.quarter)
        .options(selectinload(QuarterPage.entries))
    ).all()
    return outcomes_recorded(pages)


def standing_outcomes(page: AnnualOutcomePage) -> list[AnnualOutcome]:
    """Those chosen that are still there, also in their quarter, in printed order."""
    return [
        each
        for each in sorted(page.outcomes, key=lambda each: (each.position, each.id))
        if each.withdrawn_at is None and each.entry.withdrawn_at is None
    ]


def _whole() -> ExecutableOption:
    """Each with its quarter and its objective."""
    return selectinload(AnnualOutcomePage.outcomes).options(
        joinedload(AnnualOutcome.entry).joinedload(QuarterEntry.page), joinedload(AnnualOutcome.objective)
    )
