"""The clerk's list of what the minutes say, and adding, wording, moving and taking out items."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.packs import commands_minutes_items as commands
from tracker.packs.commands_minutes import check_still_open
from tracker.packs.commands_minutes_roll import set_roll
from tracker.packs.forms_minutes import AddMinuteForm, ChangeMinuteForm, MoveMinuteForm, WithdrawMinuteForm, order_of
from tracker.packs.forms_minutes_roll import RollForm
from tracker.packs.models_minutes import Minutes, MinutesItem
from tracker.packs.queries_minutes import item_at, minutes_at, seats_on
from tracker.packs.rules_agenda import OrderChanged, movable
from tracker.packs.rules_minuting import MinuteWithdrawnAlready
from tracker.packs.views import packs
from tracker.packs.views_minutes import edit_address, load_minutes, minutes_address, minutes_crumbs
from tracker.panel import queries as panel_queries
from tracker.panel.views import Crumbs, back_to, render_act
from tracker.web.identity import current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes


@packs.get("/meetings/<key>/minutes/edit")
def edit_minutes(key: str) -> ResponseReturnValue:
    return _edit_page(load_minutes(key), None)


@packs.route("/meetings/<key>/minutes/attendance", methods=["GET", "POST"])
@writes
def minutes_roll(key: str) -> ResponseReturnValue:
    found = load_minutes(key)
    terms, _ = seats_on(session(), found.meeting)
    form = RollForm.for_minutes(found, terms)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RollForm.for_minutes(found, terms, fresh=True)):
            changed = set_roll(session(), found, form.to_command(), by=current_actor(), on=today())
            return back_to(edit_address(found.meeting), "It is recorded who was there." if changed else NOTHING_CHANGED)
    crumbs = minutes_crumbs(found.meeting, "Who was there")
    return render_act("Who was there", "Save", form, crumbs, template="packs/minutes_roll.html")


@packs.route("/meetings/<key>/minutes/items/new", methods=["GET", "POST"])
@writes
def new_minute(key: str) -> ResponseReturnValue:
    found = load_minutes(key)
    form = AddMinuteForm()
    if form.validate_on_submit():
        with form.refusals():
            item = commands.add_minute(session(), found, form.to_command(), by=current_actor(), on=today())
            return back_to(edit_address(found.meeting), f"“{item.words.title}” is added.")
    return render_act("Add an item to the minutes", "Add item", form, minutes_crumbs(found.meeting, "Add an item"))


@packs.route("/meetings/<key>/minutes/items/<int:serial>/change", methods=["GET", "POST"])
@writes
def change_minute(key: str, serial: int) -> ResponseReturnValue:
    item = load_minute(key, serial)
    form = ChangeMinuteForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeMinuteForm.for_row(item, fresh=True)):
            changed = commands.change_minute(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to_item(item, f"“{item.words.title}” is changed." if changed else NOTHING_CHANGED)
    return render_act("Change the item of the minutes", "Save changes", form, item_crumbs(item, "Change"))


@packs.route("/meetings/<key>/minutes/items/<int:serial>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_minute(key: str, serial: int) -> ResponseReturnValue:
    item = load_minute(key, serial)
    form = WithdrawMinuteForm.for_row(item)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawMinuteForm.for_row(item, fresh=True)):
            commands.withdraw_minute(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to_item(item, f"“{item.words.title}” is taken out.")
    advice = "The items after it move up a number. Requests of the Panel that come from it are withdrawn."
    title = "Take the item out of the minutes"
    crumbs = item_crumbs(item, "Take out")
    return render_act(title, "Take out", form, crumbs, about=item.words.title, advice=advice, warning=True)


@packs.post("/meetings/<key>/minutes/items/<int:serial>/<any(up, down):way>")
@writes
def move_minute(key: str, serial: int, way: str) -> ResponseReturnValue:
    found = load_minute(key, serial).minutes
    form = MoveMinuteForm.for_minutes(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MoveMinuteForm.for_minutes(found)):
            commands.move_minute(session(), found, form.to_command(serial, way), by=current_actor(), on=today())
            title = item_at(found, serial).words.title
            return back_to(edit_address(found.meeting), f"“{title}” is moved {way}.")
    return _edit_page(found, form)


def find_minute(key: str, serial: int) -> MinutesItem:
    """An item for anybody; `for_the_clerk` comes next. Raises NotFound."""
    return item_at(minutes_at(session(), panel_queries.meeting(session(), key)), serial)


def for_the_clerk(item: MinutesItem) -> MinutesItem:
    """The item, for somebody who may change it. Raises Forbidden, and for a page ConfirmedAlready and
    MinuteWithdrawnAlready.
    """
    require(Act.EDIT_AGENDAS)
    if request.method == "GET":
        check_still_open(item.minutes)
        if item.is_withdrawn:
            raise MinuteWithdrawnAlready
    return item


def load_minute(key: str, serial: int) -> MinutesItem:
    """As `for_the_clerk`. Raises NotFound first."""
    return for_the_clerk(find_minute(key, serial))


def item_crumbs(item: MinutesItem, here: str) -> Crumbs:
    """The way back from a page about an item."""
    meeting = item.minutes.meeting
    *way, _ = minutes_crumbs(meeting, here)
    return [*way, {"text": "Change", "href": edit_address(meeting)}, {"text": f"{here}: {item.words.title}"}]


def back_to_item(item: MinutesItem, message: str) -> ResponseReturnValue:
    return back_to(f"{edit_address(item.minutes.meeting)}#item-{item.serial}", message)


def _edit_page(found: Minutes, form: MoveMinuteForm | None) -> ResponseReturnValue:
    meeting, places = found.meeting, found.places
    *way, _ = minutes_crumbs(meeting, "Change")
    page = render_template(
        "packs/minutes_edit.html",
        minutes=found,
        meeting=meeting,
        numbers=found.numbers,
        movable={item.serial: movable(places, item.serial) for item in found.standing},
        keys={item.serial: MoveMinuteForm(formdata=None).form_key.data for item in found.standing},
        seen=order_of(found),
        withdrawn=[item for item in found.items if item.is_withdrawn],
        read=minutes_address(meeting),
        **({"form": form, "both": _both_orders(found, form)} if form is not None else {}),
        crumbs=[*way, {"text": "Change"}],
    )
    return page, form.status_code if form is not None else 200


def _both_orders(found: Minutes, form: MoveMinuteForm) -> list[tuple[str, list[str]]]:
    """After somebody else changed the order: the one that was meant and the one that stands, by title."""
    if not isinstance(form.refusal, OrderChanged):
        return []
    titles = {item.serial: item.words.title for item in found.items}
    orders = (("The order you wanted", form.refusal.mine), ("The order now", form.refusal.theirs))
    return [(name, [titles[serial] for serial in order if serial in titles]) for name, order in orders]
