"""Adding items to an agenda, changing their words, moving them to the other part, withdrawing them."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.dates import today
from tracker.packs import commands
from tracker.packs.commands_order import move_to_part
from tracker.packs.forms import AddItemForm, ChangeItemForm, OpenForm, PartForm, WithdrawItemForm
from tracker.packs.models import AgendaItem
from tracker.packs.rules_agenda import WithdrawnAlready
from tracker.packs.rules_late import MeetingOver, is_late
from tracker.packs.views import packs
from tracker.packs.views_agenda import agenda_address, agenda_crumbs, load_agenda, load_item
from tracker.panel.views import Crumbs, back_to, render_act
from tracker.web.identity import current_actor
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

KEPT = "A published pack keeps the words it has. Publish a new version of the pack for the change to be read."


@packs.route("/meetings/<key>/agenda/items/new", methods=["GET", "POST"])
@writes
def new_agenda_item(key: str) -> ResponseReturnValue:
    agenda = load_agenda(key)
    if request.method == "GET" and today() > agenda.meeting.day:
        raise MeetingOver(agenda.meeting.day)
    form = AddItemForm.asking(late=is_late(today(), commands.publish_by(agenda.meeting)))
    if form.validate_on_submit():
        with form.refusals():
            item = commands.add_item(session(), agenda, form.to_command(), by=current_actor(), on=today())
            return back_to(agenda_address(agenda.meeting), f"“{item.wording.title}” is added.")
    crumbs = agenda_crumbs(agenda.meeting, "Add an item")
    return render_act("Add an item", "Add item", form, crumbs, template="packs/new_item.html")


@packs.route("/meetings/<key>/agenda/items/<int:serial>/change", methods=["GET", "POST"])
@writes
def change_agenda_item(key: str, serial: int) -> ResponseReturnValue:
    item = _item(key, serial)
    form = ChangeItemForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeItemForm.for_row(item, fresh=True)):
            changed = commands.change_item(session(), item, form.to_command(item), by=current_actor(), on=today())
            return _back(item, f"“{item.wording.title}” is changed." if changed else NOTHING_CHANGED)
    return render_act("Change the item", "Save changes", form, _crumbs(item, "Change"), advice=_advice(item))


@packs.route("/meetings/<key>/agenda/items/<int:serial>/exempt", methods=["GET", "POST"])
@writes
def close_agenda_item(key: str, serial: int) -> ResponseReturnValue:
    item = _item(key, serial)
    form = PartForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PartForm.for_row(item, fresh=True)):
            changed = move_to_part(session(), item, form.to_command(), by=current_actor(), on=today())
            return _back(item, f"“{item.wording.title}” is exempt." if changed else NOTHING_CHANGED)
    title = "Move the item to Part II" if item.wording.exemption is None else "Change why the item is exempt"
    return render_act(title, "Save", form, _crumbs(item, "Part II"), advice=_advice(item), about=item.wording.title)


@packs.route("/meetings/<key>/agenda/items/<int:serial>/open", methods=["GET", "POST"])
@writes
def open_agenda_item(key: str, serial: int) -> ResponseReturnValue:
    item = _item(key, serial)
    form = OpenForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: OpenForm.for_row(item, fresh=True)):
            changed = move_to_part(session(), item, form.to_command(), by=current_actor(), on=today())
            return _back(item, f"“{item.wording.title}” is in Part I." if changed else NOTHING_CHANGED)
    advice = "Everybody will be able to read all it says, and its papers, once the pack is published."
    title = "Move the item to Part I"
    return render_act(
        title, title, form, _crumbs(item, "Part I"), advice=advice, about=item.wording.title, warning=True
    )


@packs.route("/meetings/<key>/agenda/items/<int:serial>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_agenda_item(key: str, serial: int) -> ResponseReturnValue:
    item = _item(key, serial)
    form = WithdrawItemForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawItemForm.for_row(item, fresh=True)):
            commands.withdraw_item(session(), item, form.to_command(), by=current_actor(), on=today())
            return _back(item, f"“{item.wording.title}” is withdrawn.")
    crumbs = _crumbs(item, "Withdraw")
    return render_act("Withdraw the item", "Withdraw item", form, crumbs, about=item.wording.title, warning=True)


def _item(key: str, serial: int) -> AgendaItem:
    """An item that stands, for somebody who may change it. Raises NotFound, Forbidden, then WithdrawnAlready."""
    item = load_item(key, serial)
    if request.method == "GET" and item.is_withdrawn:
        raise WithdrawnAlready
    return item


def _crumbs(item: AgendaItem, here: str) -> Crumbs:
    return agenda_crumbs(item.agenda.meeting, f"{here}: {item.wording.title}")


def _back(item: AgendaItem, message: str) -> ResponseReturnValue:
    return back_to(agenda_address(item.agenda.meeting), message)


def _advice(item: AgendaItem) -> str:
    return KEPT if item.printed is not None else ""
