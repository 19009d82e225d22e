"""Grades: those of one inspection, over the years, and in which reports they are printed."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.inspections.commands_grades import set_grades, set_printings
from tracker.inspections.forms_grades import GradesForm
from tracker.inspections.forms_printing import PrintingForm
from tracker.inspections.models import Inspection
from tracker.inspections.queries_grades import grades_over_years as years_of
from tracker.inspections.views import back_to, crumbs_to, inspections, load, render_act
from tracker.plan.queries import priority_choices
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes


@inspections.get("/inspections/grades")
def grades_over_years() -> ResponseReturnValue:
    require(Act.SEE_INSPECTIONS)
    return render_template(
        "inspections/years.html",
        years=years_of(session(), today()),
        may_edit=can(Act.EDIT_INSPECTIONS),
        crumbs=crumbs_to(None, "Grades over the years"),
    )


@inspections.route("/inspections/<code>/grades", methods=["GET", "POST"])
@writes
def grades_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.EDIT_INSPECTIONS)
    form = GradesForm.with_rows(inspection)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: GradesForm.with_rows(inspection, fresh=True)):
            changed = set_grades(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return back_to(inspection, "The grades are saved." if changed else NOTHING_CHANGED)
    return render_act(
        f"Grades of {inspection.code}", "Save grades", form, inspection, template="inspections/grades.html"
    )


@inspections.route("/inspections/<code>/printing", methods=["GET", "POST"])
@writes
def printing_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.EDIT_INSPECTIONS)
    form = _printing_form(inspection)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _printing_form(inspection, fresh=True)):
            changed = set_printings(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return back_to(inspection, "Where reports print the grades is saved." if changed else NOTHING_CHANGED)
    title = f"Where reports print the grades of {inspection.code}"
    return render_act(title, "Save", form, inspection, template="inspections/printing.html")


def _printing_form(inspection: Inspection, *, fresh: bool = False) -> PrintingForm:
    return PrintingForm.with_rows(inspection, priority_choices(session()), fresh=fresh)
