"""The pages of a finding: both statuses apart, what the Panel sees, and refusals beside the field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import path_of, words
from tests.web_fixtures import Office

PAGE = "/inspections/findings/F-0001"
NEW = "/inspections/PEEL-2024/findings/new"
BY_POST = ["2", "9", "2024"]


def sound(**more: Any) -> dict[str, Any]:  # noqa: ANN401  # what a browser sends
    return {"kind": "area_for_improvement", "text": "Calls are not recorded", **more}


class TestFindingPage:
    def test_both_statuses_stand_apart_and_the_panels_view_first(self, office: Office) -> None:
        page = office.as_("analyst").get("/inspections/findings/F-0005")
        keys = [words(key) for key in page.soup.select("dl dt")][:3]
        assert keys == ["What the Panel sees", "Force status", "Inspectorate status"]
        assert row(page, "Force status").endswith("Closed by the force Said on 2 September 2024")
        assert "Awaiting review" in row(page, "Inspectorate status")
        assert "Open" in row(page, "What the Panel sees")
        assert "The force has closed it; the inspectorate has not said so." in row(page, "What the Panel sees")

    def test_complete_names_the_day_and_who_told_us(self, office: Office) -> None:
        page = office.as_("analyst").get("/inspections/findings/F-0006")
        assert "Closed by the inspectorate" in row(page, "What the Panel sees")
        assert "On 2 September 2024, told by Force liaison lead, letter" in row(page, "What the Panel sees")

    def test_evidence_deliverables_comments_and_risks_are_shown(self, office: Office) -> None:
        page = office.as_("analyst").get(PAGE)
        assert "Plan of the checks (checks.pdf" in page.main
        assert "D-0001: Refit the custody suite" in page.main
        assert "Ask for the audit in October." in page.main
        assert "None linked. Risks are linked on the page of the risk." in page.main

    def test_work_said_to_be_done_without_evidence_is_warned_about(self, reading_office: Office) -> None:
        warning = "The force says that the work is done, and no evidence is recorded."
        assert warning in reading_office.as_("analyst").get("/inspections/findings/F-0004").main
        assert warning not in reading_office.as_("analyst").get("/inspections/findings/F-0005").main

    def test_a_historic_concern_without_recommendations_is_flagged(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get("/inspections/findings/F-0007")
        assert "Its recommendations are missing." in page.main
        assert page.soup.find("a", href="/inspections/PEEL-2016/findings/new?concern=F-0007") is not None
        assert "Persists" in words(page.soup.find("table"))
        flagged = reading_office.as_("lead").get("/inspections/PEEL-2016")
        assert "Recommendations missing (taken over)" in flagged.main

    def test_the_history_is_newest_first(self, office: Office) -> None:
        office.as_("lead").submit(f"{PAGE}/inspectorate", {"status": "being_progressed"}, effective_on=BY_POST)
        page = office.as_("analyst").get(PAGE)
        said = [words(item) for item in page.soup.select(".tracker-history li")]
        assert "Comment" in said[0]
        assert "On the record" in said[-1]
        assert ["18 September" in line for line in said] == sorted("18 September" in line for line in said)[::-1]

    @pytest.mark.parametrize(
        ("who", "offered"),
        [
            ("officer", {"force", "evidence/new", "comment"}),
            ("lead", {"force", "evidence/new", "comment", "inspectorate", "reassess", "edit", "links", "withdraw"}),
            (
                "chief_executive",
                {"force", "evidence/new", "comment", "inspectorate", "reassess", "edit", "links", "withdraw"},
            ),
            ("other_officer", set()),
            ("other_lead", {"withdraw"}),
            ("analyst", set()),
            ("commissioner", set()),
        ],
    )
    def test_only_what_somebody_may_do_is_offered(self, reading_office: Office, who: str, offered: set[str]) -> None:
        page = reading_office.as_(who).get(PAGE)
        links = {str(link["href"]).removeprefix(f"{PAGE}/") for link in page.soup.select(".tracker-actions a")}
        assert links == offered

    def test_a_lead_person_records_what_the_inspectorate_said_of_their_own(self, office_on_sqlite: Office) -> None:
        edit = {"lead_id": str(office_on_sqlite.people["other_lead"]), "reason": "She knows the work."}
        office_on_sqlite.as_("lead").submit(f"{PAGE}/edit", edit)
        office_on_sqlite.as_("other_lead").get(f"{PAGE}/inspectorate")
        office_on_sqlite.as_("other_lead").get(f"{PAGE}/edit", status=403)
        office_on_sqlite.as_("officer").get(f"{PAGE}/force", status=403)


class TestNewFinding:
    def test_an_area_for_improvement_is_recorded(self, office: Office) -> None:
        answer = office.as_("other_lead").submit(NEW, sound(expected_on=["31", "3", "2025"]))
        assert path_of(answer) == "/inspections/findings/F-0010"
        page = office.as_("analyst").get("/inspections/findings/F-0010")
        assert page.h1 == "F-0010: area for improvement"
        assert row(page, "Expected closure") == "31 March 2025"
        assert row(page, "Lead") == "Nobody yet"
        assert "only the Chief Executive can change its wording" in row(page, "Priority")

    def test_a_cause_of_concern_brings_its_recommendations(self, office: Office) -> None:
        typed = sound(kind="cause_of_concern", recommendations="- Record every call\n- Test it monthly")
        office.as_("lead").submit(NEW, typed)
        page = office.as_("lead").get("/inspections/findings/F-0010")
        assert "F-0011: Record every call" in page.main
        assert "F-0012: Test it monthly" in page.main
        assert row(office.as_("lead").get("/inspections/findings/F-0011"), "Cause of concern").startswith("F-0010")

    def test_a_cause_of_concern_without_any_is_refused_and_kept(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", NEW, sound(kind="cause_of_concern"))
        assert page.beside("recommendations").startswith("A cause of concern needs at least one recommendation.")
        assert page.form()["text"] == "Calls are not recorded"
        assert page.form()["kind"] == "cause_of_concern"

    def test_one_that_was_taken_over_may_lack_them(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit(NEW, sound(kind="cause_of_concern", is_historic="y"))
        page = office_on_sqlite.as_("lead").get("/inspections/findings/F-0010")
        assert "Its recommendations are missing." in page.main

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"recommendations": "Check"}, "recommendations", "Only a cause of concern has recommendations"),
            ({"is_historic": "y"}, "is_historic", "Only a cause of concern can lack its recommendations."),
            ({"parent_id": "2"}, "parent_id", "Only a recommendation stands under a cause of concern"),
            ({"parent_id": "7"}, "parent_id", "Cause of concern it belongs to: select one of the answers in the list"),
            (
                {"question_id": "999"},
                "question_id",
                "Question of the inspection: select one of the answers in the list",
            ),
            ({"lead_id": "999"}, "lead_id", "Lead: select one of the answers in the list"),
            ({"text": ""}, "text", "Enter the finding"),
            ({"text": "x" * 2001}, "text", "The text is 2,001 characters long."),
            ({"began_on": ["4", "8", "2024"]}, "began_on", "The inspection has been on the record since 5 August"),
            ({"began_on": ["19", "9", "2024"]}, "began_on", "19 September 2024 is yet to come."),
            ({"kind": "nonsense"}, "kind", "Type: select one of the answers in the list"),
        ],
    )
    def test_what_will_not_do(self, office_on_sqlite: Office, typed: dict[str, Any], field: str, message: str) -> None:
        page = office_on_sqlite.refused("lead", NEW, sound() | typed)
        assert page.beside(field).startswith(message)

    def test_a_recommendation_is_added_under_its_concern(self, office: Office) -> None:
        address = f"{NEW}?concern=F-0002"
        form = office.as_("lead").get(address).form()
        assert (form["kind"], form["parent_id"]) == ("recommendation", "2")
        office.as_("lead").submit(address, text="Report the waits to the board")
        assert "F-0010: Report the waits to the board" in office.as_("lead").get("/inspections/findings/F-0002").main


class TestChanging:
    def test_a_stale_form_shows_both_texts(self, office: Office) -> None:
        client = office.as_("lead")
        opened = client.get(f"{PAGE}/edit").form()
        client.submit(f"{PAGE}/edit", text="Bail is not checked", reason="Sharper.")
        page = client.post(f"{PAGE}/edit", opened | {"text": "Nobody checks bail", "reason": "Mine."}, status=409)
        assert "Nobody checks bail" in page.main
        assert "Bail is not checked" in page.main
        assert page.form()["text"] == "Nobody checks bail"

    def test_what_was_set_needs_a_reason(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", f"{PAGE}/edit", expected_on=["31", "3", "2025"])
        assert page.beside("reason") == "Enter why it changes: Expected closure."

    def test_a_lead_moves_it_only_to_a_priority_they_lead(self, office_on_sqlite: Office) -> None:
        def offered(who: str) -> int:
            page = office_on_sqlite.as_(who).get(f"{PAGE}/edit")
            return len(page.soup.select("#priority_id option"))

        assert (offered("lead"), offered("chief_executive")) == (3, 4)

    def test_deliverables_are_linked_by_reference(self, office: Office) -> None:
        office.as_("lead").submit(f"{PAGE}/links", deliverables="d-0002; D-0003")
        page = office.as_("lead").get(PAGE)
        assert "D-0002: Open a victims’ hub" in page.main
        assert "No longer linked to D-0001" in page.main
        assert office.as_("lead").get(f"{PAGE}/links").form()["deliverables"] == "D-0002, D-0003"

    @pytest.mark.parametrize(("typed", "named"), [("D-0999", "D-0999"), ("7", "7"), ("D-0001 R-0001", "R-0001")])
    def test_an_unknown_deliverable_is_named(self, office_on_sqlite: Office, typed: str, named: str) -> None:
        page = office_on_sqlite.refused("lead", f"{PAGE}/links", deliverables=typed)
        assert f"There is no deliverable “{named}”." in page.beside("deliverables")


class TestStatuses:
    def test_ready_without_evidence_warns_beforehand_and_afterwards(self, office: Office) -> None:
        path = "/inspections/findings/F-0004/force"
        assert "No evidence is recorded yet." in office.as_("other_lead").get(path).main
        assert "No evidence is recorded yet." not in office.as_("lead").get(f"{PAGE}/force").main
        page = office.as_("other_lead").submit(path, {"status": "ready_for_closure"}, follow=True, status=200)
        assert "No evidence is recorded yet: add a link or a file." in page.main

    def test_closed_by_the_force_says_that_it_stays_open(self, office: Office) -> None:
        page = office.as_("officer").submit(f"{PAGE}/force", {"status": "closed_by_force"}, follow=True, status=200)
        assert "It is still open to the Panel until the inspectorate says that it is complete." in page.main

    def test_complete_without_day_and_source_names_both_at_once(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", f"{PAGE}/inspectorate", {"status": "complete"})
        assert page.beside("effective_on") == "Enter the date the inspectorate said so"
        assert page.beside("told_by").startswith("Enter who told us that the inspectorate has closed it")

    def test_a_day_to_come_is_refused(self, office_on_sqlite: Office) -> None:
        typed = {"status": "complete", "told_by": "Letter", "effective_on": ["19", "9", "2024"]}
        page = office_on_sqlite.refused("lead", f"{PAGE}/inspectorate", typed)
        assert page.beside("effective_on") == "19 September 2024 is yet to come. Enter today or a day in the past."
        assert page.form()["told_by"] == "Letter"

    def test_a_later_inspection_closes_it(self, office: Office) -> None:
        path = "/inspections/findings/F-0007/reassess"
        typed = {"result": "closed", "inspection_id": "1", "effective_on": BY_POST}
        page = office.as_("chief_executive").submit(path, typed, follow=True, status=200)
        assert "It is closed for the Panel." in page.main

    def test_an_earlier_inspection_is_not_offered(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(f"{PAGE}/reassess")
        assert [words(option) for option in page.soup.select("#inspection_id option")] == ["Not on the record here"]

    def test_without_an_inspection_the_words_must_say_which(self, office_on_sqlite: Office) -> None:
        typed = {"result": "improved", "effective_on": BY_POST}
        page = office_on_sqlite.refused("lead", f"{PAGE}/reassess", typed)
        assert page.beside("text") == "Select the inspection that looked again, or say here which one it was."

    @pytest.mark.parametrize("act", ["force", "inspectorate", "reassess"])
    def test_after_somebody_elses_change_the_record_now_is_shown(self, office_on_sqlite: Office, act: str) -> None:
        client = office_on_sqlite.as_("lead")
        answers = {"force": "status", "inspectorate": "status", "reassess": "result"}
        values = {"force": "closed_by_force", "inspectorate": "being_progressed", "reassess": "improved"}
        opened = client.get(f"{PAGE}/{act}").form()
        client.submit(f"{PAGE}/force", {"status": "ready_for_closure"})
        typed = opened | {answers[act]: values[act], "effective_on": BY_POST, "text": "The next one"}
        page = client.post(f"{PAGE}/{act}", typed, status=409)
        assert "Force says now Ready for closure" in page.main
        client.post(f"{PAGE}/{act}", page.form())


def test_a_comment_is_for_the_office(office: Office) -> None:
    page = office.as_("officer").submit(f"{PAGE}/comment", text="Chase the **audit**", follow=True, status=200)
    assert "Your comment on F-0001 is saved." in page.main
    assert page.soup.find("strong", string="audit") is not None
