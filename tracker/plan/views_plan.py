"""Plans, their priorities and objectives."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act, Role
from tracker.accounts.queries import people_with_role
from tracker.dates import today
from tracker.plan import commands_plan, queries
from tracker.plan.forms_plan import ObjectiveForm, PlanForm, PriorityForm
from tracker.plan.models import Objective, Plan, Priority
from tracker.plan.queries_versions import in_force
from tracker.plan.views import plan
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@plan.get("/plans")
def plan_list() -> ResponseReturnValue:
    require(Act.SEE_PLANS)
    return render_template("plan/plans.html", plans=queries.plans(session()), today=today())


@plan.get("/plans/<code>")
def plan_page(code: str) -> ResponseReturnValue:
    found = queries.plan(session(), code)
    require(Act.SEE_PLANS)
    counts = queries.deliverable_counts(session(), found.id, today())
    return render_template(
        "plan/plan.html",
        plan=found,
        counts=counts,
        in_force=in_force(session(), found.id, today()),
        can_edit=can(Act.EDIT_PLANS),
    )


@plan.route("/plans/new", methods=["GET", "POST"])
@writes
def new_plan() -> ResponseReturnValue:
    require(Act.EDIT_PLANS)
    form = PlanForm()
    if form.validate_on_submit():
        with form.refusals():
            created = commands_plan.create_plan(session(), form.to_create(), by=current_actor(), on=today())
            return _to_plan(created, "The plan is added.")
    return _page("Add a plan", form, "Add plan")


@plan.route("/plans/<code>/edit", methods=["GET", "POST"])
@writes
def edit_plan(code: str) -> ResponseReturnValue:
    found = queries.plan(session(), code)
    require(Act.EDIT_PLANS)
    form = PlanForm.for_row(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PlanForm.for_row(found, fresh=True)):
            commands_plan.edit_plan(session(), found, form.to_edit(), by=current_actor(), on=today())
            return _to_plan(found, "The plan is changed.")
    return _page(f"Change {found.title}", form, "Save changes", leave_out=("code",), plan=found)


@plan.route("/plans/<code>/priorities/new", methods=["GET", "POST"])
@writes
def new_priority(code: str) -> ResponseReturnValue:
    found = queries.plan(session(), code)
    require(Act.EDIT_PLANS)
    form = PriorityForm()
    form.offer(people_with_role(session(), Role.LEAD))
    if form.validate_on_submit():
        with form.refusals():
            commands_plan.create_priority(session(), form.to_create(found), by=current_actor(), on=today())
            return _to_plan(found, "The priority is added.")
    return _page("Add a priority", form, "Add priority", plan=found)


@plan.route("/plans/<code>/priorities/<int:number>/edit", methods=["GET", "POST"])
@writes
def edit_priority(code: str, number: int) -> ResponseReturnValue:
    priority = queries.priority(session(), code, number)
    require(Act.EDIT_PLANS)
    form = _priority_form(priority)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _priority_form(priority, fresh=True)):
            commands_plan.edit_priority(session(), priority, form.to_edit(), by=current_actor(), on=today())
            return _to_plan(priority.plan, "The priority is changed.")
    title = f"Change priority {priority.number}"
    return _page(title, form, "Save changes", leave_out=("number",), plan=priority.plan)


@plan.route("/plans/<code>/priorities/<int:number>/objectives/new", methods=["GET", "POST"])
@writes
def new_objective(code: str, number: int) -> ResponseReturnValue:
    priority = queries.priority(session(), code, number)
    require(Act.EDIT_OBJECTIVES, queries.ties_to_priority(current_actor(), priority))
    form = ObjectiveForm()
    form.offer(queries.first_level_objectives(session(), priority.id))
    if form.validate_on_submit():
        with form.refusals():
            commands_plan.create_objective(session(), form.to_create(priority), by=current_actor(), on=today())
            return _to_priority(priority, "The objective is added.")
    return _page("Add an objective", form, "Add objective", plan=priority.plan)


@plan.route("/plans/<code>/priorities/<int:number>/objectives/<objective_code>/edit", methods=["GET", "POST"])
@writes
def edit_objective(code: str, number: int, objective_code: str) -> ResponseReturnValue:
    priority = queries.priority(session(), code, number)
    objective = queries.objective(session(), priority, objective_code)
    require(Act.EDIT_OBJECTIVES, queries.ties_to_priority(current_actor(), priority))
    form = _objective_form(objective)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _objective_form(objective, fresh=True)):
            commands_plan.edit_objective(session(), objective, form.to_edit(), by=current_actor(), on=today())
            return _to_priority(priority, "The objective is changed.")
    return _page(f"Change {objective.level_name.lower()} {objective.code}", form, "Save changes", plan=priority.plan)


def _priority_form(priority: Priority, *, fresh: bool = False) -> PriorityForm:
    form = PriorityForm.for_row(priority, fresh=fresh)
    leads = people_with_role(session(), Role.LEAD)
    form.offer([*leads, priority.lead] if priority.lead and priority.lead not in leads else leads)
    return form


def _objective_form(objective: Objective, *, fresh: bool = False) -> ObjectiveForm:
    form = ObjectiveForm.for_row(objective, fresh=fresh)
    parents = queries.first_level_objectives(session(), objective.priority_id)
    form.offer([found for found in parents if found.id != objective.id])
    return form


def _page(
    title: str, form: BaseForm, button: str, *, leave_out: tuple[str, ...] = (), plan: Plan | None = None
) -> ResponseReturnValue:
    crumbs = [{"text": "Plans", "href": "/plans"}]
    if plan is not None:
        crumbs.append({"text": plan.title, "href": f"/plans/{plan.code}"})
    return render_form("plan/form.html", form, title=title, button=button, leave_out=leave_out, crumbs=crumbs)


def _to_plan(found: Plan, message: str) -> Response:
    flash(message)
    return redirect(url_for("plan.plan_page", code=found.code))


def _to_priority(priority: Priority, message: str) -> Response:
    flash(message)
    return redirect(url_for("overview.priority_page", code=priority.plan.code, number=priority.number))
