"""The page of a meeting."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.packs.views import packs
from tracker.panel import queries
from tracker.panel.rules_dates import meeting_dates
from tracker.web.identity import can, require
from tracker.writing import session


@packs.get("/meetings/<key>")
def meeting(key: str) -> ResponseReturnValue:
    """An address it had before it was moved leads on."""
    found = queries.meeting(session(), key)
    require(Act.SEE_MEETINGS)
    if found.key != key:
        return redirect(url_for("packs.meeting", key=found.key), 301)
    return render_template(
        "packs/meeting.html",
        meeting=found,
        dates=meeting_dates(found.day, queries.rules_on(session(), today())),
        today=today(),
        may_edit=can(Act.EDIT_MEETINGS) and not found.is_cancelled,
        history=history_of(session(), found.subject, limit=20),
        crumbs=[{"text": "Meetings", "href": url_for("panel.meeting_list")}, {"text": found.title}],
    )
