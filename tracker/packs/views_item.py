"""The permanent address of an item of a published agenda, for everybody. It never leads to anything else."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.errors import NotFound
from tracker.packs.gather_meeting import published_item
from tracker.packs.models import Agenda
from tracker.packs.queries import agenda_of
from tracker.packs.queries_minutes import entitled, minutes_of
from tracker.packs.queries_packs import packs_of
from tracker.packs.rules_exempt import paragraph_words
from tracker.packs.views import packs
from tracker.panel import queries
from tracker.panel.views import Crumbs, address_of, crumbs_to
from tracker.web.identity import can, public, signed_in
from tracker.writing import session


@packs.get("/meetings/<key>/items/<int:number>")
@public
def item(key: str, number: int) -> ResponseReturnValue:
    """Of an exempt item everybody reads title and paragraph; those entitled to the meeting read the rest too."""
    meeting = queries.meeting(session(), key)
    if meeting.key != key:
        return redirect(url_for("packs.item", key=meeting.key, number=number), 301)
    agenda, inside = agenda_of(session(), meeting), entitled(session(), signed_in(), meeting)
    before = packs_of(session(), agenda) if agenda is not None else ()
    shown = published_item(session(), agenda, before, number, entitled=inside) if agenda is not None else None
    if agenda is None or shown is None:
        raise NotFound("item of a published agenda", str(number))
    return render_template(
        "packs/item.html",
        meeting=meeting,
        shown=shown,
        entitled=inside,
        minute=_minute_of(agenda, number),
        paragraph_words=paragraph_words,
        crumbs=_crumbs(agenda, number),
    )


def _minute_of(agenda: Agenda, number: int) -> tuple[int, str] | None:
    """The number in the minutes and their address, for those who may read them."""
    found = minutes_of(session(), agenda.meeting)
    may_read_drafts = can(Act.SEE_MINUTES)
    if found is None or not (may_read_drafts or found.confirmed_on is not None):
        return None
    printed = {each.id: each.printed for each in agenda.items}
    endpoint = "packs.minutes" if may_read_drafts else "packs.published_minutes"
    for each in found.standing:
        if each.agenda_item_id is not None and printed.get(each.agenda_item_id) == number:
            return found.numbers[each.serial], url_for(endpoint, key=agenda.meeting.key)
    return None


def _crumbs(agenda: Agenda, number: int) -> Crumbs:
    """The way back: to the page of the meeting, or for the public to what is published of it."""
    here, meeting = f"Item {number}", agenda.meeting
    if can(Act.SEE_MEETINGS):
        meetings, *_ = crumbs_to(meeting, here)
        return [meetings, {"text": meeting.title, "href": address_of(meeting)}, {"text": here}]
    return [
        {"text": "Published", "href": "/published"},
        {"text": "Meetings", "href": url_for("packs.published_meetings")},
        {"text": meeting.title, "href": url_for("packs.published_meeting", key=meeting.key)},
        {"text": here},
    ]
