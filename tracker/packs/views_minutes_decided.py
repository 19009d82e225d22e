"""The decisions and actions of an item of the minutes."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.dates import today
from tracker.packs import commands_minutes_decided as commands
from tracker.packs.forms_minutes import ActionForm, DecisionForm, TakeOutForm
from tracker.packs.models_minutes import MinutesAction, MinutesDecision, MinutesItem
from tracker.packs.queries_minutes import action_at, decision_at
from tracker.packs.views import packs
from tracker.packs.views_minutes_items import back_to_item, find_minute, for_the_clerk, item_crumbs, load_minute
from tracker.panel.views import render_act
from tracker.web.identity import current_actor
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

ITEM = "/meetings/<key>/minutes/items/<int:serial>"
EXEMPT_ACTION = "The item is exempt, so what it asks stays in these minutes and becomes no request of the Panel."
OPEN_ACTION = "It becomes a request of the Panel, which everybody who sees meetings reads and the next pack prints."


@packs.route(f"{ITEM}/decisions/new", methods=["GET", "POST"])
@writes
def new_decision(key: str, serial: int) -> ResponseReturnValue:
    item = load_minute(key, serial)
    form = DecisionForm.for_item(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: DecisionForm.for_item(item, fresh=True)):
            commands.set_decision(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to_item(item, "The decision is recorded.")
    crumbs = item_crumbs(item, "Add a decision")
    return render_act("Add a decision", "Save", form, crumbs, about=item.words.title)


@packs.route(f"{ITEM}/decisions/<int:number>/change", methods=["GET", "POST"])
@writes
def change_decision(key: str, serial: int, number: int) -> ResponseReturnValue:
    item, stands = _decision(key, serial, number)
    form = DecisionForm.for_item(item, stands)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: DecisionForm.for_item(item, decision_at(item, number), fresh=True)):
            wanted = form.to_command(number)
            changed = commands.set_decision(session(), item, wanted, by=current_actor(), on=today())
            return back_to_item(item, "The decision is changed." if changed else NOTHING_CHANGED)
    crumbs = item_crumbs(item, "Change a decision")
    return render_act("Change the decision", "Save", form, crumbs, about=item.words.title)


@packs.route(f"{ITEM}/decisions/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_decision(key: str, serial: int, number: int) -> ResponseReturnValue:
    item, stands = _decision(key, serial, number)
    form = _button(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _button(item, fresh=True)):
            wanted = form.to_command(number)
            commands.withdraw_decision(session(), item, wanted, by=current_actor(), on=today())
            return back_to_item(item, "The decision is taken out.")
    crumbs = item_crumbs(item, "Take out a decision")
    return render_act("Take out the decision", "Take out", form, crumbs, about=stands.text, warning=True)


@packs.route(f"{ITEM}/actions/new", methods=["GET", "POST"])
@writes
def new_action(key: str, serial: int) -> ResponseReturnValue:
    item = load_minute(key, serial)
    form = ActionForm.for_item(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ActionForm.for_item(item, fresh=True)):
            commands.set_action(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to_item(item, "The action is recorded.")
    advice = EXEMPT_ACTION if item.is_exempt else OPEN_ACTION
    crumbs = item_crumbs(item, "Add an action")
    return render_act("Add an action", "Save", form, crumbs, about=item.words.title, advice=advice)


@packs.route(f"{ITEM}/actions/<int:number>/change", methods=["GET", "POST"])
@writes
def change_action(key: str, serial: int, number: int) -> ResponseReturnValue:
    item, stands = _action(key, serial, number)
    form = ActionForm.for_item(item, stands)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ActionForm.for_item(item, action_at(item, number), fresh=True)):
            wanted = form.to_command(number)
            changed = commands.set_action(session(), item, wanted, by=current_actor(), on=today())
            return back_to_item(item, "The action is changed." if changed else NOTHING_CHANGED)
    advice = EXEMPT_ACTION if item.is_exempt else "Its request of the Panel changes with it."
    crumbs = item_crumbs(item, "Change an action")
    return render_act("Change the action", "Save", form, crumbs, about=item.words.title, advice=advice)


@packs.route(f"{ITEM}/actions/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_action(key: str, serial: int, number: int) -> ResponseReturnValue:
    item, stands = _action(key, serial, number)
    form = _button(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _button(item, fresh=True)):
            commands.withdraw_action(session(), item, form.to_command(number), by=current_actor(), on=today())
            return back_to_item(item, "The action is taken out.")
    crumbs = item_crumbs(item, "Take out an action")
    advice = "Its request of the Panel is withdrawn, where that is still open."
    title = "Take out the action"
    return render_act(title, "Take out", form, crumbs, about=stands.text, advice=advice, warning=True)


def _decision(key: str, serial: int, number: int) -> tuple[MinutesItem, MinutesDecision]:
    """Raises NotFound before what `for_the_clerk` raises."""
    item = find_minute(key, serial)
    stands = decision_at(item, number)
    return for_the_clerk(item), stands


def _action(key: str, serial: int, number: int) -> tuple[MinutesItem, MinutesAction]:
    """As `_decision`."""
    item = find_minute(key, serial)
    stands = action_at(item, number)
    return for_the_clerk(item), stands


def _button(item: MinutesItem, *, fresh: bool = False) -> TakeOutForm:
    return TakeOutForm.for_item(item, fresh=fresh)
