"""One deliverable: its page, an update, a correction, the rating set by hand, and milestones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.plan.models import ProgressUpdate
from tracker.plan.rules import ProgressStatus, Rag

PAGE = "/deliverables/D-0001"
UPDATE = f"{PAGE}/update"


def update_id(office: Office, reference: str = "D-0001") -> int:
    return office.deliverable(reference).updates[-1].id


def newest(office: Office, reference: str = "D-0001") -> ProgressUpdate:
    return office.deliverable(reference).updates[-1]


def row(page: Page, key: str) -> str:
    """What the summary of a deliverable's page says of something."""
    found = page.soup.find("dt", string=key)
    return words(found.find_next("dd")) if found else ""


def offered(page: Page) -> list[str]:
    """The acts the page offers."""
    return [words(link) for link in page.soup.select(".tracker-actions a")]


class TestPage:
    def test_it_tells_how_the_work_stands(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(PAGE)
        assert page.h1 == "D-0001: Refit the custody suite"
        assert row(page, "Status") == "In progress"
        assert row(page, "Progress") == "40%, reported 1 August 2024 The tender is out."
        assert row(page, "Date due") == "March 2025 (by 31 March 2025)"
        assert row(page, "Owner") == "Olive Ashdown"
        assert row(page, "Rating").startswith("Green")
        assert page.soup.select_one("figure") is not None, "the chart"
        assert offered(page) == []

    def test_it_tells_the_history_newest_first(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/deliverables/D-0004")
        told = [words(item.p) for item in page.soup.select(".tracker-history > li")]
        assert told == [
            "9 July 2024 : 100%, complete",
            "3 June 2024 : 80%, in progress",
            "2 April 2024 : Due date: March 2025",
            "2 April 2024 : On the record",
        ]
        assert "Lena Marsh completed the deliverable" in page.main

    def test_overdue_work_says_so(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/deliverables/D-0006")
        assert "Overdue by 80 days" in row(page, "Date due")
        assert row(page, "Rating").startswith("Red")

    def test_a_request_for_another_date_waits_in_sight(self, reading_office: Office) -> None:
        page = reading_office.as_("officer").get("/deliverables/D-0007")
        assert "Olive Ashdown asked on 18 September 2024 to move the due date to June 2025" in page.main
        assert "The lead of the priority decides. Until then March 2025 stands." in page.main
        page = reading_office.as_("lead").get("/deliverables/D-0007")
        assert page.soup.find("a", href="/deliverables/D-0007/due-dates/2") is not None

    def test_each_is_offered_what_they_may_do(self, reading_office: Office) -> None:
        assert offered(reading_office.as_("officer").get(PAGE)) == [
            "Update progress",
            "Ask for another due date",
            "Set the rating",
        ]
        assert offered(reading_office.as_("lead").get(PAGE)) == [
            "Update progress",
            "Complete",
            "Ask for another due date",
            "Change details",
            "Milestones",
            "Set the rating",
            "Carry forward",
            "Stop",
        ]
        for nobody in ("other_officer", "other_lead", "chief_executive", "commissioner"):
            assert offered(reading_office.as_(nobody).get(PAGE)) == []

    def test_closed_work_can_only_be_reopened_and_corrected(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get("/deliverables/D-0004")
        assert offered(page) == ["Reopen"]
        assert "Correct this update" in page.main
        assert offered(reading_office.as_("officer").get("/deliverables/D-0004")) == []
        assert "Correct this update" not in reading_office.as_("officer").get("/deliverables/D-0004").main

    @pytest.mark.parametrize(
        "reference", ["D-0099", "D-1", "d-0001", "D-00001", "R-0001", "D-٠٠٠١", "%00", "D-0001%00"]
    )
    def test_what_does_not_exist_is_not_found_by_anybody(self, reading_office: Office, reference: str) -> None:
        for who in ("officer", "clerk"):
            assert reading_office.as_(who).get(f"/deliverables/{reference}", status=404).h1 == "Page not found"


class TestUpdate:
    def test_an_officer_records_progress(self, office: Office) -> None:
        page = office.as_("officer").submit(UPDATE, percent=" 55 % ", note="Walls are up.", follow=True, status=200)
        assert "Progress of D-0001 recorded." in page.main
        assert row(page, "Progress") == "55%, reported 18 September 2024 Walls are up."
        update = newest(office)
        assert (update.author, update.status) == ("Olive Ashdown", ProgressStatus.IN_PROGRESS)
        assert office.events()[-1] == ("deliverable:progress_recorded", "D-0001")

    def test_the_page_says_what_it_is_about(self, reading_office: Office) -> None:
        page = reading_office.as_("officer").get(UPDATE)
        assert "D-0001: Refit the custody suite 40% in progress, reported 1 August 2024." in page.main
        assert page.form()["effective_on"] == ["18", "9", "2024"] or page.form()["effective_on"] == ["18", "09", "2024"]

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("101", "“101” is not between 0 and 100. Enter progress as a whole number from 0 to 100."),
            ("40.5", "“40.5” is not a whole number. Enter progress as a whole number from 0 to 100."),
            ("forty", "“forty” is not a whole number. Enter progress as a whole number from 0 to 100."),
            ("", "Enter progress as a whole number from 0 to 100"),
            (
                "100",
                "A completed deliverable needs a completion date, and only the lead of priority 1 (Lena Marsh)",
            ),
        ],
    )
    def test_a_percentage_that_will_not_do(self, office_on_sqlite: Office, typed: str, message: str) -> None:
        page = office_on_sqlite.refused("officer", UPDATE, percent=typed, note="Kept")
        assert page.beside("percent").startswith(message)
        assert (page.form()["percent"], page.form()["note"]) == (typed, "Kept")

    def test_a_lead_is_told_where_to_complete_it(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", UPDATE, percent="100")
        assert "needs a completion date" in page.beside("percent")

    def test_a_lower_percentage_needs_a_reason(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", UPDATE, percent="30")
        assert page.beside("reason") == "Enter why progress goes down from 40% to 30%."
        office_on_sqlite.as_("officer").post(UPDATE, page.form() | {"reason": "Rework."})
        assert newest(office_on_sqlite).reason == "Rework."

    @pytest.mark.parametrize(
        ("day", "message"),
        [
            (["31", "7", "2024"], "The last update is dated 1 August 2024."),
            (["19", "9", "2024"], "The date of an update must be today or in the past"),
            (["31", "6", "2024"], "The date of this update must be a real date"),
            (["", "", ""], "Enter the date of this update"),
        ],
    )
    def test_a_day_that_will_not_do(self, office_on_sqlite: Office, day: list[str], message: str) -> None:
        page = office_on_sqlite.refused("officer", UPDATE, effective_on=day, percent="50")
        assert page.beside("effective_on").startswith(message)
        assert page.form()["effective_on"] == day

    def test_the_status_and_the_percentage_must_agree(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", UPDATE, {"percent": "50", "status": "not_started"})
        assert page.beside("percent") == (
            "Work that has not started is at 0%, not 50%. Change the status or the percentage."
        )
        page = office_on_sqlite.refused("officer", UPDATE, {"percent": "50", "status": "complete"})
        assert page.beside("status") == "Status: select one of the answers in the list"

    def test_a_form_opened_before_somebody_elses_change_shows_both(self, office: Office) -> None:
        opened = office.as_("officer").get(UPDATE).form()
        office.as_("lead").submit(UPDATE, percent="60", note="From the lead")
        before = office.counts()
        page = office.as_("officer").post(
            UPDATE, opened | {"percent": "45", "status": "deferred", "note": "Mine"}, status=409
        )
        assert office.counts() == before
        assert page.errors[0].startswith("D-0001 was changed by somebody else while you had this page open.")
        assert "60% in progress, reported 18 September 2024" in page.main
        compared = [words(line) for line in page.soup.select(".tracker-compare tbody tr")]
        assert compared == ["Progress 45 60", "Status Deferred In progress", "What happened Mine From the lead"]
        assert row(page, "Last update") == "By Lena Marsh for 18 September 2024 From the lead"
        assert page.form()["note"] == "Mine"
        office.as_("officer").post(UPDATE, page.form() | {"percent": "62"})
        assert newest(office).percent == 62

    def test_with_milestones_each_of_them_is_compared(self, office_on_sqlite: Office) -> None:
        address = "/deliverables/D-0005/update"
        first, second = (each.id for each in office_on_sqlite.deliverable("D-0005").milestones)
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(address).form()
        lead.submit(address, {f"milestone-{first}-percent": "60", f"milestone-{second}-percent": "30"})
        page = lead.post(address, opened | {f"milestone-{second}-percent": "45"}, status=409)
        compared = [words(line) for line in page.soup.select(".tracker-compare tbody tr")]
        assert compared[:2] == ["Choose 0 60", "Buy 45 30"]
        assert row(page, "Milestones now") == "60% Choose (weight 1) 30% Buy (weight 3)"

    def test_a_form_posted_twice_is_saved_once(self, office: Office) -> None:
        client = office.as_("officer")
        filled = client.get(UPDATE).form() | {"percent": "50"}
        client.post(UPDATE, filled)
        before = office.counts()
        client.post(UPDATE, filled, status=409)
        assert office.counts() == before

    def test_a_form_without_its_version_or_key_is_refused(self, office_on_sqlite: Office) -> None:
        client = office_on_sqlite.as_("officer")
        before = office_on_sqlite.counts()
        for missing, status in (("version", 409), ("form_key", 422)):
            filled = client.get(UPDATE).form() | {"percent": "50"}
            del filled[missing]
            page = client.post(UPDATE, filled, status=status)
            assert page.form()["percent"] == "50"
        for nonsense in ("", "\x00" * 30, "x", "é" * 30):
            client.post(UPDATE, client.get(UPDATE).form() | {"percent": "50", "form_key": nonsense}, status=422)
        assert office_on_sqlite.counts() == before

    def test_a_page_left_open_too_long_keeps_what_was_typed(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", UPDATE, csrf_token="of another day", percent="50", note="Kept")
        assert "This page was open for too long" in page.errors[0]
        assert page.form()["note"] == "Kept"
        office_on_sqlite.as_("officer").post(UPDATE, page.form())
        assert newest(office_on_sqlite).note == "Kept"

    def test_closed_work_takes_no_update(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", "/deliverables/D-0004/update", percent="50")
        assert page.beside("status") == "This work is complete, so it takes no updates. Reopen it first."


class TestMilestones:
    ADDRESS = "/deliverables/D-0005/milestones"

    def keys(self, office: Office) -> list[int]:
        return [milestone.id for milestone in office.deliverable("D-0005").milestones]

    def test_progress_follows_from_the_milestones(self, office: Office) -> None:
        choose, buy = self.keys(office)
        address = "/deliverables/D-0005/update"
        page = office.as_("officer").get(address)
        assert "percent" not in page.form()
        page = office.as_("officer").submit(
            address, {f"milestone-{choose}-percent": "100", f"milestone-{buy}-percent": "30"}
        )
        update = newest(office, "D-0005")
        assert update.percent == 48, "(100 × 1 + 30 × 3) / 4 = 47.5"
        assert "48%" in row(office.as_("officer").get("/deliverables/D-0005"), "Progress")

    def test_each_milestone_has_its_own_error(self, office_on_sqlite: Office) -> None:
        choose, buy = self.keys(office_on_sqlite)
        typed = {f"milestone-{choose}-percent": "forty", f"milestone-{buy}-percent": ""}
        page = office_on_sqlite.refused("officer", "/deliverables/D-0005/update", typed)
        assert page.beside(f"milestone-{choose}-percent").startswith("“forty” is not a whole number.")
        assert page.beside(f"milestone-{buy}-percent") == "Enter the % of this milestone"
        assert page.form()[f"milestone-{choose}-percent"] == "forty"

    def test_all_milestones_done_is_still_the_leads_to_complete(self, office_on_sqlite: Office) -> None:
        choose, buy = self.keys(office_on_sqlite)
        typed = {f"milestone-{choose}-percent": "100", f"milestone-{buy}-percent": "100"}
        page = office_on_sqlite.refused("officer", "/deliverables/D-0005/update", typed)
        assert "Leave a milestone below 100%" in page.beside(f"milestone-{choose}-percent")
        page = office_on_sqlite.refused("lead", "/deliverables/D-0005/update", typed)
        assert "needs a completion date" in page.beside(f"milestone-{choose}-percent")

    def test_a_lead_sets_changes_and_withdraws_them(self, office: Office) -> None:
        lead = office.as_("lead")
        page = lead.submit(
            self.ADDRESS,
            {"milestone-0-title": "Choose a model", "milestone-1-withdraw": "y", "milestone-2-title": "Train",
             "milestone-2-weight": "2"},
            follow=True,
            status=200,
        )  # fmt: skip
        assert "The milestones of D-0005 are saved." in page.main
        assert row(page, "Milestones") == "0% Choose a model (weight 1) 0% Train (weight 2)"
        standing = [each for each in office.deliverable("D-0005").milestones if each.withdrawn_on is None]
        assert [(each.title, each.weight) for each in standing] == [("Choose a model", 1), ("Train", 2)]
        assert len(office.deliverable("D-0005").milestones) == 3, "nothing is deleted"

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"milestone-2-title": "Train"}, "weight", "Enter its weight, for example 1"),
            ({"milestone-2-weight": "3"}, "title", "Enter what the milestone is"),
            ({"milestone-2-title": "Train", "milestone-2-weight": "0"}, "weight", "Enter the weight as a whole number"),
            ({"milestone-2-title": "Train", "milestone-2-weight": "½"}, "weight", "Enter the weight as a whole number"),
        ],
    )
    def test_what_will_not_do(self, office_on_sqlite: Office, typed: dict[str, str], field: str, message: str) -> None:
        page = office_on_sqlite.refused("lead", self.ADDRESS, typed)
        assert page.beside(f"milestone-2-{field}").startswith(message)
        assert {name: page.form()[name] for name in typed} == typed

    def test_somebody_elses_change_loses_no_row(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(self.ADDRESS).form()
        lead.submit(self.ADDRESS, {"milestone-0-withdraw": "y", "milestone-1-withdraw": "y"})
        typed = {"milestone-4-title": "The last row", "milestone-4-weight": "1"}
        page = lead.post(self.ADDRESS, opened | typed, status=409)
        assert page.form()["milestone-4-title"] == "The last row"

    def test_milestones_that_give_another_percentage_record_it_at_once(self, office: Office) -> None:
        address = f"{PAGE}/milestones"
        typed = {
            "milestone-0-title": "Tender", "milestone-0-weight": "1", "milestone-0-percent": "60",
            "milestone-1-title": "Build", "milestone-1-weight": "1",
        }  # fmt: skip
        page = office.refused("lead", address, typed)
        assert page.beside("reason") == "Enter why progress goes down from 40% to 30%."
        lead = office.as_("lead")
        page = lead.post(address, page.form() | {"reason": "Weighed anew."}, follow=True, status=200)
        assert row(page, "Progress") == "30%, reported 18 September 2024 Milestones changed."
        assert row(page, "Milestones") == "60% Tender (weight 1) 0% Build (weight 1)"
        assert "18 September 2024 : 30%, in progress" in page.main
        assert "Reason: Weighed anew." in page.main
        assert newest(office).author == "Lena Marsh"

    def test_milestones_do_not_complete_the_work(self, office_on_sqlite: Office) -> None:
        typed = {"milestone-0-title": "Tender", "milestone-0-weight": "1", "milestone-0-percent": "100"}
        page = office_on_sqlite.refused("lead", f"{PAGE}/milestones", typed)
        assert page.errors == [
            "With these milestones the work is at 100%, which is complete. "
            "Leave one of them below 100%, or use “Complete” instead."
        ]

    def test_keys_that_are_no_milestones_of_it_are_refused(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", self.ADDRESS, {"milestone-0-key": "999"})
        assert "The milestones have changed." in page.errors[0]
        office_on_sqlite.as_("lead").submit(self.ADDRESS, {"milestone-0-key": "²"})
        titles = [each.title for each in office_on_sqlite.deliverable("D-0005").milestones if not each.withdrawn_on]
        assert titles == ["Choose", "Buy"], "what is no key is a milestone of its own"


class TestCorrection:
    def address(self, office: Office, reference: str = "D-0001") -> str:
        return f"/deliverables/{reference}/updates/{update_id(office, reference)}/correct"

    def test_the_correction_stands_and_the_wrong_update_stays(self, office: Office) -> None:
        address = self.address(office)
        assert office.as_("officer").get(address).form()["percent"] == "40"
        page = office.as_("officer").submit(address, percent="35", reason="A typing error.", follow=True, status=200)
        assert row(page, "Progress").startswith("35%")
        told = [words(item.p) for item in page.soup.select(".tracker-history > li")]
        assert told[:2] == [
            "1 August 2024 : Correction: 35%, in progress",
            "1 August 2024 : 40%, in progress (corrected later)",
        ]
        assert newest(office).supersedes_id == office.deliverable().updates[0].id

    def test_it_needs_a_reason(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", self.address(office_on_sqlite), percent="35")
        assert page.beside("reason") == "Enter what was wrong with the update"
        assert page.form()["percent"] == "35"

    def test_only_those_who_may_complete_the_work_are_offered_complete(self, reading_office: Office) -> None:
        address = self.address(reading_office)
        offered = {
            who: [words(option) for option in reading_office.as_(who).get(address).soup.select("#status option")]
            for who in ("officer", "lead")
        }
        assert offered["officer"] == ["Not started", "In progress", "Deferred"]
        assert offered["lead"] == ["Not started", "In progress", "Deferred", "Complete"]

    def test_an_update_is_corrected_once(self, office_on_sqlite: Office) -> None:
        address = self.address(office_on_sqlite)
        office_on_sqlite.as_("officer").submit(address, percent="35", reason="A typing error.")
        page = office_on_sqlite.refused("officer", address, percent="36", reason="Again.")
        assert "This update has been corrected already." in page.errors[0]

    def test_a_completion_can_only_be_corrected_by_the_lead(self, office_on_sqlite: Office) -> None:
        address = self.address(office_on_sqlite, "D-0004")
        earlier = {"completed_on": ["1", "7", "2024"], "reason": "It was a week earlier."}
        page = office_on_sqlite.refused("officer", address, earlier)
        assert "only the lead of priority 1 (Lena Marsh) can correct it" in page.errors[0]
        office_on_sqlite.as_("lead").submit(address, earlier)
        assert newest(office_on_sqlite, "D-0004").completed_on == date(2024, 7, 1)

    def test_a_hundred_percent_needs_a_completion_date(self, office_on_sqlite: Office) -> None:
        typed: dict[str, Any] = {"percent": "100", "status": "complete", "reason": "It was done."}
        page = office_on_sqlite.refused("lead", self.address(office_on_sqlite), typed)
        assert page.beside("completed_on") == "Enter the date the work was completed."
        typed = {"completed_on": ["1", "8", "2024"], "reason": "It was done."}
        page = office_on_sqlite.refused("lead", self.address(office_on_sqlite), typed)
        assert page.beside("completed_on").startswith("Work at 40% has no completion date.")

    def test_milestones_are_corrected_one_by_one(self, office_on_sqlite: Office) -> None:
        choose, buy = TestMilestones().keys(office_on_sqlite)
        reported = {f"milestone-{choose}-percent": "100", f"milestone-{buy}-percent": "40"}
        office_on_sqlite.as_("officer").submit("/deliverables/D-0005/update", reported)
        address = self.address(office_on_sqlite, "D-0005")
        office_on_sqlite.as_("officer").submit(address, {f"milestone-{buy}-percent": "20", "reason": "Misread."})
        assert newest(office_on_sqlite, "D-0005").percent == 40

    def test_an_unknown_update_is_not_found_by_anybody(self, reading_office: Office) -> None:
        for who in ("officer", "analyst"):
            reading_office.as_(who).get(f"{PAGE}/updates/99999/correct", status=404)
            reading_office.as_(who).get(f"{PAGE}/updates/99999999999999999999/correct", status=404)


class TestRating:
    ADDRESS = f"{PAGE}/rating"

    def test_it_is_set_by_hand_with_a_reason_and_given_back(self, office: Office) -> None:
        page = office.as_("officer").submit(self.ADDRESS, rag="red", reason="A flood.", follow=True, status=200)
        assert row(page, "Rating").startswith("Red Set by hand: A flood. The rules give Green:")
        assert office.deliverable().overrides[-1].rag is Rag.RED
        assert "Red" in words(office.as_("officer").get("/deliverables?q=custody").soup.tbody)
        page = office.as_("officer").submit(self.ADDRESS, rag="computed", reason="Dry again.", follow=True, status=200)
        assert row(page, "Rating").startswith("Green")

    def test_it_needs_a_rating_and_a_reason(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", self.ADDRESS)
        assert (page.beside("rag"), page.beside("reason")) == ("Select a rating", "Enter why")
        page = office_on_sqlite.refused("officer", self.ADDRESS, rag="purple", reason="Why not")
        assert page.beside("rag") == "Select a rating"
        page = office_on_sqlite.refused("officer", self.ADDRESS, rag="computed", reason="Nothing to give back")
        assert page.beside("rag") == "The rating is the computed one already."
