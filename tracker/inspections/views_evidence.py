"""Adding, withdrawing and downloading what shows that the work on a finding was done."""

from __future__ import annotations

import io

from flask import send_file
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.errors import NotFound
from tracker.files.rules import kind_of
from tracker.inspections import commands_evidence, queries
from tracker.inspections.forms_finding import EvidenceForm, WithdrawEvidenceForm
from tracker.inspections.models_finding import Evidence, Finding
from tracker.inspections.views import inspections
from tracker.inspections.views_finding import back_to_finding, load_finding, render_finding_act, ties_to_finding
from tracker.web.identity import can, current_actor, require
from tracker.web.request import takes_files
from tracker.writing import logs_download, session, writes


@inspections.route("/inspections/findings/<reference>/evidence/new", methods=["GET", "POST"])
@writes
@takes_files
def add_evidence(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.UPDATE_FINDING)
    form = EvidenceForm()
    if form.validate_on_submit():
        with form.refusals():
            evidence = commands_evidence.add_evidence(
                session(), finding, form.to_command(), by=current_actor(), on=today()
            )
            return back_to_finding(finding, f"Evidence is added: {evidence.title}.")
    title = f"Add evidence to {finding.reference}"
    return render_finding_act(title, "Add evidence", form, finding, has_file=True)


@inspections.get("/inspections/findings/<reference>/evidence/<int:evidence_id>")
@logs_download
def evidence_file(reference: str, evidence_id: int) -> ResponseReturnValue:
    finding = queries.finding(session(), reference)
    evidence = evidence_of(finding, evidence_id)
    require(Act.SEE_INSPECTIONS)
    # To everybody but whom the office trusts with it, a file that was withdrawn is not there.
    if evidence.file_name is None or (evidence.withdrawn_on is not None and not can(Act.SEE_WITHDRAWN_EVIDENCE)):
        raise NotFound("file", str(evidence_id))
    content = commands_evidence.download_evidence(session(), finding, evidence, by=current_actor())
    answer = send_file(
        io.BytesIO(content),
        mimetype=kind_of(evidence.file_name).value,
        as_attachment=True,
        download_name=evidence.file_name,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@inspections.route("/inspections/findings/<reference>/evidence/<int:evidence_id>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_evidence(reference: str, evidence_id: int) -> ResponseReturnValue:
    finding = queries.finding(session(), reference)
    evidence = evidence_of(finding, evidence_id)
    require(Act.UPDATE_FINDING, ties_to_finding(finding))
    form = WithdrawEvidenceForm.for_row(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawEvidenceForm.for_row(finding, fresh=True)):
            command = form.to_command()
            commands_evidence.withdraw_evidence(session(), finding, evidence, command, by=current_actor(), on=today())
            return back_to_finding(finding, f"Evidence is withdrawn: {evidence.title}.")
    title = f"Withdraw evidence of {finding.reference}"
    advice = f"“{evidence.title}” no longer counts as evidence, and stays on the record as withdrawn."
    return render_finding_act(title, "Withdraw evidence", form, finding, advice=advice, warning=True)


def evidence_of(finding: Finding, evidence_id: int) -> Evidence:
    """One piece of its evidence, withdrawn or not. Raises NotFound."""
    for evidence in finding.evidence:
        if evidence.id == evidence_id:
            return evidence
    raise NotFound("evidence", str(evidence_id))
