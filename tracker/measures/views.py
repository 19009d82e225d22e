"""The pages of measures: what they share, the list and the page of one measure.

The other `views_*` of the room add theirs to this blueprint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import Quarter, today
from tracker.measures import queries
from tracker.measures.commands_history import expect_measure_stands, subject_of
from tracker.measures.forms_board import month_from
from tracker.measures.forms_list import filter_from, query_of
from tracker.measures.models import Measure
from tracker.measures.queries_list import Listed, MeasureFilter, list_page
from tracker.measures.queries_page import story_of
from tracker.measures.rules import long_month, short_month
from tracker.measures.rules_key import key_lines
from tracker.measures.rules_months import parts_headings
from tracker.measures.rules_shown import COMBINES, exceptions_shown
from tracker.measures.rules_weighting import false_alarm_words
from tracker.measures.rules_words import target_words
from tracker.plan.models import Priority
from tracker.plan.queries_list import place_choices
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, require
from tracker.web.paging import page_links
from tracker.writing import session

measures: Final = Blueprint("measures", __name__)


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one priority, by the names of their groups."""

    priority: Priority
    groups: list[tuple[str, list[Listed]]]


@measures.get("/measures")
def measure_list() -> ResponseReturnValue:
    require(Act.SEE_MEASURES)
    wanted = filter_from(request.args)
    listed = list_page(session(), wanted, today())
    return render_template(
        "measures/list.html",
        wanted=wanted,
        listed=listed,
        sections=_sections(listed.rows),
        exceptions_shown=exceptions_shown,
        short_month=short_month,
        places=place_choices(session()),
        groups=queries.groups(session()),
        query=query_of(wanted, page=1),
        links=page_links(listed.page, listed.pages, lambda number: _address(wanted, page=number)),
        key=key_lines(listed.rules),
        false_alarms=false_alarm_words(listed.total, listed.rules.exceptions),
    )


@measures.get("/measures/<code>")
def measure_page(code: str) -> ResponseReturnValue:
    measure = queries.measure(session(), code)
    require(Act.SEE_MEASURES)
    return render_template(
        "measures/measure.html",
        measure=measure,
        story=story_of(session(), measure, month_from(request.args), today()),
        combines=COMBINES[measure.kind],
        parts=parts_headings(measure.kind),
        long_month=long_month,
        target_words=target_words,
        quarter_of=Quarter.of,
        may_edit=can(Act.EDIT_MEASURES) and measure.withdrawn_on is None,
        history=history_of(session(), subject_of(measure), limit=20),
        crumbs=crumbs_to(measure),
    )


def load(code: str, act: Act) -> Measure:
    """The measure, once the person may do `act`. Raises NotFound, then Forbidden."""
    measure = queries.measure(session(), code)
    require(act)
    return measure


def load_standing(code: str, act: Act) -> Measure:
    """The measure for a page that changes it. Raises NotFound, Forbidden, MeasureIsWithdrawn."""
    measure = load(code, act)
    expect_measure_stands(measure)
    return measure


def crumbs_to(measure: Measure | None, here: str | None = None) -> list[dict[str, str]]:
    """The way back from a page about a measure, or about none in particular."""
    crumbs = [{"text": "Measures", "href": url_for("measures.measure_list")}]
    if measure is None:
        return [*crumbs, {"text": here}] if here else crumbs
    if here is None:
        return [*crumbs, {"text": measure.code}]
    return [*crumbs, {"text": measure.code, "href": page_of(measure)}, {"text": here}]


def page_of(measure: Measure) -> str:
    """The address of its page."""
    return url_for("measures.measure_page", code=measure.code)


def back_to(measure: Measure, message: str) -> Response:
    """To the measure's page, with word of what was done."""
    flash(message)
    return redirect(page_of(measure))


def render_act(
    title: str,
    button: str,
    form: BaseForm,
    measure: Measure | None,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of one act: what it is about, the questions, one button. `advice` says what it does."""
    template = extra.pop("template", "measures/act.html")
    back = page_of(measure) if measure is not None else url_for("measures.measure_list")
    given = {
        "advice": "",
        "warning": False,
        "leave_out": (),
        "back": back,
        "crumbs": crumbs_to(measure, title),
        **extra,
    }
    return render_form(template, form, title=title, button=button, measure=measure, **given)


def _sections(rows: Sequence[Listed]) -> list[Section]:
    """The rows under their priorities, and within these under their groups."""
    by_priority = groupby(rows, lambda each: each.measure.priority)
    return [
        Section(priority, [(group, list(under)) for group, under in groupby(of_priority, _group)])
        for priority, of_priority in by_priority
    ]


def _group(listed: Listed) -> str:
    group = listed.measure.group
    return group.name if group else "In no group"


def _address(wanted: MeasureFilter, **changes: object) -> str:
    asked = urlencode(query_of(wanted, **changes))
    return f"/measures?{asked}" if asked else "/measures"
