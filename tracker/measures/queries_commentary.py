"""Commentary with the figures it stands beside: one page, and all of a quarter's in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.dates import Quarter, london
from tracker.measures import queries
from tracker.measures.models import Measure, MeasureGroup
from tracker.measures.models_summary import CommentaryPage
from tracker.measures.queries_values import records_of, vintage_at
from tracker.measures.rules import CommentaryBlock, month_of, months_on
from tracker.measures.rules_commentary import (
    BlockCheck,
    Confirmed,
    FigureState,
    Problem,
    check_page,
    commentary_problems,
    number_of,
    rows_of_page,
)
from tracker.measures.rules_figures_types import FigureRow
from tracker.measures.rules_standing import LOOKED_BACK, MeasureRecord, MeasureRules, Standing, month_to_show, standings
from tracker.measures.rules_windows import YEAR
from tracker.plan.models import Plan
from tracker.plan.rules import PlanStatus

Texts = Mapping[CommentaryBlock, str]

_OFFERED: int = 8
"""Quarters back to which a page can be begun."""

# The rolling figures of a year ago reach this far back.
_READ: int = LOOKED_BACK + 2 * YEAR


@dataclass(frozen=True, slots=True)
class Commentary:
    """One group in one quarter. `month` is the newest of the quarter with figures, None where there is none.

    `page` is None before anything was written; `before` are the texts of the last quarter.
    """

    group: MeasureGroup
    quarter: Quarter
    page: CommentaryPage | None
    month: date | None
    standings: tuple[Standing, ...]
    rows: Sequence[FigureRow]
    before: Texts
    rules: MeasureRules

    @property
    def texts(self) -> Texts:
        """The text of each block that has one."""
        return texts_of(self.page)

    @property
    def version(self) -> int:
        """0 before anything was written."""
        return self.page.version if self.page else 0

    @property
    def no_surprises(self) -> str | None:
        return self.page.no_surprises if self.page else None

    @property
    def confirmed(self) -> list[Confirmed]:
        return _confirmed(self.page)

    def check(self, texts: Texts | None = None) -> tuple[BlockCheck, ...]:
        """The figure check of its texts, or of other ones."""
        said = self.texts if texts is None else texts
        return check_page(said, self.rows, self.confirmed, self.quarter, self.before, self.standings)


@dataclass(frozen=True, slots=True)
class CommentaryLine:
    """A page on the list of a quarter."""

    commentary: Commentary
    checks: tuple[BlockCheck, ...]

    @property
    def changed_on(self) -> date | None:
        """The day of the last change, None before anything was written."""
        page = self.commentary.page
        return london(page.updated_at).date() if page else None

    @property
    def contradictions(self) -> int:
        return number_of(self.checks, FigureState.CONTRADICTS)

    @property
    def without_source(self) -> int:
        return number_of(self.checks, FigureState.NO_SOURCE)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What would stop a signature."""
        return commentary_problems(self.checks, self.commentary.standings)


def texts_of(page: CommentaryPage | None) -> Texts:
    return {text.block: text.text for text in page.texts} if page else {}


def page_of(session: Session, group_id: int, quarter: Quarter) -> CommentaryPage | None:
    """With its texts and confirmations; None before anything was written."""
    return _pages(session, quarter, group_id).get(group_id)


def commentary_of(session: Session, group: MeasureGroup, quarter: Quarter, on: date) -> Commentary:
    """The page of a group with the figures of the newest vintage of a day."""
    return _gathered(session, [group], quarter, on, group_id=group.id)[0]


def commentary_in(session: Session, quarter: Quarter, on: date) -> list[CommentaryLine]:
    """Every group of a plan in force in the quarter, and every one with a page; by plan, priority and position."""
    every = queries.groups(session)
    pages = _pages(session, quarter)
    wanted = [group for group in every if group.id in pages or _is_in_force(group.priority.plan, quarter)]
    found = _gathered(session, wanted, quarter, on)
    return [CommentaryLine(each, each.check()) for each in found]


def quarters_to_write(session: Session, on: date) -> list[Quarter]:
    """The quarter of a day, those shortly before it and every one with a page, the newest first."""
    quarter = Quarter.of(on)
    found = {Quarter.parse(key) for key in session.scalars(select(CommentaryPage.quarter).distinct())}
    for _ in range(_OFFERED):
        found.add(quarter)
        quarter = quarter.previous()
    return sorted(found, reverse=True)


def _is_in_force(plan: Plan, quarter: Quarter) -> bool:
    return plan.status is not PlanStatus.DRAFT and plan.starts <= quarter.end and plan.ends >= quarter.start


def _gathered(
    session: Session, groups: Sequence[MeasureGroup], quarter: Quarter, on: date, group_id: int | None = None
) -> list[Commentary]:
    rules = queries.measure_rules(session, on)
    pages = _pages(session, quarter, group_id)
    before = _pages(session, quarter.previous(), group_id)
    records = _records(session, groups, quarter, on)
    found = []
    for group in groups:
        of_group = records.get(group.id, ())
        month = _month(of_group, quarter)
        last = month or month_of(quarter.end)
        standing = standings(of_group, last, rules)
        found.append(
            Commentary(
                group=group,
                quarter=quarter,
                page=pages.get(group.id),
                month=month,
                standings=standing,
                rows=rows_of_page(standing, group.name, last),
                before=texts_of(before.get(group.id)),
                rules=rules,
            )
        )
    return found


def _records(
    session: Session, groups: Sequence[MeasureGroup], quarter: Quarter, on: date
) -> Mapping[int, list[MeasureRecord]]:
    """The measures that stand, by the id of their group, in the order of its page."""
    wanted = (
        select(Measure)
        .where(Measure.group_id.in_([group.id for group in groups]))
        .order_by(Measure.group_id, Measure.position, Measure.id)
    )
    measures = [each for each in session.scalars(wanted) if each.withdrawn_on is None or each.withdrawn_on > on]
    until = month_of(quarter.end)
    vintage = vintage_at(session, on)
    records = records_of(session, measures, vintage=vintage, since=months_on(until, -_READ), until=until)
    found: dict[int, list[MeasureRecord]] = defaultdict(list)
    for measure, record in zip(measures, records, strict=True):
        if measure.group_id is not None:
            found[measure.group_id].append(record)
    return found


def _month(records: Sequence[MeasureRecord], quarter: Quarter) -> date | None:
    """The month the report prints, if it is of the quarter."""
    month = month_to_show(records)
    return month if month is not None and quarter.contains(month) else None


def _pages(session: Session, quarter: Quarter, group_id: int | None = None) -> Mapping[int, CommentaryPage]:
    wanted = (
        select(CommentaryPage)
        .where(CommentaryPage.quarter == quarter.key)
        .order_by(CommentaryPage.id)
        .options(selectinload(CommentaryPage.texts), selectinload(CommentaryPage.confirmations))
    )
    if group_id is not None:
        wanted = wanted.where(CommentaryPage.group_id == group_id)
    return {page.group_id: page for page in session.scalars(wanted)}


def _confirmed(page: CommentaryPage | None) -> list[Confirmed]:
    if page is None:
        return []
    return [
        Confirmed(each.sentence_digest, each.figure, each.source, each.confirmed_by, each.confirmed_on)
        for each in page.confirmations
    ]
