"""The quarters' reports: the list, each report as a page, and its downloads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.annual.queries import annual_years
from tracker.annual.rules import FIRST_YEAR
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import FinancialYear, Period, Quarter, UnknownFinancialYear, UnknownQuarter, today
from tracker.documents import pdf
from tracker.documents.html import render_fragment
from tracker.documents.pdf import MissingGlyph
from tracker.errors import NotFound
from tracker.reports import queries
from tracker.reports.forms import AsAtForm
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_dashboard import quarters_with_figures
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.queries import QuarterRecords
from tracker.reports.queries_after import has_lapsed
from tracker.reports.queries_list import listed
from tracker.reports.rules import BadReportDay, read_report_day, report_name
from tracker.reports.rules_life import ReportKind
from tracker.reports.rules_warnings import measure_warnings
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.views_life import life_of, signing_ties
from tracker.web.errors import error_page
from tracker.web.forms import OK, UNPROCESSABLE
from tracker.web.identity import can, current_actor, require
from tracker.writing import logs_download, session

reports = Blueprint("reports", __name__)

Draw = Callable[[HighlightSnapshot], bytes]


def quarter_named(key: str) -> Quarter:
    """The quarter of an address. Raises NotFound for an unknown one and for one that has not begun."""
    try:
        quarter = Quarter.parse(key)
    except UnknownQuarter as error:
        raise NotFound("quarter", key) from error
    _check_begun(quarter)
    return quarter


def period_named(kind: str, key: str) -> Period:
    """The period of an address of a report of this kind. Raises NotFound as `quarter_named` does."""
    try:
        period = ReportKind(kind).period(key)
    except UnknownFinancialYear as error:
        raise NotFound("financial year", key) from error
    except UnknownQuarter as error:
        raise NotFound("quarter", key) from error
    _check_begun(period)
    return period


def _check_begun(period: Period) -> None:
    if isinstance(period, FinancialYear) and period.year < FIRST_YEAR.year:
        raise NotFound("annual report of a commissioner for", period.key)
    if period.start > today():
        raise NotFound("report yet for", f"{period.label}, {period.months_label}")


@reports.get("/reports")
def report_list() -> ResponseReturnValue:
    require(Act.SEE_DRAFT_REPORTS)
    done = listed(session())
    dashboards = {*quarters_with_figures(session(), today()), *done.dashboards}
    quarters = queries.quarters_with_records(session(), today(), also=done.highlights)
    return render_template(
        "reports/list.html",
        quarters=quarters,
        years=_years(quarters, done.annuals),
        annuals_done=done.annuals,
        dashboards=sorted(dashboards, reverse=True),
        highlights_done=done.highlights,
        dashboards_done=done.dashboards,
        may_act=can(Act.PUBLISH_REPORTS, signing_ties()),
        current=Quarter.of(today()),
    )


def _years(quarters: Sequence[QuarterRecords], done: Collection[FinancialYear]) -> list[FinancialYear]:
    """The years an annual report can be about, the newest first: with records or written for, or one was made."""
    written = (each.financial_year for each in annual_years(session()))
    held = (each.quarter.financial_year for each in quarters)
    return sorted({*written, *held, *done}, reverse=True)


@reports.get("/reports/highlight/<quarter>")
def highlight(quarter: str) -> ResponseReturnValue:
    wanted = quarter_named(quarter)
    require(Act.SEE_DRAFT_REPORTS)
    life = life_of(ReportKind.HIGHLIGHT, wanted)
    form = AsAtForm.of(request.args.get("as_at") or life.day.isoformat())
    day = form.day(wanted, today())
    snapshot = gather_highlight(session(), wanted, day) if day else None
    page = render_template(
        "reports/highlight.html",
        form=form,
        life=life,
        lapsed=has_lapsed(session(), life.kind, wanted, life.found, snapshot),
        quarter=wanted,
        day=day,
        snapshot=snapshot,
        report=render_fragment(highlight_document(snapshot), heading_offset=1) if snapshot else "",
        warnings=measure_warnings(snapshot) if snapshot else (),
        records=queries.records_of(session(), wanted),
        crumbs=[{"text": "Reports", "href": url_for("reports.report_list")}, {"text": wanted.label}],
    )
    return page, OK if snapshot else UNPROCESSABLE


@reports.get("/reports/highlight/<quarter>.pdf")
@logs_download
def highlight_pdf(quarter: str) -> ResponseReturnValue:
    return _download(quarter, "pdf", "application/pdf", lambda snapshot: pdf.render(highlight_document(snapshot)))


@reports.get("/reports/highlight/<quarter>.json")
@logs_download
def highlight_json(quarter: str) -> ResponseReturnValue:
    return _download(quarter, "json", "application/json", HighlightSnapshot.to_json)


def _download(key: str, suffix: str, mimetype: str, draw: Draw) -> ResponseReturnValue:
    quarter = quarter_named(key)
    require(Act.SEE_DRAFT_REPORTS)
    try:
        day = read_report_day(request.args.get("as_at") or today().isoformat(), quarter, today())
        snapshot = gather_highlight(session(), quarter, day)
        content = draw(snapshot)
    except BadReportDay as error:
        return error_page(UNPROCESSABLE, str(error))
    except MissingGlyph as error:
        return cannot_print(error)
    _log_download(snapshot, suffix)
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{report_name(quarter)}.{suffix}"'
    return answer


def cannot_print(error: MissingGlyph) -> ResponseReturnValue:
    """What to tell somebody whose PDF holds a character that the fonts lack."""
    return error_page(
        UNPROCESSABLE,
        f"The PDF cannot print “{error.character}”. Change this text: “{error.where}”. Where it stands: {error.place}.",
    )


def _log_download(snapshot: HighlightSnapshot, suffix: str) -> None:
    changes = {
        "as at": (None, snapshot.as_at.isoformat()),
        "format": (None, suffix),
        "content": (None, snapshot.content_hash),
    }
    subject = report_name(Quarter.parse(snapshot.quarter.key))
    record(session(), Event.REPORT_DOWNLOADED, by=current_actor(), subject=subject, changes=changes)
