"""Commenting on a submitted report, answering, and saying why a problem may stand: each is one row of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import Period
from tracker.errors import Duplicate, Stale
from tracker.reports import queries_signoff as queries
from tracker.reports.commands_signoff import Seen, open_version, subject_of
from tracker.reports.models_signoff import ReportAnswer, ReportComment, ReportOverride
from tracker.reports.queries_signoff import Standing, is_resolved, standing_of
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_life import ReportKind
from tracker.reports.rules_review import (
    AlreadyOverridden,
    AlreadyResolved,
    NoReasonNeeded,
    NoReasonsLeft,
    check_answering,
    check_commenting,
    check_overriding,
)
from tracker.writing import flush, queue


@dataclass(frozen=True, slots=True)
class AddComment:
    """`version` is the number of the version that was read, `place` an anchor of the report and `heading` its words."""

    version: int
    place: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerComment:
    """One that `resolves` closes the comment."""

    version: int
    text: str
    resolves: bool


@dataclass(frozen=True, slots=True)
class OverrideProblem:
    """Why a problem may stand."""

    version: int
    problem: Problem
    reason: str


def add_comment(session: Session, kind: ReportKind, period: Period, command: AddComment, *, by: Actor) -> ReportComment:
    """Raises Stale where another version is open by now, or CommentsClosed."""
    found = _expect_open(session, kind, period, command.version, by=by)
    check_commenting(found.state)
    added = ReportComment(
        place=command.place,
        heading=command.heading,
        text=command.text,
        by=by.name,
        person_id=by.person_id,
        answers=[],
    )
    found.version.comments.append(added)
    flush(session)
    changes = {"Part": (None, command.heading), "Comment": (None, command.text)}
    record(session, Event.REPORT_COMMENTED, by=by, subject=subject_of(found.version), changes=changes, rows=(added,))
    return added


def answer_comment(
    session: Session, kind: ReportKind, period: Period, comment: ReportComment, command: AnswerComment, *, by: Actor
) -> ReportAnswer:
    """Raises Stale where another version is open by now, AnswersClosed, or AlreadyResolved."""
    found = _expect_open(session, kind, period, command.version, by=by)
    check_answering(found.state)
    session.refresh(comment, ["answers"])
    if is_resolved(comment):
        raise AlreadyResolved
    added = ReportAnswer(text=command.text, resolves=command.resolves, by=by.name, person_id=by.person_id)
    comment.answers.append(added)
    flush(session)
    changes = {
        "Part": (None, comment.heading),
        "Comment": (None, comment.text),
        "Answer": (None, command.text),
        "Resolved": (None, "yes" if command.resolves else "no"),
    }
    record(session, Event.REPORT_ANSWERED, by=by, subject=subject_of(found.version), changes=changes, rows=(added,))
    return added


def override_problem(
    session: Session, kind: ReportKind, period: Period, command: OverrideProblem, *, by: Actor
) -> ReportOverride:
    """Opens the first version where there is none. The problem must be one of the content as it is.

    Raises Stale, OverridesClosed, NoReasonNeeded or AlreadyOverridden.
    """
    problem = command.problem
    found = _expect_open(session, kind, period, command.version, by=by)
    check_overriding(found.state)
    if not problem.blocks:
        raise NoReasonNeeded
    session.refresh(found.version, ["overrides"])
    given = next((each for each in found.version.overrides if each.problem_key == problem.key), None)
    if given is not None:
        raise AlreadyOverridden(given.by)
    added = ReportOverride(
        problem_key=problem.key,
        problem=problem.words,
        reason=command.reason,
        by=by.name,
        person_id=by.person_id,
    )
    found.version.overrides.append(added)
    try:
        flush(session)
    except Duplicate as error:
        raise AlreadyOverridden("Somebody") from error
    changes = {"Problem": (None, problem.words)}
    record(
        session,
        Event.REPORT_OVERRIDDEN,
        by=by,
        subject=subject_of(found.version),
        changes=changes,
        reason=command.reason,
        rows=(added,),
    )
    return added


def repeat_reasons(
    session: Session, kind: ReportKind, period: Period, commands: Sequence[OverrideProblem], *, by: Actor
) -> int:
    """Reasons of the version before, given again by whoever gives them now; how many. Each is a row of the log.

    Raises as `override_problem`, or NoReasonsLeft where there is none.
    """
    if not commands:
        raise NoReasonsLeft
    for command in commands:
        override_problem(session, kind, period, command, by=by)
    return len(commands)


def _expect_open(session: Session, kind: ReportKind, period: Period, number: int, *, by: Actor) -> Standing:
    """The newest version as it stands now. Raises Stale where it is not the one of this number."""
    # Whoever acts now waits for the one before.
    queue(session)
    newest = queries.standing(session, kind, period)
    if newest is None:
        return open_version(session, kind, period, Seen(number, 0), by=by)
    if newest.number != number:
        raise Stale(f"The {kind.label.lower()} of {period.label}", number, newest.number)
    session.refresh(newest.version, ["moves"])
    return standing_of(newest.version)
