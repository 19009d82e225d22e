"""Small documents around the blocks a test is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.judges import judge
from tests.pdf_structure import Reading, read
from tracker.documents.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Heading,
    Paragraph,
    Row,
    Run,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.document import Document
from tracker.documents.pdf import render

SENTENCE: Final = "Work with partners so that victims are heard and their case is dealt with quickly and fairly. "


def report(*blocks: Block, **changes: object) -> Document:
    """A report with these blocks after its title page."""
    document = Document(
        title="Highlight report",
        author="Office of the Police and Crime Commissioner",
        subject="Progress with the plan",
        running_head="Highlight report, 2024-25 Q2",
        title_page=TitlePage("Highlight report", "July to September 2024", ()),
        blocks=blocks,
    )
    return replace(document, **changes)  # type: ignore[arg-type]  # the caller names fields of Document


def sound(document: Document) -> Reading:
    """What a reader gets of the document's PDF, which every judge finds sound."""
    data = render(document)
    judge(data, "small documents")
    return read(data)


def part(title: str, *blocks: Block, anchor: str = "", level: int = 2, new_page: bool = False) -> Section:
    """A section whose anchor is its title unless told."""
    return Section(anchor or title.lower(), Heading(level, plain(title)), blocks, new_page=new_page)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(text: str = "") -> Cell:
    return Cell((paragraph(text),) if text else ())


def table(
    *rows: tuple[str, ...], caption: str = "Deliverables", columns: tuple[str, ...] = ("Action", "Due")
) -> DataTable:
    """A table of plain cells."""
    heads = tuple(Column(header, 1) for header in columns)
    return DataTable(caption, heads, tuple(Row(tuple(cell(text) for text in row)) for row in rows))
