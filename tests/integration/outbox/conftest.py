"""Databases with messages in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tracker.db import make_engine, make_sessions
from tracker.outbox.commands import queue_message
from tracker.outbox.models import OutboxAttempt, OutboxMessage
from tracker.outbox.queries import attempts_of, standing_of
from tracker.outbox.rules import MessageState, NewMessage, Outcome
from tracker.writing import transaction


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions that commit, on an empty database of the test's own."""
    engine = make_engine(database_url)
    yield make_sessions(engine)
    engine.dispose()


def a_message(once: str = "1", *, to: str = "cath@example.org", **changes: str) -> NewMessage:
    values = {
        "kind": "report:submitted",
        "about": "/reports/highlight/2024-25-Q2",
        "to_address": to,
        "to_name": "Cath Ellery",
        "subject": "A report waits for you",
        "body": "The report of Quarter 2 was submitted.",
        "once": once,
    }
    return NewMessage(**(values | changes))


def queued(sessions: sessionmaker[Session], *messages: NewMessage) -> list[OutboxMessage]:
    with transaction(sessions) as session:
        return [queue_message(session, message) for message in messages or (a_message(),)]


def stands(sessions: sessionmaker[Session], message_id: int) -> tuple[MessageState, datetime | None]:
    with sessions() as session:
        row = standing_of(session, message_id)
        return row.state, row.due_at


def tries(sessions: sessionmaker[Session], message_id: int) -> list[tuple[Outcome, str]]:
    with sessions() as session:
        found: list[OutboxAttempt] = list(attempts_of(session, message_id))
        return [(each.outcome, each.words) for each in found]
