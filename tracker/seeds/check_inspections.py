"""The rules of inspections: grades on scales that end with Ungraded, events on the days their words mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.errors import DomainError
from tracker.inspections.rules import UNGRADED
from tracker.inspections.rules_record import RESERVED, check_link
from tracker.plan.forms_plan import is_address
from tracker.plan.rules import quoted
from tracker.seeds.check_row import grouped, order, readings, refusal, together, withdrawal
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_inspections import (
    GradeRow,
    InspectionEventRow,
    InspectionRow,
    PrintingRow,
    ResponseRow,
    ScaleRow,
)


def inspection_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Everything that is wrong with inspections, their scales, printings, events and responses."""
    scales = grouped(seeds.of(ScaleRow), "inspection")
    published = {row.code: row.published_on for row in seeds.of(InspectionRow)}
    for row in seeds.of(InspectionRow):
        yield from _inspection(row)
        yield from _scale(row, scales.get(row.code, []))
    grades = [row for row in seeds.of(GradeRow) if not row.withdrawn]
    yield from _lines(grades)
    yield from _off_the_scale(grades, seeds.of(ScaleRow))
    for printing in seeds.of(PrintingRow):
        yield from order(printing, "to_on", printing.from_on, printing.to_on)
    for event in seeds.of(InspectionEventRow):
        yield from _event(event)
    for response in seeds.of(ResponseRow):
        yield from _response(response, published[response.inspection])


def _inspection(row: InspectionRow) -> Iterator[Problem]:
    if not is_address(row.code):
        yield at(row, "code", "A code has letters, digits, dots and hyphens only.")
    elif row.code.lower() in RESERVED:
        yield at(row, "code", f"“{row.code}” is part of the address of another page.")
    yield from refusal(row, "link", check_link, row.link)
    yield from withdrawal(row, row.recorded_on, row.withdrawn_on)


def _lines(rows: Sequence[GradeRow]) -> Iterator[Problem]:
    """Where years are compared, each question of an inspection has a line of its own."""
    taken: dict[tuple[str, str], str] = {}
    for row in rows:
        line = (row.inspection, (row.theme or row.area).casefold())
        if line in taken:
            yield at(
                row, "theme", f"{quoted(taken[line])} stands on the line “{quoted(row.theme or row.area)}” already."
            )
        taken.setdefault(line, row.area)


def _off_the_scale(rows: Sequence[GradeRow], scales: Sequence[ScaleRow]) -> Iterator[Problem]:
    withdrawn = {(row.inspection, row.label) for row in scales if row.withdrawn}
    for row in rows:
        if (row.inspection, row.grade) in withdrawn:
            yield at(row, "grade", f"“{quoted(row.grade)}” is withdrawn from the scale of {row.inspection}.")


def _scale(inspection: InspectionRow, rows: Sequence[ScaleRow]) -> Iterator[Problem]:
    ordered = sorted((row for row in rows if not row.withdrawn), key=lambda row: row.position)
    # An inspection has no scale until its first grade.
    if ordered and ordered[-1].label != UNGRADED:
        yield at(inspection, "code", f"{ScaleRow.FILE} must end the scale of {inspection.code} with {UNGRADED}.")
    for expected, row in enumerate(ordered, start=1):
        if row.position != expected:
            said = f"The positions on the scale of {row.inspection} must be 1, 2, 3 …: {expected} is missing."
            if row.position < expected:
                said = f"Another grade of {row.inspection} has position {row.position} already."
            yield at(row, "position", said)
            return


def _event(row: InspectionEventRow) -> Iterator[Problem]:
    try:
        meant = readings(row.when_text)
    except DomainError as error:
        yield at(row, "when_text", error)
        return
    stands = (row.starts, row.ends, row.precision)
    if stands not in [(each.start, each.end, each.precision) for each in meant]:
        either = " or ".join(f"{each.start} to {each.end}, {each.precision}" for each in meant)
        yield at(row, "starts", f"“{quoted(row.when_text)}” means {either}.")


def _response(row: ResponseRow, report_on: date | None) -> Iterator[Problem]:
    yield from order(row, "received_on", row.invited_on, row.received_on)
    yield from together(row, "approved_on", "approved_by")
    if row.approved_on is not None and row.comments is None:
        yield at(row, "comments", "There is nothing to approve where there are no comments.")
    if row.published_on is not None and row.approved_on is None:
        yield at(row, "approved_on", "Comments are approved before they are published.")
    # The approval may have been recorded after the comments were published.
    yield from order(row, "published_on", report_on, row.published_on)
    for column in ("sent_to_inspectors_on", "sent_to_secretary_on"):
        yield from order(row, column, row.published_on, getattr(row, column))
    yield from refusal(row, "published_link", check_link, row.published_link)
    if row.published_link is not None and row.published_on is None:
        yield at(row, "published_on", "Enter the day the comments were published, as they have a link.")
