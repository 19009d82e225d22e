"""Creating deliverables and changing what they are."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts.models import Person
from tracker.accounts.queries import deliverable_owners
from tracker.dates import today
from tracker.plan import queries
from tracker.plan.commands import create_deliverable, edit_deliverable
from tracker.plan.commands_milestones import set_milestones
from tracker.plan.forms_deliverable import CreateDeliverableForm, EditDeliverableForm, MilestonesForm
from tracker.plan.models import Deliverable
from tracker.plan.views import load, plan, priorities_to_choose, render_act
from tracker.plan.views_progress import back_to
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require, require_for_some
from tracker.writing import session, writes


@plan.get("/deliverables/new")
def choose_priority() -> ResponseReturnValue:
    require_for_some(Act.EDIT_DELIVERABLE)
    mine = queries.priorities_led_by(session(), current_actor().person_id or 0)
    return render_template("plan/choose_priority.html", priorities=mine)


@plan.route("/plans/<code>/priorities/<int:number>/deliverables/new", methods=["GET", "POST"])
@writes
def new_deliverable(code: str, number: int) -> ResponseReturnValue:
    priority = queries.priority(session(), code, number)
    require(Act.EDIT_DELIVERABLE, queries.ties_to_priority(current_actor(), priority))
    form = CreateDeliverableForm()
    form.offer(_owners(), queries.objectives_of(session(), priority.id))
    if form.validate_on_submit():
        with form.refusals():
            command = form.to_command(priority)
            deliverable = create_deliverable(session(), command, by=current_actor(), on=today())
            flash(f"{deliverable.reference} is added.")
            return redirect(url_for("overview.deliverable_page", reference=deliverable.reference))
    return render_form("plan/new_deliverable.html", form, priority=priority)


@plan.route("/deliverables/<reference>/edit", methods=["GET", "POST"])
@writes
def edit_deliverable_page(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.EDIT_DELIVERABLE)
    form = _edit_form(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _edit_form(deliverable, fresh=True)):
            edit_deliverable(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"{deliverable.reference} is changed.")
    advice = "The wording and place it had until today stay in its history and in reports as at an earlier day."
    return render_act(f"Change {deliverable.reference}", "Save changes", form, deliverable, advice=advice)


@plan.route("/deliverables/<reference>/milestones", methods=["GET", "POST"])
@writes
def milestones_page(reference: str) -> ResponseReturnValue:
    deliverable = load(reference, Act.EDIT_DELIVERABLE)
    form = MilestonesForm.with_rows(deliverable)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MilestonesForm.with_rows(deliverable, fresh=True)):
            set_milestones(session(), deliverable, form.to_command(), by=current_actor(), on=today())
            return back_to(deliverable, f"The milestones of {deliverable.reference} are saved.")
    title = f"Milestones of {deliverable.reference}"
    return render_act(title, "Save milestones", form, deliverable, template="plan/milestones.html")


def _edit_form(deliverable: Deliverable, *, fresh: bool = False) -> EditDeliverableForm:
    form = EditDeliverableForm.for_row(deliverable, fresh=fresh)
    standing = deliverable.standing
    form.offer(_owners(and_also=standing.owner_id), queries.objectives_of(session(), standing.priority_id))
    form.priority_id.choices = priorities_to_choose(and_also=standing.priority_id)
    return form


def _owners(and_also: int | None = None) -> list[Person]:
    """Who can own a deliverable, and whoever owns it now."""
    return [person for person in deliverable_owners(session()) if person.is_active or person.id == and_also]
