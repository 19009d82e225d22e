"""What force and inspectorate say of a finding, and what a later inspection said of it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.inspections.commands_history import expect_asks_for_work
from tracker.inspections.commands_status import reassess, record_force_status, record_inspectorate_status
from tracker.inspections.forms_finding_status import ForceStatusForm, InspectorateStatusForm, ReassessForm
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries_list import later_inspections
from tracker.inspections.rules import ForceStatus, InspectorateStatus, Result
from tracker.inspections.rules_changes import warns_without_evidence
from tracker.inspections.views import inspections
from tracker.inspections.views_finding import back_to_finding, load_finding, render_finding_act
from tracker.web.identity import current_actor
from tracker.writing import session, writes

FORCE_ADVICE = (
    "What the force says is kept apart from what the inspectorate says. “Closed by the force” does not close the "
    "finding for the Panel: it is shown as open until the inspectorate says that it is complete."
)
INSPECTORATE_ADVICE = (
    "Only “complete” closes the finding for the Panel. It needs the inspectorate’s own date and who told us. "
    "If it turns out to be wrong, record another status of the same or a later date: nothing is deleted."
)
NO_EVIDENCE = (
    "No evidence is recorded yet. You can still save “ready for closure”, but the finding is counted among those "
    "without evidence until a link or a file is added."
)


@inspections.route("/inspections/findings/<reference>/force", methods=["GET", "POST"])
@writes
def force_status_page(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.UPDATE_FINDING)
    expect_asks_for_work(finding)
    form = ForceStatusForm.for_row(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ForceStatusForm.for_row(finding, fresh=True)):
            mark = record_force_status(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, _said_by_force(finding, mark.status))
    hint = "" if finding.standing.has_evidence else NO_EVIDENCE
    title = f"Force status of {finding.reference}"
    return render_finding_act(title, "Save force status", form, finding, advice=FORCE_ADVICE, hint=hint, warns=True)


@inspections.route("/inspections/findings/<reference>/inspectorate", methods=["GET", "POST"])
@writes
def inspectorate_status_page(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.RECORD_INSPECTORATE)
    expect_asks_for_work(finding)
    form = InspectorateStatusForm.for_row(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: InspectorateStatusForm.for_row(finding, fresh=True)):
            mark = record_inspectorate_status(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, _said_by_inspectorate(finding, mark.status))
    title = f"Inspectorate status of {finding.reference}"
    return render_finding_act(title, "Save inspectorate status", form, finding, advice=INSPECTORATE_ADVICE, warns=True)


@inspections.route("/inspections/findings/<reference>/reassess", methods=["GET", "POST"])
@writes
def reassess_page(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.RECORD_INSPECTORATE)
    expect_asks_for_work(finding)
    form = _reassess_form(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _reassess_form(finding, fresh=True)):
            found = reassess(session(), finding, form.to_command(), by=current_actor(), on=today())
            closed = found.result is Result.CLOSED
            told = f"It is closed for the Panel.{_still_open(finding)}" if closed else "It stays open to the Panel."
            return back_to_finding(finding, f"The re-assessment of {finding.reference} is recorded. {told}")
    advice = "When a later inspection looked at it again: does it persist, has it improved, or is it closed?"
    title = f"Re-assess {finding.reference}"
    return render_finding_act(title, "Save re-assessment", form, finding, advice=advice, warns=True)


def _said_by_force(finding: Finding, status: ForceStatus) -> str:
    said = f"The force’s status of {finding.reference} is recorded: {status.label.lower()}."
    if status is ForceStatus.CLOSED_BY_FORCE and finding.standing.is_open:
        said += " It is still open to the Panel until the inspectorate says that it is complete."
    if warns_without_evidence(status, has_evidence=finding.standing.has_evidence):
        said += " No evidence is recorded yet: add a link or a file."
    return said + _still_open(finding) if status is ForceStatus.CLOSED_BY_FORCE else said


def _said_by_inspectorate(finding: Finding, status: InspectorateStatus) -> str:
    said = f"The inspectorate’s status of {finding.reference} is recorded: {status.label.lower()}."
    return said if finding.standing.is_open else f"{said} It is closed for the Panel.{_still_open(finding)}"


def _still_open(finding: Finding) -> str:
    """What somebody who closes a cause of concern should not overlook."""
    named = ", ".join(each.reference for each in finding.open_under)
    return f" Still open under it: {named}. Record the status of each on its own page." if named else ""


def _reassess_form(finding: Finding, *, fresh: bool = False) -> ReassessForm:
    form = ReassessForm.for_row(finding, fresh=fresh)
    form.offer(later_inspections(session(), finding))
    return form
