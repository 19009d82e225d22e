"""What leads elsewhere and what stands over several cells: notes, links inside, contents, charts, groups in tables."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.judges import judge
from tests.pdf_structure import Node, read
from tests.unit.documents.pdf.reports import cell, paragraph, part, report, table
from tracker.documents.blocks import (
    Block,
    Cell,
    Column,
    ColumnGroup,
    Columns,
    Contents,
    DataTable,
    Figure,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Run,
    plain,
)
from tracker.documents.drawings import Anchor, Circle, Drawing, Label, Polygon, Polyline, Rect, Stroke
from tracker.documents.pdf import render

pytestmark = pytest.mark.pdf

_CHART = Drawing(
    300,
    120,
    (
        Rect((0, 0), 300, 120, "#f0f2f3"),
        Polyline(((0, 100), (150, 40), (300, 80)), Stroke("#12436d", 2, (4, 2))),
        Circle((150, 40), 3, "#12436d"),
        Polygon(((0, 0), (10, 0), (5, 8)), "#b10e1e"),
        Label((150, 30), "40%", 12, "#0b0c0c", Anchor.MIDDLE, bold=True),
    ),
)
_GROUPED = DataTable(
    "Recorded crime",
    (Column("Measure", 2), Column("Month", 1), Column("Year", 1), Column("Change", 1)),
    (
        Row((cell("All crime"), cell("1"), cell("2"), cell("3"))),
        RowGroup("Violence", (Row((cell("Robbery"), cell("4"), cell(), cell("6"))),)),
    ),
    (ColumnGroup(None, 1), ColumnGroup("2024-25", 2), ColumnGroup(None, 1)),
)


def sound(*blocks: Block) -> tuple[bytes, Node]:
    data = render(report(*blocks))
    judge(data, "small documents")
    return data, read(data).root


def tags(node: Node) -> list[object]:
    return [node.tag, *(tags(kid) for kid in node.kids if isinstance(kid, Node))]


def test_a_note_has_its_sign_as_label_and_a_reference_leads_to_it() -> None:
    text = Paragraph((Run("Crime fell"), Run("1", href="#n-1", raised=True), Run(".")))
    data, root = sound(text, Note("n-1", "1", plain("Home Office, 2024.")))
    assert tags(root.find("P")[-2]) == ["P", ["Reference", ["Link"]]]
    (note,) = root.find("Note")
    assert tags(note) == ["Note", ["Lbl"], ["P"]]
    assert note.text == "1Home Office, 2024."
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (link,) = pdf.pages[1].Annots
        place = pikepdf.NameTree(pdf.Root.Names.Dests)[str(link.Dest)]
        assert place[0].objgen == pdf.pages[1].obj.objgen
        element = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)["n-1"]
        assert pikepdf.Name.Note == element.S


def test_contents_list_the_sections_with_the_pages_they_begin_on() -> None:
    inner = part("Inner", paragraph("x"), level=3)
    parts = [part("One", inner, new_page=True), part("Two", paragraph("y"), new_page=True)]
    data, root = sound(Contents(2), *parts)
    (outer, _) = root.find("TOC")
    assert tags(outer) == [
        "TOC",
        ["TOCI", ["Reference", ["Link"]], ["TOC", ["TOCI", ["Reference", ["Link"]]]]],
        ["TOCI", ["Reference", ["Link"]]],
    ]
    assert [link.text for link in root.find("Link")] == ["One 3", "Inner 3", "Two 4"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        pages = [page.obj.objgen for page in pdf.pages]
        led = [pages.index(places[str(link.Dest)][0].objgen) + 1 for link in pdf.pages[1].Annots]
        assert led == [3, 3, 4]
        assert [str(link.Contents) for link in pdf.pages[1].Annots] == ["One, page 3", "Inner, page 3", "Two, page 4"]


def test_contents_of_one_level_leave_out_what_is_inside() -> None:
    _, root = sound(Contents(), part("One", part("Inner", level=3)), part("Two"))
    assert [link.text for link in root.find("Link")] == ["One 2", "Two 2"]


def test_a_document_without_sections_has_no_contents() -> None:
    _, root = sound(Contents(), paragraph("x"))
    assert root.find("TOC") == []


def test_a_chart_is_one_figure_with_words_its_caption_below_and_its_figures_in_a_table() -> None:
    chart = Figure(_CHART, "Rises to 40%, then falls", plain("Source: the force."), table(("May", "40%")))
    data, root = sound(chart)
    (figure,) = root.find("Figure")
    assert (figure.alt, figure.text) == ("Rises to 40%, then falls", "Rises to 40%, then falls")
    around = [kid.tag for kid in root.find("Document")[0].kids if isinstance(kid, Node)]
    assert around[-3:] == ["Figure", "P", "Table"]
    left, bottom, right, top = (float(edge) for edge in figure.attributes["BBox"])
    assert right - left == pytest.approx(300)
    assert top - bottom == pytest.approx(120)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
    assert b"[4 2] 0 d" in content
    assert b"(40%) Tj" in content


def test_a_label_in_a_chart_stays_on_one_line() -> None:
    data, _ = sound(Figure(Drawing(100, 50, (Label((0, 20), "Due\nsoon", 12, "#0b0c0c"),)), "A label"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"(Due soon) Tj" in pdf.pages[1].Contents.read_bytes()


def test_a_chart_wider_than_its_place_is_drawn_smaller() -> None:
    _, root = sound(Figure(Drawing(2000, 400, ()), "Nothing yet"))
    (figure,) = root.find("Figure")
    left, bottom, right, top = (float(edge) for edge in figure.attributes["BBox"])
    assert (right - left) / (top - bottom) == pytest.approx(5, rel=0.01)
    assert right - left < 842 - 2 * 54 + 1


def test_a_narrow_place_gets_the_drawing_for_small_screens() -> None:
    figure = Figure(Drawing(700, 100, ()), "Nothing yet", narrow=Drawing(200, 150, ()))
    _, root = sound(Columns(((figure,), ()), (1, 1)))
    left, bottom, right, top = (float(edge) for edge in root.find("Figure")[0].attributes["BBox"])
    assert (right - left) / (top - bottom) == pytest.approx(4 / 3, rel=0.01)


def test_headers_over_several_columns_or_rows_say_so_and_cells_name_all_their_headers() -> None:
    _, root = sound(_GROUPED)
    (node,) = root.find("Table")
    upper, lower = node.find("THead")[0].find("TR")
    spans = [(head.text, _span(head, "ColSpan"), _span(head, "RowSpan")) for head in upper.find("TH")]
    assert spans == [("Measure", 1, 2), ("2024-25", 2, 1), ("Change", 1, 2)]
    assert [head.text for head in lower.find("TH")] == ["Month", "Year"]
    assert len(node.find("TBody")) == 2
    (spanning,) = [head for head in node.find("TH") if head.text == "Violence"]
    assert _span(spanning, "ColSpan") == 4


def _span(node: Node, name: str) -> int:
    return int(node.attributes.get(name, 1))


def test_a_cell_names_its_column_its_groups_and_its_row() -> None:
    data, _ = sound(_GROUPED)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        elements = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        cells = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TD"]
        named = [[str(name) for name in one.A.Headers] for one in cells]
        assert all(name in elements for names in named for name in names)
    assert [len(names) for names in named] == [3, 3, 2, 4, 4, 3]


def test_a_simple_table_needs_no_names() -> None:
    data, _ = sound(table(("a", "b")))
    assert b"IDTree" not in data


def test_groups_of_rows_keep_their_header_with_the_rows_below() -> None:
    rows = tuple(Row((cell(f"row {number}"), cell("x"))) for number in range(15))
    groups = tuple(RowGroup(f"Group {number}", rows) for number in range(6))
    data, root = sound(DataTable("T", table().columns, groups))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 3
    for body in root.find("TBody"):
        header, first = body.find("TR")[:2]
        assert _pages(header) == _pages(first)


def _pages(node: Node) -> set[int]:
    return {page for inner in node.walk() for page in inner.pages}


def test_what_is_drawn_in_other_letters_is_read_as_it_was_typed() -> None:
    typed = Paragraph((Run("The ｆinal "), Run("oｆfer", href="https://example.org/")))
    data, root = sound(typed)
    assert root.find("P")[-1].text == "The ｆinal oｆfer"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"(f) Tj" in pdf.pages[1].Contents.read_bytes()


def test_empty_cells_stay_in_the_table() -> None:
    _, root = sound(DataTable("T", table().columns, (Row((Cell(), Cell())),)))
    assert [len(row.find("TH", "TD")) for row in root.find("TR")] == [2, 2]
