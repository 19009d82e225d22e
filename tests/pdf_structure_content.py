"""What a page paints, mark by mark, forms included, with the text as a reader gets it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Stream

Object: TypeAlias = pikepdf.Object
Identity: TypeAlias = tuple[int, int]
Instruction: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Mark: TypeAlias = tuple[Identity, int]
"""The page or form that holds a marked-content sequence, and its MCID there."""

_SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})
_PAINTING: Final = _SHOWING | frozenset({*("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"), "sh", "Do", "INLINE IMAGE"})


@dataclass
class Content:
    """What one page paints: the text of each mark in order of painting, the text of artifacts, and what is wrong."""

    marked: dict[Mark, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


_DEEPEST: Final = 20
_READ: Final = " ".join(
    sorted(_PAINTING - {"INLINE IMAGE"} | {"BDC", "BMC", "BT", "EMC", "ET", "Tf", "BI", "ID", "EI"})
)
"""The operators that are looked at. What others a damaged file has is for viewers to pass over."""


def identity(thing: Object) -> Identity:
    return thing.objgen


def painted(page: Page, where: str, *, ours: bool) -> Content:
    """Reads the page's operators. `ours` also forbids what other producers may do: marks inside marks …"""
    content = Content()
    _Reader(page.obj, page.obj.get("/Resources", Dictionary()), where, content, ours=ours).read(page)
    return content


@dataclass
class _Open:
    """An open mark: `number` for content of the tree, `artifact` for what is not read; neither says nothing."""

    number: int | None
    artifact: bool
    texting: bool
    """Whether it began inside a text object."""


class _Reader:
    """Walks the operators of a page or of a form on it. `above` is the mark that a form is painted in."""

    def __init__(
        self, holder: Object, resources: Object, where: str, content: Content, *, ours: bool, above: Mark | str = ""
    ) -> None:
        self.holder = holder
        self.resources = resources
        self.where = where
        self.content = content
        self.ours = ours
        self.above = above
        self.stack: list[_Open] = []
        self.texting = False
        self.decode: Callable[[bytes], str] = decoder(Dictionary(), ours=ours)
        self.decoders: dict[Identity, Callable[[bytes], str]] = {}
        self.numbers: set[int] = set()

    def read(self, content: Page | Stream) -> None:
        if self.where.count("form") > _DEEPEST:
            self._wrong("forms lie too deep inside one another")
            return
        for instruction in self._parsed(content):
            self._take(bytes(instruction.operator).decode("latin-1"), list(instruction.operands))
        if self.stack:
            self._wrong("marked content is not closed")

    def _parsed(self, content: Page | Stream) -> list[Instruction]:
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                instructions = list(pikepdf.parse_content_stream(content, _READ))
        except (pikepdf.PdfError, TypeError):
            self._wrong("what it paints cannot be read")
            return []
        if caught:
            self._wrong("what it paints ends in the middle of an instruction")
        return instructions

    def _wrong(self, what: str) -> None:
        self.content.problems.append(f"{self.where}: {what}")

    def _take(self, operator: str, operands: list[Object]) -> None:
        if operator in ("BDC", "BMC"):
            self._begin(operands)
        elif operator == "EMC":
            self._end()
        elif operator in ("BT", "ET"):
            self.texting = operator == "BT"
        elif operator == "Tf":
            self._font(operands)
        form = self._form(operands) if operator == "Do" else None
        if form is not None:
            self._paint_form(form)
        elif operator in _PAINTING:
            self._paint(operator, operands)

    # Marks

    def _begin(self, operands: list[Object]) -> None:
        if self.stack and self.ours:
            self._wrong("marks nest")
        said = operands[1] if len(operands) > 1 else Dictionary()
        properties = self._resource("/Properties", said) if isinstance(said, Name) else said
        artifact = operands[:1] == [Name.Artifact]
        number = properties.get("/MCID") if isinstance(properties, Dictionary) and not artifact else None
        if "/StructParents" not in self.holder and self.where.count("form"):
            number = None  # a reader cannot find its element, and passes over the mark
        if number is None:
            if not artifact and self.ours:
                self._wrong(f"{operands[:1]} is marked without MCID")
        else:
            self._number(int(number))
        if (artifact and isinstance(self.owner, tuple)) or (number is not None and self.owner == "artifact"):
            self._wrong("what is read and what is not lie inside one another")
        self.stack.append(_Open(None if number is None else int(number), artifact, self.texting))

    def _number(self, number: int) -> None:
        if number in self.numbers:
            self._wrong(f"MCID {number} is used twice")
        self.numbers.add(number)
        self.content.marked.setdefault((identity(self.holder), number), "")

    def _end(self) -> None:
        if not self.stack:
            self._wrong("EMC without a beginning")
        elif self.stack.pop().texting != self.texting:
            self._wrong("a mark and a text object overlap")

    @property
    def owner(self) -> Mark | str:
        """Whom paint belongs to now: the innermost mark that says so, "artifact", or "" for nobody."""
        for mark in reversed(self.stack):
            if mark.number is not None:
                return identity(self.holder), mark.number
            if mark.artifact:
                return "artifact"
        return self.above

    # Paint

    def _resource(self, kind: str, name: Object | None) -> Object | None:
        """What the page or form means by a name."""
        known = self.resources.get(kind) if isinstance(self.resources, Dictionary) else None
        if not isinstance(known, Dictionary) or not isinstance(name, Name):
            return None
        key = bytes(name).decode("utf-8", "surrogateescape")
        return known[key] if key in known else None  # noqa: SIM401  # get takes no name that is no text

    def _form(self, operands: list[Object]) -> Stream | None:
        found = self._resource("/XObject", operands[0] if operands else None)
        return found if isinstance(found, Stream) and found.get("/Subtype") == Name.Form else None

    def _paint_form(self, form: Stream) -> None:
        where = f"{self.where}, form {identity(form)[0]}"
        resources = form.get("/Resources", self.resources)
        reader = _Reader(form, resources, where, self.content, ours=self.ours, above=self.owner)
        reader.read(form)

    def _font(self, operands: list[Object]) -> None:
        font = self._resource("/Font", operands[0] if operands else None)
        if not isinstance(font, Dictionary):
            self._wrong("a font that is not there")
            font = Dictionary()
        if font.objgen not in self.decoders or not font.is_indirect:
            self.decoders[font.objgen] = decoder(font, ours=self.ours)
        self.decode = self.decoders[font.objgen]

    def _paint(self, operator: str, operands: list[Object]) -> None:
        owner = self.owner
        if not owner:
            self._wrong(f"{operator} paints outside marks")
            return
        text = self._shown(operands[-1]) if operator in _SHOWING and operands else ""
        if "\ufffd" in text or "\x00" in text:
            self._wrong(f"text without Unicode: {text!r}")
        if isinstance(owner, tuple):
            self.content.marked[owner] += text
        else:
            self.content.artifacts.append(text)

    def _shown(self, operand: Object) -> str:
        if isinstance(operand, Array):
            return "".join(self.decode(bytes(part)) for part in operand if isinstance(part, pikepdf.String))
        return self.decode(bytes(operand)) if isinstance(operand, pikepdf.String) else ""


