"""The forward work plan, an item of it, and what can be done with it."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.panel import commands_plan as commands
from tracker.panel import queries, queries_plan
from tracker.panel.forms_plan import (
    ChangeItemForm,
    DoneForm,
    MoveItemForm,
    NewItemForm,
    ReorderForm,
    WithdrawItemForm,
)
from tracker.panel.models_plan import ForwardItem
from tracker.panel.views import Crumbs, back_to, panel, render_act
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@panel.get("/forward-plan")
def forward_plan() -> ResponseReturnValue:
    require(Act.SEE_MEETINGS)
    return _plan_page(None)


@panel.get("/forward-plan/<int:number>")
def forward_item(number: int) -> ResponseReturnValue:
    item = queries_plan.forward_item(session(), number)
    require(Act.SEE_MEETINGS)
    return render_template(
        "panel/forward_item.html",
        item=item,
        may_edit=can(Act.EDIT_MEETINGS),
        none_yet=commands.NONE_YET,
        history=history_of(session(), item.subject, limit=20),
        crumbs=[{"text": "Forward work plan", "href": url_for("panel.forward_plan")}, {"text": item.title}],
    )


@panel.route("/forward-plan/new", methods=["GET", "POST"])
@writes
def new_item() -> ResponseReturnValue:
    require(Act.EDIT_MEETINGS)
    form = NewItemForm()
    form.offer(queries.next_meetings(session(), today(), limit=None))
    if form.validate_on_submit():
        with form.refusals():
            item = commands.add_item(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(url_for("panel.forward_plan"), f"“{item.title}” is added.")
    return render_act("Add an item to the plan", "Add item", form, _crumbs(None, "Add an item"))


@panel.route("/forward-plan/<int:number>/change", methods=["GET", "POST"])
@writes
def change_item(number: int) -> ResponseReturnValue:
    item = _load(number)
    form = ChangeItemForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeItemForm.for_row(item, fresh=True)):
            commands.change_item(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(item), f"“{item.title}” is changed.")
    return render_act("Change an item of the plan", "Save changes", form, _crumbs(item, "Change"), about=item.title)


@panel.route("/forward-plan/<int:number>/move", methods=["GET", "POST"])
@writes
def move_item(number: int) -> ResponseReturnValue:
    item = _load(number)
    meetings = queries.next_meetings(session(), today(), limit=None)
    form = MoveItemForm.for_row(item, meetings)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MoveItemForm.for_row(item, meetings, fresh=True)):
            commands.move_item(session(), item, form.to_command(), by=current_actor(), on=today())
            where = item.meeting.title if item.meeting else "no meeting yet"
            return back_to(url_for("panel.forward_plan"), f"“{item.title}” is moved to {where}.")
    return render_act("Move an item to another meeting", "Move item", form, _crumbs(item, "Move"), about=item.title)


@panel.post("/forward-plan/<int:number>/<any(up, down):way>")
@writes
def reorder_item(number: int, way: str) -> ResponseReturnValue:
    item = _load(number)
    form = ReorderForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReorderForm.for_row(item)):
            commands.reorder_item(session(), item, form.to_command(way), by=current_actor(), on=today())
            return back_to(url_for("panel.forward_plan"), f"“{item.title}” is moved {way}.")
    return _plan_page(form)


@panel.route("/forward-plan/<int:number>/done", methods=["GET", "POST"])
@writes
def finish_item(number: int) -> ResponseReturnValue:
    item = _load(number)
    form = DoneForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: DoneForm.for_row(item, fresh=True)):
            commands.finish_item(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to(url_for("panel.forward_plan"), f"“{item.title}” is done.")
    return render_act("Mark an item as done", "Mark as done", form, _crumbs(item, "Done"), about=item.title)


@panel.route("/forward-plan/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_item(number: int) -> ResponseReturnValue:
    item = _load(number)
    form = WithdrawItemForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawItemForm.for_row(item, fresh=True)):
            commands.withdraw_item(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to(url_for("panel.forward_plan"), f"“{item.title}” is withdrawn.")
    crumbs = _crumbs(item, "Withdraw")
    return render_act(
        "Withdraw an item of the plan", "Withdraw item", form, crumbs, about=item.title, advice=STAYS, warning=True
    )


STAYS = "It leaves the plan and stays in sight among what was done and withdrawn."


def _load(number: int) -> ForwardItem:
    """Raises NotFound, then Forbidden, and for a page that changes it ItemIsClosed."""
    item = queries_plan.forward_item(session(), number)
    require(Act.EDIT_MEETINGS)
    if request.method == "GET":
        commands.check_open(item)
    return item


def _plan_page(form: ReorderForm | None) -> ResponseReturnValue:
    planned, may_edit = queries_plan.forward_plan(session()), can(Act.EDIT_MEETINGS)
    items = [item for each in planned for item in each.items] if may_edit else []
    page = render_template(
        "panel/forward_plan.html",
        planned=planned,
        closed=queries_plan.closed_items(session()),
        keys={item.id: ReorderForm(formdata=None).form_key.data for item in items},
        **({"form": form} if form is not None else {}),
        may_edit=may_edit,
        today=today(),
    )
    return page, form.status_code if form is not None else 200


def _address(item: ForwardItem) -> str:
    return url_for("panel.forward_item", number=item.number)


def _crumbs(item: ForwardItem | None, here: str) -> Crumbs:
    crumbs = [{"text": "Forward work plan", "href": url_for("panel.forward_plan")}]
    if item is not None:
        crumbs.append({"text": item.title, "href": _address(item)})
    return [*crumbs, {"text": here}]
