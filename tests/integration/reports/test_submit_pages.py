"""Submitting a report, taking it back, and leads who say "ready", through the pages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import TODAY
from tests.factories_signing import KIND, QUARTER
from tests.offices_signoff import DASHBOARD, LEADS, REPORT, say_ready, submit_report, where
from tests.web_fixtures import PEOPLE, Office
from tracker.dates import Quarter
from tracker.reports.gather_kinds import gather_report
from tracker.reports.queries_signoff import standing
from tracker.reports.rules_life import ReportKind, ReportState

WRITERS = {"officer", "other_officer", "lead", "other_lead", "analyst", "chief_executive"}


def day(of: date) -> list[str]:
    return [str(of.day), str(of.month), str(of.year)]


def test_a_report_waits_for_every_lead_and_names_those_who_have_not_said_ready(office: Office) -> None:
    page = office.refused("officer", f"{REPORT}/submit", words="Please read priority 1.")
    assert "Priority 1: Priority 1 (Lena Marsh)" in page.errors[0]
    assert "Priority 2: Priority 2 (Luke Farrow)" in page.errors[0]
    assert page.form()["words"] == "Please read priority 1."
    say_ready(office, "lead")
    page = office.refused("officer", f"{REPORT}/submit")
    assert "Lena Marsh" not in page.errors[0]
    say_ready(office, "other_lead")
    office.as_("officer").submit(f"{REPORT}/submit")
    found = where(office)
    assert (found.state, found.as_at) == (ReportState.SUBMITTED, TODAY)
    submission = found.submission
    assert submission is not None
    with office.sessions() as session:
        assert submission.content_hash == gather_report(session, KIND, QUARTER, TODAY).content_hash
    assert office.events()[-1] == ("report:submitted", "highlight-2024-25-Q2")


def test_it_is_as_at_the_day_that_was_asked_for_from_then_on(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite, as_at=date(2024, 9, 2), words="As agreed.")
    page = office_on_sqlite.as_("analyst").get(REPORT)
    assert "As at 2 September 2024" in page.main
    assert "Olive Ashdown submitted it for sign-off as at 2 September 2024" in page.main
    assert "“As agreed.”" in page.main
    # The page shows it as at its day unless the reader asks for another.
    assert page.soup.select_one("input#as_at[value='2024-09-02']") is not None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (date(2024, 9, 19), "Enter today, 18 September 2024, or an earlier day"),
        (date(2024, 6, 30), "begins on 1 July 2024"),
    ],
)
def test_a_day_to_come_or_before_the_quarter_is_refused(office_on_sqlite: Office, wrong: date, said: str) -> None:
    for who in LEADS:
        say_ready(office_on_sqlite, who)
    page = office_on_sqlite.refused("officer", f"{REPORT}/submit", as_at=day(wrong), words="Mine")
    assert said in page.beside("as_at")
    assert page.form()["words"] == "Mine"


def test_another_day_than_the_one_shown_shows_what_is_wrong_on_it_first(office_on_sqlite: Office) -> None:
    for who in LEADS:
        say_ready(office_on_sqlite, who)
    page = office_on_sqlite.as_("officer").get(f"{REPORT}/submit")
    assert "What is wrong with it, as at 18 September 2024" in page.main
    page = office_on_sqlite.as_("officer").post(
        f"{REPORT}/submit", page.form() | {"as_at": day(date(2024, 7, 2)), "words": "As agreed."}, status=422
    )
    assert "What is wrong with the report as at 2 July 2024 is listed on this page now" in page.beside("as_at")
    assert "What is wrong with it, as at 2 July 2024" in page.main
    assert "is 2 days overdue" in page.main
    assert page.form()["words"] == "As agreed."
    # The second time it goes through.
    office_on_sqlite.as_("officer").post(f"{REPORT}/submit", page.form(), status=302)
    assert where(office_on_sqlite).as_at == date(2024, 7, 2)


def test_a_quarter_without_a_plan_is_not_submitted(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("officer", "/reports/highlight/2010-11-Q1/submit", words="Mine")
    assert "No plan was in force in quarter 1, 2010-11, so there is nothing to report on." in page.errors[0]
    assert page.form()["words"] == "Mine"
    with office_on_sqlite.sessions() as session:
        assert standing(session, KIND, Quarter.parse("2010-11-Q1")) is None


def test_what_is_wrong_is_shown_before_it_is_submitted(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get(f"{REPORT}/submit")
    assert "D-0006 Train the call handlers was due by 30 June 2024" in page.main
    assert "Nobody can sign the report while one of these stands" in page.main


def test_a_dashboard_waits_for_nobody(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("analyst").submit(f"{DASHBOARD}/submit")
    assert where(office_on_sqlite, ReportKind.DASHBOARD).state is ReportState.SUBMITTED
    assert "Submitted" in office_on_sqlite.as_("analyst").get(DASHBOARD).main


def test_what_is_submitted_is_not_submitted_again_and_can_be_taken_back(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    page = office_on_sqlite.as_("officer").get(f"{REPORT}/submit", status=409)
    assert "has been submitted already" in page.main
    office_on_sqlite.as_("lead").submit(f"{REPORT}/take-back", words="A figure is missing.")
    found = where(office_on_sqlite)
    assert (found.state, found.as_at) == (ReportState.DRAFT, None)
    assert "“A figure is missing.”" in office_on_sqlite.as_("officer").get(REPORT).main
    page = office_on_sqlite.as_("lead").get(f"{REPORT}/take-back", status=409)
    assert "Change it as it is" in page.main


def test_a_form_that_is_sent_twice_or_after_somebody_else_acted_is_refused(office_on_sqlite: Office) -> None:
    for who in LEADS:
        say_ready(office_on_sqlite, who)
    officer, lead = office_on_sqlite.as_("officer"), office_on_sqlite.as_("lead")
    mine = officer.get(f"{REPORT}/submit").form()
    late = lead.get(f"{REPORT}/submit").form() | {"words": "Mine"}
    officer.post(f"{REPORT}/submit", mine)
    page = officer.post(f"{REPORT}/submit", mine, status=409)
    assert "already sent" in page.errors[0]
    page = lead.post(f"{REPORT}/submit", late, status=409)
    assert "changed by somebody else" in page.errors[0]
    assert page.form()["words"] == "Mine"
    # It now shows what there is, and sending it again is refused for what it is.
    page = lead.post(f"{REPORT}/submit", page.form(), status=422)
    assert "has been submitted already" in page.errors[0]
    assert len(where(office_on_sqlite).version.moves) == 1


@pytest.mark.parametrize("missing", ["number", "version", "form_key"])
def test_a_forged_form_is_refused(office_on_sqlite: Office, missing: str) -> None:
    for who in LEADS:
        say_ready(office_on_sqlite, who)
    page = office_on_sqlite.refused("officer", f"{REPORT}/submit", {missing: ""})
    assert "This form is incomplete" in page.errors[0]


def test_a_lead_says_ready_once_and_takes_it_back(office: Office) -> None:
    say_ready(office, "lead")
    assert office.events()[-1] == ("report:priority_ready", "highlight-2024-25-Q2")
    page = office.as_("lead").get(f"{REPORT}/ready/PCP-2022-25/1")
    assert page.h1 == "Priority 1: not ready any more"
    assert (
        "You have marked this priority as ready"
        in office.as_("lead").get(f"{REPORT}/plans/PCP-2022-25/priorities/1").main
    )
    office.refused("lead", f"{REPORT}/ready/PCP-2022-25/1", wanted="yes")
    say_ready(office, "lead")
    assert office.events()[-1] == ("report:priority_not_ready", "highlight-2024-25-Q2")


def test_a_lead_sees_what_is_wrong_in_their_own_priority_alone(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("lead").get(f"{REPORT}/ready/PCP-2022-25/1")
    assert "D-0006" in page.main
    assert "Priority 2" not in page.main
    assert "D-0006" not in office_on_sqlite.as_("other_lead").get(f"{REPORT}/ready/PCP-2022-25/2").main


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_submit_take_back_and_say_ready(office_on_sqlite: Office, who: str) -> None:
    client = office_on_sqlite.as_(who)
    client.get(f"{REPORT}/submit", status=200 if who in WRITERS else 403)
    client.get(f"{REPORT}/ready/PCP-2022-25/1", status=200 if who == "lead" else 403)
    submit_report(office_on_sqlite)
    client.get(f"{REPORT}/take-back", status=200 if who in WRITERS else 403)


def test_a_quarter_that_has_not_begun_has_no_report_to_submit(office_on_sqlite: Office) -> None:
    for who in ("officer", "member"):
        office_on_sqlite.as_(who).get("/reports/highlight/2024-25-Q3/submit", status=404)
    office_on_sqlite.as_("officer").get("/reports/annual/2024-25-Q2/submit", status=404)
