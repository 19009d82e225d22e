"""Nothing is painted that belongs neither to the structure tree nor to an artifact."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pdf_structure import read
from tracker.documents.pdf.canvas import TaggedCanvas
from tracker.documents.pdf.errors import UnmarkedContent
from tracker.documents.pdf.fonts import REGULAR
from tracker.documents.pdf.metadata import About
from tracker.documents.pdf.structure import Element

_PAINTINGS: list[Callable[[TaggedCanvas], object]] = [
    lambda canvas: canvas.drawString(10, 10, "text"),
    lambda canvas: canvas.line(0, 0, 10, 10),
    lambda canvas: canvas.rect(0, 0, 10, 10, fill=1),
    lambda canvas: canvas.box(0, 0, 10, 10, "#000000"),
    lambda canvas: canvas.polyline([(0, 0), (1, 1)], "#000000", 1),
    lambda canvas: canvas.show(REGULAR, 11, "#000000", 10, 10, "text"),
]


def new_canvas() -> TaggedCanvas:
    return TaggedCanvas((400, 300), 1, "en-GB")


@pytest.mark.parametrize("paint", _PAINTINGS)
def test_painting_after_the_last_mark_is_refused(paint: Callable[[TaggedCanvas], object]) -> None:
    canvas = new_canvas()
    paint(canvas)
    with pytest.raises(UnmarkedContent) as refused:
        canvas.showPage()
    assert refused.value.page == 1


@pytest.mark.parametrize("paint", _PAINTINGS)
def test_painting_between_marks_is_refused(paint: Callable[[TaggedCanvas], object]) -> None:
    canvas = new_canvas()
    canvas.open(Element("P"))
    canvas.close()
    paint(canvas)
    with pytest.raises(UnmarkedContent):
        canvas.open(None)


def test_state_may_change_between_marks() -> None:
    canvas = new_canvas()
    canvas.saveState()
    canvas.translate(5, 5)
    canvas.open(None)
    canvas.box(0, 0, 1, 1, "#000000")
    canvas.close()
    canvas.restoreState()
    canvas.showPage()
    assert canvas.getPageNumber() == 2


def test_marks_inside_an_artifact_are_not_read_out() -> None:
    canvas = new_canvas()
    root = Element("Document")
    heading, repeated = Element("H1", root), Element("P", root)
    canvas.open(heading)
    canvas.show(REGULAR, 11, "#000000", 10, 50, "Read (once) \\ only")
    canvas.close()
    with canvas.artifact():
        canvas.open(repeated)
        canvas.show(REGULAR, 11, "#000000", 10, 20, "seen only")
        canvas.close()
    canvas.showPage()
    about = About("Title", "", "", "en-GB", None, accessible=True, archived=True)
    reading = read(canvas.finish(root, about))
    assert (reading.text, reading.artifacts) == ("Read (once) \\ only", ["seen only"])
    assert reading.problems == []


def test_an_element_without_content_is_left_out_but_empty_cells_stay() -> None:
    root = Element("Document")
    row = Element("TR", Element("Table", root))
    Element("TD", row)
    Element("P", Element("Sect", root))
    root.prune()
    assert [kid.tag for kid in root.kids if isinstance(kid, Element)] == ["Table"]
    assert [kid.tag for kid in row.kids if isinstance(kid, Element)] == ["TD"]


def test_colours_are_set_again_after_the_state_is_restored() -> None:
    canvas = new_canvas()
    canvas.open(None)
    canvas.saveState()
    canvas.box(0, 0, 1, 1, "#ff0000")
    canvas.restoreState()
    canvas.box(0, 0, 1, 1, "#ff0000")
    canvas.close()
    assert canvas.getCurrentPageContent().count("1 0 0 rg") == 2
