"""Figures from files: sending one, looking at what it would do, loading it; and the loads that were made."""

from __future__ import annotations

import io
from typing import Final
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.errors import NotFound
from tracker.exchange.forms_figures import LoadForm, SendForm
from tracker.exchange.queries_figures import (
    Preview,
    Reading,
    download_name,
    lines_of_load,
    preview_of,
    sent_table,
)
from tracker.exchange.views import exchange
from tracker.measures import queries, queries_load
from tracker.measures.commands_load import subject_of
from tracker.measures.commands_uploads import download_load, load_upload, send_figures
from tracker.measures.models import MeasureLoad
from tracker.measures.models_uploads import FigureUpload
from tracker.measures.queries_values import newest_load
from tracker.measures.rules_preview import loaded_words
from tracker.measures.rules_refusals import CannotLoad, ProblemsLeft
from tracker.measures.views import crumbs_to
from tracker.web import asked
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.web.paging import PageLink, page_links
from tracker.web.request import takes_files
from tracker.writing import logs_download, session, writes

ON_A_PAGE: Final = 100
"""Problems, changed figures, figures of a load, or loads."""

LOADING: Final = {"text": "Load figures", "href": "/measures/load"}
LOADS: Final = {"text": "Loads", "href": "/measures/loads"}


@exchange.route("/measures/load", methods=["GET", "POST"])
@writes
@takes_files
def send_page() -> ResponseReturnValue:
    require(Act.LOAD_FIGURES)
    maps = queries_load.saved_maps(session())
    form = SendForm.with_maps([(saved.name, saved.name) for saved in maps])
    if form.validate_on_submit():
        with form.refusals():
            upload = send_figures(session(), form.to_command(), by=current_actor(), on=today())
            return redirect(check_address(upload, Reading(map_name=form.map_name.data or None)))
    return render_form("exchange/send.html", form, crumbs=crumbs_to(None, LOADING["text"]))


@exchange.route("/measures/load/<int:upload_id>", methods=["GET", "POST"])
@writes
def check_page(upload_id: int) -> ResponseReturnValue:
    upload = queries_load.upload(session(), upload_id)
    require(Act.LOAD_FIGURES)
    if upload.load is not None:
        return redirect(url_for("exchange.load_page", number=upload.load.number))
    reading, form = Reading.from_query(request.args), LoadForm.at(newest_load(session()))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: LoadForm.at(newest_load(session()), fresh=True)):
            load = _load(upload, reading, form)
            return redirect(url_for("exchange.load_page", number=load.number))
    return _render_check(upload, reading, form)


@exchange.get("/measures/loads")
def load_list() -> ResponseReturnValue:
    require(Act.SEE_MEASURES)
    page, pages = _page(queries_load.count_loads(session()))
    return render_template(
        "exchange/loads.html",
        loads=queries_load.loads(session(), page=page, size=ON_A_PAGE),
        links=_links(page, pages),
        crumbs=crumbs_to(None, LOADS["text"]),
    )


@exchange.get("/measures/loads/<int:number>")
def load_page(number: int) -> ResponseReturnValue:
    load = queries.load(session(), number)
    require(Act.SEE_MEASURES)
    total = queries_load.count_values(session(), load)
    page, pages = _page(total)
    return render_template(
        "exchange/load.html",
        load=load,
        total=total,
        lines=lines_of_load(session(), load, today(), page=page, size=ON_A_PAGE),
        history=history_of(session(), subject_of(load)),
        links=_links(page, pages),
        crumbs=[*crumbs_to(None), LOADS, {"text": f"Load {load.number}"}],
    )


@exchange.get("/measures/loads/<int:number>/file")
@logs_download
def load_file(number: int) -> ResponseReturnValue:
    load = queries.load(session(), number)
    require(Act.EXPORT_MEASURES)
    if load.file is None:
        raise NotFound("file of load", str(number))
    content = download_load(session(), load, by=current_actor())
    answer = send_file(
        io.BytesIO(content), mimetype=load.file.media_type, as_attachment=True, download_name=download_name(load)
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def check_address(upload: FigureUpload, reading: Reading) -> str:
    """Where a file that was sent is looked at, read in a certain way."""
    asked_for = {"sheet": reading.sheet, "map": reading.map_name, "final": "1" if reading.final else None}
    query = urlencode({name: value for name, value in asked_for.items() if value})
    address = url_for("exchange.check_page", upload_id=upload.id)
    return f"{address}?{query}" if query else address


def _load(upload: FigureUpload, reading: Reading, form: LoadForm) -> MeasureLoad:
    file, table = sent_table(session(), upload, reading)
    try:
        load, plan = load_upload(
            session(), upload, form.to_command(file, table, reading), by=current_actor(), on=today()
        )
    except CannotLoad as error:
        raise ProblemsLeft(len(error.problems)) from error
    flash(loaded_words(plan, load.number))
    return load


def _render_check(upload: FigureUpload, reading: Reading, form: LoadForm) -> ResponseReturnValue:
    preview = preview_of(session(), upload, reading, today())
    page, pages = _page(_shown(preview))
    start = (page - 1) * ON_A_PAGE
    return render_form(
        "exchange/check.html",
        form,
        upload=upload,
        reading=reading,
        preview=preview,
        plan=preview.plan,
        maps=queries_load.saved_maps(session()),
        part=slice(start, start + ON_A_PAGE),
        links=_links(page, pages),
        crumbs=[*crumbs_to(None), LOADING, {"text": upload.file_name}],
        save_query=urlencode({"upload": upload.id, "sheet": reading.sheet or ""}),
    )


def _shown(preview: Preview) -> int:
    """How many lines there are to show, over all pages."""
    if preview.plan is None:
        return 0
    return len(preview.plan.problems) or len(preview.plan.revised)


def _page(total: int) -> tuple[int, int]:
    """The page that was asked for, at most the last, and how many there are."""
    pages = max(-(-total // ON_A_PAGE), 1)
    return min(asked.page(request.args), pages), pages


def _links(page: int, pages: int) -> list[PageLink]:
    def href(number: int) -> str:
        return f"{request.path}?{urlencode({**request.args, 'page': number})}"

    return page_links(page, pages, href)
