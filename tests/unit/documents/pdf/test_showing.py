"""Pictures, boxes, quotations, key figures, chapters and covers on paper."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise, product

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.judges import judge
from tests.pdf_structure import Node, read, squeezed
from tests.unit.documents.pdf.reports import SENTENCE, paragraph, part, report, sound, table
from tests.unit.documents.pictures import KINDS, picture
from tracker.documents.blocks import (
    Block,
    Box,
    Columns,
    Contents,
    Cover,
    Heading,
    KeptTogether,
    KeyFigure,
    KeyFigures,
    Opening,
    Page,
    Paragraph,
    ParagraphKind,
    Quotation,
    Section,
    SignaturePanel,
    TitlePage,
    plain,
)
from tracker.documents.pdf import render, theme
from tracker.documents.pdf.bands import Band
from tracker.documents.pdf.cover import tops
from tracker.documents.pdf.flow import Space, Stack
from tracker.documents.pdf.headings import AccentRule, Headline
from tracker.documents.pdf.room import Bleed
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import make_text

pytestmark = pytest.mark.pdf
FIGURES = KeyFigures(
    (KeyFigure("1,204", "officers at the end of March", "2022-23: 1,180"), KeyFigure("87%", "of calls"))
)
COVER = Cover("#12436d", "Office of the Commissioner", picture(width=800, height=500))
LONG_NAME = "What was done in the year so that everybody is safer and feels so in every street and lane"
PANEL = SignaturePanel("A. Person", "Chief Executive", "18 September 2024, 10:00", "a" * 64)


def lines(count: int) -> list[Block]:
    return [paragraph("A line of text.") for _ in range(count)]


def story(*blocks: Block, anchor: str = "story") -> Box:
    return Box(anchor, Heading(2, plain("A bench where someone listens")), blocks)


def chapter(title: str, *blocks: Block, opening: Opening | None = None) -> Section:
    return replace(part(title, *blocks), accent="#8a2c6b", opening=opening or Opening("Priority 2"))


def pages_of(node: Node) -> list[int]:
    return sorted(set().union(*(found.pages for found in node.walk())))


def images(data: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        return [pikepdf.Dictionary(dict(each.items())) for each in found]


class TestPictures:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_of_file_is_drawn_in_colours_that_an_archive_knows(self, kind: str) -> None:
        data = render(report(picture(kind)))
        judge(data, "small documents")
        [image] = images(data)
        assert image["/ColorSpace"] in ("/DeviceGray", "/DeviceRGB")
        assert "/SMask" not in image

    @pytest.mark.parametrize("kind", ["JPEG RGB", "JPEG L", "PNG RGB", "PNG L"])
    def test_a_plain_file_is_held_as_it_came(self, kind: str) -> None:
        shown = picture(kind, 200, 120)
        data = render(report(shown))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            held = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Width" in each]
            assert held[0].read_raw_bytes() in shown.content

    @pytest.mark.parametrize("kind", ["PNG RGB", "PNG L", "PNG P", "PNG I;16"])
    def test_a_drawing_looks_in_the_report_as_it_does_in_its_file(self, kind: str) -> None:
        shown = picture(kind, 200, 120)
        data = render(report(shown))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            [image] = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Width" in each]
            # Viewers pass over what undoes the packing where one of the two is a list and the other is not.
            assert isinstance(image["/Filter"], pikepdf.Name)
            drawn = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
        with Image.open(io.BytesIO(shown.content)) as opened:
            assert drawn.tobytes() == opened.convert("RGB").tobytes()

    def test_one_file_shown_often_is_held_once(self) -> None:
        again = replace(picture(), words="The same van, seen again")
        data = render(report(picture(), again, picture("PNG L"), picture()))
        assert len(images(data)) == 2
        assert len(read(data).root.find("Figure")) == 4

    def test_the_words_are_read_and_the_caption_and_credit_follow(self) -> None:
        shown = picture(caption=plain("The new van."), credit="Photograph: the office")
        assert squeezed("A police van outside a libraryThe new van. Photograph: the office") in squeezed(
            sound(report(shown)).text
        )

    def test_a_caption_stands_with_its_picture(self) -> None:
        for before in range(14, 26):
            reading = sound(report(*lines(before), picture(width=900, height=300, caption=plain("The new van."))))
            [figure] = reading.root.find("Figure")
            [caption] = [node for node in reading.root.find("P") if "new van" in node.text]
            assert figure.pages == caption.pages

    @settings(max_examples=20, deadline=None)
    @given(st.integers(1, 3000), st.integers(1, 3000), st.sampled_from(Page))
    def test_a_picture_never_leaves_the_margins(self, width: int, height: int, page: Page) -> None:
        reading = read(render(report(picture("PNG L", width, height), page=page)))
        [figure] = reading.root.find("Figure")
        left, bottom, right, top = (float(edge) for edge in figure.attributes["BBox"])
        sheet = (595.28, 841.89) if page is Page.A4_PORTRAIT else (841.89, 595.28)
        assert 53 < left < right < sheet[0] - 53
        assert 50 < bottom < top < sheet[1] - 50
        assert abs((right - left) / (top - bottom) - width / height) < 0.05 * width / height + 0.05


class TestBoxes:
    def test_a_box_that_fits_on_a_page_stands_on_one(self) -> None:
        for before in range(0, 24, 3):
            reading = sound(report(*lines(before), story(*lines(10)), page=Page.A4_PORTRAIT))
            [box] = reading.root.find("Sect")
            assert len(pages_of(box)) == 1

    def test_a_box_higher_than_a_page_starts_where_it_is_and_flows_on(self) -> None:
        reading = sound(report(*lines(8), story(*lines(70)), page=Page.A4_PORTRAIT))
        [box] = reading.root.find("Sect")
        assert pages_of(box) == [1, 2, 3]

    def test_the_heading_of_a_box_never_stands_last_on_a_page(self) -> None:
        for before in range(20, 44, 2):
            reading = sound(report(*lines(before), story(*lines(70)), page=Page.A4_PORTRAIT))
            [heading] = reading.root.find("H2")
            [box] = reading.root.find("Sect")
            after = [node for node in box.find("P") if heading.pages & node.pages]
            assert len(after) >= 2

    def test_boxes_inside_boxes_of_about_a_page_are_cut_where_they_must(self) -> None:
        small = Paragraph(plain("Small."), ParagraphKind.SMALL)
        for count, more in product(range(11, 17), range(4)):
            deepest = Box("deepest", Heading(4, plain("Deepest")), (*lines(count), *[small] * more))
            deeper = Box("deeper", Heading(3, plain("Deeper")), (deepest,))
            reading = read(render(report(story(deeper))))
            assert reading.text.count("A line of text.") == count

    def test_a_link_leads_to_a_box(self) -> None:
        linked = Paragraph((replace(plain("See the story")[0], href="#story"),))
        assert not sound(report(linked, story(*lines(2)))).problems

    def test_a_box_may_hold_all_that_shows(self) -> None:
        inside = (FIGURES, Quotation(plain("Safer."), "A neighbour"), picture(), table(("Refit", "May")))
        reading = sound(report(story(*inside)))
        assert reading.tags["BlockQuote"] == reading.tags["L"] == reading.tags["Figure"] == reading.tags["Table"] == 1


class TestQuotationsAndFigures:
    def test_a_quotation_is_read_as_one_with_its_speaker_and_stays_whole(self) -> None:
        said = Quotation(plain(SENTENCE * 4), "A shopkeeper")
        for before in range(10, 24):
            reading = sound(report(*lines(before), said))
            [quotation] = reading.root.find("BlockQuote")
            assert squeezed(quotation.text) == squeezed(SENTENCE * 4 + "A shopkeeper")
            assert len(pages_of(quotation)) == 1

    def test_the_large_mark_is_not_read(self) -> None:
        reading = sound(report(Quotation(plain("We feel safer."))))
        assert "“" not in reading.text
        assert "“" in "".join(reading.artifacts)

    def test_figures_are_read_as_a_list_of_value_label_and_note(self) -> None:
        items = sound(report(FIGURES)).root.find("LBody")
        assert [[node.text for node in item.find("P")] for item in items] == [
            ["1,204", "officers at the end of March", "2022-23: 1,180"],
            ["87%", "of calls"],
        ]

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8, 12])
    @pytest.mark.parametrize("page", Page)
    def test_any_number_of_figures_is_one_list(self, count: int, page: Page) -> None:
        figures = KeyFigures(tuple(KeyFigure(f"{number},000", "calls") for number in range(count)))
        reading = sound(report(figures, page=page))
        assert reading.tags["L"] == 1
        assert reading.tags["LI"] == count

    def test_a_long_value_is_set_smaller_rather_than_broken(self) -> None:
        figures = KeyFigures(tuple(KeyFigure("£1,234,567.89", "spent") for _ in range(4)))
        shown = sound(report(figures, page=Page.A4_PORTRAIT))
        assert [node.text for node in shown.root.find("LBody")] == ["£1,234,567.89spent"] * 4


class TestChaptersAndCovers:
    def test_a_chapter_starts_a_page_that_has_no_running_head(self) -> None:
        document = report(*lines(3), chapter("Victims", *lines(2)), part("Next", *lines(2), new_page=True))
        reading = sound(document)
        assert [page for _, _, page in reading.outline] == [2, 3]
        heads = [squeezed(document.running_head) in squeezed(artifacts) for artifacts in reading.artifacts]
        assert heads == [False, True, False, True]

    def test_pages_of_a_chapter_have_a_stripe_in_its_colour_and_reports_without_chapters_have_none(self) -> None:
        band = Stack([Band(Stack([Space(9)]), "#8a2c6b", 400, Bleed(54, 66))])
        text = make_text(plain("Next"), Element("H2"), theme.HEADINGS[2], 400)
        assert text is not None
        ruled = Headline(text, AccentRule("#00703c", 48, 3, 11), "next")
        ends, plain_page = Stack([Space(9), ruled]), Stack([Space(9)])

        assert [top.stripe for top in tops([plain_page, band, plain_page, ends, plain_page, Stack([ruled])])] == [
            *(None, None, "#8a2c6b", "#8a2c6b"),
            *("#00703c", "#00703c"),
        ]
        assert {top.stripe for top in tops([plain_page, ends, plain_page])} == {None}

    def test_a_chapter_says_its_number_then_its_name_then_shows_its_picture(self) -> None:
        opened = chapter("Victims", *lines(1), opening=Opening("Priority 4", picture()))
        said = squeezed(sound(report(opened, page=Page.A4_PORTRAIT)).text)
        assert said.endswith(squeezed("Priority 4 Victims A police van outside a library A line of text."))

    def test_a_chapter_inside_columns_or_what_is_kept_together_paints_over_nothing(self) -> None:
        opened = chapter("Victims", *lines(2))
        for held in (KeptTogether((opened,)), Columns((tuple(lines(2)), (opened,)), (1, 1))):
            document = report(*lines(3), held)
            reading = sound(document)
            assert squeezed(document.running_head) in squeezed(reading.artifacts[1])
            assert "A line of text." in reading.text

    @pytest.mark.parametrize("page", Page)
    @pytest.mark.parametrize("cover", [COVER, replace(COVER, picture=None)], ids=["picture", "no picture"])
    @pytest.mark.parametrize("signed", [None, PANEL], ids=["draft", "signed"])
    def test_a_cover_is_one_page_with_all_that_stands_under_it(
        self, page: Page, cover: Cover, signed: SignaturePanel | None
    ) -> None:
        front = TitlePage("Annual report 2023-24", "The year in full", (paragraph("For the Panel."),), signed, cover)
        reading = sound(report(part("Foreword", *lines(2), new_page=True), title_page=front, page=page))
        assert reading.page_count == 2
        said = squeezed(reading.text)
        assert said.startswith(squeezed("Office of the Commissioner Annual report 2023-24 The year in full"))
        assert said.index("ForthePanel.") < said.index("Foreword")

    def test_a_title_that_is_long_still_prints(self) -> None:
        front = TitlePage("Annual report of everything " * 12, SENTENCE * 3, (), PANEL, COVER)
        assert sound(report(title_page=front, page=Page.A4_PORTRAIT)).page_count >= 1


def objective(number: int) -> Section:
    return part(f"{LONG_NAME} {LONG_NAME}", *lines(20), anchor=f"objective-{number}", level=3)


class TestContentsOfAnAnnualReport:
    def test_pages_are_right_and_entries_lead_there_on_portrait_pages_two_deep(self) -> None:
        named = [
            replace(chapter(f"{number}. {LONG_NAME}", *lines(30), objective(number)), anchor=f"priority-{number}")
            for number in range(1, 5)
        ]
        listed = part("Contents", Contents(2), new_page=True)
        reading = sound(report(listed, *named, page=Page.A4_PORTRAIT))
        entries = reading.root.find("TOCI")
        flat = [entry for entry in entries if not entry.find("TOCI")[1:]]
        pages = [int(node.text.rsplit(" ", 1)[1]) for entry in entries for node in entry.find("Link")[:1]]
        assert len(flat) == 4
        assert [entry.text for entry in entries if entry.text.startswith("Contents")] == []
        assert pages == [page + 1 for _, _, page in reading.outline[1:]]
        assert all(one <= other for one, other in pairwise(pages))


def test_a_table_repeats_its_header_on_each_portrait_page() -> None:
    rows = [(f"Action {number}", "May") for number in range(90)]
    reading = sound(report(table(*rows), page=Page.A4_PORTRAIT))
    assert sum("Action" in artifacts for artifacts in reading.artifacts) == reading.page_count - 2
