"""Entering the figures of a month by hand, the measures of one priority at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.exchange.forms_enter import EnterForm, NothingEntered
from tracker.exchange.queries_enter import Entry, facts_of_month, places_with_measures
from tracker.exchange.views import exchange
from tracker.measures import queries
from tracker.measures.commands_load import enter_month
from tracker.measures.queries_load import known_of
from tracker.measures.queries_values import newest_load
from tracker.measures.rules import NotAMonth, long_month, month_of, previous_month, read_month
from tracker.measures.rules_preview import loaded_words
from tracker.measures.rules_refusals import CannotLoad, NothingToLoad
from tracker.measures.views import crumbs_to
from tracker.web import asked
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.web.paging import page_links
from tracker.writing import session, writes

MEASURES_ON_A_PAGE: Final = 25
MOST_MONTHS_OFFERED: Final = 36


@exchange.route("/measures/enter", methods=["GET", "POST"])
@writes
def enter_page() -> ResponseReturnValue:
    require(Act.LOAD_FIGURES)
    entry = _entry()
    form = _form(entry)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(_entry(), fresh=True)):
            flash(_enter(form, entry.month))
            return redirect(_address(entry, entry.page))
    return render_form(
        "exchange/enter.html",
        form,
        entry=entry,
        month_words=long_month(entry.month),
        places=places_with_measures(session(), today()),
        months=_months(entry.month),
        links=page_links(entry.page, entry.pages, lambda number: _address(entry, number)),
        crumbs=crumbs_to(None, "Enter figures"),
    )


def _entry() -> Entry:
    """What the address asks for: a month, by default the last that ended, and a priority, by default the first."""
    places = places_with_measures(session(), today())
    wanted = asked.whole(request.args, "priority")
    place = next((each for each in places if each.id == wanted), places[0] if places else None)
    found = queries.measures(session(), priority_ids=[place.id] if place else [], on=today())
    pages = max(-(-len(found) // MEASURES_ON_A_PAGE), 1)
    page = min(asked.page(request.args), pages)
    shown = found[(page - 1) * MEASURES_ON_A_PAGE : page * MEASURES_ON_A_PAGE]
    return Entry(_month(), place, tuple(known_of(row, today()) for row in shown), page, pages)


def _form(entry: Entry, *, fresh: bool = False) -> EnterForm:
    facts = facts_of_month(session(), entry.measures, entry.month)
    return EnterForm.for_measures(entry.measures, facts, newest_load(session()), fresh=fresh)


def _enter(form: EnterForm, month: date) -> str:
    """Stores what was typed and says so. Raises what `enter_month` does, with every problem on its row."""
    try:
        load, plan = enter_month(session(), form.to_command(month), by=current_actor(), on=today())
    except CannotLoad as error:
        form.refuse_rows(error.problems)
        raise
    except NothingToLoad as error:
        raise NothingEntered from error
    return loaded_words(plan, load.number)


def _month() -> date:
    """The month asked for, never one that has not begun."""
    current = month_of(today())
    try:
        return min(read_month(request.args.get("month", "")), current)
    except NotAMonth:
        return previous_month(current)


def _months(shown: date) -> Sequence[tuple[str, str]]:
    months = [month_of(today())]
    while len(months) < MOST_MONTHS_OFFERED:
        months.append(previous_month(months[-1]))
    return [(f"{month:%Y-%m}", long_month(month)) for month in sorted({*months, shown}, reverse=True)]


def _address(entry: Entry, page: int) -> str:
    asked_for: Mapping[str, str | int] = {
        "month": f"{entry.month:%Y-%m}",
        **({"priority": entry.place.id} if entry.place else {}),
        **({"page": page} if page > 1 else {}),
    }
    return f"{request.path}?{urlencode(asked_for)}"
