"""The agenda: snapshot and page numbers in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Heading,
    KeptTogether,
    ListItem,
    Page,
    Paragraph,
    Run,
    Runs,
    Section,
    plain,
)
from tracker.documents.document import Document
from tracker.documents.pdf.bind_types import Range
from tracker.packs.layout_front import front_page, title_of
from tracker.packs.layout_words import (
    NOT_FOR_PUBLICATION,
    PART_WORDS,
    day_and_time,
    deadline,
    meeting_line,
    typed,
)
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.rules_exempt import paragraph_words
from tracker.packs.rules_late import printed_urgency
from tracker.packs.rules_pack import supplement_title
from tracker.packs.snapshots import AgendaFacts, DeadlineFacts, ItemFacts
from tracker.reports.layout_words import body, labelled, nothing, small

NOTHING_IN_PART = "None"
NO_DATES = "No later meeting has been arranged yet."

Places = Mapping[int, Range]
"""The pages of each item with papers, by its number."""
LinkOf = Callable[[int], str]
"""The address that the range printed beside an item leads to, by the item's number."""


def agenda_document(agenda: AgendaFacts, places: Places | None = None, *, link: LinkOf | None = None) -> Document:
    """Front sheet and agenda on A4 portrait.

    Without `places` nothing is said of pages, as on a page of the web before anything is published. In a pack `link` is
    `tracker.documents.pdf.bind_types.place_link` of the item's key.
    """
    drawing = _Drawing(agenda, places or {}, link)
    notices = (agenda.notice, NOT_FOR_PUBLICATION if drawing.confidential else "")
    return Document(
        title=title_of(agenda),
        author=agenda.meeting.panel,
        subject=f"Agenda of the meeting on {long_date(agenda.meeting.day)}",
        running_head=f"{_name(agenda)} · {meeting_line(agenda.meeting)}",
        title_page=front_page(agenda),
        blocks=tuple(drawing.parts()),
        notices=tuple(notice for notice in notices if notice),
        page=Page.A4_PORTRAIT,
        numbered=False,
    )


def _name(agenda: AgendaFacts) -> str:
    return "Agenda" if agenda.supplement is None else supplement_title(agenda.supplement)


class _Drawing:
    """An agenda while it is laid out."""

    def __init__(self, agenda: AgendaFacts, places: Places, link: LinkOf | None) -> None:
        self.agenda = agenda
        self.places = places
        self.link = link
        self.confidential = not agenda.public and any(item.exemption for item in agenda.items)

    def parts(self) -> Iterator[Section]:
        for part in Part:
            items = self.agenda.part(part)
            if self.agenda.supplement is not None and not items:
                continue
            inside: list[Block] = [body(PART_WORDS[part])]
            inside += [self.item(item) for item in items] or [nothing(NOTHING_IN_PART)]
            yield Section(f"part-{part.value}", Heading(2, plain(part.label)), tuple(inside))
        yield from self.background()

    def item(self, item: ItemFacts) -> Section:
        heading = (Run(f"{item.number}  {item.title}"), *self.range_runs(item.number))
        inside = tuple(self.inside(item))
        kept = (KeptTogether(inside),) if inside else ()
        return Section(f"item-{item.number}", Heading(3, heading), kept)

    def inside(self, item: ItemFacts) -> Iterator[Block]:
        if item.withdrawn is not None:
            yield body(f"Withdrawn. {item.withdrawn}".strip())
            return
        if item.urgency:
            yield body(printed_urgency(item.urgency))
        if item.exemption is not None:
            yield body(paragraph_words(item.exemption.paragraph))
            if item.exemption.description:
                yield labelled("Why it is exempt", item.exemption.description)
        yield from typed(item.text)
        if item.presenter:
            yield labelled("Presented by", item.presenter)
        yield from self.generated(item)
        yield from self.listed(item)

    def generated(self, item: ItemFacts) -> Iterator[Block]:
        """What is worked out for an item of its kind."""
        if item.kind is ItemKind.PARTICIPATION and self.agenda.deadlines is not None:
            yield from _deadlines(self.agenda.deadlines)
        if item.kind is ItemKind.DATES:
            if self.agenda.future:
                days = (day_and_time(each.day, each.starts_at) for each in self.agenda.future)
                yield BulletList(tuple(ListItem(plain(words)) for words in days))
            else:
                yield nothing(NO_DATES)

    def listed(self, item: ItemFacts) -> Iterator[Block]:
        """The papers by name, where there are several or one that is called otherwise than its item."""
        papers = item.papers
        if len(papers) > 1 or any(paper.title != item.title for paper in papers):
            yield BulletList(tuple(ListItem(plain(paper.title)) for paper in papers))
        yield from (small(f"{paper.title}: {paper.note}") for paper in papers if paper.note)

    def range_runs(self, number: int) -> Runs:
        pages = self.places.get(number)
        if pages is None:
            return ()
        return (Run("  "), Run(f"({pages})", href=self.link(number) if self.link else None))

    def background(self) -> Iterator[Section]:
        """The list that the law wants of every report: what it was written from, apart from published works."""
        lines: list[ListItem] = []
        for item, paper in self.agenda.bound:
            if paper.background is not None:
                words = "; ".join(paper.background) or "none"
                lines.append(ListItem((Run(f"{item.number}  {paper.title}: ", bold=True), Run(words))))
        if lines:
            heading = Heading(2, plain("Background papers"))
            yield Section("background-papers", heading, (BulletList(tuple(lines)),))


def _deadlines(deadlines: DeadlineFacts) -> Iterator[Block]:
    yield Paragraph(
        (
            Run("For an answer in writing, questions must arrive by "),
            Run(deadline(deadlines.written, deadlines.until), bold=True),
            Run("; for a spoken answer at the meeting, by "),
            Run(deadline(deadlines.verbal, deadlines.until), bold=True),
            Run(". Send them to the officer named on the front sheet."),
        )
    )
