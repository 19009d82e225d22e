"""From the records as at a day to the snapshot of a year's annual report, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.queries import holder_of, office_as_at
from tracker.annual.queries_year import content_of_year
from tracker.dates import FinancialYear, Quarter
from tracker.inspections.queries import findings_as_at
from tracker.inspections.queries_grades import grades_over_years
from tracker.inspections.rules_standing import standing_at
from tracker.plan.models import Plan, Priority
from tracker.plan.queries import deliverables_as_at
from tracker.plan.rules import PlanStatus
from tracker.plan.rules_standing import History
from tracker.reports.gather import COMMISSIONER, office_facts
from tracker.reports.gather_annual_acronyms import with_acronyms
from tracker.reports.gather_annual_measures import gather_year_measures
from tracker.reports.gather_annual_plan import (
    YearRecords,
    chapter,
    gather_moved_risks,
    gather_outcomes,
    gather_rows,
)
from tracker.reports.gather_annual_words import Written
from tracker.reports.models import QuarterPage
from tracker.reports.queries_annual import outcome_pages, outcomes_recorded, pages_of_year
from tracker.reports.rows_annual import YearSpan, finding_moved, updates_between
from tracker.reports.rules import PeriodNotBegun
from tracker.reports.rules_annual import check_counted_once, year_words
from tracker.reports.snapshots import PlanFacts
from tracker.reports.snapshots_annual import (
    AnnualSnapshot,
    GradeColumn,
    GradeLine,
    GradeYears,
    InspectionFacts,
    QuarterHeld,
    YearFacts,
)


def gather_annual(session: Session, year: FinancialYear, as_at: date) -> AnnualSnapshot:
    """The year's report as the records stood on `as_at`. Raises PeriodNotBegun for a day before the year."""
    if as_at < year.start:
        raise PeriodNotBegun(year)
    span = YearSpan(year, as_at)
    written = Written(content_of_year(session, year))
    pages = [page for page in pages_of_year(session, year) if Quarter.parse(page.quarter).start <= as_at]
    found = deliverables_as_at(session, None, span.last_day)
    begun = _plans(session, year)
    priorities = [priority for plan in begun for priority in plan.priorities]
    chosen = outcome_pages(session, year)
    records = YearRecords(
        rows=gather_rows(found, span, priorities),
        outcomes=gather_outcomes(pages, chosen),
        chosen=frozenset(chosen),
        measures=gather_year_measures(session, span),
        risks=gather_moved_risks(session, pages, span),
    )
    printed = _printed(begun, year, records)
    office = office_as_at(session, as_at)
    holder = holder_of(session, COMMISSIONER, as_at)
    snapshot = AnnualSnapshot(
        as_at=as_at,
        year=year_facts(year),
        office=office_facts(office),
        commissioner=holder.name if holder else None,
        opened=written.opened,
        cover=written.cover,
        plans=tuple(PlanFacts(code=plan.code, title=plan.title, start=plan.starts, end=plan.ends) for plan in printed),
        quarters=tuple(_held(quarter, pages, found, span) for quarter in year.quarters),
        sections=written.sections(),
        chapters=tuple(chapter(each, records, written) for under in printed.values() for each in under),
        figures=written.figures(),
        inspections=_inspections(session, span),
        money=written.money(),
    )
    check_counted_once(row.reference for row in snapshot.rows)
    return with_acronyms(session, snapshot)


def year_facts(year: FinancialYear) -> YearFacts:
    """The year as a report carries it."""
    return YearFacts(key=year.key, label=year.key, days=year_words(year), start=year.start, end=year.end)


def _plans(session: Session, year: FinancialYear) -> Sequence[Plan]:
    """The plans that had begun by the year's end, the oldest first, with priorities, leads and objectives."""
    return session.scalars(
        select(Plan)
        .where(Plan.starts <= year.end, Plan.status != PlanStatus.DRAFT)
        .order_by(Plan.starts, Plan.code)
        .options(selectinload(Plan.priorities).options(joinedload(Priority.lead), selectinload(Priority.objectives)))
    ).all()


def _printed(begun: Sequence[Plan], year: FinancialYear, records: YearRecords) -> Mapping[Plan, Sequence[Priority]]:
    """A plan in force in the year prints all its priorities, an older one those that still have something."""
    found = {
        plan: plan.priorities
        if plan.ends >= year.start
        else [each for each in plan.priorities if records.are_there_for(each)]
        for plan in begun
    }
    return {plan: under for plan, under in found.items() if under}


def _held(quarter: Quarter, pages: Sequence[QuarterPage], found: Sequence[History], span: YearSpan) -> QuarterHeld:
    begun = quarter.start <= span.as_at
    of_quarter = [page for page in pages if page.quarter == quarter.key]
    return QuarterHeld(
        key=quarter.key,
        months=quarter.months_label,
        begun=begun,
        updates=updates_between(found, quarter.start, min(quarter.end, span.as_at)),
        outcomes=len(outcomes_recorded(of_quarter)),
    )


def _inspections(session: Session, span: YearSpan) -> InspectionFacts:
    """Grades as known on the report's day; findings on the last day that counts."""
    table = grades_over_years(session, span.as_at)
    found = findings_as_at(session, span.last_day)
    states = [standing_at(each, span.last_day) for each in found if each.kind.asks_for_work]
    moved = (finding_moved(each, span) for each in found)
    return InspectionFacts(
        grades=GradeYears(
            columns=tuple(GradeColumn(title=each.title, scale=each.scale) for each in table.columns),
            rows=tuple(GradeLine(area=row.name, grades=row.cells) for row in table.rows),
        )
        if table.rows
        else None,
        findings=tuple(each for each in moved if each is not None),
        open_findings=sum(each is not None and each.is_open for each in states),
    )
