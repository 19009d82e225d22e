"""The embedded fonts: what they can draw, how wide it is, and how a reader gets the text back."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from font_source_sans_pro import font_files_ttf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

_ENTRIES_PER_BLOCK: Final = 100
"""A CMap allows at most this many entries between beginbfchar and endbfchar."""

_WRITING: Final = threading.Lock()
"""Cutting a subset moves a reading position inside the shared font, so one document does it at a time."""


class EmbeddedFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A TrueType font whose subsets carry a ToUnicode map that PDF/UA accepts."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=True)
        self._widths: dict[int, float] = self.face.charWidths
        self.advance = lru_cache(maxsize=65_536)(self._advance)

    def _advance(self, text: str) -> float:
        """The width of `text` in thousandths of the font size."""
        widths = self._widths
        return sum(widths[32 if code == 0xA0 else code] for code in map(ord, text))

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  # ReportLab's name
        """Adds the font's subsets, with our own ToUnicode maps: ReportLab's map unused codes to U+0000."""
        with _WRITING:
            state = self.state[doc]
            subsets: list[list[int]] = state.subsets
            super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(subsets):
            font = fonts[f"{state.internalName}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = to_unicode(font.BaseFont, self._drawable(subset))

    def _drawable(self, subset: Sequence[int]) -> dict[int, int]:
        glyphs = self.face.charToGlyph
        return {code: character for code, character in enumerate(subset) if character >= 32 and character in glyphs}


def to_unicode(name: str, characters: dict[int, int]) -> str:
    """A ToUnicode CMap that holds the used codes only."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    entries = [f"<{code:02X}> <{character:04X}>" for code, character in characters.items()]
    for start in range(0, len(entries), _ENTRIES_PER_BLOCK):
        block = entries[start : start + _ENTRIES_PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


REGULAR: Final = EmbeddedFont("SourceSansPro", font_files_ttf["SourceSansPro"])
SEMIBOLD: Final = EmbeddedFont("SourceSansPro-Semibold", font_files_ttf["SourceSansProSemibold"])
pdfmetrics.registerFont(REGULAR)
pdfmetrics.registerFont(SEMIBOLD)

BREAKING_SPACE: Final = re.compile("[ \t\n\r\f\v\x85\u1680\u2000-\u2006\u2008-\u200b\u2028\u2029\u205f\u3000]+")
"""White space at which a line may break; no-break spaces stay inside words."""

_FOLDED: Final = str.maketrans(
    {
        "\u2007": "\xa0",
        "\u202f": "\xa0",
        "\u2010": "-",
        "\u2011": "-",
        **dict.fromkeys("\xad\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff", None),
        **dict.fromkeys(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]), None),
    }
)
_DRAWABLE: Final = frozenset(
    chr(code) for code in REGULAR.face.charToGlyph if code >= 32 and code in SEMIBOLD.face.charToGlyph
) | frozenset("\t\n\r\f\v\x85\u1680\u2028\u2029\u205f\u3000\u200b" + "".join(map(chr, range(0x2000, 0x2007))))


_SAME_LETTERS: Final = ("<compat>", "<wide>", "<narrow>", "<font>", "<isolated>", "<initial>", "<medial>", "<final>")
"""How Unicode marks what is the same letters in another form; raised or circled ones mean something else."""


def settle(text: str) -> str:
    """The text as it is drawn: composed, no invisible marks, look-alike hyphens and spaces folded, ligatures undone."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_FOLDED)
    if _DRAWABLE.issuperset(composed):
        return composed
    return "".join(_letters(character) or _apart(character) for character in composed)


def spellings(text: str) -> list[tuple[str, str | None]]:
    """The settled text in pieces: what is drawn and, where it is drawn in other letters than typed, what was meant."""
    settled = settle(text)
    composed = settled if text.isascii() else unicodedata.normalize("NFC", text).translate(_FOLDED)
    if settled == composed:
        return [(settled, None)]
    pieces: list[tuple[str, str | None]] = []
    for character in composed:
        letters = _letters(character)
        if letters:
            pieces.append((letters, character))
        elif pieces and pieces[-1][1] is None:
            pieces[-1] = (pieces[-1][0] + _apart(character), None)
        else:
            pieces.append((_apart(character), None))
    return pieces


def lacking(text: str) -> str | None:
    """The first character of `text` that the fonts cannot draw, if any."""
    settled = settle(text)
    if _DRAWABLE.issuperset(settled):
        return None
    return next(character for character in settled if character not in _DRAWABLE)


@lru_cache(maxsize=4096)
def _letters(character: str) -> str | None:
    """The plain letters for a character that the fonts lack, where it is nothing but another form of them."""
    if character in _DRAWABLE or not unicodedata.decomposition(character).startswith(_SAME_LETTERS):
        return None
    letters = unicodedata.normalize("NFKC", character)
    return letters if _DRAWABLE.issuperset(letters) else None


def _apart(character: str) -> str:
    """The character; where the fonts lack it but have its letter and its accents, those."""
    if character in _DRAWABLE:
        return character
    parts = unicodedata.normalize("NFD", character)
    return parts if _DRAWABLE.issuperset(parts) else character
