"""What a load would do: new figures, changed ones with old and new, and every problem by its place."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.unit.measures.tables import ABANDONED, ANSWER, AUGUST, CRIME, JULY, JUNE, SURVEY, csv, plan, table
from tracker.files.rules_tables import Merged, Table
from tracker.measures.rules import Marking, ValueState
from tracker.measures.rules_load import Facts, LoadPlan
from tracker.measures.rules_preview import preview_lines

LONG = "Measure | Month | Value | Numerator | Denominator | Margin | State | Marking | Reason\n"


def lines(found: LoadPlan) -> list[str]:
    return [problem.line for problem in found.problems]


def the_problem(given: str | Table, **terms: object) -> str:
    """The only problem of a file."""
    found = plan(given, **terms)  # type: ignore[arg-type]  # as `plan` takes them
    (line,) = lines(found)
    return line


def the_facts(given: str, in_force: Facts | None = None, **terms: object) -> Facts:
    """What would stand of the only figure of a file."""
    measure = CRIME
    held = {(measure, JULY): in_force} if in_force else None
    (figure,) = plan(given, held, **terms).figures  # type: ignore[arg-type]  # as above
    return figure.facts


def test_a_long_and_a_wide_table_say_the_same() -> None:
    long = plan("Measure | Month | Value\nCRIME | Jul-24 | 1,234\nCRIME | Aug-24 | 5\nCrime Volume | 2024-06 | 7")
    wide = plan("Measure | Jun-24 | Jul-24 | Aug-24\ncrime volume | 7 | 1,234 | 5")
    expected = {JULY: Decimal(1234), AUGUST: Decimal(5), JUNE: Decimal(7)}
    assert {figure.month: figure.facts.value for figure in long.fresh} == expected
    assert {figure.month: figure.facts.value for figure in wide.fresh} == expected
    assert not long.problems
    assert not wide.problems


def test_titles_above_and_columns_beside_are_left_alone_and_headings_between_rows_too() -> None:
    found = plan(
        "Appendix A\n\nPriority | Measure | Jul-24 | Aug-24 | 12 months | Context\nPriority 1 | Prevent crime\n"
        " 1 | CRIME | 5 | 6 | =SUM(C5:D5) | Rising"
    )
    assert [figure.facts.value for figure in found.fresh] == [5, 6]
    assert found.columns is not None
    assert found.columns.ignored == ("Priority", "12 months", "Context")
    assert not found.problems


def test_a_wide_table_may_have_a_row_for_each_part() -> None:
    found = plan(
        "Measure | Part | Jul-24 | Aug-24\nABANDONED | numerator | 107 | 9\nABANDONED | denominator | 10717 | 129"
    )
    assert [(figure.facts.numerator, figure.facts.denominator) for figure in found.fresh] == [
        (Decimal(107), Decimal(10717)),
        (Decimal(9), Decimal(129)),
    ]
    assert found.fresh[1].facts.value == Decimal("6.976744")


def test_a_blank_cell_leaves_the_month_as_it_is() -> None:
    found = plan("Measure | Jul-24 | Aug-24\nCRIME | | 6", {(CRIME, JULY): Facts(value=Decimal(5))})
    assert [figure.month for figure in found.figures] == [AUGUST]
    assert found.blanks == 1


def test_what_is_on_record_already_is_not_stored_again() -> None:
    held = {(CRIME, JULY): Facts(value=Decimal(5), state=ValueState.FINAL, reason="Recounted")}
    found = plan("Measure | Jul-24\nCRIME | 5", held)
    assert (found.stores, found.unchanged) == (0, 1)


def test_a_revision_shows_old_and_new() -> None:
    found = plan("Measure | Jul-24\nCRIME | 1,234", {(CRIME, JULY): Facts(value=Decimal(1200))})
    (figure,) = found.revised
    assert figure.changes == (("Figure", "1,200", "1,234"),)
    assert "  CRIME Jul-24: Figure: 1,200 → 1,234" in preview_lines(found)


def test_a_final_figure_changes_only_with_a_reason_of_its_row_or_of_the_load() -> None:
    final = Facts(value=Decimal(1200), state=ValueState.FINAL)
    held = {(CRIME, JULY): final}
    message = the_problem("Measure | Jul-24\nCRIME | 1,234", in_force=held)
    assert "final" in message
    assert "1,200 and would be 1,234" in message
    assert message.startswith("Row 2, column B (Jul-24)")
    row = the_facts(LONG + "CRIME | Jul-24 | 1234 | | | | | | Recounted", final)
    assert (row.value, row.state, row.reason) == (Decimal(1234), ValueState.FINAL, "Recounted")
    whole = the_facts("Measure | Jul-24\nCRIME | 1,234", final, reason="New count")
    assert whole.reason == "New count"


def test_what_a_file_does_not_say_stays_as_it_is() -> None:
    held = Facts(
        value=Decimal(5), state=ValueState.NOT_COMPARABLE, marking=Marking.OFFICIAL_SENSITIVE, reason="New way to count"
    )
    facts = the_facts("Measure | Jul-24\nCRIME | 6", held)
    assert (facts.state, facts.marking, facts.reason) == (held.state, held.marking, held.reason)


def test_a_marking_is_not_taken_away_by_whoever_loads_figures() -> None:
    held = Facts(value=Decimal(5), marking=Marking.OFFICIAL_SENSITIVE)
    found = plan(LONG + "CRIME | Jul-24 | 6 | | | | | none |", {(CRIME, JULY): held})
    assert [(each.row, each.heading) for each in found.problems] == [(2, "Marking")]
    assert "the Chief Executive clears it" in found.problems[0].message
    assert not found.figures
    unmarked = Facts(value=Decimal(5))
    assert the_facts(LONG + "CRIME | Jul-24 | 6 | | | | | none |", unmarked).marking is Marking.NONE


def test_new_figures_are_provisional_unless_the_file_or_the_load_says_otherwise() -> None:
    given = "Measure | Jul-24\nCRIME | 6"
    assert the_facts(given).state is ValueState.PROVISIONAL
    assert the_facts(given, final=True).state is ValueState.FINAL
    provisional = Facts(value=Decimal(6))
    assert the_facts(given, provisional, final=True).state is ValueState.FINAL
    # A load of provisional figures takes nothing back that was final.
    final = {(CRIME, JULY): Facts(value=Decimal(6), state=ValueState.FINAL)}
    assert plan(given, final).unchanged == 1


def test_a_figure_is_withdrawn_with_a_reason_and_without_a_value() -> None:
    held = {(CRIME, JULY): Facts(value=Decimal(5))}
    (figure,) = plan(LONG + "CRIME | Jul-24 | | | | | withdrawn | | Counted twice", held).revised
    assert (figure.facts.value, figure.facts.state, figure.facts.reason) == (
        None,
        ValueState.WITHDRAWN,
        "Counted twice",
    )
    assert "Say why" in the_problem(LONG + "CRIME | Jul-24 | | | | | withdrawn | |", in_force=held)
    assert "no value" in the_problem(LONG + "CRIME | Jul-24 | 5 | | | | withdrawn | | x", in_force=held)
    assert "no figure of this month" in the_problem(LONG + "CRIME | Jul-24 | | | | | withdrawn | | x")


def test_a_withdrawn_figure_comes_back_when_there_is_one_again() -> None:
    held = Facts(value=None, state=ValueState.WITHDRAWN, reason="Counted twice")
    facts = the_facts("Measure | Jul-24\nCRIME | 6", held)
    assert (facts.value, facts.state, facts.reason) == (Decimal(6), ValueState.PROVISIONAL, None)


def test_the_parts_of_a_rate_give_its_figure_and_must_agree_with_it() -> None:
    row = "ABANDONED | Jul-24 | {} | 107 | 10717"
    (figure,) = plan(LONG + row.format("")).fresh
    assert figure.facts.value == Decimal("0.998414")
    assert not plan(LONG + row.format("1.0%")).problems
    message = the_problem(LONG + row.format("1.2"))
    assert "The parts give 1.0%, but the figure says 1.2%" in message


def test_the_parts_of_a_mean_time_are_a_time_and_cases() -> None:
    given = table(
        ["Measure", "Month", "Value", "Total time", "Cases"],
        ["ANSWER_TIME", "Jul-24", None, timedelta(hours=30), Decimal(1000)],
        ["ANSWER_TIME", "Aug-24", "00:01:48", "30:00:00", "1,000"],
    )
    found = plan(given)
    assert not found.problems
    assert [figure.facts.value for figure in found.fresh] == [108, 108]
    assert {figure.facts.numerator for figure in found.fresh} == {Decimal(108_000)}


def test_a_rate_without_its_parts_is_loaded_and_counted() -> None:
    found = plan("Measure | Jul-24\nABANDONED | 1.2%")
    assert (len(found.fresh), found.alone) == (1, 1)


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        ("NOTHING | Jul-24 | 5", "Row 2, column A (Measure), “NOTHING”", "no measure of this code"),
        ("CRIM | Jul-24 | 5", "Row 2, column A (Measure), “CRIM”", "Did you mean CRIME (Crime volume)"),
        ("OLD | Jul-24 | 5", "Row 2, column A (Measure), “OLD”", "withdrawn"),
        (" | Jul-24 | 5", "Row 2, column A (Measure)", "Enter the code or the name"),
        ("CRIME | | 5", "Row 2, column B (Month)", "Enter the month"),
        ("CRIME | Q3 | 5", "Row 2, column B (Month), “Q3”", "no month"),
        ("CRIME | Oct-24 | 5", "Row 2, column B (Month)", "has not begun"),
        ("CRIME | Jul-24 | Nil", "Row 2, column C (Value), “Nil”", "Enter 0 if there were none"),
        ("CRIME | Jul-24 | 2024-07-01", "Row 2, column C (Value), “2024-07-01”", "date"),
        ("CRIME | Jul-24 | -4", "Row 2, column C (Value), “-4”", "below 0"),
        ("CRIME | Jul-24 | 5 | 1 | 2", "Row 2, column D (Numerator)", "no parts"),
        ("ABANDONED | Jul-24 | 5 | 1 |", "Row 2, column E (Denominator)", "too, or neither"),
        ("ABANDONED | Jul-24 | 5 | | 1", "Row 2, column D (Numerator)", "too, or neither"),
        ("ABANDONED | Jul-24 | 0 | 0 | 0", "Row 2, column E (Denominator), “0”", "divided by 0"),
        ("ABANDONED | Jul-24 | 5 | 1 | -2", "Row 2, column E (Denominator), “-2”", "below 0"),
        ("COMPLIANCE | Jul-24 | 101%", "Row 2, column C (Value), “101.0%”", "above 100"),
        ("CRIME | Jul-24 | 5 | | | 2", "Row 2, column F (Margin)", "Only a survey"),
        ("SAFE | Jul-24 | 75% | | | -1", "Row 2, column F (Margin), “-1”", "below 0"),
        ("SAFE | Jul-24 | | | | 1", "Row 2, column C (Value)", "Enter the figure"),
        ("CRIME | Jul-24 | 5 | | | | maybe", "Row 2, column G (State), “maybe”", "provisional, final"),
        ("CRIME | Jul-24 | 5 | | | | | secret", "Row 2, column H (Marking), “secret”", "OFFICIAL SENSITIVE"),
        ("CRIME | Jul-24 | 5 | | | | not comparable", "Row 2, column I (Reason)", "not comparable"),
    ],
)
def test_every_problem_is_named_by_row_and_column(row: str, place: str, words: str) -> None:
    found = plan(LONG + row)
    (line,) = lines(found)
    assert line.startswith(f"{place}: ")
    assert words in line
    assert not found.stores


def test_all_problems_of_a_file_are_told_in_its_order() -> None:
    found = plan("Measure | Jul-24 | Aug-24\nCRIME | Nil | x\nNOBODY | 1 | 2\nSAFE | 101 | 5")
    assert [(problem.row, problem.letter) for problem in found.problems] == [(2, "B"), (2, "C"), (3, "A"), (4, "B")]


def test_a_month_twice_in_one_file_names_both_rows() -> None:
    message = the_problem("Measure | Month | Value\nCRIME | Jul-24 | 5\nCrime volume | 2024-07 | 5")
    assert message.startswith("Row 3, column B (Month): CRIME has July 2024 in row 2 already.")
    message = the_problem("Measure | Jul-24\nCRIME | 5\nCrime volume | 6")
    assert message.startswith("Row 3, column A (Measure): Row 2 has the figures of CRIME already.")


def test_merged_cells_among_the_figures_are_named_and_those_of_a_title_are_not() -> None:
    rows = (["Appendix A"], ["Measure", "Jul-24"], ["CRIME", "5"])
    assert not plan(table(*rows, merged=(Merged(1, 1, 1, 2),))).problems
    message = the_problem(table(*rows, merged=(Merged(3, 4, 1, 1),)))
    assert message.startswith("Row 3, column A: The cells A3:A4 are merged.")


def test_a_survey_keeps_its_plus_or_minus() -> None:
    (figure,) = plan(LONG + "SAFE | Jul-24 | 76.9% | | | 3.6").fresh
    assert figure.facts.margin == Decimal("3.6")
    held = {(SURVEY, JULY): figure.facts}
    assert plan(LONG + "SAFE | Jul-24 | 76.9%", held).unchanged == 1
    (changed,) = plan(LONG + "SAFE | Jul-24 | 77%", held).revised
    assert changed.facts.margin is None


def test_the_month_that_runs_may_have_a_figure_and_the_next_may_not() -> None:
    assert not plan("Measure | Sep-24\nCRIME | 5").problems
    assert "has not begun" in the_problem("Measure | Sep-24\nCRIME | 5", on=date(2024, 8, 31))


def test_peers_come_in_the_same_file() -> None:
    heads = "Measure | Month | Peer group | Lower | Average | Upper | Own rate\n"
    found = plan(heads + "CRIME | Jul-24 | Most similar | 4 | 5 | 6 | 5")
    (peers,) = found.peers
    assert (peers.peers.group, peers.peers.lower, peers.peers.upper) == ("Most similar", Decimal(4), Decimal(6))
    assert not found.figures
    assert "Enter all of these" in the_problem(heads + "CRIME | Jul-24 | | 4 | 5 | 6")
    assert "not in this order" in the_problem(heads + "CRIME | Jul-24 | Most similar | 7 | 5 | 6")


def test_a_plan_in_words_says_what_was_not_read() -> None:
    found = plan("Measure | Jul-24 | Notes\nCRIME | 5 |\nANSWER_TIME | 00:00:09 |")
    assert preview_lines(found) == (
        "Read by its headings: one row for each measure, one column for each month.",
        "Columns that were not read: Notes.",
        "2 new figures.",
        "0 figures on record change.",
        "0 figures are on record already.",
        "1 figure of a rate or mean time comes without the parts, so that 3 and 12 months cannot be worked out from "
        "such months.",
    )
    assert {figure.measure for figure in found.fresh} == {CRIME, ANSWER}
    assert csv("a|b").rows[0].at(2) is not None
    assert ABANDONED.kind.has_parts
