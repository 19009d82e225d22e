"""Submitting a report for sign-off, taking it back, and a lead who says that a priority is ready."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act, Role
from tracker.dates import long_date, today
from tracker.errors import DomainError
from tracker.plan import queries as plan_queries
from tracker.plan.models import Priority
from tracker.reports.commands_signoff import say_ready, submit, take_back
from tracker.reports.forms_signoff import ReadyForm, SubmitForm, TakeBackForm
from tracker.reports.gather_kinds import gather_report
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_mending import mends
from tracker.reports.queries_review import Judged, has_plan, judged, readiness, repeats, waiting_for
from tracker.reports.queries_signoff import ready_priorities
from tracker.reports.rules import read_report_day
from tracker.reports.rules_life import AuthorMayNotSign, Move, ReportKind, next_state
from tracker.reports.rules_ready import NoPlan, OtherDayShown
from tracker.reports.rules_review import problems_under
from tracker.reports.views import quarter_named, reports
from tracker.reports.views_acts import REPORT, again, back_to, load, render_act
from tracker.reports.views_life import Life, life_of, signing_ties
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@reports.route(f"{REPORT}/submit", methods=["GET", "POST"])
@writes
def submit_page(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    require(Act.SUBMIT_REPORTS)
    if request.method == "GET":
        next_state(life.state, Move.SUBMIT, life.number)
    form = _submit_form(life)
    if form.validate_on_submit() and _was_shown(form):
        with form.refusals(fresh=lambda: _submit_form(again(life), fresh=True)):
            content = gather_report(session(), life.kind, life.period, form.as_at.data)
            waiting = waiting_for(readiness(session(), life.found, content))
            command = form.to_command(content, waiting, has_plan=has_plan(content))
            submit(session(), life.kind, life.period, command, by=current_actor(), on=today())
            return back_to(life.address, f"The {life.name}, is submitted as at {long_date(command.as_at)}.")
    title = f"Submit the {life.name}"
    return render_act(title, "Submit for sign-off", form, life, "reports/submit.html", **_before(life, form))


@reports.route(f"{REPORT}/take-back", methods=["GET", "POST"])
@writes
def take_back_page(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    require(Act.SUBMIT_REPORTS)
    if request.method == "GET":
        next_state(life.state, Move.TAKE_BACK, life.number)
    form = TakeBackForm.of(life.found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: TakeBackForm.of(again(life).found, fresh=True)):
            take_back(session(), life.kind, life.period, form.to_command(), by=current_actor(), on=today())
            return back_to(life.address, f"The {life.name}, is a draft again.")
    advice = (
        "It becomes a draft again and is as at today until it is submitted anew. Comments and reasons that were given "
        "stay with it."
    )
    return render_act(f"Take back the {life.name}", "Take back", form, life, advice=advice)


@reports.route("/reports/highlight/<quarter>/ready/<code>/<int:number>", methods=["GET", "POST"])
@writes
def ready_page(quarter: str, code: str, number: int) -> ResponseReturnValue:
    wanted = quarter_named(quarter)
    priority = plan_queries.priority(session(), code, number)
    require(Act.MARK_READY, plan_queries.ties_to_priority(current_actor(), priority))
    life = life_of(ReportKind.HIGHLIGHT, wanted)
    if request.method == "GET":
        next_state(life.state, Move.SUBMIT, life.number)
    form = _ready_form(life, priority)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _ready_form(again(life), priority, fresh=True)):
            say_ready(session(), wanted, priority, form.seen, is_ready=form.is_ready, by=current_actor())
            said = "is ready" if form.is_ready else "is not ready any more"
            return back_to(life.address, f"Priority {number} {said} for the report.")
    return _ready(life, priority, form)


def _submit_form(life: Life, *, fresh: bool = False) -> SubmitForm:
    form = SubmitForm.of(life.found, {"as_at": _asked_day(life)}, fresh=fresh)
    form.period, form.today = life.period, today()
    return form


def _asked_day(life: Life) -> date:
    """The day of the address, where a report can be as at it; else today."""
    try:
        return read_report_day(request.args.get("as_at", ""), life.period, today())
    except DomainError:
        return today()


def _was_shown(form: SubmitForm) -> bool:
    """Whether the page listed what is wrong on the day asked for; else it does now, and the form is sent once more."""
    if form.shown.data == form.as_at.data.isoformat():
        return True
    form.refuse(OtherDayShown(form.as_at.data))
    return False


def _before(life: Life, form: SubmitForm) -> dict[str, Any]:
    """What whoever submits a report should know first, as at the day that is asked for."""
    cannot_be = form.as_at.errors and not isinstance(form.refusal, OtherDayShown)
    day = today() if cannot_be or form.as_at.data is None else form.as_at.data
    content = gather_report(session(), life.kind, life.period, day)
    if life.kind.is_of_a_year and request.method == "GET" and not has_plan(content):
        raise NoPlan(life.period.label, "year")
    found = again(life).found if form.refusal else life.found
    problems = problems_of(session(), life.kind, life.period, content)
    mended = mends(session(), current_actor(), problems, life.period, today())
    form.shown.data = day.isoformat()
    return {
        "may_sign": _who_else() if can(Act.SIGN_REPORTS, signing_ties()) else "",
        "shown_day": day,
        "found_wrong": judged(problems, found, content, mends=mended),
        "repeated": repeats(found, content),
        "readiness": readiness(session(), found, content),
    }


def _who_else() -> str:
    """Who signs what a person who may sign submits."""
    return AuthorMayNotSign(is_deputy=current_actor().role is not Role.CHIEF_EXECUTIVE).ask


def _ready_form(life: Life, priority: Priority, *, fresh: bool = False) -> ReadyForm:
    wanted = "no" if _is_ready(life, priority) else "yes"
    return ReadyForm.of(life.found, {"wanted": wanted}, fresh=fresh)


def _is_ready(life: Life, priority: Priority) -> bool:
    said = ready_priorities(life.found.version).get(priority.id) if life.found else None
    return said is not None and said.is_ready


def _ready(life: Life, priority: Priority, form: ReadyForm) -> ResponseReturnValue:
    """The page with what is wrong in this priority."""
    shown = again(life) if form.refusal else life
    is_ready = _is_ready(shown, priority)
    form.wanted.data = "no" if is_ready else "yes"
    title = f"Priority {priority.number}: {'not ready any more' if is_ready else 'ready for the report'}"
    button = "Say that it is not ready" if is_ready else "Mark as ready"
    extra = {"priority": priority, "is_ready": is_ready, "found_wrong": _wrong_with(shown, priority)}
    return render_act(title, button, form, life, "reports/ready.html", **extra)


def _wrong_with(life: Life, priority: Priority) -> tuple[Judged, ...]:
    content = gather_report(session(), life.kind, life.period, today())
    problems = problems_of(session(), life.kind, life.period, content)
    found = problems_under(problems, priority.plan.code, priority.number)
    return judged(found, life.found, content, mends=mends(session(), current_actor(), found, life.period, today()))
