"""The list of deliverables, on a page and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker import dates
from tracker.access import Act
from tracker.accounts.queries import owner_choices
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import FinancialYear, Quarter, today
from tracker.documents.cells import safe_cell
from tracker.plan.forms_list import filter_from, is_limited, query_of
from tracker.plan.queries_list import ListFilter, ListPage, ListRow, list_all, list_page, place_choices
from tracker.plan.queries_year_marks import marks_of
from tracker.plan.rules import ProgressStatus, Rag, lateness
from tracker.plan.rules_rag import RagFacts, RagRules, Rating, rag, set_by_hand, was_revised_in
from tracker.plan.rules_year_marks import Mark
from tracker.plan.views import plan, rag_rules
from tracker.web.identity import can_for_some, current_actor, require
from tracker.web.paging import PageLink, page_links
from tracker.web.wording import shown
from tracker.writing import logs_download, session

CSV_COLUMNS = (
    "Reference",
    "Action",
    "Plan",
    "Priority",
    "Owner",
    "Status",
    "RAG",
    "Progress %",
    "Last update",
    "Date due",
    "Last day due",
    "Original last day due",
    "Overdue",
    "Days late",
)


class ShownRow(NamedTuple):
    """A row of the list as the page prints it: everything worded, nothing left for the template to work out."""

    reference: str
    action: str
    plan_code: str
    priority_number: int
    owner_name: str
    due_text: str
    late_words: str
    has_open_request: bool
    percent: int
    status_html: Markup
    rag_html: Markup | None
    updated: str
    marks: tuple[Mark, ...]


@plan.get("/deliverables")
def deliverable_list() -> ResponseReturnValue:
    require(Act.SEE_DELIVERABLES)
    wanted = filter_from(request.args)
    listed = list_page(session(), wanted, today())
    return render_template(
        "plan/list.html",
        wanted=wanted,
        listed=listed,
        rows=_shown(listed.rows, today()),
        query=lambda **changes: urlencode(query_of(wanted, **changes)),
        places=place_choices(session()),
        chosen_priority=query_of(wanted).get("priority", ""),
        owners=owner_choices(session()),
        statuses=ProgressStatus,
        limited=is_limited(wanted),
        year=FinancialYear.of(today()),
        can_create=can_for_some(Act.EDIT_DELIVERABLE),
        links=_links(wanted, listed),
    )


@plan.get("/deliverables.csv")
@logs_download
def deliverable_csv() -> ResponseReturnValue:
    require(Act.EXPORT_DELIVERABLES)
    wanted = filter_from(request.args)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    rules = rag_rules()
    writer.writerows(_csv_row(row, rules, today()) for row in list_all(session(), wanted, today()))
    asked = urlencode(query_of(wanted, page=1)) or "everything"
    changes = {"filter": (None, asked)}
    record(session(), Event.LIST_EXPORTED, by=current_actor(), subject="deliverables", changes=changes)
    # Spreadsheets take a file without this mark for another character set and garble every dash and quote.
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="deliverables-{today().isoformat()}.csv"'
    return answer


def _shown(rows: Sequence[ListRow], on: date) -> list[ShownRow]:
    rules = rag_rules()
    marks = marks_of(session(), [row.number for row in rows], FinancialYear.of(on), on)
    return [
        ShownRow(
            reference=row.reference,
            action=row.action,
            plan_code=row.plan_code,
            priority_number=row.priority_number,
            owner_name=row.owner_name,
            due_text=row.due_text,
            late_words=lateness(row.original_due_ends, row.due_ends, row.status, on).words,
            has_open_request=row.has_open_request,
            percent=row.percent,
            status_html=shown(row.status),
            rag_html=_rag_html(rating_of(row, rules, on)),
            updated=dates.short_date(row.updated_on) if row.updated_on else "None yet",
            marks=tuple(mark for mark in marks.get(row.number, ()) if mark.words != row.status.label),
        )
        for row in rows
    ]


def rating_of(row: ListRow, rules: RagRules, on: date) -> Rating:
    """The RAG rating of a row on a day, by the office's thresholds."""
    facts = RagFacts(
        on=on,
        status=row.status,
        percent=row.percent,
        start=row.starts_on,
        end=row.due_ends,
        revised_this_quarter=was_revised_in(Quarter.of(on), row.due_changed_on),
        linked_risk_is_red=row.linked_risk_is_red,
    )
    return rag(facts, rules, set_by_hand(row.rag_override, None))


def _rag_html(rating: Rating) -> Markup | None:
    """The rating beside the status; none for closed work, whose status says it all."""
    if rating.rag is None or rating.rag is Rag.COMPLETE:
        return None
    return shown(rating.rag)


def _csv_row(row: ListRow, rules: RagRules, on: date) -> list[object]:
    late = lateness(row.original_due_ends, row.due_ends, row.status, on)
    rating = rating_of(row, rules, on)
    return [
        row.reference,
        safe_cell(row.action),
        safe_cell(row.plan_code),
        safe_cell(f"{row.priority_number}: {row.priority_title}"),
        safe_cell(row.owner_name),
        row.status.label,
        rating.rag.label if rating.rag else "",
        row.percent,
        row.updated_on.isoformat() if row.updated_on else "",
        safe_cell(row.due_text),
        row.due_ends.isoformat(),
        row.original_due_ends.isoformat(),
        "Yes" if late.is_overdue else "No",
        late.days,
    ]


def _links(wanted: ListFilter, listed: ListPage) -> list[PageLink]:
    return page_links(listed.page, listed.pages, lambda page: f"/deliverables?{urlencode(query_of(wanted, page=page))}")
