"""Completing, stopping, reopening and carrying forward."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.plan import queries
from tracker.plan.commands_close import carry_forward, complete, reopen, stop
from tracker.plan.forms_deliverable import CarryForwardForm
from tracker.plan.forms_progress import CompleteForm, ReopenForm, StopForm
from tracker.plan.models import Deliverable
from tracker.plan.views import load, plan, priorities_to_choose, render_act
from tracker.plan.views_progress import back_to
from tracker.web.identity import current_actor
from tracker.writing import session, writes


@plan.route("/deliverables/<reference>/complete", methods=["GET", "POST"])
@writes
def complete_deliverable(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.CLOSE_DELIVERABLE)
    form = CompleteForm.for_row(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CompleteForm.for_row(deliverable, fresh=True)):
            complete(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"{deliverable.reference} is complete.")
    advice = "Progress becomes 100%. The next highlight report lists it as complete, later ones leave it out."
    return render_act(f"Complete {deliverable.reference}", "Complete", form, deliverable, advice=advice)


@plan.route("/deliverables/<reference>/stop", methods=["GET", "POST"])
@writes
def stop_deliverable(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.CLOSE_DELIVERABLE)
    form = StopForm.for_row(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: StopForm.for_row(deliverable, fresh=True)):
            stop(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"{deliverable.reference} is stopped.")
    advice = "The percentage stays as it is. The next highlight report lists it as stopped, with your reason."
    return render_act(f"Stop {deliverable.reference}", "Stop", form, deliverable, advice=advice, warning=True)


@plan.route("/deliverables/<reference>/reopen", methods=["GET", "POST"])
@writes
def reopen_deliverable(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.CLOSE_DELIVERABLE)
    form = _reopen_form(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _reopen_form(deliverable, fresh=True)):
            reopen(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"{deliverable.reference} is open again.")
    advice = "Use this when it was closed in error or is taken up again. Its original due date still counts."
    return render_act(f"Reopen {deliverable.reference}", "Reopen", form, deliverable, advice=advice)


@plan.route("/deliverables/<reference>/carry-forward", methods=["GET", "POST"])
@writes
def carry_forward_deliverable(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.CLOSE_DELIVERABLE)
    form = _carry_form(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _carry_form(deliverable, fresh=True)):
            new = carry_forward(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(new, f"{deliverable.reference} is carried forward and goes on here as {new.reference}.")
    advice = "It closes with its percentage as it is and goes on under a new reference. Each page links to the other."
    title = f"Carry forward {deliverable.reference}"
    return render_act(title, "Carry forward", form, deliverable, advice=advice, template="plan/act_due.html")


def _reopen_form(deliverable: Deliverable, *, fresh: bool = False) -> ReopenForm:
    return ReopenForm.with_milestones(deliverable, queries.milestone_percents(deliverable), fresh=fresh)


def _carry_form(deliverable: Deliverable, *, fresh: bool = False) -> CarryForwardForm:
    form = CarryForwardForm.for_row(deliverable, fresh=fresh)
    form.priority_id.choices = [("", "Select a priority"), *priorities_to_choose()]
    if not form.is_submitted() or fresh:
        form.effective_on.process_data(today())
    return form
