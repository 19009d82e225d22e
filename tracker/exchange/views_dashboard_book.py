"""The dashboard report of a quarter as a spreadsheet, beside its page and its PDF."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.exchange.rules import to_xlsx
from tracker.exchange.rules_dashboard import dashboard_book
from tracker.exchange.views import XLSX, exchange
from tracker.reports.views_dashboard import download_dashboard
from tracker.writing import logs_download


@exchange.get("/reports/dashboard/<quarter>.xlsx")
@logs_download
def dashboard_xlsx(quarter: str) -> ResponseReturnValue:
    return download_dashboard(quarter, "xlsx", XLSX, lambda snapshot: to_xlsx(dashboard_book(snapshot)))
