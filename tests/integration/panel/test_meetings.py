"""Meetings, through the pages: arranged, changed, moved, cancelled, and refused."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.web_client import path_of
from tests.web_fixtures import Office
from tracker.panel import queries
from tracker.panel.models import Meeting

NEW = "/meetings/new"
NOVEMBER = "/meetings/2024-11-14"
ANSWERS = {"day": ["5", "2", "2025"], "starts_at": "10.30am", "venue": "Monkton Park, Chippenham"}


def stored(office: Office, key: str) -> Meeting:
    with office.sessions() as session:
        return queries.meeting(session, key)


def test_the_list_says_what_is_coming_and_by_when_it_is_published(panel: Office) -> None:
    page = panel.as_("clerk").get("/meetings")
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("table:has(#coming-caption) tbody tr")]
    assert [row[:17].strip() for row in rows] == ["26 September 2024", "14 November 2024", "16 January 2025 T"]
    assert "18 Sep 2024 Today 19 Sep 2024 23 Sep 2024" in rows[0]
    assert "Cancelled on 18 Sep 2024: No business." in rows[2]
    assert "27 June 2024" in page.main
    assert "received by 5pm" in page.main


def test_before_there_is_a_meeting_the_list_says_what_to_do(office: Office) -> None:
    assert "Arrange the next one" in office.as_("clerk").get("/meetings").main
    page = office.as_("officer").get("/meetings")
    assert "The Panel’s clerk arranges them." in page.main
    assert not page.soup.select(f"a[href='{NEW}']")


def test_the_clerk_arranges_a_meeting(panel: Office) -> None:
    clerk = panel.as_("clerk")
    assert clerk.get(NEW).form()["contact_name"] == "Clara Penn"
    page = clerk.submit(NEW, ANSWERS, follow=True, status=200)
    assert page.h1 == "Meeting of 5 February 2025"
    assert "Publish its papers by 28 January 2025." in page.main
    assert "Wednesday 5 February 2025. 10:30am" in page.main
    meeting = stored(panel, "2025-02-05")
    assert (meeting.starts_at, meeting.venue) == (time(10, 30), "Monkton Park, Chippenham")
    assert ("meeting:arranged", "meetings/2025-02-05") in panel.events()


def test_a_meeting_at_too_short_notice_is_arranged_with_a_warning(panel: Office) -> None:
    page = panel.as_("clerk").submit(NEW, ANSWERS | {"day": ["24", "9", "2024"]}, follow=True, status=200)
    assert "The last day to publish its papers, 16 September 2024, has passed" in page.main


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (["26", "12", "2024"], "26 December 2024 is a bank holiday (Boxing Day)."),
        (["21", "9", "2024"], "21 September 2024 is a Saturday."),
        (["10", "6", "2024"], "10 June 2024 has been."),
    ],
)
def test_an_unlikely_day_is_asked_about_and_taken_when_it_is_meant(panel: Office, day: list[str], why: str) -> None:
    assert not panel.as_("clerk").get(NEW).soup.select("[name=confirmed]")
    page = panel.refused("clerk", NEW, ANSWERS | {"day": day})
    assert [error.startswith(why) for error in page.errors] == [True]
    assert page.form()["venue"] == ANSWERS["venue"]
    panel.as_("clerk").post(NEW, page.form() | {"confirmed": "y"})
    year, month, number = (int(part) for part in reversed(day))
    assert stored(panel, date(year, month, number).isoformat()).number == 1


def test_a_second_meeting_on_a_day_has_number_2(panel: Office) -> None:
    answer = panel.as_("clerk").submit(NEW, ANSWERS | {"day": ["26", "9", "2024"]})
    assert path_of(answer) == "/meetings/2024-09-26-2"
    assert panel.as_("member").get("/meetings/2024-09-26-2").h1 == "Meeting of 26 September 2024, meeting 2"


def test_the_address_of_a_moved_meeting_is_never_given_to_another(panel: Office) -> None:
    answer = panel.as_("clerk").submit(NEW, ANSWERS | {"day": ["7", "11", "2024"]})
    assert path_of(answer) == "/meetings/2024-11-07-2"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"venue": " "}, "Enter the venue"),
        ({"starts_at": ""}, "Enter when the meeting starts"),
        ({"starts_at": "half ten"}, "Enter a time of day, for example 10:30 or 1:30pm"),
        ({"starts_at": "25:00"}, "Enter a time of day, for example 10:30 or 1:30pm"),
        ({"ends_at": "9:00"}, "The end must be after the start"),
        ({"day": ["31", "2", "2025"]}, "The day of the meeting must be a real date, for example 31 10 2024"),
        ({"day": ["1", "1", "2150"]}, "The day of the meeting must be from 1 November 2012 to 31 December 2099"),
        ({"day": ["", "", ""]}, "Enter the day of the meeting"),
        ({"contact_email": "clara"}, "Enter an email address in the correct format, like name@example.org"),
        ({"venue": "a\u202eb"}, "right-to-left override"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_question(panel: Office, changes: dict[str, str], said: str) -> None:
    page = panel.refused("clerk", NEW, ANSWERS | changes)
    assert len(page.errors) == 1
    assert said in page.errors[0]


def test_contact_and_end_are_changed_without_a_reason(panel: Office) -> None:
    page = panel.as_("clerk").submit(
        f"{NOVEMBER}/change", ends_at="12:45pm", contact_name="Cleo D’Arcy-Ŵyn", follow=True, status=200
    )
    assert "10:30am to 12:45pm" in page.main
    assert "Cleo D’Arcy-Ŵyn" in page.main
    assert ("meeting:changed", "meetings/2024-11-14") in panel.events()


def test_a_moved_meeting_says_where_it_was_and_its_addresses_lead_on(panel: Office) -> None:
    clerk = panel.as_("clerk")
    moved = {"day": ["19", "11", "2024"], "venue": "Salisbury", "reason": "A clash."}
    page = clerk.submit(f"{NOVEMBER}/move", moved, follow=True, status=200)
    assert page.h1 == "Meeting of 19 November 2024"
    assert "Publish its papers by 11 November 2024." in page.main
    assert "14 November 2024. 10:30am. Kennet Room" in page.main
    assert "A clash." in page.main
    assert "The room is taken." in page.main
    for old in ("/meetings/2024-11-07", NOVEMBER):
        answer = panel.as_("member").get(old, status=301)
        assert path_of(answer) == "/meetings/2024-11-19"
    assert path_of(clerk.get(f"{NOVEMBER}/cancel", status=301)) == "/meetings/2024-11-19/cancel"
    assert panel.events()[-2:] == [
        ("meeting:moved", "meetings/2024-11-14"),
        ("meeting:moved", "meetings/2024-11-19"),
    ]


def test_a_meeting_may_return_to_its_own_address(panel: Office) -> None:
    panel.as_("clerk").submit(f"{NOVEMBER}/move", day=["7", "11", "2024"], reason="The room is free.")
    assert panel.as_("member").get("/meetings/2024-11-07").h1 == "Meeting of 7 November 2024"
    assert path_of(panel.as_("member").get(NOVEMBER, status=301)) == "/meetings/2024-11-07"


def test_moving_needs_a_reason_and_something_that_moves(panel: Office) -> None:
    page = panel.refused("clerk", f"{NOVEMBER}/move", day=["19", "11", "2024"])
    assert page.errors == ["Enter why the meeting is moved"]
    page = panel.refused("clerk", f"{NOVEMBER}/move", reason="Why not?")
    assert page.errors == ["Day, time and venue are as they were. Change at least one of them, or go back."]


def test_what_has_been_is_not_moved(panel: Office) -> None:
    page = panel.as_("clerk").get("/meetings/2024-06-27/move", status=409)
    assert "The meeting of 27 June 2024 has been." in page.main


def test_a_cancelled_meeting_stays_in_sight_and_is_not_touched_again(panel: Office) -> None:
    clerk = panel.as_("clerk")
    page = clerk.submit(f"{NOVEMBER}/cancel", reason="No quorum.", follow=True, status=200)
    assert "This meeting was cancelled on 18 September 2024: No quorum." in page.main
    assert not any(page.soup.select(f"a[href='{NOVEMBER}/{act}']") for act in ("change", "move", "cancel"))
    for act in ("change", "move", "cancel"):
        assert "is cancelled" in clerk.get(f"{NOVEMBER}/{act}", status=409).main
    assert panel.refused("clerk", NEW, {}).errors


@pytest.mark.parametrize("act", ["change", "move", "cancel"])
def test_a_form_opened_before_somebody_elses_change_is_refused(panel: Office, act: str) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(f"{NOVEMBER}/{act}").form() | {"reason": "Mine."}
    clerk.submit(f"{NOVEMBER}/change", contact_name="Somebody Else")
    before = panel.counts()
    page = clerk.post(f"{NOVEMBER}/{act}", opened | {"contact_name": "Mine"}, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert panel.counts() == before
    if act == "change":
        assert "Somebody Else" in page.main


def test_the_same_form_sent_twice_makes_one_meeting(panel: Office) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(NEW).form() | ANSWERS
    clerk.post(NEW, opened)
    clerk.post(NEW, opened, status=409)
    with panel.sessions() as session:
        assert [each.key for each in queries.meetings(session) if each.day == date(2025, 2, 5)] == ["2025-02-05"]


@pytest.mark.parametrize("key", ["2024-09-26-1", "2024-9-26", "2024-02-30", "2024-09-26-99999", "soon", "2024-09-25"])
def test_what_is_no_address_of_a_meeting_is_not_found(panel: Office, key: str) -> None:
    for who in ("clerk", "administrator"):
        panel.as_(who).get(f"/meetings/{key}", status=404)
        panel.as_(who).get(f"/meetings/{key}/move", status=404)
