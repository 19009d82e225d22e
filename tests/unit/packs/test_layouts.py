"""Agenda, minutes, forward plan and requests as documents."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings

from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tests.unit.packs.contents import (
    CANARY,
    CLOSED_MINUTE,
    EMPTY,
    FORWARD,
    ITEMS,
    MINUTES,
    NO_MINUTES,
    OVERFULL,
    REQUESTS,
    USUAL,
    WITH_EXEMPT,
    agendas,
    item,
)
from tracker.documents.blocks import Page
from tracker.documents.document import Document
from tracker.documents.html import render_fragment, render_page, stylesheet
from tracker.documents.pdf import render
from tracker.documents.pdf.bind_types import Range, place_link
from tracker.packs.layout_agenda import agenda_document
from tracker.packs.layout_forward import forward_document
from tracker.packs.layout_minutes import DRAFT_MARK, minutes_document
from tracker.packs.layout_requests import requests_document
from tracker.packs.layout_words import NOT_FOR_PUBLICATION
from tracker.packs.rules_minutes import MinutesState
from tracker.packs.snapshots import AgendaFacts, public_agenda
from tracker.packs.snapshots_lists import ForwardPlan, RequestList
from tracker.packs.snapshots_minutes import public_minutes

PLACES = {5: Range(7, 26), 6: Range(27, 27), 8: Range(29, 32)}
FULL_MINUTES = replace(MINUTES, items=(*MINUTES.items, CLOSED_MINUTE))


def page_of(document: Document) -> BeautifulSoup:
    return BeautifulSoup(render_page(document, stylesheet=stylesheet()), "html.parser")


def said(document: Document) -> str:
    return re.sub(r" (?=[;:.,)])", "", " ".join(page_of(document).get_text(" ").split())).replace("( ", "(")


def part(document: Document, anchor: str) -> str:
    found = page_of(document).find(id=anchor)
    assert isinstance(found, Tag)
    section = found if found.name == "section" else found.find_parent("section")
    assert isinstance(section, Tag)
    return " ".join(section.get_text(" ").split())


def test_the_front_sheet_tells_place_day_time_and_whom_to_ask() -> None:
    words = said(agenda_document(USUAL))
    assert "Date: Thursday 26 September 2024" in words
    assert "Time: 1:30pm" in words
    assert "Place: Committee Room 6, Council Offices" in words
    assert "Morgan Finch, Democratic Services, telephone 01632 960158, clerk@example.org" in words


def test_the_front_sheet_names_members_with_office_and_organisation_and_substitutes() -> None:
    words = said(agenda_document(USUAL))
    assert "Cllr Steve Bucknell, Wiltshire Council (Chairman)" in words
    assert "Denisa Ahmeti (Co-opted member)" in words
    assert "Cllr Substitute M, Wiltshire Council" in words
    assert "Recording This meeting may be recorded" in words


def test_what_is_not_known_is_said() -> None:
    words = said(agenda_document(EMPTY))
    for missing in ("Time to be confirmed", "Place to be confirmed", "No member of the Panel is on record", "None"):
        assert missing in words


def test_each_item_prints_its_pages_and_those_without_papers_none() -> None:
    document = agenda_document(USUAL, PLACES, link=lambda number: place_link(str(number)))
    headings = [" ".join(each.get_text(" ").split()) for each in page_of(document).select("h3")]
    assert headings[0] == "1 Apologies for Absence"
    assert headings[4] == "5 Highlight and Performance Report (Pages 7 - 26)"
    assert headings[5] == "6 Forward Work Plan (Page 27)"
    links = [each["href"] for each in page_of(document).select("h3 a")]
    assert links == ["https://place.invalid/5", "https://place.invalid/6"]


def test_an_item_names_its_papers_where_their_names_say_more_than_its_own() -> None:
    document = agenda_document(USUAL, PLACES)
    assert "Highlight report, quarter 2" in part(document, "item-5")
    assert "Letter of the Chief Constable: A scan without text." in part(document, "item-5")
    assert part(document, "item-6") == "6 Forward Work Plan (Page 27)"


def test_public_participation_prints_the_deadlines_and_the_last_item_the_dates() -> None:
    document = agenda_document(USUAL)
    assert "5pm on Thursday 19 September 2024" in part(document, "item-4")
    assert "5pm on Monday 23 September 2024" in part(document, "item-4")
    assert "Thursday 14 November 2024, 10:30am Thursday 16 January 2025" in part(document, "item-7")
    assert "No later meeting has been arranged yet." in part(agenda_document(replace(USUAL, future=())), "item-7")


def test_part_two_says_none_when_it_is_empty() -> None:
    assert part(agenda_document(USUAL), "part-II").endswith("disclosed. None")


def test_background_papers_are_listed_by_report_and_those_without_say_none() -> None:
    words = part(agenda_document(USUAL), "background-papers")
    assert "5 Highlight report, quarter 2: Police and Crime Plan 2022 to 2025" in words
    assert "5 Letter of the Chief Constable: none" in words
    assert "Forward Work Plan" not in words


def test_a_late_item_prints_why_it_is_urgent_and_a_withdrawn_one_only_that() -> None:
    items = (item(1, "Late", urgency="The tender ends."), item(2, "Gone", text="To note.", withdrawn="Not ready."))
    document = agenda_document(replace(USUAL, items=items))
    assert "Why the chair considers it urgent: The tender ends." in part(document, "item-1")
    assert part(document, "item-2") == "2 Gone Withdrawn. Not ready."


def test_the_full_agenda_says_on_every_page_that_it_is_not_for_publication() -> None:
    full, public = agenda_document(WITH_EXEMPT, PLACES), agenda_document(public_agenda(WITH_EXEMPT), PLACES)
    assert full.notices[-1] == NOT_FOR_PUBLICATION
    assert NOT_FOR_PUBLICATION not in said(public)
    assert "Why it is exempt: Names the" in part(full, "item-8")
    assert "Paragraph 3 of Schedule 12A" in part(public, "item-8")


def test_a_supplement_says_what_it_belongs_to_and_lists_only_its_own_items() -> None:
    supplement = replace(USUAL, supplement=2, items=(ITEMS[4],), reason="The letter came on Friday.")
    words = said(agenda_document(supplement))
    assert "Supplement 2 to the agenda, Wiltshire Police and Crime Panel, 26 September 2024" in words
    assert "numbered on from the last page published" in words
    assert "Reason: The letter came on Friday." in words
    assert "Members" not in words
    assert "Part II" not in words


def test_a_later_version_says_that_it_replaces_the_others_and_why() -> None:
    words = said(agenda_document(replace(USUAL, version=2, reason="Item 7 had the wrong report.")))
    assert "Version 2. It replaces every earlier version." in words
    assert "Reason: Item 7 had the wrong report." in words


def test_minutes_tell_who_was_there_and_who_came_for_whom() -> None:
    words = said(minutes_document(MINUTES))
    assert "Time: 10:30am to 12:40pm" in words
    assert "Cllr Steve Bucknell (Chairman)" in words
    assert "Philip Wilkinson OBE, Police and Crime Commissioner" in words
    assert "Cllr Brian Mathew; Cllr Gordon King came as substitute" in words


def test_minutes_print_number_decision_proposer_seconder_movements_and_actions() -> None:
    first, second = (part(minutes_document(MINUTES), f"minute-{number}") for number in (36, 37))
    assert first == (
        "36 Election of a Chairman There was one nomination. Proposed by Cllr Tony Pickernell and seconded by "
        "Cllr Nash. Decision To elect Cllr Steve Bucknell Chairman for 2024/25."
    )
    assert "Cllr Ross Henning arrived at 10:39am." in second
    assert "Decision The update was noted." in second
    assert "Action: Report on reoffending (OPCC, at the November meeting)" in second
    assert "37 Give timescales for improvements Commissioner No date given" in part(
        minutes_document(MINUTES), "actions"
    )


def test_minutes_are_a_draft_on_every_page_until_they_are_confirmed() -> None:
    assert DRAFT_MARK in minutes_document(MINUTES).notices
    confirmed = replace(MINUTES, state=MinutesState.CONFIRMED, confirmed_on=date(2024, 9, 26))
    assert DRAFT_MARK not in minutes_document(confirmed).notices
    assert "Confirmed: as a correct record on 26 September 2024" in said(minutes_document(confirmed))


def test_public_minutes_of_an_exempt_item_hold_its_summary_only() -> None:
    words = part(minutes_document(public_minutes(FULL_MINUTES)), "minute-38")
    assert words.endswith("The Panel considered a contract.")
    unsaid = replace(MINUTES, items=(replace(CLOSED_MINUTE, summary=""),))
    assert "No summary of this item" in part(minutes_document(public_minutes(unsaid)), "minute-38")


def test_the_forward_plan_lists_meetings_with_what_is_planned() -> None:
    words = said(forward_document(FORWARD))
    assert (
        "Thursday 14 November 2024, 10:30am Committee Room 6 Chief Constable update Reoffending: asked in June" in words
    )
    assert "Wednesday 26 March 2025 Place to be confirmed Nothing yet" in words
    assert "No meeting chosen Neighbourhood harm reduction" in words
    assert "Nothing is planned" in said(forward_document(replace(FORWARD, meetings=(), later=())))
    assert ForwardPlan.from_json(FORWARD.to_json()) == FORWARD


def test_requests_tell_what_was_asked_of_whom_and_what_came_of_it() -> None:
    words = said(requests_document(REQUESTS))
    assert "1 Give timescales for improvements 27 June 2024, minute 43 Commissioner No date given Open" in words
    assert "26 September 2024 Answered Sent on 2 September 2024." in words
    assert "The Panel waits for no answer." in said(requests_document(replace(REQUESTS, rows=())))
    assert RequestList.from_json(REQUESTS.to_json()) == REQUESTS


DOCUMENTS = {
    "empty agenda": agenda_document(EMPTY),
    "full agenda": agenda_document(WITH_EXEMPT, PLACES, link=lambda number: place_link(str(number))),
    "overfull agenda": agenda_document(OVERFULL, PLACES),
    "supplement": agenda_document(replace(USUAL, supplement=1, items=(ITEMS[4],))),
    "no minutes": minutes_document(NO_MINUTES),
    "minutes": minutes_document(FULL_MINUTES),
    "forward plan": forward_document(FORWARD),
    "requests": requests_document(REQUESTS),
}


@pytest.mark.pdf
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=list(DOCUMENTS))
def test_each_pdf_is_accessible_and_holds_every_word_of_the_page(document: Document) -> None:
    assert document.page is Page.A4_PORTRAIT
    data = render(document)
    judge(data, "papers of meetings")
    words = squeezed(read(data).text)
    page = BeautifulSoup(render_fragment(document), "html.parser")
    found = page.select("header.report-title p, section :is(p, li, h1, h2, h3, caption, th[scope=col])")
    assert [each.get_text() for each in found if squeezed(each.get_text()) not in words] == []


@pytest.mark.pdf
@settings(max_examples=15)
@given(agendas())
def test_any_agenda_can_be_drawn_and_the_public_one_never_holds_the_canary(agenda: AgendaFacts) -> None:
    public = agenda_document(public_agenda(agenda))
    assert CANARY not in render_fragment(public)
    data = render(public)
    judge(data, "papers of meetings")
    assert CANARY not in read(data).text.lower()
