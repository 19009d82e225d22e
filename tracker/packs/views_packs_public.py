"""Published agendas, for everybody: the list of meetings, and of each its agenda, packs, supplements and minutes."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.config import Settings
from tracker.documents.html import render_fragment
from tracker.errors import NotFound
from tracker.packs.layout_agenda import agenda_document
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack
from tracker.packs.queries import agenda_of
from tracker.packs.queries_download import (
    exempt_now,
    is_withheld_now,
    meetings_published,
    newest_of,
    open_places,
    packs_shown,
)
from tracker.packs.queries_minutes import minutes_of
from tracker.packs.queries_packs import facts_of, packs_of
from tracker.packs.snapshots import AgendaFacts, MeetingFacts, public_agenda
from tracker.packs.views import packs
from tracker.panel import queries
from tracker.panel.models import Meeting
from tracker.web.identity import public
from tracker.writing import session


@packs.get("/published/meetings")
@public
def published_meetings() -> ResponseReturnValue:
    return render_template(
        "packs/published_meetings.html",
        found=meetings_published(session()),
        crumbs=[{"text": "Published", "href": "/published"}, {"text": "Meetings"}],
    )


@packs.get("/published/meetings/<key>")
@public
def published_meeting(key: str) -> ResponseReturnValue:
    meeting = queries.meeting(session(), key)
    shown = _shown_of(meeting)
    if meeting.key != key:
        return redirect(url_for("packs.published_meeting", key=meeting.key), 301)
    return render_template(
        "packs/published_meeting.html",
        meeting=meeting,
        crumbs=[
            {"text": "Published", "href": "/published"},
            {"text": "Meetings", "href": url_for("packs.published_meetings")},
            {"text": meeting.title},
        ],
        **shown,
    )


def _shown_of(meeting: Meeting) -> dict[str, Any]:
    """Raises NotFound where nothing of the meeting is published."""
    agenda, minutes = agenda_of(session(), meeting), minutes_of(session(), meeting)
    before = packs_of(session(), agenda) if agenda is not None else ()
    newest = newest_of(before)
    confirmed = minutes is not None and minutes.confirmed_on is not None
    if agenda is None or newest is None:
        if not confirmed:
            raise NotFound("published agenda of the meeting", meeting.key)
        return {"newest": None, "shown_packs": [], "shown": None, "confirmed": True}
    facts = facts_of(session(), newest)
    return {
        "newest": newest,
        # What everybody may have, whoever looks: exempt papers are on the meeting's own page.
        "shown_packs": packs_shown(agenda, before, entitled=False),
        "shown": _agenda_words(agenda, newest, facts),
        "moved_from": facts.meeting if _where(facts.meeting) != _where(meeting) else None,
        "confirmed": confirmed,
    }


def _where(meeting: Meeting | MeetingFacts) -> tuple[date, time | None, str | None]:
    return meeting.day, meeting.starts_at, meeting.venue


def _agenda_words(agenda: Agenda, newest: Pack, facts: AgendaFacts) -> str | None:
    """The agenda as it was published; None while it tells of an item that has become exempt since."""
    if is_withheld_now(newest, exempt_now(agenda)):
        return None
    pages = {place.number: place for place in open_places(newest)}
    file = f"{_base()}{url_for('packs.public_pack', key=agenda.meeting.key)}"
    document = agenda_document(
        public_agenda(facts),
        {number: place.pages for number, place in pages.items()},
        link=lambda number: f"{file}#page={pages[number].page_of_file}",
    )
    return render_fragment(document, heading_offset=1)


def _base() -> str:
    settings: Settings = current_app.extensions["tracker_settings"]
    return settings.base_url.rstrip("/")
