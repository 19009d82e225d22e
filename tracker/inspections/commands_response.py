"""The Commissioner's comments on a report: drafted, approved, published and sent (RULES 6)."""

from __future__ import annotations

import hashlib
import json
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
from tracker.inspections.queries_response import as_recommendation, commented_on, recommendations_of
from tracker.inspections.rules import Answer
from tracker.inspections.rules_approval import ApprovalLapsed, Lapse, check_correction_of_day, lapse_since
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
    check_ready,
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
    """`seal`: of the text that was read (`seal_of`); None where the person read it elsewhere."""

    version: int
    seal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishComments:
    """When the comments were published, where, and when the copies went."""

    version: int
    published_on: date
    link: str | None = None
    sent_to_inspectors_on: date | None = None
    sent_to_secretary_on: date | None = None


def draft_comments(session: Session, inspection: Inspection, command: DraftComments, *, by: Actor, on: date) -> bool:
    """Whether anything changed. An approval ends when any text changes; the days alone leave it standing.

    Raises Stale, CommentsStandAsPublished, UnknownRecommendation, or a refusal of `check_draft` or `check_answer`.
    """
    response = expected(inspection, command.version)
    if response is not None and response.published_on is not None:
        raise CommentsStandAsPublished(response.published_on)
    check_draft(command, inspection.published_on, on)
    asked = {finding.id: finding for finding in recommendations_of(session, inspection.id)}
    check_answers(command.answers, asked)
    if response is None and not _says_something(command):
        return False
    before = _texts(response, asked)
    days_before = _days(response)
    response = response or InspectionResponse(inspection=inspection)
    session.add(response)
    response.invited_on, response.received_on = command.invited_on, command.received_on
    response.chief_constable_comments, response.comments = command.chief_constable_comments, command.comments
    for line in command.answers:
        give_answer(asked[line.finding_id], line, by)
    changes = difference(before, _texts(response, asked))
    if changes and response.approved_on is not None:
        changes["Approval"] = (_approval(response), None)
        response.approved_on = response.approved_by = None
        for finding in commented_on(session, inspection.id):
            end_approval(finding)
    changes |= difference(days_before, _days(response))
    if not changes:
        return False
    touch(response)
    flush(session)
    record(session, Event.COMMENTS_CHANGED, by=by, subject=subject_of(inspection), changes=changes)
    return True


def approve_comments(
    session: Session, inspection: Inspection, command: ApproveComments, *, by: Actor, on: date
) -> None:
    """The Commissioner approves what is there, word for word; again, when an earlier approval lapsed.

    Raises Stale, NoCommentsYet, AlreadyApproved or RecommendationsUnanswered.
    """
    response = expected(inspection, command.version)
    expect_seal(session, inspection, command.seal)
    if response is None or not response.comments:
        raise NoCommentsYet
    commented = commented_on(session, inspection.id)
    if response.approved_on is not None and not lapse_of(commented):
        raise AlreadyApproved(response.approved_by or "Somebody", response.approved_on)
    unanswered = unanswered_in(recommendations_of(session, inspection.id))
    if unanswered:
        raise RecommendationsUnanswered(unanswered)
    before = _approval(response) if response.approved_on is not None else None
    response.approved_on, response.approved_by = on, by.name
    for finding in commented:
        if as_recommendation(finding).is_asked:
            approve_answer(finding, by, on)
        else:
            end_approval(finding)
    touch(response)
    flush(session)
    changes = {"Approval": (before, _approval(response))}
    record(session, Event.COMMENTS_APPROVED, by=by, subject=subject_of(inspection), changes=changes)


