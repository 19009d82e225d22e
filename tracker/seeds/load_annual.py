"""From the seed files of annual reports to their rows in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import dates
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
from tracker.files.models import StoredFile
from tracker.plan.models import Objective, Priority
from tracker.seeds.tables import SeedSet
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
from tracker.writing import flush

Priorities = dict[tuple[str, int], Priority]
Objectives = dict[tuple[str, int, str], Objective]


def load_annual(session: Session, seeds: SeedSet, *, priorities: Priorities, objectives: Objectives) -> None:
    """Expects a checked seed set, and its stored files to be there."""
    loader = _Loader(session, seeds, priorities, objectives)
    loader.years()
    loader.texts()
    loader.stories()
    loader.figures()
    loader.tables()
    flush(session)


class _Loader:
    """Knows what the files call each record."""

    def __init__(self, session: Session, seeds: SeedSet, priorities: Priorities, objectives: Objectives) -> None:
        self.session = session
        self.seeds = seeds
        self.priorities = priorities
        self.objectives = objectives
        self.annual: dict[str, AnnualYear] = {}
        self.pictures: dict[tuple[str, int], AnnualPicture] = {}
        self.sections: dict[tuple[str, int], AnnualSection] = {}

    def years(self) -> None:
        named = {row.file for row in self.seeds.of(AnnualPictureRow)}
        stored = select(StoredFile.digest, StoredFile.id).where(StoredFile.digest.in_(named))
        files = {digest: number for digest, number in self.session.execute(stored)}  # noqa: C416  # rows are no pairs to dict()
        for row in self.seeds.of(AnnualPictureRow):
            picture = AnnualPicture(
                year=row.year,
                number=row.number,
                name=row.name,
                file_id=files[row.file],
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
            self.pictures[row.year, row.number] = picture
        self.session.add_all(self.pictures.values())
        flush(self.session)
        for year in self.seeds.of(AnnualYearRow):
            self.annual[year.year] = AnnualYear(
                year=year.year,
                opened_on=year.opened_on,
                opened_by=year.opened_by,
                cover=self._picture(year.year, year.cover),
            )
        self.session.add_all(self.annual.values())
        flush(self.session)

    def texts(self) -> None:
        for row in self.seeds.of(AnnualSectionRow):
            self.sections[row.year, row.number] = AnnualSection(
                annual=self.annual[row.year],
                number=row.number,
                kind=row.kind,
                position=row.position,
                heading=row.heading,
                text=row.text,
                included=row.included,
                picture=self._picture(row.year, row.picture),
            )
        self.session.add_all(self.sections.values())
        for text in self.seeds.of(AnnualPriorityTextRow):
            self.session.add(
                AnnualPriorityText(
                    annual=self.annual[text.year],
                    priority=self.priorities[text.plan, text.priority],
                    introduction=text.introduction,
                    picture=self._picture(text.year, text.picture),
                )
            )
        for words in self.seeds.of(AnnualObjectiveTextRow):
            self.session.add(
                AnnualObjectiveText(
                    annual=self.annual[words.year],
                    objective=self.objectives[words.plan, words.priority, words.objective],
                    text=words.text,
                    picture=self._picture(words.year, words.picture),
                )
            )
        flush(self.session)

    def stories(self) -> None:
        for row in self.seeds.of(AnnualStoryRow):
            objective = self._objective(row.plan, row.priority, row.objective)
            self.session.add(
                AnnualStory(
                    annual=self.annual[row.year],
                    number=row.number,
                    kind=row.kind,
                    section=None if row.section is None else self.sections[row.year, row.section],
                    priority=None if objective else self._priority(row.plan, row.priority),
                    objective=objective,
                    position=row.position,
                    title=row.title,
                    text=row.text,
                    speaker=row.speaker,
                    picture=self._picture(row.year, row.picture),
                    **_withdrawn(row),
                )
            )

    def figures(self) -> None:
        for row in self.seeds.of(AnnualFigureRow):
            self.session.add(
                AnnualFigure(
                    annual=self.annual[row.year],
                    number=row.number,
                    place=row.place,
                    priority=self._priority(row.plan, row.priority),
                    objective=self._objective(row.plan, row.priority, row.objective),
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
            )
        for fact in self.seeds.of(FundingFactRow):
            self.session.add(
                FundingFact(
                    annual=self.annual[fact.year],
                    number=fact.number,
                    priority=self._priority(fact.plan, fact.priority),
                    position=fact.position,
                    topic=fact.topic,
                    amount=fact.amount,
                    qualifier=fact.qualifier,
                    detail=fact.detail,
                    period=fact.period,
                    **_withdrawn(fact),
                )
            )

    def tables(self) -> None:
        tables = {
            (row.year, row.kind): AnnualTable(annual=self.annual[row.year], kind=row.kind, note=row.note)
            for row in self.seeds.of(AnnualTableRow)
        }
        self.session.add_all(tables.values())
        for line in self.seeds.of(FinanceLineRow):
            self.session.add(
                FinanceLine(
                    table=tables[line.year, TableKind.FINANCE],
                    position=line.position,
                    side=line.side,
                    label=line.label,
                    actual=line.actual,
                    budget=line.budget,
                    is_total=line.is_total,
                    withdrawn_at=dates.now() if line.withdrawn else None,
                )
            )
        for share in self.seeds.of(SpendShareRow):
            self.session.add(
                SpendShare(
                    table=tables[share.year, TableKind.SHARES],
                    position=share.position,
                    function=share.function,
                    percent=share.percent,
                    previous=share.previous,
                    withdrawn_at=dates.now() if share.withdrawn else None,
                )
            )

    def _picture(self, year: str, number: int | None) -> AnnualPicture | None:
        return None if number is None else self.pictures[year, number]

    def _priority(self, plan: str | None, number: int | None) -> Priority | None:
        return None if plan is None or number is None else self.priorities[plan, number]

    def _objective(self, plan: str | None, number: int | None, code: str | None) -> Objective | None:
        return None if plan is None or number is None or code is None else self.objectives[plan, number, code]


def _withdrawn(row: AnnualPictureRow | AnnualStoryRow | AnnualFigureRow | FundingFactRow) -> dict[str, Any]:
    return {
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_by": row.withdrawn_by,
        "withdrawn_reason": row.withdrawn_reason,
    }
