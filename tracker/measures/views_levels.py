"""Targets and new beginnings of the control chart: setting and withdrawing them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.measures import commands_levels, queries
from tracker.measures.commands_history import expect_measure_stands
from tracker.measures.commands_levels import baseline_of, name_of_baseline, name_of_target, target_of
from tracker.measures.forms_levels import BaselineForm, TargetForm, WithdrawForm
from tracker.measures.models import Measure
from tracker.measures.rules import long_month
from tracker.measures.rules_levels import check_not_withdrawn
from tracker.measures.rules_words import value_words
from tracker.measures.views import back_to, load_standing, measures, render_act
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes

_EXAMPLE: Final = Decimal(80)


@measures.route("/measures/<code>/targets/new", methods=["GET", "POST"])
@writes
def new_target(code: str) -> ResponseReturnValue:
    measure = load_standing(code, Act.EDIT_MEASURES)
    form = _target_form(measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _target_form(measure, fresh=True)):
            target = commands_levels.set_target(session(), measure, form.to_command(), by=current_actor(), on=today())
            return back_to(measure, f"{name_of_target(target)} is set.")
    advice = (
        "It holds from its month on, until a later target begins or it is withdrawn. A target is never edited: months "
        "before keep the one that held then."
    )
    return render_act(f"Set a target for {measure.code}", "Set the target", form, measure, advice=advice)


@measures.route("/measures/<code>/targets/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_target(code: str, number: int) -> ResponseReturnValue:
    measure = queries.measure(session(), code)
    target = target_of(measure, number)
    require(Act.EDIT_MEASURES)
    expect_measure_stands(measure)
    name = name_of_target(target)
    check_not_withdrawn(name, target.withdrawn_on)
    form = WithdrawForm.for_row(measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawForm.for_row(measure, fresh=True)):
            commands_levels.withdraw_target(session(), measure, form.to_level(number), by=current_actor(), on=today())
            return back_to(measure, f"{name} is withdrawn.")
    advice = f"{name} holds for no month any more, whatever its month. It stays on the page, with the reason."
    title = f"Withdraw target {number} of {measure.code}"
    return render_act(title, "Withdraw the target", form, measure, advice=advice, warning=True)


@measures.route("/measures/<code>/baselines/new", methods=["GET", "POST"])
@writes
def new_baseline(code: str) -> ResponseReturnValue:
    measure = load_standing(code, Act.EDIT_MEASURES)
    form = BaselineForm.for_row(measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: BaselineForm.for_row(measure, fresh=True)):
            baseline = commands_levels.begin_anew(session(), measure, form.to_command(), by=current_actor(), on=today())
            return back_to(measure, f"The control chart begins anew in {long_month(baseline.from_month)}.")
    advice = (
        "Do this when what is counted has changed for good, not to make an exception go away. Months before it count "
        "no more for means, limits, exceptions and trends, so that there are none until there are months enough. "
        "Totals and the change from a year before stay as they are."
    )
    title = f"Begin the control chart of {measure.code} anew"
    return render_act(title, "Begin the chart anew", form, measure, advice=advice)


@measures.route("/measures/<code>/baselines/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_baseline(code: str, number: int) -> ResponseReturnValue:
    measure = queries.measure(session(), code)
    baseline = baseline_of(measure, number)
    require(Act.EDIT_MEASURES)
    expect_measure_stands(measure)
    name = name_of_baseline(baseline)
    check_not_withdrawn(name, baseline.withdrawn_on)
    form = WithdrawForm.for_row(measure)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawForm.for_row(measure, fresh=True)):
            commands_levels.withdraw_baseline(session(), measure, form.to_level(number), by=current_actor(), on=today())
            return back_to(measure, f"{name} is withdrawn.")
    advice = f"{name} counts no more: the months before it count again. It stays on the page, with the reason."
    title = f"Withdraw new beginning {number} of {measure.code}"
    return render_act(title, "Withdraw the new beginning", form, measure, advice=advice, warning=True)


def _target_form(measure: Measure, *, fresh: bool = False) -> TargetForm:
    return TargetForm.for_row(measure, fresh=fresh).of(measure.unit, value_words(_EXAMPLE, measure.unit))
