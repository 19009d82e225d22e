"""Column maps: how the files of each source system are read."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.errors import NotFound
from tracker.exchange.forms_maps import MapForm
from tracker.exchange.queries_figures import Reading, preview_of
from tracker.exchange.views import exchange
from tracker.exchange.views_figures import LOADING
from tracker.measures import queries_load
from tracker.measures.commands_maps import change_map, create_map
from tracker.measures.rules_columns import Columns
from tracker.measures.views import crumbs_to
from tracker.web import asked
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@exchange.get("/measures/load/maps")
def map_list() -> ResponseReturnValue:
    require(Act.LOAD_FIGURES)
    return render_template("exchange/maps.html", maps=queries_load.column_maps(session()), crumbs=_crumbs())


@exchange.route("/measures/load/maps/new", methods=["GET", "POST"])
@writes
def new_map() -> ResponseReturnValue:
    require(Act.LOAD_FIGURES)
    form = MapForm.for_columns(_columns_of_upload() if request.method == "GET" else None)
    if form.validate_on_submit():
        with form.refusals():
            row = create_map(session(), form.to_command(), by=current_actor(), on=today())
            flash(f"The column map “{row.name}” is saved. Files whose headings fit it are read by it.")
            return redirect(url_for("exchange.map_list"))
    return render_form("exchange/map.html", form, title="Save a column map", crumbs=_crumbs("New"))


@exchange.route("/measures/load/maps/<int:map_id>", methods=["GET", "POST"])
@writes
def edit_map(map_id: int) -> ResponseReturnValue:
    row = queries_load.column_map(session(), map_id)
    require(Act.LOAD_FIGURES)
    form = MapForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MapForm.for_row(row, fresh=True)):
            changed = change_map(session(), row, form.to_command(), by=current_actor(), on=today())
            flash(f"The column map “{row.name}” is {'saved' if changed else 'as it was'}.")
            return redirect(url_for("exchange.map_list"))
    title = f"Change the column map “{row.name}”"
    return render_form("exchange/map.html", form, title=title, crumbs=_crumbs(row.name))


def _crumbs(here: str | None = None) -> list[dict[str, str]]:
    maps = {"text": "Column maps"}
    if here is None:
        return [*crumbs_to(None), LOADING, maps]
    return [*crumbs_to(None), LOADING, {**maps, "href": url_for("exchange.map_list")}, {"text": here}]


def _columns_of_upload() -> Columns | None:
    """What was found in the file the address names; None where there is none, or nothing was found."""
    number = asked.whole(request.args, "upload")
    if number is None:
        return None
    try:
        upload = queries_load.upload(session(), number)
    except NotFound:
        return None
    preview = preview_of(session(), upload, Reading.from_query(request.args), today())
    return preview.plan.columns if preview.plan else None
