"""The pages of a year's end: seen by the office, decided by leads, closed and reopened by the Chief Executive."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import TODAY, make_deliverable, make_priority, report
from tests.integration.plan.test_views_progress import row
from tests.integration.test_query_counts import Priced, cost
from tests.web_client import Page, path_of, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.dates import FinancialYear
from tracker.plan import queries
from tracker.plan.commands import EditDeliverable, edit_deliverable
from tracker.plan.queries_year import carried_into
from tracker.plan.queries_year_marks import marks_of
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_year_marks import marks_in
from tracker.writing import transaction

YEAR = "/year-end/2023-24"
DECIDE = f"{YEAR}/plans/PCP-2022-25/priorities/1"
SPRING = date(2023, 5, 2)


@pytest.fixture
def ended(office: Office) -> Office:
    add_open(office)
    return office


@pytest.fixture
def ended_on_sqlite(office_on_sqlite: Office) -> Office:
    add_open(office_on_sqlite)
    return office_on_sqlite


def add_open(office: Office, number: int = 1) -> None:
    """D-0008 and so on: begun in 2023-24, 40% when the year ended."""
    with transaction(office.sessions) as session:
        owner = session.get_one(Person, office.people["officer"])
        priority = queries.priority(session, "PCP-2022-25", 1)
        for _ in range(number):
            work = make_deliverable(session, priority, owner, action="Fit <lamps> & locks", on=SPRING)
            report(session, work, 40, date(2024, 2, 1))


def carry(office: Office, due: str = "June 2025") -> Page:
    answers = {"D-0008-decision": "carry_forward", "D-0008-due_text": due, "D-0008-reason": "The builder is late"}
    return office.as_("lead").submit(DECIDE, answers, follow=True, status=200)


class TestTheYearEnd:
    def test_lists_what_was_open_and_who_decides(self, ended: Office) -> None:
        page = ended.as_("commissioner").get(YEAR)
        assert page.h1 == "Year end 2023-24"
        assert "1 deliverable was open on 31 March 2024. 1 deliverable needs a decision" in page.main
        assert "Lena Marsh decides." in page.main
        assert "D-0008" in page.main
        assert "1 piece of work: 0 finished, 0 carried forward, 0 stopped, 1 going on." in page.main
        assert page.main.endswith("Going on New")

    def test_only_its_lead_is_led_to_the_decisions(self, ended_on_sqlite: Office) -> None:
        assert "Decide about these" in ended_on_sqlite.as_("lead").get(YEAR).main
        assert "Decide about these" not in ended_on_sqlite.as_("other_lead").get(YEAR).main
        assert "Preview and close" not in ended_on_sqlite.as_("lead").get(YEAR).main

    def test_a_year_without_work_says_so(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.as_("officer").get(YEAR)
        assert "so there is nothing to decide" in page.main
        assert "No deliverable was on the record in 2023-24." in page.main

    def test_years_that_never_were_or_have_not_begun_are_not_found(self, office_on_sqlite: Office) -> None:
        for key in ("2023-25", "2025-26", "2023", "0001-02"):
            office_on_sqlite.as_("officer").get(f"/year-end/{key}", status=404)

    def test_a_year_before_any_plan_cannot_be_closed(self, ended_on_sqlite: Office) -> None:
        page = ended_on_sqlite.as_("chief_executive").get("/year-end/1999-00/close", status=409)
        assert "there is nothing to close in 1999-00" in page.main

    def test_the_list_of_years_leads_to_each(self, ended_on_sqlite: Office) -> None:
        page = ended_on_sqlite.as_("officer").get("/year-end")
        assert "2024-25" in page.main
        assert "Over, not closed" in page.main

    def test_each_page_shows_the_years_wording_and_priority_and_todays_beside_it(self, ended_on_sqlite: Office) -> None:
        with transaction(ended_on_sqlite.sessions) as session:
            there = queries.priority(session, "PCP-2022-25", 2)
            work = queries.deliverable(session, "D-0008")
            officer = ended_on_sqlite.people["officer"]
            edit = EditDeliverable(work.version, "Fit cameras", there.id, None, officer, None, "Moved")
            edit_deliverable(session, work, edit, by=SYSTEM, on=TODAY)
        theirs = f"{YEAR}/plans/PCP-2022-25/priorities/2"
        page = ended_on_sqlite.as_("other_lead").get(YEAR)
        assert "PCP-2022-25, priority 1: Priority 1 All of it stands under other priorities today" in page.main
        assert "Today under PCP-2022-25, priority 2. Luke Farrow decides. Decide about D-0008" in page.main
        assert page.soup.select_one(f'main a[href="{theirs}"]')
        close = ended_on_sqlite.as_("chief_executive").get(f"{YEAR}/close")
        decide = ended_on_sqlite.as_("other_lead").get(theirs)
        for shown in (page, close, decide):
            assert "their wording and priority as on 31 March 2024" in shown.main
            assert "Fit <lamps> & locks Today: Fit cameras" in shown.main
        assert "Then under PCP-2022-25, priority 1." in decide.main

    def test_costs_the_same_for_few_and_many(self, ended_on_sqlite: Office) -> None:
        pages = [Priced("lead", path, 0) for path in (YEAR, DECIDE)]
        few = [len(cost(ended_on_sqlite, page)) for page in pages]
        add_open(ended_on_sqlite, 12)
        assert [len(cost(ended_on_sqlite, page)) for page in pages] == few


class TestDeciding:
    def test_a_lead_decides_and_may_decide_otherwise(self, ended: Office) -> None:
        page = carry(ended)
        assert "1 decision saved for 2023-24." in page.main
        assert "Carry forward, due June 2025" in page.main
        form = ended.as_("lead").get(DECIDE).form()
        assert (form["D-0008-decision"], form["D-0008-due_text"]) == ("carry_forward", "June 2025")
        ended.as_("lead").submit(DECIDE, {"D-0008-decision": "leave_open"})
        assert "Leave open" in ended.as_("lead").get(YEAR).main
        assert ended.deliverable("D-0008").standing.status is ProgressStatus.IN_PROGRESS

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"D-0008-decision": "carry_forward", "D-0008-reason": "Late"}, "due_text", "Enter when the work is now"),
            (
                {"D-0008-decision": "carry_forward", "D-0008-due_text": "June 2025"},
                "reason",
                "Enter why it is carried forward.",
            ),
            (
                {"D-0008-decision": "carry_forward", "D-0008-due_text": "March 2024", "D-0008-reason": "Late"},
                "due_text",
                "Work carried forward is due after 31 March 2024",
            ),
            ({"D-0008-decision": "stop"}, "reason", "Enter why it is stopped."),
            ({"D-0008-reason": "No money"}, "decision", "Select what becomes of it"),
            ({"D-0008-decision": "burn"}, "decision", "Select one of the answers"),
            (
                {"D-0008-decision": "carry_forward", "D-0008-due_text": "soon", "D-0008-reason": "Late"},
                "due_text",
                "“soon”",
            ),
        ],
    )
    def test_an_answer_that_will_not_do_is_kept_with_what_is_wrong(
        self, ended_on_sqlite: Office, typed: dict[str, str], field: str, message: str
    ) -> None:
        page = ended_on_sqlite.refused("lead", DECIDE, typed)
        assert message in " ".join(page.errors)
        assert page.soup.select(f"[id^='D-0008-{field}'][id$='-error']")
        kept = page.form()
        assert {name: kept.get(name) for name in typed if typed[name] != "burn"} == {
            name: value for name, value in typed.items() if value != "burn"
        }

    def test_an_empty_form_says_what_to_do(self, ended_on_sqlite: Office) -> None:
        page = ended_on_sqlite.refused("lead", DECIDE)
        assert "Select what becomes of at least one deliverable." in page.main

    def test_a_quarter_that_may_be_two_is_asked_about(self, ended_on_sqlite: Office) -> None:
        typed = {"D-0008-decision": "carry_forward", "D-0008-due_text": "Q4 2025", "D-0008-reason": "Late"}
        page = ended_on_sqlite.refused("lead", DECIDE, typed)
        answers = page.form() | {"D-0008-reading": "financial"}
        ended_on_sqlite.as_("lead").post(DECIDE, answers)
        assert "Q4 2025" in ended_on_sqlite.as_("lead").get(YEAR).main

    def test_a_decision_made_meanwhile_is_shown_beside_ones_own(self, ended_on_sqlite: Office) -> None:
        lead = ended_on_sqlite.as_("lead")
        opened = lead.get(DECIDE).form() | {"D-0008-decision": "stop", "D-0008-reason": "No money"}
        carry(ended_on_sqlite)
        page = lead.post(DECIDE, opened, status=422)
        assert "Decided meanwhile: Carry forward, due June 2025" in page.main
        assert page.form()["D-0008-reason"] == "No money"
        lead.post(DECIDE, page.form())
        assert "No money" in lead.get(YEAR).main

    def test_work_moved_to_another_priority_meanwhile_keeps_what_was_typed(self, ended_on_sqlite: Office) -> None:
        lead = ended_on_sqlite.as_("lead")
        opened = lead.get(DECIDE).form() | {"D-0008-decision": "stop", "D-0008-reason": "No money"}
        with transaction(ended_on_sqlite.sessions) as session:
            there = queries.priority(session, "PCP-2022-25", 2)
            work = queries.deliverable(session, "D-0008")
            edit = EditDeliverable(
                work.version, "Fit lamps", there.id, None, ended_on_sqlite.people["officer"], None, "Moved"
            )
            edit_deliverable(session, work, edit, by=SYSTEM, on=TODAY)
        page = lead.post(DECIDE, opened, status=422)
        assert "D-0008 now stands under a priority that Luke Farrow leads" in page.main
        assert page.form()["D-0008-reason"] == "No money"


class TestClosing:
    def test_previews_what_will_be_done_and_does_it(self, ended: Office) -> None:
        carry(ended)
        preview = ended.as_("chief_executive").get(f"{YEAR}/close")
        assert "Will be carried forward: 1" in preview.main
        page = ended.as_("chief_executive").submit(f"{YEAR}/close", follow=True, status=200)
        assert "The year 2023-24 is closed." in page.main
        assert "Goes on as D-0009" in page.main
        assert "Carried forward, goes on as D-0009" in page.main
        assert row(ended.as_("officer").get("/deliverables/D-0009"), "Carried forward from") == "D-0008"

    def test_says_before_and_after_what_the_year_counts_as_going_on(self, ended_on_sqlite: Office) -> None:
        carry(ended_on_sqlite)
        said = "Work went on after the year ended, so 2023-24 counts it as going on."
        chief = ended_on_sqlite.as_("chief_executive")
        assert said not in chief.get(f"{YEAR}/close").main
        with transaction(ended_on_sqlite.sessions) as session:
            report(session, queries.deliverable(session, "D-0008"), 60, date(2024, 6, 5))
        preview = chief.get(f"{YEAR}/close").main
        assert f"5 June 2024 {said}" in preview
        page = chief.submit(f"{YEAR}/close", follow=True, status=200).main
        assert "0 carried forward, 0 stopped, 1 going on." in page
        assert "because work went on after 31 March 2024: D-0008 (carried forward on 5 June 2024)." in page

    def test_says_who_has_to_decide_before_it_can_be_closed(self, ended_on_sqlite: Office) -> None:
        chief = ended_on_sqlite.as_("chief_executive")
        page = chief.get(f"{YEAR}/close")
        assert "Waiting for a decision" in page.main
        assert "Lena Marsh" in page.main
        refused = ended_on_sqlite.refused("chief_executive", f"{YEAR}/close")
        assert "1 deliverable has no decision yet: D-0008." in refused.main

    def test_a_decision_changed_since_the_preview_is_shown_first(self, ended_on_sqlite: Office) -> None:
        carry(ended_on_sqlite)
        chief = ended_on_sqlite.as_("chief_executive")
        opened = chief.get(f"{YEAR}/close").form()
        ended_on_sqlite.as_("lead").submit(DECIDE, {"D-0008-decision": "stop", "D-0008-reason": "No money"})
        page = chief.post(f"{YEAR}/close", opened, status=409)
        assert "Nothing was saved. Look at it as it is now, then press the button again" in page.errors[0]
        assert "answers" not in page.text
        assert "Will be stopped: 1" in page.main
        chief.post(f"{YEAR}/close", page.form())
        assert ended_on_sqlite.deliverable("D-0008").standing.status is ProgressStatus.STOPPED

    def test_says_long_before_the_last_click_which_year_comes_first(self, ended_on_sqlite: Office) -> None:
        with transaction(ended_on_sqlite.sessions) as session:
            owner = session.get_one(Person, ended_on_sqlite.people["officer"])
            make_deliverable(session, queries.priority(session, "PCP-2022-25", 1), owner, on=date(2022, 5, 2))
        said = "Decide about 2022-23 and close it first"
        chief = ended_on_sqlite.as_("chief_executive")
        assert said in ended_on_sqlite.as_("lead").get(DECIDE).main
        page = chief.get(YEAR)
        assert said in page.main
        assert "Preview and close the year" not in page.main
        assert said in chief.get(f"{YEAR}/close").main
        carry(ended_on_sqlite)
        answers = {"D-0008-decision": "leave_open", "D-0009-decision": "leave_open"}
        ended_on_sqlite.as_("lead").submit(DECIDE, answers)
        assert not chief.get(f"{YEAR}/close").soup.select("main form button")
        refused = ended_on_sqlite.refused("chief_executive", f"{YEAR}/close")
        assert "Close 2022-23 first" in refused.main

    def test_says_when_work_goes_to_a_plan_that_is_not_in_force(self, ended_on_sqlite: Office) -> None:
        with transaction(ended_on_sqlite.sessions) as session:
            lead = session.get_one(Person, ended_on_sqlite.people["lead"])
            there = make_priority(session, queries.plan(session, "PCP-2025-29"), 9, lead=lead).id
        said = "No version of PCP-2025-29 is in force"
        page = ended_on_sqlite.as_("lead").get(DECIDE)
        assert f"{said} on 1 April 2024" in page.main
        answers = {"D-0008-decision": "carry_forward", "D-0008-due_text": "June 2025", "D-0008-reason": "New plan"}
        ended_on_sqlite.as_("lead").submit(DECIDE, answers | {"D-0008-priority_id": str(there)})
        for path in (YEAR, f"{YEAR}/close"):
            assert f"{said} when it begins anew" in ended_on_sqlite.as_("chief_executive").get(path).main

    def test_a_running_year_is_not_closed(self, ended_on_sqlite: Office) -> None:
        page = ended_on_sqlite.as_("chief_executive").get("/year-end/2024-25/close")
        assert "The year runs until 31 March 2025" in page.main

    def test_progress_in_a_closed_year_is_refused_beside_its_date(self, ended_on_sqlite: Office) -> None:
        ended_on_sqlite.as_("lead").submit(DECIDE, {"D-0008-decision": "leave_open"})
        ended_on_sqlite.as_("chief_executive").submit(f"{YEAR}/close")
        typed = {"percent": "50", "effective_on": ["31", "3", "2024"]}
        page = ended_on_sqlite.refused("officer", "/deliverables/D-0008/update", typed)
        assert page.beside("effective_on").startswith("31 March 2024 is in the year 2023-24, which is closed.")


class TestReopening:
    def test_needs_a_reason_and_is_told_on_the_page(self, ended_on_sqlite: Office) -> None:
        ended_on_sqlite.as_("lead").submit(DECIDE, {"D-0008-decision": "leave_open"})
        chief = ended_on_sqlite.as_("chief_executive")
        chief.submit(f"{YEAR}/close")
        assert ended_on_sqlite.refused("chief_executive", f"{YEAR}/reopen").beside("reason")
        assert path_of(chief.submit(f"{YEAR}/reopen", reason="A stop was wrong")) == YEAR
        page = chief.get(YEAR)
        assert "Reason: A stop was wrong" in page.main
        assert "Preview and close the year" in page.main

    def test_what_was_carried_or_stopped_is_not_asked_again(self, ended_on_sqlite: Office) -> None:
        add_open(ended_on_sqlite)
        lead, chief = ended_on_sqlite.as_("lead"), ended_on_sqlite.as_("chief_executive")
        carry(ended_on_sqlite)
        lead.submit(DECIDE, {"D-0009-decision": "leave_open"})
        chief.submit(f"{YEAR}/close")
        chief.submit(f"{YEAR}/reopen", reason="Another was wrong")
        page = lead.get(DECIDE)
        assert "Since then carried forward on 31 March 2024, goes on as D-0010" in page.main
        assert "Reopening the year did not undo it." in page.main
        assert "D-0008-decision" not in page.form()
        lead.submit(DECIDE, {"D-0009-decision": "stop", "D-0009-reason": "No money"})
        chief.submit(f"{YEAR}/close")
        assert ended_on_sqlite.deliverable("D-0009").standing.status is ProgressStatus.STOPPED

    def test_there_is_nothing_to_reopen_before_it_is_closed(self, ended_on_sqlite: Office) -> None:
        assert "nothing to reopen" in ended_on_sqlite.as_("chief_executive").get(f"{YEAR}/reopen").main


class TestMarks:
    def test_the_list_marks_what_this_year_did(self, office: Office) -> None:
        office.as_("lead").submit("/deliverables/D-0001/edit", {"action": "Refit half of it"})
        office.as_("lead").submit("/deliverables/D-0002/stop", reason="No money")
        page = office.as_("officer").get("/deliverables?sort=reference")
        cells = [words(line.select_one("td:nth-of-type(4)")) for line in page.soup.select("tbody tr")]
        assert cells[0].endswith("New Changed: wording")
        assert cells[1] == "Stopped New"

    def test_work_of_an_earlier_year_is_not_new_in_this_one(self, ended: Office) -> None:
        page = ended.as_("officer").get("/deliverables?q=lamps")
        assert "New Olive" not in page.main

    def test_the_list_and_the_history_tell_the_same(self, ended: Office) -> None:
        carry(ended)
        lead = ended.as_("lead")
        lead.submit("/deliverables/D-0001/edit", {"action": "Refit half of it"})
        lead.submit("/deliverables/D-0002/stop", reason="No money")
        lead.submit("/deliverables/D-0007/due-dates/2", decision="accept")
        ended.as_("chief_executive").submit(f"{YEAR}/close")
        with ended.sessions() as session:
            for year in (FinancialYear(2023), FinancialYear(2024)):
                found = queries.deliverables_as_at(session, None, TODAY)
                numbers = [each.number for each in found]
                after = carried_into(session, [each.id for each in found])
                assert marks_of(session, numbers, year, TODAY) == {
                    each.number: marks_in(each, year, TODAY, after.get(each.reference)) for each in found
                }


class TestHomePages:
    def test_tell_the_lead_what_waits_and_the_chief_executive_that_the_year_is_not_closed(self, ended: Office) -> None:
        said = "1 deliverable under your priorities was open when the year ended and waits for your decision"
        assert said in ended.as_("lead").get("/").main
        assert "The end of 2023-24" not in ended.as_("other_lead").get("/").main
        assert "1 deliverable waits for the decision of a lead." in ended.as_("chief_executive").get("/").main
        ended.as_("lead").submit(DECIDE, {"D-0008-decision": "leave_open"})
        assert "The end of 2023-24" not in ended.as_("lead").get("/").main
        assert "Nothing waits for a decision." in ended.as_("chief_executive").get("/").main
        ended.as_("chief_executive").submit(f"{YEAR}/close")
        assert "The end of 2023-24" not in ended.as_("chief_executive").get("/").main

    def test_work_that_was_closed_then_and_reopened_since_does_not_wait(self, ended: Office) -> None:
        lead = ended.as_("lead")
        lead.submit("/deliverables/D-0008/stop", reason="No money", effective_on=["1", "3", "2024"])
        lead.submit("/deliverables/D-0008/reopen", percent="40", reason="Money", effective_on=["1", "8", "2024"])
        assert "The end of 2023-24" not in lead.get("/").main
        assert "so there is nothing to decide" in lead.get(YEAR).main
