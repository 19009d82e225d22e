"""Scoring, reviewing and accepting a risk, and changing the matrix, through the pages."""

from __future__ import annotations

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.risks import queries
from tracker.risks.models import Risk

RISK = "/risks/R-0001"
SCORE = f"{RISK}/score"
MATRIX = "/risks/matrix"


def stored(office: Office, reference: str = "R-0001") -> Risk:
    with office.sessions() as session:
        return queries.risk(session, reference)


def scores(page: Page) -> list[str]:
    """The rows of the table of the scores now."""
    table = page.soup.find(id="scores-caption")
    assert table is not None
    assert table.parent is not None
    return [words(found) for found in table.parent.select("tbody tr")]


def test_a_risk_is_scored_and_its_page_shows_it(office: Office) -> None:
    page = office.as_("officer").submit(
        SCORE,
        current_likelihood="5",
        current_impact="4",
        inherent_likelihood="5",
        inherent_impact="5",
        target_likelihood="2",
        target_impact="2",
        explanation="The tender **failed**.",
        follow=True,
        status=200,
    )
    assert "R-0001 is scored 20, very high. Review it again by 18 October 2024." in page.main
    assert scores(page) == [
        "Inherent 25 Very high 5 Very likely 5 Very high 18 Sep 2024",
        "Current 20 Very high 5 Very likely 4 High 18 Sep 2024",
        "Target 4 Low 2 Unlikely 2 Low 18 Sep 2024",
    ]
    assert "Up The current score was 12 on 30 June 2024, the end of the last quarter, and is 20 now." in page.main
    assert "Score from 12 (high) on 1 May 2024 to 20 (very high) on 18 September 2024; target 4 (low)." in page.main
    assert page.soup.select("svg[role=img][aria-label='Chart of the score against time']")
    assert row(page, "Next review").startswith("By 18 October 2024 Very high is reviewed every month")


def test_a_current_score_above_the_inherent_one_is_saved_and_warned_of(office_on_sqlite: Office) -> None:
    typed = {"current_likelihood": "4", "current_impact": "4", "inherent_likelihood": "2", "inherent_impact": "2"}
    page = office_on_sqlite.as_("officer").submit(SCORE, typed, follow=True, status=200)
    assert "The current score is above the inherent one, so check both." in page.main
    assert words(page.soup.select_one(".govuk-warning-text")).startswith(
        "! Warning The current score (16) is above the inherent score (4)"
    )


def test_a_target_above_the_current_score_is_refused_until_it_is_explained(office: Office) -> None:
    page = office.refused("officer", SCORE, target_likelihood="5", target_impact="5")
    assert page.beside("explanation").startswith("On 18 September 2024 the target (25) would be above the current")
    assert page.form()["target_likelihood"] == "5"
    typed = page.form() | {"explanation": "The grant asks for it"}
    page = office.as_("officer").post(SCORE, typed, follow=True, status=200)
    assert "The grant asks for it" in page.main


@pytest.mark.parametrize("wrong", ["0", "6", "-1", "3.5", "٣", "high", "99999999999999999999"])
def test_a_score_outside_1_to_5_is_refused_in_words(office_on_sqlite: Office, wrong: str) -> None:
    page = office_on_sqlite.refused("officer", SCORE, current_likelihood=wrong, current_impact="3")
    assert page.beside("current_likelihood") == (
        f"“{wrong}” is no likelihood. Likelihood is a whole number from 1 to 5. Select one of the five."
    )


def test_half_a_score_and_no_score_are_refused(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("officer", SCORE, inherent_likelihood="3")
    assert page.beside("inherent_impact").startswith("Select the impact of the inherent score too")
    page = office_on_sqlite.refused("officer", SCORE, current_likelihood="", current_impact="")
    assert page.errors == ["Select the current likelihood", "Select the current impact"]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (["19", "9", "2024"], "The date must be today or in the past: 19 September 2024 is yet to come."),
        (["1", "4", "2024"], "It has been on the record since 2 April 2024. Enter that date or a later one."),
    ],
)
def test_a_score_is_of_a_day_on_the_record(office_on_sqlite: Office, day: list[str], message: str) -> None:
    assert office_on_sqlite.refused("officer", SCORE, effective_on=day).errors == [message]


