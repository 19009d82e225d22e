"""Arranging a meeting, changing what is said of it, moving and cancelling it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import long_date, today
from tracker.panel import commands, queries
from tracker.panel.forms import CancelMeetingForm, ChangeMeetingForm, MoveMeetingForm, NewMeetingForm, PlaceFields
from tracker.panel.models import Meeting
from tracker.panel.rules_dates import NOTICE_DAYS, leaving_clear
from tracker.panel.views import address_of, back_to, crumbs_to, panel, render_act
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@panel.route("/meetings/new", methods=["GET", "POST"])
@writes
def new_meeting() -> ResponseReturnValue:
    require(Act.EDIT_MEETINGS)
    form = NewMeetingForm.like(queries.last_contact(session()))
    if form.validate_on_submit():
        with form.refusals():
            meeting = commands.arrange_meeting(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(meeting), f"The meeting of {meeting.title} is arranged. {_publish_by(meeting)}")
    return render_act(
        "Arrange a meeting", "Arrange meeting", form, crumbs_to(None, "Arrange a meeting"), **_asked(form)
    )


@panel.route("/meetings/<key>/change", methods=["GET", "POST"])
@writes
def change_meeting(key: str) -> ResponseReturnValue:
    meeting = _load(key)
    if request.method == "GET":
        commands.check_stands(meeting)
        if meeting.key != key:
            return redirect(url_for("panel.change_meeting", key=meeting.key), 301)
    form = ChangeMeetingForm.for_row(meeting)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeMeetingForm.for_row(meeting, fresh=True)):
            commands.change_meeting(session(), meeting, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(meeting), f"The meeting of {meeting.title} is changed.")
    title = f"Change the meeting of {meeting.title}"
    advice = "To change its day, start or venue, move the meeting instead: that needs a reason."
    return render_act(title, "Save changes", form, crumbs_to(meeting, "Change"), advice=advice)


@panel.route("/meetings/<key>/move", methods=["GET", "POST"])
@writes
def move_meeting(key: str) -> ResponseReturnValue:
    meeting = _load(key)
    if request.method == "GET":
        commands.check_movable(meeting, today())
        if meeting.key != key:
            return redirect(url_for("panel.move_meeting", key=meeting.key), 301)
    form = MoveMeetingForm.for_row(meeting)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MoveMeetingForm.for_row(meeting, fresh=True)):
            commands.move_meeting(session(), meeting, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(meeting), f"The meeting is moved. {_publish_by(meeting)}")
    title = f"Move the meeting of {meeting.title}"
    advice = "Its old address leads to it, and its page says where it was and why it was moved."
    return render_act(title, "Move meeting", form, crumbs_to(meeting, "Move"), advice=advice, **_asked(form))


@panel.route("/meetings/<key>/cancel", methods=["GET", "POST"])
@writes
def cancel_meeting(key: str) -> ResponseReturnValue:
    meeting = _load(key)
    if request.method == "GET":
        commands.check_stands(meeting)
        if meeting.key != key:
            return redirect(url_for("panel.cancel_meeting", key=meeting.key), 301)
    form = CancelMeetingForm.for_row(meeting)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CancelMeetingForm.for_row(meeting, fresh=True)):
            commands.cancel_meeting(session(), meeting, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(meeting), f"The meeting of {meeting.title} is cancelled.")
    title = f"Cancel the meeting of {meeting.title}"
    advice = "It stays in sight, marked as cancelled. It cannot be brought back: arrange a new one, or move it instead."
    return render_act(title, "Cancel meeting", form, crumbs_to(meeting, "Cancel"), advice=advice, warning=True)


def _load(key: str) -> Meeting:
    """Raises NotFound, then Forbidden."""
    meeting = queries.meeting(session(), key)
    require(Act.EDIT_MEETINGS)
    return meeting


def _asked(form: PlaceFields) -> dict[str, object]:
    return {"leave_out": () if form.asks_again else ("confirmed",)}


def _publish_by(meeting: Meeting) -> str:
    last = leaving_clear(meeting.day, NOTICE_DAYS)
    if last < today():
        return f"The last day to publish its papers, {long_date(last)}, has passed: publishing late needs a reason."
    return f"Publish its papers by {long_date(last)}."
