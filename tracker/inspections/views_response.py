"""The Commissioner's comments on a report: drafting, approving, publishing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.dates import today
from tracker.inspections.commands_response import approve_comments, draft_comments, publish_comments, unanswered_in
from tracker.inspections.forms_response import ApproveForm, CommentsForm, PublishForm
from tracker.inspections.models import Inspection
from tracker.inspections.queries_response import recommendations_of
from tracker.inspections.views import clock_of, inspections, load, render_act
from tracker.web.forms import BaseForm
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@inspections.route("/inspections/<code>/comments", methods=["GET", "POST"])
@writes
def response_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.SEE_INSPECTIONS)
    form = _comments_form(inspection)
    if form.is_submitted():
        require(Act.DRAFT_COMMENTS)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _comments_form(inspection, fresh=True)):
            draft_comments(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return _to_comments(inspection, "The comments are saved.")
    is_published = inspection.response is not None and inspection.response.published_on is not None
    asks = form.is_submitted() or (can(Act.DRAFT_COMMENTS) and not is_published)
    return _page(f"Comments on {inspection.code}", "Save comments", form, inspection, asks=asks)


@inspections.route("/inspections/<code>/comments/approve", methods=["GET", "POST"])
@writes
def approve_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.APPROVE_COMMENTS)
    form = ApproveForm.for_row(inspection.response)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ApproveForm.for_row(inspection.response, fresh=True)):
            approve_comments(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return _to_comments(inspection, "The comments are approved.")
    advice = (
        "You approve the text below, word for word. When any of it changes afterwards, "
        "the approval lapses and you are asked again."
    )
    title = f"Approve the comments on {inspection.code}"
    waits_for = _until_approval(inspection)
    # A form that waits for another act is left out, but one that was sent and refused is given back.
    asks = form.is_submitted() or not waits_for
    return _page(title, "Approve", form, inspection, advice=advice, waits_for=waits_for, asks=asks)


@inspections.route("/inspections/<code>/comments/publish", methods=["GET", "POST"])
@writes
def publish_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.PUBLISH_COMMENTS)
    form = PublishForm.for_row(inspection.response)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PublishForm.for_row(inspection.response, fresh=True)):
            publish_comments(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return _to_comments(inspection, "The publication is recorded.")
    advice = (
        "Record here that the comments were published and to whom copies went. "
        "Once published, their text can no longer be changed."
    )
    title = f"Publication of the comments on {inspection.code}"
    return _page(title, "Save", form, inspection, advice=advice, waits_for=_until_publication(inspection))


def _page(
    title: str,
    button: str,
    form: BaseForm,
    inspection: Inspection,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    asked = recommendations_of(session(), inspection.id)
    return render_act(
        title,
        button,
        form,
        inspection,
        template="inspections/response.html",
        response=inspection.response,
        recommendations=asked,
        unanswered=unanswered_in(asked),
        clock=clock_of(inspection),
        **{"asks": True, "waits_for": "", **extra},
    )


def _until_approval(inspection: Inspection) -> str:
    """What has to come before the approval, or that it has come; empty when it is time."""
    response = inspection.response
    if response is None or not response.comments:
        return "There is nothing to approve yet: the Commissioner’s comments have not been drafted."
    if response.approved_on is not None:
        return "These comments are approved as they stand."
    if unanswered_in(recommendations_of(session(), inspection.id)):
        return "The comments can be approved once each recommendation has its answer."
    return ""


def _until_publication(inspection: Inspection) -> str:
    """What has to come before the publication; empty when it is time."""
    if unanswered_in(recommendations_of(session(), inspection.id)):
        return "The comments can be published once each recommendation has its answer and the Commissioner approves."
    if inspection.response is None or inspection.response.approved_on is None:
        return "The comments can be published once the Commissioner has approved them."
    return ""


def _comments_form(inspection: Inspection, *, fresh: bool = False) -> CommentsForm:
    return CommentsForm.with_rows(inspection.response, recommendations_of(session(), inspection.id), fresh=fresh)


def _to_comments(inspection: Inspection, message: str) -> Response:
    flash(message)
    return redirect(url_for("inspections.response_page", code=inspection.code))
