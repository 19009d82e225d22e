"""From the rows of annual reports in the database to their seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

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
from tracker.plan.models import Objective, Priority
from tracker.seeds.tables_annual import (
    AnnualFigureRow,
    AnnualObjectiveTextRow,
    AnnualPictureRow,
    AnnualPriorityTextRow,
    AnnualSectionRow,
    AnnualStoryRow,
    AnnualTableRow,
    AnnualYearRow,
    FinanceLineRow,
    FundingFactRow,
    SpendShareRow,
)
from tracker.seeds.tables_row import SeedRow

_PLAN = joinedload(Priority.plan)


def annual_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of these files, by years, then in the order of their numbers or places."""
    return {
        AnnualYearRow: _years(session),
        AnnualPictureRow: _pictures(session),
        AnnualSectionRow: _sections(session),
        AnnualPriorityTextRow: _priority_texts(session),
        AnnualObjectiveTextRow: _objective_texts(session),
        AnnualStoryRow: _stories(session),
        AnnualFigureRow: _figures(session),
        FundingFactRow: _funding(session),
        AnnualTableRow: _tables(session),
        FinanceLineRow: _lines(session),
        SpendShareRow: _shares(session),
    }


def _years(session: Session) -> list[SeedRow]:
    found = session.scalars(select(AnnualYear).order_by(AnnualYear.year).options(joinedload(AnnualYear.cover)))
    return [
        AnnualYearRow(year=row.year, opened_on=row.opened_on, opened_by=row.opened_by, cover=_number(row.cover))
        for row in found
    ]


def _pictures(session: Session) -> list[SeedRow]:
    wanted = select(AnnualPicture).order_by(AnnualPicture.year, AnnualPicture.number)
    return [
        AnnualPictureRow(
            year=row.year,
            number=row.number,
            name=row.name,
            file=row.file.digest,
            width=row.width,
            height=row.height,
            words=row.words,
            caption=row.caption,
            credit=row.credit,
            shows_people=row.shows_people,
            consent_by=row.consent_by,
            consent_on=row.consent_on,
            consent_until=row.consent_until,
            **_withdrawn(row),
        )
        for row in session.scalars(wanted.options(joinedload(AnnualPicture.file)))
    ]


def _sections(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(AnnualSection).options(joinedload(AnnualSection.annual), joinedload(AnnualSection.picture))
    )
    return [
        AnnualSectionRow(
            year=row.annual.year,
            number=row.number,
            kind=row.kind,
            position=row.position,
            heading=row.heading,
            text=row.text,
            included=row.included,
            picture=_number(row.picture),
        )
        for row in sorted(found, key=lambda row: (row.annual.year, row.number))
    ]


def _priority_texts(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(AnnualPriorityText).options(
            joinedload(AnnualPriorityText.annual),
            joinedload(AnnualPriorityText.picture),
            joinedload(AnnualPriorityText.priority).options(_PLAN),
        )
    )

    def place(row: AnnualPriorityText) -> tuple[object, ...]:
        return row.annual.year, row.priority.plan.code, row.priority.number

    return [
        AnnualPriorityTextRow(
            year=row.annual.year,
            plan=row.priority.plan.code,
            priority=row.priority.number,
            introduction=row.introduction,
            picture=_number(row.picture),
        )
        for row in sorted(found, key=place)
    ]


def _objective_texts(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(AnnualObjectiveText).options(
            joinedload(AnnualObjectiveText.annual),
            joinedload(AnnualObjectiveText.picture),
            joinedload(AnnualObjectiveText.objective).joinedload(Objective.priority).options(_PLAN),
        )
    )

    def place(row: AnnualObjectiveText) -> tuple[object, ...]:
        objective = row.objective
        priority = objective.priority
        return row.annual.year, priority.plan.code, priority.number, objective.position, objective.id

    return [
        AnnualObjectiveTextRow(
            year=row.annual.year,
            plan=row.objective.priority.plan.code,
            priority=row.objective.priority.number,
            objective=row.objective.code,
            text=row.text,
            picture=_number(row.picture),
        )
        for row in sorted(found, key=place)
    ]


