"""Creating, changing, withdrawing and restoring a measure."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.measures import commands, commands_withdraw, queries
from tracker.measures.forms import MeasureForm
from tracker.measures.forms_levels import RestoreForm, WithdrawForm
from tracker.measures.models import Measure
from tracker.measures.views import back_to, load, load_standing, measures, render_act
from tracker.plan import queries as plan_queries
from tracker.web.identity import current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

FIXED = (
    "Its type and unit stay as they are, because it has figures or targets: in another type they would mean something "
    "else. If they are wrong, withdraw this measure and create another one."
)


@measures.route("/measures/new", methods=["GET", "POST"])
@writes
def new_measure() -> ResponseReturnValue:
    require(Act.EDIT_MEASURES)
    form = _offer(MeasureForm.blank(), None)
    if form.validate_on_submit():
        with form.refusals():
            measure = commands.create_measure(session(), form.to_create(), by=current_actor())
            return back_to(measure, f"{measure.code} is created. It has no figures yet.")
    advice = (
        "" if len(form.priority_id.choices) > 1 else "No plan with priorities is current, so there is none to choose."
    )
    return render_act("Create a measure", "Create the measure", form, None, advice=advice)


@measures.route("/measures/<code>/edit", methods=["GET", "POST"])
@writes
def edit_measure(code: str) -> ResponseReturnValue:
    measure = load_standing(code, Act.EDIT_MEASURES)
    fixed = commands.has_figures(session(), measure)
    form = _offer(MeasureForm.for_row(measure, fixed=fixed), measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _offer(MeasureForm.for_row(measure, fixed=fixed, fresh=True), measure)):
            changed = commands.edit_measure(session(), measure, form.to_edit(measure), by=current_actor())
            return back_to(measure, f"{measure.code} is changed." if changed else NOTHING_CHANGED)
    title = f"Change {measure.code}"
    return render_act(title, "Save the measure", form, measure, advice=FIXED if fixed else "")


@measures.route("/measures/<code>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_measure(code: str) -> ResponseReturnValue:
    measure = load_standing(code, Act.EDIT_MEASURES)
    form = WithdrawForm.for_row(measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawForm.for_row(measure, fresh=True)):
            commands_withdraw.withdraw_measure(session(), measure, form.to_command(), by=current_actor(), on=today())
            return back_to(measure, f"{measure.code} is withdrawn.")
    advice = (
        f"{measure.code} leaves every list, count and report made from today on. Nothing is deleted: its page and its "
        "figures stay, signed reports keep it, and it can be restored. No other measure can take its code."
    )
    title = f"Withdraw {measure.code}"
    return render_act(title, "Withdraw the measure", form, measure, advice=advice, warning=True)


@measures.route("/measures/<code>/restore", methods=["GET", "POST"])
@writes
def restore_measure(code: str) -> ResponseReturnValue:
    measure = load(code, Act.EDIT_MEASURES)
    if request.method == "GET":
        commands_withdraw.expect_withdrawn(measure)
    form = RestoreForm.for_row(measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RestoreForm.for_row(measure, fresh=True)):
            commands_withdraw.restore_measure(session(), measure, form.to_command(), by=current_actor())
            return back_to(measure, f"{measure.code} is restored.")
    advice = f"{measure.code} counts again as if it had never been withdrawn. The log keeps both."
    return render_act(f"Restore {measure.code}", "Restore the measure", form, measure, advice=advice)


def _offer(form: MeasureForm, measure: Measure | None) -> MeasureForm:
    every = queries.measures(session())
    return form.offer(plan_queries.priorities(session()), queries.groups(session()), every, measure)
