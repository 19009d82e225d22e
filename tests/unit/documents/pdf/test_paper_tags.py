"""Tags survive whole: names, classes and identifiers that clash get new ones, and broken entries are left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, Object, String

from tests.pdf_structure import Reading, read
from tests.unit.documents.pdf.papers import Draft, Paper, elements, marked, merged, opened, reference, small, text
from tracker.documents.pdf.paper_clean import Cleaned
from tracker.documents.pdf.paper_errors import OversizedPaper


def sound(*papers: bytes | Draft | Paper) -> Reading:
    """The reading of the merged papers, whose structure must have no fault."""
    reading = read(merged(*papers).data, ours=False)
    assert reading.problems == []
    return reading


def cleaned(*papers: bytes | Draft) -> list[tuple[str, ...]]:
    return [part.changes for part in merged(*papers).parts]


# Roles


def with_roles(tag: str, **roles: str) -> Draft:
    """A paper of one element called `tag`, with a role map."""
    draft = Draft(marked(0, tag=tag))
    draft.element(tag, 0, Pg=draft.pages[0])
    draft.tree.RoleMap = Dictionary({f"/{name}": Name(f"/{role}") for name, role in roles.items()})
    return draft.tagged()


def named(reading: Reading) -> list[tuple[str, str]]:
    """How the elements that hold content are called, and what they stand for."""
    return [(node.name, node.tag) for node in reading.root.walk() if node.pages]


def test_a_type_that_a_paper_made_up_becomes_what_it_stands_for() -> None:
    reading = sound(
        with_roles("Body", Body="P"),
        with_roles("Body", Body="H1"),
        with_roles("Body", Body="H1"),
        with_roles("Body"),
        with_roles("Body", Body="P"),
    )
    assert named(reading) == [
        ("P", "P"),
        ("H1", "H1"),
        ("H1", "H1"),
        ("Body", "Body"),
        ("P", "P"),
    ]


def test_what_a_type_means_is_looked_up_to_the_end() -> None:
    reading = sound(with_roles("A", A="B", B="P"), with_roles("A", A="B", B="H1"), with_roles("B", B="H1"))
    assert named(reading) == [("P", "P"), ("H1", "H1"), ("H1", "H1")]


def test_a_paper_that_gives_a_standard_type_another_meaning_keeps_that_for_itself() -> None:
    reading = sound(with_roles("P", P="H1"), with_roles("P"))
    assert named(reading) == [("H1", "H1"), ("P", "P")]


def test_types_whose_meaning_goes_in_a_circle_mean_nothing() -> None:
    reading = sound(with_roles("A", A="B", B="C", C="A"), with_roles("A", A="P"))
    assert named(reading) == [("A", "A"), ("P", "P")]


def test_elements_of_pdf_2_keep_their_name_and_namespace() -> None:
    draft = small()
    space = draft.pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
    draft.tree.Namespaces = Array([space])
    draft.element("Title", 1, Pg=draft.pages[0], NS=space)
    draft.pages[0].Contents = draft.pdf.make_stream(marked(0) + marked(1))
    with opened(merged(with_roles("Title", Title="P"), Draft(b"").data(), draft.data(min_version="2.0"))) as pdf:
        (listed,) = pdf.Root.StructTreeRoot.Namespaces
        assert [element.NS.objgen for element in elements(pdf, "Title") if "/NS" in element] == [listed.objgen]
        assert pdf.pdf_version == "2.0"


# Classes


def with_class(name: str, kind: str) -> Draft:
    draft = small(C=Name(f"/{name}"))
    draft.tree.ClassMap = Dictionary({f"/{name}": Dictionary(O=Name.Layout, TextAlign=Name(f"/{kind}"))})
    return draft


def test_what_a_class_says_each_of_its_elements_says() -> None:
    drafts = [with_class("Body", "Start"), with_class("Body", "End"), with_class("Body", "Start")]
    mixed = with_class("Body", "End")
    elements(mixed.pdf, "P")[0].C = Array([Name.Body, 0, Name.Unknown])
    reading = sound(*drafts)
    assert [str(node.attributes["TextAlign"]) for node in reading.root.find("P")] == ["/Start", "/End", "/Start"]
    with opened(merged(*drafts, mixed)) as pdf:
        assert "/ClassMap" not in pdf.Root.StructTreeRoot
        assert "/C" not in elements(pdf, "P")[-1]
        assert [it.TextAlign for it in elements(pdf, "P")[-1].A] == [Name.End]


def test_what_an_element_says_itself_counts_more_than_its_class() -> None:
    draft = with_class("Body", "Start")
    elements(draft.pdf, "P")[0].A = Dictionary(O=Name.Layout, TextAlign=Name.End)
    (node,) = sound(draft).root.find("P")
    assert node.attributes["TextAlign"] == Name.End


# Identifiers and headers


def with_table(identifier: bytes, *, headers: bytes | None = None) -> Draft:
    """A table of a header cell and a cell that names it, or something else."""
    draft = Draft(marked(0) + marked(1))
    row = draft.element("TR", parent=draft.element("Table"))
    draft.element("TH", 0, parent=row, Pg=draft.pages[0], ID=String(identifier))
    attributes = Array([Dictionary(O=Name.Table, Headers=Array([String(headers or identifier)])), 0])
    draft.element("TD", 1, parent=row, Pg=draft.pages[0], A=attributes)
    return draft.tagged()


def test_identifiers_stay_unique_and_headers_find_their_cells() -> None:
    reading = sound(with_table(b"\xff1"), with_table(b"\xff1"), with_table(b"x"))
    cells = reading.root.find("TD")
    assert [bytes(cell.attributes["Headers"][0]) for cell in cells] == [b"0001-\xff1", b"0002-\xff1", b"0003-x"]
    with opened(merged(with_table(b"b"), with_table(b"a"))) as pdf:
        names = [it for leaf in pdf.Root.StructTreeRoot.IDTree.Kids for it in leaf.Names]
        assert list(map(bytes, names[::2])) == [b"0001-b", b"0002-a"]
        assert [bytes(element.ID) for element in names[1::2]] == [b"0001-b", b"0002-a"]
        limits = [list(map(bytes, leaf.Limits)) for leaf in pdf.Root.StructTreeRoot.IDTree.Kids]
        assert limits == [[b"0001-b"] * 2, [b"0002-a"] * 2]


def test_headers_shared_by_cells_are_renamed_once() -> None:
    draft = with_table(b"x")
    shared = draft.pdf.make_indirect(Dictionary(O=Name.Table, Headers=Array([String("x")])))
    row = elements(draft.pdf, "TR")[0]
    for cell in (elements(draft.pdf, "TD")[0], draft.element("TD", parent=row)):
        cell.A = shared
    reading = sound(draft)
    assert [bytes(cell.attributes["Headers"][0]) for cell in reading.root.find("TD")] == [b"0001-x", b"0001-x"]


def test_headers_in_a_class_find_their_cells() -> None:
    draft = with_table(b"x")
    draft.tree.ClassMap = Dictionary(Cell=Dictionary(O=Name.Table, Headers=Array([String("x")])))
    cell = elements(draft.pdf, "TD")[0]
    del cell.A
    cell.C = Name.Cell
    reading = sound(draft, draft)
    assert [bytes(it.attributes["Headers"][0]) for it in reading.root.find("TD")] == [b"0001-x", b"0002-x"]


def test_an_identifier_used_twice_in_a_paper_stays_with_the_first() -> None:
    draft = with_table(b"x")
    draft.element("TH", parent=elements(draft.pdf, "TR")[0], ID=String("x"))
    reading = sound(draft)
    assert reading.tags["TH"] == 2
    assert cleaned(draft) == [(Cleaned.BROKEN_TAGS.value,)]


def test_headers_that_name_no_cell_are_left_out() -> None:
    (cell,) = sound(with_table(b"x", headers=b"y")).root.find("TD")
    assert list(cell.attributes["Headers"]) == []


def test_references_between_elements_stay() -> None:
    draft = small()
    note = draft.element("Note")
    outside = draft.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=draft.tree))
    elements(draft.pdf, "P")[0].Ref = Array([note, outside])
    with opened(merged(small(), draft)) as pdf:
        (referring,) = [element for element in elements(pdf, "P") if "/Ref" in element]
        assert [other.objgen for other in referring.Ref] == [elements(pdf, "Note")[0].objgen]


# Content in forms, annotations and XObjects


def with_form(pages: int = 1) -> Draft:
    """A paper whose pages draw a form that has marks of its own, and a form inside that one."""
    draft = Draft(*[marked(0) + b"/Outer Do\n"] * pages)
    inner = draft.pdf.make_stream(marked(0, "inner"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    inner.Resources = draft.pages[0].Resources
    outer = draft.pdf.make_stream(
        marked(0, "outer") + b"/Inner Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
    )
    outer.Resources = Dictionary(Font=Dictionary(F1=draft.font), XObject=Dictionary(Inner=inner))
    for page in draft.pages:
        page.Resources = Dictionary(Font=Dictionary(F1=draft.font), XObject=Dictionary(Outer=outer))
        draft.element("H1", 0, Pg=page)
    for form in (outer, inner):
        mark = Dictionary(Type=Name.MCR, Pg=draft.pages[0], Stm=form, MCID=0)
        draft.element("P", mark)
        form.StructParents = 77
    return draft.tagged()


def test_content_in_forms_keeps_its_elements() -> None:
    reading = sound(small(), with_form(), with_form())
    assert [node.text for node in reading.root.find("P")] == ["Hello", "outer", "inner", "outer", "inner"]


def test_a_form_on_several_pages_has_one_place_in_the_parent_tree() -> None:
    with opened(merged(with_form(pages=3))) as pdf:
        keys = dict(NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        assert sorted(keys) == list(range(5))
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == 5


def test_links_keep_their_elements() -> None:
    def linked() -> Draft:
        draft = Draft(marked(0))
        link = draft.link(draft.pages[0], A=Dictionary(S=Name.URI, URI=String("https://a.example")), StructParent=3)
        link.Contents = String("a link")
        draft.element("Link", 0, reference(link), Pg=draft.pages[0])
        return draft.tagged()

    assert [node.links for node in sound(linked(), small(), linked()).root.find("Link")] == [1, 1]


def test_a_picture_that_is_an_element_as_a_whole_keeps_it() -> None:
    draft = Draft(b"/Figure <</MCID 0>> BDC /Im Do EMC")
    image = draft.pdf.make_stream(
        b"\x00",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    image.StructParent = 5
    draft.pages[0].Resources.XObject = Dictionary(Im=image)
    draft.element("Figure", 0, reference(image), Pg=draft.pages[0], Alt=String("A dot"))
    assert sound(small(), draft.tagged()).root.find("Figure")[0].text == "A dot"


def test_marks_named_in_the_resources_keep_their_elements() -> None:
    draft = Draft(b"/P /One BDC %s EMC" % text("by name"))
    draft.pages[0].Resources.Properties = Dictionary(One=Dictionary(MCID=0))
    draft.element("P", 0, Pg=draft.pages[0])
    assert sound(small(), draft.tagged()).root.find("P")[1].text == "by name"


def test_places_in_the_parent_tree_that_nothing_uses_are_given_up() -> None:
    """They would belong to another paper's content in the merged file."""
    draft = small()
    draft.link(draft.pages[0], StructParent=0, Contents=String("x"))
    form = draft.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, StructParents=1)
    draft.pages[0].Resources.XObject = Dictionary(Fm=form)
    with opened(merged(small(), draft)) as pdf:
        page = pdf.pages[1].obj
        assert "/StructParent" not in page.Annots[0]
        assert "/StructParents" not in page.Resources.XObject.Fm


