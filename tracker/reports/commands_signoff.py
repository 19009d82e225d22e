"""What is done with a version of a report, apart from signing it: each act is one move, and one row of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Changes, Event
from tracker.dates import FinancialYear, Period, long_date
from tracker.errors import Duplicate, Stale
from tracker.plan.models import Priority
from tracker.plan.rules import has_words
from tracker.reports import queries_signoff as queries
from tracker.reports.commands_mail import tell
from tracker.reports.models_signoff import PriorityReady, Report, ReportMove, ReportVersion
from tracker.reports.queries_road import road_of
from tracker.reports.queries_signoff import Standing, standing_of
from tracker.reports.rules_approval import Approved
from tracker.reports.rules_life import (
    FIRST_VERSION,
    Move,
    ReportKind,
    check_published_on,
    check_publishing,
    check_return,
    check_revoking,
    check_sent_on,
    next_state,
    next_version,
    within,
)
from tracker.reports.rules_ready import AlreadySaid, NoPlan, NotAllReady
from tracker.reports.rules_road import check_road
from tracker.writing import flush, queue

EVENTS: Mapping[Move, Event] = {
    Move.SUBMIT: Event.REPORT_SUBMITTED,
    Move.TAKE_BACK: Event.REPORT_TAKEN_BACK,
    Move.RETURN: Event.REPORT_RETURNED,
    Move.SIGN: Event.REPORT_SIGNED,
    Move.SEND: Event.REPORT_SENT,
    Move.PUBLISH: Event.REPORT_PUBLISHED,
    Move.REVOKE: Event.REPORT_REVOKED,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """The version a person saw, and how many moves it had then; a form carries both."""

    number: int
    moves: int

    @classmethod
    def of(cls, standing: Standing | None) -> Seen:
        """What is there now; before anything was done it is version 1 without a move."""
        return cls(standing.number, len(standing.version.moves)) if standing else cls(FIRST_VERSION, 0)


@dataclass(frozen=True, slots=True)
class Submit:
    """`as_at` is the day the report is as at from now on, `content_hash` that of its content as at that day.

    `waiting` are the priorities whose leads have not said that they are ready, `has_plan` whether it reports on a plan,
    `parts` what of it the Commissioner approves, by the hash of each part.
    """

    seen: Seen
    as_at: date
    content_hash: str
    words: str | None = None
    waiting: tuple[str, ...] = ()
    has_plan: bool = True
    parts: Mapping[Approved, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """A move without more to say than a note or a reason."""

    seen: Seen
    words: str | None = None


@dataclass(frozen=True, slots=True)
class DatedAct:
    """Sending or publishing, on a day."""

    seen: Seen
    on: date
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Publishing:
    """Publishing: what keeps a report from the public is worked out by the caller from the signed content.

    `withheld` names measures with a marking nobody has cleared; `lapsed`: the records were corrected since. `reason`
    says why an annual report is published before everything the law asks first is recorded.
    """

    seen: Seen
    on: date
    withheld: tuple[str, ...]
    lapsed: bool
    reason: str | None = None


def submit(session: Session, kind: ReportKind, period: Period, command: Submit, *, by: Actor, on: date) -> Standing:
    """Opens the first version where there is none. Raises Stale, MoveRefused, NoPlan or NotAllReady."""
    found = open_version(session, kind, period, command.seen, by=by)
    if not command.has_plan:
        raise NoPlan(period.label, "year" if kind.is_of_a_year else "quarter")
    if command.waiting:
        raise NotAllReady(command.waiting)
    move = ReportMove(
        move=Move.SUBMIT, on=on, as_at=command.as_at, content_hash=command.content_hash, words=_kept(command.words)
    )
    changes = {"As at": (None, long_date(command.as_at)), "Content": (None, command.content_hash)}
    return add_move(session, found, move, by=by, changes=changes, parts=command.parts)


def take_back(session: Session, kind: ReportKind, period: Period, command: Act, *, by: Actor, on: date) -> Standing:
    """Back to a draft, before anybody decided. Raises Stale or MoveRefused."""
    found = expect(session, kind, period, command.seen)
    return add_move(session, found, ReportMove(move=Move.TAKE_BACK, on=on, words=_kept(command.words)), by=by)


def send_back(session: Session, kind: ReportKind, period: Period, command: Act, *, by: Actor, on: date) -> Standing:
    """Returned with comments. Raises Stale, MoveRefused or CommentNeeded."""
    found = expect(session, kind, period, command.seen)
    next_state(found.state, Move.RETURN, found.number)
    check_return(command.words, len(found.open_comments))
    return add_move(session, found, ReportMove(move=Move.RETURN, on=on, words=_kept(command.words)), by=by)


def revoke(session: Session, kind: ReportKind, period: Period, command: Act, *, by: Actor, on: date) -> Standing:
    """The version stays readable; the next one opens as a draft. Raises Stale, MoveRefused or RevokingNeedsReason."""
    found = expect(session, kind, period, command.seen)
    next_state(found.state, Move.REVOKE, found.number)
    check_revoking(command.words)
    revoked = add_move(session, found, ReportMove(move=Move.REVOKE, on=on, words=_kept(command.words)), by=by)
    opened = _add_version(session, revoked.version.report, next_version(revoked.number, revoked.state), by=by)
    return standing_of(opened)


def record_sent(
    session: Session, kind: ReportKind, period: Period, command: DatedAct, *, by: Actor, on: date
) -> Standing:
    """Raises Stale, MoveRefused, ActInTheFuture or ActTooEarly."""
    found = expect(session, kind, period, command.seen)
    next_state(found.state, Move.SEND, found.number)
    check_sent_on(command.on, _day_of(found, Move.SIGN), on)
    changes = {"Sent on": (None, long_date(command.on))}
    return add_move(
        session, found, ReportMove(move=Move.SEND, on=command.on, words=_kept(command.words)), by=by, changes=changes
    )


def publish(
    session: Session, kind: ReportKind, period: Period, command: Publishing, *, by: Actor, on: date
) -> Standing:
    """Raises Stale, MoveRefused, ActInTheFuture, ActTooEarly, MarkingUnresolved, ApprovalLapsed or RoadUnfinished."""
    found = expect(session, kind, period, command.seen)
    next_state(found.state, Move.PUBLISH, found.number)
    check_published_on(command.on, _day_of(found, Move.SEND), on)
    check_publishing(command.withheld, lapsed=command.lapsed, version=found.number)
    changes: dict[str, tuple[None, str]] = {"Published on": (None, long_date(command.on))}
    missing = road_of(session, period).missing if isinstance(period, FinancialYear) else ()
    check_road(missing, command.reason)
    if missing:
        changes["Before"] = (None, "; ".join(missing))
    move = ReportMove(move=Move.PUBLISH, on=command.on, words=_kept(command.reason) if missing else None)
    return add_move(session, found, move, by=by, changes=changes)


def say_ready(
    session: Session, period: Period, priority: Priority, seen: Seen, *, is_ready: bool, by: Actor
) -> Standing:
    """A lead says that their priority is ready, or takes it back. Raises Stale, MoveRefused or AlreadySaid."""
    found = open_version(session, ReportKind.HIGHLIGHT, period, seen, by=by)
    next_state(found.state, Move.SUBMIT, found.number)
    said = queries.ready_priorities(found.version).get(priority.id)
    if (said is not None and said.is_ready) == is_ready:
        raise AlreadySaid(is_ready)
    word = PriorityReady(priority=priority, is_ready=is_ready, by=by.name, person_id=by.person_id)
    found.version.ready.append(word)
    flush(session)
    event = Event.PRIORITY_READY if is_ready else Event.PRIORITY_NOT_READY
    changes = {"Priority": (None, f"{priority.number}. {priority.title}")}
    record(session, event, by=by, subject=subject_of(found.version), changes=changes, rows=(word,))
    return found


def subject_of(version: ReportVersion) -> str:
    """What the log calls a version: "highlight-2024-25-Q2", from the second on "highlight-2024-25-Q2/2"."""
    name = f"{version.report.kind.value}-{version.report.period}"
    return name if version.number == FIRST_VERSION else f"{name}/{version.number}"


def expect(session: Session, kind: ReportKind, period: Period, seen: Seen) -> Standing:
    """The newest version as the person saw it. Raises Stale where it moved on, NotFound where there is none."""
    # Whoever acts now waits for the one before.
    queue(session)
    found = queries.version(session, kind, period, seen.number)
    session.refresh(found.version, ["moves"])
    found = standing_of(found.version)
    if len(found.version.moves) != seen.moves:
        raise Stale(f"The {kind.label.lower()} of {within(period.label)}", seen.moves, len(found.version.moves))
    return found


def open_version(session: Session, kind: ReportKind, period: Period, seen: Seen, *, by: Actor) -> Standing:
    """As `expect`; the first version is opened where nothing was ever done with the report."""
    queue(session)
    if queries.standing(session, kind, period) is None and seen == Seen(FIRST_VERSION, 0):
        created = Report(kind=kind, period=period.key, versions=[])
        session.add(created)
        flush(session)
        return standing_of(_add_version(session, created, FIRST_VERSION, by=by))
    return expect(session, kind, period, seen)


def add_move(
    session: Session,
    found: Standing,
    move: ReportMove,
    *,
    by: Actor,
    changes: Changes | None = None,
    parts: Mapping[Approved, str] | None = None,
) -> Standing:
    """The move, its row of the log, and the messages to those who are told of it; `parts` as in `Submit`.

    Raises MoveRefused, or Stale where somebody else's took its place.
    """
    state = next_state(found.state, move.move, found.number)
    move.position = len(found.version.moves) + 1
    move.by, move.person_id = by.name, by.person_id
    found.version.moves.append(move)
    try:
        flush(session)
    except Duplicate as error:
        raise Stale("The report", move.position - 1, move.position) from error
    moved = {"State": (found.state.label, state.label), **(changes or {})}
    rows = [move, *([move.signature] if move.move is Move.SIGN and move.signature else [])]
    event = EVENTS[move.move]
    record(session, event, by=by, subject=subject_of(found.version), changes=moved, reason=move.words, rows=rows)
    reached = standing_of(found.version)
    tell(session, reached, move, event, parts)
    return reached


def _add_version(session: Session, report: Report, number: int, *, by: Actor) -> ReportVersion:
    version = ReportVersion(report=report, number=number, moves=[], comments=[], overrides=[], ready=[])
    session.add(version)
    flush(session)
    rows = (report, version) if number == FIRST_VERSION else (version,)
    record(session, Event.REPORT_OPENED, by=by, subject=subject_of(version), rows=rows)
    return version


def _day_of(found: Standing, move: Move) -> date:
    done = queries.newest(found.version, move)
    if done is None:
        raise AssertionError(f"{found.state} without a {move}")
    return done.on


def _kept(words: str | None) -> str | None:
    return words.strip() if words is not None and has_words(words) else None
