"""The Panel's requests and recommendations: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from tracker.dates import long_date
from tracker.documents.blocks import Block, Cell, Column, DataTable, Page, Paragraph, Row, Run, TitlePage
from tracker.documents.document import Document
from tracker.documents.text import to_runs
from tracker.packs.snapshots_lists import RequestList, RequestRow
from tracker.reports.layout_words import body, labelled, nothing, small

TITLE = "Requests of the Panel"
NOTHING_OPEN = "The Panel waits for no answer."


def requests_document(requests: RequestList) -> Document:
    """What the Panel asked for, by whom it is answered and when, on A4 portrait."""
    return Document(
        title=f"{TITLE}, {requests.panel}, {long_date(requests.as_at)}",
        author=requests.panel,
        subject=f"Requests and recommendations of the Panel, as at {long_date(requests.as_at)}",
        running_head=f"{TITLE} · {requests.panel} · {long_date(requests.as_at)}",
        title_page=TitlePage(
            title=TITLE,
            subtitle=requests.panel,
            blocks=(labelled("As at", long_date(requests.as_at)), _table(requests)),
        ),
        blocks=(),
        notices=(requests.notice,) if requests.notice else (),
        page=Page.A4_PORTRAIT,
    )


def _table(requests: RequestList) -> Block:
    if not requests.rows:
        return nothing(NOTHING_OPEN)
    columns = (Column("Request", 44), Column("Owner", 18), Column("Due", 16), Column("State", 22))
    return DataTable("Requests and recommendations", columns, tuple(map(_row, requests.rows)))


def _row(row: RequestRow) -> Row:
    words = (Paragraph((Run(f"{row.number}  ", bold=True), *to_runs(row.text))), small(row.asked_at))
    answer = (Paragraph(to_runs(row.answer)),) if row.answer else ()
    return Row(
        (
            Cell(words),
            Cell((body(row.owner),)),
            Cell((body(row.due) if row.due else nothing("No date given"),)),
            Cell((row.status, *answer)),
        )
    )
