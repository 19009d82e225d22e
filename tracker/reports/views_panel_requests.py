"""What becomes of what the Panel asked for: here, because what stands on an annual report is mended on its own page."""

from __future__ import annotations

from flask import render_template
from flask import request as http
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.panel.forms_requests import AnswerRequestForm, ChangeRequestForm, CorrectAnswerForm, WithdrawRequestForm
from tracker.panel.models_plan import PanelRequest
from tracker.panel.queries_plan import accounts as offered_accounts
from tracker.panel.queries_plan import request
from tracker.panel.rules import RequestState
from tracker.panel.views import back_to, render_act
from tracker.panel.views_requests import address_of_request, crumbs_to_request
from tracker.reports import commands_panel_requests as commands
from tracker.reports.queries_road import year_recommended_on
from tracker.reports.views import reports
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@reports.get("/panel/requests/<int:number>")
def panel_request(number: int) -> ResponseReturnValue:
    row = request(session(), number)
    require(Act.SEE_MEETINGS)
    reported = year_recommended_on(session(), row)
    may_act = can(Act.EDIT_MEETINGS) and reported is None
    return render_template(
        "panel/request.html",
        row=row,
        today=today(),
        reported=reported,
        may_edit=may_act and row.state is RequestState.OPEN,
        may_mend=may_act and row.state is RequestState.ANSWERED,
        history=history_of(session(), row.subject, limit=20),
        crumbs=crumbs_to_request(None, f"Request {number}"),
    )


@reports.route("/panel/requests/<int:number>/change", methods=["GET", "POST"])
@writes
def change_request(number: int) -> ResponseReturnValue:
    row = _open(number)
    accounts = offered_accounts(session())
    form = ChangeRequestForm.for_row(row, accounts)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeRequestForm.for_row(row, accounts, fresh=True)):
            commands.change_request(session(), row, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of_request(row), f"Request {number} is changed.")
    return render_act(f"Change request {number}", "Save changes", form, crumbs_to_request(row, "Change"))


@reports.route("/panel/requests/<int:number>/answer", methods=["GET", "POST"])
@writes
def answer_request(number: int) -> ResponseReturnValue:
    row = _open(number)
    form = AnswerRequestForm.for_row(row, today())
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: AnswerRequestForm.for_row(row, today(), fresh=True)):
            commands.answer_request(session(), row, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of_request(row), f"The answer to request {number} is recorded.")
    title = f"Record the answer to request {number}"
    return render_act(title, "Record answer", form, crumbs_to_request(row, "Answer"), about=row.text)


@reports.route("/panel/requests/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_request(number: int) -> ResponseReturnValue:
    row = _open(number)
    form = WithdrawRequestForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawRequestForm.for_row(row, fresh=True)):
            commands.withdraw_request(session(), row, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of_request(row), f"Request {number} is withdrawn.")
    title, crumbs = f"Withdraw request {number}", crumbs_to_request(row, "Withdraw")
    advice = "It is no longer owed and stays in sight, marked as withdrawn."
    return render_act(title, "Withdraw request", form, crumbs, about=row.text, advice=advice, warning=True)


@reports.route("/panel/requests/<int:number>/correct-answer", methods=["GET", "POST"])
@writes
def correct_answer(number: int) -> ResponseReturnValue:
    row = _answered(number)
    form = CorrectAnswerForm.for_answer(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CorrectAnswerForm.for_answer(row, fresh=True)):
            corrected = form.to_command()
            commands.correct_answer(session(), row, corrected, form.reason.data, by=current_actor(), on=today())
            return back_to(address_of_request(row), f"The answer to request {number} is corrected.")
    title, advice = f"Correct the answer to request {number}", "What was recorded stays in the log with your reason."
    return render_act(title, "Correct it", form, crumbs_to_request(row, "Correct"), about=row.text, advice=advice)


@reports.route("/panel/requests/<int:number>/withdraw-answer", methods=["GET", "POST"])
@writes
def withdraw_answer(number: int) -> ResponseReturnValue:
    row = _answered(number)
    form = WithdrawRequestForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawRequestForm.for_row(row, fresh=True)):
            commands.withdraw_answer(session(), row, form.to_command(), by=current_actor())
            return back_to(address_of_request(row), f"The answer is withdrawn. Request {number} waits for another.")
    title, crumbs = f"Withdraw the answer to request {number}", crumbs_to_request(row, "Withdraw the answer")
    advice = "The request is open again. What was answered stays in the log with your reason."
    return render_act(title, "Withdraw the answer", form, crumbs, about=row.text, advice=advice, warning=True)


def _open(number: int) -> PanelRequest:
    """Raises NotFound, then Forbidden, and for a page StandsOnReport or RequestIsClosed."""
    row = _load(number)
    if http.method == "GET":
        commands.check_open(session(), row)
    return row


def _answered(number: int) -> PanelRequest:
    """Raises NotFound, then Forbidden, and for a page StandsOnReport or NotAnswered."""
    row = _load(number)
    if http.method == "GET":
        commands.check_mendable(session(), row)
    return row


def _load(number: int) -> PanelRequest:
    row = request(session(), number)
    require(Act.EDIT_MEETINGS)
    return row
