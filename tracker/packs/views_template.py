"""The template of agendas: the lines that every new agenda begins with."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.packs import commands_template as commands
from tracker.packs import queries
from tracker.packs.forms_template import LineForm, MoveLineForm, WithdrawLineForm
from tracker.packs.models import TemplateLine
from tracker.packs.rules_agenda import WithdrawnAlready
from tracker.packs.views import packs
from tracker.panel.views import Crumbs, back_to, crumbs_to, render_act
from tracker.web.identity import current_actor, require
from tracker.web.moving import focus_after
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

STAYS = "Agendas already made stay as they are."


@packs.get("/agenda-template")
def template() -> ResponseReturnValue:
    require(Act.EDIT_AGENDAS)
    return _page(None)


@packs.route("/agenda-template/new", methods=["GET", "POST"])
@writes
def new_template_line() -> ResponseReturnValue:
    require(Act.EDIT_AGENDAS)
    form = LineForm()
    if form.validate_on_submit():
        with form.refusals():
            line = commands.add_line(session(), form.words(), by=current_actor(), on=today())
            return back_to(url_for("packs.template"), f"New agendas begin with “{line.title}” too.")
    return render_act("Add a line to the template", "Add line", form, _crumbs("Add a line"), advice=STAYS)


@packs.route("/agenda-template/<int:number>/change", methods=["GET", "POST"])
@writes
def change_template_line(number: int) -> ResponseReturnValue:
    line = _load(number)
    form = LineForm.for_row(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: LineForm.for_row(line, fresh=True)):
            changed = commands.change_line(session(), line, form.to_command(), by=current_actor(), on=today())
            return back_to(url_for("packs.template"), f"“{line.title}” is changed." if changed else NOTHING_CHANGED)
    return render_act("Change a line of the template", "Save changes", form, _crumbs("Change a line"), advice=STAYS)


@packs.post("/agenda-template/<int:number>/<any(up, down):way>")
@writes
def move_template_line(number: int, way: str) -> ResponseReturnValue:
    line = _load(number)
    form = MoveLineForm.for_row(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MoveLineForm.for_row(line)):
            commands.move_line(session(), line, form.to_command(way), by=current_actor(), on=today())
            standing = queries.template_lines(session())
            ends = (line is not standing[0], line is not standing[-1])
            return focus_after(url_for("packs.template"), f"“{line.title}” is moved {way}.", number, way, ends)
    return _page(form)


@packs.route("/agenda-template/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_template_line(number: int) -> ResponseReturnValue:
    line = _load(number)
    form = WithdrawLineForm.for_row(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawLineForm.for_row(line, fresh=True)):
            commands.withdraw_line(session(), line, form.to_command(), by=current_actor(), on=today())
            return back_to(url_for("packs.template"), f"“{line.title}” is withdrawn.")
    title = "Withdraw a line of the template"
    return render_act(title, "Withdraw line", form, _crumbs("Withdraw a line"), about=line.title, warning=True)


def _load(number: int) -> TemplateLine:
    """Raises NotFound, Forbidden, and for a page that changes it WithdrawnAlready."""
    line = queries.template_line(session(), number)
    require(Act.EDIT_AGENDAS)
    if request.method == "GET" and line.withdrawn_on is not None:
        raise WithdrawnAlready
    return line


def _page(form: MoveLineForm | None) -> ResponseReturnValue:
    lines = queries.template_lines(session())
    page = render_template(
        "packs/template.html",
        lines=lines,
        keys={line.id: MoveLineForm(formdata=None).form_key.data for line in lines},
        **({"form": form} if form is not None else {}),
        crumbs=crumbs_to(None, "Template of agendas"),
    )
    return page, form.status_code if form is not None else 200


def _crumbs(here: str) -> Crumbs:
    meetings, *_ = crumbs_to(None, here)
    return [meetings, {"text": "Template of agendas", "href": url_for("packs.template")}, {"text": here}]
