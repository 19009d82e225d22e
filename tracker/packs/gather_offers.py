"""The papers that this system draws for an item: minutes of earlier meetings, the forward work plan, the requests, and
the cover report of an annual report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from tracker.packs.commands_papers import Drawn
from tracker.packs.gather_cover import annual_reports, cover_report_document
from tracker.packs.gather_lists import forward_plan_document, open_requests_document
from tracker.packs.gather_minutes import minutes_document
from tracker.packs.queries_minutes import all_minutes, minutes_at, name_of
from tracker.packs.rules_agenda import PaperKind
from tracker.panel.models import Meeting
from tracker.reports.queries_signoff import Standing

Offers = Mapping[str, tuple[str, Callable[[], Drawn]]]
"""By a key: what each is called, and how it is drawn as it stands when that is called."""


def offers(session: Session, meeting: Meeting, on: date) -> Offers:
    """For an item of that meeting."""
    found: dict[str, tuple[str, Callable[[], Drawn]]] = {
        PaperKind.FORWARD_PLAN.value: (PaperKind.FORWARD_PLAN.label, partial(_plan, session, meeting, on)),
        PaperKind.REQUESTS.value: (f"{PaperKind.REQUESTS.label} that are open", partial(_requests, session, on)),
    }
    for year, version in annual_reports(session):
        name = f"{PaperKind.COVER.label} of the annual report {year.key}, version {version.number}"
        found[f"cover-{year.key}"] = (name, partial(_cover, session, version, meeting))
    for minutes in all_minutes(session):
        earlier = minutes.meeting
        if (earlier.day, earlier.number) < (meeting.day, meeting.number):
            draft = "" if minutes.confirmed_on is not None else ", draft"
            found[f"minutes-{earlier.key}"] = (f"{name_of(minutes)}{draft}", partial(_minutes, session, earlier, on))
    return found


def _plan(session: Session, meeting: Meeting, on: date) -> Drawn:
    return Drawn(PaperKind.FORWARD_PLAN, forward_plan_document(session, meeting, on))


def _requests(session: Session, on: date) -> Drawn:
    return Drawn(PaperKind.REQUESTS, open_requests_document(session, on))


def _cover(session: Session, version: Standing, meeting: Meeting) -> Drawn:
    return Drawn(PaperKind.COVER, cover_report_document(session, version, meeting))


def _minutes(session: Session, earlier: Meeting, on: date) -> Drawn:
    return Drawn(PaperKind.MINUTES, minutes_document(session, minutes_at(session, earlier), on))
