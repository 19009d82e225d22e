"""From the records as at a day to the snapshot of a quarter's highlight report, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts.queries import holder_of, office_as_at
from tracker.accounts.rules import Office
from tracker.dates import Quarter
from tracker.documents.text import to_runs
from tracker.inspections.queries import inspections
from tracker.panel.models import Meeting
from tracker.panel.queries import first_meeting_between
from tracker.plan.models import Plan, Priority
from tracker.plan.queries import deliverables_as_at, plans
from tracker.plan.rules_rag import RagRules
from tracker.reports.gather_inspections import gather_findings, printed_grades
from tracker.reports.gather_measures import gather_measures, texts_of_measures
from tracker.reports.gather_risks import QuarterRisks, gather_risks
from tracker.reports.models import QuarterPage
from tracker.reports.queries import meanings, pages_of
from tracker.reports.rows import Period, PlacedRow, placed_row
from tracker.reports.rules import EntryKind, PeriodNotBegun, has_begun_by, is_in_force_in
from tracker.reports.rules_acronyms import used_in
from tracker.reports.snapshots import (
    AcronymFacts,
    DeliverableRow,
    HighlightSnapshot,
    MeetingFacts,
    OfficeFacts,
    PlanFacts,
    PrioritySection,
    QuarterFacts,
    RatingRules,
)
from tracker.reports.snapshots_inspections import FindingRow, InspectionGrades
from tracker.reports.snapshots_measures import MeasurePage
from tracker.reports.snapshots_risks import RiskRow

COMMISSIONER: Final = "Police and Crime Commissioner"
"""The office whose holder the report names, as office holders are recorded."""

Lines = Mapping[int, Mapping[EntryKind, Sequence[str]]]
Rows = Mapping[int, Sequence[DeliverableRow]]
Grades = Mapping[int, tuple[InspectionGrades, ...]]


@dataclass(frozen=True, slots=True)
class _Records:
    """What the priorities of a report hold, each by the id of the priority."""

    rows: Rows
    lines: Lines
    risks: Mapping[int, tuple[RiskRow, ...]]
    grades: Grades
    measures: Mapping[int, tuple[MeasurePage, ...]]

    def are_there_for(self, priority: Priority) -> bool:
        """Whether anything of the quarter is on record under it; grades stand there every quarter."""
        found = (self.rows.get(priority.id), self.risks.get(priority.id), self.measures.get(priority.id))
        return any((*found, *self.lines.get(priority.id, {}).values()))


def gather_highlight(session: Session, quarter: Quarter, as_at: date) -> HighlightSnapshot:
    """The quarter's report as the records stood on `as_at`. Raises PeriodNotBegun for a day before the quarter."""
    if as_at < quarter.start:
        raise PeriodNotBegun(quarter)
    office = office_as_at(session, as_at)
    holder = holder_of(session, COMMISSIONER, as_at)
    period = Period(quarter, as_at)
    pages = pages_of(session, quarter)
    risks = gather_risks(session, pages, period)
    inspected = inspections(session, period.last_day)
    measured = gather_measures(session, quarter, as_at)
    records = _Records(
        rows=_rows(session, period, _rag_rules(office), risks),
        lines={page.priority_id: _lines(page) for page in pages},
        risks=risks.rows,
        grades=printed_grades(inspected, period.last_day),
        measures=measured.pages,
    )
    sections = _sections(session, quarter, records)
    priorities = tuple(_section(priority, records) for found in sections.values() for priority in found)
    snapshot = HighlightSnapshot(
        as_at=as_at,
        quarter=quarter_facts(quarter),
        office=office_facts(office),
        commissioner=holder.name if holder else None,
        meeting=_meeting(first_meeting_between(session, as_at, quarter.next().end)),
        rating_rules=RatingRules(
            behind_by=office.rag_behind_by,
            due_within_days=office.rag_due_within_days,
            nearly_done=office.rag_nearly_done,
        ),
        plans=tuple(_plan(plan) for plan in sections),
        priorities=priorities,
        findings=gather_findings(session, inspected, period),
        matrices=risks.matrices,
        measure_basis=measured.basis_of(page for part in priorities for page in part.measures),
        acronyms=(),
    )
    used = used_in(_printed(snapshot), meanings(session))
    return replace(snapshot, acronyms=tuple(AcronymFacts(acronym=each, meaning=meaning) for each, meaning in used))


def _rag_rules(office: Office) -> RagRules:
    return RagRules(
        behind_by=office.rag_behind_by,
        due_within_days=office.rag_due_within_days,
        nearly_done=office.rag_nearly_done,
    )


def _rows(session: Session, period: Period, rules: RagRules, risks: QuarterRisks) -> Rows:
    """The rows of each priority, by its id, in printed order."""
    found = deliverables_as_at(session, None, period.as_at)
    carried_to = {each.carried_from_id: each.reference for each in found if each.carried_from_id is not None}
    placed: dict[int, list[DeliverableRow]] = defaultdict(list)
    for deliverable in found:
        row: PlacedRow | None = placed_row(
            deliverable, period, rules, carried_to.get(deliverable.id), risks.red.get(deliverable.id)
        )
        if row is not None:
            placed[row.priority_id].append(row.row)
    return placed


