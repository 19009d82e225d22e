"""The measures in the highlight report: the same columns for every group, its commentary, and the key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tests.unit.reports.contents import LONG, TYPICAL, printable, section
from tests.unit.reports.contents_measures import (
    A_PAGE,
    HIDDEN,
    MIXED,
    ONLY_WORDS,
    SUPPLIED,
    USUAL,
    basis_of,
    overlong,
    pages,
)
from tests.unit.reports.test_layout_highlight import page_of, text_of
from tracker.documents.pdf import render
from tracker.measures.rules import Engine
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.rules_warnings import measure_warnings
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_measures import MeasurePage, MeasureRow

COLUMNS = [
    *("Measure", "Trend line, 3 years", "Month", "3 months", "12 months"),
    *("Year on year", "Rolling trend", "Exceptions", "Weighting"),
]


def report_on(*pages: MeasurePage) -> HighlightSnapshot:
    rows = [row for page in pages for row in page.rows]
    return replace(TYPICAL, priorities=(section(measures=pages),), measure_basis=basis_of(*rows))


def group(snapshot: HighlightSnapshot, number: int = 1) -> BeautifulSoup:
    return BeautifulSoup(str(page_of(snapshot).select_one(f"#priority-1-1-measures-{number}")), "html.parser")


def words(element: object) -> str:
    return " ".join(element.get_text(" ").split())  # type: ignore[attr-defined]  # an element of the page


def cells_of(row: MeasureRow, *others: MeasureRow) -> list[str]:
    found = group(report_on(replace(A_PAGE, rows=(row, *others)))).select("tbody tr:first-child > *")
    return [words(cell) for cell in found]


def test_every_group_has_the_same_columns() -> None:
    supplied = replace(A_PAGE, rows=(SUPPLIED,))
    tables = page_of(report_on(A_PAGE, supplied)).select("#priority-1-1 [id*=measures] table")
    assert [[words(head) for head in table.select("thead th")] for table in tables] == [COLUMNS, COLUMNS]


def test_the_heading_says_group_and_month() -> None:
    found = group(report_on(A_PAGE))
    assert [words(head) for head in found.select("h3")] == ["Measures: 999, July 2024"]
    assert words(found.caption) == "999, July 2024: 4 measures"


def test_a_row_has_line_figures_trend_exceptions_and_weighting() -> None:
    name, line, *figures = cells_of(USUAL)
    assert (name, line) == ("Calls answered Figures: provisional", "Aug-21 to Jul-24")
    assert figures == ["90", "270", "1,080", "-11.4%", "Decreasing", "One, Eight-Month Low", "18"]


def test_the_trend_line_reads_as_words() -> None:
    line = group(report_on(A_PAGE)).select_one("svg[role=img]")
    assert line is not None
    assert line["aria-label"] == (
        "Trend line of 36 months: from 100 in Aug-21 to 90 in Jul-24, lowest 90 in May-23, highest 106 in Feb-22; "
        "1 month without a value"
    )


def test_where_no_months_were_published_no_line_is_invented() -> None:
    assert cells_of(SUPPLIED, USUAL)[1] == "None recorded"
    assert not group(report_on(replace(A_PAGE, rows=(SUPPLIED,)))).select(".report-sparkline")


def test_a_line_of_one_month_says_which() -> None:
    assert USUAL.trend_line is not None
    line = replace(USUAL.trend_line, first=USUAL.trend_line.last, values=USUAL.trend_line.values[-1:])
    assert cells_of(replace(USUAL, trend_line=line))[1] == "Jul-24 only"


def test_what_was_supplied_is_marked_where_it_stands() -> None:
    name, _, *figures = cells_of(SUPPLIED, USUAL)
    assert name == "Time to answer Figures: supplied"
    assert figures[4:] == ["Increasing supplied", "None supplied", "4 supplied"]


def test_where_everything_was_supplied_the_caption_says_it_once() -> None:
    found = group(report_on(replace(A_PAGE, rows=(SUPPLIED,))))
    assert words(found.caption) == "999, July 2024: 1 measure, all supplied; no month before is on record"
    assert words(found.select("tbody tr")[0]).count("supplied") == 0


def test_exceptions_both_ways_have_a_shape_of_their_own() -> None:
    assert cells_of(MIXED)[7] == "One-Month High; Eight-Month Low"
    assert cells_of(MIXED)[6] == "Too few months"


def test_a_marked_figure_is_withheld_and_the_report_knows_it() -> None:
    snapshot = report_on(A_PAGE)
    assert cells_of(HIDDEN)[2:] == ["Withheld: OFFICIAL SENSITIVE"] * 7
    assert snapshot.withheld == (HIDDEN,)
    blocking = [each for each in measure_warnings(snapshot) if each.blocks]
    assert [(each.code, each.words) for each in blocking] == [
        (
            "SECRET",
            "Figures are marked OFFICIAL SENSITIVE and not cleared: July 2024. They are withheld, and the report "
            "cannot be published until they are cleared or replaced.",
        )
    ]


def test_a_trend_that_contradicts_the_change_warns_officers_but_is_not_printed() -> None:
    against = replace(USUAL, figures=replace(USUAL.figures, year_on_year=-USUAL.figures.year_on_year))  # type: ignore[operator]  # it has one
    snapshot = report_on(replace(A_PAGE, rows=(USUAL, against, HIDDEN, SUPPLIED)))
    found = [each.words for each in measure_warnings(snapshot) if not each.blocks]
    sentence = (
        "The rolling trend says “Decreasing”, but the 12 months are up on the year before. "
        "Check which of the two is right."
    )
    assert found[0] == sentence
    assert sentence not in text_of(snapshot)


def test_commentary_stands_in_its_order_and_what_is_missing_says_so() -> None:
    found = group(report_on(A_PAGE))
    heads = [words(head) for head in found.select("h4")]
    assert heads == ["No surprises", "WHAT", "SO WHAT", "NOW WHAT", "DATA SUMMARY"]
    said = words(found)
    assert "The national figure comes out in October." in said
    assert "SO WHAT None recorded NOW WHAT Train more operators Ask again in October DATA SUMMARY None recorded" in said
    assert "No figures on record: Calls transferred." in said


def test_without_a_note_there_is_no_heading_for_it() -> None:
    found = group(report_on(replace(A_PAGE, no_surprises=None)))
    assert "No surprises" not in words(found)


def test_a_group_with_words_and_no_figures_says_so() -> None:
    found = group(report_on(ONLY_WORDS))
    assert not found.select("table")
    assert "Measures: CSEW No figures of this group are on record" in words(found)
    assert "Train more operators" in words(found)


def test_the_key_has_every_setting_and_the_sentence_on_chance() -> None:
    said = text_of(report_on(A_PAGE))
    for words_of_the_key in (
        "more than 2 standard deviations above the mean of the 24 months before it",
        "more than 1.5 standard deviations above",
        "Standard deviations are those of a sample",
        "2 for One-Month, 3 for Two-Month, 4 for Three-Month and 6 for Eight-Month",
        "By chance: With 4 measures, expect fewer than 1",
        "Withheld: OFFICIAL SENSITIVE: worked out from a figure that may not be published.",
        "None recorded: nothing was published or entered.",
    ):
        assert words_of_the_key in said
    assert "XmR" not in said


def test_the_key_names_the_engine_that_was_used() -> None:
    charted = replace(USUAL, engine=Engine.XMR)
    said = text_of(report_on(replace(A_PAGE, rows=(charted,))))
    assert "2.66" in said
    assert "By chance" not in said
    assert "One-Month High:" not in said


def test_without_measures_the_key_says_nothing_of_them() -> None:
    said = text_of(report_on(ONLY_WORDS))
    assert "Exceptions and weighting" not in said


@pytest.mark.pdf
@pytest.mark.parametrize("page", [A_PAGE, ONLY_WORDS, overlong(LONG)], ids=["usual", "only words", "overlong"])
def test_the_pdf_holds_every_word_of_the_page(page: MeasurePage) -> None:
    snapshot = report_on(page)
    data = render(highlight_document(snapshot))
    judge(data, "highlight reports")
    printed = squeezed(read(data).text)
    found = page_of(snapshot).select("section :is(p, li, h2, h3, h4, caption)")
    assert [each.get_text() for each in found if squeezed(each.get_text()) not in printed] == []


@pytest.mark.pdf
@settings(max_examples=15)
@given(st.lists(pages(printable), min_size=1, max_size=3).map(tuple))
def test_any_measures_become_a_page_and_an_accessible_pdf(found: tuple[MeasurePage, ...]) -> None:
    snapshot = report_on(*found)
    assert page_of(snapshot)
    judge(render(highlight_document(snapshot)), "highlight reports")


@given(pages(printable))
def test_what_is_written_is_read_back_the_same(page: MeasurePage) -> None:
    written = report_on(page).to_json()
    assert HighlightSnapshot.from_json(written).to_json() == written
