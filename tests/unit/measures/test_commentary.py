"""What the check of a page tells of its blocks, and when a confirmation holds."""

from __future__ import annotations

from datetime import date

from tests.unit.measures.figures import logs
from tracker.dates import Quarter
from tracker.measures.rules import CommentaryBlock
from tracker.measures.rules_commentary import (
    FIGURE_LIMIT,
    BlockCheck,
    Confirmed,
    FigureState,
    Warned,
    check_page,
    digest_of,
    figure_key,
    number_of,
    rows_of_page,
)

NOW = Quarter(2024, 2)
SENTENCE = "The supplier trains 17 operators."
DAY = date(2024, 9, 18)


def check(text: str, *confirmed: Confirmed, before: str = "") -> BlockCheck:
    texts, last = {CommentaryBlock.WHAT: text}, {CommentaryBlock.WHAT: before} if before else {}
    (found,) = check_page(texts, [logs()], confirmed, NOW, last)
    return found


def source(sentence: str = SENTENCE, figure: str = "17") -> Confirmed:
    return Confirmed(digest_of(sentence), figure, "The supplier’s letter", "Anil Reid", DAY)


def states(found: BlockCheck) -> list[FigureState]:
    return [each.state for each in found.figures]


def test_a_figure_from_elsewhere_needs_a_source_once() -> None:
    assert states(check(SENTENCE)) == [FigureState.NO_SOURCE]
    assert states(check(SENTENCE, source())) == [FigureState.CONFIRMED]


def test_a_source_holds_for_its_sentence_and_its_figure_alone() -> None:
    assert states(check("The supplier trains 17 new operators.", source())) == [FigureState.NO_SOURCE]
    assert states(check("The supplier trains 18 operators.", source())) == [FigureState.NO_SOURCE]
    assert states(check(f"Before it.  {SENTENCE}\n\nAfter it.", source())) == [FigureState.CONFIRMED]


def test_a_contradiction_stays_one_whatever_is_confirmed() -> None:
    sentence = "In July 2024 the Storm Log Volume came to 5."
    assert states(check(sentence, source(sentence, "5"))) == [FigureState.CONTRADICTS]


def test_the_worst_stands_first() -> None:
    text = "Storm Log Volume came to 1,777 in July 2024, and 17 teams helped. Storm Log Volume rose by 4% year on year."
    found = check(text)
    assert states(found) == sorted(states(found), key=list(FigureState).index)
    assert number_of([found], FigureState.CONTRADICTS) == 1


def test_the_same_text_as_a_quarter_ago_is_told() -> None:
    (same,) = check("We go on.", before="We  go on.\n").warnings
    assert same == Warned("It says the same, word for word, as a quarter ago.", stops=True)
    assert check("We go on.", before="We began.").warnings == ()


def test_another_quarter_told_as_this_one_stops_a_signature_and_one_to_compare_with_does_not() -> None:
    ours = "and this is Quarter 2, 2024-25, July to September 2024."
    assert check("Q1 was calm. Then Q1 was quiet. It was better than in Q4 2023-24.").warnings == (
        Warned(f"It names “Q1”, {ours} Write it anew for this quarter, or say what it is compared with.", stops=True),
        Warned(f"It names “Q4 2023-24”, {ours} Check that it is not left over from an earlier report.", stops=False),
    )


def test_only_blocks_with_a_text_are_checked_in_the_order_of_print() -> None:
    texts = {CommentaryBlock.DATA_SUMMARY: "One.", CommentaryBlock.WHAT: "Two.", CommentaryBlock.SO_WHAT: ""}
    checked = check_page(texts, [logs()], (), NOW, {})
    assert [found.block for found in checked] == [CommentaryBlock.WHAT, CommentaryBlock.DATA_SUMMARY]


def test_a_group_without_measures_still_has_its_figures_found() -> None:
    rows = rows_of_page((), "Demand", date(2024, 9, 1))
    (found,) = check_page({CommentaryBlock.WHAT: SENTENCE}, rows, (), NOW, {})
    assert states(found) == [FigureState.NO_SOURCE]


def test_white_space_does_not_change_a_sentence() -> None:
    assert digest_of("a  b\nc") == digest_of("a b c")
    assert digest_of("a b") != digest_of("a b c")


def test_a_long_statement_is_kept_short() -> None:
    assert figure_key("17") == "17"
    assert len(figure_key("x" * 200)) == FIGURE_LIMIT
    assert figure_key("x" * FIGURE_LIMIT) == "x" * FIGURE_LIMIT
