"""Two people at once: nobody's change is lost, and no reference is given twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import TODAY, due_period, make_cast, make_deliverable, make_priority
from tracker.access import SYSTEM
from tracker.audit.queries import first_broken
from tracker.db import make_engine, make_sessions
from tracker.errors import DomainError, Stale
from tracker.plan import queries
from tracker.plan.commands import CreateDeliverable, RecordProgress, create_deliverable, record_progress
from tracker.writing import transaction

WRITERS = 4

Sessions = sessionmaker[Session]


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    engine = make_engine(database_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def prepared(sessions: Sessions) -> CreateDeliverable:
    """A priority with one deliverable; what asks for another one."""
    with transaction(sessions) as session:
        cast = make_cast(session)
        priority = make_priority(session, lead=cast.lead)
        make_deliverable(session, priority, cast.officer)
        return CreateDeliverable("Open a station", priority.id, None, cast.officer.id, due_period(), None)


def all_at_once(sessions: Sessions, act: Callable[[Session, int], object]) -> list[DomainError | None]:
    """What each writer was refused, if anything."""
    start = Barrier(WRITERS, timeout=30)

    def write(number: int) -> DomainError | None:
        start.wait()
        try:
            with transaction(sessions) as session:
                act(session, number)
        except DomainError as error:
            return error
        return None

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(write, range(WRITERS)))


def test_everybody_who_adds_a_deliverable_gets_a_reference_of_their_own(
    sessions: Sessions, prepared: CreateDeliverable
) -> None:
    refused = all_at_once(sessions, lambda session, _: create_deliverable(session, prepared, by=SYSTEM, on=TODAY))
    assert refused == [None] * WRITERS
    with sessions() as session:
        found = queries.deliverables_as_at(session, None, TODAY)
        assert [each.number for each in found] == list(range(1, WRITERS + 2))
        assert first_broken(session) is None


def test_of_several_updates_from_forms_opened_at_the_same_time_one_stands(
    sessions: Sessions, prepared: CreateDeliverable
) -> None:
    def update(session: Session, number: int) -> None:
        command = RecordProgress(1, 10 + number, None, TODAY, f"Writer {number}", None)
        record_progress(session, queries.deliverable(session, "D-0001"), command, by=SYSTEM, on=TODAY)

    refused = all_at_once(sessions, update)
    assert [type(error) for error in refused if error is not None] == [Stale] * (WRITERS - 1)
    with sessions() as session:
        deliverable = queries.deliverable(session, "D-0001")
        winner = refused.index(None)
        assert [each.note for each in deliverable.updates] == [f"Writer {winner}"]
        assert (deliverable.version, deliverable.standing.percent) == (2, 10 + winner)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_read_the_record_before_another_update_and_its_history_after_it_is_told_of_the_other(
    sessions: Sessions, prepared: CreateDeliverable
) -> None:
    with sessions() as slow:
        deliverable = queries.deliverable(slow, "D-0001")
        with transaction(sessions) as quick:
            command = RecordProgress(1, 50, None, TODAY, "The quick one", None)
            record_progress(quick, queries.deliverable(quick, "D-0001"), command, by=SYSTEM, on=TODAY)
        slow.refresh(deliverable, ["updates"])
        with pytest.raises(Stale):
            record_progress(
                slow, deliverable, RecordProgress(1, 10, None, TODAY, "The slow one", None), by=SYSTEM, on=TODAY
            )
