"""Judges an uploaded PDF: what somebody who listens to it will miss, in sentences a clerk can act on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pikepdf import Dictionary, Name, Object, Page, Pdf, String

from tracker.documents.pdf.bind_types import Judgement
from tracker.documents.pdf.judge_open import OF_DAMAGE, open_upload
from tracker.documents.pdf.metadata import one_line
from tracker.documents.pdf.paper_content import Contents, Scan
from tracker.documents.pdf.paper_errors import DamagedPaper
from tracker.documents.pdf.paper_fit import listed
from tracker.documents.pdf.paper_names import ElementNames
from tracker.documents.pdf.paper_objects import dictionary_at, name_of
from tracker.documents.pdf.paper_open import Opened
from tracker.documents.pdf.paper_ready import claims_accessible, language_of, metadata_of
from tracker.documents.pdf.stamp import frame_of
from tracker.documents.pdf.validate import Verdict, validated

_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_HEADINGS: Final = frozenset({"/H", *(f"/H{level}" for level in range(1, 7))})
_MILLIMETRES: Final = 25.4 / 72
_SHORT_PAPER: Final = 3
"""Pages that can do without headings."""
_MOST_SIZES: Final = 20


def judge(data: bytes, title: str) -> Judgement:
    """What the file is like. `title` names it in refusals.

    Raises one of the `PaperError`s when the file cannot be part of a pack at all: no PDF, encrypted, damaged, empty,
    too large, too long, or a form that only Adobe's programs can show.
    """
    called = one_line(title)
    opened = open_upload(data, called)
    try:
        with opened.pdf as pdf:
            facts = _facts(opened, called)
            claims = claims_accessible(pdf)
    except OF_DAMAGE as error:
        raise DamagedPaper(called) from error
    verdict = validated(data) if facts.tagged else Verdict(passes=False, failed=())
    return Judgement(
        pages=facts.pages,
        tagged=facts.tagged,
        title=facts.title,
        language=facts.language,
        headings=facts.headings,
        pictures=tuple(facts.pictures),
        figures=facts.figures,
        sizes=facts.sizes,
        claims=claims,
        passes=verdict.passes,
        failed=verdict.failed,
        findings=tuple(_findings(facts, verdict, claims=claims)),
    )


@dataclass(slots=True)
class _Facts:
    pages: int
    repaired: bool
    tagged: bool
    title: str
    language: str
    headings: int
    figures: int
    pictures: list[int]
    sizes: tuple[tuple[int, int], ...]


def _facts(opened: Opened, title: str) -> _Facts:
    pdf = opened.pdf
    tree = dictionary_at(pdf.Root, "/StructTreeRoot")
    marked = dictionary_at(pdf.Root, "/MarkInfo")
    tagged = tree is not None and "/K" in tree and marked is not None and marked.get_bool("/Marked", False)
    headings, figures = _elements(pdf, tree) if tree is not None and tagged else (0, 0)
    return _Facts(
        pages=len(pdf.pages),
        repaired=opened.repaired,
        tagged=tagged,
        title=_title(pdf),
        language=language_of(pdf),
        headings=headings,
        figures=figures,
        pictures=_Pictures(Contents(pdf, title, repaired=False)).pages(),
        sizes=_sizes(pdf),
    )


def _title(pdf: Pdf) -> str:
    info = dictionary_at(pdf.trailer, "/Info")
    told = info.get("/Title") if info is not None else None
    return one_line(metadata_of(pdf, _TITLE)) or (one_line(str(told)) if isinstance(told, String) else "")


def _elements(pdf: Pdf, tree: Object) -> tuple[int, int]:
    """How many headings there are, and how many figures without words."""
    names = ElementNames(tree)
    headings = figures = 0
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/P" in thing and isinstance(thing.get("/S"), Name):
            kind = names.type_of(name_of(thing.get("/S")))
            headings += kind in _HEADINGS
            spoken = thing.get_str("/Alt", "") + thing.get_str("/ActualText", "")
            figures += kind in ("/Figure", "/Formula") and not spoken.strip()
    return headings, figures


def _sizes(pdf: Pdf) -> tuple[tuple[int, int], ...]:
    """The sizes of pages as they are seen, in the order in which they come."""
    sizes: dict[tuple[int, int], None] = {}
    for page in pdf.pages:
        frame = frame_of(page)
        sizes[round(frame.width * _MILLIMETRES), round(frame.height * _MILLIMETRES)] = None
    return tuple(sizes)[:_MOST_SIZES]


class _Pictures:
    """Finds pages that show a picture and no text; text that a scanner put under the picture counts as text."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._forms: dict[tuple[int, int], Scan] = {}

    def pages(self) -> list[int]:
        """Such pages, from 1."""
        return [number for number, page in enumerate(self.contents.pdf.pages, start=1) if self._is_picture(page)]

    def _is_picture(self, page: Page) -> bool:
        own = page.obj.get("/Resources")
        scans = [self.contents.scan(page, own, painting=True)]
        for identity, form in self.contents.forms_on(page.obj).items() if scans[0].forms else ():
            if identity not in self._forms:
                self._forms[identity] = self.contents.scan(form, form.get("/Resources", own), painting=True)
            scans.append(self._forms[identity])
        return any(scan.pictures for scan in scans) and not any(scan.shows_text for scan in scans)


def _findings(facts: _Facts, verdict: Verdict, *, claims: bool) -> Iterator[str]:
    """The sentences, what weighs most first."""
    if facts.repaired:
        yield "The file is damaged. It could be read, but compare it with the original before you use it."
    if facts.pictures:
        yield from _of_pictures(facts)
    if not facts.tagged:
        yield (
            "The file has no tags. A screen reader guesses the order of the text, and finds no headings, lists or "
            "tables. Ask for a tagged PDF, or for the original document."
        )
    elif not facts.headings and facts.pages >= _SHORT_PAPER:
        yield "No heading is marked as one. A screen-reader user cannot jump from part to part."
    if facts.figures:
        what = "A picture has" if facts.figures == 1 else f"{facts.figures} pictures have"
        yield f"{what} no words that say what is shown. A screen-reader user learns nothing from them."
    if not facts.title:
        yield "The file does not say its title. In a pack it gets the title that you type."
    if not facts.language:
        yield "The file does not say its language. A screen reader may read it with the wrong voice."
    yield from _of_verdict(facts, verdict, claims=claims)


def _of_pictures(facts: _Facts) -> Iterator[str]:
    if len(facts.pictures) == facts.pages > 1:
        yield "Every page is a picture of a page. A screen reader reads nothing. Ask for the original file."
    elif len(facts.pictures) == 1:
        page = facts.pictures[0]
        yield f"Page {page} is a picture of a page. A screen reader reads nothing there. Ask for the original file."
    else:
        pages = listed(facts.pictures)
        yield f"{pages} are pictures of pages. A screen reader reads nothing there. Ask for the original file."


def _of_verdict(facts: _Facts, verdict: Verdict, *, claims: bool) -> Iterator[str]:
    if verdict.passes is None:
        yield "Whether it keeps to the standard for accessible PDF (PDF/UA) could not be checked."
    elif facts.tagged and verdict.failed:
        count = len(verdict.failed)
        rules = "1 rule" if count == 1 else f"{count} rules"
        said = "It says that it keeps to" if claims else "It does not keep to"
        but = f", but {rules} of it failed" if claims else f": {rules} of it failed"
        yield f"{said} the standard for accessible PDF (PDF/UA){but}. A pack with it cannot claim the standard."
    elif facts.tagged and not claims:
        yield "It does not say that it keeps to PDF/UA, so a pack with it cannot say so either."
