"""Correcting and taking back what was recorded on the road of an annual report. What was recorded stays in the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.rules import Changes, Event, difference
from tracker.dates import FinancialYear, long_date
from tracker.errors import NotFound
from tracker.panel.commands_requests import (
    AnswerRequest,
    ChangeRequest,
    RequestFacts,
    WithdrawRequest,
    correct_answer,
    correct_request,
    withdraw_answer,
    withdraw_request,
)
from tracker.panel.models import Meeting
from tracker.panel.rules_plan import NotAnswered
from tracker.reports.commands_road import expect, keep, said
from tracker.reports.models_road import (
    RecommendationCorrection,
    ReportNoneMade,
    ReportRecommendation,
    ReportReview,
    ResponseCorrection,
    ResponsePublication,
)
from tracker.reports.queries_road import Road
from tracker.reports.rules_road import (
    NoneMadeNowhere,
    ReviewedThere,
    check_out_on,
    check_place,
    check_responded_on,
    check_reviewed,
)
from tracker.reports.rules_road_corrections import (
    NothingCorrected,
    NotOut,
    OutBeforeResponse,
    RecommendedThere,
    ResponseStands,
    ResponseStillOut,
    check_reason,
)


@dataclass(frozen=True, slots=True)
class CorrectReview:
    """`number` is the id of the review that stands; `seen` as in every command of the road."""

    seen: int
    number: int
    meeting_id: int
    words: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class CorrectRecommendation:
    """`number` is that among what the Panel asked for, as in every command here that names a recommendation."""

    seen: int
    number: int
    text: str
    minute: int | None
    due_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class CorrectResponse:
    """`number` is that of the recommendation."""

    seen: int
    number: int
    on: date
    text: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class CorrectPublication:
    """`number` is that of the recommendation."""

    seen: int
    number: int
    on: date
    place: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """`number` is that of the recommendation, or the id of the review, or of the word that nothing was recommended."""

    seen: int
    number: int
    reason: str | None


def correct_review(
    session: Session, year: FinancialYear, command: CorrectReview, *, by: Actor, on: date
) -> ReportReview:
    """Raises Stale, NotFound, CorrectionNeedsReason, NothingCorrected, or as `record_review`; RecommendedThere."""
    reason = check_reason(command.reason)
    road = expect(session, year, command.seen)
    found = road.review(command.number)
    meeting = session.get(Meeting, command.meeting_id)
    if meeting is None:
        raise NotFound("meeting", str(command.meeting_id))
    if (meeting.id, command.words) == (found.meeting_id, found.words):
        raise NothingCorrected
    had = found.version
    if meeting.id != found.meeting_id:
        sent = road.sent
        check_reviewed(
            meeting.day, cancelled=meeting.is_cancelled, sent_on=sent.on if sent is not None else None, today=on
        )
        if road.is_reviewed_at(meeting):
            raise ReviewedThere
        _check_nothing_recommended(road, found)
        # The Panel can have had another version by the other day.
        had = road.version_at(meeting.day) or had
    added = ReportReview(
        version=had, meeting=meeting, words=command.words, supersedes_id=found.id, reason=reason, **said(by)
    )
    changes = {"Meeting": (found.meeting.title, meeting.title), "Note": (found.words, command.words)}
    keep(session, added, Event.REPORT_REVIEW_CORRECTED, found.version, changes, by, reason)
    return added


def withdraw_review(session: Session, year: FinancialYear, command: TakeBack, *, by: Actor) -> ReportReview:
    """Raises Stale, NotFound, CorrectionNeedsReason or RecommendedThere."""
    reason = check_reason(command.reason)
    road = expect(session, year, command.seen)
    found = road.review(command.number)
    _check_nothing_recommended(road, found)
    added = ReportReview(
        version=found.version,
        meeting=found.meeting,
        words=found.words,
        supersedes_id=found.id,
        taken_back=True,
        reason=reason,
        **said(by),
    )
    changes = {"Meeting": (found.meeting.title, None), "Note": (found.words, None)}
    keep(session, added, Event.REPORT_REVIEW_WITHDRAWN, found.version, changes, by, reason)
    return added


def withdraw_none_made(session: Session, year: FinancialYear, command: TakeBack, *, by: Actor) -> ReportNoneMade:
    """It is open again whether the Panel made recommendations.

    Raises Stale, NoneMadeNowhere, also where another word stands by now, or CorrectionNeedsReason.
    """
    reason = check_reason(command.reason)
    found = expect(session, year, command.seen).said_none
    if found is None or found.id != command.number:
        raise NoneMadeNowhere
    added = ReportNoneMade(
        version=found.version,
        on=found.on,
        words=found.words,
        supersedes_id=found.id,
        taken_back=True,
        reason=reason,
        **said(by),
    )
    changes = {"On": (long_date(found.on), None), "Note": (found.words, None)}
    keep(session, added, Event.REPORT_NONE_WITHDRAWN, found.version, changes, by, reason)
    return added


def correct_recommendation(
    session: Session, year: FinancialYear, command: CorrectRecommendation, *, by: Actor
) -> ReportRecommendation:
    """Raises Stale, NotFound, CorrectionNeedsReason, NothingCorrected or DueBeforeAsked."""
    reason = check_reason(command.reason)
    found = expect(session, year, command.seen).recommendation(command.number)
    request = found.request
    before = (request.text, request.minute, request.due_on)
    if (command.text, command.minute, command.due_on) == before:
        raise NothingCorrected
    facts = RequestFacts(
        kind=request.kind,
        text=command.text,
        minute=command.minute,
        owner=request.owner,
        owner_id=request.owner_id,
        due_on=command.due_on,
    )
    correct_request(session, request, ChangeRequest(version=request.version, facts=facts, reason=reason), by=by)
    after = (command.text, command.minute, command.due_on)
    _keep_recommendation(session, found, before, after, by, reason)
    return found


def withdraw_recommendation(
    session: Session, year: FinancialYear, command: TakeBack, *, by: Actor, on: date
) -> ReportRecommendation:
    """It waits for no response any more. Raises Stale, NotFound, CorrectionNeedsReason or ResponseStands."""
    reason = check_reason(command.reason)
    found = expect(session, year, command.seen).recommendation(command.number)
    check_withdrawable(found)
    request = found.request
    withdraw_request(session, request, WithdrawRequest(request.version, reason), by=by, on=on)
    _keep_recommendation(session, found, (request.text, request.minute, request.due_on), None, by, reason)
    return found


def check_withdrawable(found: ReportRecommendation) -> None:
    """Raises ResponseStands."""
    if found.request.answered_on is not None:
        raise ResponseStands(found.request.number)


def correct_response(
    session: Session, year: FinancialYear, command: CorrectResponse, *, by: Actor, on: date
) -> ReportRecommendation:
    """Raises Stale, NotFound, CorrectionNeedsReason, NothingCorrected, NotAnswered or RespondedBeforeMade."""
    reason = check_reason(command.reason)
    road = expect(session, year, command.seen)
    found = road.recommendation(command.number)
    request = found.request
    if (command.on, command.text) == (request.answered_on, request.answer):
        raise NothingCorrected
    if found.publication is not None and command.on > found.publication.on:
        raise OutBeforeResponse
    before = _response(found)
    check_responded_on(command.on, request.meeting.day, on)
    answer = AnswerRequest(version=request.version, answered_on=command.on, answer=command.text)
    correct_answer(session, request, answer, reason, by=by, on=on)
    changes = {
        "Recommendation": (None, f"{command.number}"),
        "Answered on": (long_date(before[0]), long_date(command.on)),
        "Answer": (before[1], command.text),
    }
    _keep_response(session, found, before, Event.REPORT_RESPONSE_CORRECTED, changes, by, reason)
    return found


def withdraw_response(session: Session, year: FinancialYear, command: TakeBack, *, by: Actor) -> ReportRecommendation:
    """The recommendation waits for a response again.

    Raises Stale, NotFound, CorrectionNeedsReason, NotAnswered or ResponseStillOut.
    """
    reason = check_reason(command.reason)
    road = expect(session, year, command.seen)
    found = road.recommendation(command.number)
    if found.publication is not None:
        raise ResponseStillOut(command.number)
    before = _response(found)
    withdraw_answer(session, found.request, WithdrawRequest(found.request.version, reason), by=by)
    changes = {
        "Recommendation": (None, f"{command.number}"),
        "Answered on": (long_date(before[0]), None),
        "Answer": (before[1], None),
    }
    _keep_response(session, found, before, Event.REPORT_RESPONSE_WITHDRAWN, changes, by, reason)
    return found


def correct_publication(
    session: Session, year: FinancialYear, command: CorrectPublication, *, by: Actor, on: date
) -> ResponsePublication:
    """Raises Stale, NotFound, CorrectionNeedsReason, NothingCorrected, NotOut, or as `publish_response`."""
    reason = check_reason(command.reason)
    road = expect(session, year, command.seen)
    found = road.recommendation(command.number)
    former = _publication(found)
    if (command.on, command.place) == (former.on, former.place):
        raise NothingCorrected
    check_out_on(command.on, _response(found)[0], on)
    check_place(command.place)
    added = ResponsePublication(
        recommendation=found, on=command.on, place=command.place, supersedes_id=former.id, reason=reason, **said(by)
    )
    changes = {
        "Recommendation": (None, f"{command.number}"),
        "Published on": (long_date(former.on), long_date(command.on)),
        "Where": (former.place, command.place),
    }
    keep(session, added, Event.REPORT_OUT_CORRECTED, found.version, changes, by, reason)
    return added


def withdraw_publication(session: Session, year: FinancialYear, command: TakeBack, *, by: Actor) -> ResponsePublication:
    """Raises Stale, NotFound, CorrectionNeedsReason or NotOut."""
    reason = check_reason(command.reason)
    road = expect(session, year, command.seen)
    found = road.recommendation(command.number)
    former = _publication(found)
    added = ResponsePublication(
        recommendation=found,
        on=former.on,
        place=former.place,
        supersedes_id=former.id,
        taken_back=True,
        reason=reason,
        **said(by),
    )
    changes = {
        "Recommendation": (None, f"{command.number}"),
        "Published on": (long_date(former.on), None),
        "Where": (former.place, None),
    }
    keep(session, added, Event.REPORT_OUT_WITHDRAWN, found.version, changes, by, reason)
    return added


def _check_nothing_recommended(road: Road, found: ReportReview) -> None:
    """Raises RecommendedThere, unless another review at the same meeting stands."""
    others = {each.meeting_id for each in road.reviews if each.id != found.id}
    made = [each.request.number for each in road.recommendations if each.request.meeting_id == found.meeting_id]
    if made and found.meeting_id not in others:
        raise RecommendedThere(made)


def _response(found: ReportRecommendation) -> tuple[date, str]:
    """The day and the words. Raises NotAnswered."""
    day, text = found.request.answered_on, found.request.answer
    if day is None or text is None:
        raise NotAnswered(found.request.number)
    return day, text


def _publication(found: ReportRecommendation) -> ResponsePublication:
    """That which stands. Raises NotOut."""
    if found.publication is None:
        raise NotOut(found.request.number)
    return found.publication


def _keep_recommendation(
    session: Session,
    found: ReportRecommendation,
    before: tuple[str, int | None, date | None],
    after: tuple[str, int | None, date | None] | None,
    by: Actor,
    reason: str,
) -> None:
    """`after` None: it is taken back."""
    added = RecommendationCorrection(
        recommendation=found,
        was=before[0],
        was_minute=before[1],
        was_due_on=before[2],
        taken_back=after is None,
        reason=reason,
        **said(by),
    )
    differs = difference(_told(before), _told(after or (None, None, None)))
    changes = {"Recommendation": (None, f"{found.request.number}"), **differs}
    event = Event.REPORT_RECOMMENDATION_WITHDRAWN if after is None else Event.REPORT_RECOMMENDATION_CORRECTED
    keep(session, added, event, found.version, changes, by, reason)


def _told(said_of: tuple[str | None, int | None, date | None]) -> dict[str, str | None]:
    """A recommendation in the words of the log."""
    text, minute, due_on = said_of
    return {
        "Text": text,
        "Minute": str(minute) if minute is not None else None,
        "Due": long_date(due_on) if due_on is not None else None,
    }


def _keep_response(
    session: Session,
    found: ReportRecommendation,
    before: tuple[date, str],
    event: Event,
    changes: Changes,
    by: Actor,
    reason: str,
) -> None:
    added = ResponseCorrection(
        recommendation=found,
        was_on=before[0],
        was=before[1],
        taken_back=event is Event.REPORT_RESPONSE_WITHDRAWN,
        reason=reason,
        **said(by),
    )
    keep(session, added, event, found.version, changes, by, reason)
