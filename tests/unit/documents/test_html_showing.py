"""Pictures, boxes, quotations, key figures, chapters and covers on a web page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.documents.pdf.reports import paragraph, part, report
from tests.unit.documents.pictures import picture
from tests.unit.documents.samples import ACCENTS
from tests.unit.documents.test_html import only, parsed, parsed_page
from tracker.documents.blocks import (
    Block,
    Box,
    Cover,
    Heading,
    KeyFigure,
    KeyFigures,
    Opening,
    Picture,
    Quotation,
    TitlePage,
    plain,
)
from tracker.documents.html import render_block, render_fragment
from tracker.documents.places import Place, places
from tracker.documents.tones import ACCENT, INK, contrast, readable_on, tint

VAN = picture(caption=plain("The new van."), credit="Photograph: the office")


def story(*blocks: Block) -> Box:
    return Box("story", Heading(3, plain("A bench where someone listens")), blocks or (paragraph("It began in May."),))


def test_a_picture_reads_as_its_words_and_keeps_its_place_while_it_loads() -> None:
    image = only(parsed(render_block(VAN, first_id="x")), ".//img")

    assert image.get("alt") == VAN.words
    assert (image.get("width"), image.get("height")) == ("60", "40")


def test_a_picture_has_its_caption_and_whose_it_is_under_it() -> None:
    caption = only(parsed(render_block(VAN, first_id="x")), ".//figcaption")

    assert "".join(caption.itertext()) == "The new van. Photograph: the office"


def test_a_caption_without_a_full_stop_is_kept_apart_from_whose_picture_it_is() -> None:
    shown = picture(caption=plain("The new van"), credit="Photograph: the office")
    assert "<figcaption>The new van · Photograph: the office</figcaption>" in render_block(shown, first_id="x")


def test_a_picture_without_caption_or_credit_has_nothing_under_it() -> None:
    assert "figcaption" not in render_block(picture(), first_id="x")


def test_pictures_are_a_part_of_the_page_or_come_from_where_the_page_says() -> None:
    document = report(VAN)

    def address(found: Picture) -> str:
        return f"/pictures/{len(found.content)}?a=1&b=2"

    assert "data:image/jpeg;base64," in render_fragment(document)
    shown = render_fragment(document, address=address)
    assert "data:" not in shown
    assert only(parsed(shown), ".//img").get("src") == address(VAN)


def test_a_box_is_a_part_of_its_own_with_its_heading_first() -> None:
    root = parsed_page(report(part("Victims", story())))
    box = only(root, ".//section[@id='story']")

    assert [child.tag for child in box][1:] == ["h3", "p"]


def test_a_box_has_the_colour_of_its_chapter_or_its_own() -> None:
    chapter = replace(part("Victims", story()), accent=ACCENTS[2])
    ours = replace(part("Victims", replace(story(), accent=ACCENTS[1])), accent=ACCENTS[2])

    assert tint(ACCENTS[2]) in render_fragment(report(chapter))
    assert tint(ACCENTS[1]) in render_fragment(report(ours))
    assert tint(ACCENT) in render_block(story(), first_id="x")


def test_a_page_that_works_on_a_report_offers_something_beside_the_heading_of_a_box() -> None:
    document = report(part("Victims", story(Heading(4, plain("Why")), paragraph("Because."))))
    offered: list[Place] = []

    def beside(place: Place) -> str:
        offered.append(place)
        return ""

    render_fragment(document, beside=beside)  # type: ignore[arg-type]  # an empty text is Markup enough

    assert tuple(offered) == places(document.blocks)
    assert [place.anchor for place in offered] == ["victims", "story", "victims-why"]


def test_a_quotation_is_one_with_its_speaker_outside_it() -> None:
    figure = parsed(render_block(Quotation(plain("We feel safer."), "A shopkeeper"), first_id="x"))

    assert "".join(only(figure, ".//blockquote").itertext()) == "We feel safer."
    assert "".join(only(figure, ".//figcaption").itertext()) == "A shopkeeper"
    assert "figcaption" not in render_block(Quotation(plain("We feel safer.")), first_id="x")


def test_key_figures_are_a_list_of_value_then_label_then_note() -> None:
    figures = KeyFigures((KeyFigure("1,204", "officers", "2022-23: 1,180"), KeyFigure("87%", "of calls")))
    root = parsed(render_block(figures, first_id="x"))

    said = [[" ".join(part.itertext()) for part in item.findall("div")] for item in root.findall(".//li")]
    assert said == [["1,204", "officers", "2022-23: 1,180"], ["87%", "of calls"]]


def test_a_chapter_opens_with_a_band_that_says_its_number_before_its_name_then_its_picture() -> None:
    chapter = replace(part("Victims"), accent=ACCENTS[2], opening=Opening("Priority 4", VAN))
    root = parsed_page(report(chapter))
    section = only(root, ".//section[@id='victims']")
    band = only(section, "div[@class='report-band']")

    assert [child.tag for child in band] == ["svg", "p", "h2"]
    assert [child.tag for child in section] == ["div", "figure"]
    assert ACCENTS[2] in render_fragment(report(chapter))


def test_a_cover_has_the_title_on_a_band_and_its_picture_below() -> None:
    cover = Cover(ACCENTS[0], "Office of the Commissioner", VAN)
    root = parsed_page(
        report(title_page=TitlePage("Annual report", "2023-24", (paragraph("For the Panel."),), None, cover))
    )
    head = only(root, ".//header[@class='report-title']")

    words = [found.strip() for found in head.itertext() if found.strip()]
    assert words[:3] == ["Office of the Commissioner", "Annual report", "2023-24"]
    assert words[-1] == "For the Panel."
    assert len(head.findall(".//img")) == 1


@pytest.mark.parametrize("accent", [*ACCENTS, "#767676", "#1d70b8"])
def test_words_can_be_read_on_a_tint_and_on_a_band(accent: str) -> None:
    assert contrast("#ffffff", accent) >= 4.5
    assert contrast(INK, tint(accent)) >= 12
    assert contrast(readable_on(accent, tint(accent)), tint(accent)) >= 4.5
