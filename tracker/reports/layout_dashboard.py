"""The dashboard report: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    Heading,
    Page,
    Paragraph,
    ParagraphKind,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.document import Document
from tracker.measures.rules import long_month
from tracker.reports.layout_dashboard_key import dashboard_key
from tracker.reports.layout_dashboard_rows import dashboard_table, signals_of
from tracker.reports.layout_highlight_priority import ACCENTS
from tracker.reports.layout_signing import notices, standing_blocks
from tracker.reports.layout_words import labelled, nothing, number, small
from tracker.reports.rules_signing import SigningFacts
from tracker.reports.snapshots_dashboard import DashboardSection, DashboardSnapshot

TITLE = "Dashboard report"
LONG_TITLE = "Police and Crime Plan dashboard report"
NOTHING_RECORDED = "No figures are on record for these twelve months."


def dashboard_document(snapshot: DashboardSnapshot, signing: SigningFacts | None = None) -> Document:
    """The report on A4 landscape, marked as a draft on every page where nobody has signed it."""
    quarter = snapshot.quarter
    return Document(
        title=f"{LONG_TITLE}, {quarter.label}",
        author=snapshot.office.name,
        subject=f"Measures of the Police and Crime Plan, {_twelve(snapshot)}, as at {long_date(snapshot.as_at)}",
        running_head=f"{LONG_TITLE} · {quarter.label}, {quarter.months} · As at {long_date(snapshot.as_at)}",
        title_page=TitlePage(
            title=TITLE,
            subtitle=f"Police and Crime Plan · {quarter.label} · {quarter.months}",
            blocks=tuple(_title_blocks(snapshot, signing)),
            signature=signing.panel if signing else None,
        ),
        blocks=(*_sections(snapshot), dashboard_key(snapshot)),
        notices=notices(snapshot.office.notice, signing),
        page=Page.A4_LANDSCAPE,
    )


def _twelve(snapshot: DashboardSnapshot) -> str:
    return f"{long_month(snapshot.months[0])} to {long_month(snapshot.months[-1])}"


def _title_blocks(snapshot: DashboardSnapshot, signing: SigningFacts | None) -> Iterator[Block]:
    signals = sum(bool(signals_of(row)) for row in snapshot.rows)
    yield Paragraph(plain(snapshot.office.name), ParagraphKind.LEAD)
    yield labelled("Months", _twelve(snapshot))
    shown = f"{number(len(snapshot.rows), 'measure')}, {signals} with a signal" if snapshot.rows else NOTHING_RECORDED
    yield labelled("Shown", shown)
    empty = [f"{section.number}. {section.title}" for section in snapshot.sections if not section.rows]
    if empty:
        yield labelled("Priorities without figures", "; ".join(empty))
    yield labelled("As at", f"{long_date(snapshot.as_at)}. Figures loaded later are left out")
    yield from standing_blocks(signing)
    if signing is None:
        # Signed, the panel under it has it.
        yield small(f"Hash of the content (SHA-256): {snapshot.content_hash}")


def _sections(snapshot: DashboardSnapshot) -> Iterator[Section]:
    several = len({section.plan_code for section in snapshot.sections}) > 1
    if not snapshot.rows:
        yield Section("no-figures", Heading(2, plain("Measures")), (nothing(NOTHING_RECORDED),), new_page=True)
    for place, section in enumerate(snapshot.sections):
        if not section.rows:
            continue
        counted = number(len(section.rows), "measure")
        caption = f"Priority {section.number}, {_twelve(snapshot)}: {counted}"
        yield Section(
            anchor=f"priority-{place + 1}-{section.number}",
            heading=Heading(2, plain(_name(section, with_plan=several))),
            blocks=(dashboard_table(caption, snapshot.months, section.rows),),
            new_page=True,
            accent=ACCENTS[place % len(ACCENTS)],
        )


def _name(section: DashboardSection, *, with_plan: bool) -> str:
    return f"Priority {section.number}: {section.title}{f' ({section.plan_title})' if with_plan else ''}"
