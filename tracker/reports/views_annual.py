"""The annual report of a financial year: a page, and the same words as a PDF."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import FinancialYear, today
from tracker.documents import pdf
from tracker.documents.html import render_fragment
from tracker.documents.pdf import MissingGlyph
from tracker.reports.forms import AsAtForm
from tracker.reports.gather_annual import gather_annual
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_annual_pictures import PictureGone
from tracker.reports.queries_after import has_lapsed
from tracker.reports.queries_annual_pictures import picture_bytes
from tracker.reports.rules import BadReportDay, read_report_day
from tracker.reports.rules_annual import annual_name
from tracker.reports.rules_life import ReportKind
from tracker.reports.rules_ready import NoPlan
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.views import cannot_print, period_named, reports
from tracker.reports.views_life import life_of
from tracker.web.errors import error_page
from tracker.web.forms import CONFLICT, OK, UNPROCESSABLE
from tracker.web.identity import can, current_actor, require
from tracker.writing import logs_download, session


def year_named(key: str) -> FinancialYear:
    """The financial year of an address. Raises NotFound for an unknown one and for one that has not begun."""
    return FinancialYear.parse(period_named(ReportKind.ANNUAL.value, key).key)


@reports.get("/reports/annual/<year>")
def annual(year: str) -> ResponseReturnValue:
    wanted = year_named(year)
    require(Act.SEE_DRAFT_REPORTS)
    life = life_of(ReportKind.ANNUAL, wanted)
    form = AsAtForm.of(request.args.get("as_at") or life.day.isoformat())
    day = form.day(wanted, today())
    snapshot = gather_annual(session(), wanted, day) if day else None
    page = render_template(
        "reports/annual.html",
        form=form,
        life=life,
        lapsed=has_lapsed(session(), life.kind, wanted, life.found, snapshot),
        year=wanted,
        day=day,
        snapshot=snapshot,
        report=_fragment(snapshot) if snapshot else "",
        nothing=NoPlan(wanted.label, "year") if snapshot and snapshot.has_nothing and life.found is None else None,
        may_write=can(Act.EDIT_ANNUAL),
        crumbs=[{"text": "Reports", "href": url_for("reports.report_list")}, {"text": f"Annual report, {wanted.key}"}],
    )
    return page, OK if snapshot else UNPROCESSABLE


@reports.get("/reports/annual/<year>.pdf")
@logs_download
def annual_pdf(year: str) -> ResponseReturnValue:
    return _download(year, "pdf", "application/pdf", _as_pdf)


@reports.get("/reports/annual/<year>.json")
@logs_download
def annual_json(year: str) -> ResponseReturnValue:
    return _download(year, "json", "application/json", AnnualSnapshot.to_json)


def _fragment(snapshot: AnnualSnapshot) -> str:
    document = annual_document(snapshot, pictures=picture_bytes(session(), snapshot))
    return render_fragment(document, heading_offset=1)


def _as_pdf(snapshot: AnnualSnapshot) -> bytes:
    return pdf.render(annual_document(snapshot, pictures=picture_bytes(session(), snapshot)))


def _download(key: str, suffix: str, mimetype: str, draw: Callable[[AnnualSnapshot], bytes]) -> ResponseReturnValue:
    year = year_named(key)
    require(Act.SEE_DRAFT_REPORTS)
    try:
        day = read_report_day(request.args.get("as_at") or today().isoformat(), year, today())
        snapshot = gather_annual(session(), year, day)
        if snapshot.has_nothing:
            return error_page(CONFLICT, str(NoPlan(year.label, "year")))
        content = draw(snapshot)
    except (BadReportDay, PictureGone) as error:
        return error_page(UNPROCESSABLE, str(error))
    except MissingGlyph as error:
        return cannot_print(error)
    _log_download(snapshot, year, suffix)
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{annual_name(year)}.{suffix}"'
    return answer


def _log_download(snapshot: AnnualSnapshot, year: FinancialYear, suffix: str) -> None:
    changes = {
        "as at": (None, snapshot.as_at.isoformat()),
        "format": (None, suffix),
        "content": (None, snapshot.content_hash),
    }
    record(session(), Event.REPORT_DOWNLOADED, by=current_actor(), subject=annual_name(year), changes=changes)
