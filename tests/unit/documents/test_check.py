"""A document that not everybody could read is refused when it is built, with its facts and the place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.unit.documents.pdf.reports import cell, paragraph, part, report, table
from tracker.documents import errors
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    ColumnGroup,
    Columns,
    DataTable,
    Figure,
    Heading,
    KeptTogether,
    ListItem,
    Note,
    Paragraph,
    ProgressBar,
    Row,
    RowGroup,
    Run,
    Section,
    Sparkline,
    TitlePage,
    plain,
)
from tracker.documents.drawings import Drawing


def test_headings_may_not_skip_a_level() -> None:
    with pytest.raises(errors.SkippedHeading) as refused:
        report(part("Two", Heading(4, plain("Four"))))
    facts = refused.value
    assert (facts.level, facts.previous, facts.text, facts.place) == (4, 2, "Four", "Two › heading “Four”")


@pytest.mark.parametrize("level", [0, 7])
def test_headings_have_levels_one_to_six(level: int) -> None:
    deep = [Heading(number, plain("x")) for number in range(2, 7)]
    with pytest.raises(errors.SkippedHeading):
        report(*deep, Heading(level, plain("odd")))


def test_headings_may_rise_by_any_number_of_levels() -> None:
    assert report(*(Heading(level, plain("x")) for level in (2, 3, 4, 5, 6, 2)), paragraph("x"))


@pytest.mark.parametrize("runs", [(), (Run(" "), Run("\u200b")), (Run("\u00a0\u00ad"),)])
def test_a_heading_needs_words(runs: tuple[Run, ...]) -> None:
    with pytest.raises(errors.EmptyHeading) as refused:
        report(part("First", Heading(3, runs)))
    assert (refused.value.level, refused.value.after) == (3, "First")


def test_the_title_page_needs_a_title() -> None:
    with pytest.raises(errors.EmptyHeading) as refused:
        report(title_page=TitlePage(" ", "Subtitle", ()))
    assert refused.value.place.startswith("title page")


def test_anchors_are_unique_wherever_they_stand() -> None:
    for second in (
        Columns(((part("Two", anchor="same"),), ()), (1, 1)),
        KeptTogether((Note("same", "1", plain("A note")),)),
    ):
        with pytest.raises(errors.UnusableAnchor) as refused:
            report(part("One", anchor="same"), second)
        assert refused.value.anchor == "same"


@pytest.mark.parametrize("anchor", ["", "two words", "1st", "report-main", 'a"b', "ŵ"])
def test_an_anchor_is_a_name_that_is_not_ours(anchor: str) -> None:
    with pytest.raises(errors.UnusableAnchor):
        report(Columns(((Section(anchor, Heading(2, plain("Title")), ()),), ()), (1, 1)))


def test_a_link_inside_the_document_leads_to_a_place_it_has() -> None:
    linked = Paragraph((Run("below", href="#later"),))
    assert report(linked, part("Later"))
    with pytest.raises(errors.UnknownAnchor) as refused:
        report(part("Early", linked))
    assert (refused.value.anchor, refused.value.place) == ("later", "Early › paragraph")


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "/plans", "www.example.org", "", "ftp://example.org", "https://", "https://a b", "mailto:"],
)
def test_links_lead_to_absolute_web_or_mail_addresses(href: str) -> None:
    runs = (Run("click", href=href),)
    places: list[Block] = [
        Paragraph(runs),
        Heading(2, runs),
        BulletList((ListItem(plain("x"), BulletList((ListItem(runs),))),)),
        Note("n", "1", runs),
        Figure(_DRAWING, "Rising", runs),
        DataTable("T", (Column("A", 1),), (Row((Cell((Paragraph(runs),)),)),)),
    ]
    for block in places:
        with pytest.raises(errors.UnsupportedAddress) as refused:
            report(block)
        assert refused.value.href == href


@pytest.mark.parametrize("colour", ["red", "#12345", "#ffdd00", "#ffffff", "12436d"])
def test_an_accent_can_be_read_on_white(colour: str) -> None:
    with pytest.raises(errors.UnusableColour) as refused:
        report(Section("a", Heading(2, plain("A")), (), accent=colour))
    assert refused.value.colour == colour


_DRAWING = Drawing(100, 50, ())


@pytest.mark.parametrize("figure", [ProgressBar(1, " "), Sparkline((1.0, 2.0), ""), Figure(_DRAWING, "\u200b")])
def test_a_figure_needs_words(figure: ProgressBar | Sparkline | Figure) -> None:
    with pytest.raises(errors.FigureWithoutWords) as refused:
        report(part("Measures", Columns(((), (figure,)), (1, 1))))
    assert refused.value.kind == type(figure).__name__
    assert refused.value.place.startswith("Measures › ")


def test_a_figure_in_a_table_is_found_by_row_and_column() -> None:
    rows = (Row((cell("a"), cell("b"))), Row((cell("c"), Cell((ProgressBar(1, ""),)))))
    with pytest.raises(errors.FigureWithoutWords) as refused:
        report(part("One", DataTable("Plan", table().columns, rows)))
    assert str(refused.value).startswith("One › table “Plan” › row 2 › “Due” › progress bar: ")


def test_a_note_needs_a_sign_and_words() -> None:
    for note in (Note("n", " ", plain("words")), Note("n", "1", plain(" "))):
        with pytest.raises(errors.EmptyNote):
            report(note)


_ONE: tuple[Column, ...] = (Column("Action", 1),)
_TWO: tuple[Column, ...] = (*_ONE, Column("Due", 1))


@pytest.mark.parametrize(
    ("broken", "header"),
    [
        (DataTable("Plan", (), ()), 0),
        (DataTable("Plan", (*_ONE, Column(" ", 1)), ()), 2),
        (DataTable("Plan", _ONE, (RowGroup("", ()),)), 1),
        (DataTable("Plan", _TWO, (), (ColumnGroup("Both", 1), ColumnGroup("\u00a0", 1))), 2),
    ],
)
def test_a_table_needs_headers_with_words(broken: DataTable, header: int) -> None:
    with pytest.raises(errors.TableWithoutHeaders) as refused:
        report(part("One", broken))
    assert (refused.value.place, refused.value.header) == ("One › table “Plan”", header)


def test_a_table_needs_a_caption() -> None:
    with pytest.raises(errors.UntitledTable):
        report(DataTable(" ", _ONE, ()))


@pytest.mark.parametrize("spans", [(1,), (3,), (2, 1), (0, 2), (3, -1)])
def test_groups_cover_each_column_once(spans: tuple[int, ...]) -> None:
    groups = tuple(ColumnGroup("Group", span) for span in spans)
    with pytest.raises(errors.UnevenGroups) as refused:
        report(DataTable("Plan", _TWO, (), groups))
    assert (refused.value.covered, refused.value.columns) == (sum(spans), 2)


def test_a_row_has_a_cell_for_each_column() -> None:
    ragged = DataTable("Plan", _TWO, (Row((cell("a"), cell("b"))), RowGroup("Late", (Row((cell("a"),)),))))
    with pytest.raises(errors.RaggedRow) as refused:
        report(ragged)
    facts = refused.value
    assert (facts.place, facts.row, facts.cells, facts.columns) == ("table “Plan”", 2, 1, 2)


def test_columns_have_a_width_each() -> None:
    with pytest.raises(errors.UnevenColumns):
        report(Columns(((), ()), (1,)))


def test_a_document_needs_a_title_and_a_language() -> None:
    with pytest.raises(errors.Untitled):
        report(title=" ")
    with pytest.raises(errors.UnknownLanguage) as refused:
        report(language="British English")
    assert refused.value.language == "British English"


_REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: report(part("One", DataTable("", _ONE, ()))), "a table has no caption"),
    (lambda: report(part("One", Heading(6, plain("Six")))), "level 6 straight after level 2"),
    (lambda: report(part("One", Sparkline((), ""))), "has no words for readers who cannot see it"),
]


@pytest.mark.parametrize(("build", "sentence"), _REFUSED)
def test_a_refusal_says_where_and_what_to_do(build: Callable[[], object], sentence: str) -> None:
    with pytest.raises(errors.DocumentError, match=re.escape(sentence)) as refused:
        build()
    assert str(refused.value).startswith("One › ")
    assert str(refused.value).endswith(".")