# How papers are built


def test_pages_that_share_content_and_inherit_their_size_stay_as_they_are() -> None:
    draft = Draft(marked(0), marked(0))
    first, second = draft.pages
    second.Contents = first.Contents
    pages = draft.pdf.Root.Pages
    pages.MediaBox, pages.Rotate, pages.Resources = first.MediaBox, 90, first.Resources
    for page in draft.pages:
        del page.MediaBox, page.Resources
        draft.element("P", 0, Pg=page)
    with opened(merged(draft.tagged())) as pdf:
        assert [int(page.Rotate) for page in pdf.pages] == [90, 90]
        assert [[int(edge) for edge in page.MediaBox] for page in pdf.pages] == [[0, 0, 595, 842]] * 2
    assert [node.pages for node in sound(draft).root.find("P")] == [{0}, {1}]


def test_a_tree_without_one_document_on_top_is_kept_under_the_part() -> None:
    draft = Draft(marked(0) + marked(1))
    for number in (0, 1):
        draft.element("P", number, parent=draft.tree, Pg=draft.pages[0])
    draft.tree.K = Array(list(draft.tree.K)[1:])
    assert sound(draft.tagged()).tags == {"StructTreeRoot": 1, "Document": 1, "Part": 1, "P": 2}


def test_a_single_kid_need_not_stand_in_an_array() -> None:
    draft = small()
    draft.tree.K = draft.document
    (element,) = elements(draft.pdf, "P")
    draft.document.K, element.K = element, 0
    assert sound(draft).root.find("P")[0].text == "Hello"


