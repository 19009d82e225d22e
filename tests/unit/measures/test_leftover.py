"""Names of other quarters and months in a text: what was left in, and what is a fair comparison."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import Quarter
from tracker.measures.rules_leftover import left_out_for_nothing, leftovers

QUARTER = Quarter.parse("2024-25-Q2")
JULY = date(2024, 7, 1)


def found(text: str, *, ahead: bool = False, data_month: date | None = None) -> list[tuple[str, bool]]:
    return [(each.name, each.as_this) for each in leftovers(text, QUARTER, ahead=ahead, data_month=data_month)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Crime fell by 3% in Quarter 1 of 2024-25.", "Quarter 1 of 2024-25"),
        ("In quarter one 2018-19 the force met its target.", "quarter one 2018-19"),
        ("These are the figures of Q1.", "Q1"),
        ("The report for 2023-24 Q2 shows a rise.", "2023-24 Q2"),
        ("The report for 2023/24, quarter 2 shows a rise.", "2023/24, quarter 2"),
        ("Demand was high in Q2 23/24.", "Q2 23/24"),
        ("Demand was high in the fourth quarter.", "fourth quarter"),
        ("Demand was high in the first quarter of 2024-25.", "first quarter of 2024-25"),
        ("Demand was high this quarter (Q1).", "Q1"),
        ("Compared with plans, this quarter (Q1) was calm.", "Q1"),
        ("Demand was high this quarter (April to June).", "this quarter (April to June"),
        ("Demand was high this quarter, July to September 2023.", "this quarter, July to September 2023"),
        ("Demand was high in Q2 2023.", "Q2 2023"),
    ],
)
def test_a_text_that_tells_of_another_quarter_as_its_own(text: str, name: str) -> None:
    assert found(text) == [(name, True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fewer calls were lost than in Quarter 1 of 2024-25.", "Quarter 1 of 2024-25"),
        ("Calls rose since Q1.", "Q1"),
        ("Compared with 2023-24 Q2, calls rose.", "2023-24 Q2"),
        ("Up from 12 in Q1 to 15.", "Q1"),
        ("The pilot was launched before Quarter 1.", "Quarter 1"),
        ("It will be published in Q4.", "Q4"),
        ("In April 2024 the desk was opened.", "April 2024"),
        ("The best week was in Mar-24.", "Mar-24"),
    ],
)
def test_an_earlier_time_that_is_named_to_compare_or_to_remember_is_only_pointed_out(text: str, name: str) -> None:
    assert found(text) == [(name, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Crime fell in Quarter 2.",
        "Crime fell in Quarter 2 of 2024-25, and Q2 2024/25 was calm.",
        "Crime fell in 2024-25 Q2.",
        "Crime fell this quarter (July to September 2024).",
        "Crime fell this quarter, from July to September.",
        "Crime fell in Q3 2024.",
        "The service starts in Q3 2024-25.",
        "A quarter of 2023-24 crimes and three quarters of the rest.",
        "The money stops in March 2025.",
        "July 2024 and August 2023 were calm.",
        "Rates are high since the pilot began in Nov-23.",
        "The scheme has run from April 2024.",
        "In 2023 there were 12, and 17 in 2024.",
        "It rose in May by 12.",
        "March 24.5% of calls",
        "See [the minutes](https://example.org/2023-24-Q2) and https://example.org/quarter-1/april-2024.",
    ],
)
def test_what_is_of_this_quarter_or_a_plan_or_a_beginning_is_nothing(text: str) -> None:
    assert found(text) == []


def test_the_months_of_the_figures_beside_a_text_are_its_own() -> None:
    assert found("May 2024 was the best month.") == [("May 2024", False)]
    assert found("May 2024 was the best month.", data_month=JULY) == []
    assert found("April 2024 was the best month.", data_month=JULY) == [("April 2024", False)]


def test_what_is_about_the_next_quarter_may_name_it() -> None:
    assert found("In Quarter 3 the tender closes.") == [("Quarter 3", True)]
    assert found("In Quarter 3 of 2024-25 the tender closes; April 2024 is over.", ahead=True) == []
    assert found("In Quarter 1 the tender closes.", ahead=True) == [("Quarter 1", True)]


def test_a_name_is_told_once_in_a_sentence_and_sentences_are_judged_apart() -> None:
    assert found("Q1 was calm, Q1 was quiet. Fewer than in Q1.") == [("Q1", True), ("Q1", False)]


@given(st.text(max_size=60) | st.from_regex(r"(Q[0-9]|quarter (1|four)|20[0-9]{2}[-/][0-9]{2}|May 24| |\.){1,8}"))
def test_any_text_can_be_read(text: str) -> None:
    for each in leftovers(text, QUARTER):
        assert each.name in each.sentence


DRAFTED = (
    "Left out, because a figure is marked OFFICIAL SENSITIVE and nobody has cleared it: **Crime volume** and **Hate**."
)


@pytest.mark.parametrize(
    ("text", "withheld", "found"),
    [
        (DRAFTED, {"Crime volume", "Hate"}, []),
        (DRAFTED, {"Crime volume"}, [("Hate",)]),
        (DRAFTED, set(), [()]),
        ("Arrests were withheld as official-sensitive.", set(), [()]),
        ("Crime is not published: it is OFFICIAL SENSITIVE.", {"Hate"}, [("Crime",)]),
        ("The figure was marked OFFICIAL SENSITIVE and is cleared since.", set(), []),
        ("Crime was left out of the plan.", set(), []),
        ("One. Two.", set(), []),
    ],
)
def test_a_sentence_that_leaves_figures_out_is_named_once_they_are_not_withheld(
    text: str, withheld: set[str], found: list[tuple[str, ...]]
) -> None:
    measures = {"Crime", "Crime volume", "Hate"}
    assert list(left_out_for_nothing(text, withheld, measures - withheld)) == found
