"""Each block becomes the structure a screen reader expects."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from tests.judges import judge
from tests.pdf_structure import Node, Reading, read
from tests.unit.documents.pdf.reports import SENTENCE, cell, paragraph, part, report, sound, table
from tracker.documents.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    ListItem,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Row,
    Run,
    Shape,
    Sparkline,
    Status,
    Tone,
    plain,
)
from tracker.documents.pdf import render
from tracker.documents.pdf.fonts import SEMIBOLD
from tracker.documents.pdf.theme import CELLS

pytestmark = pytest.mark.pdf


def reading_of(*blocks: Block) -> Reading:
    return sound(report(*blocks))


def outline(node: Node) -> list[object]:
    """Tags as nested lists, texts left out."""
    kids = [outline(kid) for kid in node.kids if isinstance(kid, Node)]
    return [node.tag, *kids]


def test_the_title_is_the_only_first_heading() -> None:
    reading = reading_of(part("Plan", part("Aims", level=3)))
    assert [(node.tag, node.text) for node in reading.root.find("H1", "H2", "H3")] == [
        ("H1", "Highlight report"),
        ("H2", "Plan"),
        ("H3", "Aims"),
    ]


def test_sections_are_parts_with_bookmarks_that_lead_to_their_page() -> None:
    reading = reading_of(part("One", part("Inner", level=3), new_page=True), part("Two", paragraph("x"), new_page=True))
    assert reading.outline == [(0, "One", 1), (1, "Inner", 1), (0, "Two", 2)]
    document = reading.root.find("Document")[0]
    assert outline(document)[3:] == [["Sect", ["H2"], ["Sect", ["H3"]]], ["Sect", ["H2"], ["P"]]]


def test_anchors_are_named_destinations() -> None:
    with pikepdf.open(io.BytesIO(render(report(part("One", anchor="one"), part("Two", anchor="a-two"))))) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert sorted(names) == ["a-two", "one"]
        assert names["one"][0].objgen == pdf.pages[1].obj.objgen


def test_bold_and_plain_text_are_one_paragraph() -> None:
    (node,) = reading_of(Paragraph((Run("Refit "), Run("Melksham", bold=True), Run(" custody")))).root.find("P")[1:]
    assert node.kids == ["Refit Melksham custody"]


def test_a_link_stands_between_the_words_around_it() -> None:
    data = render(report(Paragraph((Run("See "), Run("the plan", href="https://example.org/a?b=(c)"), Run(".")))))
    judge(data, "small documents")
    reading = read(data)
    node = reading.root.find("P")[-1]
    assert [kid if isinstance(kid, str) else (kid.tag, kid.text) for kid in node.kids] == [
        "See ",
        ("Link", "the plan"),
        ".",
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (annotation,) = pdf.pages[1].Annots
        assert (str(annotation.A.URI), str(annotation.Contents)) == ("https://example.org/a?b=(c)", "the plan")
        assert int(annotation.F) == 4


def test_a_link_over_two_lines_is_one_link_with_two_places() -> None:
    reading = reading_of(Paragraph((Run("x " * 60), Run(SENTENCE.strip(), href="https://example.org"), Run(" end"))))
    (link,) = reading.root.find("Link")
    assert (link.links, link.text) == (2, SENTENCE.strip())


def test_a_link_without_words_reads_its_address() -> None:
    data = render(report(Paragraph((Run("\u00a0", href="https://example.org/"),))))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.pages[1].Annots[0].Contents) == "https://example.org/"
    judge(data, "small documents")


def test_lists_nest_and_number() -> None:
    inner = BulletList((ListItem(plain("inside")),))
    reading = reading_of(BulletList((ListItem(plain("first"), inner), ListItem(plain("second"))), numbered=True))
    lists = reading.root.find("L")
    assert [str(node.attributes["ListNumbering"]) for node in lists] == ["/Decimal", "/Disc"]
    assert outline(lists[0]) == [
        "L",
        ["LI", ["Lbl"], ["LBody", ["P"], ["L", ["LI", ["Lbl"], ["LBody", ["P"]]]]]],
        ["LI", ["Lbl"], ["LBody", ["P"]]],
    ]
    assert [node.text for node in reading.root.find("Lbl")] == ["1.", "–", "2."]


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b"])
def test_an_item_without_words_has_no_label(blank: str) -> None:
    reading = reading_of(BulletList((ListItem(plain(blank)), ListItem(plain("said")))))
    assert [node.text for node in reading.root.find("LI")] == ["•said"]


def test_a_table_has_caption_head_and_body_with_scopes() -> None:
    (node,) = reading_of(table(("D-0001", "Q4 2023"), ("D-0002", ""))).root.find("Table")
    cells = ["TR", ["TH", ["P"]], ["TD", ["P"]]]
    assert outline(node) == [
        "Table",
        ["Caption"],
        ["THead", ["TR", ["TH", ["P"]], ["TH", ["P"]]]],
        ["TBody", cells, ["TR", ["TH", ["P"]], ["TD"]]],
    ]
    assert [str(head.attributes["Scope"]) for head in node.find("TH")] == ["/Column", "/Column", "/Row", "/Row"]


def test_a_bar_is_a_figure_beside_its_percentage() -> None:
    bar = ProgressBar(40, "40% complete, 25% last quarter", marker=25)
    reading = reading_of(DataTable("T", (Column("Progress", 1),), (Row((Cell((bar,)),)),)))
    (cell_node,) = reading.root.find("TBody")[0].find("TH")
    assert [(kid.tag, kid.text) for kid in cell_node.kids if isinstance(kid, Node)] == [
        ("P", "40%"),
        ("Figure", "40% complete, 25% last quarter"),
    ]


def test_every_bar_and_line_is_a_figure_even_without_values() -> None:
    figures = [Sparkline((), "no values"), Sparkline((None, float("nan")), "gaps"), Sparkline((1.0,), "one value")]
    reading = reading_of(*figures, ProgressBar(0, "nothing done"), ProgressBar(100, "all done"))
    assert [node.alt for node in reading.root.find("Figure")] == [
        "no values",
        "gaps",
        "one value",
        "nothing done",
        "all done",
    ]


@pytest.mark.parametrize("shape", Shape)
def test_a_status_is_its_word_and_its_shape_decoration(shape: Shape) -> None:
    reading = reading_of(Status("In progress", shape, Tone.INFORMATION))
    assert reading.root.find("P")[-1].kids == ["In progress"]
    assert reading.root.find("Figure") == []


def test_columns_are_read_one_whole_column_after_the_other() -> None:
    left: tuple[Block, ...] = (
        Heading(2, plain("Outcomes")),
        *(paragraph(f"left {number}. {SENTENCE}") for number in range(60)),
    )
    right: tuple[Block, ...] = (
        Heading(2, plain("Focus")),
        *(paragraph(f"right {number}. {SENTENCE}") for number in range(20)),
    )
    reading = reading_of(Columns((left, right), (1, 1)))
    heard = [node.text.split(".")[0] for node in reading.root.find("H2", "P")][1:]
    expected = ["Outcomes", *(f"left {number}" for number in range(60)), "Focus"]
    assert heard == [*expected, *(f"right {number}" for number in range(20))]
    assert reading.page_count > 3


def test_words_with_accents_and_symbols_are_read_back() -> None:
    said = "Gŵyr, tŷ, €5 → £6 – “half” ½ ≥ 10 \u00a0%"
    assert reading_of(paragraph(said), table((said,), columns=("Action",))).text.count(said.replace("\u00a0", " ")) == 2


def test_marks_of_direction_and_blank_blocks_leave_nothing_behind() -> None:
    reading = reading_of(paragraph("\u200f"), paragraph(""), BulletList(()), paragraph("\u202eshown"))
    assert [node.text for node in reading.root.find("P")][1:] == ["shown"]
    assert reading.root.find("L") == []


def test_the_percentages_of_bars_end_at_the_right_where_the_column_says_so() -> None:
    bars = (ProgressBar(7, "7% complete"), ProgressBar(100, "all done"))
    rows = tuple(Row((cell("a"), Cell((bar,)))) for bar in bars)
    columns = (Column("Action", 3), Column("Progress", 1, Align.END))
    with pikepdf.open(io.BytesIO(render(report(DataTable("T", columns, rows))))) as pdf:
        content = pdf.pages[1].Contents.read_bytes().decode("latin-1")
    starts = {text: float(x) for x, text in re.findall(r"1 0 0 1 ([\d.]+) [\d.]+ Tm[^(]*\((\d+%)\)", content)}
    ends = [starts[text] + SEMIBOLD.advance(text) * CELLS[ParagraphKind.BODY].size / 1000 for text in ("7%", "100%")]
    assert ends[0] == pytest.approx(ends[1], abs=0.02)


def test_numbers_stand_at_the_right_where_the_column_says_so() -> None:
    def edges(align_end: bool) -> list[float]:
        columns = (*table().columns[:1], Column("Count", 1, Align.END if align_end else Align.START))
        rows = tuple(Row((cell("a"), cell(count))) for count in ("1", "1,000"))
        with pikepdf.open(io.BytesIO(render(report(DataTable("T", columns, rows))))) as pdf:
            moves = [step for step in pikepdf.parse_content_stream(pdf.pages[1]) if str(step.operator) in ("Tm", "Tj")]
        starts = {bytes(show.operands[0]): move.operands[4] for move, show in zip(moves[::2], moves[1::2], strict=True)}
        return [float(starts[b"1"]), float(starts[b"1,000"])]

    assert edges(align_end=False)[0] == edges(align_end=False)[1]
    assert edges(align_end=True)[0] > edges(align_end=True)[1]
