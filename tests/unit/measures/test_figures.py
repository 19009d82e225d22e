"""What the figure check understands, and what it leaves for a person to confirm."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.measures.figures import logs, page, published, rate, verdicts
from tracker.measures.rules import TrendWord
from tracker.measures.rules_figures import Verdict, check_figures

AGREES, CONTRADICTS, UNKNOWN = "agrees", "contradicts", "unknown"


def test_the_figure_of_another_period_contradicts_and_is_named() -> None:
    [checked] = check_figures("In the 12 months to Jul-24 the arrest rate was 46.6%.", page("Domestic Abuse"))
    assert checked.verdict is Verdict.CONTRADICTS
    assert checked.measure == "Arrest Rate: DA"
    assert "49.0%" in checked.table
    assert "46.6% is that of Jul-24" in checked.table


def test_the_figure_of_another_row_contradicts_and_is_named() -> None:
    [checked] = check_figures("CRIB calls answered for the month of Jul-24 were 7,257.", page("CRIB"))
    assert checked.verdict is Verdict.CONTRADICTS
    assert "7,257 is that of Jul-24 of Call Offer Demand: All CRIB" in checked.table


def test_a_figure_rounded_as_it_is_written_agrees() -> None:
    assert verdicts("The priority response rate was 62% in the 12 months to Jul-24.", page("Priority")) == [
        ("62%", AGREES)
    ]
    assert verdicts("The log volume was 1,790 in July 2024.", [logs()]) == [("1,790", CONTRADICTS)]
    assert verdicts("The log volume was about 1,800 in July 2024.", [logs()]) == [("1,800", AGREES)]
    assert verdicts("The log volume was over 1,700 in July 2024.", [logs()]) == [("1,700", AGREES)]
    assert verdicts("The log volume was nearly 1,700 in July 2024.", [logs()]) == [("1,700", CONTRADICTS)]


def test_the_wrong_direction_contradicts() -> None:
    told = check_figures("RASSO crime volume fell by 2.1% in the 12 months to Jul-24.", page("RASSO"))
    assert [checked.verdict for checked in told] == [Verdict.CONTRADICTS]
    assert told[0].says == "2.1% (down)"
    assert "2.1% (up)" in told[0].table


def test_a_percentage_where_the_table_has_a_time_contradicts() -> None:
    text = "In the 12 months to Jul-24 the average 999 wait time fell by 3%."
    assert verdicts(text, page("999")) == [("3%", CONTRADICTS)]


def test_a_count_in_brackets_belongs_to_its_percentage() -> None:
    assert verdicts("Logs fell by 18.4% (n.5,640) year on year.", page("Priority")) == [
        ("18.4%", AGREES),
        ("n.5,640", AGREES),
    ]
    assert verdicts("Logs fell by 18.4% (n.564) year on year.", page("Priority")) == [
        ("18.4%", AGREES),
        ("n.564", CONTRADICTS),
    ]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Repeat suspects are at a two, three and eight-month low.", AGREES),
        ("The DA arrest rate is at an exceptional 8 month high.", AGREES),
        ("The DA arrest rate is at an eight month low.", CONTRADICTS),
        ("The DA arrest rate is at a nine month high.", UNKNOWN),
        ("The DA arrest rate shows an upward trend.", AGREES),
        ("The DA arrest rate shows a downward trend.", CONTRADICTS),
    ],
)
def test_exceptions_and_trends_are_held_against_the_table(text: str, verdict: str) -> None:
    assert [told for _, told in verdicts(text, page("Domestic Abuse"))] == [verdict]


def test_a_trend_that_the_table_itself_contradicts_is_left_to_a_person() -> None:
    # Printed as increasing beside a fall of 20.6%.
    assert verdicts("CCH calls answered show a decreasing trend.", page("CCH/101")) == [("decreasing trend", UNKNOWN)]


def test_the_lowest_is_the_lowest_of_the_rows_alike() -> None:
    rows = page("Victim Voice")
    assert verdicts("Satisfaction was lowest among vehicle crimes, 70.0%.", rows)[0] == ("lowest", CONTRADICTS)
    assert verdicts("Satisfaction was lowest among hate crimes, 69.7%.", rows)[0] == ("lowest", AGREES)


def test_the_lowest_since_a_month_is_not_the_tables_to_tell() -> None:
    assert verdicts("Jul-24 had the lowest CRIB abandonment rate since Jul-23, 21.8%.", page("CRIB")) == [
        ("21.8%", AGREES)
    ]


def test_a_direction_without_a_figure_is_held_against_the_change() -> None:
    assert verdicts("ASB incidents continue to fall.", page("ASB")) == [("fall", AGREES)]
    assert verdicts("ASB incidents continue to rise.", page("ASB")) == [("rise", CONTRADICTS)]
    assert verdicts("We aim to reduce ASB incidents.", page("ASB")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rape - the FAT rate in the 12 months to Jul-24 was 7.9%.",
        "The RASSO arrest rate in the 12 months to Jul-24 was 30.5%.",
        "Nationally the RASSO FAT rate was 12.8% in the 12 months to Jul-24.",
        "The RASSO FAT rate was 12.8% in the 12 months to Mar-24.",
        "The RASSO FAT rate in Swindon was 12.8% in the 12 months to Jul-24.",
        "The RASSO FAT rate is forecast at 12.8% for the 12 months to Jul-24.",
        "78% of RASSO crimes in the last 12 months were outside the family.",
        "The RASSO FAT rate rose from 12.8%.",
        "3 RASSO crimes led to a trial in Jul-24.",
        "The RASSO FAT rate is 12.8%.",
    ],
)
def test_where_subject_or_months_are_not_clear_nothing_is_called_wrong(text: str) -> None:
    assert {told for _, told in verdicts(text, page("RASSO"))} == {UNKNOWN}


def test_a_figure_of_the_year_before_is_not_the_tables_to_tell() -> None:
    text = "The log volume was 1,777 in Jul-24 compared with 1,901 in Jul-23."
    assert verdicts(text, [logs()]) == [("1,777", AGREES), ("1,901", UNKNOWN)]


def test_a_heading_says_which_page_the_sentences_are_of() -> None:
    sentence = "- The log volume was 1,777 in Jul-24."
    text = f"Response (Immediate)\n\n{sentence}\n\nResponse (Priority)\n\n{sentence}"
    assert [told for _, told in verdicts(text, published())] == [AGREES, CONTRADICTS]


def test_a_pasted_table_says_so_too_and_is_not_checked_itself() -> None:
    text = "Storm Log Volume: Priority\t\t9,999\t6,391\t25,012\n\n- The log volume was 2,131 in Jul-24."
    assert verdicts(text, published()) == [("2,131", AGREES)]


def test_a_sentence_goes_on_about_what_the_one_before_was_about() -> None:
    text = "The priority log volume was 2,131 in Jul-24. This is a year-on-year decrease of 17.0%."
    assert verdicts(text, published()) == [("2,131", AGREES), ("17.0%", CONTRADICTS)]


def test_a_sentence_broken_by_the_page_is_read_as_one() -> None:
    assert verdicts("- The priority log volume for the\nmonth of Jul-24 was 2,131.", published()) == [("2,131", AGREES)]


def test_small_numbers_in_words_are_told_only_when_they_are_the_tables() -> None:
    assert verdicts("The FAT outcome volume was nine in Jul-24; two colleagues joined.", page("RASSO")) == [
        ("nine", AGREES)
    ]


def test_each_line_begins_with_its_verdict_and_is_one_line() -> None:
    [checked] = check_figures("The log volume for the\nmonth of Jul-24 was 1,790.", [logs()])
    assert checked.line == (
        "contradicts: “The log volume for the month of Jul-24 was 1,790.” says 1,790; "
        "the table says 1,777 (Storm Log Volume: Immediate, Jul-24)"
    )


def test_without_a_table_nothing_is_checked_and_without_figures_nothing_is_found() -> None:
    assert check_figures("The rate was 5%.", []) == []
    assert check_figures("", [logs()]) == []


def test_a_stable_row_goes_with_no_direction() -> None:
    row = rate(Decimal("79.8"), trend=TrendWord.STABLE, yoy=Decimal("0.0"))
    assert verdicts("The response rate shows a stable trend.", [row]) == [("stable trend", AGREES)]
