"""Answers added to comments that are published: to recommendations which those say nothing of (RULES 6).

What was published never changes. An addition is approved and published by itself, with a day of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.dates import long_date
from tracker.inspections.commands import subject_of
from tracker.inspections.commands_response import (
    AnswerLine,
    ApproveComments,
    approve_answer,
    check_answers,
    end_approval,
    expect_seal,
    expected,
    give_answer,
)
from tracker.inspections.models import Inspection, InspectionResponse
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries_response import as_recommendation, recommendations_of
from tracker.inspections.rules_approval import NothingToAdd, NothingToApprove, check_addition
from tracker.inspections.rules_response import CommentsStandAsPublished, NoCommentsYet
from tracker.writing import flush, touch


@dataclass(frozen=True, slots=True)
class DraftAdditions:
    """A recommendation that no line names keeps its answer."""

    version: int
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class PublishAdditions:
    version: int
    added_on: date


def draft_additions(session: Session, inspection: Inspection, command: DraftAdditions, *, by: Actor, on: date) -> bool:
    """Whether anything changed. The approval of an addition ends when its text changes.

    Raises Stale, NoCommentsYet, CommentsStandAsPublished, UnknownRecommendation or a refusal of `check_answer`.
    """
    response, published_on = _published(inspection, command.version)
    asked = recommendations_of(session, inspection.id)
    open_to = {finding.id: finding for finding in open_to_additions(asked)}
    if not command.answers or any(finding.answer and finding.answer.published_on for finding in _named(asked, command)):
        raise CommentsStandAsPublished(published_on)
    check_answers(command.answers, open_to)
    before = _texts(open_to.values())
    approvals = _approvals(open_to.values())
    for line in command.answers:
        give_answer(open_to[line.finding_id], line, by)
    texts = _texts(open_to.values())
    for finding in open_to.values():
        if texts[f"Answer to {finding.reference}"] != before[f"Answer to {finding.reference}"]:
            end_approval(finding)
    changes = difference(before, texts) | difference(approvals, _approvals(open_to.values()))
    if not changes:
        return False
    touch(response)
    flush(session)
    record(session, Event.COMMENTS_CHANGED, by=by, subject=subject_of(inspection), changes=changes)
    return True


def approve_additions(
    session: Session, inspection: Inspection, command: ApproveComments, *, by: Actor, on: date
) -> None:
    """The Commissioner approves every addition that is not approved as it stands. Raises Stale, NoCommentsYet or
    NothingToApprove.
    """
    response, _ = _published(inspection, command.version)
    expect_seal(session, inspection, command.seal)
    pending = to_approve(recommendations_of(session, inspection.id))
    if not pending:
        raise NothingToApprove
    before = _approvals(pending)
    for finding in pending:
        approve_answer(finding, by, on)
    touch(response)
    flush(session)
    changes = difference(before, _approvals(pending))
    record(session, Event.COMMENTS_APPROVED, by=by, subject=subject_of(inspection), changes=changes)


def publish_additions(
    session: Session, inspection: Inspection, command: PublishAdditions, *, by: Actor, on: date
) -> None:
    """Records that every approved addition was published. Raises Stale, NoCommentsYet, NothingToAdd or a refusal of
    `check_addition`.
    """
    response, published_on = _published(inspection, command.version)
    ready = to_publish(recommendations_of(session, inspection.id))
    if not ready:
        raise NothingToAdd
    check_addition(command.added_on, published_on, on)
    for finding in ready:
        if finding.answer is not None:
            finding.answer.published_on = command.added_on
    touch(response)
    flush(session)
    said = long_date(command.added_on)
    changes = {f"Answer to {finding.reference} published on": (None, said) for finding in ready}
    record(session, Event.COMMENTS_PUBLISHED, by=by, subject=subject_of(inspection), changes=changes)


def open_to_additions(asked: Sequence[Finding]) -> list[Finding]:
    """The recommendations that no published answer belongs to."""
    return [finding for finding in asked if finding.answer is None or finding.answer.published_on is None]


def to_approve(asked: Sequence[Finding]) -> list[Finding]:
    """Those whose answer is neither published nor approved as it stands."""
    pending = [finding for finding in open_to_additions(asked) if finding.answer is not None]
    return [finding for finding in pending if not as_recommendation(finding).is_approved]


def to_publish(asked: Sequence[Finding]) -> list[Finding]:
    """Those whose answer is approved as it stands and not published."""
    return [finding for finding in open_to_additions(asked) if as_recommendation(finding).is_approved]


def _published(inspection: Inspection, version: int) -> tuple[InspectionResponse, date]:
    response = expected(inspection, version)
    if response is None or response.published_on is None:
        raise NoCommentsYet
    return response, response.published_on


def _named(asked: Sequence[Finding], command: DraftAdditions) -> list[Finding]:
    named = {line.finding_id for line in command.answers}
    return [finding for finding in asked if finding.id in named]


def _texts(findings: Iterable[Finding]) -> dict[str, str | None]:
    return {
        f"Answer to {finding.reference}": f"{finding.answer.answer.label}: {finding.answer.text}"
        if finding.answer
        else None
        for finding in findings
    }


def _approvals(findings: Iterable[Finding]) -> dict[str, str | None]:
    said: dict[str, str | None] = {}
    for finding in findings:
        answer, words = finding.answer, None
        if answer is not None and answer.approved_on is not None:
            # With the wording: another approval on the same day is another approval.
            words = f"By {answer.approved_by} on {long_date(answer.approved_on)}, of “{answer.approved_wording}”"
        said[f"Approval of the answer to {finding.reference}"] = words
    return said
