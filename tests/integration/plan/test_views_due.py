"""Another due date: typed in any usual way, asked about where two things are meant, decided by the lead."""

from __future__ import annotations

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import words
from tests.web_fixtures import Office
from tracker.plan.rules import QuarterReading

ASK = "/deliverables/D-0001/due-date"
DECIDE = "/deliverables/D-0007/due-dates/2"


def test_a_request_leaves_the_date_in_force_until_it_is_accepted(office: Office) -> None:
    page = office.as_("officer").submit(
        ASK, due_text="Contract start June 2025", reason="The supplier is late.", follow=True, status=200
    )
    assert "You have asked for another due date for D-0001." in page.main
    assert row(page, "Date due") == "March 2025 (by 31 March 2025)"
    assert "Extension requested" in words(office.as_("lead").get("/deliverables?q=custody").soup.tbody)
    page = office.as_("lead").submit("/deliverables/D-0001/due-dates/2", decision="accept", follow=True, status=200)
    assert "The new due date of D-0001 is accepted." in page.main
    assert row(page, "Date due") == (
        "Contract start June 2025 (by 30 June 2025) Originally March 2025 (by 31 March 2025)"
    )
    assert row(page, "Rating").startswith("Amber")


def test_a_lead_declines_with_a_reason(office: Office) -> None:
    page = office.refused("lead", DECIDE, decision="decline")
    assert page.beside("note") == "Enter why you decline the new date"
    page = office.as_("lead").post(DECIDE, page.form() | {"note": "The date is the Panel’s."}, follow=True, status=200)
    assert row(page, "Date due") == "March 2025 (by 31 March 2025)"
    assert "Reason: The date is the Panel’s." in page.main
    assert "Ask for another due date" in page.main


def test_a_decision_must_be_one(office_on_sqlite: Office) -> None:
    assert office_on_sqlite.refused("lead", DECIDE).beside("decision") == "Select whether you accept the new date"
    page = office_on_sqlite.refused("lead", DECIDE, decision="perhaps", note="Kept")
    assert page.beside("decision") == "Select whether you accept the new date"
    assert page.form()["note"] == "Kept"


def test_the_page_of_the_decision_shows_both_dates(reading_office: Office) -> None:
    page = reading_office.as_("lead").get(DECIDE)
    assert row(page, "Date in force") == "March 2025 (by 31 March 2025)"
    assert row(page, "New date asked for") == "June 2025 (1 to 30 June 2025)"
    assert row(page, "Reason") == "The supplier is late."


def test_an_answered_request_is_not_answered_again(office_on_sqlite: Office) -> None:
    lead = office_on_sqlite.as_("lead")
    values = lead.get(DECIDE).form() | {"decision": "accept"}
    lead.post(DECIDE, values)
    assert lead.get(DECIDE, status=302).response.headers["Location"].endswith("/deliverables/D-0007")
    before = office_on_sqlite.counts()
    again = values | {"form_key": "k" * 32, "version": str(office_on_sqlite.deliverable("D-0007").version)}
    page = lead.post(DECIDE, again, status=422)
    assert page.errors == ["This due date is no open request: it is marked accepted."]
    assert office_on_sqlite.counts() == before


def test_the_original_date_is_no_request(reading_office: Office) -> None:
    reading_office.as_("lead").get("/deliverables/D-0007/due-dates/1", status=302)
    reading_office.as_("lead").get("/deliverables/D-0007/due-dates/3", status=404)
    reading_office.as_("officer").get("/deliverables/D-0007/due-dates/3", status=404)


def test_which_year_is_meant_is_asked_and_what_was_typed_is_kept(office: Office) -> None:
    page = office.as_("officer").get(ASK)
    assert not page.soup.select("input[name=reading]"), "nobody is asked before there is a question"
    page = office.refused("officer", ASK, due_text="Q4 2025", reason="The supplier is late.")
    assert page.errors == [
        "Select what “Q4 2025” means: October to December 2025 (calendar year) or "
        "January to March 2026 (financial year)."
    ]
    assert page.form()["due_text"] == "Q4 2025"
    assert page.form()["reason"] == "The supplier is late."
    assert [words(label) for label in page.soup.select(".govuk-radios__label")] == [
        "October to December 2025 (calendar year)",
        "January to March 2026 (financial year)",
    ]
    office.as_("officer").post(ASK, page.form() | {"reading": "financial"})
    asked = office.deliverable().due_dates[-1]
    assert (asked.text, asked.ends.isoformat(), asked.reading) == ("Q4 2025", "2026-03-31", QuarterReading.FINANCIAL)


