"""The versions of a plan: their list, the page of each, drafting and withdrawing them, and moving deliverables."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.plan import commands_versions as commands
from tracker.plan import queries
from tracker.plan import queries_versions as versions
from tracker.plan.forms_versions import MoveManyForm, MoveToVersionForm, VersionForm, WithdrawVersionForm
from tracker.plan.models import Deliverable, Plan
from tracker.plan.models_versions import PlanVersion
from tracker.plan.rules_version_kinds import StepKind, VersionKind, VersionState
from tracker.plan.rules_versions import changes_between, deadline, in_force_on, lacking, next_steps, state_of
from tracker.plan.views import load, plan, render_act
from tracker.plan.views_progress import back_to
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, can_for_some, current_actor, require, require_for_some
from tracker.web.wording import NOTHING_CHANGED, count
from tracker.writing import session, writes


@plan.get("/plans/<code>/versions")
def version_list(code: str) -> ResponseReturnValue:
    found = queries.plan(session(), code)
    require(Act.SEE_PLANS)
    rows = versions.versions_of(session(), found.id)
    states = states_of(list(rows))
    return render_template(
        "plan/versions.html",
        plan=found,
        rows=[(row, states[row.number], deadline_of(row)) for row in rows],
        counts=versions.counts_of(session(), found.id),
        has_draft=VersionState.DRAFT in states.values(),
        begins_plan=not versions.published_days(rows),
        may_edit=can(Act.EDIT_PLAN_VERSIONS),
        crumbs=crumbs_to(found, None, "Versions"),
    )


@plan.route("/plans/<code>/versions/new", methods=["GET", "POST"])
@writes
def new_version(code: str) -> ResponseReturnValue:
    found = queries.plan(session(), code)
    require(Act.EDIT_PLAN_VERSIONS)
    form = VersionForm.for_plan(found)
    varies = bool(versions.published_days(versions.versions_of(session(), found.id)))
    if form.validate_on_submit():
        with form.refusals():
            row = commands.begin_version(session(), found, form.to_begin(), by=current_actor(), on=today())
            return to_version(row, f"Version {row.number} is begun. Record each step once it is taken.")
    title = f"Begin a variation of {found.title}" if varies else f"Begin the first version of {found.title}"
    leave_out = ("elected_on",) if varies else ()
    return _act_on_plan(title, "Begin version", form, found, leave_out=leave_out)


@plan.get("/plans/<code>/versions/<int:number>")
def version_page(code: str, number: int) -> ResponseReturnValue:
    row = versions.version(session(), code, number)
    require(Act.SEE_PLANS)
    beside = versions.versions_of(session(), row.plan_id)
    state, now = states_of(list(beside))[row.number], versions.lines_now(session(), row.plan_id)
    lines = row.frozen or now
    earlier = before(row, list(beside))
    return render_template(
        "plan/version.html",
        row=row,
        state=state,
        deadline=deadline_of(row),
        steps=row.standing,
        kinds=list(StepKind),
        corrected=[step for step in row.steps if step.taken_back or row.standing.get(step.kind) is not step],
        lines=lines,
        earlier=earlier,
        changes=changes_between(earlier.frozen, lines) if earlier is not None else (),
        drift=changes_between(row.frozen, now) if state is VersionState.IN_FORCE else (),
        deliverables=versions.deliverables_of(session(), row),
        history=history_of(session(), row.subject, limit=20),
        crumbs=crumbs_to(row.plan, None, f"Version {row.number}"),
        **_offered(row, state),
    )


@plan.route("/plans/<code>/versions/<int:number>/edit", methods=["GET", "POST"])
@writes
def edit_version(code: str, number: int) -> ResponseReturnValue:
    row = _load(code, number)
    form = VersionForm.for_row(row)
    if not form.is_submitted():
        commands.check_draft(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: VersionForm.for_row(row, fresh=True)):
            changed = commands.edit_version(session(), row, form.to_edit(), by=current_actor(), on=today())
            return to_version(row, f"Version {row.number} is changed." if changed else NOTHING_CHANGED)
    leave_out = ("elected_on",) if row.kind is VersionKind.VARIATION else ()
    return act_on_version(f"Change version {row.number}", "Save changes", form, row, leave_out=leave_out)


@plan.route("/plans/<code>/versions/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_version(code: str, number: int) -> ResponseReturnValue:
    row = _load(code, number)
    form = WithdrawVersionForm.for_row(row)
    if not form.is_submitted():
        commands.check_draft(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawVersionForm.for_row(row, fresh=True)):
            commands.withdraw_version(session(), row, form.to_command(), by=current_actor(), on=today())
            return to_version(row, f"Version {row.number} is withdrawn.")
    advice = "Use this for a draft that will not be published. It stays in sight with its steps, marked as withdrawn."
    return act_on_version(f"Withdraw version {row.number}", "Withdraw", form, row, advice=advice, warning=True)


@plan.route("/plans/<code>/versions/<int:number>/deliverables", methods=["GET", "POST"])
@writes
def move_deliverables(code: str, number: int) -> ResponseReturnValue:
    row = versions.version(session(), code, number)
    require_for_some(Act.EDIT_DELIVERABLE)
    form = _move_many_form(row)
    if not form.is_submitted():
        commands.check_published(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _move_many_form(row, fresh=True)):
            moved = commands.move_many_to_version(session(), row, form.to_command(), by=current_actor(), on=today())
            return to_version(row, f"{count(moved, 'deliverable')} moved to version {row.number}.")
    advice = (
        "The open deliverables under the priorities you lead that do not belong to this version yet. Those you tick "
        "belong to it from today on."
    )
    if not form.deliverables.choices:
        advice = "Every open deliverable under the priorities you lead belongs to this version already."
    # A form that was sent is given back, whatever became of its choices.
    asks = form.is_submitted() or bool(form.deliverables.choices)
    return act_on_version(f"Move deliverables to version {row.number}", "Move", form, row, advice=advice, asks=asks)


def _move_many_form(row: PlanVersion, *, fresh: bool = False) -> MoveManyForm:
    movable = versions.movable_to(session(), row, current_actor().person_id or 0)
    return MoveManyForm.for_row(row, movable, fresh=fresh)


@plan.route("/deliverables/<reference>/plan-version", methods=["GET", "POST"])
@writes
def move_deliverable(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.EDIT_DELIVERABLE)
    form = _move_form(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _move_form(deliverable, fresh=True)):
            commands.move_to_version(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"{deliverable.reference} belongs to version {form.number.data} of the plan.")
    plan_title = deliverable.standing.priority.plan.title
    advice = f"Which published version of “{plan_title}” it belongs to, from today on. Until today it stays as it was."
    if not form.number.choices:
        advice = f"No version of “{plan_title}” is published yet, so there is none to choose."
    return render_act(f"Version of the plan for {deliverable.reference}", "Save", form, deliverable, advice=advice)


def _move_form(deliverable: Deliverable, *, fresh: bool = False) -> MoveToVersionForm:
    form = MoveToVersionForm.for_row(deliverable, fresh=fresh)
    rows = versions.versions_of(session(), deliverable.standing.priority.plan_id)
    form.offer([row for row in rows if row.number in versions.published_days(rows)])
    return form


def _load(code: str, number: int) -> PlanVersion:
    """Raises NotFound, then Forbidden."""
    row = versions.version(session(), code, number)
    require(Act.EDIT_PLAN_VERSIONS)
    return row


def _offered(row: PlanVersion, state: VersionState) -> dict[str, object]:
    """What the person may do to it, for the page."""
    may_edit, may_publish = can(Act.EDIT_PLAN_VERSIONS), can(Act.PUBLISH_PLANS)
    stands = state is not VersionState.WITHDRAWN
    return {
        "may_edit": may_edit and stands,
        "may_publish": may_publish and stands,
        "may_move": can_for_some(Act.EDIT_DELIVERABLE) and state in {VersionState.IN_FORCE, VersionState.REPLACED},
        "next_steps": next_steps(row.standing) if stands else (),
        "lacks": lacking(row.standing),
    }


def states_of(rows: list[PlanVersion]) -> dict[int, VersionState]:
    """Where each version of one plan stands today, by number."""
    published = versions.published_days(rows)
    now = in_force_on(published, today())
    return {
        row.number: state_of(
            published.get(row.number), is_withdrawn=row.withdrawn_on is not None, is_in_force=row.number == now
        )
        for row in rows
    }


def before(row: PlanVersion, rows: list[PlanVersion]) -> PlanVersion | None:
    """The published version that a version takes, or would take, the place of."""
    published = versions.published_days(rows)
    earlier = [each for each in rows if each.number < row.number and each.number in published]
    return max(earlier, key=lambda each: each.number) if earlier else None


def deadline_of(row: PlanVersion) -> object:
    """By when it is due, for the page; None where the law sets no day or the version is withdrawn."""
    return None if row.withdrawn_on is not None else deadline(row.elected_on, row.published_on, today())


def crumbs_to(found: Plan, row: PlanVersion | None, here: str) -> list[dict[str, str]]:
    """The way back from a page about the versions of a plan, or about one of them."""
    crumbs = [{"text": "Plans", "href": "/plans"}, {"text": found.title, "href": f"/plans/{found.code}"}]
    if here != "Versions":
        crumbs.append({"text": "Versions", "href": f"/plans/{found.code}/versions"})
    if row is not None:
        crumbs.append({"text": f"Version {row.number}", "href": address_of(row)})
    return [*crumbs, {"text": here}]


def address_of(row: PlanVersion) -> str:
    return url_for("plan.version_page", code=row.plan.code, number=row.number)


def to_version(row: PlanVersion, message: str) -> Response:
    """To the page of a version, with word of what was done."""
    flash(message)
    return redirect(address_of(row))


def act_on_version(
    title: str,
    button: str,
    form: BaseForm,
    row: PlanVersion,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of one act on a version: what it is about, the questions, one button. `advice` says what it does."""
    about = f"Version {row.number} of {row.plan.title}: {row.title}"
    return _act(title, button, form, crumbs_to(row.plan, row, title), about=about, **extra)


def _act_on_plan(title: str, button: str, form: BaseForm, found: Plan, **extra: Any) -> ResponseReturnValue:  # noqa: ANN401  # template values
    return _act(title, button, form, crumbs_to(found, None, title), **extra)


def _act(
    title: str,
    button: str,
    form: BaseForm,
    crumbs: list[dict[str, str]],
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    given = {
        "advice": "",
        "about": "",
        "warning": False,
        "leave_out": (),
        "asks": True,
        "back": crumbs[-2]["href"],
        **extra,
    }
    return render_form("plan/version_act.html", form, title=title, button=button, crumbs=crumbs, **given)
