"""Whole packs: the same pages with exempt items and without, and nothing exempt in what everybody may read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bound_packs import BLANK, all_streams, check_pages
from tests.judges import judge
from tests.pdf_structure import read
from tests.unit.packs.contents import CANARY, EXEMPT, ITEMS, USUAL, item
from tracker.documents.blocks import Heading, Page, Paragraph, Section, TitlePage, plain
from tracker.documents.document import Document
from tracker.documents.pdf import render
from tracker.documents.pdf.bind_types import Bound, Range
from tracker.documents.pdf.prepare import prepare
from tracker.files.rules import digest_of
from tracker.packs.layout_pack import DrawnPack, draw_pack
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.snapshots import AgendaFacts, ItemFacts, PaperFacts

pytestmark = pytest.mark.pdf

STORE: dict[str, bytes] = {}


@cache
def paper(title: str, pages: int = 1, words: str = "") -> PaperFacts:
    """A paper of so many pages, prepared and stored."""
    parts = tuple(
        Section(f"p{number}", Heading(2, plain(f"Page {number}")), (Paragraph(plain(words or title)),), new_page=True)
        for number in range(2, pages + 1)
    )
    front = TitlePage(title, "", (Paragraph(plain(words or title)),))
    document = Document(title, "Pat", title, title, front, parts, page=Page.A4_PORTRAIT)
    prepared = prepare(render(document), title)
    assert prepared.pages == pages
    digest = digest_of(prepared.data)
    STORE[digest] = prepared.data
    return PaperFacts(title=title, digest=digest, pages=pages)


def report(number: int, *pages: int, title: str = "") -> ItemFacts:
    papers = tuple(paper(f"Report {number}, part {place}", each) for place, each in enumerate(pages, start=1))
    return item(number, title or f"Subject {number}", kind=ItemKind.REPORT, papers=papers)


def exempt(number: int, *pages: int) -> ItemFacts:
    """Its papers, their titles and its words hold the canary; its title is public."""
    papers = tuple(paper(f"{CANARY} paper {number}-{place}", each, CANARY) for place, each in enumerate(pages, start=1))
    return replace(EXEMPT, number=number, title=f"Closed subject {number}", papers=papers)


def items_of(bound: Bound, agenda: AgendaFacts) -> dict[str, Range]:
    """The pages of items by the titles of their bookmarks."""
    return {
        f"{it.number} {it.title}": bound.items[str(it.number)] for it in agenda.items if str(it.number) in bound.items
    }


def checked(agenda: AgendaFacts, *, first_page: int = 1) -> DrawnPack:
    drawn = draw_pack(agenda, STORE.__getitem__, first_page=first_page)
    for bound in filter(None, (drawn.public, drawn.full)):
        check_pages(bound.data, items_of(bound, agenda), first_page=first_page)
    return drawn


def told(data: bytes) -> Iterator[bytes]:
    """Everything a file could say: its bytes, streams, objects, text, outline, metadata and labels."""
    yield from all_streams(data)
    reading = read(data, ours=False)
    yield reading.text.encode()
    yield "".join(reading.artifacts).encode()
    yield "".join(title for _, title, _ in reading.outline).encode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield str(pdf.docinfo).encode()
        yield "".join(str(page.label) for page in pdf.pages).encode()


PACK = replace(
    USUAL, items=(item(1, "Apologies"), report(2, 3), report(3, 2, 1), item(4, "Dates", kind=ItemKind.DATES))
)
WITHOUT_PAPERS = replace(USUAL, items=tuple(replace(each, papers=()) for each in ITEMS))
WITH_EXEMPT = replace(PACK, items=(*PACK.items, exempt(5, 3), exempt(6)))


def test_items_with_papers_begin_on_odd_pages_and_their_ranges_hold_the_blank_after_them() -> None:
    drawn = checked(PACK)
    front = drawn.public.front.last
    assert drawn.full is None
    assert front % 2 == 0
    assert drawn.places == {2: Range(front + 1, front + 4), 3: Range(front + 5, front + 8)}
    assert drawn.last_page == front + 8
    assert BLANK in read(drawn.public.data, ours=False).text


def test_a_pack_of_accessible_papers_is_accessible() -> None:
    drawn = checked(WITH_EXEMPT)
    assert drawn.full is not None
    judge(drawn.public.data, "packs", archived=False)
    judge(drawn.full.data, "packs", archived=False)


def test_open_items_have_the_same_pages_with_exempt_ones_and_without() -> None:
    drawn = checked(WITH_EXEMPT)
    assert drawn.full is not None
    assert dict(drawn.public.items) == {key: drawn.full.items[key] for key in ("2", "3")}
    assert drawn.full.items["5"].first == drawn.public.pages.last + 1
    assert drawn.public.front == drawn.full.front


def test_the_public_pack_stays_on_the_same_pages_where_the_full_agenda_is_much_longer() -> None:
    long = replace(exempt(5, 1), text=f"{CANARY} words. " * 600)
    drawn = checked(replace(PACK, items=(*PACK.items, long)))
    assert drawn.full is not None
    assert len(drawn.full.front) > 6
    assert drawn.public.front == drawn.full.front
    assert dict(drawn.public.items) == {key: drawn.full.items[key] for key in ("2", "3")}


def test_nothing_exempt_is_anywhere_in_the_public_pack() -> None:
    drawn = checked(WITH_EXEMPT)
    assert drawn.full is not None
    hidden = CANARY.encode()
    assert any(hidden in each.lower() for each in told(drawn.full.data))
    assert not [each for each in told(drawn.public.data) if hidden in each.lower()]
    digests = [paper.digest.encode() for each in WITH_EXEMPT.part(Part.EXEMPT) for paper in each.papers]
    assert not [each for each in told(drawn.public.data) if any(digest in each for digest in digests)]


def test_the_public_pack_is_the_same_whatever_is_exempt() -> None:
    other = replace(exempt(5, 3), text="Something else.", papers=(paper("Another paper", 7),))
    one = checked(replace(PACK, items=(*PACK.items, exempt(5, 3)))).public
    two = checked(replace(PACK, items=(*PACK.items, other))).public
    assert one.data == two.data


def test_every_page_of_an_exempt_paper_says_that_it_is_not_for_publication() -> None:
    drawn = checked(WITH_EXEMPT)
    assert drawn.full is not None
    heads = read(drawn.full.data, ours=False).artifacts
    marked = [number for number, text in enumerate(heads, start=1) if "exempt under paragraph 3: financial" in text]
    first = drawn.full.items["5"].first
    assert marked == [first, first + 1, first + 2]


def test_a_withdrawn_item_has_no_pages() -> None:
    gone = replace(report(2, 3), withdrawn="It is not ready.")
    drawn = checked(replace(PACK, items=(gone, report(3, 2))))
    assert set(drawn.places) == {3}


def test_a_supplement_goes_on_where_the_pack_ended() -> None:
    last = checked(PACK).last_page
    supplement = replace(PACK, supplement=1, items=(report(7, 2),))
    drawn = checked(supplement, first_page=last + 1)
    assert drawn.public.pages.first == last + 1
    assert drawn.places[7].first == drawn.public.front.last + 1
    with pikepdf.open(io.BytesIO(drawn.public.data)) as pdf:
        assert str(pdf.pages[0].label) == str(last + 1)


def test_the_same_agenda_and_papers_give_the_same_bytes() -> None:
    one, two = checked(WITH_EXEMPT), draw_pack(AgendaFacts.from_json(WITH_EXEMPT.to_json()), STORE.__getitem__)
    assert two.full is not None
    assert one.full is not None
    assert (one.public.data, one.full.data) == (two.public.data, two.full.data)


def test_a_pack_without_papers_is_the_agenda_alone() -> None:
    drawn = draw_pack(WITHOUT_PAPERS, STORE.__getitem__)
    assert drawn.places == {}
    assert drawn.public.pages == drawn.public.front


def test_progress_is_told_as_pages_of_pages() -> None:
    seen: list[tuple[int, int]] = []
    drawn = draw_pack(PACK, STORE.__getitem__, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (drawn.last_page, drawn.last_page)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


@settings(max_examples=8)
@given(
    st.lists(st.lists(st.integers(1, 4), max_size=2), max_size=4),
    st.lists(st.lists(st.integers(1, 3), max_size=2), max_size=2),
)
def test_in_any_pack_all_numbers_agree_and_the_public_one_holds_nothing_exempt(
    opened: list[list[int]], closed: list[list[int]]
) -> None:
    items = [report(number, *pages) for number, pages in enumerate(opened, start=1)]
    items += [exempt(number, *pages) for number, pages in enumerate(closed, start=len(opened) + 1)]
    drawn = checked(replace(USUAL, items=tuple(items)))
    assert not [each for each in told(drawn.public.data) if CANARY.encode() in each.lower()]
    if drawn.full is not None:
        assert dict(drawn.public.items).items() <= dict(drawn.full.items).items()
