"""The end of a financial year: what was open, what is decided of it, closing the year and reopening it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.dates import FinancialYear, UnknownFinancialYear, today
from tracker.errors import DomainError, NotFound
from tracker.plan import queries
from tracker.plan import queries_versions as versions
from tracker.plan.commands_year import close_year, decide, reopen_year
from tracker.plan.forms_year import (
    CloseYearForm,
    DecisionRow,
    DecisionsForm,
    DecisionsRefused,
    NothingDecided,
    ReopenYearForm,
    references_decided,
)
from tracker.plan.models import Priority
from tracker.plan.queries_year import OpenWork, YearEnd, year_end, year_of_first_plan, years
from tracker.plan.rules_year import check_planned_for, next_day, year_called
from tracker.plan.rules_year_marks import counts
from tracker.plan.views import plan, priorities_to_choose
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import count
from tracker.writing import queue, session, writes


@plan.get("/year-end")
def year_ends() -> ResponseReturnValue:
    require(Act.SEE_DELIVERABLES)
    return render_template("plan/year_ends.html", years=years(session(), today()))


@plan.get("/year-end/<key>")
def year_end_page(key: str) -> ResponseReturnValue:
    year = _year(key)
    require(Act.SEE_DELIVERABLES)
    found = year_end(session(), year, today())
    return render_template(
        "plan/year_end.html",
        found=found,
        year=year,
        counts=counts(found.work),
        mine={each.id for each in found.deciding if _may_decide(each)},
        may_close=can(Act.CLOSE_YEAR),
        in_force=versions.plans_in_force(session(), next_day(year, year.end)),
        crumbs=_crumbs(year),
    )


@plan.route("/year-end/<key>/plans/<code>/priorities/<int:number>", methods=["GET", "POST"])
@writes
def year_end_decide(key: str, code: str, number: int) -> ResponseReturnValue:
    year = _year(key)
    priority = queries.priority(session(), code, number)
    require(Act.CLOSE_DELIVERABLE, queries.ties_to_priority(current_actor(), priority))
    if request.method == "POST":
        # Every row is checked before any is refused; a decision made in between would end that halfway.
        queue(session())
    found = year_end(session(), year, today())
    form = _decisions_form(found, priority)
    if form.validate_on_submit():
        with form.refusals():
            decided = _decide_all(year, form)
            flash(f"{count(decided, 'decision')} saved for {year.key}.")
            return _back(year)
    title = f"Decide about priority {priority.number} at the end of {year.key}"
    led = queries.priorities_led_by(session(), current_actor().person_id or 0)
    in_force = versions.plans_in_force(session(), next_day(year, year.end))
    drafts = {each.plan.code for each in led if each.plan_id != priority.plan_id and each.plan_id not in in_force}
    facts = {"found": found, "priority": priority, "title": title, "crumbs": _crumbs(year, "Decide"), "drafts": drafts}
    return render_form("plan/year_decide.html", form, year=year, **facts)


@plan.route("/year-end/<key>/close", methods=["GET", "POST"])
@writes
def year_end_close(key: str) -> ResponseReturnValue:
    year = _year(key)
    require(Act.CLOSE_YEAR)
    check_planned_for(year, year_of_first_plan(session()))
    if request.method == "POST":
        queue(session())
    found = year_end(session(), year, today())
    form = CloseYearForm.for_year(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CloseYearForm.for_year(year_end(session(), year, today()), fresh=True)):
            close_year(session(), year, form.to_command(), by=current_actor(), on=today())
            flash(f"The year {year.key} is closed.")
            return _back(year)
    if form.is_submitted():
        # What is shown is what the button does now, not what it would have done.
        found = year_end(session(), year, today())
    crumbs = _crumbs(year, "Close the year")
    in_force = versions.plans_in_force(session(), next_day(year, year.end))
    return render_form("plan/year_close.html", form, found=found, year=year, in_force=in_force, crumbs=crumbs)


@plan.route("/year-end/<key>/reopen", methods=["GET", "POST"])
@writes
def year_end_reopen(key: str) -> ResponseReturnValue:
    year = _year(key)
    require(Act.CLOSE_YEAR)
    found = year_end(session(), year, today())
    form = _reopen_form(year)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _reopen_form(year, fresh=True)):
            reopen_year(session(), year, form.to_command(), by=current_actor(), on=today())
            flash(f"The year {year.key} is open again.")
            return _back(year)
    crumbs = _crumbs(year, "Reopen the year")
    return render_form("plan/year_reopen.html", form, found=found, year=year, crumbs=crumbs)


def _year(key: str) -> FinancialYear:
    """The year of an address. Raises NotFound for an unknown one and for one that has not begun."""
    try:
        return year_called(key, today())
    except UnknownFinancialYear as error:
        raise NotFound("financial year", key) from error


def _may_decide(priority: Priority) -> bool:
    return can(Act.CLOSE_DELIVERABLE, queries.ties_to_priority(current_actor(), priority))


def _decisions_form(found: YearEnd, priority: Priority) -> DecisionsForm:
    """One row for each deliverable of the priority, and for what was decided on the page and has moved since."""
    work = found.under(priority)
    here = {each.reference for each in work}
    if request.method == "POST":
        moved = [reference for reference in references_decided() if reference not in here]
        work += [each for each in found.open_work if each.reference in moved]
    return DecisionsForm.for_rows(work, priorities_to_choose(and_also=priority.id), found.year)


def _decide_all(year: FinancialYear, form: DecisionsForm) -> int:
    """Records every answer that says something new, or none: each row's refusal is shown on it."""
    done = [_decided(year, row) for row in form.answered]
    refused = done.count(None)
    if refused:
        raise DecisionsRefused(refused)
    if not any(done):
        raise NothingDecided
    return done.count(True)


def _decided(year: FinancialYear, row: DecisionRow) -> bool | None:
    """Whether a decision was recorded; None where it was refused."""
    work: OpenWork = row.work
    try:
        require(Act.CLOSE_DELIVERABLE, queries.ties_to_priority(current_actor(), work.priority))
        return decide(session(), year, work, row.to_command(), by=current_actor(), on=today()) is not None
    except DomainError as error:
        row.refuse(error)
        return None


def _reopen_form(year: FinancialYear, *, fresh: bool = False) -> ReopenYearForm:
    return ReopenYearForm.for_year(len(year_end(session(), year, today()).acts), fresh=fresh)


def _back(year: FinancialYear) -> Response:
    return redirect(url_for("plan.year_end_page", key=year.key))


def _crumbs(year: FinancialYear, here: str | None = None) -> list[dict[str, str]]:
    crumbs = [{"text": "Deliverables", "href": "/deliverables"}, {"text": "Year ends", "href": "/year-end"}]
    if here is None:
        return [*crumbs, {"text": year.key}]
    return [*crumbs, {"text": year.key, "href": f"/year-end/{year.key}"}, {"text": here}]
