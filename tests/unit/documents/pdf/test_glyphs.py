"""A character that the fonts cannot draw is refused before anything is drawn, with the field it stands in."""

from __future__ import annotations

import pytest

from tests.unit.documents.pdf.reports import paragraph, part, report, table
from tracker.documents.blocks import (
    Block,
    BulletList,
    ColumnGroup,
    Columns,
    DataTable,
    Figure,
    Heading,
    ListItem,
    Note,
    ProgressBar,
    RowGroup,
    Section,
    Shape,
    Sparkline,
    Status,
    TitlePage,
    Tone,
    plain,
)
from tracker.documents.drawings import Drawing, Label
from tracker.documents.pdf import MissingGlyph, render

_BAD = "broken \U0001f600 here"
_TWO = table().columns
_EMPTY = Drawing(10, 10, ())
_PLACES: list[tuple[Block, str]] = [
    (paragraph(_BAD), "paragraph, text"),
    (Heading(2, plain(_BAD)), f"heading “{_BAD}”, text"),
    (part("Fine", paragraph(_BAD)), "Fine › paragraph, text"),
    (Section("a", Heading(2, plain(_BAD)), ()), f"heading “{_BAD}”, text"),
    (BulletList((ListItem(plain(_BAD)),)), "list, item 1"),
    (BulletList((ListItem(plain("fine"), BulletList((ListItem(plain(_BAD)),))),)), "item 1 › list, item 1"),
    (table(caption=_BAD), f"table “{_BAD}”, caption"),
    (table(columns=("Action", _BAD)), "table “Deliverables”, header 2"),
    (table(("Fine", _BAD)), "table “Deliverables” › row 1 › “Due” › paragraph, text"),
    (DataTable("Plan", _TWO, (RowGroup(_BAD, ()),)), "table “Plan”, group of rows"),
    (DataTable("Plan", _TWO, (), (ColumnGroup(None, 1), ColumnGroup(_BAD, 1))), "table “Plan”, group 2"),
    (Columns(((paragraph("fine"),), (paragraph(_BAD),)), (1, 1)), "paragraph, text"),
    (Status(_BAD, Shape.CIRCLE, Tone.GOOD), "status, word"),
    (ProgressBar(40, _BAD), "progress bar, words"),
    (Sparkline((1.0,), _BAD), "sparkline, words"),
    (Note("n", "1", plain(_BAD)), "note “1”, text"),
    (Note("n", _BAD, plain("x")), f"note “{_BAD}”, sign"),
    (Figure(_EMPTY, _BAD), "figure, words"),
    (Figure(_EMPTY, "Rising", plain(_BAD)), "figure, caption"),
    (Figure(Drawing(10, 10, (Label((1, 1), _BAD, 9, "#000000"),)), "Rising"), "figure, drawing"),
    (
        Figure(_EMPTY, "Rising", figures=table((_BAD, "x"))),
        "figure › table “Deliverables” › row 1 › “Action” › paragraph",
    ),
]


@pytest.mark.parametrize(("block", "field"), _PLACES)
def test_a_character_without_glyph_is_named_with_its_field_and_the_text_around_it(block: Block, field: str) -> None:
    with pytest.raises(MissingGlyph) as refused:
        render(report(block))
    assert (refused.value.character, refused.value.where) == ("\U0001f600", _BAD)
    assert refused.value.place.startswith(field)
    assert "U+1F600 (GRINNING FACE)" in str(refused.value)


@pytest.mark.parametrize("name", ["title", "author", "subject", "running_head"])
def test_a_character_without_glyph_is_found_in_what_stands_around_the_text(name: str) -> None:
    with pytest.raises(MissingGlyph) as refused:
        render(report(**{name: _BAD}))
    assert refused.value.place == name.replace("_", " ")


def test_a_character_without_glyph_is_found_in_notices_and_title_page() -> None:
    for changed in (
        report(notices=("fine", _BAD)),
        report(title_page=TitlePage(_BAD, "", ())),
        report(title_page=TitlePage("Fine", _BAD, ())),
        report(title_page=TitlePage("Fine", "", (paragraph(_BAD),))),
    ):
        with pytest.raises(MissingGlyph):
            render(changed)


def test_half_a_character_is_refused_in_words_that_can_be_printed() -> None:
    with pytest.raises(MissingGlyph) as refused:
        render(report(paragraph("half \ud83d")))
    assert "the PDF's fonts have no U+D83D" in str(refused.value)
    assert str(refused.value).encode("utf-8")


def test_only_a_little_text_around_the_character_is_shown() -> None:
    with pytest.raises(MissingGlyph) as refused:
        render(report(paragraph("a" * 500 + "\x07" + "b" * 500)))
    assert len(refused.value.where) <= 61


@pytest.mark.parametrize("typed", ["ﬁnal", "ｆｉｎａｌ", "№ 4", "𝐟𝐢𝐧𝐚𝐥"])
def test_letters_in_another_form_are_drawn_as_plain_ones(typed: str) -> None:
    assert render(report(paragraph(typed)))


@pytest.mark.parametrize("typed", ["10①", "㎡", "2⁴⁵ᵡ"])
def test_what_would_mean_something_else_in_plain_letters_is_not_drawn_so(typed: str) -> None:
    with pytest.raises(MissingGlyph):
        render(report(paragraph(typed)))
