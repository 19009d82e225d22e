"""Many deliverables at once, for query counts and measurements: written directly, histories and standings agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.plan.models import Deliverable, DeliverableDetail, DeliverableStanding, DueDate, ProgressUpdate
from tracker.plan.rules import Precision, ProgressStatus

FIRST_DAY = date(2022, 4, 1)
UPDATED = date(2024, 8, 30)
SUBJECTS = ("Refit", "Review", "Procure", "Launch", "Commission", "Publish", "Consult on", "Train", "Renew", "Survey")
OBJECTS = (
    "custody suite",
    "victim services",
    "mobile stations",
    "youth panel",
    "rural crime plan",
    "estate",
    "hate crime work",
)


def add_deliverables(session: Session, count: int, *, priority_ids: Sequence[int], owner_ids: Sequence[int]) -> None:
    """Adds `count` deliverables with one due date and one update each, spread over priorities, owners and dates."""
    start = (session.scalar(select(func.max(Deliverable.number))) or 0) + 1
    rows = [_row(start + place, priority_ids, owner_ids) for place in range(count)]
    now = dates.now()
    stamp = {"created_at": now, "updated_at": now, "version": 1}
    session.execute(insert(Deliverable), [{"number": row["number"], "began_on": FIRST_DAY, **stamp} for row in rows])
    numbers = select(Deliverable.number, Deliverable.id).where(Deliverable.number >= start)
    ids = {row[0]: row[1] for row in session.execute(numbers)}
    session.execute(insert(DeliverableDetail), [_detail(row, ids, now) for row in rows])
    session.execute(insert(DueDate), [_due(row, ids, now) for row in rows])
    session.execute(insert(ProgressUpdate), [_update(row, ids, now) for row in rows])
    session.execute(insert(DeliverableStanding), [_standing(row, ids) for row in rows])


def _row(number: int, priority_ids: Sequence[int], owner_ids: Sequence[int]) -> dict[str, Any]:
    ends = dates.last_day_of_month(2023 + number % 4, number % 12 + 1)
    percent = number * 7 % 100
    return {
        "number": number,
        "action": f"{SUBJECTS[number % len(SUBJECTS)]} the {OBJECTS[number % len(OBJECTS)]}, part {number}",
        "priority_id": priority_ids[number % len(priority_ids)],
        "owner_id": owner_ids[number % len(owner_ids)],
        "percent": percent,
        "status": ProgressStatus.IN_PROGRESS if percent else ProgressStatus.NOT_STARTED,
        "starts": ends.replace(day=1),
        "ends": ends,
        "text": f"{dates.MONTHS[ends.month - 1]} {ends.year}",
        "updated_on": UPDATED - timedelta(days=number % 200),
    }


def _detail(row: dict[str, Any], ids: dict[int, int], now: datetime) -> dict[str, Any]:
    kept = {name: row[name] for name in ("action", "priority_id", "owner_id")}
    place = {"deliverable_id": ids[row["number"]], "effective_on": FIRST_DAY, "position": row["number"]}
    return {**kept, **place, "recorded_at": now, "recorded_by": "Bulk"}


def _due(row: dict[str, Any], ids: dict[int, int], now: datetime) -> dict[str, Any]:
    period = {name: row[name] for name in ("text", "starts", "ends")}
    place = {"deliverable_id": ids[row["number"]], "number": 1, "precision": Precision.MONTH}
    return {**period, **place, "requested_on": FIRST_DAY, "requested_by": "Bulk", "recorded_at": now}


def _update(row: dict[str, Any], ids: dict[int, int], now: datetime) -> dict[str, Any]:
    said = {"percent": row["percent"], "status": row["status"], "effective_on": row["updated_on"]}
    return {**said, "deliverable_id": ids[row["number"]], "author": "Bulk", "recorded_at": now}


def _standing(row: dict[str, Any], ids: dict[int, int]) -> dict[str, Any]:
    kept = {
        name: row[name] for name in ("number", "action", "priority_id", "owner_id", "status", "percent", "updated_on")
    }
    return {
        **kept,
        "deliverable_id": ids[row["number"]],
        "action_sort": row["action"].lower()[:300],
        "due_text": row["text"],
        "due_ends": row["ends"],
        "original_due_ends": row["ends"],
        "has_open_request": False,
    }
