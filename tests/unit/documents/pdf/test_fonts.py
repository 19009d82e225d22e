"""What the embedded fonts can draw, and what a reader gets back from them."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from tests.unit.documents.pdf.reports import paragraph, report, sound
from tracker.documents.pdf import lacking, render
from tracker.documents.pdf.fonts import REGULAR, settle, to_unicode

_MANY = "".join(chr(code) for code in range(0xA1, 0x180) if chr(code) != "\xad" and not lacking(chr(code)))


@pytest.mark.parametrize(
    "text", ["Heddlu Gŵyr a’r tŷ", "£5 – €6 — 50 % ≥ ½", "↑ → ↓ ▲ ▼ ✓", "“quoted” ‘text’ …", "a\tb\nc"]
)
def test_what_british_reports_need_can_be_drawn(text: str) -> None:
    assert lacking(text) is None


@pytest.mark.parametrize(
    ("text", "character"), [("fine 😀 not", "😀"), ("a\x00b", "\x00"), ("half \ud800", "\ud800"), ("中", "中")]
)
def test_the_first_character_without_glyph_is_named(text: str, character: str) -> None:
    assert lacking(text) == character


def test_invisible_marks_are_left_out_and_lookalikes_folded() -> None:
    assert settle("\u200fleft\u00ad to\u2011right\ufeff 5\u202f%") == "left to-right 5\u00a0%"


def test_letters_typed_with_a_separate_accent_are_composed() -> None:
    assert settle("w\u0302 y\u0302") == "ŵ ŷ"


@pytest.mark.pdf
def test_a_letter_that_the_fonts_have_only_without_its_accent_is_drawn_as_both() -> None:
    typed = "E\u0330 a \u1e1a"
    assert lacking(typed) is None
    assert settle(typed) == "E\u0330 a E\u0330"
    assert "E\u0330 a E\u0330" in sound(report(paragraph(typed))).text


def test_a_unicode_map_has_small_blocks() -> None:
    cmap = to_unicode("Font", {code: code + 0x100 for code in range(32, 256)})
    sizes = [int(size) for size in re.findall(r"(\d+) beginbfchar", cmap)]
    assert sizes == [100, 100, 24]
    assert [block.count("\n<") for block in cmap.split("beginbfchar")[1:]] == sizes


@pytest.mark.pdf
def test_more_characters_than_one_subset_holds_are_all_read_back() -> None:
    assert _MANY in sound(report(paragraph(_MANY))).text


def test_unicode_maps_name_no_null_character() -> None:
    with pikepdf.open(io.BytesIO(render(report(paragraph(_MANY))))) as pdf:
        fonts = pdf.pages[1].resources.Font
        maps = [font.ToUnicode.read_bytes() for font in fonts.values()]
        names = {str(font.BaseFont) for font in fonts.values()}
        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())
    assert len(maps) >= 3
    assert not any(b"<0000>" in cmap for cmap in maps)
    assert all("SourceSansPro" in name for name in names)


def test_widths_come_from_the_font() -> None:
    assert REGULAR.advance("ab") == REGULAR.advance("a") + REGULAR.advance("b")
    assert REGULAR.advance("\u00a0") == REGULAR.advance(" ")
