"""The reader that judges our PDFs sees each fault it is there to see."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.pdf_structure import problems
from tests.unit.documents.pdf.reports import paragraph, part, report, table
from tracker.documents.blocks import Paragraph, ProgressBar, Run
from tracker.documents.pdf import render


@pytest.fixture(scope="module")
def sound() -> bytes:
    link = Paragraph((Run("See "), Run("the plan", href="https://example.org"), Run(" now")))
    return render(report(part("Plan", paragraph("first"), link, table(("a", "b")), ProgressBar(4, "4% complete"))))


def elements(pdf: Pdf, tag: str) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name("/" + tag)]


def parents(pdf: Pdf) -> pikepdf.Object:
    """The parent tree's elements of the second page."""
    return pdf.Root.StructTreeRoot.ParentTree.Nums[3]


def swap_parents(pdf: Pdf) -> None:
    listed = parents(pdf)
    listed[0], listed[1] = listed[1], listed[0]


def shorten_parents(pdf: Pdf) -> None:
    del parents(pdf)[-1]


def own_twice(pdf: Pdf) -> None:
    first, second = elements(pdf, "P")[1:3]
    first.K.append(second.K[0])


def disown(pdf: Pdf) -> None:
    del elements(pdf, "H2")[0].K[0]


def own_nothing(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].K.append(99)


def paint_outside(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"0 0 5 5 re f")


def forget_to_close(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"/Artifact BMC 0 0 5 5 re f")


def nest_marks(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"/Artifact BMC /Artifact BMC EMC EMC")


def drop_link_object(pdf: Pdf) -> None:
    link = elements(pdf, "Link")[0]
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


def misdirect_annotation(pdf: Pdf) -> None:
    pdf.pages[1].Annots[0].StructParent = 0


def mute_annotation(pdf: Pdf) -> None:
    del pdf.pages[1].Annots[0].Contents


def repeat_ids(pdf: Pdf) -> None:
    for head in elements(pdf, "TH")[:2]:
        head.ID = pikepdf.String("same")


def dangle_headers(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].A = Dictionary(O=Name.Table, Headers=Array([pikepdf.String("nowhere")]))


def skip_heading(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


def mute_figure(pdf: Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


def drop_cell(pdf: Pdf) -> None:
    row = elements(pdf, "TD")[0].P
    row.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TD, P=row, K=Array())))


def drop_scope(pdf: Pdf) -> None:
    del elements(pdf, "TH")[0].A


def misplace(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].S = Name.LI


def lie_about_parent(pdf: Pdf) -> None:
    elements(pdf, "TD")[0].P = elements(pdf, "Sect")[0]


def drop_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def drop_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def drop_tab_order(pdf: Pdf) -> None:
    del pdf.pages[1].obj.Tabs


def reuse_next_key(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


def drop_unicode(pdf: Pdf) -> None:
    for font in pdf.pages[1].resources.Font.values():
        del font.ToUnicode


_FAULTS: dict[Callable[[Pdf], None], str] = {
    swap_parents: "the parent tree disagrees",
    shorten_parents: "the parent tree disagrees",
    own_twice: "has two owners",
    disown: "nothing owns MCID",
    own_nothing: "which no page has",
    paint_outside: "paints outside marks",
    forget_to_close: "is not closed",
    nest_marks: "marks nest",
    drop_link_object: "a link without annotation",
    misdirect_annotation: "StructParent and OBJR",
    mute_annotation: "has no words",
    repeat_ids: "is used 2 times",
    dangle_headers: "which is no ID",
    skip_heading: "H3 follows level 1",
    mute_figure: "a figure without words",
    drop_cell: "rows of [2, 3] cells",
    drop_scope: "without scope",
    misplace: "LI inside TR",
    lie_about_parent: "does not name its parent",
    drop_language: "no language",
    drop_tree: "no structure tree",
    drop_tab_order: "tabs do not follow",
    reuse_next_key: "ParentTreeNextKey is in use",
    drop_unicode: "text without Unicode",
}


def test_a_sound_file_has_no_problems(sound: bytes) -> None:
    assert problems(sound) == []


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.__name__)
def test_each_fault_is_seen(sound: bytes, fault: Callable[[Pdf], None]) -> None:
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        fault(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert any(_FAULTS[fault] in problem for problem in problems(out.getvalue()))
