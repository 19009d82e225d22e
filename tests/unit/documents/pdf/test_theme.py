"""What a report looks like: large enough to read, with enough contrast."""

from __future__ import annotations

import pytest

from tracker.documents.blocks import ParagraphKind
from tracker.documents.pdf import theme
from tracker.documents.tones import ACCENT, contrast

_STYLES = [
    *theme.PARAGRAPHS.values(),
    *theme.CELLS.values(),
    *theme.HEADINGS.values(),
    *(theme.SUBTITLE, theme.CAPTION, theme.COLUMN_HEADER, theme.RUNNING, theme.NOTICES),
]


@pytest.mark.parametrize("style", _STYLES)
def test_text_can_be_read_on_white(style: theme.TextStyle) -> None:
    assert contrast(style.colour, "#ffffff") >= 4.5
    assert style.size >= 9
    assert style.leading >= style.size * 1.1


@pytest.mark.parametrize("colour", [ACCENT, theme.LINK, theme.QUIET, theme.NOTICE])
def test_colours_of_words_have_contrast(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5


@pytest.mark.parametrize("kind", [ParagraphKind.BODY, ParagraphKind.LEAD, ParagraphKind.EMPTY])
def test_body_text_is_at_least_eleven_points(kind: ParagraphKind) -> None:
    assert theme.PARAGRAPHS[kind].size >= 11


def test_headings_grow_with_their_rank() -> None:
    sizes = [theme.HEADINGS[level].size for level in range(1, 7)]
    assert sizes == sorted(sizes, reverse=True)
