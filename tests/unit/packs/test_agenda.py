"""The order of an agenda: numbers, moves within a part, moves to the other part, two clerks at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.packs.rules_agenda import (
    CannotMove,
    Line,
    NoSuchItem,
    NumberPrinted,
    OrderChanged,
    Part,
    ReasonForPart,
    check_order,
    in_order,
    movable,
    moved_down,
    moved_to,
    moved_up,
    numbers,
    standing,
    wanted,
)

A, B, C = (Line(key, Part.OPEN) for key in (1, 2, 3))
X, Y = (Line(key, Part.EXEMPT) for key in (8, 9))
AGENDA = (A, X, B, Y, C)


def keys(lines: tuple[Line, ...]) -> list[int]:
    return [line.key for line in lines]


@st.composite
def agendas(draw: st.DrawFn) -> tuple[Line, ...]:
    """Agendas as they come to be: some items printed with the numbers they had, more added since."""
    parts = draw(st.lists(st.sampled_from(Part), max_size=8))
    before = in_order([Line(key, part) for key, part in enumerate(parts)])
    if not draw(st.booleans()):
        return before
    given_numbers = numbers(before)
    printed = [Line(line.key, line.part, given_numbers[line.key], draw(st.booleans())) for line in before]
    later = draw(st.lists(st.tuples(st.sampled_from(Part), st.booleans()), max_size=4))
    added = [Line(100 + key, part, None, gone) for key, (part, gone) in enumerate(later)]
    return in_order([*printed, *added])


def test_part_one_comes_first_and_the_numbers_run_on_into_part_two() -> None:
    assert keys(in_order(AGENDA)) == [1, 2, 3, 8, 9]
    assert numbers(AGENDA) == {1: 1, 2: 2, 3: 3, 8: 4, 9: 5}


def test_an_item_withdrawn_before_publication_leaves_no_gap() -> None:
    assert numbers((A, Line(2, Part.OPEN, withdrawn=True), C)) == {1: 1, 3: 2}


def test_a_published_item_keeps_its_number_when_it_is_withdrawn_or_others_come() -> None:
    published = (Line(1, Part.OPEN, 1), Line(2, Part.OPEN, 2, withdrawn=True), Line(8, Part.EXEMPT, 3))
    assert numbers((*published, C)) == {1: 1, 2: 2, 8: 3, 3: 4}


def test_an_item_goes_up_and_down_in_its_own_part() -> None:
    assert keys(moved_up(AGENDA, 2)) == [2, 1, 3, 8, 9]
    assert keys(moved_down(AGENDA, 8)) == [1, 2, 3, 9, 8]


def test_the_first_cannot_go_up_and_the_last_of_a_part_cannot_go_down() -> None:
    with pytest.raises(CannotMove, match="stands first of its part already"):
        moved_up(AGENDA, 8)
    with pytest.raises(CannotMove, match="stands last of its part already"):
        moved_down(AGENDA, 3)
    assert [movable(AGENDA, key) for key in (1, 2, 3)] == [(False, True), (True, True), (True, False)]


def test_a_withdrawn_item_is_passed_over_by_one_that_moves() -> None:
    lines = (A, Line(2, Part.OPEN, withdrawn=True), C)
    assert keys(moved_up(lines, 3)) == [3, 2, 1]


def test_what_is_published_does_not_move_and_nothing_passes_it() -> None:
    lines = (Line(1, Part.OPEN, 1), Line(2, Part.OPEN, 2), C, Line(4, Part.OPEN))
    for move, key in ((moved_up, 2), (moved_down, 1), (moved_up, 3)):
        with pytest.raises(NumberPrinted, match="is in a published pack"):
            move(lines, key)
    assert keys(moved_up(lines, 4)) == [1, 2, 4, 3]
    assert movable(lines, 3) == (False, True)


def test_an_item_goes_to_the_end_of_the_other_part() -> None:
    moved = moved_to(AGENDA, 1, Part.EXEMPT)
    assert keys(moved) == [2, 3, 8, 9, 1]
    assert numbers(moved) == {2: 1, 3: 2, 8: 3, 9: 4, 1: 5}
    assert moved_to(AGENDA, 1, Part.OPEN) == in_order(AGENDA)


def test_a_published_item_goes_to_the_other_part_with_a_reason_only_and_keeps_its_number() -> None:
    lines = (Line(1, Part.OPEN, 1), Line(8, Part.EXEMPT, 2))
    with pytest.raises(ReasonForPart, match="Enter why item 1 moves to the other part"):
        moved_to(lines, 1, Part.EXEMPT, "  ")
    assert numbers(moved_to(lines, 1, Part.EXEMPT, "It names a witness.")) == {1: 1, 8: 2}


def test_what_is_not_on_the_agenda_cannot_be_moved() -> None:
    gone = Line(4, Part.OPEN, withdrawn=True)
    for key in (4, 77):
        with pytest.raises(NoSuchItem, match="no longer on the agenda"):
            standing((*AGENDA, gone), key)


def test_the_second_of_two_clerks_sees_both_orders() -> None:
    check_order(AGENDA, 3, 3, [1, 2, 3, 8, 9])
    with pytest.raises(OrderChanged) as refused:
        check_order(AGENDA, 3, 4, [2, 1, 3, 8, 9])
    assert (refused.value.mine, refused.value.theirs) == ((2, 1, 3, 8, 9), (1, 2, 3, 8, 9))


@given(agendas())
def test_numbers_are_given_once_and_rise_within_each_part(lines: tuple[Line, ...]) -> None:
    given_numbers = numbers(lines)
    assert len(set(given_numbers.values())) == len(given_numbers)
    assert set(given_numbers) == {line.key for line in lines if line.printed is not None or not line.withdrawn}
    for part in Part:
        fresh = [given_numbers[line.key] for line in lines if line.part is part and line.key in given_numbers]
        assert fresh == sorted(fresh)


@given(agendas(), st.data())
def test_a_move_is_undone_by_its_opposite_and_loses_nobody(lines: tuple[Line, ...], data: st.DataObject) -> None:
    here = [line for line in lines if not line.withdrawn]
    if not here:
        return
    key = data.draw(st.sampled_from(here)).key
    up, down = movable(lines, key)
    if up:
        assert moved_down(moved_up(lines, key), key) == in_order(lines)
    if down:
        assert moved_up(moved_down(lines, key), key) == in_order(lines)
    for part in Part:
        moved = moved_to(lines, key, part, "because")
        assert sorted(keys(moved)) == sorted(keys(lines))
        assert next(line for line in moved if line.key == key).part is part


def test_what_a_clerk_meant_is_the_order_they_saw_with_their_move() -> None:
    assert wanted((1, 2, 3), 3, up=True) == (1, 3, 2)
    assert wanted((1, 2, 3), 1, up=False) == (2, 1, 3)
    assert wanted((1, 2, 3), 1, up=True) == (1, 2, 3)
    assert wanted((), 9, up=False) == ()
