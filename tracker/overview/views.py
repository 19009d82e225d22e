"""The home page of each role, and the blueprint of the pages that show several rooms at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Act, Role
from tracker.accounts.rules import missing_for_the_statement
from tracker.accounts.views_session import office
from tracker.dates import Quarter, today
from tracker.information.queries import register
from tracker.information.rules import State
from tracker.overview import queries, queries_home, queries_led
from tracker.overview.queries_panel import MEETINGS_AHEAD, panel_at_home
from tracker.overview.queries_reports import ReportsAtHome, reports_at_home
from tracker.panel.queries import next_meetings
from tracker.plan import queries as plan_queries
from tracker.plan.models import Priority
from tracker.plan.queries_year_waiting import year_waiting
from tracker.reports.queries_after import sent
from tracker.reports.rules import is_in_force_in
from tracker.risks.rules_changes import RISK_OWNERS
from tracker.web.identity import can, current_actor
from tracker.writing import session

overview = Blueprint("overview", __name__)

SENT_SHOWN: Final = 5


@overview.get("/")
def home() -> ResponseReturnValue:
    actor = current_actor()
    show = {
        Role.OFFICER: _officer,
        Role.LEAD: _lead,
        Role.CLERK: _clerk,
        Role.MEMBER: _panel,
        Role.ADMINISTRATOR: _administrator,
    }.get(actor.role or Role.OFFICER, _office)
    return show(actor.person_id or 0)


def _officer(person_id: int) -> ResponseReturnValue:
    owners = queries.whose(session(), person_id, today())
    which = queries.owned_by(*owners)
    return render_template(
        "overview/officer.html",
        quarter=Quarter.of(today()),
        today=today(),
        figures=queries.figures(session(), which, today()),
        rows=queries.due_first(session(), which),
        duties=queries_home.duties_of(session(), person_id, owners, today()),
        reports=_reports(owners),
    )


def _lead(person_id: int) -> ResponseReturnValue:
    which = queries.led_by(person_id)
    owners = queries.whose(session(), person_id, today())
    quarter, led = Quarter.of(today()), plan_queries.priorities_led_by(session(), person_id)
    return render_template(
        "overview/lead.html",
        quarter=quarter,
        today=today(),
        figures=queries.figures(session(), which, today()),
        own=queries.figures(session(), queries.owned_by(*owners), today()),
        duties=queries_home.duties_of(session(), person_id, owners, today()),
        rows=queries.due_first(session(), which),
        requests=plan_queries.open_due_requests_for_lead(session(), person_id),
        priorities=led,
        reports=_reports(owners, led),
        under=queries_led.under_priorities(session(), led, today()),
        reported=[priority for priority in led if is_reported(priority, quarter)],
        year_end=year_waiting(session(), today(), person_id),
    )


def is_reported(priority: Priority, quarter: Quarter) -> bool:
    """Whether a report of the quarter has the priority's lines."""
    plan = priority.plan
    return is_in_force_in(plan.status, plan.starts, plan.ends, quarter)


def _office(person_id: int) -> ResponseReturnValue:
    """Analyst, Chief Executive and Commissioner: how the whole plan stands, and this quarter's report."""
    may_own = current_actor().role in RISK_OWNERS
    return render_template(
        "overview/office.html",
        quarter=Quarter.of(today()),
        today=today(),
        figures=queries.figures(session(), queries.everything(), today()),
        rows=queries.due_first(session(), queries.everything()),
        register=queries_home.office_figures(session(), today()),
        comments=queries_home.comments_due(session(), today()),
        duties=queries_home.duties_of(session(), person_id, {person_id}, today()) if may_own else None,
        reports=_reports({person_id}),
        year_end=year_waiting(session(), today()) if can(Act.CLOSE_YEAR) else None,
    )


def _reports(owner_ids: Collection[int], led: Sequence[Priority] = ()) -> ReportsAtHome:
    return reports_at_home(session(), current_actor(), owner_ids, led, today())


def _clerk(_person_id: int) -> ResponseReturnValue:
    return render_template(
        "overview/clerk.html",
        panel=panel_at_home(session(), office(), today()),
        found=sent(session())[:SENT_SHOWN],
        today=today(),
    )


def _panel(_person_id: int) -> ResponseReturnValue:
    return render_template(
        "overview/panel.html",
        meetings=next_meetings(session(), today(), MEETINGS_AHEAD),
        found=sent(session())[:SENT_SHOWN],
        today=today(),
    )


def _administrator(_person_id: int) -> ResponseReturnValue:
    return render_template(
        "overview/administrator.html",
        people=queries.people_by_role(session()),
        missing=missing_for_the_statement(office()),
        register=register(session(), today()),
        shown=(State.LATE, State.SOON),
    )
