"""What was decided under an item, and what somebody is to do. Every wording is kept; the newest counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.packs.commands_minutes_items import TAKEN_OUT, hold_item, touch_item
from tracker.packs.models_minutes import MinutesAction, MinutesDecision, MinutesItem
from tracker.packs.queries_minutes import action_at, decision_at
from tracker.packs.rules_minutes import Decision, check_decision
from tracker.panel.commands_requests import (
    ChangeRequest,
    RecordRequest,
    RequestFacts,
    WithdrawRequest,
    record_request,
)
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import RequestKind, RequestState
from tracker.reports.commands_panel_requests import change_request, withdraw_request
from tracker.writing import touch

REWORDED = "Changed in the draft minutes."


@dataclass(frozen=True, slots=True)
class SetDecision:
    """`version` is that of the item. `serial` None: a new decision."""

    version: int
    decision: Decision
    serial: int | None = None


@dataclass(frozen=True, slots=True)
class SetAction:
    """`kind`: as what a new one stands among the requests of the Panel."""

    version: int
    text: str
    owner: str
    due_on: date | None
    kind: RequestKind = RequestKind.REQUEST
    serial: int | None = None


@dataclass(frozen=True, slots=True)
class TakeOut:
    """`version` is that of the item."""

    version: int
    serial: int


def set_decision(session: Session, item: MinutesItem, command: SetDecision, *, by: Actor, on: date) -> bool:
    """Whether anything changed.

    Raises Stale, ConfirmedAlready, MinuteWithdrawnAlready, NotFound, MotionIncomplete, SecondedOneself, NotInTheRoom.
    """
    hold_item(session, item, command.version)
    wanted = command.decision
    check_decision(wanted, item.minutes.roll.sat)
    names = (wanted.proposer, wanted.seconder) if wanted.formal else (None, None)
    if command.serial is not None:
        stands = decision_at(item, command.serial)
        if (stands.text, stands.proposer, stands.seconder) == (wanted.text, *names):
            return False
    serial = command.serial or _next(item.all_decisions)
    row = MinutesDecision(serial=serial, text=wanted.text, proposer=names[0], seconder=names[1], gone=False, by=by.name)
    item.all_decisions.append(row)
    _done(session, item)
    # What was decided of an exempt item is exempt too; of an open one the minutes keep the words, not the log.
    record(session, Event.MINUTES_DECISION_SET, by=by, subject=item.subject, changes={"Decision": (None, str(serial))})
    return True


def withdraw_decision(session: Session, item: MinutesItem, command: TakeOut, *, by: Actor, on: date) -> None:
    """Raises Stale, ConfirmedAlready, MinuteWithdrawnAlready and NotFound."""
    hold_item(session, item, command.version)
    stands = decision_at(item, command.serial)
    row = MinutesDecision(
        serial=stands.serial,
        text=stands.text,
        proposer=stands.proposer,
        seconder=stands.seconder,
        gone=True,
        by=by.name,
    )
    item.all_decisions.append(row)
    _done(session, item)
    changes = {"Decision": (str(stands.serial), None)}
    record(session, Event.MINUTES_DECISION_WITHDRAWN, by=by, subject=item.subject, changes=changes)


def set_action(session: Session, item: MinutesItem, command: SetAction, *, by: Actor, on: date) -> bool:
    """Whether anything changed. One of an open item is recorded as a request of the Panel at once, or changes its own.

    Raises Stale, ConfirmedAlready, MinuteWithdrawnAlready, NotFound, RequestIsClosed for a request that was answered,
    and StandsOnReport for one that is a recommendation on an annual report.
    """
    hold_item(session, item, command.version)
    stands = action_at(item, command.serial) if command.serial is not None else None
    if stands is not None and (stands.text, stands.owner, stands.due_on) == (
        command.text,
        command.owner,
        command.due_on,
    ):
        return False
    request = _request(session, item, stands, command, by=by, on=on)
    serial = command.serial or _next(item.all_actions)
    item.all_actions.append(_action(serial, command, request, by=by))
    _done(session, item)
    changes = {"Action": (None, str(serial)), "Request": (None, str(request.number) if request is not None else None)}
    record(session, Event.MINUTES_ACTION_SET, by=by, subject=item.subject, changes=changes)
    return True


def withdraw_action(session: Session, item: MinutesItem, command: TakeOut, *, by: Actor, on: date) -> None:
    """With its request, if that is open.

    Raises Stale, ConfirmedAlready, MinuteWithdrawnAlready, NotFound, and StandsOnReport as `set_action`.
    """
    hold_item(session, item, command.version)
    stands = action_at(item, command.serial)
    row = MinutesAction(
        serial=stands.serial,
        text=stands.text,
        owner=stands.owner,
        due_on=stands.due_on,
        request=stands.request,
        gone=True,
        by=by.name,
    )
    item.all_actions.append(row)
    _done(session, item)
    changes = {"Action": (str(stands.serial), None)}
    record(session, Event.MINUTES_ACTION_WITHDRAWN, by=by, subject=item.subject, changes=changes)
    request = stands.request
    if request is not None and request.state is RequestState.OPEN:
        withdraw_request(session, request, WithdrawRequest(request.version, TAKEN_OUT), by=by, on=on)


def _request(
    session: Session, item: MinutesItem, stands: MinutesAction | None, command: SetAction, *, by: Actor, on: date
) -> PanelRequest | None:
    if item.is_exempt:
        return None
    before = stands.request if stands is not None else None
    facts = RequestFacts(
        kind=before.kind if before is not None else command.kind,
        text=command.text,
        minute=item.minutes.numbers[item.serial],
        owner=command.owner,
        owner_id=before.owner_id if before is not None else None,
        due_on=command.due_on,
    )
    if before is None:
        return record_request(session, RecordRequest(meeting_id=item.minutes.meeting_id, facts=facts), by=by, on=on)
    change_request(session, before, ChangeRequest(version=before.version, facts=facts, reason=REWORDED), by=by, on=on)
    return before


def _action(serial: int, command: SetAction, request: PanelRequest | None, *, by: Actor) -> MinutesAction:
    return MinutesAction(
        serial=serial,
        text=command.text,
        owner=command.owner,
        due_on=command.due_on,
        request=request,
        gone=False,
        by=by.name,
    )


def _next(rows: list[MinutesDecision] | list[MinutesAction]) -> int:
    return max((row.serial for row in rows), default=0) + 1


def _done(session: Session, item: MinutesItem) -> None:
    touch(item.minutes)
    touch_item(session, item)