def decoder(font: Object, *, ours: bool) -> Callable[[bytes], str]:
    """Turns shown bytes into text by the font's ToUnicode map. Strangers' plain fonts may do without one."""
    if not isinstance(font.get("/ToUnicode"), Stream):
        plain = not ours and font.get("/Subtype") not in (None, Name.Type0)
        return lambda shown: shown.decode("cp1252", "replace") if plain else "\ufffd" * len(shown)
    try:
        cmap = font.ToUnicode.read_bytes().decode("latin-1")
        table = dict(_entries(cmap))
    except (pikepdf.PdfError, ValueError):
        return lambda shown: "\ufffd" * len(shown)
    found = re.search(r"begincodespacerange\s*<([0-9A-Fa-f]+)>", cmap)
    size = max(len(found[1]) // 2, 1) if found else 1

    def decode(shown: bytes) -> str:
        codes = (int.from_bytes(shown[place : place + size], "big") for place in range(0, len(shown), size))
        return "".join(table.get(code, "\ufffd") for code in codes)

    return decode


def _entries(cmap: str) -> Iterator[tuple[int, str]]:
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            yield int(code, 16), _text(value)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, start, listed in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])", block
        ):
            codes = range(int(first, 16), int(last, 16) + 1)
            if start:
                text = _text(start)
                yield from ((code, text[:-1] + chr(ord(text[-1]) + code - codes[0])) for code in codes)
            else:
                yield from zip(codes, map(_text, re.findall(r"<([0-9A-Fa-f]+)>", listed)), strict=False)


def _text(value: str) -> str:
    return bytes.fromhex(value).decode("utf-16-be")