def test_elements_that_leave_their_page_to_their_parent_are_understood() -> None:
    draft = small()
    (element,) = elements(draft.pdf, "P")
    del element.Pg
    draft.document.Pg = draft.pages[0]
    draft.element("P", Dictionary(Type=Name.MCR, MCID=1))
    draft.pages[0].Contents = draft.pdf.make_stream(marked(0) + marked(1))
    assert [node.text for node in sound(draft).root.find("P")] == ["text 0", "text 1"]


def test_a_paper_given_twice_is_there_twice() -> None:
    paper = with_table(b"x").data()
    assert sound(paper, paper).tags["Table"] == 2


def test_a_paper_of_300_pages_keeps_every_element() -> None:
    draft = Draft(*(marked(0) + marked(1) for _ in range(300)))
    for page in draft.pages:
        draft.element("P", 0, Pg=page)
        draft.element("P", 1, Pg=page)
    reading = sound(small(), draft.tagged())
    assert (reading.page_count, reading.tags["P"]) == (301, 601)


# Broken trees


def _own_twice(draft: Draft) -> None:
    draft.element("P", 0, Pg=draft.pages[0])


def _null_kid(draft: Draft) -> None:
    draft.document.K.append(None)


def _stray_kid(draft: Draft) -> None:
    draft.document.K.append(String("what"))


