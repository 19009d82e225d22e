"""The highlight report as a document: what it says when there is nothing, as usual, and far too much to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tests.unit.reports.contents import (
    A_ROW,
    DONE,
    EMPTY,
    LATE,
    OVERLONG,
    STOPPED,
    TYPICAL,
    printable_snapshots,
    section,
)
from tracker.documents.blocks import Section
from tracker.documents.document import Document
from tracker.documents.html import render_fragment, render_page, stylesheet
from tracker.documents.pdf import render
from tracker.plan.rules import Rag
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.snapshots import AcronymFacts, DeliverableRow, HighlightSnapshot


def page_of(snapshot: HighlightSnapshot) -> BeautifulSoup:
    return BeautifulSoup(render_page(highlight_document(snapshot), stylesheet=stylesheet()), "html.parser")


def text_of(snapshot: HighlightSnapshot) -> str:
    article = page_of(snapshot).article
    assert article is not None
    return re.sub(r" (?=[:.,])", "", " ".join(article.get_text(" ").split()))


def row_of(row: DeliverableRow) -> list[str]:
    """The words of the only deliverable's cells."""
    cells = page_of(replace(TYPICAL, priorities=(section(row),))).select("#priority-1-1 tbody tr > *")
    return [" ".join(cell.get_text(" ").split()) for cell in cells]


def sections(document: Document) -> Iterator[Section]:
    return (block for block in document.blocks if isinstance(block, Section))


def test_every_unsigned_report_says_that_it_is_a_draft() -> None:
    for snapshot in (EMPTY, TYPICAL, OVERLONG):
        assert highlight_document(snapshot).notices[-1] == "Draft – not signed off"
    assert highlight_document(TYPICAL).notices[0] == "Demonstration – not issued by any office"
    assert highlight_document(EMPTY).notices == ("Draft – not signed off",)


def test_the_title_page_names_quarter_meeting_and_day() -> None:
    words = text_of(TYPICAL)
    assert "Quarter 2, 2024-25" in words
    assert "July to September 2024" in words
    assert "Police and Crime Panel: meeting on Thursday 26 September 2024 at 1:30pm, Committee Room 6" in words
    assert "As at: 18 September 2024, before the quarter’s end on 30 September 2024" in words
    assert "Police and Crime Commissioner: Col Whitmore" in words


def test_a_meeting_without_time_or_place_is_named_by_its_day() -> None:
    assert TYPICAL.meeting is not None
    bare = replace(TYPICAL, meeting=replace(TYPICAL.meeting, starts_at=None, venue=None))
    assert "meeting on Thursday 26 September 2024 As at" in text_of(bare)
    morning = replace(TYPICAL, meeting=replace(TYPICAL.meeting, starts_at=time(10), venue=None))
    assert "26 September 2024 at 10am As at" in text_of(morning)


def test_a_report_drawn_later_says_what_it_leaves_out() -> None:
    later = replace(TYPICAL, as_at=date(2024, 10, 20))
    assert "20 October 2024. Progress reported after the quarter’s end on 30 September 2024 is left out" in text_of(
        later
    )
    at_the_end = replace(TYPICAL, as_at=date(2024, 9, 30))
    assert "As at: 30 September 2024 Draft" in text_of(at_the_end)


def test_empty_parts_say_so() -> None:
    words = text_of(replace(EMPTY, priorities=(section(lead=None),)))
    for sentence in (
        "No meeting of the Panel is on record for this report.",
        "Nothing has been recorded for this quarter yet",
        "No outcomes were recorded for this quarter.",
        "No focus for next quarter was recorded.",
        "No deliverables are on record for this priority in this quarter.",
        "Strategic lead: not named.",
        "No risks or issues were recorded for this quarter.",
        "Commissioner: not on record",
    ):
        assert sentence in words


def test_the_sentences_count_the_rows_of_the_tables() -> None:
    words = text_of(TYPICAL)
    assert "3 deliverables: 1 complete, 1 overdue and 1 not yet due." in words
    assert "1 deliverable has no update this quarter." in words
    totals = page_of(TYPICAL).select("#plan-on-a-page tbody tr")[-1]
    assert totals.get_text(" ").split() == ["All", "priorities", "3", "1", "1", "0", "1", "1", "1"]


def test_the_longest_overdue_come_first_and_the_rest_are_counted() -> None:
    late = tuple(replace(LATE, reference=f"D-{number:04d}", days_late=number) for number in range(1, 8))
    words = text_of(replace(TYPICAL, priorities=(section(*late),)))
    assert words.index("7 days D-0007") < words.index("3 days D-0003")
    assert "2 others are overdue" in words
    assert "2 days D-0002" not in words


def test_a_row_as_usual() -> None:
    action, due, progress, status, rating = row_of(replace(A_ROW, previous_progress=25, note="Tender is **out**."))
    assert action == "D-0001 Refit the custody suite Tender is out ."
    assert (due, progress, status, rating) == ("March 2025", "40% Up from 25% last quarter", "In progress", "Green")


