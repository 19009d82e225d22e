"""The papers that the office's own lists make for a meeting: the forward work plan, and what the Panel asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts.queries import office_as_at
from tracker.dates import long_date
from tracker.documents.blocks import Shape, Status, Tone
from tracker.documents.document import Document
from tracker.packs.layout_forward import forward_document
from tracker.packs.layout_requests import requests_document
from tracker.packs.snapshots_lists import ForwardItem, ForwardMeeting, ForwardPlan, RequestList, RequestRow
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.panel.queries import next_meetings
from tracker.panel.queries_plan import forward_plan, open_requests

OPEN: Final = Status(word="Open", shape=Shape.DIAMOND, tone=Tone.CAUTION)
OVERDUE: Final = Status(word="Overdue", shape=Shape.TRIANGLE, tone=Tone.BAD)


def forward_plan_document(session: Session, meeting: Meeting, on: date) -> Document:
    """What is planned for the meetings after this one, as at a day."""
    office = office_as_at(session, on)
    planned = {each.meeting.id if each.meeting else None: each.items for each in forward_plan(session)}
    coming = next_meetings(session, meeting.day + timedelta(days=1), limit=None)
    return forward_document(
        ForwardPlan(
            panel=office.panel,
            as_at=on,
            notice=office.notice,
            meetings=tuple(
                ForwardMeeting(
                    day=each.day,
                    starts_at=each.starts_at,
                    venue=each.venue,
                    items=tuple(_planned(item.title, item.note) for item in planned.get(each.id, ())),
                )
                for each in coming
            ),
            later=tuple(_planned(item.title, item.note) for item in planned.get(None, ())),
        )
    )


def open_requests_document(session: Session, on: date) -> Document:
    """What the Panel still waits for, as at a day."""
    office = office_as_at(session, on)
    rows = tuple(_asked(request, on) for request in open_requests(session))
    return requests_document(RequestList(panel=office.panel, as_at=on, notice=office.notice, rows=rows))


def _planned(title: str, note: str | None) -> ForwardItem:
    return ForwardItem(title=title, note=note or "")


def _asked(request: PanelRequest, on: date) -> RequestRow:
    due = request.due_on
    minute = f", minute {request.minute}" if request.minute is not None else ""
    return RequestRow(
        number=request.number,
        asked_at=f"{request.kind.label}, {long_date(request.meeting.day)}{minute}",
        text=request.text,
        owner=request.owner,
        due=long_date(due) if due is not None else "",
        status=OVERDUE if due is not None and due < on else OPEN,
    )