def test_the_answer_about_the_year_stays_while_something_else_is_mended(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("officer", ASK, due_text="Q4 2025", reason="")
    page = office_on_sqlite.as_("officer").post(ASK, page.form() | {"reading": "calendar"}, status=422)
    assert page.errors == ["Enter why the date should change"]
    assert page.form()["reading"] == "calendar"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter the date due"),
        ("soon", "“soon” is not a date. Enter a day, month, quarter or year"),
        ("31 February 2025", "There is no day “31 February 2025”"),
        ("June 2025 to May 2025", "“June 2025 to May 2025” ends on 31 May 2025, before it starts on 1 June 2025."),
        ("March 2025", "The due date is already March 2025. Enter the new date you are asking for."),
        ("May", "Enter the year as well"),
        ("x" * 500, "The text is 500 characters long. Shorten it to 200 characters or fewer."),
        ("<script>alert(1)</script>", "“<script>alert(1)</script>” is not a date."),
    ],
)
def test_what_is_no_new_date_is_refused_beside_it(office_on_sqlite: Office, typed: str, message: str) -> None:
    page = office_on_sqlite.refused("officer", ASK, due_text=typed, reason="Kept")
    assert page.beside("due_text").startswith(message)
    assert (page.form()["due_text"], page.form()["reason"]) == (typed, "Kept")
    assert "<script>alert" not in page.response.get_data(as_text=True)


def test_one_request_at_a_time(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    typed = officer.get(ASK).form() | {"due_text": "June 2025", "reason": "Late."}
    officer.post(ASK, typed)
    version = str(office_on_sqlite.deliverable().version)
    again = typed | {"form_key": "k" * 32, "version": version, "due_text": "July 2025"}
    page = officer.post(ASK, again, status=422)
    assert page.beside("due_text").startswith("The due date June 2025 has been asked for and awaits an answer.")


def test_asking_while_a_request_waits_says_so_at_once(reading_office: Office) -> None:
    page = reading_office.as_("officer").get("/deliverables/D-0007/due-date")
    assert "asked on 18 September 2024 for June 2025 (1 to 30 June 2025)." in page.main
    assert page.soup.find("a", href="/deliverables/D-0007/due-dates/2/withdraw") is not None
    assert page.soup.find("a", href=DECIDE) is None
    page = reading_office.as_("lead").get("/deliverables/D-0007/due-date")
    assert page.soup.find("a", href=DECIDE) is not None


def test_who_asked_takes_the_request_back(office: Office) -> None:
    officer = office.as_("officer")
    assert officer.get("/deliverables/D-0007").soup.find("a", href=f"{DECIDE}/withdraw") is not None
    page = officer.submit(f"{DECIDE}/withdraw", follow=True, status=200)
    assert "You have taken back the request for June 2025." in page.main
    assert "New due date declined: June 2025" in page.main
    assert "Reason: Withdrawn by the person who asked" in page.main
    assert row(page, "Date due") == "March 2025 (by 31 March 2025)"
    assert office.events()[-1][0] == "due_date:declined"
    officer.get(f"{DECIDE}/withdraw", status=302)
    assert officer.get("/deliverables/D-0007/due-date").form()["due_text"] == ""


def test_the_page_of_the_decision_says_days_only_where_the_words_do_not(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("officer").submit(ASK, due_text="31 August 2024", reason="It was done then.")
    page = office_on_sqlite.as_("lead").get("/deliverables/D-0001/due-dates/2")
    assert row(page, "New date asked for") == "31 August 2024 This date has passed already."


def test_a_lead_may_accept_their_own_date_at_once(office: Office) -> None:
    assert not office.as_("officer").get(ASK).soup.select("[name=accept_now]")
    page = office.as_("lead").submit(ASK, due_text="June 2025", reason="Yes.", accept_now="y", follow=True, status=200)
    assert row(page, "Date due").startswith("June 2025")
    assert [event for event, _ in office.events()[-2:]] == ["due_date:requested", "due_date:accepted"]


def test_nobody_else_accepts_by_sending_the_tick(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("officer").submit(ASK, due_text="June 2025", reason="Please.", accept_now="y")
    assert office_on_sqlite.deliverable().due_dates[-1].decision is None


def test_a_request_withdrawn_by_closing_meanwhile_is_stale(office_on_sqlite: Office) -> None:
    lead = office_on_sqlite.as_("lead")
    opened = lead.get(DECIDE).form() | {"decision": "accept", "note": "Agreed by telephone"}
    lead.submit("/deliverables/D-0007/stop", reason="No money is left.")
    page = lead.post(DECIDE, opened, status=409)
    assert page.form()["note"] == "Agreed by telephone"


def test_a_request_opened_before_somebody_elses_is_shown_beside_the_record(office_on_sqlite: Office) -> None:
    opened = office_on_sqlite.as_("officer").get(ASK).form() | {"due_text": "June 2025", "reason": "Late."}
    office_on_sqlite.as_("lead").submit(ASK, due_text="May 2025", reason="Agreed.", accept_now="y")
    page = office_on_sqlite.as_("officer").post(ASK, opened, status=409)
    assert [words(line) for line in page.soup.select(".tracker-compare tbody tr")] == ["Date due June 2025 May 2025"]
    office_on_sqlite.as_("officer").post(ASK, page.form())
