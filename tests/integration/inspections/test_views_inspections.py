"""Inspections, their grades, printing and events through their pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories_inspections import make_grades, make_inspection
from tests.web_client import Page, path_of, words
from tests.web_fixtures import Office
from tracker.inspections import queries
from tracker.inspections.models import Inspection
from tracker.writing import transaction

LIST = "/inspections"
PAGE = f"{LIST}/PEEL-2024"

SOUND: dict[str, Any] = {
    "code": "PEEL-2025",
    "title": "PEEL assessment 2025",
    "body": "HMICFRS",
    "year": "2024",
    "published_on": ["1", "9", "2024"],
    "recorded_on": ["1", "9", "2024"],
    "link": "https://example.org/report",
}


def rows(page: Page, caption: str) -> list[str]:
    table = page.soup.find("caption", id=f"{caption}-caption")
    assert table is not None
    return [words(row) for row in table.find_parent("table").select("tbody tr")]  # type: ignore[union-attr]  # a caption stands in a table


def stored(office: Office, code: str = "PEEL-2024") -> Inspection:
    with office.sessions() as session:
        return queries.inspection(session, code)


class TestTheList:
    def test_it_shows_grades_open_findings_and_the_clock_newest_first(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(LIST)
        newest, older = rows(page, "inspections")
        assert newest.startswith("PEEL assessment 2024 PEEL-2024, HMICFRS 2024 published 5 Aug 2024")
        assert "1 Good, 1 Adequate, 1 Requires improvement" in newest
        assert "1 recommendation" in newest
        assert newest.endswith("Comments due Deadline 29 September 2024 11 days left")
        assert older.endswith("2 Good, 1 Ungraded 1 cause of concern No clock: the publication day is not known")

    def test_it_tells_the_monitoring_stage_and_what_happened(self, reading_office: Office) -> None:
        page = reading_office.as_("commissioner").get(LIST)
        assert rows(page, "stages") == ["Scan June 2024 now", "Engage 2022 June 2024"]
        told = [words(item) for item in page.soup.select(".tracker-history strong")]
        assert told == ["5 August 2024", "June 2024", "2022"]
        assert not page.soup.select("a[href$='/withdraw']")

    def test_without_records_it_says_what_to_do(self, office_on_sqlite: Office) -> None:
        engine = office_on_sqlite.app.extensions["tracker_engine"]
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            connection.exec_driver_sql("UPDATE inspection_event SET withdrawn_at = '2024-09-18 09:00:00'")
        page = office_on_sqlite.as_("lead").get(LIST)
        assert "No monitoring stage is recorded. Record the event with which it began" in page.main
        assert "No event is recorded yet." in page.main

    def test_the_menu_offers_it_to_the_office(self, reading_office: Office) -> None:
        offered = "[href='/inspections'].govuk-service-navigation__link"
        assert reading_office.as_("officer").get(LIST).soup.select(offered)
        for who in ("clerk", "member", "administrator"):
            assert not reading_office.as_(who).get("/").soup.select(offered)
            reading_office.as_(who).get(LIST, status=403)


class TestRecording:
    def test_a_report_of_1_september_is_commented_by_26_october(self, office: Office) -> None:
        page = office.as_("lead").submit(f"{LIST}/new", SOUND, follow=True, status=200)
        assert page.h1 == "PEEL assessment 2025"
        assert "Deadline 26 October 2024 38 days left" in page.main
        assert "No grade is recorded yet. Choose the scale and enter each graded question." in page.main
        assert office.events()[-1] == ("inspection:recorded", "inspections/PEEL-2025")

    def test_an_unknown_publication_day_starts_no_clock(self, office_on_sqlite: Office) -> None:
        typed = SOUND | {"published_on": ["", "", ""]}
        page = office_on_sqlite.as_("lead").submit(f"{LIST}/new", typed, follow=True, status=200)
        assert "No clock: the publication day is not known" in page.main

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"code": ""}, "code", "Enter a short code"),
            ({"code": "a/b"}, "code", "Enter a short code of letters, digits, dots and hyphens only"),
            ({"code": "Tracker"}, "code", "Enter another short code"),
            ({"code": "peel-2024"}, "code", "There is an inspection with the code PEEL-2024 already."),
            ({"code": "PEEL-2024"}, "code", "There is an inspection with the code PEEL-2024 already."),
            ({"title": ""}, "title", "Enter the title of the inspection"),
            ({"body": ""}, "body", "Enter who inspected"),
            ({"year": "1989"}, "year", "Enter the year in four digits, from 1990 to 2025"),
            ({"year": "2026"}, "year", "Enter the year in four digits, from 1990 to 2025"),
            ({"recorded_on": ["31", "8", "2024"]}, "recorded_on", "The report was published on 1 September 2024"),
            ({"year": "24"}, "year", "Enter the year in four digits"),
            ({"year": "²024"}, "year", "Enter the year in four digits"),
            ({"link": "javascript:alert(1)"}, "link", "Enter the whole address of the page"),
            ({"link": "www.example.org"}, "link", "Enter the whole address of the page"),
            ({"published_on": ["31", "2", "2024"]}, "published_on", "The day of publication must be a real date"),
            ({"published_on": ["1", "1", "2034"]}, "published_on", "The day the report was published must be today"),
            ({"recorded_on": ["19", "9", "2024"]}, "recorded_on", "The day it is on the record from must be today"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, Any], field: str, message: str) -> None:
        page = office.refused("chief_executive", f"{LIST}/new", SOUND | typed)
        assert page.beside(field).startswith(message)
        kept = SOUND | typed
        assert {name: page.form()[name] for name in kept} == kept

    def test_another_publication_day_needs_a_reason_that_stays_in_the_log(self, office: Office) -> None:
        typed = {"published_on": ["6", "8", "2024"]}
        page = office.refused("lead", f"{PAGE}/edit", typed)
        assert page.beside("reason") == "Enter why it changes: the day the report was published."
        page = office.as_("lead").submit(
            f"{PAGE}/edit", typed | {"reason": "The letter says so"}, follow=True, status=200
        )
        assert "changed the inspection Reason: The letter says so Published on: from “5 August 2024”" in page.main
        assert "reason" not in office.as_("lead").get(f"{LIST}/new").form()
        page = office.refused("lead", f"{PAGE}/edit", {"published_on": ["7", "8", "2024"], "reason": "Again"})
        assert page.beside("published_on").startswith("The chief constable was invited to comment on 6 August 2024.")

    @pytest.mark.parametrize(
        "address",
        [f"{PAGE}/edit", f"{PAGE}/grades", f"{PAGE}/printing", f"{LIST}/findings/F-0001/edit", "/risks/R-0001/edit"],
    )
    def test_what_comes_back_as_it_was_changes_nothing(self, office: Office, address: str) -> None:
        before = office.events()
        page = office.as_("lead").submit(address, follow=True, status=200)
        assert "Nothing was changed" in str(page.soup)
        assert office.events() == before

    def test_small_letters_in_an_address_find_it(self, reading_office: Office) -> None:
        for address in ("peel-2024", "Peel-2024/comments", "findings/f-0001"):
            assert reading_office.as_("officer").get(f"{LIST}/{address}").h1

    def test_a_stale_change_shows_both(self, office: Office) -> None:
        lead = office.as_("lead")
        opened = lead.get(f"{PAGE}/edit").form()
        assert "code" not in opened
        lead.submit(f"{PAGE}/edit", title="Theirs")
        page = lead.post(f"{PAGE}/edit", opened | {"title": "Mine"}, status=409)
        assert [words(line) for line in page.soup.select(".tracker-compare tbody tr")] == ["Title Mine Theirs"]
        lead.post(f"{PAGE}/edit", page.form())
        assert lead.get(PAGE).h1 == "Mine"


class TestGrades:
    def test_they_are_shown_as_word_and_shape_with_their_scale(self, reading_office: Office) -> None:
        page = reading_office.as_("officer").get(PAGE)
        assert rows(page, "grades") == [
            "1 Preventing crime Good",
            "2 Investigating crime Requires improvement",
            "3 Leadership Adequate",
        ]
        assert len(page.soup.select("#main-content td .report-status svg, #main-content td .report-status")) >= 3
        assert "Outstanding, Good, Adequate, Requires improvement, Inadequate, Ungraded" in page.main

    def test_a_new_one_begins_with_the_scale_of_its_year_and_empty_rows(self, office: Office) -> None:
        lead = office.as_("lead")
        lead.submit(f"{LIST}/new", SOUND)
        address = f"{LIST}/PEEL-2025/grades"
        opened = lead.get(address).form()
        assert opened["scale"] == "five"
        assert "question-9-area" in opened
        typed = {"question-0-area": "Custody", "question-0-grade": "good", "question-1-area": "Stops"}
        page = lead.submit(address, typed, status=422)
        assert page.errors == ["Enter its grade, or Ungraded"]
        assert "Enter its grade, or Ungraded" in page.beside("question-1-grade")
        page = lead.post(address, page.form() | {"question-1-grade": "Ungraded"}, status=302)
        found = stored(office, "PEEL-2025")
        assert [(each.area, each.grade) for each in found.questions] == [("Custody", "Good"), ("Stops", "Ungraded")]
        assert path_of(page) == f"{LIST}/PEEL-2025"

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"question-3-area": "Stops", "question-3-grade": "Splendid"}, "question-3-grade", "“Splendid” is not on"),
            (
                {"question-3-area": "leadership", "question-3-grade": "Good"},
                "question-3-area",
                "“leadership” is graded",
            ),
            ({"question-3-grade": "Good"}, "question-3-area", "Enter the question or area"),
            ({"question-0-place": "1st"}, "question-0-place", "Enter the place as a whole number"),
            ({"scale": "four"}, "scale", "“Adequate” is the grade of Leadership"),
            ({"scale": "seven"}, "scale", "Select the scale of grades"),
            ({"scale": "other"}, "other_scale", "Enter the grades of the scale, one a line"),
            ({"scale": "other", "other_scale": "Pass\npass"}, "other_scale", "“pass” stands on the scale twice"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, str], field: str, message: str) -> None:
        page = office.refused("lead", f"{PAGE}/grades", typed)
        assert page.beside(field).startswith(message)
        assert page.beside(field) in [each.rpartition(": ")[2] for each in page.errors] + page.errors
        assert {name: page.form()[name] for name in typed if name != "scale"} == {
            name: value for name, value in typed.items() if name != "scale"
        }

    def test_scale_and_grades_change_together(self, office: Office) -> None:
        typed = {"scale": "other", "other_scale": "Met\nNot met"}
        grades = {f"question-{at}-grade": grade for at, grade in enumerate(("Met", "Not met", "ungraded"))}
        office.as_("lead").submit(f"{PAGE}/grades", typed | grades)
        found = stored(office)
        assert [grade.label for grade in found.scale] == ["Met", "Not met", "Ungraded"]
        assert [question.grade for question in found.questions] == ["Met", "Not met", "Ungraded"]
        opened = office.as_("lead").get(f"{PAGE}/grades").form()
        assert (opened["scale"], opened["other_scale"]) == ("other", "Met\nNot met")

    def test_a_stale_change_shows_the_grades_as_they_are_and_loses_nothing(self, office: Office) -> None:
        lead = office.as_("lead")
        opened = lead.get(f"{PAGE}/grades").form()
        lead.submit(f"{PAGE}/grades", {"question-3-area": "Theirs", "question-3-grade": "Good"})
        mine = opened | {"question-3-area": "Mine", "question-3-grade": "Inadequate"}
        page = lead.post(f"{PAGE}/grades", mine, status=409)
        assert "Theirs: Good" in page.main
        assert page.form()["question-3-area"] == "Mine"
        lead.post(f"{PAGE}/grades", page.form())
        assert [question.area for question in stored(office).questions][3:] == ["Theirs", "Mine"]

    def test_one_is_removed(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit(f"{PAGE}/grades", {"question-2-remove": "y"})
        assert [question.area for question in stored(office_on_sqlite).questions] == [
            "Preventing crime",
            "Investigating crime",
        ]


class TestOverTheYears:
    def test_they_stand_in_one_table_oldest_first(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(f"{LIST}/grades")
        heads = [words(head) for head in page.soup.select("thead th")]
        assert heads == ["Theme or area", "PEEL-2016 2016", "PEEL-2024 2024"]
        assert rows(page, "years") == [
            "Preventing crime Good Good",
            "Investigating crime Good Requires improvement",
            "Leadership Not inspected Adequate",
            "Specialist capabilities Ungraded Not inspected",
        ]

    def test_it_explains_where_scales_meet(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(f"{LIST}/grades")
        assert "PEEL-2016: Outstanding, Good, Requires improvement, Inadequate, Ungraded" in page.main
        assert "Not on every scale: Adequate." in page.main


class TestPrinting:
    def test_another_priority_is_added_and_the_first_ended(self, office: Office) -> None:
        address = f"{PAGE}/printing"
        page = office.as_("chief_executive").get(address)
        second = {words(each): str(each["value"]) for each in page.soup.select("#printing-1-priority_id option")}
        typed = {
            "printing-0-to_on": ["30", "9", "2024"],
            "printing-1-priority_id": second["PCP-2022-25, priority 2: Priority 2"],
            "printing-1-from_on": ["1", "10", "2024"],
        }
        told = office.as_("chief_executive").submit(address, typed, follow=True, status=200)
        assert "PCP-2022-25, priority 1: 5 August 2024 to 30 September 2024" in told.main
        assert "PCP-2022-25, priority 2: 1 October 2024 on" in told.main

    def test_what_will_not_do(self, office: Office) -> None:
        address = f"{PAGE}/printing"
        first = office.as_("lead").get(address).form()["printing-0-priority_id"]
        again = {"printing-1-priority_id": first, "printing-1-from_on": ["1", "9", "2024"]}
        page = office.refused("lead", address, again)
        assert page.beside("printing-1-from_on").startswith("The same priority prints these grades already")
        page = office.refused("lead", address, {"printing-0-to_on": ["4", "8", "2024"]})
        assert page.beside("printing-0-to_on").startswith("The last day must be the same as or after the first")
        page = office.refused("lead", address, {"printing-1-priority_id": first})
        assert page.beside("printing-1-from_on") == "Enter the first day"
        page = office.refused("lead", address, {"printing-1-from_on": ["1", "9", "2024"]})
        assert page.beside("printing-1-priority_id") == "Select the priority"
        assert page.form()["printing-1-from_on"] == ["1", "9", "2024"]

    def test_a_stale_change_is_refused(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(f"{PAGE}/printing").form()
        lead.submit(f"{PAGE}/edit", title="Theirs")
        page = lead.post(f"{PAGE}/printing", opened | {"printing-0-remove": "y"}, status=409)
        assert "priority 1: 5 August 2024 on" in page.main
        lead.post(f"{PAGE}/printing", page.form())
        assert stored(office_on_sqlite).printings == []


class TestEvents:
    @pytest.mark.parametrize("when", ["2022", "June 2024", "14 May 2024"])
    def test_its_day_is_kept_as_typed(self, office: Office, when: str) -> None:
        typed = {"text": "Fieldwork **began**", "due_text": when}
        page = office.as_("lead").submit(f"{LIST}/events/new", typed, follow=True, status=200)
        assert when in [words(each) for each in page.soup.select(".tracker-history strong")]

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"text": ""}, "text", "Enter what happened"),
            ({"due_text": ""}, "due_text", "Enter when it happened"),
            ({"due_text": "soon"}, "due_text", "“soon” is not a date."),
            ({"due_text": "October 2024"}, "due_text", "Enter a day, month or year that has begun"),
            ({"stage": "panic"}, "stage", "Monitoring stage that began with it: select one of the answers in the list"),
            (
                {"inspection_id": "999"},
                "inspection_id",
                "Inspection it belongs to: select one of the answers in the list",
            ),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, str], field: str, message: str) -> None:
        sound = {"text": "Fieldwork began", "due_text": "June 2024"}
        page = office.refused("lead", f"{LIST}/events/new", sound | typed)
        assert page.beside(field).startswith(message)
        assert page.form()["due_text"] == (sound | typed)["due_text"]

    def test_a_quarter_of_one_year_is_asked_about(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        page = lead.submit(f"{LIST}/events/new", {"text": "Fieldwork", "due_text": "Q4 2023"}, status=422)
        assert page.beside("reading")
        lead.post(f"{LIST}/events/new", page.form() | {"reading": "financial"})

    def test_engage_begins_and_ends_with_its_event(self, office: Office) -> None:
        lead = office.as_("lead")
        typed = {"text": "Engaged again", "due_text": "9 September 2024", "stage": "engage"}
        page = lead.submit(f"{LIST}/events/new", typed, follow=True, status=200)
        assert rows(page, "stages")[0] == "Engage 9 September 2024 now"
        withdraw = next(
            str(link["href"]) for link in page.soup.select(".tracker-history a") if "9 September 2024" in words(link)
        )
        opened = lead.get(withdraw).form()
        assert office.refused("lead", withdraw).beside("reason") == "Enter why it is withdrawn"
        page = lead.submit(withdraw, {"reason": "Recorded too soon"}, follow=True, status=200)
        assert rows(page, "stages")[0] == "Scan June 2024 now"
        again = lead.post(withdraw, opened | {"reason": "Again"}, status=422)
        assert again.errors == ["The event of 9 September 2024 has been withdrawn already. Nothing was changed."]
        gone = lead.get(withdraw, status=409)
        assert gone.h1 == "This event is withdrawn"
        assert not gone.soup.select("main form")

    def test_a_second_stage_of_the_same_month_names_the_first(self, office: Office) -> None:
        typed = {"text": "Engaged", "due_text": "June 2024", "stage": "engage"}
        page = office.refused("lead", f"{LIST}/events/new", typed)
        assert "Scan is recorded as begun in the same time already (“June 2024”)" in page.beside("due_text")


def test_many_inspections_stand_side_by_side(office_on_sqlite: Office) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        for year in range(2000, 2006):
            made = make_inspection(session, f"OLD-{year}", year=year, published_on=None)
            make_grades(session, made, {"Custody": "Good"})
    page = office_on_sqlite.as_("analyst").get(f"{LIST}/grades")
    assert "Custody Good Good Good Good Good Good Not inspected Not inspected" in rows(page, "years")
