"""A report like a real highlight report, to try the writers on."""

from __future__ import annotations

from tracker.documents.blocks import (
    Align,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Row,
    Run,
    Section,
    Shape,
    Sparkline,
    Status,
    TitlePage,
    Tone,
    plain,
)
from tracker.documents.document import Document

ACCENTS = ("#12436d", "#00703c", "#8a2c6b", "#a8430b")


def highlight_report() -> Document:
    """Four priorities as a highlight report prints them, the last with nothing in it."""
    priorities = tuple(_priority(number, accent, empty=number == 4) for number, accent in enumerate(ACCENTS, 1))
    under_title = (
        Paragraph((Run("As at "), Run("18 September 2024", bold=True), Run(".")), ParagraphKind.LEAD),
        Paragraph((Run("Read the "), Run("plan", href="https://plan.example/a?b=1&c=2"), Run("."))),
    )
    return Document(
        title="Highlight report: July to September 2024",
        author="Office of the Police and Crime Commissioner",
        subject="Progress of the Police and Crime Plan",
        running_head="Highlight report, 2024-25 quarter 2",
        title_page=TitlePage(
            "Highlight report: July to September 2024", "Police and Crime Plan 2022 to 2025", under_title
        ),
        blocks=(
            *priorities,
            PageBreak(),
            Heading(2, plain("How to read this report")),
            Paragraph(plain("Key & notes.")),
        ),
        notices=("Draft – not signed off", "Demonstration – not issued by any office"),
    )


def _priority(number: int, accent: str, *, empty: bool) -> Section:
    nothing = Paragraph(plain("None recorded this quarter."), ParagraphKind.EMPTY)
    outcomes = BulletList(
        (
            ListItem(
                plain("Two mobile police stations are out across the area."), BulletList((ListItem(plain("Tidworth")),))
            ),
            ListItem((Run("Speed enforcement", bold=True), Run(": 3,972 courses and 53 court cases."))),
        )
    )
    focus = BulletList((ListItem(plain("Publish the diary.")), ListItem(plain("Launch the toolkit."))), numbered=True)
    halves = (
        (_titled("Outcomes achieved this quarter", nothing if empty else outcomes)),
        (_titled("PCC focus", focus)),
    )
    return Section(
        f"priority-{number}",
        Heading(2, plain(f"Priority {number}: A police service that meets the needs of its community")),
        (Columns(halves, (2, 1)), nothing if empty else _deliverables(), *_titled("Risks and issues", nothing)),
        new_page=True,
        accent=accent,
    )


def _titled(title: str, block: Paragraph | BulletList) -> tuple[Heading, Paragraph | BulletList]:
    return Heading(3, plain(title)), block


def _deliverables() -> DataTable:
    columns = (Column("Action", 40), Column("Date due", 20), Column("Progress", 25, Align.END), Column("Status", 15))
    return DataTable(
        "Deliverables progress",
        columns,
        (
            _row("Refit Melksham custody", "May 2023", 40, Status("Overdue, 123 days late", Shape.TRIANGLE, Tone.BAD)),
            _row("Launch the toolkit", "March 2025", 100, Status("Complete", Shape.TICK, Tone.DONE)),
        ),
    )


def _row(action: str, due: str, percent: int, status: Status) -> Row:
    bar = ProgressBar(percent, f"{percent}% complete, 20% last quarter", status.tone, marker=20)
    before = Paragraph(plain("20% last quarter"), ParagraphKind.SMALL)
    line = Sparkline((1, 3, None, 2, 5), "Rising over five quarters")
    return Row((_cell(action), _cell(due), Cell((bar, before)), Cell((status, line))))


def _cell(text: str) -> Cell:
    return Cell((Paragraph(plain(text)),))