def publish_comments(
    session: Session, inspection: Inspection, command: PublishComments, *, by: Actor, on: date
) -> bool:
    """Records the publication and the copies sent; done again, it corrects them.

    Raises Stale, NoCommentsYet, NoWebAddress, AdditionPublishedEarlier, or a refusal of `check_ready` or
    `check_publication`.
    """
    response = expected(inspection, command.version)
    if response is None:
        raise NoCommentsYet
    check_link(command.link, field="published_link")
    commented = commented_on(session, inspection.id)
    if response.published_on is None:
        check_ready(
            unanswered=unanswered_in(recommendations_of(session, inspection.id)),
            invited_on=response.invited_on,
            is_approved=response.approved_on is not None,
        )
        if lapse := lapse_of(commented):
            raise ApprovalLapsed(lapse)
    check_publication(command, report_on=inspection.published_on, invited_on=response.invited_on, on=on)
    before = _publication(response)
    _date_answers(commented, response.published_on, command.published_on)
    response.published_on, response.published_link = command.published_on, command.link
    response.sent_to_inspectors_on = command.sent_to_inspectors_on
    response.sent_to_secretary_on = command.sent_to_secretary_on
    changes = difference(before, _publication(response))
    if not changes:
        return False
    touch(response)
    flush(session)
    record(session, Event.COMMENTS_PUBLISHED, by=by, subject=subject_of(inspection), changes=changes)
    return True


def lapse_of(commented: Sequence[Finding]) -> Lapse:
    """What happened since the approval to the findings of `commented_on`, before the comments are published."""
    return lapse_since(as_recommendation(finding) for finding in commented)


def seal_of(session: Session, inspection: Inspection) -> str:
    """Stands for all that somebody who approves reads, so that nobody approves what changed since they opened it."""
    commented = commented_on(session, inspection.id)
    read = {finding.reference: finding.standing.text for finding in commented}
    texts = _texts(inspection.response, {finding.id: finding for finding in commented})
    return hashlib.sha256(json.dumps([read, texts], sort_keys=True).encode()).hexdigest()


def expect_seal(session: Session, inspection: Inspection, seal: str | None) -> None:
    """Raises Stale when what was read is no longer what is there."""
    if seal is not None and seal != seal_of(session, inspection):
        version = inspection.response.version if inspection.response else NOT_BEGUN
        raise Stale(f"The comments on {inspection.code}, or a recommendation they answer,", version, version)


def approve_answer(finding: Finding, by: Actor, on: date) -> None:
    """As it stands, with the wording of its finding today."""
    if finding.answer is not None:
        finding.answer.approved_wording = finding.standing.text
        finding.answer.approved_on, finding.answer.approved_by = on, by.name


def end_approval(finding: Finding) -> None:
    """Of an answer that is not published; what is published was approved."""
    answer = finding.recorded_answer
    if answer is not None and answer.published_on is None:
        answer.approved_wording = answer.approved_on = answer.approved_by = None


def unanswered_in(recommendations: Sequence[Finding]) -> list[str]:
    """The references of those that the comments say nothing of yet."""
    return [finding.reference for finding in recommendations if finding.answer is None]


def expected(inspection: Inspection, version: int) -> InspectionResponse | None:
    """The comments as the form opened them; None before anything was drafted. Raises Stale."""
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


def check_answers(lines: Sequence[AnswerLine], asked: Mapping[int, Finding]) -> None:
    """Raises UnknownRecommendation or a refusal of `check_answer`."""
    for at, line in enumerate(lines):
        if line.finding_id not in asked:
            raise UnknownRecommendation
        check_answer(at, line.answer, line.text)


def give_answer(finding: Finding, line: AnswerLine, by: Actor) -> None:
    """Neither answer nor text takes the answer away."""
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


def _date_answers(commented: Sequence[Finding], was: date | None, published_on: date) -> None:
    """The answers published with the comments bear their day, also when it is corrected.

    Raises AdditionPublishedEarlier.
    """
    if was is None:
        together = [finding.answer for finding in commented if as_recommendation(finding).is_asked]
    else:
        published = [finding.answer for finding in commented if finding.answer and finding.answer.published_on]
        added = [answer.published_on for answer in published if answer.published_on != was]
        check_correction_of_day(published_on, [day for day in added if day])
        together = [answer for answer in published if answer.published_on == was]
    for answer in together:
        if answer is not None:
            answer.published_on = published_on


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
