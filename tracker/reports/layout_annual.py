"""The annual report: snapshot and pictures in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.annual.rules import SectionKind
from tracker.documents.blocks import Block, Contents, Cover, Heading, Page, Section, TitlePage, plain
from tracker.documents.document import Document
from tracker.reports.layout_acronyms import acronyms_section
from tracker.reports.layout_annual_chapter import chapter_section, places
from tracker.reports.layout_annual_pictures import Pictures
from tracker.reports.layout_annual_sections import ACCENT, annual_section, has_own_page, section_anchor, title_lines
from tracker.reports.layout_signing import notices, standing_blocks
from tracker.reports.rules_signing import SigningFacts
from tracker.reports.snapshots_annual import AnnualSnapshot

TITLE = "Annual report"


def annual_document(
    snapshot: AnnualSnapshot, signing: SigningFacts | None = None, pictures: Mapping[str, bytes] | None = None
) -> Document:
    """The report on A4 portrait, marked as a draft on every page where nobody has signed it.

    `pictures` are the bytes of all that it shows, by SHA-256. Raises PictureGone where one is missing.
    """
    year, shown = snapshot.year, Pictures(pictures or {})
    return Document(
        title=f"{TITLE} {year.label}",
        author=snapshot.office.name,
        subject=f"The exercise of functions and progress on the Police and Crime Plan, {year.days}",
        running_head=f"{snapshot.office.name} · {TITLE} {year.label}",
        title_page=TitlePage(
            title=f"{TITLE} {year.label}",
            subtitle=year.days,
            blocks=(*title_lines(snapshot), *standing_blocks(signing)),
            signature=signing.panel if signing else None,
            cover=Cover(
                accent=ACCENT,
                above=snapshot.office.name,
                picture=shown.of(snapshot.cover, captioned=False) if snapshot.cover else None,
            ),
        ),
        blocks=(
            Section("contents", Heading(2, plain("Contents")), (Contents(depth=2),), new_page=True, accent=ACCENT),
            *_sections(snapshot, shown),
        ),
        notices=notices(snapshot.office.notice, signing),
        page=Page.A4_PORTRAIT,
    )


def _sections(snapshot: AnnualSnapshot, pictures: Pictures) -> Iterator[Block]:
    """In the order the office chose; the chapters stand where the section of the priorities does, else at the end.

    The acronyms end the report.
    """
    chapters = places(snapshot, pictures)
    told = False
    for number, section in enumerate(snapshot.sections, start=1):
        is_priorities = section.kind is SectionKind.PRIORITIES
        if not is_priorities or has_own_page(section):
            yield annual_section(section, section_anchor(section, number), snapshot, chapters, pictures)
        if is_priorities and not told:
            told = True
            yield from (chapter_section(*each) for each in chapters)
    if not told:
        yield from (chapter_section(*each) for each in chapters)
    yield from acronyms_section(snapshot.acronyms, most_beside=2, accent=ACCENT)
