"""How a report breaks over pages: nothing lost, squeezed, alone or over the edge."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from tests.pdf_structure import Node
from tests.unit.documents.pdf.reports import SENTENCE, cell, paragraph, part, report, sound, table
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    ListItem,
    Page,
    PageBreak,
    Row,
    Section,
    Shape,
    Status,
    Tone,
    plain,
)
from tracker.documents.pdf import render
from tracker.documents.pdf.errors import TooTall
from tracker.documents.pdf.flow import Space, Stack, paginate

pytestmark = pytest.mark.pdf


def filler(lines: int) -> list[Block]:
    return [paragraph(f"Line {number}") for number in range(lines)]


def pages_of(nodes: list[Node]) -> list[int]:
    return [min(page for inner in node.walk() for page in inner.pages) for node in nodes]


def test_a_long_table_repeats_its_header_as_decoration() -> None:
    reading = sound(report(table(*((f"Row {number}", "Q4") for number in range(300)))))
    assert [node.text for node in reading.root.find("TBody")[0].find("TH")] == [
        f"Row {number}" for number in range(300)
    ]
    assert len(reading.root.find("THead")) == 1
    continued = [page for page in range(2, reading.page_count) if "Action Due" in reading.artifacts[page]]
    assert continued == list(range(2, reading.page_count))
    assert "Action Due" not in reading.artifacts[1]


def test_a_row_taller_than_a_page_flows_on() -> None:
    tall = SENTENCE * 60
    statuses = Cell((Status("Overdue", Shape.TRIANGLE, Tone.BAD),))
    columns = (Column("Action", 2), Column("Status", 1))
    rows = (Row((cell("before"), statuses)), Row((cell(tall), statuses)), Row((cell("after"), statuses)))
    reading = sound(report(DataTable("Tall", columns, rows)))
    heads = reading.root.find("TBody")[0].find("TH")
    assert [node.text.strip() for node in heads] == ["before", tall.strip(), "after"]
    (text,) = heads[1].find("P")
    assert len(text.pages) >= 2
    assert pages_of([heads[1]]) == [1]


def test_a_table_without_rows_may_be_taller_than_a_page() -> None:
    reading = sound(report(table(columns=(SENTENCE * 60, "Due"), caption="Nothing recorded")))
    assert reading.page_count > 2
    assert reading.root.find("TH")[0].text.strip() == (SENTENCE * 60).strip()


def test_what_cannot_be_cut_is_refused_rather_than_painted_over_the_edge() -> None:
    with pytest.raises(TooTall) as refused:
        paginate(Stack([Space(50), Space(200)]), 100)
    assert (refused.value.height, refused.value.room) == (200, 100)


def test_a_short_row_is_never_parted() -> None:
    rows = [(f"{number}. {SENTENCE * 2}", SENTENCE) for number in range(60)]
    reading = sound(report(table(*rows)))
    for row in reading.root.find("TR"):
        assert len({page for node in row.walk() for page in node.pages}) == 1


@pytest.mark.parametrize("before", range(14, 24))
def test_a_heading_stays_with_what_follows(before: int) -> None:
    following: list[Block] = [
        paragraph(SENTENCE),
        BulletList(tuple(ListItem(plain(f"item {number}")) for number in range(4))),
        table(("a", "b"), ("c", "d"), ("e", "f")),
        Columns(((paragraph("left"),), (paragraph("right"),)), (1, 1)),
        Heading(3, plain("Deeper")),
    ]
    for block in following:
        reading = sound(report(*filler(before), Heading(2, plain("Heading")), block, paragraph("last")))
        nodes = [node for node in reading.root.walk() if node.pages]
        place = next(number for number, node in enumerate(nodes) if node.tag == "H2")
        assert nodes[place].pages == nodes[place + 1].pages


@pytest.mark.parametrize("before", range(12, 24))
def test_a_line_that_announces_a_table_stays_with_it(before: int) -> None:
    announced = (Heading(2, plain("Progress")), paragraph("3 deliverables"), table(("a", "b"), ("c", "d"), ("e", "f")))
    reading = sound(report(*filler(before), *announced))
    intro = next(node for node in reading.root.find("P") if node.text == "3 deliverables")
    assert pages_of([intro]) == pages_of(reading.root.find("Caption"))


@pytest.mark.parametrize("before", range(12, 24))
def test_neither_the_first_nor_the_last_row_or_item_stands_alone(before: int) -> None:
    items = BulletList(tuple(ListItem(plain(f"item {number}")) for number in range(6)))
    rows = table(*((f"row {number}", "x") for number in range(6)))
    for block, tag in ((items, "LI"), (rows, "TR")):
        reading = sound(report(*filler(before), block))
        pages = pages_of(reading.root.find(tag))
        assert all(pages.count(page) > 1 for page in pages)


def test_a_long_column_flows_onto_further_pages_beside_a_short_one() -> None:
    left = tuple(paragraph(f"{number}. {SENTENCE * 2}") for number in range(60))
    reading = sound(report(Columns((left, (paragraph("short"),)), (2, 1)), paragraph("after")))
    *column, short, after = reading.root.find("P")[1:]
    assert pages_of([short]) == [1]
    assert pages_of(column) == sorted(pages_of(column))
    assert pages_of(column)[-1] == pages_of([after])[0] == reading.page_count - 1 >= 4


def test_breaks_never_make_an_empty_page() -> None:
    section = Section("a", Heading(2, plain("A")), (PageBreak(), paragraph("x"), PageBreak()), new_page=True)
    reading = sound(report(PageBreak(), PageBreak(), section, PageBreak(), part("B", paragraph("y"), new_page=True)))
    assert reading.page_count == 4
    assert pages_of(reading.root.find("P"))[1:] == [2, 3]


def test_a_break_inside_a_column_moves_only_that_column() -> None:
    reading = sound(report(Columns(((paragraph("a"), PageBreak(), paragraph("b")), (paragraph("c"),)), (1, 1))))
    assert pages_of(reading.root.find("P")[1:]) == [1, 2, 1]


def test_the_title_page_stands_alone_and_has_no_running_head() -> None:
    reading = sound(report(paragraph("body"), notices=("Draft – not signed off", "Demonstration")))
    assert reading.artifacts == [
        "Draft – not signed off · Demonstration Page 1 of 2",
        "Highlight report, 2024-25 Q2 Draft – not signed off · Demonstration Page 2 of 2",
    ]


def test_a_document_may_be_its_title_page_alone() -> None:
    assert sound(report()).page_count == 1


@pytest.mark.parametrize(("page", "size"), [(Page.A4_LANDSCAPE, (842, 595)), (Page.A4_PORTRAIT, (595, 842))])
def test_pages_are_a4(page: Page, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(render(report(paragraph("x"), page=page)))) as pdf:
        assert {tuple(round(float(edge)) for edge in sheet.mediabox[2:]) for sheet in pdf.pages} == {size}


@pytest.mark.parametrize("page", Page)
def test_no_word_however_long_leaves_its_column(page: Page) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
    narrow = (Column("Action", 8), Column("Unreasonably", 0.1), Column("Narrow", 0.1))
    rows = tuple(Row((cell(long), cell(long), cell(f"{number:,}"))) for number in range(5))
    document = report(paragraph(long), Heading(2, plain(long)), DataTable(long, narrow, rows), page=page)
    with pikepdf.open(io.BytesIO(render(document))) as pdf:
        for sheet in pdf.pages:
            width, height = (float(edge) for edge in sheet.mediabox[2:])
            for x, y in re.findall(rb"1 0 0 1 ([\d.]+) ([\d.]+) Tm", sheet.Contents.read_bytes()):
                assert 50 < float(x) < width - 50
                assert 20 < float(y) < height - 20
    words = [node.text for node in sound(document).root.find("TD")]
    assert words == [part for number in range(5) for part in (long, str(number))]


def test_a_column_is_wide_enough_for_its_words() -> None:
    columns = (Column("Action", 50), Column("Responsible", 1), Column("Status", 1))
    status = Cell((Status("Carried forward", Shape.ARROW, Tone.GOOD),))
    document = report(DataTable("T", columns, (Row((cell(SENTENCE), cell("Neighbourhood"), status)),)))
    with pikepdf.open(io.BytesIO(render(document))) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
    for word in (b"(Responsible)", b"(Neighbourhood)"):
        assert word in content


def test_long_running_heads_and_notices_push_the_text_rather_than_cover_it() -> None:
    crowded = report(*filler(60), running_head="Running head " * 40, notices=("A notice that goes on " * 20,))
    with pikepdf.open(io.BytesIO(render(crowded))) as pdf:
        content = pdf.pages[1].Contents.read_bytes().decode("latin-1")
    lines = [
        (float(y), text) for y, text in re.findall(r"1 0 0 1 [\d.]+ ([\d.]+) Tm.*?\((.*?)\) Tj", content, re.DOTALL)
    ]
    body = [y for y, text in lines if text.startswith("Line ")]
    head = [y for y, text in lines if text.startswith("Running ")]
    foot = [y for y, text in lines if "notice" in text or "goes on" in text]
    assert len(head) > 1
    assert len(foot) > 1
    assert min(head) > max(body)
    assert min(body) > max(foot)
