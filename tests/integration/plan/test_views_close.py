"""Completing, stopping, reopening and carrying forward."""

from __future__ import annotations

from datetime import date

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import path_of
from tests.web_fixtures import Office
from tracker.plan.rules import ProgressStatus

D1 = "/deliverables/D-0001"


class TestComplete:
    def test_the_lead_completes_with_the_day_it_was_done(self, office: Office) -> None:
        page = office.as_("lead").submit(
            f"{D1}/complete", completed_on=["12", "9", "2024"], note="Open.", follow=True, status=200
        )
        assert "D-0001 is complete." in page.main
        assert row(page, "Status") == "Complete Completed on 12 September 2024"
        update = office.deliverable().updates[-1]
        assert (update.percent, update.status, update.completed_on) == (100, ProgressStatus.COMPLETE, date(2024, 9, 12))

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({}, "completed_on", "Enter the date completed"),
            ({"completed_on": ["19", "9", "2024"]}, "completed_on", "The completion date must be no later than 18"),
            (
                {"completed_on": ["1", "9", "2024"], "effective_on": ["1", "7", "2024"]},
                "effective_on",
                "The last update is dated 1 August 2024.",
            ),
            ({"completed_on": ["yes", "9", "2024"]}, "completed_on", "The date completed must be a real date"),
        ],
    )
    def test_a_day_that_will_not_do(
        self, office_on_sqlite: Office, typed: dict[str, list[str]], field: str, message: str
    ) -> None:
        page = office_on_sqlite.refused("lead", f"{D1}/complete", typed, note="Kept")
        assert page.beside(field).startswith(message)
        assert page.form()["note"] == "Kept"
        assert {name: page.form()[name] for name in typed} == typed

    def test_milestones_are_done_with_it(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit("/deliverables/D-0005/complete", completed_on=["12", "9", "2024"])
        update = office_on_sqlite.deliverable("D-0005").updates[-1]
        assert [mark.percent for mark in update.milestone_marks] == [100, 100]

    def test_a_request_for_another_date_lapses(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        lead.submit("/deliverables/D-0007/complete", completed_on=["12", "9", "2024"])
        page = lead.get("/deliverables/D-0007")
        assert "Not answered before the work is complete." in page.main
        assert "Due dates waiting" not in lead.get("/").main


class TestStop:
    def test_a_form_opened_before_somebody_elses_update_tells_the_record(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(f"{D1}/stop").form() | {"reason": "No money is left."}
        office_on_sqlite.as_("officer").submit(f"{D1}/update", percent="83", note="The officer says")
        page = lead.post(f"{D1}/stop", opened, status=409)
        assert page.soup.select(".tracker-compare tbody tr") == []
        assert row(page, "Status now") == "In progress, 83%"
        assert row(page, "Last update") == "By Olive Ashdown for 18 September 2024 The officer says"
        assert row(page, "Due now") == "March 2025 (by 31 March 2025)"
        lead.post(f"{D1}/stop", page.form())

    def test_the_percentage_stays_and_the_reason_is_kept(self, office: Office) -> None:
        page = office.as_("lead").submit(f"{D1}/stop", reason="No money is left.", follow=True, status=200)
        assert row(page, "Status") == "Stopped"
        assert row(page, "Progress").startswith("40%")
        assert "Reason: No money is left." in page.main

    def test_it_needs_a_reason(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", f"{D1}/stop", reason="  \n ")
        assert page.beside("reason") == "Enter why it stops"

    def test_closed_work_is_not_stopped_again(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", "/deliverables/D-0004/stop", reason="Again")
        assert page.errors == ["This work is complete, so it takes no updates. Reopen it first."]


class TestReopen:
    ADDRESS = "/deliverables/D-0004/reopen"

    def test_a_completion_made_in_error_is_undone_with_a_reason(self, office: Office) -> None:
        page = office.as_("lead").submit(self.ADDRESS, percent="80", reason="A page is lost.", follow=True, status=200)
        assert "D-0004 is open again." in page.main
        assert row(page, "Status") == "In progress"
        assert "Reason: A page is lost." in page.main
        assert len(office.deliverable("D-0004").updates) == 3, "the completion stays in the history"

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"percent": "80"}, "reason", "Enter why it reopens"),
            ({"reason": "Why"}, "percent", "Enter progress as a whole number from 0 to 100"),
            ({"percent": "100", "reason": "Why"}, "status", ""),
        ],
    )
    def test_what_will_not_do(self, office_on_sqlite: Office, typed: dict[str, str], field: str, message: str) -> None:
        page = office_on_sqlite.refused("lead", self.ADDRESS, typed)
        assert page.beside(field).startswith(message)
        assert page.errors
        assert {name: page.form()[name] for name in typed} == typed

    def test_work_with_milestones_says_how_far_each_is(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        lead.submit("/deliverables/D-0005/complete", completed_on=["12", "9", "2024"])
        choose, buy = (milestone.id for milestone in office_on_sqlite.deliverable("D-0005").milestones)
        lead.submit("/deliverables/D-0005/reopen", {f"milestone-{buy}-percent": "50", "reason": "One was faulty."})
        update = office_on_sqlite.deliverable("D-0005").updates[-1]
        assert {mark.milestone_id: mark.percent for mark in update.milestone_marks} == {choose: 100, buy: 50}
        assert (update.percent, update.status) == (63, ProgressStatus.IN_PROGRESS)

    def test_open_work_has_nothing_to_reopen(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", f"{D1}/reopen", percent="50", reason="Why")
        assert page.errors == ["This work is in progress, so there is nothing to reopen."]


class TestCarryForward:
    ADDRESS = f"{D1}/carry-forward"

    def typed(self, office: Office) -> dict[str, str]:
        page = office.as_("lead").get(self.ADDRESS)
        options = {option.get_text(): str(option["value"]) for option in page.soup.select("#priority_id option")}
        return {
            "priority_id": options["PCP-2025-29, priority 1: Priority 1"],
            "due_text": "by the end of March 2026",
            "reason": "It goes on in the next plan.",
        }

    def test_the_work_goes_on_under_a_new_reference(self, office: Office) -> None:
        answer = office.as_("lead").submit(self.ADDRESS, self.typed(office))
        assert path_of(answer) == "/deliverables/D-0008"
        new = office.as_("lead").get("/deliverables/D-0008")
        assert row(new, "Carried forward from") == "D-0001"
        assert row(new, "Progress").startswith("40%")
        assert row(new, "Date due") == "by the end of March 2026 (by 31 March 2026)"
        old = office.as_("lead").get(D1)
        assert row(old, "Status") == "Carried forward Goes on as D-0008"
        assert office.deliverable().updates[-1].status is ProgressStatus.CARRIED_FORWARD

    def test_only_the_leads_own_priorities_are_offered(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(self.ADDRESS)
        assert [option.get_text() for option in page.soup.select("#priority_id option")] == [
            "Select a priority",
            "PCP-2025-29, priority 1: Priority 1",
            "PCP-2022-25, priority 1: Priority 1",
        ]

    def test_everything_is_asked_for(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", self.ADDRESS)
        assert page.errors == [
            "Enter the date due",
            "Select the priority",
            "Enter why it is carried forward",
        ]

    def test_a_priority_that_is_not_offered_is_refused(self, office_on_sqlite: Office) -> None:
        for value in ("2", "99", "x"):
            page = office_on_sqlite.refused("lead", self.ADDRESS, self.typed(office_on_sqlite) | {"priority_id": value})
            assert page.beside("priority_id") == "Priority it goes on under: select one of the answers in the list"
            assert page.form()["due_text"] == "by the end of March 2026"
