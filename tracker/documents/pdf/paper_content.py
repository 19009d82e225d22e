"""Reads what a page paints: whether marks and states are closed, whether there is text, which marks are stale."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    Stream,
)

from tracker.documents.pdf.paper_errors import DamagedPaper, OversizedPaper
from tracker.documents.pdf.paper_objects import dictionary_at
from tracker.documents.pdf.paper_open import MOST_CONTENT

Identity: TypeAlias = tuple[int, int]
Step: TypeAlias = ContentStreamInstruction | ContentStreamInlineImage

MOST_STEPS: Final = 12_000_000
"""Instructions that open and close something in one paper, its content read more than once: each becomes an object."""

_SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})
_PAINTING: Final = _SHOWING | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
_STATES: Final = frozenset({"q", "Q", "BT", "ET", "BMC", "BDC", "EMC"})
_END: Final = "TrackerEnd"
"""No operator of PDF. Put behind the content it is found again unless the content is cut off inside a string …"""
_IMAGE: Final = frozenset({"BI", "ID", "EI"})
"""The parser makes one INLINE IMAGE of these when it is asked for them."""
_CLOSING: Final = frozenset({"Q", "ET", "EMC"})
_WORDS: Final = (Name.ActualText, Name.Alt, Name.E, Name.Lang)
"""What a marked-content sequence may say of its content without a structure element."""


@dataclass(slots=True)
class Scan:
    """What was seen in a content stream that names things in `resources`."""

    resources: Object | None = None
    numbers: set[int] = field(default_factory=set)
    """The marks that an element can own."""
    forms: dict[Identity, Stream] = field(default_factory=dict)
    """The forms that are painted."""
    broken: bool = False
    """Something is closed that was never opened, or the content ends in the middle of an instruction."""
    marked: bool = False
    shows_text: bool = False
    paints: bool = False
    pictures: bool = False
    """A picture is painted, not counting those in forms."""
    stray: bool = False
    """Something is painted outside artifacts."""
    _depth: int = 0
    _marks: list[tuple[bool, bool]] = field(default_factory=list)
    """Of each open mark: whether it is an artifact, and whether it began inside a text object."""
    _artifacts: int = 0
    _texting: bool = False

    @property
    def closing(self) -> bytes:
        """The operators that close what the content left open."""
        inside = sum(in_text for _, in_text in self._marks) if self._texting else 0
        text = "ET " if self._texting else ""
        return ("EMC " * inside + text + "EMC " * (len(self._marks) - inside) + "Q " * self._depth).encode()

    def take(self, operator: str, operands: Iterable[Object]) -> bool:
        """Notes one instruction; says whether it closes something that is open, or closes nothing at all."""
        if operator in _CLOSING:
            return self._close(operator)
        if operator == "q":
            self._depth += 1
        elif operator == "BT":
            self._texting = True
        elif operator in ("BMC", "BDC"):
            self._open(list(operands))
        elif operator in _PAINTING:
            self._note_form(list(operands) if operator == "Do" else [])
            self.paints = True
            self.shows_text |= operator in _SHOWING
            self.pictures |= operator == "INLINE IMAGE"
            self.stray |= not self._artifacts
        return True

    def _open(self, operands: list[Object]) -> None:
        artifact = bool(operands) and operands[0] == Name.Artifact
        said = None if artifact else _said_by(operands, self.resources)
        if said is not None and "/MCID" in said:
            self.numbers.add(said.get_int("/MCID", -1))
        self.marked = True
        self._marks.append((artifact, self._texting))
        self._artifacts += artifact

    def _note_form(self, operands: list[Object]) -> None:
        form = _meant_by(operands[0], "/XObject", self.resources) if operands else None
        if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
            self.forms[form.objgen] = form
        elif isinstance(form, Stream):
            self.pictures = True

    def _close(self, operator: str) -> bool:
        if operator == "Q" and self._depth:
            self._depth -= 1
        elif operator == "ET" and self._texting:
            self._texting = False
        elif operator == "EMC" and self._marks:
            self._artifacts -= self._marks.pop()[0]
        else:
            self.broken = True
            return False
        return True


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a copied page is to be written: what closes its own content, and for a page without tags the type of
    element that holds it and the notice, if this page has to show it."""

    closing: bytes
    tag: str = ""
    notice: str = ""


