"""The agenda of a meeting while it is written: made from the template, its items moved up and down."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.documents.html import render_fragment
from tracker.errors import NotFound
from tracker.packs import queries
from tracker.packs.commands import make_agenda, publish_by
from tracker.packs.commands_order import move_item
from tracker.packs.forms import MakeForm, OrderForm, order_of
from tracker.packs.gather import agenda_facts
from tracker.packs.gather_meeting import owed_in
from tracker.packs.layout_agenda import agenda_document
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.queries_papers import papers_of
from tracker.packs.rules_agenda import OrderChanged, Part, in_order, movable, numbers
from tracker.packs.rules_items import AgendaExists
from tracker.packs.rules_pack import Owed
from tracker.packs.snapshots import public_agenda
from tracker.packs.views import packs
from tracker.panel import queries as panel_queries
from tracker.panel.models import Meeting
from tracker.panel.views import Crumbs, address_of, back_to, crumbs_to, render_act
from tracker.web.identity import can, current_actor, require
from tracker.web.moving import focus_after
from tracker.writing import session, writes


@packs.get("/meetings/<key>/agenda")
def agenda(key: str) -> ResponseReturnValue:
    """The clerk writes here; the office sees what will be public."""
    meeting = panel_queries.meeting(session(), key)
    require(Act.SEE_AGENDAS)
    found = queries.agenda_of(session(), meeting)
    if can(Act.EDIT_AGENDAS) and found is not None:
        return _edit_page(found, None)
    facts = public_agenda(agenda_facts(session(), found, today())) if found is not None else None
    return render_template(
        "packs/agenda.html",
        meeting=meeting,
        shown=render_fragment(agenda_document(facts), heading_offset=1) if facts is not None else None,
        may_edit=can(Act.EDIT_AGENDAS),
        crumbs=crumbs_to(meeting, "Agenda"),
    )


@packs.route("/meetings/<key>/agenda/new", methods=["GET", "POST"])
@writes
def new_agenda(key: str) -> ResponseReturnValue:
    meeting = panel_queries.meeting(session(), key)
    require(Act.EDIT_AGENDAS)
    form = MakeForm()
    if not form.is_submitted() and queries.agenda_of(session(), meeting) is not None:
        raise AgendaExists
    if form.validate_on_submit():
        with form.refusals():
            make_agenda(session(), meeting, by=current_actor(), on=today())
            return back_to(agenda_address(meeting), "The agenda is made. Change what is different this time.")
    lines = queries.template_lines(session())
    crumbs = agenda_crumbs(meeting, "Make the agenda")
    return render_act("Make the agenda", "Make the agenda", form, crumbs, template="packs/new_agenda.html", lines=lines)


@packs.post("/meetings/<key>/agenda/items/<int:serial>/<any(up, down):way>")
@writes
def move_agenda_item(key: str, serial: int, way: str) -> ResponseReturnValue:
    item = load_item(key, serial)
    found = item.agenda
    form = OrderForm.for_agenda(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: OrderForm.for_agenda(found)):
            move_item(session(), found, form.to_command(serial, way), by=current_actor(), on=today())
            message, ends = f"“{item.wording.title}” is moved {way}.", movable(found.places, serial)
            return focus_after(agenda_address(found.meeting), message, serial, way, ends)
    return _edit_page(found, form)


def load_agenda(key: str) -> Agenda:
    """The agenda of a meeting, for somebody who may change it. Raises NotFound, then Forbidden."""
    found = agenda_at(key)
    require(Act.EDIT_AGENDAS)
    return found


def load_item(key: str, serial: int) -> AgendaItem:
    """An item of an agenda, as `load_agenda`."""
    item = agenda_item_at(key, serial)
    require(Act.EDIT_AGENDAS)
    return item


def agenda_item_at(key: str, serial: int) -> AgendaItem:
    """An item of an agenda, whoever asks. Raises NotFound."""
    return queries.item_of(agenda_at(key), serial)


def agenda_at(key: str) -> Agenda:
    meeting = panel_queries.meeting(session(), key)
    found = queries.agenda_of(session(), meeting)
    if found is None:
        raise NotFound("agenda of the meeting", key)
    return found


def agenda_address(meeting: Meeting) -> str:
    return url_for("packs.agenda", key=meeting.key)


def agenda_crumbs(meeting: Meeting, here: str) -> Crumbs:
    """The way back from a page about an agenda."""
    meetings, *_ = crumbs_to(meeting, here)
    crumbs = [meetings, {"text": meeting.title, "href": address_of(meeting)}]
    return [*crumbs, {"text": "Agenda", "href": agenda_address(meeting)}, {"text": here}]


def _edit_page(found: Agenda, form: OrderForm | None) -> ResponseReturnValue:
    places, given = found.places, numbers(found.places)
    items = {item.serial: item for item in found.items}
    standing = [items[line.key] for line in in_order(places) if not line.withdrawn]
    page = render_template(
        "packs/agenda_edit.html",
        agenda=found,
        meeting=found.meeting,
        parts=[(part, [item for item in standing if item.wording.part is part]) for part in Part],
        numbers=given,
        movable={item.serial: movable(places, item.serial) for item in standing},
        keys={item.serial: OrderForm(formdata=None).form_key.data for item in standing},
        seen=order_of(found),
        papers=papers_of(session(), found),
        withdrawn=[item for item in found.items if item.is_withdrawn],
        owed=owed_of(found),
        publish_by=publish_by(found.meeting),
        published=any(item.printed is not None for item in found.items),
        **({"form": form, "both": _both_orders(found, form)} if form is not None else {}),
        crumbs=crumbs_to(found.meeting, "Agenda"),
    )
    return page, form.status_code if form is not None else 200


def owed_of(found: Agenda) -> list[Owed]:
    """The papers that items still wait for, in the order of the agenda."""
    return owed_in(found, papers_of(session(), found))


def _both_orders(found: Agenda, form: OrderForm) -> list[tuple[str, list[str]]]:
    """After somebody else changed the order: the one that was meant and the one that stands, by title."""
    if not isinstance(form.refusal, OrderChanged):
        return []
    titles = {item.serial: item.wording.title for item in found.items}
    orders = (("The order you wanted", form.refusal.mine), ("The order now", form.refusal.theirs))
    return [(name, [titles[serial] for serial in order if serial in titles]) for name, order in orders]
