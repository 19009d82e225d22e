"""The road of an annual report after it was sent: the Panel's review, its recommendations, and the responses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import FinancialYear, today
from tracker.errors import NotFound
from tracker.reports import commands_road as commands
from tracker.reports.forms_road import NoneMadeForm, RecommendForm, RespondForm, ResponseOutForm, ReviewForm
from tracker.reports.models_road import ReportRecommendation
from tracker.reports.queries_road import Road, recommendable, reviewing_meetings, road_of
from tracker.reports.queries_road_steps import Correction, Step, corrections_of, steps_of
from tracker.reports.rules_life import ReportKind
from tracker.reports.rules_road import (
    NoneMadeAlready,
    NotResponded,
    NotReviewed,
    NotSent,
    RecommendationsStand,
    ResponseIsOut,
)
from tracker.reports.views import reports
from tracker.reports.views_acts import back_to, crumbs, load
from tracker.reports.views_life import Life
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes

ANNUAL: Final = "/reports/annual/<year>"


@dataclass(frozen=True, slots=True)
class ShownRoad:
    """The road as a page shows it; `may_record`: whether its reader may record what comes next."""

    road: Road
    steps: Sequence[Step]
    address: str
    may_record: bool

    @property
    def corrections(self) -> Sequence[Correction]:
        """What was corrected or taken back, the newest first: for those who record."""
        return corrections_of(self.road) if self.may_record else ()

    @property
    def may_review(self) -> bool:
        return self.may_record and self.road.sent is not None

    @property
    def may_recommend(self) -> bool:
        return self.may_record and bool(self.road.reviews)

    @property
    def may_say_none(self) -> bool:
        return self.may_recommend and not self.road.progress.is_settled


@reports.app_template_global("annual_road")
def shown_road(life: Life) -> ShownRoad | None:
    """None for a report that the law lays no road for. For the office: its documents ask for a sign-in."""
    if not isinstance(life.period, FinancialYear):
        return None
    road = road_of(session(), life.period)
    return ShownRoad(road, steps_of(road, life.period), life.address, may_record=can(Act.RECORD_REVIEWS))


@reports.app_template_global("public_road")
def public_road(kind: ReportKind, period: object) -> ShownRoad | None:
    """As `shown_road`, for everybody."""
    if kind is not ReportKind.ANNUAL or not isinstance(period, FinancialYear):
        return None
    road = road_of(session(), period)
    return ShownRoad(road, steps_of(road, period, public=True), f"/published/annual/{period.key}", may_record=False)


@reports.route(f"{ANNUAL}/reviews/new", methods=["GET", "POST"])
@writes
def new_review(year: str) -> ResponseReturnValue:
    life, wanted, road = load_road(year)
    form = _review_form(road)
    if not form.is_submitted() and road.sent is None:
        raise NotSent
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _review_form(road_of(session(), wanted), fresh=True)):
            review = commands.record_review(session(), wanted, form.to_command(), by=current_actor(), on=today())
            return back_to(road_back(life), f"The Panel’s review on {review.meeting.title} is recorded.")
    advice = (
        "The Panel holds a public meeting about the annual report as soon as it can, asks questions there and reviews "
        "the report. Record the meeting once it has been."
    )
    extra = {"no_meeting": road.sent} if not reviewing_meetings(session(), road, today()) else {}
    return road_page("Record the Panel’s review", "Record the review", form, life, advice=advice, **extra)


@reports.route(f"{ANNUAL}/recommendations/new", methods=["GET", "POST"])
@writes
def new_recommendation(year: str) -> ResponseReturnValue:
    life, wanted, road = load_road(year)
    form = _recommend_form(road)
    if not form.is_submitted() and not road.reviews:
        raise NotReviewed
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _recommend_form(road_of(session(), wanted), fresh=True)):
            added = commands.recommend(session(), wanted, form.to_command(), by=current_actor(), on=today())
            return back_to(
                road_back(life), f"Recommendation {added.request.number} is recorded. It waits for a response."
            )
    advice = "Record each recommendation by itself. It stands among what the Panel asked for until it is answered."
    return road_page("Record a recommendation of the Panel", "Record the recommendation", form, life, advice=advice)


@reports.route(f"{ANNUAL}/recommendations/none", methods=["GET", "POST"])
@writes
def no_recommendations(year: str) -> ResponseReturnValue:
    life, wanted, road = load_road(year)
    form = NoneMadeForm.of(road, {"on": today()})
    if not form.is_submitted() and not road.reviews:
        raise NotReviewed
    if not form.is_submitted() and road.recommendations:
        raise RecommendationsStand(len(road.recommendations))
    if not form.is_submitted() and road.said_none is not None:
        raise NoneMadeAlready(road.said_none.on)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: NoneMadeForm.of(road_of(session(), wanted), {"on": today()}, fresh=True)):
            commands.say_none_made(session(), wanted, form.to_command(), by=current_actor(), on=today())
            return back_to(road_back(life), "It is recorded that the Panel made no recommendations.")
    advice = "A recommendation that is recorded later counts instead."
    return road_page("Record that the Panel made no recommendations", "Record it", form, life, advice=advice)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/response", methods=["GET", "POST"])
@writes
def respond_page(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = RespondForm.of(road, {"on": today()})
    if not form.is_submitted():
        commands.check_waits(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RespondForm.of(road_of(session(), wanted), {"on": today()}, fresh=True)):
            commands.respond(session(), wanted, form.to_command(number), by=current_actor(), on=today())
            return back_to(road_back(life), f"The response to recommendation {number} is recorded.")
    title = f"Record the response to recommendation {number}"
    return road_page(title, "Record the response", form, life, recommendation=found)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/publication", methods=["GET", "POST"])
@writes
def response_out_page(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = ResponseOutForm.of(road, {"on": today()})
    if not form.is_submitted():
        _check_to_be_published(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ResponseOutForm.of(road_of(session(), wanted), {"on": today()}, fresh=True)):
            commands.publish_response(session(), wanted, form.to_command(number), by=current_actor(), on=today())
            return back_to(
                road_back(life), f"It is recorded where the response to recommendation {number} was published."
            )
    title = f"Record that the response to recommendation {number} was published"
    return road_page(title, "Record it", form, life, recommendation=found)


def load_road(year: str) -> tuple[Life, FinancialYear, Road]:
    """Raises NotFound, also for a year with whose report nothing was done yet, then Forbidden."""
    life, wanted = report_of(year)
    require(Act.RECORD_REVIEWS)
    return life, wanted, road_of(session(), wanted)


def load_recommendation(year: str, number: int) -> tuple[Life, FinancialYear, Road, ReportRecommendation]:
    """As `load_road`, with a recommendation on the report."""
    life, wanted = report_of(year)
    road = road_of(session(), wanted)
    found = road.recommendation(number)
    require(Act.RECORD_REVIEWS)
    return life, wanted, road, found


def report_of(year: str) -> tuple[Life, FinancialYear]:
    """Raises NotFound, also for a year with whose report nothing was done yet."""
    life = load(ReportKind.ANNUAL.value, year)
    wanted = FinancialYear.parse(life.period.key)
    if life.found is None:
        raise NotFound("submitted annual report of", wanted.label)
    return life, wanted


def _check_to_be_published(found: ReportRecommendation) -> None:
    if found.request.answered_on is None:
        raise NotResponded(found.request.number)
    if found.publication is not None:
        raise ResponseIsOut(found.request.number, found.publication.on)


def _review_form(road: Road, *, fresh: bool = False) -> ReviewForm:
    form = ReviewForm.of(road, fresh=fresh)
    # Somebody may have recorded the one that was chosen: that is said as such, not as no answer of the list.
    form.offer(reviewing_meetings(session(), road, today(), recorded=form.is_submitted()))
    return form


def _recommend_form(road: Road, *, fresh: bool = False) -> RecommendForm:
    form = RecommendForm.of(road, fresh=fresh)
    form.offer(road.meetings, recommendable(session(), road))
    return form


def road_back(life: Life) -> str:
    """Where an act on the road leads back to."""
    return f"{life.address}#road"


def road_page(
    title: str,
    button: str,
    form: BaseForm,
    life: Life,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of an act on the road with its form."""
    given = {"advice": "", "warning": False, "leave_out": (), "back": road_back(life), "crumbs": crumbs(life, title)}
    return render_form("reports/road_act.html", form, **{**given, "title": title, "button": button, **extra})
