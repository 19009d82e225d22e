"""Recording an inspection and changing what is said of it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.inspections.commands import edit_inspection, record_inspection
from tracker.inspections.forms import InspectionForm
from tracker.inspections.views import back_to, inspections, load, render_act
from tracker.web.identity import current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes


@inspections.route("/inspections/new", methods=["GET", "POST"])
@writes
def new_inspection() -> ResponseReturnValue:
    require(Act.EDIT_INSPECTIONS)
    form = InspectionForm.blank()
    if form.validate_on_submit():
        with form.refusals():
            inspection = record_inspection(session(), form.to_record(), by=current_actor(), on=today())
            return back_to(inspection, "The inspection is recorded. Enter its grades and findings next.")
    return render_act("Record an inspection", "Record inspection", form, None)


@inspections.route("/inspections/<code>/edit", methods=["GET", "POST"], endpoint="edit_inspection")
@writes
def edit_page(code: str) -> ResponseReturnValue:
    inspection = load(code, Act.EDIT_INSPECTIONS)
    form = InspectionForm.for_row(inspection)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: InspectionForm.for_row(inspection, fresh=True)):
            changed = edit_inspection(session(), inspection, form.to_edit(), by=current_actor(), on=today())
            return back_to(inspection, "The inspection is changed." if changed else NOTHING_CHANGED)
    return render_act(f"Change {inspection.code}", "Save changes", form, inspection)
