"""The cover report of an annual report: purpose, considerations, recommendations, the same on paper and on the web."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tracker.documents.html import render_page, stylesheet
from tracker.documents.pdf import render
from tracker.packs.layout_cover import NO_PRIORITIES, NO_WORK, cover_document
from tracker.packs.snapshots_cover import CoverPriority, CoverReport

COVER = CoverReport(
    office="Office of the Police and Crime Commissioner",
    panel="Police and Crime Panel",
    commissioner="Col Whitmore",
    notice="Demonstration – not issued by any office",
    meeting_day=date(2024, 9, 26),
    year="2023-24",
    days="1 April 2023 to 31 March 2024",
    version=2,
    as_at=date(2024, 9, 18),
    signed_by="Cath Ellery, Chief Executive,",
    signed_on=date(2024, 9, 18),
    content_hash="0f" * 32,
    priorities=(
        CoverPriority(
            name="1. A police service that meets the needs of its communities",
            objectives=3,
            deliverables=3,
            outcomes=(("Finished", 1), ("Going on", 2)),
        ),
        CoverPriority(name="2. Reduce violence", objectives=2, deliverables=0, outcomes=()),
    ),
    totals=(("Total cost", "72.9"), ("Total financed by", "72.9")),
)


def said(cover: CoverReport) -> str:
    page = BeautifulSoup(render_page(cover_document(cover), stylesheet=stylesheet()), "html.parser")
    return " ".join(page.get_text(" ").split())


def test_it_has_its_parts_in_their_order() -> None:
    page = BeautifulSoup(render_page(cover_document(COVER), stylesheet=stylesheet()), "html.parser")
    assert [" ".join(each.get_text(" ").split()) for each in page.select("h2")] == [
        "Purpose",
        "Contents",
        "Considerations",
        "Recommendations",
        "Background papers",
    ]


def test_it_says_what_was_signed_and_what_the_panel_is_asked() -> None:
    words = said(COVER)
    for expected in (
        "Cath Ellery, Chief Executive, signed it off on 18 September 2024 as version 2",
        "3 deliverables: 1 finished and 2 going on",
        "Total cost: £72.9m",
        "reviews the annual report 2023-24",
        "decides how the Commissioner’s response is to be published",
        "Annual report 2023-24, version 2.",
        COVER.content_hash,
    ):
        assert expected in words


def test_what_is_not_there_is_said_or_left_out() -> None:
    bare = said(replace(COVER, priorities=(), totals=(), commissioner=None))
    assert NO_PRIORITIES in bare
    assert "finance table" not in bare
    assert "Report of: The Police and Crime Commissioner" in bare
    assert NO_WORK in said(COVER)


@pytest.mark.pdf
def test_paper_and_page_say_the_same_and_a_screen_reader_can_read_the_paper() -> None:
    document = cover_document(COVER)
    data = render(document)
    judge(data, "cover reports")
    page = BeautifulSoup(render_page(document, stylesheet=stylesheet()), "html.parser")
    assert squeezed(COVER.content_hash) in squeezed(read(data).text)
    assert page.find("table") is not None


@given(st.text(max_size=40), st.integers(0, 10**6))
def test_what_is_frozen_is_read_back(name: str, number: int) -> None:
    cover = replace(COVER, panel=name, version=number)
    assert CoverReport.from_json(cover.to_json()) == cover
