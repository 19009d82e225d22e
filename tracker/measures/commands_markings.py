"""Clearing figures marked OFFICIAL SENSITIVE for publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Duplicate
from tracker.measures.commands_history import subject_of
from tracker.measures.models import MarkingClearance, Measure
from tracker.measures.queries_values import InForce, values_in_force
from tracker.measures.rules import Marking, long_month
from tracker.measures.rules_levels import NothingChosen, NotWaiting
from tracker.writing import flush, queue


@dataclass(frozen=True, slots=True)
class ClearMarkings:
    """`value_ids` by month: the figures as they stood when they were chosen."""

    value_ids: Sequence[tuple[date, int]]
    reason: str


def clear_markings(session: Session, measure: Measure, command: ClearMarkings, *, by: Actor, on: date) -> int:
    """All of them or none; how many. A figure that was replaced meanwhile is not the one that was chosen.

    Raises NothingChosen or NotWaiting.
    """
    if not command.value_ids:
        raise NothingChosen
    queue(session)
    in_force = values_in_force(session, [measure.id]).get(measure.id, {})
    for month, value_id in command.value_ids:
        _check(in_force.get(month), month, value_id)
        session.add(MarkingClearance(value_id=value_id, reason=command.reason, cleared_on=on, cleared_by=by.name))
    try:
        flush(session)
    except Duplicate as error:
        raise NotWaiting(command.value_ids[0][0]) from error
    cleared = {long_month(month): "Cleared for publication" for month, _ in command.value_ids}
    marked = dict.fromkeys(cleared, Marking.OFFICIAL_SENSITIVE.label)
    subject, changes = subject_of(measure), difference(marked, cleared)
    record(session, Event.MARKING_CLEARED, by=by, subject=subject, changes=changes, reason=command.reason)
    return len(command.value_ids)


def _check(value: InForce | None, month: date, value_id: int) -> None:
    if value is None or value.value_id != value_id or not value.is_sensitive:
        raise NotWaiting(month)
