"""What else is on record of a measure: its revisions, its markings, its words in a quarter; and all against peers."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import Quarter, UnknownQuarter, today
from tracker.errors import NotFound
from tracker.measures import queries_revisions
from tracker.measures.commands_context import context_of, set_context
from tracker.measures.commands_markings import clear_markings
from tracker.measures.forms_levels import ContextForm, MarkingsForm
from tracker.measures.models import Measure
from tracker.measures.queries_context import check_context
from tracker.measures.queries_peers import compared
from tracker.measures.rules import long_month
from tracker.measures.rules_commentary import BlockCheck, FigureState
from tracker.measures.rules_peer_rows import compared_words
from tracker.measures.views import back_to, crumbs_to, load, load_standing, measures, page_of, render_act
from tracker.web import asked
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require
from tracker.web.paging import page_links
from tracker.web.wording import NOTHING_CHANGED, count
from tracker.writing import session, writes


@measures.get("/measures/peers")
def peers_page() -> ResponseReturnValue:
    require(Act.SEE_MEASURES)
    return render_template(
        "measures/peers.html",
        found=compared(session(), today()),
        long_month=long_month,
        crumbs=crumbs_to(None, "Comparison with peers"),
    )


@measures.get("/measures/<code>/revisions")
def revisions_page(code: str) -> ResponseReturnValue:
    measure = load(code, Act.SEE_MEASURES)
    found = queries_revisions.revisions(session(), measure, asked.page(request.args))
    address = f"{page_of(measure)}/revisions"
    return render_template(
        "measures/revisions.html",
        measure=measure,
        found=found,
        links=page_links(found.page, found.pages, lambda number: f"{address}?page={number}"),
        long_month=long_month,
        compared_words=compared_words,
        crumbs=crumbs_to(measure, "Revisions"),
    )


@measures.route("/measures/<code>/markings", methods=["GET", "POST"])
@writes
def markings_page(code: str) -> ResponseReturnValue:
    measure = load(code, Act.SEE_MEASURES if request.method == "GET" else Act.CLEAR_MARKING)
    form = _offer(MarkingsForm(), measure)
    if form.validate_on_submit():
        with form.refusals():
            number = clear_markings(session(), measure, form.to_command(), by=current_actor(), on=today())
            return back_to(measure, f"{count(number, 'figure')} cleared for publication.")
    return render_form(
        "measures/markings.html",
        # With the figures that wait now: somebody may have been first.
        _offer(form, measure),
        measure=measure,
        found=queries_revisions.marked(session(), measure),
        summaries=queries_revisions.marked_summaries(session(), measure),
        long_month=long_month,
        may_clear=can(Act.CLEAR_MARKING),
        crumbs=crumbs_to(measure, "Markings"),
    )


@measures.route("/measures/<code>/context", methods=["GET", "POST"])
@writes
def context_page(code: str) -> ResponseReturnValue:
    measure = load_standing(code, Act.EDIT_MEASURES)
    quarter = _quarter()
    form = ContextForm.for_row(context_of(session(), measure, quarter))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ContextForm.for_row(context_of(session(), measure, quarter), fresh=True)):
            changed = set_context(session(), measure, quarter, form.to_command(), by=current_actor())
            return _after_context(measure, quarter, form.words.data, changed=changed)
    title = f"{measure.code} on the dashboard of {quarter.label}"
    around = (quarter.previous(), quarter.next())
    beside = {"quarter": quarter, "around": around, "FigureState": FigureState}
    check = _check(measure, quarter, form.words.data)
    return render_act(title, "Save", form, measure, template="measures/context.html", check=check, **beside)


def _after_context(measure: Measure, quarter: Quarter, words: str | None, *, changed: bool) -> ResponseReturnValue:
    """To the measure; but to its words where they contradict the figures, so that nobody misses it."""
    said = f"What the dashboard of {quarter.label} says of {measure.code} is changed." if changed else NOTHING_CHANGED
    check = _check(measure, quarter, words)
    if check is None or not check.of(FigureState.CONTRADICTS):
        return back_to(measure, said)
    flash(f"{said} Something in it contradicts the figures: see below.")
    return redirect(url_for("measures.context_page", code=measure.code, quarter=quarter.key))


def _check(measure: Measure, quarter: Quarter, words: str | None) -> BlockCheck | None:
    return check_context(session(), measure, quarter, words, today()) if words else None


def _quarter() -> Quarter:
    """The one the address asks for, else the one that ended last. Raises NotFound."""
    key = request.args.get("quarter")
    if not key:
        return Quarter.of(today()).previous()
    try:
        return Quarter.parse(key)
    except UnknownQuarter as error:
        raise NotFound("quarter", key) from error


def _offer(form: MarkingsForm, measure: Measure) -> MarkingsForm:
    waiting = [each for each in queries_revisions.marked(session(), measure) if each.clearance is None]
    named = ((each.month, each.value_id, f"{long_month(each.month)}: {each.words}") for each in waiting)
    return form.offer(list(named))
