"""Withdrawing an inspection or a finding recorded by mistake, and taking that back."""

from __future__ import annotations

from typing import Final

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.inspections import commands_withdraw, queries
from tracker.inspections.commands_history import expect_stands
from tracker.inspections.forms_withdraw import RestoreForm, WithdrawForm
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_withdraw import NotWithdrawn
from tracker.inspections.views import back_to, inspections, load, render_act
from tracker.inspections.views_finding import back_to_finding, render_finding_act
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes

GOES: Final = (
    "leaves the tracker, every count, the home pages, the spreadsheets and all reports gathered from now on, whatever "
    "day they are about. Nothing is deleted: its page stays, says that it is withdrawn and why, and it can be restored."
)


@inspections.route("/inspections/findings/<reference>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_finding(reference: str) -> ResponseReturnValue:
    finding = _finding(reference)
    expect_stands(finding)
    form = WithdrawForm.for_row(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawForm.for_row(finding, fresh=True)):
            commands_withdraw.withdraw_finding(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, f"{finding.reference} is withdrawn{_with_it(finding)}.")
    advice = f"{finding.reference} {GOES}{_takes_along(finding)}"
    title = f"Withdraw {finding.reference}"
    return render_finding_act(title, "Withdraw the finding", form, finding, advice=advice, warning=True)


@inspections.route("/inspections/findings/<reference>/restore", methods=["GET", "POST"])
@writes
def restore_finding(reference: str) -> ResponseReturnValue:
    finding = _finding(reference)
    if request.method == "GET":
        commands_withdraw.check_can_be_restored(finding)
    form = RestoreForm.for_row(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RestoreForm.for_row(finding, fresh=True)):
            commands_withdraw.restore_finding(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, f"{finding.reference} is restored{_with_it(finding)}.")
    advice = f"{finding.reference} counts again as if it had never been withdrawn. The log keeps both."
    return render_finding_act(f"Restore {finding.reference}", "Restore the finding", form, finding, advice=advice)


@inspections.route("/inspections/<code>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_inspection(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.EDIT_INSPECTIONS)
    form = WithdrawForm.for_row(inspection)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawForm.for_row(inspection, fresh=True)):
            commands_withdraw.withdraw_inspection(
                session(), inspection, form.to_command(), by=current_actor(), on=today()
            )
            return back_to(inspection, f"{inspection.code} is withdrawn, with everything recorded of it.")
    advice = (
        f"{inspection.code} {GOES} Its findings, grades, events and comments go with it, and so does what it said of "
        "earlier findings. No other inspection can take its code."
    )
    title = f"Withdraw {inspection.code}"
    return render_act(title, "Withdraw the inspection", form, inspection, advice=advice, warning=True)


@inspections.route("/inspections/<code>/restore", methods=["GET", "POST"])
@writes
def restore_inspection(code: str) -> ResponseReturnValue:
    inspection = queries.inspection(session(), code)
    require(Act.EDIT_INSPECTIONS)
    if request.method == "GET" and not inspection.is_withdrawn:
        raise NotWithdrawn(inspection.code)
    form = RestoreForm.for_row(inspection)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RestoreForm.for_row(inspection, fresh=True)):
            commands_withdraw.restore_inspection(
                session(), inspection, form.to_command(), by=current_actor(), on=today()
            )
            return back_to(inspection, f"{inspection.code} is restored, with everything that went with it.")
    advice = (
        f"{inspection.code} counts again as if it had never been withdrawn, with its findings, grades, events and "
        "comments. What was withdrawn by itself stays withdrawn. The log keeps both."
    )
    return render_act(f"Restore {inspection.code}", "Restore the inspection", form, inspection, advice=advice)


def _finding(reference: str) -> Finding:
    finding = queries.finding(session(), reference)
    require(Act.EDIT_INSPECTIONS)
    return finding


def _takes_along(finding: Finding) -> str:
    named = ", ".join(each.reference for each in finding.recommendations)
    return f" Its recommendations go with it: {named}." if named else ""


def _with_it(finding: Finding) -> str:
    named = ", ".join(each.reference for each in finding.recommendations)
    return f", and with it {named}" if named else ""
