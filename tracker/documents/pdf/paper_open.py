"""Opens a paper: refuses what cannot be read whole, and bounds what reading it may cost."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from tracker.documents.pdf.paper_errors import DamagedPaper, DynamicForm, EmptyPaper, EncryptedPaper, OversizedPaper
from tracker.documents.pdf.paper_objects import entries_of

MOST_PAGES: Final = 3_000
MOST_OBJECTS: Final = 600_000
MOST_CONTENT: Final = 256 * 1024 * 1024
"""Bytes of page content in one paper, unpacked; what is read twice counts twice."""
A4: Final = (0, 0, Decimal("595.28"), Decimal("841.89"))
_UNSIZED: Final = re.compile(r"object (\d+) (\d+) at offset .* MediaBox is undefined")
_MOST_STREAM: Final = 64 * 1024 * 1024
_DEEPEST: Final = 20_000
"""How far objects may lead from one to the next. Copying follows them by recursion; 40,000 fit the usual stack."""

# These hold for the whole process and must be set before threads start, so the import does it. Images stay packed:
# only page content, metadata and packed objects are ever unpacked here, and 64 MB of one of them is no paper.
# Content is read to its end whatever is wrong in it: qpdf would stop at the fifteenth error without a word.
pikepdf.settings.set_qpdf_limits(flate_max_memory=_MOST_STREAM, run_length_max_memory=_MOST_STREAM, parser_max_errors=0)


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened paper. `unsized` are the pages that did not say how large they are; they say A4 now."""

    pdf: Pdf
    repaired: bool
    unsized: frozenset[tuple[int, int]]


def open_paper(data: bytes, title: str) -> tuple[Pdf, bool]:
    """The opened paper, and whether it had to be repaired. Close it when it is not needed any more.

    Raises one of the `PaperError`s, which names the paper by its `title`.
    """
    opened = open_sized(data, title)
    return opened.pdf, opened.repaired


def open_sized(data: bytes, title: str, most_pages: int = MOST_PAGES) -> Opened:
    """The opened paper, every page of which has a size. Raises as `open_paper` does."""
    try:
        pdf = Pdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise EncryptedPaper(title) from error
    except pikepdf.PikepdfError as error:
        raise DamagedPaper(title) from error
    try:
        _refuse_early(pdf, title)
        unsized, warnings = _give_sizes(pdf, pdf.get_warnings())
        _admit(pdf, title, most_pages, damaged=bool(warnings))
        return Opened(pdf, bool(warnings or pdf.get_warnings()), unsized)
    except BaseException:
        pdf.close()
        raise


def _refuse_early(pdf: Pdf, title: str) -> None:
    if pdf.is_encrypted:
        raise EncryptedPaper(title)
    if len(pdf.objects) > MOST_OBJECTS:
        raise OversizedPaper(title, "objects", MOST_OBJECTS)


def _give_sizes(pdf: Pdf, warnings: list[str]) -> tuple[frozenset[tuple[int, int]], list[str]]:
    """Gives A4 to pages that had no size when qpdf gave them an American one; the other warnings are left."""
    unsized: set[tuple[int, int]] = set()
    others: list[str] = []
    for warning in warnings:
        found = _UNSIZED.search(warning)
        if found is None:
            others.append(warning)
            continue
        page = pdf.get_object((int(found[1]), int(found[2])))
        if isinstance(page, Dictionary):
            page.MediaBox = Array(A4)
            unsized.add(page.objgen)
    return frozenset(unsized), others


def _admit(pdf: Pdf, title: str, most_pages: int, *, damaged: bool) -> None:
    if pdf.Root.get_bool("/NeedsRendering", False):
        raise DynamicForm(title)
    told = pdf.Root.Pages.get_int("/Count", 0)
    if told > most_pages and len(pdf.objects) > most_pages:
        raise OversizedPaper(title, "pages", most_pages)
    pages = len(pdf.pages)
    if pages < told:
        raise DamagedPaper(title)
    if not pages:
        raise DamagedPaper(title) if damaged or pdf.get_warnings() else EmptyPaper(title)
    if pages > most_pages:
        raise OversizedPaper(title, "pages", most_pages)


def check_depth(pdf: Pdf, starts: Iterable[Object], title: str) -> None:
    """Raises `OversizedPaper` when copying the `starts` would lead through too many objects, one inside the other."""
    if _most_steps(pdf) > _DEEPEST and _steps(list(starts)) > _DEEPEST:
        raise OversizedPaper(title, "objects inside one another", _DEEPEST)


def _most_steps(pdf: Pdf) -> int:
    """More steps than any way through the objects can have; quick to tell."""
    total = 0
    for thing in pdf.objects:
        total += 1
        own = thing.stream_dict if isinstance(thing, Stream) else thing
        if isinstance(own, (Array, Dictionary)):
            told = own.unparse(resolved=True)
            total += told.count(b"[") + told.count(b"<<")
    return total


def _steps(starts: list[Object]) -> int:
    """The longest way that following the `starts` in turn leads into the objects; more than `_DEEPEST` is not counted.

    Pages are always starts of their own, as they are for qpdf.
    """
    seen = pikepdf.ObjectSet()
    for start in starts:
        seen.add(start)
    longest = 0
    for start in starts:
        trail = [iter(_inside(start))]
        while trail and longest <= _DEEPEST:
            thing = next(trail[-1], None)
            if thing is None:
                trail.pop()
            elif not thing.is_indirect or seen.add(thing):
                trail.append(iter(_inside(thing)))
                longest = max(longest, len(trail))
    return longest


def _inside(thing: Object) -> list[Object]:
    kids = list(thing) if isinstance(thing, Array) else [value for _, value in entries_of(thing)]
    return [kid for kid in kids if isinstance(kid, (Array, Dictionary, Stream)) and not _is_page_node(kid)]


def _is_page_node(thing: Object) -> bool:
    return isinstance(thing, Dictionary) and thing.get("/Type") == Name.Pages
