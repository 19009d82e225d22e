"""The home page of each role, and the pages that show several rooms at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act, Role
from tracker.accounts import queries as account_queries
from tracker.accounts.models import Person
from tracker.accounts.rules import missing_for_the_statement
from tracker.accounts.views_session import office
from tracker.dates import Quarter, today
from tracker.overview import queries
from tracker.overview.forms import HandOverForm
from tracker.plan import queries as plan_queries
from tracker.plan.commands_people import HandedOver, hand_over_deliverables
from tracker.plan.models import Priority
from tracker.reports import queries as report_queries
from tracker.reports.rules import is_in_force_in
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import count
from tracker.writing import session, writes

overview = Blueprint("overview", __name__)


@overview.get("/")
def home() -> ResponseReturnValue:
    actor = current_actor()
    show = {
        Role.OFFICER: _officer,
        Role.LEAD: _lead,
        Role.CLERK: _panel,
        Role.MEMBER: _panel,
        Role.ADMINISTRATOR: _administrator,
    }.get(actor.role or Role.OFFICER, _office)
    return show(actor.person_id or 0)


def _officer(person_id: int) -> ResponseReturnValue:
    which = queries.mine(session(), person_id, today())
    return render_template(
        "overview/officer.html",
        quarter=Quarter.of(today()),
        today=today(),
        figures=queries.figures(session(), which, today()),
        rows=queries.due_first(session(), which),
    )


def _lead(person_id: int) -> ResponseReturnValue:
    which = queries.led_by(person_id)
    quarter, led = Quarter.of(today()), plan_queries.priorities_led_by(session(), person_id)
    return render_template(
        "overview/lead.html",
        quarter=quarter,
        today=today(),
        figures=queries.figures(session(), which, today()),
        own=queries.figures(session(), queries.mine(session(), person_id, today()), today()),
        rows=queries.due_first(session(), which),
        requests=plan_queries.open_due_requests_for_lead(session(), person_id),
        priorities=led,
        reported=[priority for priority in led if _is_reported(priority, quarter)],
    )


def _is_reported(priority: Priority, quarter: Quarter) -> bool:
    plan = priority.plan
    return is_in_force_in(plan.status, plan.starts, plan.ends, quarter)


def _office(_person_id: int) -> ResponseReturnValue:
    """Analyst, Chief Executive and Commissioner: how the whole plan stands, and this quarter's report."""
    return render_template(
        "overview/office.html",
        quarter=Quarter.of(today()),
        today=today(),
        figures=queries.figures(session(), queries.everything(), today()),
        rows=queries.due_first(session(), queries.everything()),
    )


def _panel(_person_id: int) -> ResponseReturnValue:
    return render_template("overview/panel.html")


def _administrator(_person_id: int) -> ResponseReturnValue:
    missing = missing_for_the_statement(office())
    return render_template("overview/administrator.html", people=queries.people_by_role(session()), missing=missing)


@overview.get("/plans/<code>/priorities/<int:number>")
def priority_page(code: str, number: int) -> ResponseReturnValue:
    priority = plan_queries.priority(session(), code, number)
    require(Act.SEE_PLANS)
    ties = plan_queries.ties_to_priority(current_actor(), priority)
    return render_template(
        "overview/priority.html",
        priority=priority,
        today=today(),
        objectives=plan_queries.objectives_of(session(), priority.id),
        rows=queries.of_priority(session(), priority.id),
        figures=queries.figures(session(), queries.under(priority.id), today()),
        quarters=report_queries.quarters_of_priority(session(), priority.id),
        quarter=Quarter.of(today()),
        reported_now=_is_reported(priority, Quarter.of(today())),
        may_edit=can(Act.EDIT_DELIVERABLE, ties),
        may_edit_objectives=can(Act.EDIT_OBJECTIVES, ties),
    )


@overview.route("/people/<int:person_id>/hand-over", methods=["GET", "POST"])
@writes
def hand_over(person_id: int) -> ResponseReturnValue:
    leaver = account_queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    form = HandOverForm()
    takers = account_queries.deliverable_owners(session())
    form.offer([person for person in takers if person.is_active and person.id != leaver.id])
    if form.validate_on_submit():
        with form.refusals():
            taker = account_queries.person(session(), form.chosen)
            moved = hand_over_deliverables(session(), leaver, taker, by=current_actor(), on=today())
            flash(f"{_in_words(moved)} handed over to {taker.name}.")
            return redirect(url_for("accounts.person_page", person_id=leaver.id))
    return _hand_over_page(form, leaver)


def _hand_over_page(form: HandOverForm, leaver: Person) -> ResponseReturnValue:
    figures = queries.figures(session(), queries.owned_by(leaver.id), today())
    leads = len(plan_queries.priorities_led_by(session(), leaver.id))
    return render_form("overview/hand_over.html", form, leaver=leaver, figures=figures, leads=leads)


def _in_words(moved: HandedOver) -> str:
    deliverables = count(moved.deliverables, "deliverable")
    return (
        f"{deliverables} and {count(moved.priorities, 'priority', 'priorities')}" if moved.priorities else deliverables
    )