def _stories(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(AnnualStory).options(
            joinedload(AnnualStory.annual),
            joinedload(AnnualStory.picture),
            joinedload(AnnualStory.section),
            joinedload(AnnualStory.priority).options(_PLAN),
            joinedload(AnnualStory.objective).joinedload(Objective.priority).options(_PLAN),
        )
    )
    return [
        AnnualStoryRow(
            year=row.annual.year,
            number=row.number,
            kind=row.kind,
            section=None if row.section is None else row.section.number,
            **_place(row.objective.priority if row.objective else row.priority, row.objective),
            position=row.position,
            title=row.title,
            text=row.text,
            speaker=row.speaker,
            picture=_number(row.picture),
            **_withdrawn(row),
        )
        for row in sorted(found, key=lambda row: (row.annual.year, row.number))
    ]


def _figures(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(AnnualFigure).options(
            joinedload(AnnualFigure.annual),
            joinedload(AnnualFigure.priority).options(_PLAN),
            joinedload(AnnualFigure.objective),
        )
    )
    return [
        AnnualFigureRow(
            year=row.annual.year,
            number=row.number,
            place=row.place,
            **_place(row.priority, row.objective),
            position=row.position,
            value=row.value,
            label=row.label,
            period=row.period,
            previous=row.previous,
            previous_period=row.previous_period,
            note=row.note,
            source=row.source,
            **_withdrawn(row),
        )
        for row in sorted(found, key=lambda row: (row.annual.year, row.number))
    ]


def _funding(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(FundingFact).options(joinedload(FundingFact.annual), joinedload(FundingFact.priority).options(_PLAN))
    )
    return [
        FundingFactRow(
            year=row.annual.year,
            number=row.number,
            plan=row.priority.plan.code if row.priority else None,
            priority=row.priority.number if row.priority else None,
            position=row.position,
            topic=row.topic,
            amount=row.amount,
            qualifier=row.qualifier,
            detail=row.detail,
            period=row.period,
            **_withdrawn(row),
        )
        for row in sorted(found, key=lambda row: (row.annual.year, row.number))
    ]


def _tables(session: Session) -> list[SeedRow]:
    order = {kind: place for place, kind in enumerate(TableKind)}
    found = session.scalars(select(AnnualTable).options(joinedload(AnnualTable.annual)))
    return [
        AnnualTableRow(year=row.annual.year, kind=row.kind, note=row.note)
        for row in sorted(found, key=lambda row: (row.annual.year, order[row.kind]))
    ]


def _lines(session: Session) -> list[SeedRow]:
    found = session.scalars(select(FinanceLine).options(joinedload(FinanceLine.table).joinedload(AnnualTable.annual)))
    return [
        FinanceLineRow(
            year=row.table.annual.year,
            position=row.position,
            side=row.side,
            label=row.label,
            actual=row.actual,
            budget=row.budget,
            is_total=row.is_total,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in sorted(found, key=lambda row: (row.table.annual.year, row.position, row.id))
    ]


def _shares(session: Session) -> list[SeedRow]:
    found = session.scalars(select(SpendShare).options(joinedload(SpendShare.table).joinedload(AnnualTable.annual)))
    return [
        SpendShareRow(
            year=row.table.annual.year,
            position=row.position,
            function=row.function,
            percent=row.percent,
            previous=row.previous,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in sorted(found, key=lambda row: (row.table.annual.year, row.position, row.id))
    ]


def _number(picture: AnnualPicture | None) -> int | None:
    return None if picture is None else picture.number


def _place(priority: Priority | None, objective: Objective | None) -> dict[str, Any]:
    return {
        "plan": priority.plan.code if priority else None,
        "priority": priority.number if priority else None,
        "objective": objective.code if objective else None,
    }


def _withdrawn(row: AnnualPicture | AnnualStory | AnnualFigure | FundingFact) -> dict[str, Any]:
    return {
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_by": row.withdrawn_by,
        "withdrawn_reason": row.withdrawn_reason,
    }
