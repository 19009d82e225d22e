"""Numbers and notices stand upright at the edge of what a viewer shows of a page, whatever the page is like."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from tests.pdf_structure import problems, read
from tests.unit.documents.pdf.papers import A4, Draft, Merged, marked, merged, opened, small, text, untagged
from tracker.documents.pdf.paper_untagged import NOTICE
from tracker.documents.pdf.stamp import frame_of, notice_stamp, visible_box

_KEPT: list[Draft] = []
"""A page is gone with the file it is from."""


def page_with(**entries: object) -> pikepdf.Page:
    draft = Draft(b"")
    _KEPT[:] = [*_KEPT[-9:], draft]
    for key, value in entries.items():
        draft.pages[0][f"/{key}"] = value
    return draft.pdf.pages[0]


def paper_with(content: bytes = b"", **entries: object) -> bytes:
    draft = Draft()
    draft.page(content, **entries)
    return draft.data()


def content_of(result: Merged, number: int = 0) -> bytes:
    with opened(result) as pdf:
        return b"".join(stream.read_bytes() for stream in pdf.pages[number].Contents)


# Where a page ends


@pytest.mark.parametrize(
    ("media", "crop", "shown"),
    [
        (A4, None, A4),
        ((10, 20, 110, 220), None, (10, 20, 110, 220)),
        ((595, 842, 0, 0), None, A4),
        (A4, (50, 60, 500, 700), (50, 60, 500, 700)),
        (A4, (-50, 60, 5000, 700), (0, 60, 595, 700)),
        (A4, (1000, 1000, 2000, 2000), A4),
        (A4, (5, 5, 5, 5), A4),
        ((0, 0, 0, 0), None, (0, 0, 612, 792)),
        ((1, 2, 3), None, (0, 0, 612, 792)),
        ((0, 0, 10**12, 1), None, (0, 0, 612, 792)),
    ],
)
def test_what_a_viewer_shows(
    media: tuple[float, ...], crop: tuple[float, ...] | None, shown: tuple[float, ...]
) -> None:
    boxes = {"MediaBox": Array(list(media))} | ({"CropBox": Array(list(crop))} if crop else {})
    assert visible_box(page_with(**boxes)) == shown


def looked_at(page: pikepdf.Page, x: float, y: float) -> tuple[float, float]:
    """Where a viewer shows a point of the page: cut, turned clockwise, in points from the lower left corner."""
    left, bottom, right, top = visible_box(page)
    unit = float(page.obj.get("/UserUnit", 1))
    turned = {
        0: (x - left, y - bottom),
        90: (y - bottom, right - x),
        180: (right - x, top - y),
        270: (top - y, x - left),
    }
    across, up = turned[int(page.obj.get("/Rotate", 0)) % 360]
    return across * unit, up * unit


@given(
    corner=st.tuples(st.integers(-500, 500), st.integers(-500, 500)),
    size=st.tuples(st.integers(50, 2000), st.integers(50, 2000)),
    turn=st.integers(-8, 8).map(lambda quarter: quarter * 90),
    unit=st.sampled_from([1, 2, 0.5, 10]),
    point=st.tuples(st.floats(0, 100), st.floats(0, 100)),
)
def test_what_is_drawn_in_a_frame_is_seen_there(
    corner: tuple[int, int], size: tuple[int, int], turn: int, unit: float, point: tuple[float, float]
) -> None:
    box = Array([*corner, corner[0] + size[0], corner[1] + size[1]])
    page = page_with(MediaBox=box, Rotate=turn, UserUnit=unit)
    frame = frame_of(page)
    a, b, c, d, e, f = frame.matrix
    x, y = point
    seen = looked_at(page, a * x + c * y + e, b * x + d * y + f)
    assert all(math.isclose(it, wanted, abs_tol=1e-6) for it, wanted in zip(seen, point, strict=True))
    sides = [side * unit for side in size]
    assert [frame.width, frame.height] == (sides if turn % 180 == 0 else sides[::-1])


@pytest.mark.parametrize(("entry", "value"), [("Rotate", 45), ("Rotate", String("x")), ("UserUnit", -1)])
def test_what_makes_no_sense_is_as_if_it_were_not_there(entry: str, value: object) -> None:
    assert frame_of(page_with(**{entry: value})) == frame_of(page_with())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [A4, (100, 200, 400, 700)])
def test_another_reader_finds_the_number_at_the_foot(turn: int, crop: tuple[int, ...], tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("No poppler is installed (looked for pdftotext)")
    path = tmp_path / "stamped.pdf"
    path.write_bytes(merged(paper_with(text("."), Rotate=turn, CropBox=Array(list(crop)))).data)
    command = [program, "-bbox", "-cropbox", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    width, height = (float(it) for it in re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', told)[0])
    if turn % 180:  # poppler tells the size of the page before it is turned
        width, height = height, width
    (found,) = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">1<', told)
    left, top, right, bottom = map(float, found)
    assert (left + right) / 2 == pytest.approx(width / 2, abs=1)
    assert height - 30 < top < bottom < height


# What the page's own content leaves behind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        text("x"),
        b"q 0.1 0 0 0.1 0 0 cm " + text("x"),
        b"0.1 0 0 0.1 0 0 cm " + text("x"),
        b"Q Q 0.1 0 0 0.1 0 0 cm " + text("x") + b" Q",
        b"q q BT /F1 1 Tf (x) Tj",
        b"/Artifact BMC " + text("x"),
        b"EMC ET Q " + text("x"),
        b"BT /Artifact BMC (x) Tj",
        b"0 0 5 5 re W",
    ],
)
@pytest.mark.parametrize("tagged", [True, False])
def test_the_state_that_content_leaves_behind_is_no_matter(content: bytes, tagged: bool) -> None:
    draft = Draft(content)
    if tagged:
        draft.page(marked(0))
        draft.element("P", 0, Pg=draft.pdf.pages[1].obj)
        draft.tagged()
    written = content_of(merged(draft))
    depth = lowest = marks = texts = 0
    at_stamp = -1
    with opened(merged(draft)) as pdf:
        for step in pikepdf.parse_content_stream(pdf.pages[0]):
            operator = str(step.operator)
            depth += {"q": 1, "Q": -1}.get(operator, 0)
            marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            texts += {"BT": 1, "ET": -1}.get(operator, 0)
            lowest = min(lowest, depth, marks, texts)
            if operator == "BDC" and step.operands[0] == Name.Artifact:
                at_stamp = depth
    assert (depth, marks, texts, lowest, at_stamp) == (0, 0, 0, 0, 0)
    assert written.rstrip().endswith(b"EMC")


def test_content_cut_in_the_middle_of_a_token_is_read_as_one() -> None:
    draft = Draft(b"")
    streams = [b"q BT /F1 12 Tf (a", b"b) Tj ET Q"]
    draft.pages[0].Contents = Array([draft.pdf.make_stream(part) for part in streams])
    assert problems(merged(draft).data, ours=False) == []


def test_contents_that_are_no_streams_are_left_out() -> None:
    draft = small()
    draft.pages[0].Contents = Array([draft.pages[0].Contents, None, 7, Dictionary()])
    reading = read(merged(draft).data, ours=False)
    assert (reading.problems, reading.text) == ([], "Hello")


# The font


def test_the_font_is_embedded_once_for_all_pages() -> None:
    with opened(merged(untagged("a", "b"), small(), untagged("c"))) as pdf:
        fonts = {page.obj.Resources.Font["/TrackerStamp"].objgen for page in pdf.pages}
        assert len(fonts) == 1
        assert "/FontFile2" in pdf.get_object(fonts.pop()).FontDescriptor


def test_a_font_of_that_name_stays_what_it_was() -> None:
    once = merged(small())
    with opened(merged(once.data, once.data)) as pdf:
        for page in pdf.pages:
            fonts = page.obj.Resources.Font
            assert {"/F1", "/TrackerStamp", "/TrackerStamp2"} == set(fonts.keys())
            assert not fonts["/TrackerStamp"].is_same_object_as(fonts["/TrackerStamp2"])


def test_a_page_without_resources_gets_them() -> None:
    draft = Draft(b"0 0 9 9 re f")
    del draft.pages[0].Resources
    assert read(merged(draft).data, ours=False).artifacts == ["1"]


def test_a_notice_fits_into_a_narrow_page() -> None:
    narrow = frame_of(page_with(MediaBox=Array([0, 0, 120, 300])))
    wide = frame_of(page_with())
    sizes = [float(re.findall(rb"([\d.]+) Tf", notice_stamp(it, "/F", NOTICE, 1))[0]) for it in (narrow, wide)]
    assert sizes[0] < 3 < sizes[1] == 9
