"""The forward work plan: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    CellBlock,
    Column,
    DataTable,
    ListItem,
    Page,
    Row,
    Run,
    TitlePage,
)
from tracker.documents.document import Document
from tracker.packs.layout_words import NO_VENUE, day_and_time
from tracker.packs.snapshots_lists import ForwardItem, ForwardMeeting, ForwardPlan
from tracker.reports.layout_words import body, labelled, nothing, strong

TITLE = "Forward work plan"
NOTHING_PLANNED = "Nothing is planned for a later meeting yet."


def forward_document(plan: ForwardPlan) -> Document:
    """Meetings to come and what each is to deal with, on A4 portrait."""
    return Document(
        title=f"{TITLE}, {plan.panel}, {long_date(plan.as_at)}",
        author=plan.panel,
        subject=f"What the Panel plans to deal with, as at {long_date(plan.as_at)}",
        running_head=f"{TITLE} · {plan.panel} · {long_date(plan.as_at)}",
        title_page=TitlePage(
            title=TITLE,
            subtitle=plan.panel,
            blocks=(labelled("As at", long_date(plan.as_at)), *_body(plan)),
        ),
        blocks=(),
        notices=(plan.notice,) if plan.notice else (),
        page=Page.A4_PORTRAIT,
    )


def _body(plan: ForwardPlan) -> tuple[Block, ...]:
    if not plan.meetings and not plan.later:
        return (nothing(NOTHING_PLANNED),)
    rows: list[Row] = [_row(meeting) for meeting in plan.meetings]
    if plan.later:
        row = Row((Cell((body("No meeting chosen"),)), Cell(), Cell((_list(plan.later),))))
        rows.append(row)
    columns = (Column("Meeting", 28), Column("Place", 28), Column("Planned items", 44))
    return (DataTable("Meetings to come and what is planned for them", columns, tuple(rows)),)


def _row(meeting: ForwardMeeting) -> Row:
    items: tuple[CellBlock, ...] = (_list(meeting.items),) if meeting.items else (nothing("Nothing yet"),)
    return Row(
        (
            Cell((strong(day_and_time(meeting.day, meeting.starts_at)),)),
            Cell((body(meeting.venue or NO_VENUE),)),
            Cell(items),
        )
    )


def _list(items: Sequence[ForwardItem]) -> BulletList:
    return BulletList(
        tuple(ListItem((Run(item.title), *((Run(f": {item.note}"),) if item.note else ()))) for item in items)
    )
