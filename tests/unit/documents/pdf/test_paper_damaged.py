"""However a paper is damaged: it is refused in words, or what comes out is sound. Never does a library's error."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Final

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tests.pdf_structure import read
from tests.tally import count
from tests.unit.documents.pdf.papers import Draft, changed, marked, merged, opened, reference, text, untagged
from tests.unit.documents.samples import highlight_report
from tracker.documents.pdf import judge as judging
from tracker.documents.pdf import prepare as preparing
from tracker.documents.pdf import render
from tracker.documents.pdf.judge import judge
from tracker.documents.pdf.paper_errors import PaperError
from tracker.documents.pdf.validate import Verdict


@pytest.fixture(autouse=True)
def _unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The validator is a program of its own; starting it for each of the many files would take minutes."""
    monkeypatch.setattr(judging, "validated", lambda data: Verdict(passes=False, failed=()))
    monkeypatch.setattr(preparing, "validated", lambda data: Verdict(passes=False, failed=()))


@cache
def ours() -> bytes:
    return render(highlight_report())


@cache
def rich() -> bytes:
    """A paper that has one of everything that merging looks at, written so that bytes can be hit one by one."""
    draft = Draft(marked(0) + marked(1) + b"/Fm Do", text("without tags"))
    page, second = draft.pages
    form = draft.pdf.make_stream(marked(0, "form"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(Font=Dictionary(F1=draft.font))
    page.Resources.XObject = Dictionary(Fm=form)
    layer = draft.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    page.Resources.Properties = Dictionary(OC1=layer)
    draft.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    table = draft.element("Table")
    row = draft.element("TR", parent=table)
    draft.element("TH", 0, parent=row, Pg=page, ID=String("a"), C=Name.Cell)
    draft.element("Cell", 1, parent=row, Pg=page, A=Dictionary(O=Name.Table, Headers=Array([String("a")])))
    draft.element("P", Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0))
    link = draft.link(page, Dest=String("there"), Contents=String("link"), StructParent=1)
    web = draft.link(page, A=Dictionary(S=Name.URI, URI=String("https://a.example")), Contents=String("web"))
    for annotation in (link, web):
        draft.element("Link", reference(annotation), Pg=page)
    field = draft.annotation(page, "Widget", FT=Name.Tx, T=String("f"), TU=String("f"), Rect=Array([0, 0, 9, 9]))
    draft.element("Form", reference(field), Pg=page)
    root = draft.pdf.Root
    root.AcroForm = Dictionary(
        Fields=Array([field]), DA=String("/F1 9 Tf"), DR=Dictionary(Font=Dictionary(F1=draft.font))
    )
    root.Names = Dictionary(Dests=Dictionary(Names=Array([String("there"), Array([second, Name.Fit])])))
    draft.tree.RoleMap = Dictionary(Cell=Name.TD)
    draft.tree.ClassMap = Dictionary(Cell=Dictionary(O=Name.Table, Scope=Name.Column))
    draft.tagged()
    with draft.pdf.open_outline() as outline:
        outline.add("One", Array([page, Name.Fit]))
    return draft.data(qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


_OWN_FAULTS: Final = (
    "paints outside marks",
    "is used twice",
    "lie inside one another",
    "forms lie too deep",
    "text without Unicode",
    "a font that is not there",
    "overlap",
    "what it paints ends",
    "EMC without a beginning",
    "marked content is not closed",
    "an annotation has no words",
    "StructParent and OBJR of an annotation disagree",
    "nothing says what the class",
)
"""What a damaged paper may bring along: faults of what it paints, and annotations that it never tagged."""
_UNREADABLE: Final = "what it paints cannot be read"
_IN_ITS_WAKE: Final = (_UNREADABLE, "which no page has", "the parent tree disagrees")
"""What cannot be told of a page whose content our own reader gives up on."""


def outcome(data: bytes) -> str:
    """What becomes of a paper: the name of the error, or "merged". Fails when it is neither refused nor sound."""
    try:
        judge(data, "B")
        result = merged(untagged("Sound"), data)
    except PaperError as refused:
        return f"{type(refused).__name__}: paper {refused.title}"
    found = read(result.data, ours=False).problems
    excused = _OWN_FAULTS + (_IN_ITS_WAKE if any(_UNREADABLE in problem for problem in found) else ())
    assert [problem for problem in found if not any(fault in problem for fault in excused)] == []
    return "merged"


def hit(data: bytes, hits: list[tuple[float, bytes, int]]) -> bytes:
    """The bytes after some hits: at a place between 0 and 1, so many bytes are replaced by others."""
    for place, new, gone in hits:
        start = int(place * len(data))
        data = data[:start] + new + data[start + gone :]
    return data


hits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.one_of(
            st.binary(max_size=4), st.sampled_from([b"0", b"9", b"/", b"<<", b">>", b"[", b"]", b"(", b")", b" 0 R"])
        ),
        st.integers(0, 8),
    ),
    min_size=1,
    max_size=8,
)
_SOURCES: Final = {"one of everything": rich, "a report of ours": ours}


# The examples are the same in every run: what a run finds at random would be mended another day, not by who sees it.
@pytest.mark.parametrize("source", _SOURCES)
@settings(max_examples=100, derandomize=True)
@given(hits=hits)
def test_a_paper_with_bytes_changed_is_refused_or_merged_soundly(
    source: str, hits: list[tuple[float, bytes, int]]
) -> None:
    count("Damaged papers", kind=outcome(hit(_SOURCES[source](), hits)))


@pytest.mark.parametrize("source", _SOURCES)
@settings(max_examples=40, derandomize=True)
@given(length=st.floats(0, 1))
def test_a_paper_that_is_cut_off_is_refused_or_merged_soundly(source: str, length: float) -> None:
    data = _SOURCES[source]()
    count("Damaged papers", kind=outcome(data[: int(len(data) * length)]))


def _values(pdf: Pdf) -> list[Callable[[object], None]]:
    """One way to put another value in each place of the file."""
    ways: list[Callable[[object], None]] = []
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, Stream)):
            ways += [partial(thing.__setitem__, key) for key in sorted(thing.keys()) if key != "/Length"]
    return ways


_OTHERS: Final[list[Callable[[Pdf], object]]] = [
    lambda pdf: 0,
    lambda pdf: -7,
    lambda pdf: String("x"),
    lambda pdf: String(b"\xff\xfe\xd8"),
    lambda pdf: Name.Wrong,
    lambda pdf: Object.parse(b"/#ff#fe"),
    lambda pdf: Array([]),
    lambda pdf: Array([None, 1, Name.X]),
    lambda pdf: Dictionary(),
    lambda pdf: pdf.Root,
    lambda pdf: pdf.pages[0].obj,
    lambda pdf: pdf.Root.StructTreeRoot,
    lambda pdf: pdf.make_stream(b"q"),
    lambda pdf: pdf.make_indirect(Dictionary(S=Name.P)),
]


@pytest.mark.parametrize("other", range(len(_OTHERS)))
def test_a_value_of_any_other_kind_in_any_place_is_no_matter(other: int) -> None:
    with opened(rich()) as pdf:
        places = len(_values(pdf))
    assert places > 100
    for place in range(other % 3, places, 3):  # a third of the places for each value; all places over all values

        def change(pdf: Pdf, place: int = place) -> None:
            _values(pdf)[place](_OTHERS[other](pdf))

        try:
            data = changed(rich(), change)
        except pikepdf.PikepdfError:
            continue  # such a file cannot be written at all
        count("Damaged papers", kind=outcome(data))
