"""The risk register as a report: a page, and the same words as a PDF."""

from __future__ import annotations

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import today
from tracker.documents import pdf
from tracker.documents.html import render_fragment
from tracker.documents.pdf import MissingGlyph
from tracker.reports.gather_register import gather_register
from tracker.reports.layout_register import register_document
from tracker.reports.rules import REGISTER_NAME
from tracker.reports.snapshots_register import RegisterSnapshot
from tracker.reports.views import cannot_print, reports
from tracker.web.identity import current_actor, require
from tracker.writing import logs_download, session


@reports.get("/reports/risk-register")
def risk_register() -> ResponseReturnValue:
    require(Act.SEE_RISKS)
    snapshot = gather_register(session(), today())
    return render_template(
        "reports/register.html",
        snapshot=snapshot,
        report=render_fragment(register_document(snapshot), heading_offset=1),
        crumbs=[{"text": "Reports", "href": url_for("reports.report_list")}, {"text": "Risk register"}],
    )


@reports.get("/reports/risk-register.pdf")
@logs_download
def risk_register_pdf() -> ResponseReturnValue:
    require(Act.EXPORT_RISKS)
    snapshot = gather_register(session(), today())
    try:
        content = pdf.render(register_document(snapshot))
    except MissingGlyph as error:
        return cannot_print(error)
    _log_download(snapshot)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{REGISTER_NAME}-{snapshot.as_at}.pdf"'
    return answer


def _log_download(snapshot: RegisterSnapshot) -> None:
    changes = {
        "as at": (None, snapshot.as_at.isoformat()),
        "format": (None, "pdf"),
        "content": (None, snapshot.content_hash),
    }
    record(session(), Event.RISKS_EXPORTED, by=current_actor(), subject=REGISTER_NAME, changes=changes)
