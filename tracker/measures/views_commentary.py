"""Commentary: the pages of a quarter, one page beside its figures, writing it, and where its figures come from."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import Quarter, UnknownQuarter, today
from tracker.errors import NotFound
from tracker.measures import queries
from tracker.measures.commands_commentary import (
    confirm_figure,
    save_commentary,
    set_no_surprises,
    subject_of_commentary,
)
from tracker.measures.forms_commentary import CommentaryForm, ConfirmForm, NoSurprisesForm
from tracker.measures.queries_commentary import Commentary, commentary_in, commentary_of, quarters_to_write
from tracker.measures.rules import CommentaryBlock, long_month, short_month
from tracker.measures.rules_commentary import CheckedFigure, FigureState, commentary_problems
from tracker.measures.rules_draft import draft
from tracker.measures.rules_rows import standing_row
from tracker.measures.views import measures
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

ADDRESS: Final = "/measures/commentary"
PAGE: Final = f"{ADDRESS}/<quarter>/<int:group_id>"


@measures.get(ADDRESS)
def commentary_list() -> ResponseReturnValue:
    require(Act.SEE_MEASURES)
    quarters = quarters_to_write(session(), today())
    quarter = _asked_for(quarters)
    lines = commentary_in(session(), quarter, today())
    sections = [(priority, list(of)) for priority, of in groupby(lines, lambda each: each.commentary.group.priority)]
    return render_template(
        "measures/commentary_list.html",
        quarter=quarter,
        quarters=quarters,
        sections=sections,
        long_month=long_month,
        blocks=len(CommentaryBlock),
        may_write=can(Act.WRITE_COMMENTARY),
        crumbs=[_measures_crumb(), {"text": "Commentary"}],
    )


@measures.get(PAGE)
def commentary_page(quarter: str, group_id: int) -> ResponseReturnValue:
    commentary = _load(quarter, group_id, Act.SEE_MEASURES)
    checks = commentary.check()
    return render_template(
        "measures/commentary.html",
        checks={check.block: check for check in checks},
        problems=commentary_problems(checks, commentary.standings),
        may_write=can(Act.WRITE_COMMENTARY),
        history=history_of(session(), subject_of_commentary(commentary.group, commentary.quarter), limit=20),
        **_around(commentary),
    )


@measures.route(f"{PAGE}/edit", methods=["GET", "POST"])
@writes
def edit_commentary(quarter: str, group_id: int) -> ResponseReturnValue:
    commentary = _load(quarter, group_id, Act.WRITE_COMMENTARY)
    form = CommentaryForm.for_page(commentary)
    if form.is_submitted() and not {"draft", "add", "check"}.isdisjoint(request.form):
        return _tried(form, commentary)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CommentaryForm.for_page(_again(commentary), fresh=True)):
            changed = save_commentary(
                session(), commentary.group, commentary.quarter, form.to_command(), by=current_actor()
            )
            return _back_to(commentary, "The commentary is saved." if changed else NOTHING_CHANGED)
    return render_form("measures/commentary_edit.html", form, **_editing(_shown(form, commentary)))


@measures.route(f"{PAGE}/confirm/<sentence>/<int:number>", methods=["GET", "POST"])
@writes
def confirm_commentary_figure(quarter: str, group_id: int, sentence: str, number: int) -> ResponseReturnValue:
    commentary = _load(quarter, group_id, Act.WRITE_COMMENTARY)
    asked = _figure_asked_for(commentary, sentence, number)
    if asked.confirmed and request.method == "GET":
        around = {**_around(commentary), "crumbs": _crumbs(commentary, "A confirmed figure")}
        return render_template("measures/commentary_confirmed.html", asked=asked, **around)
    form = ConfirmForm.for_page(commentary)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ConfirmForm.for_page(_again(commentary), fresh=True)):
            command = form.to_command(asked.digest, asked.figure)
            confirm_figure(session(), commentary.group, commentary.quarter, command, by=current_actor(), on=today())
            return _back_to(commentary, f"The source of {asked.figure} is recorded.")
    title = "Say where a figure comes from"
    return _act(title, "Confirm the figure", form, commentary, "measures/commentary_confirm.html", asked=asked)


@measures.route(f"{PAGE}/no-surprises", methods=["GET", "POST"])
@writes
def no_surprises_page(quarter: str, group_id: int) -> ResponseReturnValue:
    commentary = _load(quarter, group_id, Act.WRITE_COMMENTARY)
    form = NoSurprisesForm.for_page(commentary)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: NoSurprisesForm.for_page(_again(commentary), fresh=True)):
            changed = set_no_surprises(
                session(), commentary.group, commentary.quarter, form.to_command(), by=current_actor()
            )
            return _back_to(commentary, "“No surprises” is saved." if changed else NOTHING_CHANGED)
    return _act("No surprises", "Save", form, commentary, "measures/commentary_surprises.html")


def _tried(form: CommentaryForm, commentary: Commentary) -> ResponseReturnValue:
    """A button that saves nothing: the draft goes into its box or beside it, or the check looks at what is typed."""
    text = draft(commentary.standings, commentary.group.name, commentary.rules) if commentary.month else ""
    if "check" in request.form:
        if not form.validate():
            return render_form("measures/commentary_edit.html", form, **_editing(commentary))
        shown: dict[str, Any] = {"checks": commentary.check(form.typed)}
    elif "add" in request.form:
        form.add_draft(text)
        shown = {"drafted": True}
    else:
        shown = {"drafted": True} if form.take_draft(text) else {"beside": text}
    return render_template("measures/commentary_edit.html", form=form, **{**_editing(commentary), **shown})


def _load(quarter: str, group_id: int, act: Act) -> Commentary:
    """Raises NotFound, then Forbidden."""
    try:
        wanted = Quarter.parse(quarter)
    except UnknownQuarter as error:
        raise NotFound("quarter", quarter) from error
    if wanted.start > today():
        raise NotFound("quarter that has begun", quarter)
    group = queries.group(session(), group_id)
    require(act)
    return commentary_of(session(), group, wanted, today())


def _shown(form: BaseForm, commentary: Commentary) -> Commentary:
    """What the page of a form shows: the record as it is now, once a refusal has undone what was read."""
    return _again(commentary) if form.refusal else commentary


def _again(commentary: Commentary) -> Commentary:
    group = queries.group(session(), commentary.group.id)
    return commentary_of(session(), group, commentary.quarter, today())


def _asked_for(quarters: list[Quarter]) -> Quarter:
    """The quarter of the address; any other text gives that of today."""
    asked = request.args.get("quarter", "")
    return next((each for each in quarters if each.key == asked), Quarter.of(today()))


def _figure_asked_for(commentary: Commentary, digest: str, number: int) -> CheckedFigure:
    """The figure of the text that waits for a source, or got one since. Raises NotFound."""
    for check in commentary.check():
        for each in (*check.of(FigureState.NO_SOURCE), *check.of(FigureState.CONFIRMED)):
            if (each.digest, each.number) == (digest, number):
                return each
    raise NotFound("figure of this commentary", str(number))


def _around(commentary: Commentary) -> dict[str, Any]:
    """What every page about a commentary shows around it."""
    month = commentary.month
    return {
        "commentary": commentary,
        "group": commentary.group,
        "quarter": commentary.quarter,
        "rows": [standing_row(each, withhold=False) for each in commentary.standings],
        "month": long_month(month) if month else "",
        "column": short_month(month) if month else "",
        "contradicting": [each for each in commentary.standings if each.contradiction],
        "FigureState": FigureState,
        "CommentaryBlock": CommentaryBlock,
        "address": _address(commentary),
        "crumbs": _crumbs(commentary),
    }


def _editing(commentary: Commentary) -> dict[str, Any]:
    around = _around(commentary)
    around["crumbs"] = _crumbs(commentary, "Write")
    return {"checks": (), "beside": "", "drafted": False, **around}


def _act(
    title: str,
    button: str,
    form: BaseForm,
    commentary: Commentary,
    template: str,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    around = {**_around(_shown(form, commentary)), "crumbs": _crumbs(commentary, title), "back": _address(commentary)}
    given = {"advice": "", "warning": False, "leave_out": (), "measure": None, **around, **extra}
    return render_form(template, form, title=title, button=button, **given)


def _address(commentary: Commentary) -> str:
    return url_for("measures.commentary_page", quarter=commentary.quarter.key, group_id=commentary.group.id)


def _back_to(commentary: Commentary, message: str) -> Response:
    flash(message)
    return redirect(_address(commentary))


def _measures_crumb() -> dict[str, str]:
    return {"text": "Measures", "href": url_for("measures.measure_list")}


def _crumbs(commentary: Commentary, here: str | None = None) -> list[dict[str, str]]:
    of_quarter = url_for("measures.commentary_list", quarter=commentary.quarter.key)
    crumbs = [_measures_crumb(), {"text": f"Commentary, {commentary.quarter.label}", "href": of_quarter}]
    if here is None:
        return [*crumbs, {"text": commentary.group.name}]
    return [*crumbs, {"text": commentary.group.name, "href": _address(commentary)}, {"text": here}]
