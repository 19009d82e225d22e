"""The scale of an inspection, its graded questions, and where reports print them.

A grade, a question or a printing that goes is withdrawn: its row stays, and nothing shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.inspections.commands import subject_of
from tracker.inspections.models import GradedQuestion, GradePrinting, Inspection, ScaleGrade
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_grades import (
    Graded,
    QuestionHasFindings,
    QuestionLine,
    settle_questions,
    whole_scale,
)
from tracker.inspections.rules_printing import PrintingLine, UnknownPrinting, check_printings
from tracker.plan.models import Priority
from tracker.writing import expect_version, flush, touch

_OUT_OF_THE_WAY = 1_000
"""More than a scale or an inspection ever has; keeps unique places apart while they change."""


@dataclass(frozen=True, slots=True)
class SetGrades:
    """`scale`: the grades, best first. A question that no line names stays as it is."""

    version: int
    scale: tuple[str, ...]
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class SetPrintings:
    """A printing that no line names stays as it is."""

    version: int
    printings: tuple[PrintingLine, ...]


def set_grades(session: Session, inspection: Inspection, command: SetGrades, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Scale and grades change together, so that a grade may be renamed.

    Raises Stale, QuestionHasFindings, or a refusal of `whole_scale` or `settle_questions`.
    """
    expect_version(inspection.code, inspection, command.version)
    scale = whole_scale(command.scale)
    old_scale = [grade.label for grade in inspection.scale]
    settled = settle_questions(inspection.questions, command.questions, old_scale, scale)
    _check_removed(session, inspection, command.questions)
    before = _grades_in_words(old_scale, inspection.questions)
    changes = difference(before, _grades_in_words(scale, settled))
    order = [question.id for question in inspection.questions]
    if [line.id for line in settled if line.id in order] != [each for each in order if each in _ids(settled)]:
        changes["Order"] = (_areas(inspection.questions), _areas(settled))
    if not changes:
        return False
    _place_grades(session, inspection, scale)
    _place_questions(session, inspection, settled)
    touch(inspection)
    flush(session)
    session.expire(inspection, ["recorded_scale", "recorded_questions"])
    record(session, Event.GRADES_CHANGED, by=by, subject=subject_of(inspection), changes=changes)
    return True


