"""Papers of an item: their order, their background papers, and what the log may tell."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.packs.contents import CANARY
from tracker.packs.rules_papers import (
    PaperCannotMove,
    PaperTitleNeeded,
    PaperWords,
    ReasonForPaper,
    background_lines,
    background_text,
    check_reason,
    check_title,
    kept_background,
    swapped,
    told_paper,
)


@dataclass(frozen=True)
class Placed:
    id: int
    position: int
    is_withdrawn: bool = False


def test_a_paper_moves_among_those_that_stand() -> None:
    papers = (Placed(1, 1), Placed(2, 2, is_withdrawn=True), Placed(3, 3))
    assert swapped(papers, 3, up=True) == (3, 1)
    with pytest.raises(PaperCannotMove):
        swapped(papers, 1, up=True)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=6), st.data(), st.booleans())
def test_a_move_keeps_every_paper_and_is_undone_by_the_other(
    rows: list[tuple[int, bool]], data: st.DataObject, up: bool
) -> None:
    papers = [Placed(key, position, gone) for key, (position, gone) in enumerate(rows)]
    here = [each.id for each in papers if not each.is_withdrawn]
    if not here:
        return
    key = data.draw(st.sampled_from(here))
    try:
        moved = swapped(papers, key, up=up)
    except PaperCannotMove:
        return
    assert sorted(moved) == sorted(here)
    again = swapped([Placed(each, place) for place, each in enumerate(moved)], key, up=not up)
    assert again == tuple(sorted(here, key=lambda each: (papers[each].position, each)))


def test_background_papers_are_listed_one_to_a_line_or_said_to_be_none() -> None:
    assert background_lines(" The plan \n\nA letter\n", none=False) == ("The plan", "A letter")
    assert background_lines(" ", none=True) == ()
    assert background_lines(None, none=False) is None


@given(st.none() | st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1), max_size=4).map(tuple))
def test_background_papers_are_kept_as_they_were_listed(lines: tuple[str, ...] | None) -> None:
    assert kept_background(background_text(lines)) == lines


def test_a_paper_has_a_title_and_one_that_was_published_changes_with_a_reason() -> None:
    with pytest.raises(PaperTitleNeeded):
        check_title(PaperWords("\t"))
    check_reason(None, None)
    check_reason(7, "A figure was wrong.")
    with pytest.raises(ReasonForPaper, match="item 7"):
        check_reason(7, None)


def test_of_an_exempt_paper_the_log_tells_that_there_is_one() -> None:
    facts = {"SHA-256": (None, "ab")}
    assert told_paper(exempt=False, before=None, title="Letter", facts=facts) == {"Paper": (None, "Letter"), **facts}
    told = told_paper(exempt=True, before=CANARY, title=None, facts=facts)
    assert told == {"Paper": ("not shown, because it is exempt", None)}
