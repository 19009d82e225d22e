"""Every page is seen as A4 afterwards, and what lies on it is where it was on the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, String

from tests.bound_packs import is_a4
from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, marked, merged, opened, reference, text
from tracker.documents.pdf.judge import judge
from tracker.documents.pdf.paper_fit import listed
from tracker.documents.pdf.stamp import frame_of

_LETTER = (0, 0, 612, 792)


def paper(content: bytes = b"", **entries: object) -> Draft:
    draft = Draft()
    draft.pages.append(draft.page(content or text("words"), **entries))
    return draft


def changes(draft: Draft) -> tuple[str, ...]:
    return merged(draft.data()).parts[0].changes


@pytest.mark.parametrize(
    ("entries", "size", "told"),
    [
        ({"MediaBox": (0, 0, 595, 842)}, (595, 842), ()),
        ({"MediaBox": (0, 0, 842, 595)}, (842, 595), ()),
        ({"MediaBox": (10, 10, 605, 852)}, (595, 842), ()),
        ({"MediaBox": (0, 0, 595, 842), "Rotate": 90}, (842, 595), ()),
        ({"MediaBox": (0, 0, 1000, 1000), "CropBox": (100, 100, 695, 942)}, (595, 842), ()),
        ({"MediaBox": _LETTER}, (595, 842), ("Page 1 was made smaller to fit A4.",)),
        ({"MediaBox": _LETTER, "Rotate": 270}, (842, 595), ("Page 1 was made smaller to fit A4.",)),
        ({"MediaBox": (0, 0, 842, 1191)}, (595, 842), ("Page 1 was made smaller to fit A4.",)),
        ({"MediaBox": (0, 0, 420, 595)}, (595, 842), ("Page 1 was made larger to fill A4.",)),
        ({"MediaBox": (0, 0, 595, 842), "UserUnit": 2}, (595, 842), ("Page 1 was made larger to fill A4.",)),
    ],
)
def test_a_page_of_any_size_is_seen_as_a4(
    entries: dict[str, object], size: tuple[int, int], told: tuple[str, ...]
) -> None:
    given_as = {key: Array(list(value)) if isinstance(value, tuple) else value for key, value in entries.items()}
    draft = paper(b"", **given_as)
    if "UserUnit" not in entries:  # what was one unit is one point now: it is neither larger nor smaller on paper
        assert changes(draft) == told
    with opened(merged(draft.data())) as pdf:
        frame = frame_of(pdf.pages[0])
        assert is_a4(pdf.pages[0])
        assert (round(frame.width), round(frame.height)) == size


def test_a_page_that_does_not_say_how_large_it_is_is_a4() -> None:
    draft = paper()
    del draft.pages[0].MediaBox
    data = draft.data()
    result = merged(data)
    assert result.parts[0].changes == ("Page 1 did not say how large it is, so A4 was taken.",)
    with opened(result) as pdf:
        assert is_a4(pdf.pages[0])
    assert judge(data, "x").sizes == ((210, 297),)


@given(
    corner=st.tuples(st.integers(-500, 500), st.integers(-500, 500)),
    size=st.tuples(st.integers(50, 3000), st.integers(50, 3000)),
    turn=st.sampled_from([0, 90, 180, 270]),
    unit=st.sampled_from([1, 2]),
)
@settings(max_examples=40, derandomize=True)
def test_what_lies_on_a_page_moves_with_what_is_painted(
    corner: tuple[int, int], size: tuple[int, int], turn: int, unit: int
) -> None:
    """An annotation over the whole of what was seen fills the page afterwards, but for the margins of one direction."""
    whole = Array([*corner, corner[0] + size[0], corner[1] + size[1]])
    draft = paper(MediaBox=whole, Rotate=turn, UserUnit=unit)
    draft.link(draft.pages[0], Contents=String("x"))
    draft.pages[0].Annots[0].Rect = whole
    with opened(merged(draft.data())) as pdf:
        page = pdf.pages[0].obj
        left, bottom, right, top = (float(it) for it in page.Annots[0].Rect)
        box = [float(it) for it in page.MediaBox]
        assert left + right == pytest.approx(box[0] + box[2], abs=0.1)
        assert bottom + top == pytest.approx(box[1] + box[3], abs=0.1)
        fills = abs((right - left) - (box[2] - box[0])) < 3.1 or abs((top - bottom) - (box[3] - box[1])) < 3.1
        assert fills
        assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.01)


def moved(x: float, y: float) -> list[float]:
    """Where a point of a page of 1190 by 1684 is on A4: half of it, with no margin to speak of."""
    return [round(x * 595.28 / 1190.56, 1), round(y * 841.89 / 1683.78, 1)]


def large() -> Draft:
    draft = Draft(marked(0))
    draft.pages[0].MediaBox = Array([0, 0, 1191, 1684])
    return draft


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("Highlight", {"QuadPoints": [100, 200, 300, 200, 100, 180, 300, 180]}),
        ("Line", {"L": [100, 200, 300, 200]}),
        ("Polygon", {"Vertices": [100, 200, 300, 200, 200, 300]}),
    ],
)
def test_points_of_remarks_move_too(kind: str, entries: dict[str, list[int]]) -> None:
    draft = large()
    arrays = {key: Array(value) for key, value in entries.items()}
    draft.annotation(draft.pages[0], kind, Rect=Array([100, 180, 300, 200]), Contents=String("x"), **arrays)
    with opened(merged(draft.data())) as pdf:
        remark = pdf.pages[0].obj.Annots[0]
        for key, value in entries.items():
            found = [float(it) for it in remark[f"/{key}"]]
            wanted = [it for x, y in zip(value[::2], value[1::2], strict=True) for it in moved(x, y)]
            assert found == pytest.approx(wanted, abs=0.5)


def test_places_that_links_show_move_too() -> None:
    draft = large()
    page = draft.pages[0]
    ways: list[list[object]] = [
        [Name.XYZ, 100, 200, 0],
        [Name.FitH, 200],
        [Name.FitV, 100],
        [Name.FitR, 100, 200, 300, 400],
        [Name.Fit],
    ]
    for way in ways:
        draft.link(page, Dest=Array([page, *way]), Contents=String("x"))
    draft.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), Array([page, Name.XYZ, 100, 200])])))
    with opened(merged(draft.data())) as pdf:
        links = [list(it.Dest)[1:] for it in pdf.pages[0].obj.get("/Annots", Array())]
        (named,) = [list(leaf.Names)[1] for leaf in pdf.Root.Names.Dests.Kids]
    half = [[50, 100, 0], [100], [50], [50, 100, 150, 200], []]
    assert [[float(it) for it in link[1:]] for link in links] == [pytest.approx(it, abs=0.5) for it in half]
    assert [float(it) for it in list(named)[2:]] == pytest.approx([50, 100], abs=0.5)


def test_boxes_of_figures_move_too_and_once() -> None:
    draft = Draft(marked(0, tag="Figure") + marked(1, tag="Figure"))
    page = draft.pages[0]
    page.MediaBox = Array([0, 0, 1191, 1684])
    shared = draft.pdf.make_indirect(Dictionary(O=Name.Layout, BBox=Array([100, 200, 300, 400])))
    for number in (0, 1):
        draft.element("Figure", number, Pg=page, Alt=String("x"), A=shared)
    for node in read(merged(draft.tagged()).data, ours=False).root.find("Figure"):
        assert [float(it) for it in node.attributes["BBox"]] == pytest.approx([50, 100, 150, 200], abs=0.5)


def test_patterns_are_scaled_with_the_page_they_are_on() -> None:
    draft = large()
    pattern = draft.pdf.make_stream(b"0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1, XStep=10, YStep=10)
    pattern.BBox, pattern.Resources = Array([0, 0, 10, 10]), Dictionary()
    shading = draft.pdf.make_indirect(Dictionary(PatternType=2, Matrix=Array([2, 0, 0, 2, 10, 20])))
    draft.pages[0].Resources.Pattern = Dictionary(P1=pattern, P2=shading)
    with opened(merged(draft.data())) as pdf:
        found = pdf.pages[0].obj.Resources.Pattern
        assert [float(it) for it in found.P1.Matrix][:4] == pytest.approx([0.5, 0, 0, 0.5], abs=0.01)
        assert [float(it) for it in found.P2.Matrix] == pytest.approx([1, 0, 0, 1, 5, 10], abs=0.3)
        assert found.P1.read_bytes() == b"0 0 5 5 re f"


def test_what_a_page_never_showed_stays_unseen() -> None:
    draft = Draft(text("x"))
    draft.pages[0].CropBox = Array([50, 60, 250, 360])
    with opened(merged(draft.data())) as pdf:
        content = b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)
    assert b"50 60 200 300 re W n" in content


def test_links_of_tagged_pages_keep_their_elements_when_they_move() -> None:
    draft = large()
    page = draft.pages[0]
    draft.element("P", 0, Pg=page)
    link = draft.link(page, A=Dictionary(S=Name.URI, URI=String("https://a.example")), Contents=String("x"))
    draft.element("Link", reference(link), Pg=page)
    reading = read(merged(draft.tagged()).data, ours=False)
    assert reading.problems == []
    assert len(reading.root.find("Link")) == 1


@pytest.mark.parametrize(
    ("pages", "words"),
    [([4], "Page 4"), ([2, 3, 4, 9], "Pages 2 to 4 and 9"), ([1, 3, 5], "Pages 1, 3 and 5")],
)
def test_pages_in_words(pages: list[int], words: str) -> None:
    assert listed(pages) == words


def test_very_many_pages_are_not_all_named() -> None:
    assert listed(list(range(1, 100, 2))).endswith("17, 19 and others")


@pytest.mark.parametrize("thing", [Array([1, 2]), Name.X, 7, Array([Name.X] * 4), Dictionary()])
def test_what_is_no_place_is_left_as_it_is(thing: Object) -> None:
    draft = large()
    draft.annotation(draft.pages[0], "Highlight", Rect=thing, QuadPoints=thing, InkList=thing, Contents=String("x"))
    assert merged(draft.data()).parts[0].pages == 1
