"""What the pages of acts on a report share: the report, its content, the page of a form, and what cannot be now."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.errors import DomainError
from tracker.reports.gather_kinds import gather_report
from tracker.reports.rules_approval import ApprovedAlready, NothingToApprove, NotToBeApprovedNow
from tracker.reports.rules_life import MoveRefused, ReportKind
from tracker.reports.rules_ready import AlreadySaid, NoPlan
from tracker.reports.rules_review import AlreadyOverridden, AlreadyResolved, NoReasonNeeded, NoReasonsLeft, NotNow
from tracker.reports.rules_road import (
    NoneMadeAlready,
    NoneMadeNowhere,
    NotResponded,
    NotReviewed,
    NotSent,
    RecommendationsStand,
    RespondedAlready,
    ResponseIsOut,
)
from tracker.reports.rules_road_corrections import NotOut, ResponseStands, ResponseStillOut
from tracker.reports.rules_signing import ContentChanged
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_kinds import Snapshot
from tracker.reports.views import period_named, reports
from tracker.reports.views_life import Life, life_of
from tracker.web.errors import error_page
from tracker.web.forms import CONFLICT, BaseForm, render_form
from tracker.writing import session

REPORT: Final = "/reports/<any(highlight, dashboard, annual):kind>/<period>"

_SHORT: Final = {ReportKind.DASHBOARD: "Dashboard", ReportKind.ANNUAL: "Annual report"}
"""What the way back calls a report that is not the highlight report."""


def load(kind: str, period: str) -> Life:
    """The report of an address, before anybody asks who may do what. Raises NotFound."""
    return life_of(ReportKind(kind), period_named(kind, period))


def again(life: Life) -> Life:
    """The same report as it stands now."""
    return life_of(life.kind, life.period)


def content_of(life: Life) -> Snapshot:
    """What the report says as at its day."""
    return gather_report(session(), life.kind, life.period, life.day)


def check_has_something(life: Life, content: Snapshot) -> None:
    """Raises NoPlan for a year in which no plan was in force and of which nothing is written or done."""
    if life.found is None and isinstance(content, AnnualSnapshot) and content.has_nothing:
        raise NoPlan(life.period.label, "year")


def render_act(
    title: str,
    button: str,
    form: BaseForm,
    life: Life,
    template: str = "reports/act.html",
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of an act with its form; after a refusal with the report as it stands now."""
    shown = again(life) if form.refusal else life
    given = {"advice": "", "warning": False, "leave_out": (), "back": life.address, "crumbs": crumbs(life, title)}
    return render_form(template, form, **{**given, "title": title, "button": button, "life": shown, **extra})


def back_to(address: str, message: str) -> Response:
    flash(message)
    return redirect(address)


def crumbs(life: Life, here: str) -> list[dict[str, str]]:
    period = life.period.key if life.kind is ReportKind.ANNUAL else life.period.label
    name = period if life.kind is ReportKind.HIGHLIGHT else f"{_SHORT[life.kind]}, {period}"
    return [
        {"text": "Reports", "href": url_for("reports.report_list")},
        {"text": name, "href": life.address},
        {"text": here},
    ]


@reports.errorhandler(MoveRefused)
@reports.errorhandler(NotNow)
@reports.errorhandler(AlreadySaid)
@reports.errorhandler(NoPlan)
@reports.errorhandler(AlreadyOverridden)
@reports.errorhandler(AlreadyResolved)
@reports.errorhandler(NoReasonNeeded)
@reports.errorhandler(NoReasonsLeft)
@reports.errorhandler(ContentChanged)
@reports.errorhandler(NothingToApprove)
@reports.errorhandler(ApprovedAlready)
@reports.errorhandler(NotToBeApprovedNow)
@reports.errorhandler(NotSent)
@reports.errorhandler(NotReviewed)
@reports.errorhandler(RecommendationsStand)
@reports.errorhandler(NoneMadeAlready)
@reports.errorhandler(NoneMadeNowhere)
@reports.errorhandler(NotResponded)
@reports.errorhandler(ResponseIsOut)
@reports.errorhandler(NotOut)
@reports.errorhandler(ResponseStands)
@reports.errorhandler(ResponseStillOut)
@reports.errorhandler(RespondedAlready)
def not_now(error: DomainError) -> ResponseReturnValue:
    """Why the page of an act cannot be used as the report stands, and the way to what can."""
    session().rollback()
    if request.method != "GET":
        return error_page(CONFLICT, str(error))
    asked = request.view_args or {}
    if "year" in asked:
        kind, key = ReportKind.ANNUAL, asked["year"]
    else:
        kind = ReportKind(asked.get("kind", ReportKind.HIGHLIGHT))
        key = asked["period"] if "period" in asked else asked["quarter"]
    life = life_of(kind, kind.period(key))
    title = "The report has changed" if isinstance(error, ContentChanged) else "This cannot be done now"
    return render_not_now(life, title, str(error)), CONFLICT


def render_not_now(life: Life, title: str, detail: str) -> str:
    """The page that says why something cannot be done with a report as it stands."""
    return render_template("reports/not_now.html", title=title, detail=detail, life=life, crumbs=crumbs(life, title))