def test_an_overdue_revised_row_without_an_update_says_all_three_in_words() -> None:
    _, due, progress, _, rating = row_of(LATE)
    assert due == (
        "June 2024 Overdue by 80 days Originally May 2024 (110 days ago). Reason for the new date: The trainer left."
    )
    assert progress == "No update this quarter 40% Last report 1 May 2024"
    assert rating == "Red"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (replace(A_ROW, previous_progress=60), "Down from 60% last quarter"),
        (replace(A_ROW, previous_progress=40), "The same as last quarter"),
        (replace(A_ROW, previous_progress=5, previous_progress_on=date(2023, 9, 30)), "Up from 5% on 30 Sep 2023"),
        (replace(A_ROW, updated_in_quarter=False, updated_on=None, progress=0), "Nothing reported yet"),
        (DONE, "On 8 July 2024"),
        (STOPPED, "Stopped: The money went elsewhere."),
        (replace(STOPPED, carried_to="D-0009"), "To D-0009"),
        (replace(A_ROW, extension_requested=True), "An extension has been requested."),
        (replace(A_ROW, due_start=date(2024, 10, 1), due_end=date(2024, 12, 31)), "By 31 December 2024"),
        (replace(A_ROW, revised=True, original_due_text="May 2024"), "Reason for the new date: none was recorded"),
        (replace(A_ROW, rag=Rag.AMBER, rag_word="Amber", rag_reasons=("Due today.",)), "Amber: Due today."),
        (replace(A_ROW, rag_override_reason="Strike"), "Green, set by hand: Strike"),
    ],
)
def test_what_else_a_row_says(row: DeliverableRow, said: str) -> None:
    assert said in " ".join(row_of(row))


def test_what_the_bar_shows_is_said_in_words() -> None:
    bar = page_of(replace(TYPICAL, priorities=(section(replace(A_ROW, previous_progress=25)),))).select_one(
        "[role=img]"
    )
    assert bar is not None
    assert bar["aria-label"] == "40% complete. Up from 25% last quarter"


def test_lines_keep_their_bold_and_their_links_and_nothing_else() -> None:
    line = "See **all** of [the plan](https://example.org/plan) <script>alert(1)</script> [x](javascript:alert(1))"
    page = page_of(replace(TYPICAL, priorities=(section(outcomes=(line,)),)))
    item = page.select_one("#priority-1-1 li")
    assert item is not None
    assert [tag.name for tag in item.find_all(True)] == ["strong", "a"]
    assert "<script>alert(1)</script> [x](javascript:alert(1))" in item.get_text()


def test_the_key_prints_the_thresholds_the_report_was_made_with() -> None:
    rules = replace(TYPICAL.rating_rules, behind_by=22, due_within_days=1, nearly_done=70)
    words = text_of(replace(TYPICAL, rating_rules=rules))
    assert "22 or more percentage points behind" in words
    assert "due within 1 day and less than 70% done" in words
    assert TYPICAL.content_hash in text_of(TYPICAL)


def acronyms_of(count: int) -> list[list[list[str]]]:
    """The rows of each table of acronyms in a report that uses so many."""
    used = tuple(AcronymFacts(acronym=f"A{number:02d}", meaning=f"Meaning {number}") for number in range(count))
    tables = page_of(replace(TYPICAL, acronyms=used)).select("#acronyms table")
    return [[[cell.get_text() for cell in row.select("th, td")] for row in table.select("tr")] for table in tables]


def test_a_few_acronyms_stand_in_one_table() -> None:
    assert acronyms_of(2) == [[["Acronym", "Meaning"], ["A00", "Meaning 0"], ["A01", "Meaning 1"]]]


def test_many_acronyms_stand_in_two_tables_that_hold_each_of_them_once() -> None:
    first, second = acronyms_of(13)
    assert (len(first), len(second)) == (8, 7)
    assert [row[0] for row in (*first[1:], *second[1:])] == [f"A{number:02d}" for number in range(13)]


def test_a_report_without_acronyms_has_no_list_of_them() -> None:
    assert page_of(EMPTY).select("#acronyms") == []
    assert "cronym" not in text_of(EMPTY)


def test_each_priority_starts_a_page_and_has_an_address_of_its_own() -> None:
    twice = replace(TYPICAL, priorities=(section(plan_code="A"), section(plan_code="B")))
    found = [part for part in sections(highlight_document(twice)) if part.anchor.startswith("priority")]
    assert [part.new_page for part in found] == [True, True]
    assert len({part.anchor for part in found}) == 2
    assert len({part.accent for part in found}) == 2


def test_with_two_plans_the_overview_says_which_priority_is_whose() -> None:
    plans = (TYPICAL.plans[0], replace(TYPICAL.plans[0], code="PCP-2025-29", title="The next plan"))
    words = text_of(replace(TYPICAL, plans=plans))
    assert "PCP-2022-25, 2. Reduce violence" in words
    assert "Plans: The plan; The next plan" in words


@pytest.mark.pdf
@pytest.mark.parametrize("snapshot", [EMPTY, TYPICAL, OVERLONG], ids=["empty", "typical", "overlong"])
def test_the_pdf_holds_every_word_of_the_page_and_its_tags_reach_every_text(snapshot: HighlightSnapshot) -> None:
    data = render(highlight_document(snapshot))
    judge(data, "highlight reports")
    said = squeezed(read(data).text)
    cells = page_of(snapshot).select("section :is(p, li, h2, h3, caption)")
    assert [cell.get_text() for cell in cells if squeezed(cell.get_text()) not in said] == []


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    again = HighlightSnapshot.from_json(TYPICAL.to_json())
    assert render(highlight_document(TYPICAL)) == render(highlight_document(again))


@pytest.mark.pdf
@settings(max_examples=25)
@given(printable_snapshots())
def test_any_snapshot_can_be_laid_out_as_page_and_pdf(snapshot: HighlightSnapshot) -> None:
    document = highlight_document(snapshot)
    assert render_fragment(document, heading_offset=1)
    judge(render(document), "highlight reports")
