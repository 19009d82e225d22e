"""Choosing the outcomes of a year's quarters that its annual report prints under a priority."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import FinancialYear
from tracker.plan import queries as plan_queries
from tracker.plan.models import Priority
from tracker.reports import queries_annual as queries
from tracker.reports.commands_annual import save_outcomes
from tracker.reports.forms_annual import OutcomesForm
from tracker.reports.views import reports
from tracker.reports.views_annual import year_named
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@reports.route("/reports/annual/<year>/outcomes/<code>/<int:number>", methods=["GET", "POST"])
@writes
def annual_outcomes(year: str, code: str, number: int) -> ResponseReturnValue:
    wanted = year_named(year)
    priority = plan_queries.priority(session(), code, number)
    require(Act.EDIT_ANNUAL)
    form = _form(wanted, priority)
    if _moved(form):
        return render_template("reports/annual_outcomes.html", form=form, **_around(wanted, priority))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(wanted, priority, fresh=True)):
            save_outcomes(session(), priority, wanted, form.to_command(), by=current_actor())
            flash(f"The outcomes of priority {number} for {wanted.key} are saved.")
            return redirect(url_for("reports.annual_outcomes", year=wanted.key, code=code, number=number))
    return render_form("reports/annual_outcomes.html", form, **_around(wanted, priority))


def _form(year: FinancialYear, priority: Priority, *, fresh: bool = False) -> OutcomesForm:
    page = queries.outcome_page(session(), priority.id, year)
    recorded = queries.outcomes_of(session(), priority.id, year)
    return OutcomesForm.of(page, recorded, plan_queries.objectives_of(session(), priority.id), fresh=fresh)


def _moved(form: OutcomesForm) -> bool:
    """Whether a button only moved an outcome; nothing is saved by it, nor lost."""
    if not form.is_submitted():
        return False
    for button, step in (("up", -1), ("down", 1)):
        if button in request.form:
            form.move(request.form[button], step)
            return True
    return False


def _around(year: FinancialYear, priority: Priority) -> dict[str, object]:
    return {
        "year": year,
        "priority": priority,
        "crumbs": [
            {"text": "Reports", "href": url_for("reports.report_list")},
            {"text": f"Annual report, {year.key}", "href": url_for("reports.annual", year=year.key)},
            {"text": f"Outcomes of priority {priority.number}"},
        ],
    }
