"""The blueprint of the Panel's pages, what they share, and the list of meetings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.dates import today
from tracker.panel import queries
from tracker.panel.models import Meeting
from tracker.panel.rules_dates import meeting_dates, next_precept_dates
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, require
from tracker.writing import session

panel = Blueprint("panel", __name__)

Crumbs = list[dict[str, str]]


@panel.get("/meetings")
def meeting_list() -> ResponseReturnValue:
    require(Act.SEE_MEETINGS)
    rules, coming = queries.rules_on(session(), today()), queries.coming_meetings(session(), today())
    return render_template(
        "panel/meetings.html",
        coming=[(meeting, meeting_dates(meeting.day, rules)) for meeting in coming],
        past=queries.past_meetings(session(), today()),
        precept=next_precept_dates(today(), rules),
        today=today(),
        may_edit=can(Act.EDIT_MEETINGS),
    )


def address_of(meeting: Meeting) -> str:
    """The address of its page."""
    return f"/meetings/{meeting.key}"


def crumbs_to(meeting: Meeting | None, here: str) -> Crumbs:
    """The way back from a page about a meeting, or about none in particular."""
    crumbs = [{"text": "Meetings", "href": url_for("panel.meeting_list")}]
    if meeting is not None:
        crumbs.append({"text": meeting.title, "href": address_of(meeting)})
    return [*crumbs, {"text": here}]


def render_act(
    title: str,
    button: str,
    form: BaseForm,
    crumbs: Crumbs,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of one act: the questions and one button. `advice` says what it does, `about` what it is done to."""
    template = extra.pop("template", "panel/act.html")
    back = next(crumb["href"] for crumb in reversed(crumbs) if "href" in crumb)
    given = {"advice": "", "about": "", "warning": False, "leave_out": (), "back": back, **extra}
    return render_form(template, form, title=title, button=button, crumbs=crumbs, **given)


def back_to(address: str, message: str) -> Response:
    """To a page, with word of what was done."""
    flash(message)
    return redirect(address)
