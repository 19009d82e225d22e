"""Recording and correcting progress on one deliverable."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.dates import today
from tracker.plan import queries
from tracker.plan.commands import may_complete, override_rag, record_progress
from tracker.plan.commands_correct import correct_progress
from tracker.plan.forms_deliverable import OverrideRagForm
from tracker.plan.forms_progress import CorrectForm, ProgressForm
from tracker.plan.models import Deliverable
from tracker.plan.rules import ProgressStatus
from tracker.plan.views import load, plan, render_act, ties_to
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


def back_to(deliverable: Deliverable, message: str) -> Response:
    flash(message)
    return redirect(url_for("overview.deliverable_page", reference=deliverable.reference))


@plan.route("/deliverables/<reference>/update", methods=["GET", "POST"])
@writes
def update_progress(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.UPDATE_PROGRESS)
    form = _progress_form(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _progress_form(deliverable, fresh=True)):
            record_progress(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"Progress of {deliverable.reference} recorded.")
    title = f"Update progress of {deliverable.reference}"
    return render_act(title, "Save update", form, deliverable)


@plan.route("/deliverables/<reference>/updates/<int:update_id>/correct", methods=["GET", "POST"])
@writes
def correct_update(reference: str, update_id: int) -> ResponseReturnValue:
    deliverable = queries.deliverable(session(), reference)
    update = queries.update_of(deliverable, update_id)
    require(Act.UPDATE_PROGRESS, ties_to(deliverable))
    form = CorrectForm.for_update(deliverable, update)
    completion = may_complete(deliverable, current_actor()) or update.status is ProgressStatus.COMPLETE
    form.offer(completion=completion)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CorrectForm.for_update(deliverable, update, fresh=True)):
            correct_progress(session(), deliverable, form.to_command(update_id), by=current_actor(), on=today())
            return back_to(deliverable, f"The update of {deliverable.reference} is corrected.")
    title = f"Correct an update of {deliverable.reference}"
    advice = "The update as it was first recorded stays in the history, marked as corrected."
    left_out = () if completion else ("completed_on",)
    return render_act(title, "Save correction", form, deliverable, advice=advice, leave_out=left_out)


@plan.route("/deliverables/<reference>/rating", methods=["GET", "POST"])
@writes
def set_rating(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.OVERRIDE_RAG)
    form = OverrideRagForm.for_row(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: OverrideRagForm.for_row(deliverable, fresh=True)):
            override_rag(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"The rating of {deliverable.reference} is set.")
    advice = "The rating is worked out from dates and progress. One set by hand is printed with its reason."
    return render_act(f"Set the rating of {deliverable.reference}", "Save rating", form, deliverable, advice=advice)


def _progress_form(deliverable: Deliverable, *, fresh: bool = False) -> ProgressForm:
    return ProgressForm.with_milestones(deliverable, queries.milestone_percents(deliverable), fresh=fresh)