def _lines(page: QuarterPage) -> Mapping[EntryKind, Sequence[str]]:
    standing: dict[EntryKind, list[str]] = defaultdict(list)
    for entry in sorted(page.entries, key=lambda entry: (entry.position, entry.id)):
        if entry.withdrawn_at is None:
            standing[entry.kind].append(entry.text)
    return standing


def _sections(session: Session, quarter: Quarter, records: _Records) -> Mapping[Plan, Sequence[Priority]]:
    """Which priorities the report prints, by plan, the oldest plan first.

    A plan in force with anything on record prints all its priorities, an older one those that still have something.
    Where nothing at all is on record, the plans in force stand there empty.
    """
    begun = [plan for plan in plans(session) if has_begun_by(plan.status, plan.starts, quarter)]
    begun.sort(key=lambda plan: (plan.starts, plan.code))
    in_force = [plan for plan in begun if is_in_force_in(plan.status, plan.starts, plan.ends, quarter)]
    used = {plan: [each for each in plan.priorities if records.are_there_for(each)] for plan in begun}
    found = {plan: plan.priorities if plan in in_force else used[plan] for plan in begun if used[plan]}
    return found or {plan: plan.priorities for plan in in_force}


def _section(priority: Priority, records: _Records) -> PrioritySection:
    said = records.lines.get(priority.id, {})
    return PrioritySection(
        plan_code=priority.plan.code,
        number=priority.number,
        title=priority.title,
        lead=priority.lead.name if priority.lead else None,
        outcomes=tuple(said.get(EntryKind.OUTCOME, ())),
        focus=tuple(said.get(EntryKind.FOCUS, ())),
        deliverables=tuple(records.rows.get(priority.id, ())),
        risks_and_issues=records.risks.get(priority.id, ()),
        grades=records.grades.get(priority.id, ()),
        measures=records.measures.get(priority.id, ()),
    )


def _printed(snapshot: HighlightSnapshot) -> Iterator[str]:
    """What the report prints in the words of people, and the headings of its own that hold an acronym."""
    office = snapshot.office
    yield from (office.name, office.panel, office.notice, snapshot.commissioner or "")
    yield from (plan.title for plan in snapshot.plans)
    yield snapshot.meeting.venue or "" if snapshot.meeting else ""
    for part in snapshot.priorities:
        yield from (kind.label for kind in EntryKind)
        yield from (part.title, part.lead or "")
        yield from (_words(line) for line in (*part.outcomes, *part.focus))
        for row in part.deliverables:
            yield from (_words(text) for text in _texts(row) if text)
        yield from (_words(risk.wording) for risk in part.risks_and_issues)
        for grades in part.grades:
            yield from _texts_of_grades(grades)
        yield from texts_of_measures(part.measures)
    for finding in snapshot.findings or ():
        yield from _texts_of_finding(finding)
    for matrix in snapshot.matrices:
        yield from (*matrix.likelihoods, *matrix.impacts)


def _texts_of_grades(grades: InspectionGrades) -> Iterator[str]:
    yield from (grades.code, grades.title, grades.body, *grades.scale)
    for row in grades.rows:
        yield from (row.number or "", row.area, row.grade)


def _texts_of_finding(finding: FindingRow) -> Iterator[str]:
    yield from (finding.inspection, finding.inspection_title, _words(finding.text))
    yield finding.official_reference or ""


def _texts(row: DeliverableRow) -> Iterator[str | None]:
    yield from (row.action, row.due_text, row.closed_reason, row.rag_override_reason)
    if row.updated_in_quarter:
        yield row.note
    if row.revised:
        yield from (row.original_due_text, row.revised_reason)


def _words(text: str) -> str:
    """A typed text as it is printed: without the marks of bold, and without the addresses behind its links."""
    return "".join(run.text for run in to_runs(text))


def quarter_facts(quarter: Quarter) -> QuarterFacts:
    """The quarter as a report carries it."""
    return QuarterFacts(
        key=quarter.key,
        label=quarter.label,
        months=quarter.months_label,
        start=quarter.start,
        end=quarter.end,
    )


def office_facts(office: Office) -> OfficeFacts:
    """The office as a report names it."""
    return OfficeFacts(
        name=office.name,
        panel=office.panel,
        notice=office.notice,
    )


def _plan(plan: Plan) -> PlanFacts:
    return PlanFacts(code=plan.code, title=plan.title, start=plan.starts, end=plan.ends)


def _meeting(meeting: Meeting | None) -> MeetingFacts | None:
    """The Panel's next meeting from the report's day on, if it comes before the end of the quarter after."""
    if meeting is None:
        return None
    return MeetingFacts(day=meeting.day, starts_at=meeting.starts_at, venue=meeting.venue)
