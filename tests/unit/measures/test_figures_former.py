"""Figures of a former month: held against that month where the sentence leaves no doubt, else left to a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.measures.figures import logs, rate, verdicts
from tracker.measures.rules import Unit
from tracker.measures.rules_figures import FigureRow, check_figures

FORMER = {date(2024, 6, 1): Decimal(986), date(2024, 5, 1): Decimal(1004), date(2023, 7, 1): Decimal(1650)}
CALLS = logs(measure="Calls answered", former=FORMER)
RATE = rate(Decimal("7.0"), measure="Abandonment rate", former={date(2024, 6, 1): Decimal("6.4")})


def told(text: str, *rows: FigureRow) -> dict[str, str]:
    return dict(verdicts(text, rows or (CALLS, RATE)))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Calls answered came to 1,777 in July 2024, up from 986 in June.", "986"),
        ("Calls answered came to 986 in June 2024.", "986"),
        ("In June 2024, calls answered came to 986.", "986"),
        ("In June calls answered stood at 986.", "986"),
        ("Calls answered rose from 1,004 in May-24.", "1,004"),
        ("Calls answered came to 1,777 in July 2024, compared with 1,650 in Jul-23.", "1,650"),
        ("The Abandonment rate was 6.4% in June 2024.", "6.4%"),
        ("Calls answered came to about 1,000 in June 2024.", "1,000"),
    ],
)
def test_a_figure_of_a_month_that_is_named_agrees_with_that_month(text: str, figure: str) -> None:
    assert told(text)[figure] == "agrees"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Calls answered came to 1,777 in July 2024, up from 987 in June.", "987"),
        ("Calls answered came to 1,777 in June 2024.", "1,777"),
        ("In June 2024, calls answered came to 1,004.", "1,004"),
        ("The Abandonment rate was 7.0% in June 2024.", "7.0%"),
    ],
)
def test_another_months_figure_contradicts_it(text: str, figure: str) -> None:
    assert told(text)[figure] == "contradicts"


def test_the_month_that_was_read_is_said() -> None:
    (checked,) = check_figures("Calls answered came to 1,777 in June 2024.", [CALLS])
    assert checked.table == "986 (Calls answered, Jun-24)"


@pytest.mark.parametrize(
    "text",
    [
        # Another month is compared with, or something else was counted in it.
        "Calls answered came to 1,777, more than in June 2024.",
        "Calls answered came to 1,777 and more than in June.",
        "In June 2024 a hub opened, and calls answered came to 1,777.",
        "In June 2024 a hub opened with 12 desks for calls answered.",
        "Calls answered fell from 1,004 in May to 1,777.",
        "Since June 2024 calls answered came to 1,777.",
        "Calls answered by 12 officers in June were fewer.",
        "Calls answered in May and June came to 986 and 1,777 respectively.",
        "A daily average of 33 calls answered in June 2024.",
        "Calls answered rose by 11.8% to June 2024 (n=1,777).",
        "Calls answered came to 3,500 in May and June 2024.",
        # A month to come, or one nothing is known of.
        "Calls answered came to 1,900 in August.",
        "Calls answered came to 1,900 in September 2024.",
        "Calls answered came to 1,900 in April 2024.",
        # A change from month to month, and another measure.
        "Calls answered rose by 80.2% from June 2024.",
        "Officers came to 12 in June 2024.",
        "Calls answered elsewhere by the ONS came to 12 in June 2024.",
    ],
)
def test_where_another_reading_is_possible_nothing_is_called_wrong(text: str) -> None:
    assert "contradicts" not in told(text).values()


@pytest.mark.parametrize("text", ["Two teams took 986 in June.", "Officers came to 986 in June 2024."])
def test_a_number_that_is_equal_by_chance_does_not_agree(text: str) -> None:
    assert told(text)["986"] == "unknown"


def test_two_measures_that_could_be_meant_are_left_to_a_person() -> None:
    alike = [logs(measure=f"Calls {kind}", former=FORMER) for kind in ("answered", "offered")]
    assert told("Calls came to 986 in June 2024.", *alike)["986"] != "contradicts"


def test_a_table_without_months_says_so_as_before() -> None:
    assert told("Calls answered came to 986 in June 2024.", logs(measure="Calls answered", unit=Unit.COUNT)) == {
        "986": "unknown"
    }
