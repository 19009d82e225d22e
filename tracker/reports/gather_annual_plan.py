"""From the records of a year to the chapters of its annual report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.plan.models import Deliverable, Objective, Priority
from tracker.plan.rules_year_marks import work_of_year
from tracker.reports.gather_annual_words import Written, picture_facts
from tracker.reports.models import QuarterPage
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.reports.queries_annual import Recorded, outcomes_recorded, standing_outcomes
from tracker.reports.rows_annual import PlacedYearRow, YearSpan, risk_moved, year_row
from tracker.reports.snapshots_annual_plan import (
    Chapter,
    ObjectiveFacts,
    OutcomeLine,
    RiskMoved,
    YearMeasures,
    YearRow,
)
from tracker.risks.queries import matrices, risks_as_at

Placed = Mapping[int | None, tuple[OutcomeLine, ...]]
"""Outcomes by the id of the objective they stand under."""


@dataclass(frozen=True, slots=True)
class YearRecords:
    """What the chapters of a report hold, each by the id of the priority."""

    rows: Mapping[int, tuple[YearRow, ...]]
    outcomes: Mapping[int, Placed]
    chosen: frozenset[int]
    measures: Mapping[int, tuple[YearMeasures, ...]]
    risks: Mapping[int, tuple[RiskMoved, ...]]

    def are_there_for(self, priority: Priority) -> bool:
        """Whether anything of the year is on record under it."""
        found = (self.rows, self.outcomes, self.measures, self.risks)
        return any(each.get(priority.id) for each in found)


def gather_rows(
    found: Sequence[Deliverable], span: YearSpan, priorities: Sequence[Priority]
) -> Mapping[int, tuple[YearRow, ...]]:
    """Each piece of work once, by the id of its priority, in printed order."""
    codes = {objective.id: objective.code for each in priorities for objective in each.objectives}
    placed: dict[int, list[PlacedYearRow]] = defaultdict(list)
    for work in work_of_year(found, span.year, span.as_at):
        row = year_row(work, span, codes)
        placed[row.priority_id].append(row)
    return {
        priority_id: tuple(each.row for each in sorted(rows, key=lambda each: (each.position, each.row.reference)))
        for priority_id, rows in placed.items()
    }


def gather_outcomes(pages: Sequence[QuarterPage], chosen: Mapping[int, AnnualOutcomePage]) -> Mapping[int, Placed]:
    """Those chosen, in their order; where nobody chose yet, all that the quarters recorded, under no objective."""
    by_priority: dict[int, list[QuarterPage]] = defaultdict(list)
    for page in pages:
        by_priority[page.priority_id].append(page)
    found: dict[int, Placed] = {}
    for priority_id in {*by_priority, *chosen}:
        if priority_id in chosen:
            found[priority_id] = _chosen(chosen[priority_id])
        else:
            lines = tuple(_recorded(each) for each in outcomes_recorded(by_priority[priority_id]))
            found[priority_id] = {None: lines} if lines else {}
    return found


def gather_moved_risks(
    session: Session, pages: Sequence[QuarterPage], span: YearSpan
) -> Mapping[int, tuple[RiskMoved, ...]]:
    """Of the risks and issues that a quarter of the year printed, those that moved, where the last quarter put them."""
    printed: dict[int, int] = {}
    for page in pages:
        printed.update({choice.risk_id: page.priority_id for choice in page.choices if choice.withdrawn_at is None})
    known = matrices(session)
    rows: dict[int, list[RiskMoved]] = defaultdict(list)
    for risk in risks_as_at(session, span.last_day):
        moved = risk_moved(risk, known, span) if risk.id in printed else None
        if moved is not None:
            rows[printed[risk.id]].append(moved)
    return {priority_id: tuple(each) for priority_id, each in rows.items()}


def chapter(priority: Priority, records: YearRecords, written: Written) -> Chapter:
    text = written.priority_text(priority.id)
    outcomes = records.outcomes.get(priority.id, {})
    return Chapter(
        plan_code=priority.plan.code,
        number=priority.number,
        title=priority.title,
        lead=priority.lead.name if priority.lead else None,
        introduction=text.introduction if text else None,
        picture=picture_facts(text.picture) if text else None,
        figures=written.figures_of(priority.id, None),
        funding=written.funding_of(priority.id),
        stories=written.stories_of_priority(priority.id),
        objectives=_objectives(priority.objectives, None, outcomes, written),
        chosen=priority.id in records.chosen,
        outcomes=outcomes.get(None, ()),
        deliverables=records.rows.get(priority.id, ()),
        measures=records.measures.get(priority.id, ()),
        risks=records.risks.get(priority.id, ()),
    )


def _objectives(
    found: Sequence[Objective], parent_id: int | None, outcomes: Placed, written: Written
) -> tuple[ObjectiveFacts, ...]:
    return tuple(
        _objective(each, outcomes, written, _objectives(found, each.id, outcomes, written))
        for each in found
        if each.parent_id == parent_id
    )


def _objective(
    objective: Objective, outcomes: Placed, written: Written, parts: tuple[ObjectiveFacts, ...]
) -> ObjectiveFacts:
    text = written.objective_text(objective.id)
    return ObjectiveFacts(
        code=objective.code,
        level_name=objective.level_name,
        title=objective.title,
        text=text.text if text else None,
        picture=picture_facts(text.picture) if text else None,
        figures=written.figures_of(objective.priority_id, objective.id),
        stories=written.stories_of_objective(objective.id),
        outcomes=outcomes.get(objective.id, ()),
        parts=parts,
    )


def _chosen(page: AnnualOutcomePage) -> Placed:
    lines: dict[int | None, list[OutcomeLine]] = defaultdict(list)
    for each in standing_outcomes(page):
        lines[each.objective_id].append(_line(each))
    return {objective_id: tuple(found) for objective_id, found in lines.items()}


def _line(chosen: AnnualOutcome) -> OutcomeLine:
    quarter = Quarter.parse(chosen.entry.page.quarter)
    return OutcomeLine(
        quarter=quarter.key,
        months=quarter.months_label,
        text=chosen.wording or chosen.entry.text,
        recorded=chosen.entry.text if chosen.wording else None,
    )


def _recorded(found: Recorded) -> OutcomeLine:
    return OutcomeLine(
        quarter=found.quarter.key, months=found.quarter.months_label, text=found.entry.text, recorded=None
    )
