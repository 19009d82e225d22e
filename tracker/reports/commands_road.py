"""What is recorded of an annual report on the road the law lays for it: each act is rows, and one row of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Changes, Event
from tracker.dates import FinancialYear, long_date
from tracker.db import Base
from tracker.errors import Duplicate, NotFound, Stale
from tracker.panel.commands_requests import AnswerRequest, RecordRequest, RequestFacts, answer_request, record_request
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import RequestKind
from tracker.reports.commands_signoff import subject_of
from tracker.reports.models_road import ReportNoneMade, ReportRecommendation, ReportReview, ResponsePublication
from tracker.reports.models_signoff import ReportVersion
from tracker.reports.queries_road import Road, recommendable, road_of
from tracker.reports.rules_road import (
    BothRecommendations,
    NoneMadeAlready,
    NoRecommendation,
    NotRecommendedThere,
    NotResponded,
    NotReviewed,
    NotSent,
    RecommendationsStand,
    RespondedAlready,
    ResponseIsOut,
    ReviewedThere,
    check_out_on,
    check_place,
    check_responded_on,
    check_reviewed,
    check_said_on,
)
from tracker.writing import flush, queue

PCC = "PCC"
"""Who owes the response to a recommendation: section 12 asks it of the commissioner."""


@dataclass(frozen=True, slots=True)
class RecordReview:
    """`seen` is how many acts were recorded on the road when the form was opened, as in every command here."""

    seen: int
    meeting_id: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Recommend:
    """A new recommendation in its words, or one that stands already among what the Panel asked for, by its id.

    `meeting_id` and `minute` are of a new one; without a meeting it is the last that reviewed the report.
    """

    seen: int
    text: str | None = None
    request_id: int | None = None
    meeting_id: int | None = None
    minute: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SayNoneMade:
    seen: int
    on: date
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Respond:
    """`number` is that of the recommendation among what the Panel asked for."""

    seen: int
    number: int
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class PublishResponse:
    """`place` says where it can be read."""

    seen: int
    number: int
    on: date
    place: str


def record_review(session: Session, year: FinancialYear, command: RecordReview, *, by: Actor, on: date) -> ReportReview:
    """Raises Stale, NotSent, NotThatMeeting, ReviewedBeforeSent or ReviewedThere."""
    road = expect(session, year, command.seen)
    meeting = session.get(Meeting, command.meeting_id)
    if meeting is None:
        raise NotFound("meeting", str(command.meeting_id))
    sent = road.sent
    check_reviewed(meeting.day, cancelled=meeting.is_cancelled, sent_on=sent.on if sent is not None else None, today=on)
    had = road.version_at(meeting.day)
    if had is None:
        raise NotSent
    if road.is_reviewed_at(meeting):
        raise ReviewedThere
    added = ReportReview(version=had, meeting=meeting, words=command.words, **said(by))
    changes = {"Meeting": (None, meeting.title), "Version": (None, f"{had.number}"), "Note": (None, command.words)}
    keep(session, added, Event.REPORT_REVIEWED, had, changes, by)
    return added


def recommend(
    session: Session, year: FinancialYear, command: Recommend, *, by: Actor, on: date
) -> ReportRecommendation:
    """Raises Stale, NotReviewed, NoRecommendation, BothRecommendations or NotRecommendedThere."""
    road = expect(session, year, command.seen)
    if not road.reviews:
        raise NotReviewed
    request = _request(session, road, command, by, on)
    version = road.versions[-1]
    added = ReportRecommendation(version=version, request=request, **said(by))
    changes = {
        "Recommendation": (None, f"{request.number}"),
        "Made at the meeting of": (None, request.meeting.title),
        "Text": (None, request.text),
    }
    try:
        keep(session, added, Event.REPORT_RECOMMENDED, version, changes, by)
    except Duplicate as error:
        raise NotRecommendedThere from error
    return added


def say_none_made(
    session: Session, year: FinancialYear, command: SayNoneMade, *, by: Actor, on: date
) -> ReportNoneMade:
    """Raises Stale, NotReviewed, RecommendationsStand, NoneMadeAlready or SaidBeforeReviewed."""
    road = expect(session, year, command.seen)
    if not road.reviews:
        raise NotReviewed
    if road.recommendations:
        raise RecommendationsStand(len(road.recommendations))
    if road.said_none is not None:
        raise NoneMadeAlready(road.said_none.on)
    check_said_on(command.on, road.meetings[0].day, on)
    version = road.versions[-1]
    added = ReportNoneMade(version=version, on=command.on, words=command.words, **said(by))
    changes = {"On": (None, long_date(command.on)), "Note": (None, command.words)}
    keep(session, added, Event.REPORT_NONE_MADE, version, changes, by)
    return added


def respond(session: Session, year: FinancialYear, command: Respond, *, by: Actor, on: date) -> ReportRecommendation:
    """Raises NotFound for what is no recommendation on this report, Stale, RespondedAlready or RespondedBeforeMade."""
    road = expect(session, year, command.seen)
    found = road.recommendation(command.number)
    check_waits(found)
    check_responded_on(command.on, found.request.meeting.day, on)
    answer = AnswerRequest(version=found.request.version, answered_on=command.on, answer=command.text)
    answer_request(session, found.request, answer, by=by, on=on)
    changes = {
        "Recommendation": (None, f"{command.number}"),
        "Answered on": (None, long_date(command.on)),
        "Answer": (None, command.text),
    }
    record(session, Event.REPORT_RESPONDED, by=by, subject=subject_of(road.versions[-1]), changes=changes)
    return found


def check_waits(found: ReportRecommendation) -> None:
    """Raises RespondedAlready."""
    if found.request.answered_on is not None:
        raise RespondedAlready(found.request.number, found.request.answered_on)


def publish_response(
    session: Session, year: FinancialYear, command: PublishResponse, *, by: Actor, on: date
) -> ResponsePublication:
    """Raises NotFound, Stale, NotResponded, ResponseIsOut, OutBeforeGiven or NoSuchPlace."""
    road = expect(session, year, command.seen)
    found = road.recommendation(command.number)
    if found.publication is not None:
        raise ResponseIsOut(command.number, found.publication.on)
    if found.request.answered_on is None:
        raise NotResponded(command.number)
    check_out_on(command.on, found.request.answered_on, on)
    check_place(command.place)
    added = ResponsePublication(recommendation=found, on=command.on, place=command.place, **said(by))
    changes = {
        "Recommendation": (None, f"{command.number}"),
        "Published on": (None, long_date(command.on)),
        "Where": (None, command.place),
    }
    keep(session, added, Event.REPORT_RESPONSE_OUT, found.version, changes, by)
    return added


def _request(session: Session, road: Road, command: Recommend, by: Actor, on: date) -> PanelRequest:
    """What the Panel asked for: chosen, or recorded now."""
    if command.request_id is not None and command.text:
        raise BothRecommendations
    if command.request_id is not None:
        found = (each for each in recommendable(session, road) if each.id == command.request_id)
        chosen = next(found, None)
        if chosen is None:
            raise NotRecommendedThere
        return chosen
    if not command.text:
        raise NoRecommendation
    meetings = {each.id: each for each in road.meetings}
    meeting = meetings.get(command.meeting_id or road.meetings[-1].id, road.meetings[-1])
    facts = RequestFacts(
        kind=RequestKind.RECOMMENDATION,
        text=command.text,
        minute=command.minute,
        owner=PCC,
        owner_id=None,
        due_on=command.due_on,
    )
    return record_request(session, RecordRequest(meeting_id=meeting.id, facts=facts), by=by, on=on)


def expect(session: Session, year: FinancialYear, seen: int) -> Road:
    """The road as the person saw it. Raises NotFound where nothing was done with the report, and Stale."""
    # Whoever acts now waits for the one before.
    queue(session)
    road = road_of(session, year)
    if road.report is None:
        raise NotFound("annual report of", year.label)
    if road.recorded != seen:
        raise Stale(f"What is recorded of the annual report of {year.key}", seen, road.recorded)
    return road


def said(by: Actor) -> dict[str, str | int | None]:
    """The columns that tell who did it."""
    return {"by": by.name, "person_id": by.person_id}


def keep(
    session: Session,
    added: Base,
    event: Event,
    version: ReportVersion,
    changes: Changes,
    by: Actor,
    reason: str | None = None,
) -> None:
    """The row, and its row of the log."""
    session.add(added)
    flush(session)
    record(session, event, by=by, subject=subject_of(version), changes=changes, reason=reason, rows=(added,))
