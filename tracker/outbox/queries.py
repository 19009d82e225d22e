"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.errors import NotFound
from tracker.outbox.models import OutboxAttempt, OutboxMessage, OutboxRequest, OutboxStanding
from tracker.outbox.rules import MessageState, NewMessage

PAGE_SIZE: Final = 50
LARGEST_KEY: Final = 2**31 - 1
"""An address can name any number; the database's keys end here."""


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """Messages, newest first, each with the last try. `counts` has every state, whichever is asked for."""

    rows: Sequence[tuple[OutboxStanding, OutboxAttempt | None]]
    counts: dict[MessageState, int]
    page: int
    pages: int
    total: int


def queued_already(session: Session, message: NewMessage) -> OutboxMessage | None:
    """The message of this kind, about this record and to this person, when there is one."""
    row = OutboxMessage
    return session.scalars(
        select(row).where(
            row.kind == message.kind,
            row.about == message.about,
            row.to_address == message.to_address,
            row.once == message.once,
        )
    ).one_or_none()


def is_told(session: Session, about: str, to_address: str, mark: str) -> bool:
    """Whether there is a message about this record to this person whose `once` holds a mark, of whatever kind."""
    row = OutboxMessage
    wanted = select(row.id).where(
        row.about == about, row.to_address == to_address.lower(), row.once.contains(mark, autoescape=True)
    )
    return session.scalars(wanted.limit(1)).first() is not None


def next_due(session: Session, now: datetime) -> OutboxStanding | None:
    """The message that has been due longest and is nobody's. Its row stays locked until the transaction ends."""
    row = OutboxStanding
    return session.scalars(
        select(row)
        .join(row.message)
        .options(contains_eager(row.message))
        .where(
            row.state == MessageState.WAITING,
            row.due_at <= now,
            or_(row.taken_until.is_(None), row.taken_until <= now),
        )
        .order_by(row.due_at, row.message_id)
        .limit(1)
        .with_for_update(of=row, skip_locked=True)
    ).one_or_none()


def standing_of(session: Session, message_id: int) -> OutboxStanding:
    """The standing with its message. Raises NotFound."""
    found = session.get(OutboxStanding, min(message_id, LARGEST_KEY), options=[joinedload(OutboxStanding.message)])
    if found is None:
        raise NotFound("message", str(message_id))
    return found


def attempts_of(session: Session, message_id: int) -> Sequence[OutboxAttempt]:
    """Every try, oldest first."""
    return session.scalars(
        select(OutboxAttempt).where(OutboxAttempt.message_id == message_id).order_by(OutboxAttempt.id)
    ).all()


def requests_of(session: Session, message_id: int) -> Sequence[OutboxRequest]:
    """Every time somebody had it sent again, oldest first."""
    return session.scalars(
        select(OutboxRequest).where(OutboxRequest.message_id == message_id).order_by(OutboxRequest.id)
    ).all()


def outbox_page(session: Session, state: MessageState | None, page: int) -> OutboxPage:
    """One page of the messages in a state, or of all. Three queries; a page beyond the last is the last."""
    row = OutboxStanding
    found = session.execute(select(row.state, func.count()).group_by(row.state))
    counts = dict.fromkeys(MessageState, 0) | {each: int(number) for each, number in found}
    total = counts[state] if state else sum(counts.values())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page, pages)
    wanted = select(row).join(row.message).options(contains_eager(row.message))
    if state:
        wanted = wanted.where(row.state == state)
    shown = session.scalars(
        wanted.order_by(row.message_id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    last = _last_attempts(session, [each.message_id for each in shown])
    return OutboxPage([(each, last.get(each.message_id)) for each in shown], counts, page, pages, total)


def _last_attempts(session: Session, message_ids: Sequence[int]) -> dict[int, OutboxAttempt]:
    newest = (
        select(func.max(OutboxAttempt.id))
        .where(OutboxAttempt.message_id.in_(message_ids))
        .group_by(OutboxAttempt.message_id)
    )
    found = session.scalars(select(OutboxAttempt).where(OutboxAttempt.id.in_(newest)).order_by(OutboxAttempt.id))
    return {each.message_id: each for each in found}