class Contents:
    """The content streams of one paper. Unpacking more than `MOST_CONTENT` of them raises `OversizedPaper`.

    Those of a `repaired` paper are all written anew: what qpdf unpacks of a stream that is cut off, others may not.
    """

    def __init__(self, pdf: Pdf, title: str, *, repaired: bool) -> None:
        self.pdf = pdf
        self.title = title
        self.repaired = repaired
        self._left = MOST_CONTENT
        self._steps_left = MOST_STEPS
        self._scans: dict[Identity, Scan] = {}
        self._painted: dict[Identity, dict[Identity, Stream]] = {}

    def forms_on(self, page: Object) -> dict[Identity, Stream]:
        """The forms that a page paints, itself or through other forms."""
        if page.objgen in self._painted:
            return self._painted[page.objgen]
        found = self._painted[page.objgen] = {}
        waiting = list(self._scan_once(Page(page), page).forms.values())
        while waiting:
            form = waiting.pop()
            if form.objgen not in found:
                found[form.objgen] = form
                waiting += self._scan_once(form, page).forms.values()
        return found

    def marks_of(self, holder: Object, page: Object) -> set[int]:
        """The numbers of the marks on a page, or in a form on it."""
        return self._scan_once(holder if isinstance(holder, Stream) else Page(holder), page).numbers

    def _scan_once(self, content: Page | Stream, page: Object) -> Scan:
        identity = (content.obj if isinstance(content, Page) else content).objgen
        if identity not in self._scans:
            own = page if isinstance(content, Page) or "/Resources" not in content else content
            self._scans[identity] = self.scan(content, own.get("/Resources"))
        return self._scans[identity]

    def scan(self, content: Page | Stream, resources: Object | None, *, painting: bool = False) -> Scan:
        """What `content` holds. Paint and text are looked for only when asked: that takes longer."""
        scan = Scan(resources)
        steps, whole = self._steps(content, _STATES | _PAINTING | _IMAGE if painting else _STATES | {"Do"})
        for step in steps:
            scan.take(_operator(step), step.operands)
        scan.broken |= self.repaired or not whole
        return scan

    def sheet(self, page: Page) -> Sheet:
        """How a page with tags of its own, or without anything to tag, is to be written."""
        scan = self._scan_once(page, page.obj)
        if not scan.broken:
            return Sheet(scan.closing)
        self.mend(page, unmarked=False)
        return Sheet(b"")

    def mend(self, page: Page, *, unmarked: bool) -> None:
        """Gives the page content that closes what it opens and nothing else; `unmarked` leaves out stale marks."""
        resources = page.obj.get("/Resources")
        page.obj.Contents = self.pdf.make_stream(self._mended(page, resources, unmarked=unmarked))

    def mend_form(self, form: Stream, resources: Object | None) -> None:
        """Takes stale marks out of a form that pages may share."""
        form.write(self._mended(form, resources, unmarked=True))

    def _mended(self, content: Page | Stream, resources: Object | None, *, unmarked: bool) -> bytes:
        scan = Scan(resources)
        kept: list[Step] = []
        left_out: list[bool] = []
        for step in self._steps(content, frozenset())[0]:
            operator = _operator(step)
            if unmarked and operator in ("BMC", "BDC"):
                words = _without_structure(list(step.operands), resources)
                left_out.append(words is None)
                if words is not None:
                    scan.take(operator, words)
                    kept.append(ContentStreamInstruction(words, Operator(operator)))
            elif operator == "EMC" and left_out and left_out.pop():
                continue
            elif scan.take(operator, step.operands):
                kept.append(step)
        return pikepdf.unparse_content_stream(kept) + b"\n" + scan.closing

    def _steps(self, content: Page | Stream, wanted: frozenset[str]) -> tuple[list[Step], bool]:
        """The wanted instructions, or all when none are named, and whether the content ends with a whole one."""
        operators = " ".join(sorted({*wanted, _END})) if wanted else ""
        try:
            stream = self._unpacked(content)
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Unexpected end of stream")  # seen below
                steps = list(pikepdf.parse_content_stream(stream, operators))
        except (pikepdf.PikepdfError, TypeError) as error:  # pikepdf's words for what content may not hold
            raise DamagedPaper(self.title) from error
        found = bool(steps) and _operator(steps[-1]) == _END
        return (steps[:-1] if found else steps), found and not len(steps[-1].operands)

    def read(self, stream: Stream) -> bytes:
        """A content stream unpacked."""
        data = stream.read_bytes()
        self._left -= len(data)
        if self._left < 0:
            raise OversizedPaper(self.title, "bytes of page content", MOST_CONTENT)
        return data

    def _unpacked(self, content: Page | Stream) -> Stream:
        streams = streams_of(content) if isinstance(content, Page) else [content]
        data = b"\n".join(map(self.read, streams))
        self._steps_left -= _most_steps(data)
        if self._steps_left < 0:
            raise OversizedPaper(self.title, "steps in page content", MOST_STEPS)
        return self.pdf.make_stream(data + b"\n" + _END.encode())


def _most_steps(data: bytes) -> int:
    """More instructions of the wanted kinds than content can hold; quick to tell."""
    return sum(map(data.count, (b"q", b"Q", b"BT", b"MC", b"BDC", b"Do", b"ET", b"Tj", b"TJ")))


def _operator(step: Step) -> str:
    return bytes(step.operator).decode("latin-1")


def streams_of(page: Page) -> list[Stream]:
    """The content streams of a page, in order."""
    contents = page.obj.get("/Contents")
    parts = contents if isinstance(contents, Array) else [contents]
    return [part for part in parts if isinstance(part, Stream)]


def _meant_by(name: Object | None, kind: str, resources: Object | None) -> Object | None:
    """What a content stream means by a name."""
    known = dictionary_at(resources, kind) if isinstance(resources, Dictionary) else None
    return known.get(name) if known is not None and isinstance(name, Name) else None


def _said_by(operands: list[Object], resources: Object | None) -> Object | None:
    """The properties that the operands of a mark give it, in place or by name."""
    said = operands[1] if len(operands) > 1 else None
    if isinstance(said, Name):
        said = _meant_by(said, "/Properties", resources)
    return said if isinstance(said, Dictionary) else None


def _without_structure(operands: list[Object], resources: Object | None) -> list[Object] | None:
    """The operands of a mark that names no structure element and no artifact; None when nothing remains to say."""
    if not operands or operands[0] == Name.Artifact:
        return None
    if len(operands) < 2 or operands[0] == Name.OC:
        return operands
    said = _said_by(operands, resources)
    if said is None:
        return None
    if "/MCID" not in said:
        return operands
    words = {str(key): said[key] for key in _WORDS if key in said}
    return [Name.Span, Dictionary(words)] if words else None
