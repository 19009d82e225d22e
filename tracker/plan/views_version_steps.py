"""Recording the steps of a version of a plan, correcting them, taking them back, and their documents."""

from __future__ import annotations

import io
from typing import Final

from flask import Response, send_file
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.errors import NotFound
from tracker.files.rules import kind_of
from tracker.plan import commands_version_steps as commands
from tracker.plan import queries_versions as versions
from tracker.plan.forms_versions import CorrectForm, RecordForm, TakeBackForm, correct_form, record_form
from tracker.plan.models_versions import PlanVersion, PlanVersionStep
from tracker.plan.rules_version_kinds import StepKind
from tracker.plan.rules_versions import check_can_be_recorded, check_take_back, lacking
from tracker.plan.views import plan
from tracker.plan.views_plan_versions import act_on_version, to_version
from tracker.web.identity import can, current_actor, require
from tracker.web.request import takes_files
from tracker.writing import logs_download, session, writes

STEP: Final = f"/plans/<code>/versions/<int:number>/<any({', '.join(StepKind)}):step>"

ADVICE: Final = {
    StepKind.DRAFTED: "The day the draft of the plan or variation was ready.",
    StepKind.CONSULTED: "The law asks that the chief constable is consulted in preparing the draft.",
    StepKind.SENT: "The Panel must see the draft before the plan is issued or varied.",
    StepKind.REVIEWED: "The Panel reviews the draft at a meeting and makes a report or recommendations.",
    StepKind.REPORTED: "Record the Panel’s report or recommendations. They need a response, and it must be published.",
    StepKind.RESPONDED: "Choose the response’s file or enter its address: everybody can read it once the plan is out.",
    StepKind.PUBLISHED: "Its priorities and objectives are frozen as they stand, and everybody can read this version "
    "here. It cannot be taken back.",
}


@plan.route(STEP, methods=["GET", "POST"])
@writes
@takes_files
def record_step(code: str, number: int, step: str) -> ResponseReturnValue:
    kind = StepKind(step)
    row = versions.version(session(), code, number)
    _require(kind)
    form = _record_form(row, kind)
    if not form.is_submitted():
        check_can_be_recorded(kind, row.standing)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _record_form(row, kind, fresh=True)):
            commands.record_step(session(), row, form.to_record(kind), by=current_actor(), on=today())
            return to_version(row, f"“{kind.label}” is recorded.")
    lets_through = kind is StepKind.PUBLISHED and lacking(row.standing)
    return act_on_version(
        f"Record: {kind.label}",
        "Publish" if kind is StepKind.PUBLISHED else "Record step",
        form,
        row,
        advice=ADVICE[kind],
        lacks=lacking(row.standing) if lets_through else (),
        leave_out=() if lets_through else ("override_reason",),
    )


@plan.route(f"{STEP}/correct", methods=["GET", "POST"])
@writes
@takes_files
def correct_step(code: str, number: int, step: str) -> ResponseReturnValue:
    kind = StepKind(step)
    row = versions.version(session(), code, number)
    before = _standing(row, kind)
    _require(kind)
    form = _correct_form(row, before)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _correct_form(row, _standing(row, kind), fresh=True)):
            commands.correct_step(session(), row, form.to_correct(kind), by=current_actor(), on=today())
            return to_version(row, f"“{kind.label}” is corrected.")
    advice = "What was recorded before stays in the history of this version."
    if before.file_name is not None:
        advice += f" Its file now is {before.file_name}; it stays unless you choose another or tick the box."
    leave_out = () if before.file_name is not None else ("without_file",)
    return act_on_version(f"Correct: {kind.label}", "Save correction", form, row, advice=advice, leave_out=leave_out)


@plan.route(f"{STEP}/take-back", methods=["GET", "POST"])
@writes
def take_back_step(code: str, number: int, step: str) -> ResponseReturnValue:
    kind = StepKind(step)
    row = versions.version(session(), code, number)
    _standing(row, kind)
    _require(kind)
    form = TakeBackForm.for_row(row)
    if not form.is_submitted():
        check_take_back(kind, row.standing, may_publish=can(Act.PUBLISH_PLANS))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: TakeBackForm.for_row(row, fresh=True)):
            commands.take_back_step(
                session(),
                row,
                form.to_command(kind, may_publish=can(Act.PUBLISH_PLANS)),
                by=current_actor(),
                on=today(),
            )
            return to_version(row, f"“{kind.label}” is taken back.")
    advice = "Use this for a step that was never taken. What was recorded stays in the history of this version."
    if row.published_on is not None:
        advice += (
            " This version is published: its public page no longer shows the step, and it stands as published without "
            "what the law asks before."
        )
    return act_on_version(f"Take back: {kind.label}", "Take back", form, row, advice=advice, warning=True)


@plan.get("/plans/<code>/versions/<int:number>/documents/<int:step_id>")
@logs_download
def step_document(code: str, number: int, step_id: int) -> ResponseReturnValue:
    row = versions.version(session(), code, number)
    step = versions.step_of(row, step_id)
    require(Act.SEE_PLANS)
    if step.file_id is None:
        raise NotFound("document of the step", str(step_id))
    return document_answer(commands.download_document(session(), row, step, by=current_actor()), step)


def document_answer(content: bytes, step: PlanVersionStep) -> Response:
    """A kept document, to be saved: a browser shows none of it as part of this site."""
    name = step.file_name or ""
    answer = send_file(io.BytesIO(content), mimetype=kind_of(name).value, as_attachment=True, download_name=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _require(kind: StepKind) -> None:
    """Raises Forbidden."""
    require(Act.PUBLISH_PLANS if kind is StepKind.PUBLISHED else Act.EDIT_PLAN_VERSIONS)


def _standing(row: PlanVersion, kind: StepKind) -> PlanVersionStep:
    """Raises NotFound."""
    found = row.standing.get(kind)
    if found is None:
        raise NotFound("recorded step", kind.label)
    return found


def _record_form(row: PlanVersion, kind: StepKind, *, fresh: bool = False) -> RecordForm:
    return record_form(row, kind, versions.meetings_held(session(), today()), today(), fresh=fresh)


def _correct_form(row: PlanVersion, step: PlanVersionStep, *, fresh: bool = False) -> CorrectForm:
    return correct_form(row, step, versions.meetings_held(session(), today()), fresh=fresh)
