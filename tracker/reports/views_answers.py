"""Correcting what was answered to the Panel: here, because an annual report may keep what an answer said."""

from __future__ import annotations

from flask import request as http
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.panel.forms_requests import CorrectAnswerForm, WithdrawRequestForm
from tracker.panel.models_plan import PanelRequest
from tracker.panel.queries_plan import request
from tracker.panel.views import back_to, render_act
from tracker.panel.views_requests import address_of_request, crumbs_to_request
from tracker.reports import commands_answers as commands
from tracker.reports.views import reports
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@reports.route("/panel/requests/<int:number>/correct-answer", methods=["GET", "POST"])
@writes
def correct_answer(number: int) -> ResponseReturnValue:
    row = _load(number)
    form = CorrectAnswerForm.for_answer(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CorrectAnswerForm.for_answer(row, fresh=True)):
            corrected = form.to_command()
            commands.mend_answer(session(), row, corrected, form.reason.data, by=current_actor(), on=today())
            return back_to(address_of_request(row), f"The answer to request {number} is corrected.")
    title, advice = f"Correct the answer to request {number}", "What was recorded stays in the log with your reason."
    return render_act(title, "Correct it", form, crumbs_to_request(row, "Correct"), about=row.text, advice=advice)


@reports.route("/panel/requests/<int:number>/withdraw-answer", methods=["GET", "POST"])
@writes
def withdraw_answer(number: int) -> ResponseReturnValue:
    row = _load(number)
    form = WithdrawRequestForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawRequestForm.for_row(row, fresh=True)):
            commands.take_answer_back(session(), row, form.to_command(), by=current_actor())
            return back_to(address_of_request(row), f"The answer is withdrawn. Request {number} waits for another.")
    title, crumbs = f"Withdraw the answer to request {number}", crumbs_to_request(row, "Withdraw the answer")
    advice = "The request is open again. What was answered stays in the log with your reason."
    return render_act(title, "Withdraw the answer", form, crumbs, about=row.text, advice=advice, warning=True)


def _load(number: int) -> PanelRequest:
    """Raises NotFound, then Forbidden, and for a page NotAnswered or AnswerOnTheRoad."""
    row = request(session(), number)
    require(Act.EDIT_MEETINGS)
    if http.method == "GET":
        commands.check_mendable(session(), row)
    return row
