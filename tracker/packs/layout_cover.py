"""The cover report of an annual report: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    DataTable,
    Heading,
    ListItem,
    Page,
    Row,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.document import Document
from tracker.packs.snapshots_cover import CoverPriority, CoverReport
from tracker.reports.layout_words import body, labelled, nothing, number, series, small

TITLE = "Annual report of the Police and Crime Commissioner"
NO_PRIORITIES = "The annual report has no chapter of a priority."
NO_WORK = "No deliverables"


def cover_document(cover: CoverReport) -> Document:
    """Purpose, considerations and recommendations on A4 portrait."""
    year = f"{TITLE} {cover.year}"
    return Document(
        title=f"Cover report: {year}, {cover.panel}, {long_date(cover.meeting_day)}",
        author=cover.office,
        subject=f"Cover report for the meeting on {long_date(cover.meeting_day)}",
        running_head=f"Cover report · Annual report {cover.year} · {long_date(cover.meeting_day)}",
        title_page=TitlePage(
            title=year, subtitle=f"Cover report · {cover.panel}", blocks=(*_head(cover), *_purpose(cover))
        ),
        blocks=(_considerations(cover), _recommendations(cover), _background(cover)),
        notices=(cover.notice,) if cover.notice else (),
        page=Page.A4_PORTRAIT,
    )


def _head(cover: CoverReport) -> Iterator[Block]:
    yield labelled("Meeting", long_date(cover.meeting_day))
    yield labelled("Report of", cover.commissioner or "The Police and Crime Commissioner")
    yield labelled("Prepared by", cover.office)


def _purpose(cover: CoverReport) -> Iterator[Block]:
    yield Heading(2, plain("Purpose"))
    yield body(
        f"To bring the annual report for {cover.days} before the Panel for its review. Section 12 of the Police Reform "
        "and Social Responsibility Act 2011 asks the Commissioner to report each financial year on how the functions "
        "of the office were exercised and on progress towards the objectives of the Police and Crime Plan, and to send "
        "the report to the Panel."
    )


def _considerations(cover: CoverReport) -> Section:
    approved = (
        f"The Commissioner approved the report. {cover.signed_by} signed it off on {long_date(cover.signed_on)} as "
        f"version {cover.version}; it is as at {long_date(cover.as_at)} and is a paper of this item."
    )
    law = (
        "Section 28(4) of the Act asks the Panel to hold a public meeting on the report, to put questions on it to the "
        "Commissioner, to review it, and to make a report or recommendations on it. The Commissioner must attend, must "
        "respond to what the Panel reports or recommends, and publishes the response in the manner that the Panel "
        "decides."
    )
    return Section(
        anchor="considerations",
        heading=Heading(2, plain("Considerations")),
        blocks=(body(approved), body(law), *_work(cover), *_money(cover)),
    )


def _work(cover: CoverReport) -> Iterator[Block]:
    if not cover.priorities:
        yield nothing(NO_PRIORITIES)
        return
    yield DataTable(
        "What the annual report covers, by priority",
        (Column("Priority", 46), Column("Objectives", 18), Column("Work of the year", 36)),
        tuple(map(_row, cover.priorities)),
    )


def _row(priority: CoverPriority) -> Row:
    ended = series([f"{count} {word.lower()}" for word, count in priority.outcomes])
    work = f"{number(priority.deliverables, 'deliverable')}: {ended}" if priority.deliverables else NO_WORK
    return Row((Cell((body(priority.name),)), Cell((body(str(priority.objectives)),)), Cell((body(work),))))


def _money(cover: CoverReport) -> Iterator[Block]:
    if cover.totals:
        yield body("The finance table of the annual report has these totals:")
        yield BulletList(tuple(ListItem(plain(f"{name}: £{amount}m")) for name, amount in cover.totals))


def _recommendations(cover: CoverReport) -> Section:
    asked = (
        f"reviews the annual report {cover.year} and asks the Commissioner about it",
        "decides what it reports or recommends on it",
        "decides how the Commissioner’s response is to be published",
    )
    return Section(
        anchor="recommendations",
        heading=Heading(2, plain("Recommendations")),
        blocks=(
            body("It is recommended that the Panel:"),
            BulletList(tuple(ListItem(plain(each)) for each in asked), numbered=True),
        ),
    )


def _background(cover: CoverReport) -> Section:
    return Section(
        anchor="background",
        heading=Heading(2, plain("Background papers")),
        blocks=(
            body(f"Annual report {cover.year}, version {cover.version}."),
            small(f"Hash of its content (SHA-256): {cover.content_hash}"),
        ),
    )