def set_printings(session: Session, inspection: Inspection, command: SetPrintings, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, UnknownPrinting or a refusal of `check_printings`."""
    expect_version(inspection.code, inspection, command.version)
    standing = {printing.id: printing for printing in inspection.printings}
    _check_printings(session, standing, command.printings)
    before = _printings_in_words(inspection.printings)
    for line in command.printings:
        if line.id is None:
            added = GradePrinting(priority=session.get_one(Priority, line.priority_id))
            added.from_on, added.to_on = line.from_on, line.to_on
            inspection.recorded_printings.append(added)
            continue
        printing = standing[line.id]
        if line.remove:
            printing.withdrawn_at = dates.now()
        else:
            printing.priority = session.get_one(Priority, line.priority_id)
            printing.from_on, printing.to_on = line.from_on, line.to_on
    changes = difference(before, _printings_in_words(inspection.printings))
    if not changes:
        return False
    touch(inspection)
    flush(session)
    session.expire(inspection, ["recorded_printings"])
    record(session, Event.PRINTING_CHANGED, by=by, subject=subject_of(inspection), changes=changes)
    return True


def _ids(lines: Sequence[QuestionLine]) -> set[int | None]:
    return {line.id for line in lines}


def _areas(questions: Sequence[Graded] | Sequence[QuestionLine]) -> str:
    return "; ".join(question.area for question in questions)


def _check_removed(session: Session, inspection: Inspection, lines: Sequence[QuestionLine]) -> None:
    areas = {question.id: question.area for question in inspection.questions}
    removed = [line.id for line in lines if line.remove and line.id is not None]
    if removed:
        # Locked, so that no finding comes to belong to one before this is committed.
        session.execute(
            select(GradedQuestion.id)
            .where(GradedQuestion.id.in_(removed))
            .order_by(GradedQuestion.id)
            .with_for_update()
        )
    for at, line in enumerate(lines):
        if line.remove and line.id is not None:
            wanted = select(Finding).where(Finding.question_id == line.id).order_by(Finding.number)
            references = [finding.reference for finding in session.scalars(wanted)]
            if references:
                raise QuestionHasFindings(at, areas[line.id], references)


def _place_grades(session: Session, inspection: Inspection, scale: Sequence[str]) -> None:
    for grade in inspection.scale:
        if grade.label in scale:
            grade.position += _OUT_OF_THE_WAY
        else:
            grade.withdrawn_at = dates.now()
    flush(session)
    recorded = {grade.label: grade for grade in inspection.recorded_scale}
    for position, label in enumerate(scale, start=1):
        if label in recorded:
            recorded[label].position, recorded[label].withdrawn_at = position, None
        else:
            inspection.recorded_scale.append(ScaleGrade(label=label, position=position))
    flush(session)


def _place_questions(session: Session, inspection: Inspection, settled: Sequence[QuestionLine]) -> None:
    standing = {question.id: question for question in inspection.questions}
    kept = {line.id for line in settled}
    for question in standing.values():
        if question.id in kept:
            # No two may share an area, even while they exchange theirs.
            question.area = f"{question.id}/{_OUT_OF_THE_WAY}"
        else:
            question.withdrawn_at = dates.now()
    flush(session)
    withdrawn = _withdrawn_by_area(inspection)
    for position, line in enumerate(settled, start=1):
        if line.id is not None:
            question = standing[line.id]
        else:
            question = withdrawn.get(line.area.casefold()) or GradedQuestion(inspection_id=inspection.id)
        question.withdrawn_at = None
        question.position, question.number, question.area = position, line.number, line.area
        question.theme, question.grade, question.basis, question.note = line.theme, line.grade, line.basis, line.note
        session.add(question)
    flush(session)


def _withdrawn_by_area(inspection: Inspection) -> dict[str, GradedQuestion]:
    """Those that come back when their area is typed again; of several with one area, the one withdrawn last."""
    withdrawn = [(each.withdrawn_at, each.id, each) for each in inspection.recorded_questions if each.withdrawn_at]
    return {question.area.casefold(): question for _, _, question in sorted(withdrawn, key=lambda each: each[:2])}


def _check_printings(session: Session, standing: dict[int, GradePrinting], lines: Sequence[PrintingLine]) -> None:
    ids = [line.id for line in lines if line.id is not None]
    if len(set(ids)) != len(ids) or not set(ids) <= standing.keys():
        raise UnknownPrinting
    if any(session.get(Priority, line.priority_id) is None for line in lines):
        raise UnknownPrinting
    untouched = [
        (None, PrintingLine(each.id, each.priority_id, each.from_on, each.to_on))
        for each in standing.values()
        if each.id not in ids
    ]
    check_printings([*untouched, *((at, line) for at, line in enumerate(lines) if not line.remove)])


def _grades_in_words(
    scale: Sequence[str], questions: Sequence[Graded] | Sequence[QuestionLine]
) -> dict[str, str | None]:
    words: dict[str, str | None] = {"Scale": ", ".join(scale) or None}
    for question in questions:
        more = (
            ("number", question.number),
            ("theme", question.theme),
            ("basis", question.basis),
            ("note", question.note),
        )
        said = [question.grade, *(f"{name}: {value}" for name, value in more if value)]
        words[question.area] = "; ".join(said)
    return words


def _printings_in_words(printings: Sequence[GradePrinting]) -> dict[str, str | None]:
    ordered = sorted(printings, key=lambda each: (each.from_on, each.priority.id))
    return {f"Printing {number}": _printing_in_words(each) for number, each in enumerate(ordered, start=1)}


def _printing_in_words(printing: GradePrinting) -> str:
    until = f"to {dates.long_date(printing.to_on)}" if printing.to_on else "on"
    priority = printing.priority
    return f"{priority.plan.code}, priority {priority.number}, from {dates.long_date(printing.from_on)} {until}"
