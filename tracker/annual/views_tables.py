"""The finance table and the shares of spend, and whether they add up."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.annual import commands_tables, queries
from tracker.annual.forms_tables import FinanceForm, SharesForm
from tracker.annual.models import AnnualTable, AnnualYear
from tracker.annual.queries_gaps import column_names, imbalances, sums_of_shares
from tracker.annual.queries_year import content_of_year
from tracker.annual.rules import TableKind
from tracker.annual.rules_finance import Column
from tracker.annual.views import WRITE, annual, crumbs_of, load
from tracker.dates import FinancialYear, today
from tracker.panel.views import back_to
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes


@annual.route(f"{WRITE}/finance", methods=["GET", "POST"])
@writes
def finance(year: str) -> ResponseReturnValue:
    found = load(year, Act.SEE_DRAFT_REPORTS)
    require(Act.EDIT_ANNUAL)
    form = FinanceForm.of(queries.table(session(), found, TableKind.FINANCE))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: FinanceForm.of(_now(found, TableKind.FINANCE), fresh=True)):
            command = form.to_command()
            saved = commands_tables.save_finance(session(), found, command, by=current_actor(), on=today())
            message = "The finance table is saved." if saved else NOTHING_CHANGED
            return back_to(url_for("annual.finance", year=year), message)
    return render_form("annual/finance.html", form, **_around_finance(found))


@annual.route(f"{WRITE}/shares", methods=["GET", "POST"])
@writes
def shares(year: str) -> ResponseReturnValue:
    found = load(year, Act.SEE_DRAFT_REPORTS)
    require(Act.EDIT_ANNUAL)
    form = SharesForm.of(queries.table(session(), found, TableKind.SHARES))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: SharesForm.of(_now(found, TableKind.SHARES), fresh=True)):
            command = form.to_command()
            saved = commands_tables.save_shares(session(), found, command, by=current_actor(), on=today())
            message = "The shares are saved." if saved else NOTHING_CHANGED
            return back_to(url_for("annual.shares", year=year), message)
    return render_form("annual/shares.html", form, **_around_shares(found))


def _now(found: AnnualYear, kind: TableKind) -> AnnualTable | None:
    return queries.table(session(), found, kind)


def _around_finance(found: AnnualYear) -> dict[str, object]:
    content, names = content_of_year(session(), found.financial_year), column_names(found.financial_year)
    return {
        "annual": found,
        "wrong": [each.sentence for each in imbalances(content)] if content else [],
        "is_filled": bool(content and content.finance_lines),
        "actual": names[Column.ACTUAL],
        "budget": names[Column.BUDGET],
        "crumbs": crumbs_of(found, "Finance table"),
    }


def _around_shares(found: AnnualYear) -> dict[str, object]:
    content = content_of_year(session(), found.financial_year)
    return {
        "annual": found,
        "sums": sums_of_shares(content) if content else [],
        "before": FinancialYear(found.financial_year.year - 1).key,
        "crumbs": crumbs_of(found, "Spend by function"),
    }
