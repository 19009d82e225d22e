"""Raising risks and issues, and changing what they are and whose."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.access import Act, Role
from tracker.dates import today
from tracker.plan import queries as plan_queries
from tracker.risks import queries_list
from tracker.risks.commands import edit_risk
from tracker.risks.commands import raise_risk as raise_it
from tracker.risks.forms_edit import WHOLE_OFFICE, EditIssueForm, EditRiskForm, RaiseIssueForm, RaiseRiskForm
from tracker.risks.models import Risk
from tracker.risks.rules import RiskKind
from tracker.risks.views import back_to, open_to_change, render_act, risks
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require_for_some
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

OFFICE_WORDS = "The whole office"


@risks.route("/risks/new", methods=["GET", "POST"])
@writes
def raise_risk() -> ResponseReturnValue:
    require_for_some(Act.RAISE_RISK)
    return _raise(
        RaiseRiskForm.opened(_raiser()), "Raise a risk", "It may happen. Score it on its page once it is raised."
    )


@risks.route("/risks/issues/new", methods=["GET", "POST"])
@writes
def raise_issue() -> ResponseReturnValue:
    require_for_some(Act.RAISE_RISK)
    advice = "It has happened. If it is on the register as a risk, use “It happened” on that risk’s page instead."
    return _raise(RaiseIssueForm.opened(_raiser()), "Raise an issue", advice)


def _raiser() -> int | None:
    """Who raises it, as its first owner: somebody has to be able to score it. Others are chosen from the list."""
    actor = current_actor()
    return actor.person_id if actor.role is Role.OFFICER else None


def _raise(form: RaiseRiskForm, title: str, advice: str) -> ResponseReturnValue:
    form.offer(_places(Act.RAISE_RISK), _owners())
    if form.validate_on_submit():
        with form.refusals():
            risk = raise_it(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"{risk.reference} is raised.")
    crumbs = [{"text": "Risks and issues", "href": "/risks"}, {"text": title}]
    return render_form("risks/raise.html", form, title=title, advice=advice, crumbs=crumbs)


@risks.route("/risks/<reference>/edit", methods=["GET", "POST"])
@writes
def edit_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.EDIT_RISK)
    form = _edit_form(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _edit_form(risk, fresh=True)):
            changed = edit_risk(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"{risk.reference} is changed." if changed else NOTHING_CHANGED)
    advice = "What it said until today stays in its history and in reports as at an earlier day."
    return render_act(f"Change {risk.reference}", "Save changes", form, risk, advice=advice)


def _edit_form(risk: Risk, *, fresh: bool = False) -> EditRiskForm:
    detail = risk.details[-1]
    if risk.kind is RiskKind.ISSUE:
        form: EditRiskForm = _issue_form(risk, fresh=fresh)
    else:
        form = EditRiskForm.for_row(risk, fresh=fresh)
    form.offer(_places(Act.EDIT_RISK, and_also=str(detail.priority_id or WHOLE_OFFICE)), _owners(detail.owner_id))
    return form


def _issue_form(risk: Risk, *, fresh: bool) -> EditIssueForm:
    form = EditIssueForm.for_row(risk, fresh=fresh)
    if risk.details[-1].severity is None:
        form.let_severity_stay_unknown()
    return form


def _places(act: Act, and_also: str | None = None) -> list[tuple[str, str]]:
    """Where the person may put a risk, and where it stands now."""
    actor = current_actor()
    places = [(WHOLE_OFFICE, OFFICE_WORDS)] if can(act) or and_also == WHOLE_OFFICE else []
    for found in plan_queries.priorities(session()):
        if can(act, plan_queries.ties_to_priority(actor, found)) or and_also == str(found.id):
            places.append((str(found.id), f"{found.plan.code}, priority {found.number}: {found.title}"))
    return places


def _owners(and_also: int | None = None) -> list[tuple[str, str]]:
    """Who can own a risk, and whoever owns it now."""
    return [
        (str(person.id), person.name)
        for person in queries_list.risk_owners(session())
        if person.is_active or person.id == and_also
    ]
