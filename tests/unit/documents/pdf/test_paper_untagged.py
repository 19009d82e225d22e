"""A paper without tags becomes one part that says so, whose text is read in the order in which it is painted."""

from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, Object, String

from tests.pdf_structure import Node, Reading, read
from tests.unit.documents.pdf.papers import (
    Draft,
    Merged,
    Paper,
    changed,
    marked,
    merge,
    merged,
    opened,
    reference,
    small,
    text,
    untagged,
)
from tracker.documents.pdf.paper_untagged import NOTICE, SOME_NOTICE


def reading_of(result: Merged) -> Reading:
    reading = read(result.data, ours=False)
    assert reading.problems == []
    return reading


def outline(part: Node) -> list[tuple[str, str]]:
    return [(node.tag, node.text) for node in part.walk() if node is not part]


def stale(content: bytes, **resources: Object) -> bytes:
    """A paper without tags that paints `content`."""
    draft = Draft(content)
    for key, value in resources.items():
        draft.pages[0].Resources[f"/{key}"] = value
    return draft.data()


def test_it_says_so_first_and_then_reads_page_by_page() -> None:
    result = merged(small(), untagged("one", "two"))
    assert not result.parts[1].tagged
    part = reading_of(result).root.find("Part")[1]
    assert part.title == "B"
    assert outline(part) == [("P", NOTICE), ("P", "one"), ("P", "two")]
    assert [node.pages for node in part.find("P")] == [{1}, {1}, {2}]


def test_the_sentence_can_be_seen_and_is_in_our_language() -> None:
    result = merge([Paper(untagged("Helo"), "A", "cy")], title="x")
    part = reading_of(result).root.find("Part")[0]
    assert (part.language, [node.language for node in part.find("P")]) == ("cy", ["en-GB", ""])
    with opened(result) as pdf:
        assert NOTICE.encode() in b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)


def test_a_page_without_text_is_a_picture_that_says_which_page_it_is() -> None:
    draft = Draft(b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI", text("words"), b"0 0 9 9 re S")
    draft.pages[2].CropBox = Array([10, 20, 300, 400])
    part = reading_of(merged(draft.data())).root.find("Part")[0]
    assert outline(part) == [
        ("P", NOTICE),
        ("Figure", "Picture of a page without text: page 1 of “A”."),
        ("P", "words"),
        ("Figure", "Picture of a page without text: page 3 of “A”."),
    ]
    assert [int(edge) for edge in part.find("Figure")[1].attributes["BBox"]] == [0, 0, 595, 841]


def test_a_blank_page_is_neither_text_nor_picture() -> None:
    draft = Draft(b"", text("words"))
    del draft.pages[0].Contents
    assert outline(reading_of(merged(draft.data())).root.find("Part")[0]) == [("P", NOTICE), ("P", "words")]


def test_a_paper_of_blank_pages_is_an_empty_part() -> None:
    result = merged(Draft(b"", b"q Q").data())
    assert (result.parts[0].pages, result.parts[0].tagged) == (2, False)
    assert outline(reading_of(result).root.find("Part")[0]) == []


def test_text_in_forms_counts_as_text() -> None:
    draft = Draft(b"/Fm Do", b"/Fm Do")
    form = draft.pdf.make_stream(b"/Inner Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    inner = draft.pdf.make_stream(
        marked(7, "inside"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), StructParents=4
    )
    inner.Resources = Dictionary(Font=Dictionary(F1=draft.font))
    form.Resources = Dictionary(XObject=Dictionary(Inner=inner))
    for page in draft.pages:
        page.Resources = Dictionary(XObject=Dictionary(Fm=form))
    part = reading_of(merged(draft.data())).root.find("Part")[0]
    assert outline(part) == [("P", NOTICE), ("P", "inside"), ("P", "inside")]


@pytest.mark.parametrize(
    "content",
    [
        marked(0, "x"),
        marked(3, "x") + b"/Artifact BMC EMC",
        b"/Artifact <</Type /Pagination>> BDC %s EMC" % text("x"),
        b"/Sect <</MCID 0>> BDC /P <</MCID 1>> BDC %s EMC EMC" % text("x"),
        b"/P /Named BDC %s EMC" % text("x"),
        b"/P /Missing BDC %s EMC" % text("x"),
        b"/P <</MCID 0>> BDC " + text("x"),
        text("x") + b" EMC EMC",
        b"/Span <</Lang (cy)>> BDC %s EMC" % text("x"),
        b"BT /F1 9 Tf /P <</MCID 0>> BDC (x) Tj",
        b"Q Q " + text("x") + b" Q",
        b"q q q " + text("x"),
        b"BMC " + text("x"),
    ],
)
def test_marks_of_a_tree_that_is_not_there_are_taken_out(content: bytes) -> None:
    paper = stale(content, Properties=Dictionary(Named=Dictionary(MCID=0)))
    assert outline(reading_of(merged(paper)).root.find("Part")[0]) == [("P", NOTICE), ("P", "x")]


def test_words_in_marks_stay_without_their_numbers() -> None:
    paper = stale(b"/Span <</MCID 4 /ActualText (full) /Lang (cy)>> BDC %s EMC" % text("x"))
    with opened(merged(paper)) as pdf:
        content = b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)
    assert b"/ActualText (full)" in content
    assert b"/MCID 4" not in content
    reading_of(merged(paper))


