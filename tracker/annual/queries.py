"""Reading the parts of an annual report for the pages that write them. What the report is gathered from is in
`queries_year`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.annual.models import (
    AnnualObjectiveText,
    AnnualPriorityText,
    AnnualSection,
    AnnualTable,
    AnnualYear,
)
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.models_stories import AnnualFigure, AnnualStory, FundingFact
from tracker.annual.queries_year import plans_of_year
from tracker.annual.rules import TableKind
from tracker.dates import FinancialYear
from tracker.errors import NotFound
from tracker.plan.models import Objective, Priority

Row = AnnualStory | AnnualFigure | FundingFact
"""What stands in a list of the year, in an order."""

ON_COVER = "the cover"
"""Where a picture is shown that stands on the cover."""

R = TypeVar("R", AnnualStory, AnnualFigure, FundingFact)


@dataclass(frozen=True, slots=True)
class Rows:
    """All of the year's lists, withdrawn rows included, each in its order."""

    stories: Sequence[AnnualStory]
    figures: Sequence[AnnualFigure]
    funding: Sequence[FundingFact]


def annual_years(session: Session) -> Sequence[AnnualYear]:
    """The years whose reports are being written, the newest first."""
    return session.scalars(select(AnnualYear).order_by(AnnualYear.year.desc())).all()


def year_before(session: Session, year: FinancialYear) -> AnnualYear | None:
    """The latest earlier year that was written, with its sections."""
    wanted = (
        select(AnnualYear)
        .where(AnnualYear.year < year.key)
        .order_by(AnnualYear.year.desc())
        .limit(1)
        .options(selectinload(AnnualYear.sections))
    )
    return session.scalars(wanted).one_or_none()


def section_of(annual: AnnualYear, number: int) -> AnnualSection:
    """Raises NotFound."""
    found = next((each for each in annual.sections if each.number == number), None)
    if found is None:
        raise NotFound("section", str(number))
    return found


def priority_of_year(session: Session, year: FinancialYear, code: str, number: int) -> Priority:
    """One of a plan in force in the year, with its objectives. Raises NotFound."""
    for plan in plans_of_year(session, year):
        for priority in plan.priorities:
            if (plan.code, priority.number) == (code, number):
                return priority
    raise NotFound("priority of this year", f"{code}/{number}")


def objective_of(priority: Priority, code: str) -> Objective:
    """Raises NotFound."""
    found = next((each for each in priority.objectives if each.code == code), None)
    if found is None:
        raise NotFound("objective", code)
    return found


def priority_text(session: Session, annual: AnnualYear, priority: Priority) -> AnnualPriorityText | None:
    wanted = (
        select(AnnualPriorityText)
        .where(AnnualPriorityText.year_id == annual.id, AnnualPriorityText.priority_id == priority.id)
        .options(joinedload(AnnualPriorityText.picture))
    )
    return session.scalars(wanted).one_or_none()


def objective_text(session: Session, annual: AnnualYear, objective: Objective) -> AnnualObjectiveText | None:
    wanted = (
        select(AnnualObjectiveText)
        .where(AnnualObjectiveText.year_id == annual.id, AnnualObjectiveText.objective_id == objective.id)
        .options(joinedload(AnnualObjectiveText.picture))
    )
    return session.scalars(wanted).one_or_none()


def objective_texts(
    session: Session, annual: AnnualYear, priority: Priority | None = None
) -> dict[int, AnnualObjectiveText]:
    """By the objective's id: those of one priority, or all of the year."""
    wanted = (
        select(AnnualObjectiveText)
        .join(AnnualObjectiveText.objective)
        .where(AnnualObjectiveText.year_id == annual.id)
        .order_by(Objective.position)
        .options(joinedload(AnnualObjectiveText.picture))
    )
    if priority is not None:
        wanted = wanted.where(Objective.priority_id == priority.id)
    return {text.objective_id: text for text in session.scalars(wanted)}


def priority_texts(session: Session, annual: AnnualYear) -> dict[int, AnnualPriorityText]:
    """By the priority's id."""
    wanted = (
        select(AnnualPriorityText)
        .where(AnnualPriorityText.year_id == annual.id)
        .order_by(AnnualPriorityText.id)
        .options(joinedload(AnnualPriorityText.picture))
    )
    return {text.priority_id: text for text in session.scalars(wanted)}


