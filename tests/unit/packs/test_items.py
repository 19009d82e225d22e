"""What an item must say, and what the log may tell of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.packs.contents import CANARY
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.rules_exempt import Exemption
from tracker.packs.rules_items import (
    NOT_SHOWN,
    ItemWords,
    ReasonForWords,
    TitleNeeded,
    check_reword,
    check_words,
    told_change,
)

OPEN = ItemWords("Custody", ItemKind.REPORT, "To note the report.", "Pat", True, "Chris")
EXEMPTION = Exemption(7, f"It names {CANARY}.", f"It would warn {CANARY}.")
CLOSED = ItemWords("Custody", ItemKind.REPORT, f"To hear {CANARY}.", f"Dr {CANARY}", True, CANARY, EXEMPTION)

words = st.none() | st.just(CANARY) | st.text(max_size=10)
closed_items = st.builds(
    ItemWords,
    st.just("Custody"),
    st.sampled_from(ItemKind),
    words,
    words,
    st.booleans(),
    words,
    st.builds(Exemption, st.integers(1, 7), st.just(CANARY), st.just(CANARY)),
)
open_items = st.builds(ItemWords, st.just("Custody"), st.sampled_from(ItemKind), words, words, st.booleans(), words)


def test_an_item_has_a_title_and_stands_in_part_two_if_it_is_exempt() -> None:
    assert check_words(OPEN) is OPEN
    assert (OPEN.part, CLOSED.part) == (Part.OPEN, Part.EXEMPT)
    with pytest.raises(TitleNeeded):
        check_words(ItemWords("\n"))


def test_the_words_of_a_published_item_change_with_a_reason_only() -> None:
    check_reword(None, None)
    check_reword(7, "A wrong figure.")
    with pytest.raises(ReasonForWords, match="the words of item 7"):
        check_reword(7, " ")


def test_the_log_tells_what_changed_of_an_open_item() -> None:
    assert told_change(OPEN, replace(OPEN, title="Cells", owed_by=None)) == {
        "Title": ("Custody", "Cells"),
        "Paper owed by": ("Chris", None),
    }
    assert told_change(None, OPEN)["Words"] == (None, "To note the report.")


def test_the_log_tells_that_the_words_of_an_exempt_item_changed_and_not_what_they_are() -> None:
    assert told_change(CLOSED, replace(CLOSED, text=f"To drop {CANARY}.", owed_by=None)) == {
        "Words": (NOT_SHOWN, NOT_SHOWN),
        "Paper owed by": (NOT_SHOWN, None),
    }
    assert told_change(CLOSED, replace(CLOSED, title="Cells")) == {"Title": ("Custody", "Cells")}


def test_an_item_that_becomes_exempt_leaves_nothing_in_the_log_but_title_and_paragraph() -> None:
    told = told_change(replace(OPEN, text=CANARY), replace(CLOSED, owed_by=None))
    assert told["Part"] == ("Part I", "Part II")
    assert told["Exempt by"] == (None, "paragraph 7")
    assert CANARY not in str(told)


@given(st.none() | open_items | closed_items, open_items | closed_items)
def test_the_log_never_tells_the_words_of_an_item_that_is_exempt_before_or_after(
    before: ItemWords | None, after: ItemWords
) -> None:
    told = told_change(before, after)
    if after.exemption is not None or (before is not None and before.exemption is not None):
        assert CANARY not in str(told)
    # Even so it tells that something changed.
    assert bool(told) == (before != after)
