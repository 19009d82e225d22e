"""Reading the Panel and its meetings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.panel.models import Meeting
from tracker.panel.rules import MeetingState


def first_meeting_between(session: Session, first: date, last: date) -> Meeting | None:
    """The earliest meeting from `first` to `last`, both included; one that is cancelled is none."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.day >= first, Meeting.day <= last, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.day, Meeting.number)
        .limit(1)
    ).one_or_none()
