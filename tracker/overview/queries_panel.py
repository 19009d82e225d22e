"""What the clerk's home page says: what is next, what is owed, and what has no meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts.rules import Office
from tracker.panel.models import Meeting
from tracker.panel.models_plan import ForwardItem, PanelRequest
from tracker.panel.queries import next_meetings, rules_on
from tracker.panel.queries_plan import forward_plan, open_requests
from tracker.panel.rules_countdown import Deadline, countdown
from tracker.panel.rules_dates import next_precept_dates, pre_election_period

MEETINGS_AHEAD: Final = 2
REQUESTS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class PanelAtHome:
    """`lost`: items of the plan under a meeting that has been or is cancelled, `unplaced`: under none yet."""

    meetings: Sequence[Meeting]
    deadlines: Sequence[Deadline]
    owed: Sequence[PanelRequest]
    owed_in_all: int
    unplaced: Sequence[ForwardItem]
    lost: Sequence[ForwardItem]
    pre_election: tuple[date, date | None] | None


def panel_at_home(session: Session, office: Office, on: date) -> PanelAtHome:
    """Four queries."""
    rules = rules_on(session, on)
    meetings = next_meetings(session, on, MEETINGS_AHEAD)
    owed, plan = open_requests(session), forward_plan(session)
    return PanelAtHome(
        meetings=meetings,
        deadlines=countdown(meetings, next_precept_dates(on, rules), rules, on),
        owed=owed[:REQUESTS_SHOWN],
        owed_in_all=len(owed),
        unplaced=[item for each in plan if each.meeting is None for item in each.items],
        lost=[
            item
            for each in plan
            if each.meeting is not None and (each.meeting.is_cancelled or each.meeting.day < on)
            for item in each.items
        ],
        pre_election=pre_election_period(office, on),
    )