def rows_of_year(session: Session, annual: AnnualYear) -> Rows:
    """Three queries, however many rows there are."""
    stories = (
        select(AnnualStory)
        .where(AnnualStory.year_id == annual.id)
        .order_by(AnnualStory.position, AnnualStory.id)
        .options(
            joinedload(AnnualStory.annual),
            joinedload(AnnualStory.picture),
            joinedload(AnnualStory.section),
            joinedload(AnnualStory.priority),
            joinedload(AnnualStory.objective).joinedload(Objective.priority),
        )
    )
    figures = (
        select(AnnualFigure)
        .where(AnnualFigure.year_id == annual.id)
        .order_by(AnnualFigure.position, AnnualFigure.id)
        .options(
            joinedload(AnnualFigure.annual),
            joinedload(AnnualFigure.priority),
            joinedload(AnnualFigure.objective),
        )
    )
    funding = (
        select(FundingFact)
        .where(FundingFact.year_id == annual.id)
        .order_by(FundingFact.position, FundingFact.id)
        .options(joinedload(FundingFact.annual), joinedload(FundingFact.priority))
    )
    return Rows(session.scalars(stories).all(), session.scalars(figures).all(), session.scalars(funding).all())


def story(session: Session, annual: AnnualYear, number: int) -> AnnualStory:
    """Raises NotFound."""
    return _numbered(rows_of_year(session, annual).stories, "case study or quotation", number)


def figure(session: Session, annual: AnnualYear, number: int) -> AnnualFigure:
    """Raises NotFound."""
    return _numbered(rows_of_year(session, annual).figures, "figure", number)


def funding_fact(session: Session, annual: AnnualYear, number: int) -> FundingFact:
    """Raises NotFound."""
    return _numbered(rows_of_year(session, annual).funding, "funding fact", number)


def every_picture(session: Session, annual: AnnualYear) -> Sequence[AnnualPicture]:
    """Withdrawn ones too, by their numbers."""
    wanted = (
        select(AnnualPicture)
        .where(AnnualPicture.year == annual.year)
        .order_by(AnnualPicture.number)
        .options(joinedload(AnnualPicture.file))
    )
    return session.scalars(wanted).all()


def picture(session: Session, annual: AnnualYear, number: int) -> AnnualPicture:
    """Raises NotFound."""
    wanted = (
        select(AnnualPicture)
        .where(AnnualPicture.year == annual.year, AnnualPicture.number == number)
        .options(joinedload(AnnualPicture.file))
    )
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound("picture", str(number))
    return found


def next_picture_number(session: Session, annual: AnnualYear) -> int:
    highest = select(func.max(AnnualPicture.number)).where(AnnualPicture.year == annual.year)
    return (session.scalar(highest) or 0) + 1


def table(session: Session, annual: AnnualYear, kind: TableKind) -> AnnualTable | None:
    """With its rows, withdrawn ones too; None before it was saved for the first time."""
    wanted = (
        select(AnnualTable)
        .where(AnnualTable.year_id == annual.id, AnnualTable.kind == kind)
        .options(selectinload(AnnualTable.lines), selectinload(AnnualTable.shares))
        .execution_options(populate_existing=True)
    )
    return session.scalars(wanted).one_or_none()


def uses_of_pictures(session: Session, annual: AnnualYear) -> dict[int, list[str]]:
    """Where each picture is shown, in words, by its id; five queries, however many there are."""
    found: dict[int, list[str]] = {}
    if annual.cover_id is not None:
        found.setdefault(annual.cover_id, []).append(ON_COVER)
    for section in annual.sections:
        if section.picture_id is not None:
            found.setdefault(section.picture_id, []).append(f"“{section.heading}”")
    priorities = session.scalars(
        select(AnnualPriorityText)
        .where(AnnualPriorityText.year_id == annual.id, AnnualPriorityText.picture_id.is_not(None))
        .order_by(AnnualPriorityText.id)
        .options(joinedload(AnnualPriorityText.priority))
    )
    for text in priorities:
        _use(found, text.picture_id, f"priority {text.priority.number}")
    objectives = session.scalars(
        select(AnnualObjectiveText)
        .where(AnnualObjectiveText.year_id == annual.id, AnnualObjectiveText.picture_id.is_not(None))
        .order_by(AnnualObjectiveText.id)
        .options(joinedload(AnnualObjectiveText.objective))
    )
    for each in objectives:
        _use(found, each.picture_id, f"“{each.objective.title}”")
    stories = session.scalars(
        select(AnnualStory)
        .where(
            AnnualStory.year_id == annual.id, AnnualStory.picture_id.is_not(None), AnnualStory.withdrawn_on.is_(None)
        )
        .order_by(AnnualStory.number)
    )
    for row in stories:
        _use(found, row.picture_id, f"{row.kind.label.lower()} {row.number}")
    return found


def _use(found: dict[int, list[str]], picture_id: int | None, where: str) -> None:
    if picture_id is not None:
        found.setdefault(picture_id, []).append(where)


def _numbered(rows: Sequence[R], what: str, number: int) -> R:
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        raise NotFound(what, str(number))
    return found
