"""The reader judges other producers' PDFs too: what they may do is no fault, and each fault they can have is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.pdf_structure import problems, read
from tests.unit.documents.pdf.papers import Draft, changed, elements, marked, merged, opened, reference, text


@pytest.fixture(scope="module")
def theirs() -> bytes:
    """A bound paper with what our own documents never have: forms with marks, marks in marks, classes, fields."""
    outside = b"/Sect <</MCID 2>> BDC " + text("before ") + marked(3, "inside ") + text("after") + b" EMC\n"
    layer = b"/OC /Layer BDC /Span <</Lang (cy)>> BDC " + marked(0, "layer") + b"EMC EMC\n"
    draft = Draft(layer + b"/P /Named BDC %s EMC\n" % text("named") + outside + b"/Artifact BMC /Fm Do EMC /Marked Do")
    (page,) = draft.pages
    plain = draft.pdf.make_stream(text("furniture"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form = draft.pdf.make_stream(marked(0, "form"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for it in (plain, form):
        it.Resources = page.Resources
    page.Resources = Dictionary(
        Font=Dictionary(F1=draft.font),
        XObject=Dictionary(Fm=plain, Marked=form),
        Properties=Dictionary(
            Layer=draft.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x"))), Named=Dictionary(MCID=1)
        ),
    )
    draft.element("P", 0, Pg=page)
    cell = draft.element("TD", 1, Pg=page, A=Array([Dictionary(O=Name.Table, Headers=Array([String("a")])), 0]))
    cell.P.K[-1].ID = String("a")
    draft.element("Sect", 2, Pg=page)
    draft.element("P", 3, Pg=page)
    draft.element("P", Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0))
    link = draft.link(page, Dest=Array([page, Name.Fit]))
    draft.element("Link", reference(link), Alt=String("alternative words"))
    draft.annotation(page, "Popup", Rect=Array([0, 0, 9, 9]))
    return changed(merged(draft.tagged()).data, as_others_do)


def as_others_do(pdf: Pdf) -> None:
    """Gives a bound paper what binding takes away: types of its own, classes, a field, trees without branches."""
    tree, page = pdf.Root.StructTreeRoot, pdf.pages[0].obj
    tree.RoleMap = Dictionary(Body=Name.Text, Text=Name.P)
    tree.ClassMap = Dictionary(Centred=Array([Dictionary(O=Name.Layout, TextAlign=Name.Center)]))
    part = tree.K[0].K[0]
    part.K[0].S, part.K[0].C = Name.Body, Name.Centred
    key = int(tree.ParentTreeNextKey)
    field = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, FT=Name.Tx, TU=String("words"), StructParent=key)
    )
    field.Rect = Array([0, 0, 9, 9])
    page.Annots.insert(1, field)
    form = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=part, K=Array([reference(field)])))
    part.K.append(form)
    pairs = [it for leaf in tree.ParentTree.Kids for it in leaf.Nums]
    tree.ParentTree = Dictionary(Nums=Array([*pairs, key, form]))
    tree.ParentTreeNextKey = key + 1
    tree.IDTree = Dictionary(Names=Array([it for leaf in tree.IDTree.Kids for it in leaf.Names]))


def test_what_others_may_do_is_no_fault(theirs: bytes) -> None:
    reading = read(theirs, ours=False)
    assert reading.problems == []
    assert [node.text for node in reading.root.find("P", "TD", "Sect")] == [
        "layer",
        "named",
        "before after",
        "inside ",
        "form",
    ]
    assert reading.artifacts == ["furniture 1"]
    (body,) = [node for node in reading.root.walk() if node.name == "Body"]
    assert (body.tag, body.attributes["TextAlign"]) == ("P", Name.Center)


def test_of_our_own_more_is_asked(theirs: bytes) -> None:
    found = problems(theirs)
    for fault in ("marks nest", "is marked without MCID", "text without Unicode", "holds content of its own"):
        assert any(fault in problem for problem in found), fault


def test_a_tree_with_branches_is_the_same_tree(theirs: bytes) -> None:
    def branch(pdf: Pdf) -> None:
        tree = pdf.Root.StructTreeRoot
        pairs = list(tree.ParentTree.Nums)
        leaves = [
            pdf.make_indirect(Dictionary(Nums=Array(pairs[start : start + 2]))) for start in range(0, len(pairs), 2)
        ]
        tree.ParentTree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Kids=Array(leaves[:1]))), *leaves[1:]]))
        names = list(tree.IDTree.Names)
        tree.IDTree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Names=Array(names)))]))
        (document,) = tree.K
        tree.K = document

    assert problems(changed(theirs, branch), ours=False) == []


def form_of(pdf: Pdf) -> Object:
    return pdf.pages[0].Resources.XObject.Marked


def forget_the_place_of_a_form(pdf: Pdf) -> None:
    del form_of(pdf).StructParents


def give_a_form_the_place_of_its_page(pdf: Pdf) -> None:
    form_of(pdf).StructParents = pdf.pages[0].obj.StructParents


def swap_owners_in_a_form(pdf: Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    place = list(numbers)[::2].index(form_of(pdf).StructParents)
    numbers[2 * place + 1][0] = elements(pdf, "Sect")[0]


def lose_an_owner_in_a_form(pdf: Pdf) -> None:
    for element in elements(pdf, "P"):
        element.K = Array([kid for kid in element.K if not isinstance(kid, Dictionary)])


def paint_in_a_form_outside_marks(pdf: Pdf) -> None:
    form_of(pdf).write(form_of(pdf).read_bytes() + b" 0 0 9 9 re f")


def paint_an_artifact_in_content(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/P <</MCID 4>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC")


def paint_content_in_an_artifact(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/Artifact BMC /P <</MCID 4>> BDC EMC EMC")


def form_in_itself(pdf: Pdf) -> None:
    form = form_of(pdf)
    form.Resources = Dictionary(XObject=Dictionary(Fm=form))
    form.write(b"/Artifact BMC /Fm Do EMC")


def reach_an_element_twice(pdf: Pdf) -> None:
    elements(pdf, "Sect")[0].K.append(elements(pdf, "TD")[0])


def send_roles_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Body=Name.Text, Text=Name.Body)


def forget_a_class(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.ClassMap


def forget_an_identifier(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.IDTree.Names = Array([String("other"), elements(pdf, "TD")[0]])


def identify_what_is_not_there(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.IDTree.Names[1] = pdf.make_indirect(Dictionary(S=Name.P))


def keep_an_entry_that_nothing_uses(pdf: Pdf) -> None:
    tree = pdf.Root.StructTreeRoot
    tree.ParentTree.Nums.append(99)
    tree.ParentTree.Nums.append(elements(pdf, "TD")[0])
    tree.ParentTreeNextKey = 100


def send_a_link_nowhere(pdf: Pdf) -> None:
    pdf.pages[0].Annots[0].Dest = String("nowhere")


def send_a_bookmark_nowhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.First.Dest = Array([99, Name.Fit])


def mute_a_link(pdf: Pdf) -> None:
    del elements(pdf, "Link")[0].Alt


def mute_a_field(pdf: Pdf) -> None:
    del pdf.pages[0].Annots[1].TU


def have_a_kid_that_is_nothing(pdf: Pdf) -> None:
    elements(pdf, "Sect")[0].K.append(None)


_FAULTS: dict[Callable[[Pdf], None], str] = {
    forget_the_place_of_a_form: "owns MCID 0, which no page has",
    give_a_form_the_place_of_its_page: "a key of the parent tree is used twice",
    swap_owners_in_a_form: "the parent tree disagrees",
    lose_an_owner_in_a_form: "nothing owns MCID [0]",
    paint_in_a_form_outside_marks: "f paints outside marks",
    paint_an_artifact_in_content: "lie inside one another",
    paint_content_in_an_artifact: "lie inside one another",
    form_in_itself: "forms lie too deep",
    reach_an_element_twice: "/TD is reached twice",
    send_roles_in_a_circle: "go in a circle",
    forget_a_class: "nothing says what the class /Centred is",
    forget_an_identifier: "the tree of IDs disagrees",
    identify_what_is_not_there: "an element outside the tree",
    keep_an_entry_that_nothing_uses: "entries that nothing uses",
    send_a_link_nowhere: "a link leads nowhere",
    send_a_bookmark_nowhere: "the bookmark “A” leads nowhere",
    mute_a_link: "an annotation has no words",
    mute_a_field: "an annotation has no words",
    have_a_kid_that_is_nothing: "a kid that is nothing",
}


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.__name__)
def test_each_fault_is_seen(theirs: bytes, fault: Callable[[Pdf], None]) -> None:
    assert any(_FAULTS[fault] in problem for problem in problems(changed(theirs, fault), ours=False))


def test_fonts_without_a_map_are_read_by_their_letters(theirs: bytes) -> None:
    with opened(theirs) as pdf:
        assert "/ToUnicode" not in pdf.pages[0].Resources.Font.F1
    assert "named" in read(theirs, ours=False).text
