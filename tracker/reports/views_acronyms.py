"""The list of acronyms that reports spell out: the administrator's pages."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.reports import commands_acronyms, queries
from tracker.reports.forms_acronyms import AddAcronymForm, ChangeAcronymForm
from tracker.reports.views import reports
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@reports.route("/settings/acronyms", methods=["GET", "POST"])
@writes
def acronyms() -> ResponseReturnValue:
    require(Act.MANAGE_SETTINGS)
    form = AddAcronymForm()
    if form.validate_on_submit():
        with form.refusals():
            added = commands_acronyms.add_acronym(session(), form.to_command(), by=current_actor())
            flash(f"{added.acronym} is on the list.")
            return redirect(url_for("reports.acronyms"))
    return render_form("reports/acronyms.html", form, acronyms=queries.acronyms(session()), crumbs=_crumbs())


@reports.route("/settings/acronyms/<int:acronym_id>", methods=["GET", "POST"])
@writes
def change_acronym(acronym_id: int) -> ResponseReturnValue:
    row = queries.acronym(session(), acronym_id)
    require(Act.MANAGE_SETTINGS)
    form = ChangeAcronymForm.from_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeAcronymForm.from_row(row, fresh=True)):
            commands_acronyms.change_acronym(session(), row, form.to_command(), by=current_actor())
            flash(f"{row.acronym} is saved.")
            return redirect(url_for("reports.acronyms"))
    crumbs = [*_crumbs(), {"text": "Acronyms", "href": url_for("reports.acronyms")}]
    return render_form("reports/acronym.html", form, row=row, crumbs=crumbs)


def _crumbs() -> list[dict[str, str]]:
    return [{"text": "Home", "href": "/"}, {"text": "Settings", "href": url_for("accounts.settings")}]
