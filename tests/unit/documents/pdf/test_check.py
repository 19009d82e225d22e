"""A document that cannot become an accessible PDF is refused, with the facts, before anything is written."""

from __future__ import annotations

import pytest

from tests.unit.documents.pdf.reports import cell, paragraph, part, report, table
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Columns,
    DataTable,
    Heading,
    ListItem,
    Paragraph,
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
from tracker.documents.pdf import errors, render

_BAD = "broken \U0001f600 here"
_PLACES: list[Block] = [
    paragraph(_BAD),
    Heading(2, plain(_BAD)),
    part("Fine", paragraph(_BAD)),
    Section("a", Heading(2, plain(_BAD)), ()),
    BulletList((ListItem(plain(_BAD)),)),
    BulletList((ListItem(plain("fine"), BulletList((ListItem(plain(_BAD)),))),)),
    table(caption=_BAD),
    table(columns=("Action", _BAD)),
    table(("Fine", _BAD)),
    Columns(((paragraph("fine"),), (paragraph(_BAD),)), (1, 1)),
    Status(_BAD, Shape.CIRCLE, Tone.GOOD),
    ProgressBar(40, _BAD),
    Sparkline((1.0,), _BAD),
]


@pytest.mark.parametrize("block", _PLACES, ids=lambda block: type(block).__name__)
def test_a_character_without_glyph_is_named_with_the_text_around_it(block: Block) -> None:
    with pytest.raises(errors.MissingGlyph) as refused:
        render(report(block))
    assert (refused.value.character, refused.value.where) == ("\U0001f600", _BAD)
    assert "U+1F600 (GRINNING FACE)" in str(refused.value)


@pytest.mark.parametrize("name", ["title", "author", "subject", "running_head"])
def test_a_character_without_glyph_is_found_in_what_stands_around_the_text(name: str) -> None:
    with pytest.raises(errors.MissingGlyph):
        render(report(**{name: _BAD}))


def test_a_character_without_glyph_is_found_in_notices_and_title_page() -> None:
    for changed in (
        report(notices=("fine", _BAD)),
        report(title_page=TitlePage(_BAD, "", ())),
        report(title_page=TitlePage("Fine", _BAD, ())),
        report(title_page=TitlePage("Fine", "", (paragraph(_BAD),))),
    ):
        with pytest.raises(errors.MissingGlyph):
            render(changed)


def test_half_a_character_is_refused_in_words_that_can_be_printed() -> None:
    with pytest.raises(errors.MissingGlyph) as refused:
        render(report(paragraph("half \ud83d")))
    assert str(refused.value).encode("utf-8").startswith(b"The PDF's fonts have no U+D83D")


def test_only_a_little_text_around_the_character_is_shown() -> None:
    with pytest.raises(errors.MissingGlyph) as refused:
        render(report(paragraph("a" * 500 + "\x07" + "b" * 500)))
    assert len(refused.value.where) <= 61


def test_headings_may_not_skip_a_level() -> None:
    with pytest.raises(errors.SkippedHeading) as refused:
        render(report(part("Two", Heading(4, plain("Four")))))
    assert (refused.value.level, refused.value.previous, refused.value.text) == (4, 2, "Four")


@pytest.mark.parametrize("level", [0, 7])
def test_headings_have_levels_one_to_six(level: int) -> None:
    deep = [Heading(number, plain("x")) for number in range(2, 7)]
    with pytest.raises(errors.SkippedHeading):
        render(report(*deep, Heading(level, plain("odd"))))


def test_headings_may_rise_by_any_number_of_levels() -> None:
    assert render(report(*(Heading(level, plain("x")) for level in (2, 3, 4, 5, 6, 2)), paragraph("x")))


def test_a_heading_needs_words() -> None:
    with pytest.raises(errors.EmptyHeading) as refused:
        render(report(part("First", Heading(3, (Run(" "), Run("\u200b"))))))
    assert (refused.value.level, refused.value.after) == (3, "First")


def test_anchors_are_unique() -> None:
    with pytest.raises(errors.RepeatedAnchor) as refused:
        render(report(part("One", anchor="same"), Columns(((part("Two", anchor="same"),), ()), (1, 1))))
    assert refused.value.anchor == "same"


def test_a_row_has_a_cell_for_each_column() -> None:
    ragged = DataTable("Plan", table().columns, (Row((cell("a"), cell("b"))), Row((cell("a"),))))
    with pytest.raises(errors.RaggedRow) as refused:
        render(report(ragged))
    facts = refused.value
    assert (facts.caption, facts.row, facts.cells, facts.columns) == ("Plan", 2, 1, 2)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "/plans", "www.example.org", "", "ftp://example.org", "https://", "https://a b", "mailto:"],
)
def test_links_lead_to_absolute_web_or_mail_addresses(href: str) -> None:
    with pytest.raises(errors.UnsupportedAddress) as refused:
        render(report(Paragraph((Run("click", href=href),))))
    assert refused.value.href == href


@pytest.mark.parametrize("colour", ["red", "#12345", "#ffdd00", "#ffffff", "12436d"])
def test_an_accent_can_be_read_on_white(colour: str) -> None:
    with pytest.raises(errors.UnusableColour) as refused:
        render(report(Section("a", Heading(2, plain("A")), (), accent=colour)))
    assert refused.value.colour == colour


@pytest.mark.parametrize("figure", [ProgressBar(1, " "), Sparkline((1.0, 2.0), "")])
def test_a_figure_needs_words(figure: ProgressBar | Sparkline) -> None:
    with pytest.raises(errors.FigureWithoutWords) as refused:
        render(report(DataTable("T", table().columns[:1], (Row((Cell((figure,)),)),))))
    assert refused.value.kind == type(figure).__name__


def test_a_document_needs_a_title_and_a_language() -> None:
    with pytest.raises(errors.Untitled):
        render(report(title=" "))
    with pytest.raises(errors.UnknownLanguage) as refused:
        render(report(language="British English"))
    assert refused.value.language == "British English"
