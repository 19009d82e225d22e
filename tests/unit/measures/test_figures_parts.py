"""The figure check beside a table with parts of rates and targets, and what names and months may look like."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.measures.figures import logs, rate, verdicts
from tracker.measures.rules import Unit
from tracker.measures.rules_figures_types import FigureRow, Span

OUTCOMES = rate(
    Decimal("7.0"),
    measure="Charge Rate",
    three_months=Decimal("6.5"),
    parts={Span.MONTH: (Decimal(9), Decimal(129)), Span.THREE: (Decimal(26), Decimal(397))},
)


def test_the_parts_of_a_rate_agree_with_its_table() -> None:
    text = "In July 2024 the Charge Rate stood at 7.0% (9 of 129), with 6.5% (26 of 397) over the 3 months."
    assert {verdict for _, verdict in verdicts(text, [OUTCOMES])} == {"agrees"}
    assert len(verdicts(text, [OUTCOMES])) == 6


@pytest.mark.parametrize("text", ["(9 of 130)", "(8 of 129)"])
def test_a_wrong_part_of_a_rate_contradicts_it(text: str) -> None:
    found = verdicts(f"In July 2024 the Charge Rate stood at 7.0% {text}.", [OUTCOMES])
    assert [verdict for _, verdict in found].count("contradicts") == 1


def test_a_count_that_is_not_said_to_be_a_part_is_left_to_a_person() -> None:
    found = verdicts("In July 2024 the Charge Rate was 7.0%, and 3 teams were told.", [OUTCOMES])
    assert found[-1] == ("3", "unknown")


def test_a_page_without_parts_says_nothing_of_them() -> None:
    plain = rate(Decimal("7.0"), measure="Charge Rate")
    found = verdicts("In July 2024 the Charge Rate stood at 7.0% (9 of 129).", [plain])
    assert [verdict for _, verdict in found] == ["agrees", "unknown", "unknown"]


def test_the_target_of_a_row_agrees_and_another_one_is_left_to_a_person() -> None:
    row = rate(Decimal("79.8"), target=Decimal(90))
    assert verdicts("The Response Rate met its target of 90%.", [row]) == [("90%", "agrees")]
    assert verdicts("The Response Rate met its target of 80%.", [row]) == [("80%", "unknown")]


def test_a_number_in_a_measures_name_is_no_figure() -> None:
    row = rate(Decimal("91.2"), measure="Calls answered within 10 seconds")
    assert verdicts("In July 2024 Calls answered within 10 seconds stood at 91.2%.", [row]) == [("91.2%", "agrees")]


def test_the_months_in_a_measures_name_tell_it_from_no_other() -> None:
    rows = [
        logs(measure="Crime Volume"),
        rate(Decimal("7.0"), measure="Charge Rate, rolling 12 months"),
    ]
    text = "In July 2024 the Crime Volume came to 1,777, with 19,231 over the 12 months."
    assert verdicts(text, rows) == [("1,777", "agrees"), ("19,231", "agrees")]


def test_the_label_of_an_exception_names_no_other_measure() -> None:
    row = logs(exceptions={8: -1})
    assert verdicts("Storm Log Volume is at an Eight-Month Low.", [row]) == [("Eight-Month Low", "agrees")]
    assert verdicts("Storm Log Volume is at an Eight-Month High.", [row]) == [("Eight-Month High", "contradicts")]


def _of(month: date, row: FigureRow) -> FigureRow:
    return logs(measure=row.measure, month=month, unit=row.unit, month_value=row.month_value)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_share_in_any_month_is_the_share_of_the_month(number: int) -> None:
    month = date(2024, number, 1)
    row = _of(month, rate(Decimal("79.8")))
    said = f"The Response Rate stood at 12.3% in {month:%B} 2024."
    assert verdicts(said, [row]) == [("12.3%", "contradicts")]


@pytest.mark.parametrize("count", ["101", "111", "999"])
def test_a_count_that_looks_like_a_telephone_number_is_a_count_where_the_sentence_counts(count: str) -> None:
    row = logs(month_value=Decimal(count), three_months=Decimal(count))
    text = f"In July 2024 the Storm Log Volume came to {count}, with {count} over the 3 months."
    assert verdicts(text, [row]) == [(count, "agrees")] * 2


@pytest.mark.parametrize("change", ["-250.0", "-100.0"])
def test_a_fall_by_more_than_everything_breaks_nothing(change: str) -> None:
    row = logs(yoy=Decimal(change))
    assert [said for said, _ in verdicts("Storm Log Volume fell by 150.", [row])] == ["150"]
    assert verdicts(f"Storm Log Volume fell by {change[1:]}%.", [row]) == [(f"{change[1:]}%", "agrees")]


def test_a_name_given_in_full_is_that_row_whatever_the_others_are_called() -> None:
    rows = [logs(measure="Volume of ASB"), logs(measure="Volume of ASB - County", month_value=Decimal(668))]
    text = (
        "In July 2024 Volume of ASB - County came to 668, with 4,908 over the 3 months. It was down 0.8% year on year."
    )
    assert {verdict for _, verdict in verdicts(text, rows)} == {"agrees"}
    assert verdicts("In July 2024 Volume of ASB - County came to 1,777.", rows) == [("1,777", "contradicts")]


def test_the_months_of_an_exception_are_no_figures() -> None:
    row = logs(unit=Unit.DAYS, exceptions={2: -1, 3: -1, 8: -1})
    said = verdicts("Storm Log Volume: Immediate is at a two, three and eight-month low.", [row])
    assert said == [("two, three and eight-month low", "agrees")]