def _page_outside(draft: Draft) -> None:
    page = draft.pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))
    draft.element("P", 4, Pg=page)


def _annotation_outside(draft: Draft) -> None:
    draft.element("Link", reference(draft.pdf.make_indirect(Dictionary(Subtype=Name.Link))))


def _circle(draft: Draft) -> None:
    elements(draft.pdf, "P")[0].K.append(draft.document)


def _two_parents(draft: Draft) -> None:
    draft.element("Sect", elements(draft.pdf, "P")[0])


def _huge_mark(draft: Draft) -> None:
    elements(draft.pdf, "P")[0].K.append(2_000_000_000)


def _mark_that_nothing_paints(draft: Draft) -> None:
    elements(draft.pdf, "P")[0].K.append(5)


def _mark_below_zero(draft: Draft) -> None:
    elements(draft.pdf, "P")[0].K.append(-1)


def _kid_without_type(draft: Draft) -> None:
    draft.document.K.append(Dictionary(Type=Name.StructElem))


def _identifier_of_another_kind(draft: Draft) -> None:
    elements(draft.pdf, "P")[0].ID = 7


@pytest.mark.parametrize(
    "spoil",
    [
        _own_twice,
        _null_kid,
        _stray_kid,
        _page_outside,
        _annotation_outside,
        _circle,
        _two_parents,
        _huge_mark,
        _mark_that_nothing_paints,
        _mark_below_zero,
        _kid_without_type,
        _identifier_of_another_kind,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_entries_that_lead_nowhere_are_left_out_and_told(spoil: Callable[[Draft], None]) -> None:
    draft = small()
    spoil(draft)
    assert cleaned(small(), draft) == [(), (Cleaned.BROKEN_TAGS.value,)]
    assert [node.text for node in sound(small(), draft).root.find("P")][:2] == ["Hello", "Hello"]


def test_text_that_the_tags_lost_is_read_at_the_end() -> None:
    draft = Draft(marked(0) + marked(1) + marked(2), marked(0) + b"/Artifact <</MCID 1>> BDC %s EMC" % text("no"))
    draft.element("P", 1, Pg=draft.pages[0])
    draft.element("P", 0, Pg=draft.pages[1])
    assert cleaned(draft.tagged()) == [(Cleaned.LOST_TEXT.value,)]
    assert [node.text for node in sound(draft).root.find("P")] == ["text 1", "text 0", "text 0", "text 2"]


def _wrong_parent_tree(draft: Draft) -> None:
    draft.pages[0].StructParents = 0
    draft.tree.ParentTree = Dictionary(Nums=Array([0, Array([draft.document])]))


def _no_parent_tree_but_keys(draft: Draft) -> None:
    draft.pages[0].StructParents = 12


def _wrong_parent(draft: Draft) -> None:
    elements(draft.pdf, "P")[0].P = draft.tree


def _direct_element(draft: Draft) -> None:
    draft.document.K.append(Dictionary(Type=Name.StructElem, S=Name.P, P=draft.document))


@pytest.mark.parametrize(
    "change", [_wrong_parent_tree, _no_parent_tree_but_keys, _wrong_parent, _direct_element], ids=lambda it: it.__name__
)
def test_what_can_be_worked_out_again_is_put_right(change: Callable[[Draft], None]) -> None:
    draft = small()
    change(draft)
    assert cleaned(draft) == [()]
    assert sound(small(), draft).root.find("P")[1].text == "Hello"


def _empty(draft: Draft) -> None:
    draft.document.K = Array()


def _of_another_kind(draft: Draft) -> None:
    draft.pdf.Root.StructTreeRoot = Array([1, 2])


def _without_kids(draft: Draft) -> None:
    del draft.tree.K


@pytest.mark.parametrize("change", [_empty, _of_another_kind, _without_kids], ids=lambda it: it.__name__)
def test_a_tree_that_holds_nothing_is_no_tree(change: Callable[[Draft], None]) -> None:
    draft = small()
    change(draft)
    result = merged(draft)
    assert (result.parts[0].tagged, result.parts[0].changes) == (False, ())
    reading = read(result.data, ours=False)
    assert reading.problems == []
    assert [node.text for node in reading.root.find("P")][1:] == ["Hello"]


def test_a_tree_of_any_depth_is_walked() -> None:
    draft = small()
    above: Object = draft.document
    for _ in range(3_000):
        above = draft.element("Sect", parent=above)
    with opened(merged(draft)) as pdf:
        assert len(elements(pdf, "Sect")) == 3_000


def test_a_tree_too_deep_to_copy_is_refused() -> None:
    draft = small()
    above: Object = draft.document
    for _ in range(30_000):
        below = draft.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=above))
        above.K = below if above is not draft.document else Array([*above.K, below])
        above = below
    with pytest.raises(OversizedPaper) as refused:
        merged(small(), draft)
    assert refused.value.title == "B"


