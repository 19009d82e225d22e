"""The highlight report: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    KeptTogether,
    Page,
    Paragraph,
    ParagraphKind,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.document import Document
from tracker.reports.layout_acronyms import acronyms_section
from tracker.reports.layout_highlight_findings import findings_section
from tracker.reports.layout_highlight_key import governance_section, key_section
from tracker.reports.layout_highlight_overview import overview_section
from tracker.reports.layout_highlight_priority import priority_section
from tracker.reports.layout_signing import notices, standing_blocks
from tracker.reports.layout_words import WEEKDAYS, clock, labelled
from tracker.reports.rules_signing import SigningFacts
from tracker.reports.snapshots import HighlightSnapshot, MeetingFacts

TITLE = "Highlight report"
LONG_TITLE = "Police and Crime Plan highlight report"
NO_MEETING = "No meeting of the Panel is on record for this report."


def highlight_document(snapshot: HighlightSnapshot, signing: SigningFacts | None = None) -> Document:
    """The report on A4 landscape, marked as a draft on every page where nobody has signed it."""
    quarter = snapshot.quarter
    return Document(
        title=f"{LONG_TITLE}, {quarter.label}",
        author=snapshot.office.name,
        subject=f"Progress on the Police and Crime Plan, {quarter.months}, as at {long_date(snapshot.as_at)}",
        running_head=f"{LONG_TITLE} · {quarter.label}, {quarter.months} · As at {long_date(snapshot.as_at)}",
        title_page=TitlePage(
            title=TITLE,
            subtitle=f"Police and Crime Plan · {quarter.label} · {quarter.months}",
            blocks=tuple(_title_blocks(snapshot, signing)),
            signature=signing.panel if signing else None,
        ),
        blocks=(
            overview_section(snapshot),
            *_priorities(snapshot),
            *findings_section(snapshot),
            key_section(snapshot),
            # Neither is left alone on the last page; where the list is too long for that, governance stays whole.
            KeptTogether((*acronyms_section(snapshot.acronyms), KeptTogether((governance_section(snapshot),)))),
        ),
        notices=notices(snapshot.office.notice, signing),
        page=Page.A4_LANDSCAPE,
    )


def _title_blocks(snapshot: HighlightSnapshot, signing: SigningFacts | None) -> Iterator[Block]:
    yield Paragraph(plain(snapshot.office.name), ParagraphKind.LEAD)
    if snapshot.commissioner:
        yield labelled("Police and Crime Commissioner", snapshot.commissioner)
    if snapshot.plans:
        label = "Plan" if len(snapshot.plans) == 1 else "Plans"
        yield labelled(label, "; ".join(plan.title for plan in snapshot.plans))
    yield labelled(snapshot.office.panel, _meeting(snapshot.meeting) if snapshot.meeting else NO_MEETING)
    yield labelled("As at", _as_at(snapshot))
    yield from standing_blocks(signing)


def _meeting(meeting: MeetingFacts) -> str:
    when = f"meeting on {WEEKDAYS[meeting.day.weekday()]} {long_date(meeting.day)}"
    if meeting.starts_at is not None:
        when += f" at {clock(meeting.starts_at)}"
    return f"{when}, {meeting.venue}" if meeting.venue else when


def _as_at(snapshot: HighlightSnapshot) -> str:
    words = long_date(snapshot.as_at)
    if snapshot.as_at < snapshot.quarter.end:
        return f"{words}, before the quarter’s end on {long_date(snapshot.quarter.end)}"
    if snapshot.as_at > snapshot.quarter.end:
        return f"{words}. Progress reported after the quarter’s end on {long_date(snapshot.quarter.end)} is left out"
    return words


def _priorities(snapshot: HighlightSnapshot) -> Iterator[Section]:
    for place, priority in enumerate(snapshot.priorities):
        yield priority_section(priority, place, anchor=f"priority-{place + 1}-{priority.number}")
