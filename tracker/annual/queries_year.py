"""Everything that was written for a year, in a fixed number of queries: what the annual report is gathered from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.annual.models import (
    AnnualObjectiveText,
    AnnualPriorityText,
    AnnualSection,
    AnnualTable,
    AnnualYear,
    FinanceLine,
    SpendShare,
)
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.models_stories import AnnualFigure, AnnualStory, FundingFact
from tracker.annual.rules import TableKind
from tracker.dates import FinancialYear
from tracker.plan.models import Objective, Plan, Priority
from tracker.plan.rules import PlanStatus


@dataclass(frozen=True, slots=True)
class YearContent:
    """All that stands for a year; what is withdrawn is left out. Everything is in the order it is printed in.

    A picture that is withdrawn still hangs on the row that showed it: print `shown(row.picture)` instead.
    """

    annual: AnnualYear
    sections: tuple[AnnualSection, ...]
    priority_texts: tuple[AnnualPriorityText, ...]
    objective_texts: tuple[AnnualObjectiveText, ...]
    stories: tuple[AnnualStory, ...]
    figures: tuple[AnnualFigure, ...]
    funding: tuple[FundingFact, ...]
    pictures: tuple[AnnualPicture, ...]
    finance: AnnualTable | None
    finance_lines: tuple[FinanceLine, ...]
    shares_table: AnnualTable | None
    shares: tuple[SpendShare, ...]


def shown(picture: AnnualPicture | None) -> AnnualPicture | None:
    """The picture if it stands; None for none and for a withdrawn one."""
    return None if picture is None or picture.is_withdrawn else picture


def annual_year(session: Session, year: FinancialYear) -> AnnualYear | None:
    """With its sections and their pictures; None before somebody began to write the year's report."""
    wanted = (
        select(AnnualYear)
        .where(AnnualYear.year == year.key)
        .options(joinedload(AnnualYear.cover), selectinload(AnnualYear.sections).joinedload(AnnualSection.picture))
        .execution_options(populate_existing=True)
    )
    return session.scalars(wanted).unique().one_or_none()


def content_of_year(session: Session, year: FinancialYear) -> YearContent | None:
    """Ten queries, however much was written. None before somebody began to write the year's report."""
    annual = annual_year(session, year)
    if annual is None:
        return None
    tables = _tables(session, annual)
    finance, shares = tables.get(TableKind.FINANCE), tables.get(TableKind.SHARES)
    return YearContent(
        annual=annual,
        sections=tuple(annual.sections),
        priority_texts=_priority_texts(session, annual),
        objective_texts=_objective_texts(session, annual),
        stories=_stories(session, annual),
        figures=_figures(session, annual),
        funding=_funding(session, annual),
        pictures=pictures_of(session, year),
        finance=finance,
        finance_lines=tuple(line for line in finance.lines if line.withdrawn_at is None) if finance else (),
        shares_table=shares,
        shares=tuple(share for share in shares.shares if share.withdrawn_at is None) if shares else (),
    )


def plans_of_year(session: Session, year: FinancialYear) -> Sequence[Plan]:
    """The plans in force on at least one day of the year, with their priorities and objectives. No drafts."""
    wanted = (
        select(Plan)
        .where(Plan.starts <= year.end, Plan.ends >= year.start, Plan.status != PlanStatus.DRAFT)
        .order_by(Plan.starts, Plan.id)
        .options(selectinload(Plan.priorities).selectinload(Priority.objectives))
    )
    return session.scalars(wanted).all()


def pictures_of(session: Session, year: FinancialYear) -> tuple[AnnualPicture, ...]:
    """Those that stand, with their files but without the files' bytes."""
    wanted = (
        select(AnnualPicture)
        .where(AnnualPicture.year == year.key, AnnualPicture.withdrawn_on.is_(None))
        .order_by(AnnualPicture.number)
        .options(joinedload(AnnualPicture.file))
    )
    return tuple(session.scalars(wanted))


def _tables(session: Session, annual: AnnualYear) -> dict[TableKind, AnnualTable]:
    wanted = (
        select(AnnualTable)
        .where(AnnualTable.year_id == annual.id)
        .order_by(AnnualTable.id)
        .options(selectinload(AnnualTable.lines), selectinload(AnnualTable.shares))
        .execution_options(populate_existing=True)
    )
    return {table.kind: table for table in session.scalars(wanted)}


def _priority_texts(session: Session, annual: AnnualYear) -> tuple[AnnualPriorityText, ...]:
    wanted = (
        select(AnnualPriorityText)
        .join(AnnualPriorityText.priority)
        .join(Priority.plan)
        .where(AnnualPriorityText.year_id == annual.id)
        .order_by(Plan.starts, Priority.number, AnnualPriorityText.id)
        .options(joinedload(AnnualPriorityText.picture), joinedload(AnnualPriorityText.priority))
    )
    return tuple(session.scalars(wanted))


def _objective_texts(session: Session, annual: AnnualYear) -> tuple[AnnualObjectiveText, ...]:
    wanted = (
        select(AnnualObjectiveText)
        .join(AnnualObjectiveText.objective)
        .where(AnnualObjectiveText.year_id == annual.id)
        .order_by(Objective.priority_id, Objective.position, AnnualObjectiveText.id)
        .options(joinedload(AnnualObjectiveText.picture), joinedload(AnnualObjectiveText.objective))
    )
    return tuple(session.scalars(wanted))


def _stories(session: Session, annual: AnnualYear) -> tuple[AnnualStory, ...]:
    wanted = (
        select(AnnualStory)
        .where(AnnualStory.year_id == annual.id, AnnualStory.withdrawn_on.is_(None))
        .order_by(AnnualStory.position, AnnualStory.id)
        .options(
            joinedload(AnnualStory.picture),
            joinedload(AnnualStory.section),
            joinedload(AnnualStory.priority),
            joinedload(AnnualStory.objective),
        )
    )
    return tuple(session.scalars(wanted))


def _figures(session: Session, annual: AnnualYear) -> tuple[AnnualFigure, ...]:
    wanted = (
        select(AnnualFigure)
        .where(AnnualFigure.year_id == annual.id, AnnualFigure.withdrawn_on.is_(None))
        .order_by(AnnualFigure.position, AnnualFigure.id)
        .options(joinedload(AnnualFigure.priority), joinedload(AnnualFigure.objective))
    )
    return tuple(session.scalars(wanted))


def _funding(session: Session, annual: AnnualYear) -> tuple[FundingFact, ...]:
    wanted = (
        select(FundingFact)
        .where(FundingFact.year_id == annual.id, FundingFact.withdrawn_on.is_(None))
        .order_by(FundingFact.position, FundingFact.id)
        .options(joinedload(FundingFact.priority))
    )
    return tuple(session.scalars(wanted))
