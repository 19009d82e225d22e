"""The acronyms that a highlight or annual report uses, spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.documents.blocks import Block, Cell, Column, Columns, DataTable, Heading, Row, Section, plain
from tracker.reports.layout_words import body, strong
from tracker.reports.snapshots import AcronymFacts

_MOST_IN_ONE_TABLE = 8
"""More than these stand in two tables side by side, so that they do not run down a page half empty."""
_MOST_IN_TWO_TABLES = 18
"""And more than these in three."""


def acronyms_section(
    acronyms: Sequence[AcronymFacts], *, most_beside: int = 3, accent: str | None = None
) -> Iterator[Section]:
    """Nothing where no acronym is used. `most_beside`: how many tables have room beside each other."""
    if acronyms:
        yield Section(
            anchor="acronyms",
            heading=Heading(2, plain("Acronyms used")),
            blocks=tuple(_tables(acronyms, most_beside)),
            accent=accent,
        )


def _tables(acronyms: Sequence[AcronymFacts], most_beside: int) -> Iterator[Block]:
    if len(acronyms) <= _MOST_IN_ONE_TABLE:
        yield _table("What the acronyms of this report stand for", acronyms)
        return
    tables = 2 if len(acronyms) <= _MOST_IN_TWO_TABLES else most_beside
    most = -(-len(acronyms) // tables)
    parts = [acronyms[first : first + most] for first in range(0, len(acronyms), most)]
    yield Columns(columns=tuple((_table(_from_to(each), each),) for each in parts), weights=(1,) * len(parts))


def _from_to(acronyms: Sequence[AcronymFacts]) -> str:
    return f"Acronyms from {acronyms[0].acronym} to {acronyms[-1].acronym}"


def _table(caption: str, acronyms: Sequence[AcronymFacts]) -> DataTable:
    return DataTable(
        caption=caption,
        columns=(Column("Acronym", 22), Column("Meaning", 78)),
        rows=tuple(Row(cells=(Cell((strong(each.acronym),)), Cell((body(each.meaning),)))) for each in acronyms),
        compact=True,
    )
