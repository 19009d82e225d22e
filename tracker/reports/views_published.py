"""Published reports, for everybody: as they were signed, as PDF, web page and data."""

from __future__ import annotations

from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.reports import queries_signoff as queries
from tracker.reports.queries_after import Outward, published, published_version
from tracker.reports.rules_life import ReportKind, Withdrawn
from tracker.reports.views import period_named, reports
from tracker.reports.views_versions import stored_answer
from tracker.web.identity import public
from tracker.writing import session

GONE: Final = 410
PUBLISHED: Final = "/published/<any(highlight, dashboard, annual):kind>/<period>"


@reports.get("/published")
@public
def published_list() -> ResponseReturnValue:
    return render_template("reports/published.html", found=published(session()))


@reports.get(PUBLISHED)
@public
def published_page(kind: str, period: str) -> ResponseReturnValue:
    found = _published(kind, period)
    version = queries.version(session(), found.kind, found.period, found.number)
    return render_template(
        "reports/published_report.html",
        found=found,
        version=version,
        replaced=queries.replaced(version.version),
        address=f"/published/{kind}/{found.period.key}",
        crumbs=[{"text": "Published reports", "href": "/published"}, {"text": found.period.label}],
    )


@reports.get(f"{PUBLISHED}.<any(pdf, html, json, csv):suffix>")
@public
def published_file(kind: str, period: str, suffix: str) -> ResponseReturnValue:
    found = _published(kind, period)
    version = queries.version(session(), found.kind, found.period, found.number)
    return stored_answer(found.kind, version, suffix)


@reports.errorhandler(Withdrawn)
def withdrawn(error: Withdrawn) -> ResponseReturnValue:
    """For a page and for a file alike: whoever kept the address is told that the report was withdrawn, and when."""
    crumbs = [{"text": "Published reports", "href": "/published"}, {"text": error.period.label}]
    return render_template("reports/withdrawn.html", withdrawn=error, crumbs=crumbs), GONE


def _published(kind: str, period: str) -> Outward:
    """Raises NotFound or Withdrawn."""
    return published_version(session(), ReportKind(kind), period_named(kind, period))
