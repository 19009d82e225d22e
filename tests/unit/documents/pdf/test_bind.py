"""Binding a pack: the number on a page is its label, its printed range, its bookmark and where links lead."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from tests.bound_packs import BLANK, all_streams, check_pages
from tests.judges import judge
from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, bookmarks, marked, opened, text, untagged
from tests.unit.documents.pdf.reports import paragraph, part, report
from tests.unit.documents.samples import highlight_report
from tracker.documents.blocks import Block, Page, Paragraph, Run
from tracker.documents.document import Document
from tracker.documents.errors import Untitled
from tracker.documents.pdf import render
from tracker.documents.pdf.bind import FRONT_BOOKMARK, bind
from tracker.documents.pdf.bind_errors import (
    NothingToBind,
    TwiceInPack,
    UnknownPlace,
    UnreadablePrepared,
    UnsettledFront,
)
from tracker.documents.pdf.bind_types import Bound, PackItem, PackPaper, Places, Prepared, Range, place_link
from tracker.documents.pdf.prepare import prepare, prepared_from

pytestmark = pytest.mark.pdf


@cache
def ours(pages: int = 1, title: str = "Paper") -> Prepared:
    """A report of ours of so many pages."""
    parts = [part(f"P{number}", paragraph(f"{title} {number}"), new_page=number > 1) for number in range(1, pages)]
    prepared = prepare(render(report(*parts, page=Page.A4_PORTRAIT)), title)
    return prepared if prepared.pages == pages else ours_of_blanks(pages, title)


def ours_of_blanks(pages: int, title: str) -> Prepared:
    draft = Draft(*(marked(0, f"{title} {number}") for number in range(1, pages + 1)))
    for page in draft.pages:
        draft.element("P", 0, Pg=page)
    return prepare(draft.tagged().data(), title)


def item(key: str, *papers: Prepared, mark: str = "") -> PackItem:
    return PackItem(key, f"Item {key}", tuple(map(PackPaper.of, papers)), mark)


def agenda(places: Places) -> Document:
    """An agenda that prints where each item is, and leads there."""
    lines: list[Block] = [
        Paragraph((Run(f"Item {key}", href=place_link(key)), Run(f" ({place})"))) for key, place in places.items()
    ]
    return report(*lines, page=Page.A4_PORTRAIT)


def checked(bound: Bound, **options: object) -> Bound:
    """The pack, read page by page."""
    items = {f"Item {key}": place for key, place in bound.items.items()}
    check_pages(bound.data, items, first_page=bound.pages.first, **options)  # type: ignore[arg-type]  # its options
    return bound


def test_items_begin_on_odd_pages_and_a_blank_page_says_that_it_is_meant() -> None:
    items = [item("7", ours(3)), item("8", ours(2), ours(1)), item("9"), item("10", ours(2))]
    bound = checked(bind(items, title="Pack", front=agenda))
    assert bound.front == Range(1, 2)
    assert dict(bound.items) == {"7": Range(3, 6), "8": Range(7, 10), "10": Range(11, 12)}
    assert bound.papers["8"] == (Range(7, 8), Range(9, 9))
    assert bound.pages == Range(1, 12)
    reading = read(bound.data, ours=False)
    blank = [(node.tag, node.pages, node.language) for node in reading.root.walk() if node.text == BLANK]
    assert blank == [("P", {5}, "en-GB"), ("P", {9}, "en-GB")]


def test_a_pack_of_our_own_reports_meets_pdf_ua_with_its_blank_pages() -> None:
    own = prepare(render(highlight_report()), "Highlight report")
    bound = checked(bind([item("1", own), item("2", own, own)], title="Pack", front=agenda))
    assert bound.accessible
    judge(bound.data, "bound packs", archived=False)


def test_bookmarks_are_items_below_them_papers_and_below_those_their_own() -> None:
    own = prepare(render(highlight_report()), "Highlight report")
    bound = bind([item("1", own)], title="Pack", front=agenda)
    outline = read(bound.data, ours=False).outline
    start = bound.items["1"].first - 1
    assert (0, FRONT_BOOKMARK, 0) in outline
    place = outline.index((0, "Item 1", start))
    assert outline[place + 1] == (1, "Highlight report", start)
    assert outline[place + 2][0] == 2


def test_the_last_item_may_end_on_an_odd_page() -> None:
    bound = checked(bind([item("1", ours(1)), item("2", ours(1))], title="Pack", front=agenda, even_end=False))
    assert [str(place) for place in bound.items.values()] == ["Pages 3 - 4", "Page 5"]


@pytest.mark.parametrize("first", [61, 62])
def test_a_supplement_goes_on_with_the_numbers(first: int) -> None:
    bound = checked(bind([item("7", ours(3))], title="Supplement 1", front=agenda, first_page=first))
    assert bound.pages.first == first
    assert bound.items["7"] == Range(63, 66) if first == 61 else Range(63, 66)


def test_papers_without_front_matter_are_bound_too() -> None:
    bound = checked(bind([item("7", ours(3))], title="Papers"), printed=False)
    assert (bound.front, bound.items["7"]) == (Range(1, 0), Range(1, 4))
    even = checked(bind([item("7", ours(3))], title="Papers", first_page=2), printed=False)
    assert (len(even.front), even.items["7"].first) == (1, 3)


def test_two_packs_have_their_items_on_the_same_pages_if_their_fronts_are_given_the_same_room() -> None:
    full = bind([item("1", ours(2)), item("2", ours(2))], title="Full", front=agenda, least_front=6)
    public = bind([item("1", ours(2))], title="Public", front=agenda, least_front=6)
    assert full.items["1"] == public.items["1"] == Range(7, 8)
    checked(public)


def test_front_matter_that_grows_with_the_numbers_it_prints_is_drawn_until_both_agree() -> None:
    asked: list[int] = []

    def growing(places: Places) -> Document:
        asked.append(places["1"].first)
        lines = [part(f"S{n}", paragraph("x"), new_page=True) for n in range(min(places["1"].first, 9))]
        return report(*agenda(places).blocks, *lines, page=Page.A4_PORTRAIT)

    bound = checked(bind([item("1", ours(1))], title="Pack", front=growing))
    assert asked[-1] == bound.items["1"].first
    assert len(asked) > 2


def test_front_matter_that_never_agrees_gets_blank_pages() -> None:
    def contrary(places: Places) -> Document:
        pages = 1 if places["1"].first > 3 else 4
        lines = [part(f"S{n}", paragraph("x"), new_page=True) for n in range(pages)]
        return report(*agenda(places).blocks, *lines, page=Page.A4_PORTRAIT)

    checked(bind([item("1", ours(1))], title="Pack", front=contrary))


def test_front_matter_without_end_is_refused() -> None:
    def endless(places: Places) -> Document:
        lines = [part(f"S{n}", paragraph("x"), new_page=True) for n in range(places["1"].first)]
        return report(*lines, page=Page.A4_PORTRAIT)

    with pytest.raises(UnsettledFront):
        bind([item("1", ours(1))], title="Pack", front=endless)


def test_a_link_to_an_item_without_papers_is_refused() -> None:
    def wrong(places: Places) -> Document:
        return report(Paragraph((Run("Item 9", href=place_link("9")),)), page=Page.A4_PORTRAIT)

    with pytest.raises(UnknownPlace) as refused:
        bind([item("1", ours(1))], title="Pack", front=wrong)
    assert refused.value.key == "9"


def test_a_mark_stands_at_the_head_of_each_page_of_its_item_and_of_no_other() -> None:
    words = "Not for publication: paragraph 3 (“financial” affairs – £)"
    papers = prepare(untagged("Exempt"), "Exempt")
    bound = checked(bind([item("1", ours(2)), item("2", ours(1), papers, mark=words)], title="Pack", front=agenda))
    artifacts = read(bound.data, ours=False).artifacts
    exempt = bound.items["2"]
    marks = [number for number, said in enumerate(artifacts, start=1) if "Not for publication" in said]
    assert marks == [exempt.first, exempt.first + 1]
    assert words in artifacts[exempt.first - 1]
    with opened(bound.data) as pdf:
        stamps = pdf.pages[exempt.first].Contents[-1].read_bytes().decode()
    heights = [float(y) for y in re.findall(r"([\d.]+) Td", stamps)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) > 500


def test_the_same_papers_give_the_same_bytes() -> None:
    def once() -> bytes:
        papers = prepare(render(highlight_report()), "A"), prepare(untagged("x"), "B")
        moment = datetime(2024, 9, 18, 9, 30, tzinfo=UTC)
        return bind([item("1", *papers)], title="Pack", front=agenda, created=moment).data

    assert once() == once()


def test_a_paper_may_be_in_a_pack_twice() -> None:
    own = prepare(render(highlight_report()), "Report")
    bound = checked(bind([item("1", own, own), item("2", own)], title="Pack", front=agenda))
    assert len([it for it in bookmarks(bound.data) if it[1] == "Report"]) == 3


def test_a_paper_is_called_what_the_pack_calls_it() -> None:
    prepared = ours(1, "Old title")
    renamed = PackPaper("Budget – “new” (final)", prepared.pages, lambda: prepared.data)
    bound = bind([PackItem("1", "Item", (renamed,))], title="Pack")
    assert read(bound.data, ours=False).root.find("Part")[0].title == "Budget – “new” (final)"


def test_papers_are_read_one_at_a_time_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    asked: list[str] = []

    def paper(name: str) -> PackPaper:
        def read_it() -> bytes:
            asked.append(f"{name} at {told[-1][0] if told else 0}")
            return ours(2).data

        return PackPaper(name, 2, read_it)

    items = [PackItem("1", "One", (paper("a"), paper("b"))), PackItem("2", "Two", (paper("c"),))]
    bind(items, title="Pack", progress=lambda done, of: told.append((done, of)))
    assert asked == ["a at 0", "b at 2", "c at 4"]
    assert told == [(2, 6), (4, 6), (6, 6)]


def test_nothing_of_a_paper_that_is_not_in_the_pack_is_in_it() -> None:
    canary = "Pelican"
    secret = prepare(untagged(canary), canary)
    draft = Draft(marked(0, "open"))
    draft.element("P", 0, Pg=draft.pages[0])
    hidden = draft.pdf.make_indirect(Dictionary(Type=Name.Page, Contents=draft.pdf.make_stream(text(canary))))
    draft.link(draft.pages[0], Dest=Array([hidden, Name.Fit]))
    public = bind([item("1", prepare(draft.tagged().data(), "Open"))], title="Public", front=agenda)
    full = bind([item("1", ours(1)), item("2", secret)], title="Full", front=agenda)
    needles = [canary.encode(), canary.encode("utf-16-be"), canary.encode("utf-16-be").hex().encode()]
    found = [any(needle in stream for stream in all_streams(it.data) for needle in needles) for it in (public, full)]
    assert found == [False, True]


@pytest.mark.parametrize("spoil", ["cut", "changed", "another", "empty"])
def test_stored_bytes_that_are_not_whole_are_refused(spoil: str) -> None:
    data = ours(1).data
    middle = len(data) // 2
    spoilt = {
        "cut": data[:-1],
        "changed": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "another": b"%PDF-1.7 and so on, and so on, and so on, and so on",
        "empty": b"",
    }[spoil]
    with pytest.raises(UnreadablePrepared):
        prepared_from(spoilt)
    with pytest.raises(UnreadablePrepared) as refused:
        bind([PackItem("1", "One", (PackPaper("Budget", 1, lambda: spoilt),))], title="Pack")
    assert refused.value.title == "Budget"


def test_a_paper_of_another_length_than_was_said_is_refused() -> None:
    with pytest.raises(UnreadablePrepared):
        bind([PackItem("1", "One", (PackPaper("Budget", 2, lambda: ours(1).data),))], title="Pack")


def test_what_was_stored_is_what_was_prepared() -> None:
    prepared = prepare(untagged("x"), "Budget")
    assert prepared_from(prepared.data) == prepared


def test_a_pack_needs_a_title_something_in_it_and_keys_of_their_own() -> None:
    with pytest.raises(NothingToBind):
        bind([item("1")], title="Pack")
    with pytest.raises(Untitled):
        bind([item("1", ours(1))], title=" ")
    with pytest.raises(TwiceInPack):
        bind([item("1", ours(1)), item("1", ours(1))], title="Pack")
    with pytest.raises(ValueError, match="aware"):
        bind([item("1", ours(1))], title="Pack", created=datetime(2024, 9, 18))  # noqa: DTZ001  # what is refused


# Any papers


@st.composite
def drafts(draw: st.DrawFn) -> bytes:
    """A paper of a few pages of any size, turned any way, with tags or without."""
    tagged = draw(st.booleans())
    draft = Draft()
    for number in range(draw(st.integers(1, 4))):
        page = draft.page(marked(0, f"page {number}") if tagged else text(f"page {number}"))
        left, bottom = draw(st.integers(-300, 300)), draw(st.integers(-300, 300))
        page.MediaBox = Array([left, bottom, left + draw(st.integers(80, 2400)), bottom + draw(st.integers(80, 2400))])
        if draw(st.booleans()):
            page.CropBox = Array([left + 10, bottom + 10, left + 60, bottom + 70])
        if draw(st.booleans()):
            page.Rotate = draw(st.sampled_from([90, 180, 270, -90, 45]))
        if draw(st.booleans()):
            page.UserUnit = draw(st.sampled_from([1, 2, 10]))
        if tagged:
            draft.element("P", 0, Pg=page)
    return (draft.tagged() if tagged else draft).data()


@settings(max_examples=60, derandomize=True)
@given(
    papers=st.lists(st.lists(drafts(), min_size=0, max_size=2), min_size=1, max_size=4),
    first=st.integers(1, 200),
    even_end=st.booleans(),
)
def test_any_papers_are_bound_so_that_all_numbers_agree(papers: list[list[bytes]], first: int, even_end: bool) -> None:
    items = [
        item(str(number), *(prepare(data, f"Paper {place}") for place, data in enumerate(listed)))
        for number, listed in enumerate(papers, start=1)
    ]
    bound = checked(bind(items, title="Pack", front=agenda, first_page=first, even_end=even_end))
    assert set(bound.items) == {str(number) for number, listed in enumerate(papers, start=1) if listed}
    for key, places in bound.papers.items():
        assert places[0].first == bound.items[key].first
        assert bound.items[key].last - places[-1].last in (0, 1)


def test_fonts_of_stamps_are_in_the_pack_once() -> None:
    bound = bind([item("1", ours(2), ours(3))], title="Pack")
    with opened(bound.data) as pdf:
        files = [it for it in pdf.objects if isinstance(it, Stream) and "/Length1" in it]
        fonts = {page.obj.Resources.Font["/TrackerStamp"].objgen for page in pdf.pages}
    assert len(fonts) == 1
    assert files
