"""What another quarter has left in a text."""

from __future__ import annotations

import pytest

from tracker.dates import Quarter
from tracker.measures.rules_leftover import left_out_for_nothing, other_months, other_quarters

NOW = Quarter(2024, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Calls fell in Q2.", []),
        ("Calls fell in Q1.", ["Q1"]),
        ("Calls fell in Quarter two.", []),
        ("Calls fell in quarter four and in Quarter 4.", ["quarter four", "Quarter 4"]),
        ("Calls fell in Q2 2024-25.", []),
        ("Calls fell in Q2 of 2023/24.", ["Q2 of 2023/24"]),
        ("Calls fell in 2024-25 Q2 and 2024-25-Q1.", ["2024-25-Q1"]),
        ("Calls fell in Q1, Q1 and again Q1.", ["Q1"]),
        ("Calls fell this quarter.", []),
    ],
)
def test_another_quarters_name(text: str, found: list[str]) -> None:
    assert list(other_quarters(text, NOW)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In July 2024 and September 2024.", []),
        ("In Aug-23 it was less.", []),
        ("In May 2024 it was less.", ["May 2024"]),
        ("In Jun-24 and June 2024.", ["June 2024"]),
        ("Since Nov-23 and since early May 2024.", []),
        ("From 6 October 2024 on.", []),
        ("Better than May 2024.", []),
        ("There may 20 people come.", []),
        ("In May it was less.", []),
    ],
)
def test_another_months_name(text: str, found: list[str]) -> None:
    assert list(other_months(text, NOW)) == found


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
