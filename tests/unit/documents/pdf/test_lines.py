"""Lines of text: never too wide, nothing lost, words never run into each other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.generated import ordinary_text
from tracker.documents.pdf.fonts import BREAKING_SPACE, REGULAR, SEMIBOLD, settle
from tracker.documents.pdf.lines import Line, Stretch, break_lines

_FONTS = st.sampled_from([REGULAR, SEMIBOLD])
_SIZES = st.sampled_from([9.0, 11.0, 24.0])
_WIDTHS = st.floats(30, 500)
_TEXTS = st.lists(st.tuples(ordinary_text.map(settle), _FONTS), max_size=5)


def stretches(*texts: str) -> list[Stretch]:
    return [Stretch(text, REGULAR, key) for key, text in enumerate(texts)]


def written(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@given(_TEXTS, _SIZES, _WIDTHS)
def test_no_line_is_wider_than_its_room(texts: list[tuple[str, object]], size: float, width: float) -> None:
    lines = break_lines([Stretch(text, font, key) for key, (text, font) in enumerate(texts)], size, width)  # type: ignore[arg-type]  # drawn from fonts
    assert all(line.width <= width + 0.01 for line in lines)


@given(_TEXTS, _SIZES, _WIDTHS)
def test_lines_read_one_after_the_other_give_the_text_back(
    texts: list[tuple[str, object]], size: float, width: float
) -> None:
    lines = break_lines([Stretch(text, font, key) for key, (text, font) in enumerate(texts)], size, width)  # type: ignore[arg-type]  # drawn from fonts
    whole = BREAKING_SPACE.sub(" ", "".join(text for text, _ in texts)).strip(" ")
    assert re.sub(" +", " ", "".join(written(lines))) == whole


@given(ordinary_text.map(settle), _SIZES, _WIDTHS)
def test_pieces_of_a_line_stand_side_by_side(said: str, size: float, width: float) -> None:
    half = len(said) // 2
    for line in break_lines(stretches(said[:half], said[half:]), size, width):
        edge = 0.0
        for piece in line.pieces:
            assert abs(piece.start - edge) < 0.01
            edge = piece.start + piece.width


def test_a_line_keeps_the_blank_at_which_it_was_broken() -> None:
    assert written(break_lines(stretches("hear the victims"), 11, 50)) == ["hear the ", "victims"]


def test_a_word_too_long_for_a_line_is_parted() -> None:
    lines = written(break_lines(stretches("Llanfairpwllgwyngyll"), 11, 40))
    assert len(lines) > 1
    assert "".join(lines) == "Llanfairpwllgwyngyll"


def test_a_word_is_parted_after_a_dash_rather_than_leave_a_gap() -> None:
    assert written(break_lines(stretches("a multi-agency plan"), 11, 60)) == ["a multi-", "agency plan"]


def test_a_date_or_reference_is_not_parted_at_its_dashes() -> None:
    assert written(break_lines(stretches("quarter 2024-25"), 11, 70)) == ["quarter ", "2024-25"]


def test_a_no_break_space_keeps_its_words_together() -> None:
    assert written(break_lines(stretches("due 30\u00a0September"), 11, 75)) == ["due ", "30\u00a0September"]


def test_the_blanks_around_a_link_are_outside_it() -> None:
    link = Stretch(" the plan ", REGULAR, 1, tight=True)
    (line,) = break_lines([Stretch("read", REGULAR, 0), link, Stretch("today", REGULAR, 2)], 11, 400)
    assert [piece.text for piece in line.pieces] == ["read ", "the plan", " today"]


def test_nothing_but_blanks_is_no_line() -> None:
    assert break_lines(stretches("", "  \n ", "\u2003"), 11, 100) == []
