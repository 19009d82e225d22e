"""The Commissioner's comments on a report: drafted, approved, published and sent (RULES 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Stale
from tracker.inspections.commands import subject_of
from tracker.inspections.models import Inspection, InspectionResponse
from tracker.inspections.models_finding import Finding, FindingAnswer
from tracker.inspections.queries_response import recommendations_of
from tracker.inspections.rules import Answer
from tracker.inspections.rules_record import check_link
from tracker.inspections.rules_response import (
    AlreadyApproved,
    CommentsStandAsPublished,
    NoCommentsYet,
    RecommendationsUnanswered,
    UnknownRecommendation,
    check_answer,
    check_draft,
    check_publication,
)
from tracker.writing import expect_version, flush, touch

NOT_BEGUN = 0
"""The version a form carries that was opened before anything was drafted."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What is said of one recommendation; neither answer nor text: nothing yet."""

    finding_id: int
    answer: Answer | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftComments:
    """A recommendation that no line names keeps its answer."""

    version: int
    invited_on: date | None = None
    received_on: date | None = None
    chief_constable_comments: str | None = None
    comments: str | None = None
    answers: tuple[AnswerLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ApproveComments:
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishComments:
    """When the comments were published, where, and when the copies went."""

    version: int
    published_on: date
    link: str | None = None
    sent_to_inspectors_on: date | None = None
    sent_to_secretary_on: date | None = None


def draft_comments(session: Session, inspection: Inspection, command: DraftComments, *, by: Actor, on: date) -> None:
    """An approval lapses when any text changes; the days alone leave it standing.

    Raises Stale, CommentsStandAsPublished, UnknownRecommendation, or a refusal of `check_draft` or `check_answer`.
    """
    response = _expected(inspection, command.version)
    if response is not None and response.published_on is not None:
        raise CommentsStandAsPublished(response.published_on)
    check_draft(command, on)
    asked = {finding.id: finding for finding in recommendations_of(session, inspection.id)}
    _check_answers(command.answers, asked)
    if response is None and not _says_something(command):
        return
    before = _texts(response, asked)
    days_before = _days(response)
    response = response or InspectionResponse(inspection=inspection)
    session.add(response)
    response.invited_on, response.received_on = command.invited_on, command.received_on
    response.chief_constable_comments, response.comments = command.chief_constable_comments, command.comments
    for line in command.answers:
        _answer(asked[line.finding_id], line, by)
    changes = difference(before, _texts(response, asked))
    if changes and response.approved_on is not None:
        changes["Approval"] = (_approval(response), None)
        response.approved_on = response.approved_by = None
    changes |= difference(days_before, _days(response))
    if not changes:
        return
    touch(response)
    flush(session)
    record(session, Event.COMMENTS_CHANGED, by=by, subject=subject_of(inspection), changes=changes)


def approve_comments(
    session: Session, inspection: Inspection, command: ApproveComments, *, by: Actor, on: date
) -> None:
    """The Commissioner approves what is there, word for word.

    Raises Stale, NoCommentsYet, AlreadyApproved or RecommendationsUnanswered.
    """
    response = _expected(inspection, command.version)
    if response is None or not response.comments:
        raise NoCommentsYet
    if response.approved_on is not None:
        raise AlreadyApproved(response.approved_by or "Somebody", response.approved_on)
    unanswered = unanswered_in(recommendations_of(session, inspection.id))
    if unanswered:
        raise RecommendationsUnanswered(unanswered)
    response.approved_on, response.approved_by = on, by.name
    touch(response)
    flush(session)
    changes = {"Approval": (None, _approval(response))}
    record(session, Event.COMMENTS_APPROVED, by=by, subject=subject_of(inspection), changes=changes)


def publish_comments(
    session: Session, inspection: Inspection, command: PublishComments, *, by: Actor, on: date
) -> None:
    """Records the publication and the copies sent; done again, it corrects them.

    Raises Stale, NoCommentsYet, NoWebAddress or a refusal of `check_publication`.
    """
    response = _expected(inspection, command.version)
    if response is None:
        raise NoCommentsYet
    check_link(command.link, field="published_link")
    check_publication(
        command,
        report_on=inspection.published_on,
        is_approved=response.approved_on is not None,
        unanswered=unanswered_in(recommendations_of(session, inspection.id)),
        on=on,
    )
    before = _publication(response)
    response.published_on, response.published_link = command.published_on, command.link
    response.sent_to_inspectors_on = command.sent_to_inspectors_on
    response.sent_to_secretary_on = command.sent_to_secretary_on
    changes = difference(before, _publication(response))
    if changes:
        touch(response)
        flush(session)
        record(session, Event.COMMENTS_PUBLISHED, by=by, subject=subject_of(inspection), changes=changes)


def unanswered_in(recommendations: Sequence[Finding]) -> list[str]:
    """The references of those that the comments say nothing of yet."""
    return [finding.reference for finding in recommendations if finding.answer is None]


def _expected(inspection: Inspection, version: int) -> InspectionResponse | None:
    response = inspection.response
    name = f"The comments on {inspection.code}"
    if response is not None:
        expect_version(name, response, version)
    elif version != NOT_BEGUN:
        raise Stale(name, version, NOT_BEGUN)
    return response


def _says_something(command: DraftComments) -> bool:
    texts = (command.chief_constable_comments, command.comments, *(line.text for line in command.answers))
    return any((command.invited_on, command.received_on, *texts))


def _check_answers(lines: Sequence[AnswerLine], asked: Mapping[int, Finding]) -> None:
    for at, line in enumerate(lines):
        if line.finding_id not in asked:
            raise UnknownRecommendation
        check_answer(at, line.answer, line.text)


def _answer(finding: Finding, line: AnswerLine, by: Actor) -> None:
    recorded, standing = finding.recorded_answer, finding.answer
    if line.answer is None or line.text is None:
        if standing is not None:
            standing.withdrawn_at = dates.now()
            touch(standing)
    elif recorded is None:
        finding.recorded_answer = FindingAnswer(answer=line.answer, text=line.text, author=by.name)
    elif standing is None or (standing.answer, standing.text) != (line.answer, line.text):
        recorded.answer, recorded.text, recorded.author = line.answer, line.text, by.name
        recorded.withdrawn_at = None
        touch(recorded)


def _texts(response: InspectionResponse | None, asked: Mapping[int, Finding]) -> dict[str, str | None]:
    words: dict[str, str | None] = {
        "Chief constable’s comments": response.chief_constable_comments if response else None,
        "Commissioner’s comments": response.comments if response else None,
    }
    for finding in asked.values():
        answer = finding.answer
        words[f"Answer to {finding.reference}"] = f"{answer.answer.label}: {answer.text}" if answer else None
    return words


def _days(response: InspectionResponse | None) -> dict[str, str | None]:
    return {
        "Chief constable invited on": _day(response.invited_on if response else None),
        "Comments received on": _day(response.received_on if response else None),
    }


def _publication(response: InspectionResponse) -> dict[str, str | None]:
    return {
        "Published on": _day(response.published_on),
        "Link": response.published_link,
        "Copy sent to the inspectors on": _day(response.sent_to_inspectors_on),
        "Copy sent to the Secretary of State on": _day(response.sent_to_secretary_on),
    }


def _approval(response: InspectionResponse) -> str:
    return f"By {response.approved_by} on {_day(response.approved_on)}"


def _day(day: date | None) -> str | None:
    return dates.long_date(day) if day else None
