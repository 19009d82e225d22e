"""Spreadsheets to be taken away."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts.views_session import office
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import today
from tracker.exchange.queries_inspections import inspection_book
from tracker.exchange.queries_measures import measure_book
from tracker.exchange.queries_risks import risk_book
from tracker.exchange.rules import Book, to_xlsx
from tracker.web.identity import current_actor, require
from tracker.writing import logs_download, session

exchange = Blueprint("exchange", __name__)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@exchange.get("/risks.xlsx")
@logs_download
def risks_xlsx() -> ResponseReturnValue:
    require(Act.EXPORT_RISKS)
    book = risk_book(session(), today(), office=office().name, notice=office().notice)
    record(session(), Event.RISKS_EXPORTED, by=current_actor(), subject="risks")
    return _file(book, "risk-register-internal")


@exchange.get("/inspections.xlsx")
@logs_download
def inspections_xlsx() -> ResponseReturnValue:
    require(Act.EXPORT_INSPECTIONS)
    book = inspection_book(session(), today(), office=office().name, notice=office().notice)
    record(session(), Event.INSPECTIONS_EXPORTED, by=current_actor(), subject="inspections")
    return _file(book, "inspections-internal")


@exchange.get("/measures.xlsx")
@logs_download
def measures_xlsx() -> ResponseReturnValue:
    require(Act.EXPORT_MEASURES)
    book = measure_book(session(), today(), office=office().name, notice=office().notice)
    record(session(), Event.MEASURES_EXPORTED, by=current_actor(), subject="measures")
    return _file(book, "measures-internal")


def _file(book: Book, name: str) -> Response:
    answer = Response(to_xlsx(book), mimetype=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{book.made_on.isoformat()}.xlsx"'
    return answer
