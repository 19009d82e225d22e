"""The Panel's dates for calendar programs: the feed, and everybody's own secret address of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts.views import untold
from tracker.accounts.views_session import office, signed_in_person
from tracker.config import Settings
from tracker.dates import today
from tracker.errors import NotFound
from tracker.exchange.forms_calendar import CalendarForm
from tracker.exchange.rules_calendar import FeedFacts, FeedMeeting, feed
from tracker.exchange.views import exchange
from tracker.panel.commands_calendar import make_address, stop_address
from tracker.panel.models import Meeting
from tracker.panel.queries_calendar import address_of, meetings_since, reader_of
from tracker.panel.rules_dates import date_rules, next_precept_dates
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import current_actor, public, require
from tracker.writing import session, writes

KEPT: Final = timedelta(days=400)
"""How long a meeting stays in the feed."""


@exchange.route("/account/calendar", methods=["GET", "POST"])
@writes
def calendar_page() -> ResponseReturnValue:
    require(Act.SEE_MEETINGS)
    person, form = signed_in_person(), CalendarForm()
    if form.validate_on_submit():
        with form.refusals():
            if form.stops:
                stop_address(session(), person, by=current_actor())
                flash("The address of your calendar is stopped.")
                return redirect(url_for("exchange.calendar_page"))
            secret = make_address(session(), person, by=current_actor())
            # Shown in the answer itself: to show it on a next page, it would have to be kept somewhere until then.
            return untold(
                _page(CalendarForm(formdata=None), _base() + url_for("exchange.calendar_feed", secret=secret))
            )
    return render_form("exchange/calendar.html", form, **_facts())


@exchange.get("/calendar/<secret>.ics")
@public
def calendar_feed(secret: str) -> ResponseReturnValue:
    """Nobody is signed in: whoever has the address may read it, as long as its person may."""
    if reader_of(session(), secret) is None:
        raise NotFound("calendar", "…")
    rules = date_rules(office())
    meetings = [_shown(each) for each in meetings_since(session(), today() - KEPT)]
    facts = FeedFacts(panel=office().panel, notice=office().notice, base=_base())
    answer = Response(feed(facts, meetings, next_precept_dates(today(), rules), rules), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "inline; filename=panel.ics"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _page(form: BaseForm, address: str) -> str:
    return render_template("exchange/calendar.html", form=form, address=address, **_facts())


def _facts() -> dict[str, object]:
    row = address_of(session(), signed_in_person().id)
    return {
        "since": row.made_at if row is not None and row.stopped_at is None else None,
        "crumbs": [
            {"text": "Home", "href": "/"},
            {"text": "Your account", "href": url_for("accounts.account")},
            {"text": "Calendar"},
        ],
    }


def _base() -> str:
    settings: Settings = current_app.extensions["tracker_settings"]
    return settings.base_url.rstrip("/")


def _shown(meeting: Meeting) -> FeedMeeting:
    return FeedMeeting(
        id=meeting.id,
        day=meeting.day,
        key=meeting.key,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        venue=meeting.venue,
        cancelled_reason=meeting.cancelled_reason,
        version=meeting.version,
        changed_at=meeting.updated_at,
    )
