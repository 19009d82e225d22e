"""Why an item is closed and what the public sees; items and packs that come late; what a pack waits for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given

from tests.unit.packs.contents import (
    CANARY,
    CLOSED_MINUTE,
    EXEMPT,
    MINUTES,
    USUAL,
    WITH_EXEMPT,
    agendas,
    item,
)
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_exempt import (
    PARAGRAPHS,
    DescriptionNeeded,
    Exemption,
    ParagraphNeeded,
    PublicInterestNeeded,
    UnknownParagraph,
    exemption,
    mark,
    paragraph_words,
)
from tracker.packs.rules_late import (
    LateReasonNeeded,
    MeetingOver,
    UrgencyNeeded,
    check_item,
    check_publishing,
    printed_urgency,
)
from tracker.packs.rules_pack import (
    NothingNew,
    NotYetPublished,
    Owed,
    ReasonForVersion,
    check_supplement,
    check_version,
    owed,
    pack_name,
    supplement_title,
)
from tracker.packs.snapshots import AgendaFacts, public_agenda
from tracker.packs.snapshots_minutes import MinutesFacts, public_minutes

PUBLISH_BY = date(2024, 9, 18)
MEETING = date(2024, 9, 26)


def test_an_exempt_item_needs_paragraph_description_and_public_interest_test() -> None:
    with pytest.raises(ParagraphNeeded):
        exemption(None, "It names him.", "It would harm him.")
    with pytest.raises(UnknownParagraph, match="There is no paragraph 8"):
        exemption(8, "It names him.", "It would harm him.")
    with pytest.raises(DescriptionNeeded):
        exemption(1, " ", "It would harm him.")
    with pytest.raises(PublicInterestNeeded, match="outweighs that in telling it"):
        exemption(1, "It names him.", "\n")
    assert exemption(1, "It names him.", "It would harm him.") == Exemption(1, "It names him.", "It would harm him.")


def test_every_paragraph_of_the_schedule_has_its_words() -> None:
    assert list(PARAGRAPHS) == [1, 2, 3, 4, 5, 6, 7]
    assert paragraph_words(7) == (
        "Paragraph 7 of Schedule 12A to the Local Government Act 1972: preventing, investigating or prosecuting crime."
    )
    assert mark(7) == ("Not for publication – exempt under paragraph 7: preventing, investigating or prosecuting crime")
    for words in (paragraph_words, mark):
        with pytest.raises(UnknownParagraph):
            words(0)


def test_the_public_sees_number_title_and_paragraph_of_an_exempt_item_and_nothing_else() -> None:
    assert CANARY.encode() in WITH_EXEMPT.to_json()
    public = public_agenda(WITH_EXEMPT)
    assert CANARY.encode() not in public.to_json()
    assert EXEMPT.papers[0].digest.encode() not in public.to_json()
    shown = public.part(Part.EXEMPT)[0]
    assert shown == item(8, EXEMPT.title, part=Part.EXEMPT, exemption=Exemption(3, "", ""))


def test_why_a_published_exempt_item_was_withdrawn_is_not_public_either() -> None:
    withdrawn = replace(EXEMPT, withdrawn=f"The {CANARY} firm settled.")
    public = public_agenda(replace(USUAL, items=(withdrawn,)))
    assert public.items[0].withdrawn == ""
    assert CANARY.encode() not in public.to_json()


@given(agendas())
def test_no_public_agenda_holds_what_is_exempt(agenda: AgendaFacts) -> None:
    public = public_agenda(agenda)
    assert CANARY.encode() not in public.to_json()
    assert public.part(Part.OPEN) == agenda.part(Part.OPEN)
    assert [(each.number, each.title) for each in public.items] == [(each.number, each.title) for each in agenda.items]
    assert public_agenda(public) == public
    assert AgendaFacts.from_json(agenda.to_json()) == agenda


def test_of_exempt_minutes_the_public_reads_the_summary() -> None:
    minutes = replace(MINUTES, items=(*MINUTES.items, CLOSED_MINUTE))
    public = public_minutes(minutes)
    assert CANARY.encode() not in public.to_json()
    assert public.items[-1].summary == "The Panel considered a contract."
    assert public.items[:-1] == MINUTES.items
    assert MinutesFacts.from_json(minutes.to_json()) == minutes


def test_an_item_in_time_needs_no_urgency() -> None:
    assert check_item(PUBLISH_BY, PUBLISH_BY, MEETING, "It is said anyway.") is None


def test_a_late_item_needs_the_chairs_reason() -> None:
    with pytest.raises(UrgencyNeeded, match="the agenda had to be public by 18 September 2024"):
        check_item(date(2024, 9, 19), PUBLISH_BY, MEETING, " ")
    kept = check_item(date(2024, 9, 19), PUBLISH_BY, MEETING, " The tender ends on Friday. ")
    assert kept == "The tender ends on Friday."
    assert printed_urgency(kept).endswith("considers it urgent: The tender ends on Friday.")


def test_nothing_is_added_once_the_meeting_is_over() -> None:
    with pytest.raises(MeetingOver, match="The meeting was on 26 September 2024"):
        check_item(date(2024, 9, 27), PUBLISH_BY, MEETING, "urgent")


def test_publishing_late_is_allowed_with_a_reason() -> None:
    assert check_publishing(PUBLISH_BY, PUBLISH_BY, "") is None
    with pytest.raises(LateReasonNeeded):
        check_publishing(date(2024, 9, 19), PUBLISH_BY, "")
    assert check_publishing(date(2024, 9, 19), PUBLISH_BY, "The printer broke.") == "The printer broke."


@dataclass(frozen=True)
class Waiting:
    number: int
    title: str
    paper_expected: bool = True
    paper_owed_by: str | None = None
    papers: tuple[object, ...] = ()


def test_what_is_still_owed_is_told_by_item_and_person() -> None:
    items = (
        Waiting(1, "Apologies", paper_expected=False),
        Waiting(7, "Highlight report", papers=("here",)),
        Waiting(8, "Annual report", paper_owed_by="the Chief Executive"),
        Waiting(9, "Budget"),
    )
    assert owed(items) == (Owed(8, "Annual report", "the Chief Executive"), Owed(9, "Budget", None))
    assert [each.words for each in owed(items)] == [
        "Item 8, Annual report: its paper is owed by the Chief Executive",
        "Item 9, Budget: its paper is still missing, and nobody is named who owes it",
    ]


def test_the_name_of_a_pack_says_what_it_is_and_whether_it_may_be_passed_on() -> None:
    assert pack_name("2024-09-26") == "agenda-pack-2024-09-26.pdf"
    assert pack_name("2024-09-26-2", full=True) == "agenda-pack-2024-09-26-2-not-for-publication.pdf"
    assert pack_name("2024-09-26", version=2) == "agenda-pack-2024-09-26-version-2.pdf"
    assert pack_name("2024-09-26", supplement=1) == "supplement-1-2024-09-26.pdf"
    assert supplement_title(1) == "Supplement 1"


def test_a_published_pack_is_replaced_with_a_reason_only() -> None:
    assert check_version(0, "") == 1
    with pytest.raises(ReasonForVersion):
        check_version(1, " ")
    assert check_version(1, "Page 7 was upside down.") == 2


def test_a_supplement_continues_a_published_pack_with_something_new() -> None:
    with pytest.raises(NotYetPublished):
        check_supplement(0, 1)
    with pytest.raises(NothingNew):
        check_supplement(1, 0)
    check_supplement(1, 1)
