"""Scoring and reviewing a risk, and accepting it until a day."""

from __future__ import annotations

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import long_date, today
from tracker.risks import queries
from tracker.risks.commands_review import accept_risk, end_acceptance, review_risk
from tracker.risks.commands_score import score_risk
from tracker.risks.forms_score import AcceptForm, EndAcceptanceForm, ReviewForm, ScoreForm
from tracker.risks.models import Risk
from tracker.risks.queries_scores import scores_in_force
from tracker.risks.rules_scores import NothingAccepted, check_is_risk, is_above_inherent
from tracker.risks.views import back_to, open_to_change, render_act, risks
from tracker.web.identity import current_actor
from tracker.writing import session, writes


@risks.route("/risks/<reference>/score", methods=["GET", "POST"])
@writes
def score_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.ASSESS_RISK)
    check_is_risk(risk.reference, risk.kind, "scored")
    form = _score_form(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _score_form(risk, fresh=True)):
            score_risk(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, _scored(risk))
    matrix = queries.matrix_in_force(session())
    title = f"Score {risk.reference}"
    return render_act(title, "Save scores", form, risk, template="risks/score_form.html", matrix=matrix)


@risks.route("/risks/<reference>/review", methods=["GET", "POST"])
@writes
def review_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.ASSESS_RISK)
    form = ReviewForm.for_row(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReviewForm.for_row(risk, fresh=True)):
            review_risk(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"The review of {risk.reference} is recorded.{_next_review(risk)}")
    title = f"Record a review of {risk.reference}"
    return render_act(title, "Save review", form, risk, template="risks/score_review.html")


@risks.route("/risks/<reference>/accept", methods=["GET", "POST"])
@writes
def accept_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.ACCEPT_RISK)
    check_is_risk(risk.reference, risk.kind, "accepted")
    form = AcceptForm.for_row(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: AcceptForm.for_row(risk, fresh=True)):
            accepted = accept_risk(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"{risk.reference} is accepted until {long_date(accepted.ends_on or today())}.")
    advice = "The office lives with the risk as it is. It stays on the register and is reviewed as before."
    title = f"Accept {risk.reference} until a day"
    return render_act(title, "Accept risk", form, risk, advice=advice)


@risks.route("/risks/<reference>/end-acceptance", methods=["GET", "POST"])
@writes
def end_acceptance_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.ACCEPT_RISK)
    check_is_risk(risk.reference, risk.kind, "accepted")
    if request.method == "GET" and not _is_accepted(risk):
        raise NothingAccepted
    form = EndAcceptanceForm.for_row(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: EndAcceptanceForm.for_row(risk, fresh=True)):
            end_acceptance(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"{risk.reference} is no longer accepted.")
    advice = "The history shows both the acceptance and its end."
    return render_act(f"End the acceptance of {risk.reference}", "End acceptance", form, risk, advice=advice)


def _score_form(risk: Risk, *, fresh: bool = False) -> ScoreForm:
    matrices = queries.matrices(session())
    newest = max(matrices.values(), key=lambda each: each.number)
    return ScoreForm.for_risk(risk, newest, scores_in_force(risk, matrices, date.max), fresh=fresh)


def _scored(risk: Risk) -> str:
    standing = risk.standing
    warning = ""
    if standing.score is not None and is_above_inherent(standing.score, standing.inherent_score):
        warning = " The current score is above the inherent one, so check both."
    band = f", {standing.band.label.lower()}" if standing.band else ""
    return f"{risk.reference} is scored {standing.score}{band}.{warning}{_next_review(risk)}"


def _next_review(risk: Risk) -> str:
    due = risk.standing.review_due_on
    return f" Review it again by {long_date(due)}." if due else ""


def _is_accepted(risk: Risk) -> bool:
    until = risk.standing.accepted_until
    return until is not None and until >= today()
