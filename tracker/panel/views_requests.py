"""What the Panel asked for, and what came of it."""

from __future__ import annotations

from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.panel import commands_requests as commands
from tracker.panel import queries_plan as queries
from tracker.panel.forms_requests import NewRequestForm
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import RequestState
from tracker.panel.views import Crumbs, back_to, panel, render_act
from tracker.web import asked
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes

ALL: Final = "all"


@panel.get("/panel/requests")
def request_list() -> ResponseReturnValue:
    require(Act.SEE_MEETINGS)
    every = request.args.get("state") == ALL
    state = None if every else asked.member(RequestState, request.args, "state") or RequestState.OPEN
    return render_template(
        "panel/requests.html",
        found=queries.requests(session(), state),
        state=state,
        states=[*RequestState.choices(), (ALL, "All")],
        today=today(),
        may_edit=can(Act.EDIT_MEETINGS),
    )


@panel.route("/panel/requests/new", methods=["GET", "POST"])
@writes
def new_request() -> ResponseReturnValue:
    require(Act.EDIT_MEETINGS)
    form = NewRequestForm()
    form.offer(queries.held_meetings(session(), today()), queries.accounts(session()))
    if form.validate_on_submit():
        with form.refusals():
            row = commands.record_request(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(
                address_of_request(row), f"Request {row.number} is recorded. It stands in the next pack until answered."
            )
    title = "Record what the Panel asked for"
    return render_act(title, "Record request", form, crumbs_to_request(None, "Record a request"))


def address_of_request(row: PanelRequest) -> str:
    return f"/panel/requests/{row.number}"


def crumbs_to_request(row: PanelRequest | None, here: str) -> Crumbs:
    crumbs = [
        {"text": "Meetings", "href": url_for("panel.meeting_list")},
        {"text": "What the Panel asked for", "href": url_for("panel.request_list")},
    ]
    if row is not None:
        crumbs.append({"text": f"Request {row.number}", "href": address_of_request(row)})
    return [*crumbs, {"text": here}]
