"""Reads a bound pack page by page and compares everything that says where something is.

It reads on its own: what binding thought it did is of no account, only what stands in the file.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.pdf_structure import Reading, read
from tracker.documents.pdf.bind_types import Range

Object: TypeAlias = pikepdf.Object

BLANK: Final = "This page is intentionally left blank"
_A4: Final = (595.28, 841.89)
_NEARLY: Final = 3.0


def check_pages(
    data: bytes, items: Mapping[str, Range], *, first_page: int = 1, printed: bool = True, ours: bool = False
) -> Reading:
    """Asserts that stamp, label, printed range, bookmark and link say the same number on every page of a pack.

    `items` are the pages expected of each item, by the title of its bookmark. `printed` says that the front matter
    prints the ranges, "(Pages 7 - 18)", and leads to them by links. Returns the pack as it is read.
    """
    reading = read(data, ours=ours)
    assert reading.problems == []
    _check_numbers(data, reading, first_page)
    marks = {title: first_page + page for depth, title, page in reading.outline if depth == 0 and title in items}
    assert marks == {title: place.first for title, place in items.items()}
    for title, place in items.items():
        assert place.first % 2 == 1, f"{title} begins on an even page"
    last = first_page + reading.page_count - 1
    assert all(place.last <= last for place in items.values())
    starts = sorted(place.first for place in items.values())
    if printed and starts:
        _check_front(data, reading, items, first_page=first_page, front=starts[0] - first_page)
    _check_gaps(reading, items, first_page)
    return reading


def _check_numbers(data: bytes, reading: Reading, first_page: int) -> None:
    expected = [str(number) for number in range(first_page, first_page + reading.page_count)]
    stamps = [re.findall(r"\d+", text)[-1] for text in reading.artifacts]
    assert stamps == expected
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(page.label) for page in pdf.pages] == expected
        for number, page in enumerate(pdf.pages, start=1):
            assert is_a4(page), f"page {number} is not A4"
            assert page.obj.get("/Tabs") == Name.S
    other = at_the_foot(data)
    assert other is None or other == expected


def is_a4(page: pikepdf.Page) -> bool:
    """Whether a page is seen as A4, upright or lying."""
    assert not page.obj.keys() & {"/UserUnit", "/CropBox", "/Parent/MediaBox"}
    left, bottom, right, top = (float(edge) for edge in page.obj.MediaBox)
    sides = sorted((right - left, top - bottom))
    return all(abs(side - wanted) <= _NEARLY for side, wanted in zip(sides, _A4, strict=True))


def at_the_foot(data: bytes) -> list[str] | None:
    """What poppler reads in the middle of each page's foot; None where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    done = subprocess.run([program, "-bbox", "-", "-"], input=data, capture_output=True, check=True, timeout=60)
    pages = done.stdout.decode().split("<page ")[1:]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_at_the_foot(told, page) for told, page in zip(pages, pdf.pages, strict=True)]


def _at_the_foot(told: str, page: pikepdf.Page) -> str:
    left, bottom, right, top = (float(edge) for edge in page.obj.MediaBox)
    width, height = right - left, top - bottom
    if page.obj.get("/Rotate", 0) in (90, 270):
        width, height = height, width
    found = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<', told)
    return " ".join(
        words
        for x1, y1, x2, y2, words in found
        if abs((float(x1) + float(x2)) / 2 - width / 2) < _NEARLY and height - 30 < float(y1) < float(y2) < height
    )


def _check_front(data: bytes, reading: Reading, items: Mapping[str, Range], *, first_page: int, front: int) -> None:
    """The ranges that the front matter prints, and where its links lead."""
    said = " ".join(node.text for node in reading.root.walk() if node.pages and max(node.pages) < front)
    squeezed = re.sub(r"\s+", " ", said)
    for title, place in items.items():
        one = place.first == place.last
        words = f"(Page {place.first})" if one else f"(Pages {place.first} - {place.last})"
        assert words in squeezed, f"{title}: {words} is not printed"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        targets = {first_page + target for target in _targets(pdf, front)}
    assert targets == {place.first for place in items.values()}


def _targets(pdf: Pdf, front: int) -> Iterator[int]:
    """The pages, from 0, behind the front matter that its links lead to."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for page in list(pdf.pages)[:front]:
        for link in page.obj.get("/Annots", Array()):
            action = link.get("/A", Dictionary())
            assert "place.invalid" not in action.get_str("/URI", ""), "a link was left without its page"
            if action.get("/S") == Name.GoTo and isinstance(action.D, Array):
                target = pages[action.D[0].objgen]
                if target >= front:
                    yield target


def _check_gaps(reading: Reading, items: Mapping[str, Range], first_page: int) -> None:
    """Blank pages say that they are; nothing else says so."""
    blank = {page for node in reading.root.find("P") if node.text == BLANK for page in node.pages}
    kept = {page for node in reading.root.walk() for page in node.pages} - blank
    assert not blank & kept
    for title, place in items.items():
        pages = range(place.first - first_page, place.last - first_page + 1)
        assert not [page for page in pages[:-1] if page in blank], f"{title} has a blank page before its last"


def all_streams(data: bytes) -> Iterator[bytes]:
    """Every stream of a file, unpacked as far as it can be, and the file itself: where words could hide."""
    yield data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:
                    yield thing.read_raw_bytes()
            elif isinstance(thing, pikepdf.Object):
                yield thing.unparse(resolved=True)
