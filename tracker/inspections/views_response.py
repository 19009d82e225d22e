"""The Commissioner's comments on a report: drafting, approving, publishing."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.dates import today
from tracker.inspections.commands_additions import (
    approve_additions,
    draft_additions,
    open_to_additions,
    publish_additions,
    to_approve,
    to_publish,
)
from tracker.inspections.commands_response import (
    approve_comments,
    draft_comments,
    lapse_of,
    publish_comments,
    seal_of,
    unanswered_in,
)
from tracker.inspections.forms_response import (
    AdditionsForm,
    ApproveForm,
    CommentsForm,
    PublishAdditionsForm,
    PublishForm,
)
from tracker.inspections.models import Inspection, InspectionResponse
from tracker.inspections.queries_response import commented_on, recommendations_of
from tracker.inspections.rules_approval import ApprovalLapsed, Lapse
from tracker.inspections.views import clock_of, inspections, load, render_act
from tracker.web.forms import BaseForm
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes


@inspections.route("/inspections/<code>/comments", methods=["GET", "POST"])
@writes
def response_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.SEE_INSPECTIONS)
    form = _answers_form(inspection)
    if form.is_submitted():
        require(Act.DRAFT_COMMENTS)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _answers_form(inspection, fresh=True)):
            changed = _draft(inspection, form)
            return _to_comments(inspection, "The comments are saved." if changed else NOTHING_CHANGED)
    # Once all is published there is nothing to write.
    offers = can(Act.DRAFT_COMMENTS) and (isinstance(form, CommentsForm) or bool(form.rows))
    asks = form.is_submitted() or offers
    return _page(f"Comments on {inspection.code}", "Save comments", form, inspection, asks=asks, drafting=True)


@inspections.route("/inspections/<code>/comments/approve", methods=["GET", "POST"])
@writes
def approve_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.APPROVE_COMMENTS)
    form = _approve_form(inspection)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _approve_form(inspection, fresh=True)):
            approve = approve_additions if published_on(inspection) else approve_comments
            approve(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return _to_comments(inspection, "The comments are approved.")
    advice = (
        "You approve the text below, word for word. When any of it changes afterwards, or a recommendation is added, "
        "reworded or withdrawn, the approval lapses and you are asked again. What is published already stays as it is."
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
    if "additions" in request.args and inspection.response is not None and published_on(inspection):
        return _publish_additions(inspection, inspection.response)
    form = PublishForm.for_row(inspection.response)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PublishForm.for_row(inspection.response, fresh=True)):
            changed = publish_comments(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return _to_comments(inspection, "The publication is recorded." if changed else NOTHING_CHANGED)
    advice = (
        "Record here that the comments were published and to whom copies went. "
        "Once published, their text can no longer be changed."
    )
    title = f"Publication of the comments on {inspection.code}"
    return _page(title, "Save", form, inspection, advice=advice, waits_for=_until_publication(inspection))


def _publish_additions(inspection: Inspection, response: InspectionResponse) -> ResponseReturnValue:
    form = PublishAdditionsForm.for_row(response)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PublishAdditionsForm.for_row(response, fresh=True)):
            publish_additions(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return _to_comments(inspection, "The publication of the additional answers is recorded.")
    waits_for = ""
    if not to_publish(recommendations_of(session(), inspection.id)):
        waits_for = "There is no additional answer that is approved and not published yet."
    advice = (
        "Record here that the approved answers marked as not published yet were published in addition to the comments. "
        "From then on they can no longer be changed. Copies go to the inspectors and the Secretary of State too."
    )
    title = f"Additional answers on {inspection.code}"
    asks = form.is_submitted() or not waits_for
    return _page(title, "Save", form, inspection, advice=advice, waits_for=waits_for, asks=asks)


def _page(
    title: str,
    button: str,
    form: BaseForm,
    inspection: Inspection,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    asked = recommendations_of(session(), inspection.id)
    commented = commented_on(session(), inspection.id)
    is_published = published_on(inspection) is not None
    return render_act(
        title,
        button,
        form,
        inspection,
        template="inspections/response.html",
        response=inspection.response,
        recommendations=commented if is_published else asked,
        unanswered=unanswered_in(asked),
        lapse=Lapse() if is_published else _lapse(inspection),
        to_approve=[each.reference for each in to_approve(asked)] if is_published else [],
        to_publish=[each.reference for each in to_publish(asked)] if is_published else [],
        clock=clock_of(inspection),
        **{"asks": True, "waits_for": "", "drafting": False, **extra},
    )


def published_on(inspection: Inspection) -> date | None:
    """The day the comments were published, if they were."""
    return inspection.response.published_on if inspection.response else None


def _lapse(inspection: Inspection) -> Lapse:
    """What ended the approval that was given, if one was."""
    if inspection.response is None or inspection.response.approved_on is None:
        return Lapse()
    return lapse_of(commented_on(session(), inspection.id))


def _until_approval(inspection: Inspection) -> str:
    """What has to come before the approval, or that it has come; empty when it is time."""
    response = inspection.response
    if response is None or not response.comments:
        return "There is nothing to approve yet: the Commissioner’s comments have not been drafted."
    asked = recommendations_of(session(), inspection.id)
    if response.published_on is not None:
        return (
            "" if to_approve(asked) else "These comments are published, and there is no additional answer to approve."
        )
    if unanswered_in(asked):
        return "The comments can be approved once each recommendation has its answer."
    if response.approved_on is not None and not _lapse(inspection):
        return "These comments are approved as they stand."
    return ""


def _until_publication(inspection: Inspection) -> str:
    """What has to come before the publication; empty when it is time."""
    response = inspection.response
    if response is not None and response.published_on is not None:
        return ""
    if unanswered_in(recommendations_of(session(), inspection.id)):
        return "The comments can be published once each recommendation has its answer and the Commissioner approves."
    if response is None or response.invited_on is None:
        return (
            "The comments can be published once the chief constable was invited to comment: the day of the invitation "
            "is recorded on the page of the comments."
        )
    if response.approved_on is None:
        return "The comments can be published once the Commissioner has approved them."
    return str(ApprovalLapsed(lapse)) if (lapse := _lapse(inspection)) else ""


def _answers_form(inspection: Inspection, *, fresh: bool = False) -> CommentsForm | AdditionsForm:
    """Of the comments, or, once these are published, of what they say nothing of. A form that was opened before is
    kept, so that nothing typed is lost.
    """
    asked = recommendations_of(session(), inspection.id)
    response = inspection.response
    if response is None or response.published_on is None or "comments" in request.form:
        return CommentsForm.with_rows(response, asked, fresh=fresh)
    return AdditionsForm.with_rows(response, open_to_additions(asked), fresh=fresh)


def _draft(inspection: Inspection, form: CommentsForm | AdditionsForm) -> bool:
    if isinstance(form, CommentsForm):
        return draft_comments(session(), inspection, form.to_command(), by=current_actor(), on=today())
    return draft_additions(session(), inspection, form.to_command(), by=current_actor(), on=today())


def _approve_form(inspection: Inspection, *, fresh: bool = False) -> ApproveForm:
    return ApproveForm.for_row(inspection.response, seal_of(session(), inspection), fresh=fresh)


def _to_comments(inspection: Inspection, message: str) -> Response:
    flash(message)
    return redirect(url_for("inspections.response_page", code=inspection.code))
