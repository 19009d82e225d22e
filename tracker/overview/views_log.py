"""The log on pages and as a file: everything, or what was done to one record; to each person what they may see."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlencode

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from tracker import dates
from tracker.access import Act
from tracker.accounts.queries import people as everybody
from tracker.audit.commands import record
from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of, head_of, sentence_of
from tracker.audit.queries_log import LogFilter, LogPage, events_of, log_page, log_rows
from tracker.audit.rules import Event
from tracker.dates import today
from tracker.documents.cells import safe_row
from tracker.errors import Forbidden, NotFound
from tracker.overview.forms_log import LogQuestion
from tracker.overview.rules_log import kind_of, named, seen_events, seen_kinds
from tracker.overview.views import overview
from tracker.web import asked
from tracker.web.identity import current_actor, require
from tracker.writing import logs_download, session

CSV_COLUMNS: Final = ("Row", "When (London)", "Who", "What", "Event", "Record", "Changes", "Reason", "Hash")


@overview.get("/log")
def log() -> ResponseReturnValue:
    require(Act.SEE_LOG)
    question = LogQuestion.read(request.args, current_actor())
    shown = log_page(session(), question.to_filter(), before=question.before, after=question.after)
    names = {each.id: each.name for each in everybody(session())}
    return render_template(
        "overview/log.html",
        question=question,
        shown=shown,
        names=names,
        choices=[(kind, [each for each in Event if kind_of(each) is kind]) for kind in question.kinds],
        name=lambda event: named(event.subject, event.event, names),
        query=urlencode(question.query),
        links=_links("/log", shown, question.query),
        crumbs=[{"text": "Home", "href": "/"}, {"text": "Log", "href": ""}],
    )


@overview.get("/log/<path:subject>")
def log_of_record(subject: str) -> ResponseReturnValue:
    known = events_of(session(), subject)
    if not known:
        raise NotFound("record in the log", subject)
    require(Act.SEE_LOG)
    seen = {event.value for event in seen_events(seen_kinds(current_actor()))}
    if not known & seen:
        raise Forbidden(Act.SEE_LOG.value)
    wanted = LogFilter(events=seen, subject=subject)
    shown = log_page(
        session(), wanted, before=asked.whole(request.args, "before"), after=asked.whole(request.args, "after")
    )
    return render_template(
        "overview/log_of_record.html",
        record=named(subject, min(known & seen), {each.id: each.name for each in everybody(session())}),
        shown=shown,
        links=_links(f"/log/{quote(subject)}", shown, {}),
        crumbs=[{"text": "Home", "href": "/"}, {"text": "Log", "href": "/log"}, {"text": subject, "href": ""}],
    )


@overview.get("/log.csv")
@logs_download
def log_csv() -> ResponseReturnValue:
    require(Act.EXPORT_LOG)
    question = LogQuestion.read(request.args, current_actor())
    up_to = head_of(session()).count
    changes = {"filter": (None, urlencode(question.query) or "everything")}
    record(session(), Event.LOG_EXPORTED, by=current_actor(), subject="log", changes=changes)
    rows = log_rows(session(), question.to_filter(), up_to=up_to)
    answer = Response(stream_with_context(_lines(rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="log-{today().isoformat()}.csv"'
    return answer


def _lines(rows: Iterable[AuditEvent]) -> Iterator[str]:
    # Spreadsheets take a file without this mark for another character set and garble every dash and quote.
    yield "\ufeff" + _line(CSV_COLUMNS)
    yield from (_line(safe_row(_cells(row))) for row in rows)


def _cells(row: AuditEvent) -> list[object]:
    changed = (_change(field, old, new) for field, (old, new) in changes_of(row).items())
    return [
        row.position,
        dates.london(row.happened_at).isoformat(sep=" ", timespec="seconds"),
        row.actor_name,
        sentence_of(row),
        row.event,
        row.subject,
        "\n".join(changed),
        row.reason or "",
        row.hash,
    ]


def _change(field: str, old: str | None, new: str | None) -> str:
    return f"{field}: {new}" if old is None or old == new else f"{field}: {old} → {new or 'nothing'}"


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _links(path: str, shown: LogPage, query: Mapping[str, str]) -> dict[str, str]:
    """Where newer and older rows are; left out where there are none."""
    links = {}
    if shown.newer:
        # A page beyond the oldest row has nothing on it to go on from.
        links["newer"] = f"{path}?{urlencode({**query, 'after': shown.first or 0})}"
    if shown.older:
        links["older"] = f"{path}?{urlencode({**query, 'before': shown.last or 0})}"
    return links
