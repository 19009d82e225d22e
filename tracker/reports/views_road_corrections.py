"""Correcting and taking back what was recorded on the road of an annual report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import FinancialYear, today
from tracker.reports import commands_road_corrections as commands
from tracker.reports.forms_road_corrections import (
    PublicationCorrectionForm,
    RecommendationCorrectionForm,
    ResponseCorrectionForm,
    ReviewCorrectionForm,
    TakeBackForm,
)
from tracker.reports.models_road import ReportReview
from tracker.reports.queries_road import Road, reviewing_meetings, road_of
from tracker.reports.rules_road import NoneMadeNowhere, NotResponded
from tracker.reports.rules_road_corrections import NotOut, ResponseStillOut
from tracker.reports.views import reports
from tracker.reports.views_acts import back_to
from tracker.reports.views_life import Life
from tracker.reports.views_road import ANNUAL, load_recommendation, load_road, report_of, road_back, road_page
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes

_ADVICE: Final = "What was recorded stays in the history with your reason. Everybody sees the corrected words at once."
_WITHDRAWN: Final = (
    "It waits for no response any more. Everybody still reads that one was withdrawn, and when. What it said "
    "stays in the history with your reason."
)
_GONE: Final = "It counts as if it had never been recorded. It stays in the history with your reason."


@reports.route(f"{ANNUAL}/reviews/<int:number>/correct", methods=["GET", "POST"])
@writes
def correct_review(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = _review(year, number)
    form = _review_form(road, found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _review_form(road_of(session(), wanted), found, fresh=True)):
            commands.correct_review(session(), wanted, form.to_correction(number), by=current_actor(), on=today())
            return back_to(road_back(life), "The Panel’s review is corrected.")
    title = f"Correct the review at the meeting of {found.meeting.title}"
    return road_page(title, "Correct it", form, life, advice=_ADVICE)


@reports.route(f"{ANNUAL}/reviews/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_review(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = _review(year, number)
    form = TakeBackForm.of(road)
    if form.validate_on_submit():
        with form.refusals(fresh=_fresh(wanted)):
            commands.withdraw_review(session(), wanted, form.to_command(number), by=current_actor())
            return back_to(road_back(life), "The review is withdrawn.")
    title = f"Withdraw the review at the meeting of {found.meeting.title}"
    return road_page(title, "Withdraw it", form, life, advice=_GONE)


@reports.route(f"{ANNUAL}/recommendations/none/withdraw", methods=["GET", "POST"])
@writes
def withdraw_none_made(year: str) -> ResponseReturnValue:
    life, wanted, road = load_road(year)
    form, said = TakeBackForm.of(road), road.said_none
    if not form.is_submitted() and said is None:
        raise NoneMadeNowhere
    if form.validate_on_submit():
        with form.refusals(fresh=_fresh(wanted)):
            commands.withdraw_none_made(session(), wanted, form.to_command(said.id if said else 0), by=current_actor())
            message = (
                "It is withdrawn that the Panel made no recommendations. Record what it made, or that it made none."
            )
            return back_to(road_back(life), message)
    title = "Withdraw that the Panel made no recommendations"
    return road_page(title, "Withdraw it", form, life, advice=_GONE, said_none=said)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/correct", methods=["GET", "POST"])
@writes
def correct_recommendation(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, _ = load_recommendation(year, number)
    form = _recommendation_form(road, number)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _recommendation_form(road_of(session(), wanted), number, fresh=True)):
            commands.correct_recommendation(session(), wanted, form.to_correction(number), by=current_actor())
            return back_to(road_back(life), f"Recommendation {number} is corrected.")
    return road_page(f"Correct recommendation {number}", "Correct it", form, life, advice=_ADVICE)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_recommendation(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = TakeBackForm.of(road)
    if not form.is_submitted():
        commands.check_withdrawable(found)
    if form.validate_on_submit():
        with form.refusals(fresh=_fresh(wanted)):
            taken = form.to_command(number)
            commands.withdraw_recommendation(session(), wanted, taken, by=current_actor(), on=today())
            return back_to(road_back(life), f"Recommendation {number} is withdrawn.")
    title = f"Withdraw recommendation {number}"
    return road_page(title, "Withdraw it", form, life, advice=_WITHDRAWN, recommendation=found)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/response/correct", methods=["GET", "POST"])
@writes
def correct_response(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = _response_form(road, number)
    if not form.is_submitted() and found.request.answered_on is None:
        raise NotResponded(number)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _response_form(road_of(session(), wanted), number, fresh=True)):
            commands.correct_response(session(), wanted, form.to_correction(number), by=current_actor(), on=today())
            return back_to(road_back(life), f"The response to recommendation {number} is corrected.")
    title = f"Correct the response to recommendation {number}"
    return road_page(title, "Correct it", form, life, advice=_ADVICE, recommendation=found)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/response/withdraw", methods=["GET", "POST"])
@writes
def withdraw_response(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = TakeBackForm.of(road)
    if not form.is_submitted() and found.request.answered_on is None:
        raise NotResponded(number)
    if not form.is_submitted() and found.publication is not None:
        raise ResponseStillOut(number)
    if form.validate_on_submit():
        with form.refusals(fresh=_fresh(wanted)):
            commands.withdraw_response(session(), wanted, form.to_command(number), by=current_actor())
            return back_to(road_back(life), f"The response is withdrawn. Recommendation {number} waits for another.")
    title = f"Withdraw the response to recommendation {number}"
    return road_page(title, "Withdraw it", form, life, advice=_GONE, recommendation=found)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/publication/correct", methods=["GET", "POST"])
@writes
def correct_publication(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = _publication_form(road, number)
    if not form.is_submitted() and found.publication is None:
        raise NotOut(number)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _publication_form(road_of(session(), wanted), number, fresh=True)):
            commands.correct_publication(session(), wanted, form.to_correction(number), by=current_actor(), on=today())
            return back_to(
                road_back(life), f"Where the response to recommendation {number} was published is corrected."
            )
    title = f"Correct where the response to recommendation {number} was published"
    return road_page(title, "Correct it", form, life, advice=_ADVICE, recommendation=found)


@reports.route(f"{ANNUAL}/recommendations/<int:number>/publication/withdraw", methods=["GET", "POST"])
@writes
def withdraw_publication(year: str, number: int) -> ResponseReturnValue:
    life, wanted, road, found = load_recommendation(year, number)
    form = TakeBackForm.of(road)
    if not form.is_submitted() and found.publication is None:
        raise NotOut(number)
    if form.validate_on_submit():
        with form.refusals(fresh=_fresh(wanted)):
            commands.withdraw_publication(session(), wanted, form.to_command(number), by=current_actor())
            return back_to(road_back(life), f"The publication of the response to recommendation {number} is withdrawn.")
    title = f"Withdraw that the response to recommendation {number} was published"
    return road_page(title, "Withdraw it", form, life, advice=_GONE, recommendation=found)


def _review(year: str, number: int) -> tuple[Life, FinancialYear, Road, ReportReview]:
    """Raises NotFound, also for a review that no longer stands, then Forbidden."""
    life, wanted = report_of(year)
    road = road_of(session(), wanted)
    found = road.review(number)
    require(Act.RECORD_REVIEWS)
    return life, wanted, road, found


def _review_form(road: Road, found: ReportReview, *, fresh: bool = False) -> ReviewCorrectionForm:
    stored = {"meeting_id": str(found.meeting_id), "words": found.words}
    form = ReviewCorrectionForm.of(road, stored, fresh=fresh)
    form.offer(reviewing_meetings(session(), road, today(), recorded=True))
    return form


def _recommendation_form(road: Road, number: int, *, fresh: bool = False) -> RecommendationCorrectionForm:
    asked = road.recommendation(number).request
    stored = {"text": asked.text, "minute": str(asked.minute or ""), "due_on": asked.due_on}
    return RecommendationCorrectionForm.of(road, stored, fresh=fresh)


def _response_form(road: Road, number: int, *, fresh: bool = False) -> ResponseCorrectionForm:
    asked = road.recommendation(number).request
    return ResponseCorrectionForm.of(road, {"on": asked.answered_on, "text": asked.answer}, fresh=fresh)


def _publication_form(road: Road, number: int, *, fresh: bool = False) -> PublicationCorrectionForm:
    out = road.recommendation(number).publication
    stored = {"on": out.on, "place": out.place} if out is not None else {}
    return PublicationCorrectionForm.of(road, stored, fresh=fresh)


def _fresh(wanted: FinancialYear) -> Callable[[], TakeBackForm]:
    return lambda: TakeBackForm.of(road_of(session(), wanted), fresh=True)
