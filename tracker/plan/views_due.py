"""Another due date: asked for by the owner, decided by the lead."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.errors import Forbidden
from tracker.plan import queries
from tracker.plan.commands_due import (
    DecideDueDate,
    decide_due_date,
    may_withdraw,
    request_due_date,
    withdraw_due_date,
)
from tracker.plan.due_words import in_days
from tracker.plan.forms_due import DecideDueDateForm, RequestDueDateForm, WithdrawDueDateForm
from tracker.plan.models import Deliverable, DueDate
from tracker.plan.rules_standing import open_request
from tracker.plan.views import crumbs_to, load, plan, render_act, ties_to
from tracker.plan.views_progress import back_to
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@plan.route("/deliverables/<reference>/due-date", methods=["GET", "POST"])
@writes
def ask_for_due_date(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.REQUEST_DUE_DATE)
    may_decide = can(Act.DECIDE_DUE_DATE, ties_to(deliverable))
    waiting = open_request(deliverable.due_dates, date.max)
    if waiting is not None and request.method == "GET":
        return _already_asked(deliverable, waiting, may_decide=may_decide)
    form = RequestDueDateForm.for_row(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RequestDueDateForm.for_row(deliverable, fresh=True)):
            message = _ask(deliverable, form, accept_now=may_decide and form.accept_now.data)
            return back_to(deliverable, message)
    advice = "The date in force stands until the lead of the priority accepts the new one. The original never changes."
    title = f"Ask for another due date for {deliverable.reference}"
    left_out = () if may_decide else ("accept_now",)
    return render_act(
        title, "Send request", form, deliverable, advice=advice, template="plan/act_due.html", leave_out=left_out
    )


def _already_asked(deliverable: Deliverable, waiting: DueDate, *, may_decide: bool) -> ResponseReturnValue:
    """There is one request at a time, and nobody should fill in a form to be told so."""
    here = "Another due date is asked for already"
    return render_template(
        "plan/request_waiting.html",
        title=here,
        deliverable=deliverable,
        asked=waiting,
        days=_days_of(waiting),
        may_decide=may_decide,
        may_withdraw=may_withdraw(deliverable, waiting, current_actor()),
        crumbs=crumbs_to(deliverable, here),
    )


def _ask(deliverable: Deliverable, form: RequestDueDateForm, *, accept_now: bool) -> str:
    actor = current_actor()
    asked = request_due_date(session(), deliverable, form.to_command(), by=actor, on=today())
    if not accept_now:
        return f"You have asked for another due date for {deliverable.reference}."
    answer = DecideDueDate(version=deliverable.version, due_date_id=asked.id, accepted=True, note=None)
    decide_due_date(session(), deliverable, answer, by=actor, on=today())
    return f"{deliverable.reference} has a new due date."


@plan.route("/deliverables/<reference>/due-dates/<int:number>", methods=["GET", "POST"])
@writes
def decide_due_date_request(reference: str, number: int) -> ResponseReturnValue:
    deliverable = queries.deliverable(session(), reference)
    asked = queries.due_date_of(deliverable, number)
    require(Act.DECIDE_DUE_DATE, ties_to(deliverable))
    if request.method == "GET" and (asked.number == 1 or asked.decision is not None):
        return redirect(url_for("overview.deliverable_page", reference=reference))
    form = DecideDueDateForm.for_row(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: DecideDueDateForm.for_row(deliverable, fresh=True)):
            command = form.to_command(asked.id)
            decide_due_date(session(), deliverable, command, by=current_actor(), on=today())
            answer = "accepted" if command.accepted else "declined"
            return back_to(deliverable, f"The new due date of {deliverable.reference} is {answer}.")
    title = f"Decide about the due date of {deliverable.reference}"
    facts = {"asked": asked, "days": _days_of(asked), "passed": asked.ends < today()}
    return render_act(title, "Save decision", form, deliverable, template="plan/decide.html", **facts)


@plan.route("/deliverables/<reference>/due-dates/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_due_date_request(reference: str, number: int) -> ResponseReturnValue:
    deliverable = queries.deliverable(session(), reference)
    asked = queries.due_date_of(deliverable, number)
    require(Act.REQUEST_DUE_DATE, ties_to(deliverable))
    if not may_withdraw(deliverable, asked, current_actor()):
        raise Forbidden("take back somebody else’s request for another due date")
    if request.method == "GET" and (asked.number == 1 or asked.decision is not None):
        return redirect(url_for("overview.deliverable_page", reference=reference))
    form = WithdrawDueDateForm.for_row(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawDueDateForm.for_row(deliverable, fresh=True)):
            command = form.to_command(asked.id)
            withdraw_due_date(session(), deliverable, command, by=current_actor(), on=today())
            return back_to(deliverable, f"You have taken back the request for {asked.text}.")
    title = f"Take back the request for another due date for {deliverable.reference}"
    advice = f"You no longer ask for {asked.text}. The date in force stays, and the history shows both."
    return render_act(title, "Take back the request", form, deliverable, advice=advice)


def _days_of(asked: DueDate) -> str | None:
    """The days a due date means, where its words are not those."""
    days = in_days(asked.starts, asked.ends)
    return None if days == asked.text else days