def test_a_stale_scoring_shows_both_scores_and_keeps_what_was_typed(office: Office) -> None:
    officer, lead = office.as_("officer"), office.as_("lead")
    typed = officer.get(SCORE).form() | {"current_likelihood": "2", "explanation": "Kept"}
    lead.submit(SCORE, current_likelihood="5", current_impact="5")
    page = officer.post(SCORE, typed, status=409)
    assert "Current likelihood 2 Unlikely 5 Very likely" in page.main
    assert (page.form()["current_likelihood"], page.form()["explanation"]) == ("2", "Kept")
    officer.post(SCORE, page.form())
    assert stored(office).standing.score == 2 * 3


def test_a_form_with_the_labels_of_an_older_matrix_is_stale(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    typed = officer.get(SCORE).form()
    office_on_sqlite.as_("administrator").submit(MATRIX, likelihood_3="Even odds", reason="Plainer words")
    page = officer.post(SCORE, typed, status=409)
    assert page.errors[0].startswith("The risk matrix was changed by somebody else")
    assert "3 Even odds" in page.main
    officer.post(SCORE, page.form())


def test_a_scoring_sent_twice_is_saved_once(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    typed = officer.get(SCORE).form()
    officer.post(SCORE, typed)
    before = office_on_sqlite.counts()
    officer.post(SCORE, typed, status=409)
    assert office_on_sqlite.counts() == before


@pytest.mark.parametrize("act", ["score", "accept", "end-acceptance"])
def test_an_issue_has_no_such_page_and_says_why(reading_office: Office, act: str) -> None:
    page = reading_office.as_("chief_executive").get(f"/risks/I-0001/{act}", status=404)
    assert "I-0001 is an issue: it has happened" in page.main
    issue = reading_office.as_("chief_executive").get("/risks/I-0001")
    assert issue.soup.find("a", href=f"/risks/I-0001/{act}") is None


@pytest.mark.parametrize("act", ["score", "review", "accept", "end-acceptance", "actions/new"])
def test_a_closed_risk_says_that_it_takes_no_more(office_on_sqlite: Office, act: str) -> None:
    page = office_on_sqlite.as_("chief_executive").get(f"/risks/R-0002/{act}", status=409)
    assert page.h1 == "R-0002 is closed"
    assert "This risk is closed, so its record cannot change. Open it again first." in page.main
    assert "could not be saved" not in page.main
    assert page.soup.find("a", href="/risks/R-0002") is not None
    assert page.soup.find("a", href="/risks/R-0002/reopen") is not None


def test_who_cannot_open_it_again_is_not_led_there(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get("/risks/R-0002/score", status=409)
    assert page.h1 == "R-0002 is closed"
    assert page.soup.find("a", href="/risks/R-0002/reopen") is None


def test_a_risk_closed_meanwhile_keeps_the_scores_that_were_typed(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    typed = officer.get(SCORE).form() | {"explanation": "Kept"}
    office_on_sqlite.as_("lead").submit(f"{RISK}/close", reason="It no longer applies.")
    page = officer.post(SCORE, typed, status=409)
    assert page.form()["explanation"] == "Kept"
    page = officer.post(SCORE, page.form(), status=422)
    assert page.errors == ["This risk is closed, so its record cannot change. Open it again first."]


def test_a_review_says_who_looked_and_when_the_next_is_due(office: Office) -> None:
    page = office.as_("officer").submit(f"{RISK}/review", note="Still so", follow=True, status=200)
    assert "The review of R-0001 is recorded. Review it again by 18 March 2025." in page.main
    assert row(page, "Last review") == "18 September 2024, by Olive Ashdown Still so"
    page = office.as_("officer").submit("/risks/I-0001/review", follow=True, status=200)
    assert row(page, "Last review") == "18 September 2024, by Olive Ashdown"


def test_the_chief_executive_accepts_a_risk_and_ends_it_early(office: Office) -> None:
    chief = office.as_("chief_executive")
    page = chief.submit(f"{RISK}/accept", ends_on=["31", "3", "2025"], reason="Cheaper so", follow=True, status=200)
    assert "R-0001 is accepted until 31 March 2025." in page.main
    assert row(page, "Acceptance") == "Accepted until 31 March 2025, by Cath Ellery on 18 September 2024: Cheaper so"
    page = chief.submit(f"{RISK}/end-acceptance", reason="It got worse", follow=True, status=200)
    assert row(page, "Acceptance") == "Not accepted"
    page = chief.get(f"{RISK}/end-acceptance", status=409)
    assert page.h1 == "R-0001 is not accepted"
    assert "No acceptance of this risk is in force" in page.main


def test_an_acceptance_needs_a_day_to_come_and_a_reason(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("chief_executive", f"{RISK}/accept")
    assert page.errors == ["Enter the last day of the acceptance", "Enter why the office lives with the risk"]
    page = office_on_sqlite.refused(
        "chief_executive", f"{RISK}/accept", ends_on=["17", "9", "2024"], reason="Cheaper so"
    )
    assert page.errors == ["The last day must be today or later: 17 September 2024 has passed."]


def test_an_acceptance_of_more_than_twelve_months_is_refused_with_the_latest_day(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("chief_executive").get(f"{RISK}/accept")
    assert "From today to 12 months from now." in page.main
    page = office_on_sqlite.refused(
        "chief_executive", f"{RISK}/accept", ends_on=["19", "9", "2025"], reason="Cheaper so"
    )
    assert page.beside("ends_on") == (
        "A risk is accepted for 12 months at most. Enter 18 September 2025 or an earlier day, "
        "and accept it again then if the office still lives with it."
    )
    assert page.form()["reason"] == "Cheaper so"


def test_a_risk_without_scores_says_what_to_do(reading_office: Office) -> None:
    page = reading_office.as_("chief_executive").get("/risks/R-0004")
    assert "Not yet scored. Score R-0004 to give it a band and a place on the register." in page.main
    assert page.soup.find("a", href="/risks/R-0004/score") is not None
    assert "No actions yet. Add the first action" in page.main


def test_the_administrator_changes_the_matrix_and_older_versions_stay(office: Office) -> None:
    administrator = office.as_("administrator")
    page = administrator.submit(
        MATRIX, medium_from="4", impact_1="Trifling", reason="The auditors asked", follow=True, status=200
    )
    assert "Version 2 of the risk matrix is in force." in page.main
    versions = [words(found) for found in page.soup.select("table:has(#versions-caption) tbody tr")]
    assert versions[0].startswith("2, in force Very unlikely, Unlikely, Possible, Likely, Very likely Trifling, Low")
    assert "The auditors asked" in versions[0]
    assert "Low up to 4, medium from 5" in versions[1]
    assert stored(office).standing.band == "medium", "what was scored before keeps the band of its own matrix"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"medium_from": "1"}, "Medium must start at a score from 2 to 23, so that every band has room."),
        ({"high_from": "five"}, "“five” is not a whole number. Enter it in digits"),
        ({"very_high_from": "26"}, "Very high must start at a score from 11 to 25, so that every band has room."),
        ({"review_rest": "0"}, "Enter the months between two reviews as a whole number from 1 to 24."),
        (
            {"review_very_high": "4"},
            "Very high would be reviewed less often than high, which is reviewed every 3 months. "
            "Enter 3 or fewer for very high, or more for high.",
        ),
        (
            {"review_high": "7"},
            "High would be reviewed less often than medium, which is reviewed every 6 months. "
            "Enter 6 or fewer for high, or more for medium.",
        ),
        ({"likelihood_2": ""}, "Enter what likelihood 2 is called"),
        ({"impact_2": "very LOW"}, "“very LOW” stands for two scores of impact. Enter another word for one of them."),
        ({"impact_2": "x" * 61}, "The text is 61 characters long. Shorten it to 60 characters or fewer."),
        ({}, "Nothing of the matrix has changed. Change something, or leave it as it is."),
        ({"reason": ""}, "Enter why the matrix changes"),
    ],
)
def test_a_matrix_that_cannot_be_scored_on_is_refused(
    office_on_sqlite: Office, typed: dict[str, str], message: str
) -> None:
    page = office_on_sqlite.refused("administrator", MATRIX, {"reason": "The auditors asked", **typed})
    assert page.errors == [message]


def test_a_stale_change_of_the_matrix_shows_both(office_on_sqlite: Office) -> None:
    administrator = office_on_sqlite.as_("administrator")
    typed = administrator.get(MATRIX).form() | {"high_from": "12", "reason": "Mine"}
    administrator.submit(MATRIX, high_from="11", reason="Theirs")
    page = administrator.post(MATRIX, typed, status=409)
    assert "High starts at 12 11" in page.main
    administrator.post(MATRIX, page.form())


def test_everybody_in_the_office_may_read_the_matrix(reading_office: Office) -> None:
    page = reading_office.as_("officer").get(MATRIX)
    assert "Version 1 is in force." in page.main
    assert not page.soup.select("main form")


def test_a_reason_in_the_history_keeps_its_bold_and_links(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").submit(
        SCORE, explanation="It is **late** now: see [the plan](https://example.org)", follow=True, status=200
    )
    [entry] = [found for found in page.soup.select(".tracker-history > li") if "see the plan" in words(found)]
    assert "Reason: It is late now: see the plan" in words(entry)
    assert entry.select_one("a[href='https://example.org']") is not None
