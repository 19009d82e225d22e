"""Inspections as a spreadsheet: their grades, findings and what became of these, as at a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.dates import long_date
from tracker.exchange.rules import INTERNAL, Book, Cell, Column, Sheet
from tracker.inspections import queries, queries_events
from tracker.inspections.models import Inspection, InspectionEvent, InspectionResponse
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_response import clock_at
from tracker.inspections.rules_standing import FindingState, standing_at
from tracker.inspections.rules_years import YearsTable, years_table
from tracker.plan.models import Priority
from tracker.plan.rules_standing import latest

Row = tuple[Cell, ...]

INSPECTIONS: Final = (
    Column("Code", 17),
    Column("Title", 45),
    Column("Body", 12),
    Column("Programme", 22),
    Column("Year", 7),
    Column("Published", 13),
    Column("Link", 35),
    Column("On the record since", 18),
    Column("Scale, best first", 45),
    Column("Comments due by", 16),
    Column("Comments", 24),
    Column("Chief constable invited", 21),
    Column("Chief constable answered", 22),
    Column("Approved", 13),
    Column("Approved by", 20),
    Column("Comments published", 18),
    Column("Where", 35),
    Column("Sent to inspectors", 17),
    Column("Sent to the Secretary of State", 27),
    Column("Note", 45),
)
GRADES: Final = (
    Column("Inspection", 17),
    Column("Year", 7),
    Column("Number", 9),
    Column("Question or area", 50),
    Column("Line over the years", 40),
    Column("Grade", 22),
    Column("Where it stands", 28),
    Column("Note", 45),
)
FINDINGS: Final = (
    Column("Reference", 11),
    Column("Inspection", 17),
    Column("Year", 7),
    Column("Type", 20),
    Column("Official reference", 17),
    Column("Belongs to", 11),
    Column("Question", 35),
    Column("Finding", 60),
    Column("Plan", 14),
    Column("Priority", 28),
    Column("Lead", 20),
    Column("Expected closure", 16),
    Column("Overdue", 9),
    Column("Force status", 18),
    Column("Inspectorate status", 18),
    Column("The Panel sees", 22),
    Column("Closed", 13),
    Column("Told by", 28),
    Column("Looked at again", 15),
    Column("Evidence", 9),
    Column("Last update", 13),
    Column("On the record since", 18),
    Column("Recommendations not known", 24),
    Column("Deliverables", 20),
    Column("The Commissioner’s answer", 24),
    Column("In words", 45),
    Column("Note", 45),
)
REASSESSMENTS: Final = (
    Column("Finding", 11),
    Column("Day", 13),
    Column("Looked at again by", 17),
    Column("Result", 12),
    Column("What it said", 60),
    Column("Recorded by", 20),
)
EVENTS: Final = (
    Column("When", 20),
    Column("First day", 13),
    Column("Last day", 13),
    Column("Inspection", 17),
    Column("What happened", 60),
    Column("Stage that began", 16),
    Column("Recorded by", 20),
)


def inspection_book(session: Session, on: date, *, office: str, notice: str | None) -> Book:
    """All inspections as they stood at the end of `on`, in a fixed number of queries."""
    newest_first = queries.inspections(session, on)
    findings = queries.findings_as_at(session, on)
    over_years = years_table(newest_first)
    return Book(
        title="Inspections, grades and findings",
        mark=INTERNAL,
        about=(
            *((notice,) if notice else ()),
            f"{office}: inspections as at {long_date(on)}.",
            "Inspections: each with its own scale and, where its publication day is known, the 56 days for comments.",
            "Grades: every graded question, in the words of the scale of its inspection.",
            "Grades over the years: the same grades side by side; scales differ, so compare with care.",
            "Findings: what the Panel sees is open until the inspectorate closes it, whatever the force says.",
            "Re-assessments: what later inspections said of earlier findings.",
            "Events: what happened, and the stages of monitoring that began.",
        ),
        made_on=on,
        sheets=(
            Sheet("Inspections", INSPECTIONS, _inspections(newest_first, queries_events.responses(session), on)),
            Sheet("Grades", GRADES, _grades(newest_first)),
            _over_years(over_years),
            Sheet("Findings", FINDINGS, _findings(findings, on)),
            Sheet("Re-assessments", REASSESSMENTS, _reassessments(findings, on)),
            Sheet("Events", EVENTS, _events(queries_events.events(session), on)),
        ),
    )


def _inspections(found: Sequence[Inspection], responses: Mapping[int, InspectionResponse], on: date) -> Iterator[Row]:
    for each in found:
        response = responses.get(each.id)
        clock = clock_at(each.published_on, response.published_on if response else None, on)
        yield (
            each.code,
            each.title,
            each.body,
            each.programme,
            each.year,
            each.published_on,
            each.link,
            each.recorded_on,
            ", ".join(grade.label for grade in each.scale),
            clock.deadline,
            clock.state.label,
            *_response(response),
            each.note,
        )


def _response(found: InspectionResponse | None) -> Row:
    if found is None:
        return (None,) * 8
    return (
        found.invited_on,
        found.received_on,
        found.approved_on,
        found.approved_by,
        found.published_on,
        found.published_link,
        found.sent_to_inspectors_on,
        found.sent_to_secretary_on,
    )


def _grades(found: Sequence[Inspection]) -> Iterator[Row]:
    for each in found:
        for question in each.questions:
            yield (
                each.code,
                each.year,
                question.number,
                question.area,
                question.theme or question.area,
                question.grade,
                question.basis,
                question.note,
            )


def _over_years(table: YearsTable) -> Sheet:
    columns = (Column("Question or area", 50), *(Column(f"{each.year}: {each.code}", 24) for each in table.columns))
    return Sheet("Grades over the years", columns, [(row.name, *row.cells) for row in table.rows])


def _findings(found: Sequence[Finding], on: date) -> Iterator[Row]:
    for finding in found:
        state, detail = standing_at(finding, on), latest(finding.details, on)
        if state is None or detail is None:
            continue
        answer = finding.answer
        yield (
            *_what(finding, state),
            *_place(detail.priority),
            state.lead_name or "Nobody yet",
            state.expected_on,
            "Yes" if state.is_overdue(on) else "No",
            state.force.label if finding.kind.asks_for_work else None,
            state.inspectorate.label if finding.kind.asks_for_work else None,
            state.panel.label,
            state.closed_on,
            state.closed_by,
            state.result.label if state.result else None,
            sum(each.withdrawn_on is None and each.added_on <= on for each in finding.evidence),
            state.updated_on,
            finding.began_on,
            "Yes" if finding.is_historic else "No",
            _deliverables(finding),
            answer.answer.label if answer else None,
            answer.text if answer else None,
            finding.note,
        )


def _what(finding: Finding, state: FindingState) -> Row:
    question = finding.question
    return (
        finding.reference,
        finding.inspection.code,
        finding.inspection.year,
        finding.kind.label,
        finding.official_reference,
        finding.parent.reference if finding.parent else None,
        " ".join(part for part in (question.number, question.area) if part) if question else None,
        state.text,
    )


def _place(priority: Priority | None) -> Row:
    return (priority.plan.code, f"{priority.number}: {priority.title}") if priority else (None, None)


def _deliverables(finding: Finding) -> str | None:
    linked = [link.deliverable.reference for link in finding.deliverable_links if link.unlinked_on is None]
    return ", ".join(linked) or None


def _reassessments(found: Sequence[Finding], on: date) -> Iterator[Row]:
    for finding in found:
        for again in finding.reassessments:
            if again.effective_on <= on:
                by_which = again.inspection.code if again.inspection else None
                yield finding.reference, again.effective_on, by_which, again.result.label, again.text, again.author


def _events(found: Sequence[InspectionEvent], on: date) -> Iterator[Row]:
    for event in found:
        if event.starts <= on:
            yield (
                event.when_text,
                event.starts,
                event.ends,
                event.inspection.code if event.inspection else None,
                event.text,
                event.stage.label if event.stage else None,
                event.recorded_by,
            )