# Headings


def with_sections() -> Draft:
    """A paper whose headings have no level: that is how deep their sections are."""
    draft = Draft(b"".join(marked(number, tag="H") for number in range(4)))
    page = draft.pages[0]
    draft.element("H", 0, Pg=page)
    outer = draft.element("Sect")
    draft.element("H", 1, Pg=page, parent=outer)
    draft.element("H", 2, Pg=page, parent=draft.element("Sect", parent=draft.element("Div", parent=outer)))
    draft.element("Head", 3, Pg=page, parent=draft.element("Sect"))
    draft.tree.RoleMap = Dictionary(Head=Name.H)
    return draft.tagged()


def headings(*papers: Draft) -> list[str]:
    return [node.tag for node in sound(*papers).root.find("H", "H1", "H2", "H3", "H4")]


def test_headings_without_levels_get_the_level_of_their_section() -> None:
    """PDF/UA does not allow both kinds in one file, and each paper may have been right by itself."""
    assert headings(with_sections()) == ["H1", "H2", "H3", "H2"]
    assert headings(with_sections(), with_roles("H1")) == ["H1", "H2", "H3", "H2", "H1"]
    assert headings(with_roles("Title", Title="H2"), with_sections()) == ["H2", "H1", "H2", "H3", "H2"]
