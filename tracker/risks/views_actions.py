"""Actions against a risk or issue."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts.models import Person
from tracker.dates import today
from tracker.risks import commands_actions, queries, queries_list
from tracker.risks.forms_actions import AddActionForm, EditActionForm, UpdateActionForm, WithdrawActionForm
from tracker.risks.models import Risk, RiskAction
from tracker.risks.queries_scores import action_of, ties_to_action
from tracker.risks.rules_actions import action_at, check_stands
from tracker.risks.rules_changes import check_editable
from tracker.risks.views import back_to, open_to_change, render_act, risks, ties_to
from tracker.web.forms import BaseForm
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@risks.route("/risks/<reference>/actions/new", methods=["GET", "POST"])
@writes
def new_action(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.ASSESS_RISK)
    form = _add_form(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _add_form(risk, fresh=True)):
            action = commands_actions.add_action(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"Action {action.number} is added to {risk.reference}.")
    return _render(f"Add an action to {risk.reference}", "Add action", form, risk, None)


@risks.route("/risks/<reference>/actions/<int:number>/edit", methods=["GET", "POST"])
@writes
def edit_action(reference: str, number: int) -> ResponseReturnValue:
    risk, action = _load(reference, number, Act.ASSESS_RISK)
    form = _edit_form(action)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _edit_form(action, fresh=True)):
            commands_actions.edit_action(session(), action, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"Action {number} of {reference} is changed.")
    return _render(f"Change action {number} of {reference}", "Save changes", form, risk, action)


@risks.route("/risks/<reference>/actions/<int:number>/progress", methods=["GET", "POST"])
@writes
def update_action(reference: str, number: int) -> ResponseReturnValue:
    risk, action = _load(reference, number, Act.UPDATE_RISK_ACTION)
    form = UpdateActionForm.for_row(action)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: UpdateActionForm.for_row(action, fresh=True)):
            commands_actions.update_action(session(), action, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"Progress of action {number} of {reference} is recorded.")
    return _render(f"Update action {number} of {reference}", "Save update", form, risk, action)


@risks.route("/risks/<reference>/actions/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_action(reference: str, number: int) -> ResponseReturnValue:
    risk, action = _load(reference, number, Act.ASSESS_RISK)
    form = WithdrawActionForm.for_row(action)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawActionForm.for_row(action, fresh=True)):
            commands_actions.withdraw_action(session(), action, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"Action {number} of {reference} is withdrawn.")
    advice = "It stays in sight, marked as withdrawn, with its updates."
    title = f"Withdraw action {number} of {reference}"
    return _render(title, "Withdraw action", form, risk, action, advice=advice, warning=True)


def _load(reference: str, number: int, act: Act) -> tuple[Risk, RiskAction]:
    """Raises NotFound, then Forbidden. An action's owner is tied to it as a risk's owner is to the risk."""
    risk = queries.risk(session(), reference)
    action = action_of(risk, number)
    own = act is Act.UPDATE_RISK_ACTION
    require(act, ties_to_action(session(), current_actor(), risk, action, today()) if own else ties_to(risk))
    if request.method == "GET":
        check_editable(risk.kind, risk.standing.state)
        check_stands(number, action.withdrawn_on)
    return risk, action


def _add_form(risk: Risk, *, fresh: bool = False) -> AddActionForm:
    form = AddActionForm.for_row(risk, fresh=fresh)
    form.offer(_owners())
    return form


def _edit_form(action: RiskAction, *, fresh: bool = False) -> EditActionForm:
    form = EditActionForm.for_row(action, fresh=fresh)
    form.offer(_owners(and_also=action.owner_id))
    return form


def _owners(and_also: int | None = None) -> list[Person]:
    """Who can own an action, and whoever owns it now."""
    people = queries_list.risk_owners(session())
    return [person for person in people if person.is_active or person.id == and_also]


def _render(
    title: str,
    button: str,
    form: BaseForm,
    risk: Risk,
    action: RiskAction | None,
    *,
    advice: str = "",
    warning: bool = False,
) -> ResponseReturnValue:
    asks_year = getattr(form, "ambiguous", None) is not None
    return render_act(
        title,
        button,
        form,
        risk,
        template="risks/actions_form.html",
        action=action,
        now=action_at(action, today()) if action else None,
        advice=advice,
        warning=warning,
        leave_out=() if asks_year else ("reading",),
    )
