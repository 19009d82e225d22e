"""Recording what the Panel asks for and what comes of it; and the texts of its agendas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.accounts.rules import SettingInThePast
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Stale
from tracker.panel import queries, queries_plan
from tracker.panel.models import Meeting, StandingText
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import RequestKind, RequestState, TextKind
from tracker.panel.rules_plan import (
    AskedInTheFuture,
    ChangeNeedsReason,
    NotAnswered,
    RequestIsClosed,
    check_answered_on,
    check_due_on,
)
from tracker.writing import expect_version, flush, queue


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """`owner` in the words of the minutes, `owner_id` their account if they have one. `due_on` None: no day was set."""

    kind: RequestKind
    text: str
    minute: int | None
    owner: str
    owner_id: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    meeting_id: int
    facts: RequestFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """`reason`: why the owner or the day it is due changes."""

    version: int
    facts: RequestFacts
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest:
    version: int
    answered_on: date
    answer: str


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """`opened_at` is the id of the newest text of the kind the person saw, 0 for none."""

    kind: TextKind
    text: str
    effective_on: date
    opened_at: int


def record_request(session: Session, command: RecordRequest, *, by: Actor, on: date) -> PanelRequest:
    """Raises AskedInTheFuture or DueBeforeAsked."""
    meeting = session.get_one(Meeting, command.meeting_id)
    if meeting.day > on or meeting.is_cancelled:
        raise AskedInTheFuture
    check_due_on(meeting.day, command.facts.due_on)
    queue(session)
    request = PanelRequest(number=queries_plan.next_request_number(session), meeting=meeting)
    _fill(session, request, command.facts)
    session.add(request)
    flush(session)
    changes = difference({}, _words(request))
    record(session, Event.PANEL_REQUEST_RECORDED, by=by, subject=request.subject, changes=changes)
    return request


def change_request(session: Session, request: PanelRequest, command: ChangeRequest, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, RequestIsClosed, DueBeforeAsked or ChangeNeedsReason."""
    _expect(request, command.version)
    check_due_on(request.meeting.day, command.facts.due_on)
    before, agreed = _words(request), (request.owner, request.due_on)
    _fill(session, request, command.facts)
    if agreed != (request.owner, request.due_on) and not command.reason:
        raise ChangeNeedsReason
    changes = difference(before, _words(request))
    if not changes:
        return False
    flush(session)
    record(session, Event.PANEL_REQUEST_CHANGED, by=by, subject=request.subject, changes=changes, reason=command.reason)
    return True


def correct_request(session: Session, request: PanelRequest, command: ChangeRequest, *, by: Actor) -> None:
    """It was recorded wrongly; so also where it is answered. Raises Stale, RequestIsClosed or DueBeforeAsked."""
    expect_version(f"Request {request.number}", request, command.version)
    if request.state is RequestState.WITHDRAWN:
        raise RequestIsClosed(request.number, request.state)
    check_due_on(request.meeting.day, command.facts.due_on)
    before = _words(request)
    _fill(session, request, command.facts)
    flush(session)
    changes = difference(before, _words(request))
    record(session, Event.PANEL_REQUEST_CHANGED, by=by, subject=request.subject, changes=changes, reason=command.reason)


def answer_request(session: Session, request: PanelRequest, command: AnswerRequest, *, by: Actor, on: date) -> None:
    """Raises Stale, RequestIsClosed or AnsweredBeforeAsked."""
    _expect(request, command.version)
    check_answered_on(request.meeting.day, command.answered_on, on)
    request.answered_on, request.answer = command.answered_on, command.answer
    flush(session)
    changes = {"Answered on": (None, dates.long_date(command.answered_on)), "Answer": (None, command.answer)}
    record(session, Event.PANEL_REQUEST_ANSWERED, by=by, subject=request.subject, changes=changes)


def correct_answer(
    session: Session, request: PanelRequest, command: AnswerRequest, reason: str, *, by: Actor, on: date
) -> None:
    """The answer says something else; the log keeps what it said. Raises Stale, NotAnswered or AnsweredBeforeAsked."""
    before = _answer_of(request, command.version)
    check_answered_on(request.meeting.day, command.answered_on, on)
    request.answered_on, request.answer = command.answered_on, command.answer
    flush(session)
    changes = difference(before, _answer(request))
    record(session, Event.PANEL_ANSWER_CORRECTED, by=by, subject=request.subject, changes=changes, reason=reason)


