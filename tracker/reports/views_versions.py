"""Signed versions as they were signed: a page about each, and its stored files."""

from __future__ import annotations

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.errors import NotFound
from tracker.files.queries import content_of
from tracker.reports import queries_signoff as queries
from tracker.reports.commands_signoff import subject_of
from tracker.reports.models_signoff import ReportSignature
from tracker.reports.queries_after import lapse_of, sent, sent_after, signed_content, was_sent
from tracker.reports.queries_signoff import Standing
from tracker.reports.rows_facts import facts_csv
from tracker.reports.rules_compare import Topic
from tracker.reports.rules_life import ReportKind
from tracker.reports.views import period_named, reports
from tracker.reports.views_acts import REPORT
from tracker.reports.views_life import Life
from tracker.web.identity import can, current_actor, require
from tracker.writing import logs_download, session

TYPES = {"pdf": "application/pdf", "html": "text/html", "json": "application/json", "csv": "text/csv"}


@reports.get("/reports/sent")
def sent_list() -> ResponseReturnValue:
    require(Act.SEE_SENT_REPORTS)
    return render_template("reports/sent.html", found=sent(session()))


@reports.get(f"{REPORT}/versions/<int:number>")
def version_page(kind: str, period: str, number: int) -> ResponseReturnValue:
    found = _signed(kind, period, number)
    life = Life(ReportKind(kind), period_named(kind, period), found)
    may_see_drafts = can(Act.SEE_DRAFT_REPORTS)
    above = {"text": "Reports", "href": url_for("reports.report_list" if may_see_drafts else "reports.sent_list")}
    return render_template(
        "reports/version.html",
        life=life,
        signature=found.signature,
        lapse=lapse_of(session(), life.kind, life.period, found) if may_see_drafts else None,
        replaced=queries.replaced(found.version),
        later=sent_after(found),
        topics=tuple(Topic),
        address=f"{life.address}/versions/{number}",
        crumbs=[above, {"text": f"{life.period.label}, version {number}"}],
    )


@reports.get(f"{REPORT}/versions/<int:number>.<any(pdf, html, json, csv):suffix>")
@logs_download
def version_file(kind: str, period: str, number: int, suffix: str) -> ResponseReturnValue:
    found = _signed(kind, period, number)
    changes = {"format": (None, suffix), "version": (None, str(number))}
    record(session(), Event.REPORT_DOWNLOADED, by=current_actor(), subject=subject_of(found.version), changes=changes)
    return stored_answer(ReportKind(kind), found, suffix)


def stored_answer(kind: ReportKind, found: Standing, suffix: str) -> Response:
    """A file of a signed version, byte for byte as it was stored; CSV is written from the stored content."""
    answer = Response(_content(kind, found, suffix), mimetype=TYPES[suffix])
    name = subject_of(found.version).replace("/", "-v")
    shown = "inline" if suffix == "html" else "attachment"
    answer.headers["Content-Disposition"] = f'{shown}; filename="{name}.{suffix}"'
    return answer


def _content(kind: ReportKind, found: Standing, suffix: str) -> bytes:
    if suffix == "csv":
        return facts_csv(signed_content(session(), kind, found)).encode("utf-8")
    signature = _signature(found)
    files = {
        "pdf": signature.signed_pdf_id or signature.pdf_id,
        "html": signature.html_id,
        "json": signature.snapshot_id,
    }
    return content_of(session(), files[suffix])


def _signed(kind: str, period: str, number: int) -> Standing:
    """The version, for those who may read it. Raises NotFound for one nobody signed, or Forbidden."""
    found = queries.version(session(), ReportKind(kind), period_named(kind, period), number)
    _signature(found)
    # The Panel reads what it was sent, revoked since or not; everything else of a report is the office's.
    require(Act.SEE_SENT_REPORTS if was_sent(found) else Act.SEE_DRAFT_REPORTS)
    return found


def _signature(found: Standing) -> ReportSignature:
    if found.signature is None:
        raise NotFound("signed version of this report", str(found.number))
    return found.signature
