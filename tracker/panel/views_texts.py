"""The texts that stand in every agenda."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import long_date, today
from tracker.errors import NotFound
from tracker.panel import queries
from tracker.panel.commands_requests import set_text
from tracker.panel.forms_requests import StandingTextForm
from tracker.panel.rules import TextKind
from tracker.panel.views import back_to, panel, render_act
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@panel.get("/panel/texts")
def texts() -> ResponseReturnValue:
    require(Act.EDIT_MEETINGS)
    standing = queries.texts_on(session(), today())
    return render_template(
        "panel/texts.html",
        texts=[(kind, standing.get(kind)) for kind in TextKind],
        crumbs=[{"text": "The Panel", "href": url_for("panel.members")}, {"text": "Texts of every agenda"}],
    )


@panel.route("/panel/texts/<kind>", methods=["GET", "POST"])
@writes
def change_text(kind: str) -> ResponseReturnValue:
    wanted = _kind(kind)
    require(Act.EDIT_MEETINGS)
    form = _form(wanted)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(wanted, fresh=True)):
            row = set_text(session(), form.to_command(wanted), by=current_actor(), on=today())
            return back_to(url_for("panel.texts"), f"The text is in force from {long_date(row.effective_on)}.")
    title, crumbs = (
        f"Change the text “{wanted.label}”",
        [
            {"text": "The Panel", "href": url_for("panel.members")},
            {"text": "Texts of every agenda", "href": url_for("panel.texts")},
            {"text": wanted.label},
        ],
    )
    history = queries.text_history(session(), wanted)
    return render_act(title, "Save text", form, crumbs, template="panel/text.html", texts=history)


def _form(kind: TextKind, *, fresh: bool = False) -> StandingTextForm:
    """Filled with the text in force today, and marked with the newest there is, perhaps of a later day."""
    standing = queries.texts_on(session(), today()).get(kind)
    newest = max((row.id for row in queries.text_history(session(), kind)), default=0)
    return StandingTextForm.for_text(standing.text if standing else "", newest, today(), fresh=fresh)


def _kind(text: str) -> TextKind:
    found = next((each for each in TextKind if each.value == text), None)
    if found is None:
        raise NotFound("text of the agendas", text)
    return found
