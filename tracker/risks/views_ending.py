"""Closing and resolving, opening again, and "it happened"."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.risks import queries
from tracker.risks.commands_close import close_risk, happened, reopen_risk
from tracker.risks.forms_close import CloseForm, HappenedForm, ReopenRiskForm, ResolveForm
from tracker.risks.models import Risk
from tracker.risks.rules import RiskKind
from tracker.risks.rules_changes import check_may_happen, check_may_reopen
from tracker.risks.views import back_to, load, open_to_change, render_act, risks
from tracker.web.identity import current_actor
from tracker.writing import session, writes


@risks.route("/risks/<reference>/close", methods=["GET", "POST"])
@writes
def close_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.EDIT_RISK)
    form = _close_form(risk)
    is_issue = risk.kind is RiskKind.ISSUE
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _close_form(risk, fresh=True)):
            close_risk(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"{risk.reference} is {'resolved' if is_issue else 'closed'}.")
    advice = "It leaves the open register and its reviews end. It stays on record and can be opened again."
    verb = "Resolve" if is_issue else "Close"
    return render_act(f"{verb} {risk.reference}", verb, form, risk, advice=advice)


@risks.route("/risks/<reference>/reopen", methods=["GET", "POST"])
@writes
def reopen_page(reference: str) -> ResponseReturnValue:
    risk = load(reference, Act.EDIT_RISK)
    if request.method == "GET":
        check_may_reopen(risk.kind, risk.standing.state, open_issue=queries.open_issue(risk))
    form = ReopenRiskForm.for_row(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReopenRiskForm.for_row(risk, fresh=True)):
            reopen_risk(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"{risk.reference} is open again.")
    advice = "It goes back on the open register with its scores, owner and links as they were."
    return render_act(f"Open {risk.reference} again", "Open again", form, risk, advice=advice)


@risks.route("/risks/<reference>/happened", methods=["GET", "POST"])
@writes
def happened_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.EDIT_RISK)
    if request.method == "GET" or risk.kind is RiskKind.ISSUE:
        check_may_happen(risk.reference, risk.kind, issue=risk.issue.reference if risk.issue else None)
    form = HappenedForm.for_row(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: HappenedForm.for_row(risk, fresh=True)):
            issue = happened(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(issue, f"{risk.reference} happened and goes on here as issue {issue.reference}.")
    advice = (
        "The risk closes and an issue is raised with its wording, priority, owner and links. Each page links to the "
        "other. Change the issue’s wording on its own page, so that it says what has happened."
    )
    return render_act(f"{risk.reference} happened", "Make it an issue", form, risk, advice=advice, warning=True)


def _close_form(risk: Risk, *, fresh: bool = False) -> CloseForm | ResolveForm:
    if risk.kind is RiskKind.ISSUE:
        return ResolveForm.for_row(risk, fresh=fresh)
    return CloseForm.for_row(risk, fresh=fresh)
