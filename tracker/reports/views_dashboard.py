"""The dashboard report of a quarter: a page, and the same words as a PDF. Its spreadsheet has `exchange`."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import Quarter, today
from tracker.documents import pdf
from tracker.documents.html import render_fragment
from tracker.documents.pdf import MissingGlyph
from tracker.reports.forms import AsAtForm
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.queries_after import has_lapsed
from tracker.reports.rules import BadReportDay, dashboard_name, read_report_day
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_dashboard import DashboardSnapshot
from tracker.reports.views import cannot_print, quarter_named, reports
from tracker.reports.views_life import life_of
from tracker.web.errors import error_page
from tracker.web.forms import OK, UNPROCESSABLE
from tracker.web.identity import current_actor, require
from tracker.writing import logs_download, session


@reports.get("/reports/dashboard/<quarter>")
def dashboard(quarter: str) -> ResponseReturnValue:
    wanted = quarter_named(quarter)
    require(Act.SEE_DRAFT_REPORTS)
    life = life_of(ReportKind.DASHBOARD, wanted)
    form = AsAtForm.of(request.args.get("as_at") or life.day.isoformat())
    day = form.day(wanted, today())
    snapshot = gather_dashboard(session(), wanted, day) if day else None
    page = render_template(
        "reports/dashboard.html",
        form=form,
        life=life,
        lapsed=has_lapsed(session(), life.kind, wanted, life.found, snapshot),
        quarter=wanted,
        day=day,
        snapshot=snapshot,
        report=render_fragment(dashboard_document(snapshot), heading_offset=1) if snapshot else "",
        crumbs=[{"text": "Reports", "href": url_for("reports.report_list")}, {"text": f"Dashboard, {wanted.label}"}],
    )
    return page, OK if snapshot else UNPROCESSABLE


@reports.get("/reports/dashboard/<quarter>.pdf")
@logs_download
def dashboard_pdf(quarter: str) -> ResponseReturnValue:
    return download_dashboard(
        quarter, "pdf", "application/pdf", lambda snapshot: pdf.render(dashboard_document(snapshot))
    )


@reports.get("/reports/dashboard/<quarter>.json")
@logs_download
def dashboard_json(quarter: str) -> ResponseReturnValue:
    return download_dashboard(quarter, "json", "application/json", DashboardSnapshot.to_json)


def download_dashboard(
    key: str, suffix: str, mimetype: str, draw: Callable[[DashboardSnapshot], bytes]
) -> ResponseReturnValue:
    """The report as a file, and the row of the log that says who took it."""
    quarter = quarter_named(key)
    require(Act.SEE_DRAFT_REPORTS)
    try:
        day = read_report_day(request.args.get("as_at") or today().isoformat(), quarter, today())
        snapshot = gather_dashboard(session(), quarter, day)
        content = draw(snapshot)
    except BadReportDay as error:
        return error_page(UNPROCESSABLE, str(error))
    except MissingGlyph as error:
        return cannot_print(error)
    _log_download(snapshot, quarter, suffix)
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{dashboard_name(quarter)}.{suffix}"'
    return answer


def _log_download(snapshot: DashboardSnapshot, quarter: Quarter, suffix: str) -> None:
    changes = {
        "as at": (None, snapshot.as_at.isoformat()),
        "format": (None, suffix),
        "content": (None, snapshot.content_hash),
    }
    record(session(), Event.REPORT_DOWNLOADED, by=current_actor(), subject=dashboard_name(quarter), changes=changes)