def test_layers_stay_in_papers_without_tags() -> None:
    draft = Draft(b"/OC /Layer BDC %s EMC " % text("x") + marked(0, "y"))
    layer = draft.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    draft.pages[0].Resources.Properties = Dictionary(Layer=layer)
    draft.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    with opened(merged(draft.data())) as pdf:
        assert b"/OC /Layer BDC" in b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)
        assert [it.objgen for it in pdf.Root.OCProperties.D.OFF] == [pdf.pages[0].Resources.Properties.Layer.objgen]


def test_links_and_remarks_get_elements_and_words() -> None:
    draft = Draft(text("x"))
    page = draft.pages[0]
    draft.link(page, A=Dictionary(S=Name.URI, URI=String("https://a.example")), StructParent=5)
    draft.link(page, Dest=Array([page, Name.Fit]))
    draft.link(page, Contents=String("said"))
    draft.annotation(page, "Highlight", Rect=Array([0, 0, 9, 9]))
    draft.annotation(page, "Popup", Rect=Array([0, 0, 9, 9]))
    result = merged(draft.data())
    part = reading_of(result).root.find("Part")[0]
    assert [node.tag for node in part.walk() if node.links] == ["Link", "Link", "Link", "Annot"]
    with opened(result) as pdf:
        assert [str(it.get("/Contents", "")) for it in pdf.pages[0].Annots] == [
            "https://a.example",
            "Link to a place in this paper",
            "said",
            "Remark",
            "",
        ]


def test_pages_without_tags_among_tagged_ones_are_read_after_them_and_told() -> None:
    """So looks what a tool leaves that joins a tagged file and others without their tags."""
    draft = small()
    second = draft.page(marked(0, "lost"), StructParents=0)
    draft.page(b"/Artifact BMC %s EMC" % text("furniture"))
    draft.page(b"")
    draft.page(text("last"))
    link = draft.link(second, Contents=String("link"))
    result = merged(small(), draft)
    assert not result.parts[1].tagged
    part = reading_of(result).root.find("Part")[1]
    assert outline(part) == [("P", "Hello"), ("P", SOME_NOTICE), ("P", "lost"), ("Link", ""), ("P", "last")]
    assert [node.pages for node in part.find("P")] == [{1}, {2}, {2}, {5}]
    assert link.get("/StructParent") is None


def test_an_annotation_of_a_page_without_tags_keeps_the_element_it_has() -> None:
    draft = small()
    page = draft.page(text("untagged"))
    link = draft.link(page, Contents=String("link"))
    draft.element("Link", reference(link))
    assert len(reading_of(merged(draft)).root.find("Link")) == 1


def test_tags_taken_off_a_paper_change_nothing_for_the_others() -> None:
    def lose_tags(pdf: object) -> None:
        del pdf.Root.StructTreeRoot  # type: ignore[attr-defined]  # a file of pikepdf

    lost = changed(small("lost").data(), lose_tags)
    texts = [node.text for node in reading_of(merged(small("a"), lost, small("b"))).root.find("P")]
    assert texts == ["a", NOTICE, "lost", "b"]