def withdraw_answer(session: Session, request: PanelRequest, command: WithdrawRequest, *, by: Actor) -> None:
    """There is no answer any more: the request is open again. Raises Stale or NotAnswered."""
    before = _answer_of(request, command.version)
    request.answered_on, request.answer = None, None
    flush(session)
    changes = difference(before, _answer(request))
    record(
        session, Event.PANEL_ANSWER_WITHDRAWN, by=by, subject=request.subject, changes=changes, reason=command.reason
    )


def withdraw_request(session: Session, request: PanelRequest, command: WithdrawRequest, *, by: Actor, on: date) -> None:
    """Raises Stale or RequestIsClosed."""
    _expect(request, command.version)
    request.withdrawn_on, request.withdrawn_by, request.withdrawn_reason = on, by.name, command.reason
    flush(session)
    record(session, Event.PANEL_REQUEST_WITHDRAWN, by=by, subject=request.subject, reason=command.reason)


def renumber_request(session: Session, request: PanelRequest, minute: int, *, by: Actor) -> None:
    """Under another number of the minutes, because these were put in another order; answered or not."""
    before, request.minute = request.minute, minute
    flush(session)
    changes = {"Minute": (str(before) if before else None, str(minute))}
    record(session, Event.PANEL_REQUEST_CHANGED, by=by, subject=request.subject, changes=changes)


def set_text(session: Session, command: SetText, *, by: Actor, on: date) -> StandingText:
    """In force from its day on; what was stays in the history. Raises Stale or SettingInThePast."""
    newest = max((row.id for row in queries.text_history(session, command.kind)), default=0)
    if command.opened_at != newest:
        raise Stale(f"The text “{command.kind.label}”", command.opened_at, newest)
    if command.effective_on < on:
        raise SettingInThePast
    standing = queries.texts_on(session, command.effective_on).get(command.kind)
    row = StandingText(kind=command.kind, text=command.text, effective_on=command.effective_on, set_by=by.name)
    session.add(row)
    flush(session)
    changes = {
        "Text": (standing.text if standing else None, command.text),
        "From": (None, dates.long_date(command.effective_on)),
    }
    subject = f"standing text {command.kind.value}"
    record(session, Event.STANDING_TEXT_SET, by=by, subject=subject, changes=changes)
    return row


def check_open(request: PanelRequest) -> None:
    """Raises RequestIsClosed."""
    if request.state is not RequestState.OPEN:
        raise RequestIsClosed(request.number, request.state)


def _expect(request: PanelRequest, version: int) -> None:
    expect_version(f"Request {request.number}", request, version)
    check_open(request)


def check_answered(request: PanelRequest) -> None:
    """Raises NotAnswered."""
    if request.state is not RequestState.ANSWERED:
        raise NotAnswered(request.number)


def _answer_of(request: PanelRequest, version: int) -> dict[str, str | None]:
    """Its answer as the person saw it. Raises Stale or NotAnswered."""
    expect_version(f"Request {request.number}", request, version)
    check_answered(request)
    return _answer(request)


def _answer(request: PanelRequest) -> dict[str, str | None]:
    day = request.answered_on
    return {"Answered on": dates.long_date(day) if day else None, "Answer": request.answer}


def _fill(session: Session, request: PanelRequest, facts: RequestFacts) -> None:
    request.kind, request.text, request.minute = facts.kind, facts.text, facts.minute
    request.owner, request.due_on = facts.owner, facts.due_on
    request.account = session.get_one(Person, facts.owner_id) if facts.owner_id is not None else None


def _words(request: PanelRequest) -> dict[str, str | None]:
    return {
        "Kind": request.kind.label,
        "Asked at the meeting of": request.meeting.title,
        "Minute": str(request.minute) if request.minute else None,
        "Text": request.text,
        "Owner": request.owner,
        "Owner’s account": request.account.name if request.account else None,
        "Due": dates.long_date(request.due_on) if request.due_on else None,
    }
