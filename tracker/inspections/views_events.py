"""Recording an event and withdrawing one recorded in error."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.inspections import queries, queries_events
from tracker.inspections.commands_events import add_event
from tracker.inspections.commands_events import withdraw_event as withdraw
from tracker.inspections.forms_events import EventForm, WithdrawEventForm
from tracker.inspections.views import back_to, crumbs_to, inspections, render_act
from tracker.web.forms import CONFLICT
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@inspections.route("/inspections/events/new", methods=["GET", "POST"])
@writes
def new_event() -> ResponseReturnValue:
    require(Act.EDIT_INSPECTIONS)
    form = EventForm()
    form.offer(queries.inspections(session()))
    if form.validate_on_submit():
        with form.refusals():
            add_event(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(None, "The event is recorded.")
    return render_act("Record an event", "Record event", form, None, template="inspections/event.html")


@inspections.route("/inspections/events/<int:event_id>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_event(event_id: int) -> ResponseReturnValue:
    event = queries_events.event(session(), event_id)
    require(Act.EDIT_INSPECTIONS)
    if request.method == "GET" and event.withdrawn_at is not None:
        # Nobody is asked for a reason only to be told that there is nothing to withdraw.
        crumbs = crumbs_to(event.inspection, "Withdraw an event")
        return render_template("inspections/event_withdrawn.html", event=event, crumbs=crumbs), CONFLICT
    form = WithdrawEventForm()
    if form.validate_on_submit():
        with form.refusals():
            withdraw(session(), event, form.to_command(), by=current_actor(), on=today())
            return back_to(event.inspection, "The event is withdrawn.")
    advice = "It leaves the list and no longer counts for the monitoring stage. The log keeps it."
    return render_act(
        "Withdraw an event",
        "Withdraw",
        form,
        event.inspection,
        advice=advice,
        warning=True,
        event=event,
        template="inspections/event.html",
    )
