"""The review page: the report beside what is wrong and what changed, comments on it, reasons, and returning it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.factories import TODAY, as_actor, report
from tests.factories_signing import QUARTER, revoked, signed
from tests.integration.test_query_counts import Priced, cost
from tests.offices_signoff import (
    DASHBOARD,
    REPORT,
    blocks,
    give_reasons,
    name_as_deputy,
    submit_report,
    where,
)
from tests.web_client import path_of
from tests.web_fixtures import PEOPLE, Office
from tracker.accounts.models import Person
from tracker.plan import queries as plan_queries
from tracker.reports.rules_life import ReportState
from tracker.reports.rules_review import COMMENT_LIMIT
from tracker.writing import transaction

OFFICE = {"officer", "other_officer", "lead", "other_lead", "analyst", "chief_executive", "commissioner"}
OUTCOMES = "priority-1-1-outcomes-achieved-this-quarter"
NEW_COMMENT = f"{REPORT}/comments/new?place={OUTCOMES}"
MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)


def comment(office: Office, text: str = "Say what **changed**.", who: str = "chief_executive") -> int:
    office.as_(who).submit(NEW_COMMENT, text=text)
    return where(office).version.comments[-1].id


def test_the_report_is_read_beside_what_is_wrong_with_it(office: Office) -> None:
    submit_report(office)
    page = office.as_("chief_executive").get(f"{REPORT}/review")
    assert f"{len(blocks(office))} to be mended or overridden" in page.main
    link = page.soup.find("a", string="Priority 1, Deliverables, D-0006")
    assert link is not None
    under = page.soup.select_one(str(link["href"]))
    assert under is not None
    assert under.get_text() == "Deliverables progress"
    assert "No report of an earlier quarter is signed off here" in page.main
    assert page.soup.select_one(".tracker-paper article") is not None


def test_it_is_read_as_at_the_day_of_its_submission(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite, as_at=date(2024, 8, 1))
    office_on_sqlite.as_("officer").submit("/deliverables/D-0001/update", percent="60", note="Two floors are done.")
    page = office_on_sqlite.as_("chief_executive").get(f"{REPORT}/review")
    assert "As at: 1 August 2024" in page.main
    assert "60%" not in page.main
    assert "Changed since it was submitted" not in page.main


def test_what_changed_after_the_submission_is_said(office: Office) -> None:
    submit_report(office)
    office.as_("officer").submit("/deliverables/D-0001/update", percent="60", note="Two floors are done.")
    page = office.as_("chief_executive").get(f"{REPORT}/review")
    assert "Changed since it was submitted" in page.main
    assert "Olive Ashdown recorded progress (D-0001)" in page.main


def test_what_changed_since_the_last_signed_report_is_listed(office_on_sqlite: Office) -> None:
    office = office_on_sqlite
    with transaction(office.sessions) as session:
        author, chief = (as_actor(session.get_one(Person, office.people[who])) for who in ("lead", "chief_executive"))
        first = signed(session, author, chief, at=MOMENT)
        assert first.state is ReportState.SIGNED
    signed_page = office.as_("chief_executive").get(f"{REPORT}/review")
    assert "This is what was signed off" in signed_page.main
    assert "It may stand: “As agreed.”" in signed_page.main
    assert "Draft – not signed off" not in signed_page.main
    with transaction(office.sessions) as session:
        report(session, plan_queries.deliverable(session, "D-0001"), 60, TODAY, note="Two floors are done.")
    assert "60%" not in office.as_("chief_executive").get(f"{REPORT}/review").main


def test_a_dashboard_says_that_it_is_not_compared(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("analyst").get(f"{DASHBOARD}/review")
    assert "Only highlight reports are compared" in page.main


def test_a_part_is_commented_on_answered_and_resolved(office: Office) -> None:
    submit_report(office)
    page = office.as_("chief_executive").get(f"{REPORT}/review")
    assert page.soup.select_one(f"#{OUTCOMES} + .tracker-comment a[href='{NEW_COMMENT}']") is not None
    number = comment(office)
    assert office.events()[-1] == ("report:commented", "highlight-2024-25-Q2")
    page = office.as_("officer").get(f"{REPORT}/review")
    said = page.soup.select_one(f"#comment-{number}")
    assert said is not None
    assert said.strong is not None
    assert "changed" in [each.get_text() for each in said.select("strong")]
    answer = f"{REPORT}/comments/{number}/answer"
    office.as_("officer").submit(answer, text="We asked the lead.")
    assert office.events()[-1] == ("report:answered", "highlight-2024-25-Q2")
    assert len(where(office).open_comments) == 1
    office.as_("lead").submit(answer, text="Written.", resolves="y")
    assert where(office).open_comments == ()
    page = office.as_("officer").get(answer, status=409)
    assert "This comment is resolved already" in page.main


def test_of_two_who_resolve_a_comment_one_is_told(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    answer = f"{REPORT}/comments/{comment(office_on_sqlite)}/answer"
    late = office_on_sqlite.as_("lead").get(answer).form() | {"text": "Mine", "resolves": "y"}
    office_on_sqlite.as_("officer").submit(answer, text="Done.", resolves="y")
    page = office_on_sqlite.as_("lead").post(answer, late, status=422)
    assert "resolved already" in page.errors[0]
    assert page.form()["text"] == "Mine"


def test_the_commissioner_answers_without_resolving(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    answer = f"{REPORT}/comments/{comment(office_on_sqlite)}/answer"
    assert "resolves" not in str(office_on_sqlite.as_("commissioner").get(answer).soup.select_one("main form"))
    office_on_sqlite.as_("commissioner").submit(answer, text="I agree.", resolves="y")
    assert len(where(office_on_sqlite).open_comments) == 1


@pytest.mark.parametrize("text", ["", " ", "a" * (COMMENT_LIMIT + 1), "\N{GRINNING FACE}"])
def test_an_empty_too_long_or_unprintable_comment_is_refused(office_on_sqlite: Office, text: str) -> None:
    submit_report(office_on_sqlite)
    office_on_sqlite.refused("chief_executive", NEW_COMMENT, text=text)


def test_only_a_submitted_report_is_commented_on(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("chief_executive").get(NEW_COMMENT, status=409)
    assert "A report is commented on while it is submitted" in page.main
    submit_report(office_on_sqlite)
    typed = office_on_sqlite.as_("chief_executive").get(NEW_COMMENT).form() | {"text": "Mine"}
    office_on_sqlite.as_("officer").submit(f"{REPORT}/take-back")
    page = office_on_sqlite.as_("chief_executive").post(NEW_COMMENT, typed, status=422)
    assert "It is with the officers" in page.errors[0]
    assert page.form()["text"] == "Mine"
    assert "Comment on this part" not in office_on_sqlite.as_("chief_executive").get(f"{REPORT}/review").main


def test_a_part_or_a_comment_that_is_not_there_is_not_found(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    for who in ("chief_executive", "member"):
        office_on_sqlite.as_(who).get(f"{REPORT}/comments/new?place=nowhere", status=404)
        office_on_sqlite.as_(who).get(f"{DASHBOARD}/comments/{comment(office_on_sqlite)}/answer", status=404)


def test_a_reason_lets_a_problem_stand_and_is_shown_with_its_author(office: Office) -> None:
    first = blocks(office)[0]
    address = f"{REPORT}/problems/{first.key}"
    office.refused("officer", address, reason=" ")
    late = office.as_("lead").get(address).form() | {"reason": "Mine"}
    office.as_("officer").submit(address, reason="Not in the published report.")
    assert office.events()[-1] == ("report:overridden", "highlight-2024-25-Q2")
    page = office.as_("chief_executive").get(f"{REPORT}/review")
    assert "It may stand: “Not in the published report.” – Olive Ashdown" in page.main
    page = office.as_("lead").post(address, late, status=422)
    assert "Olive Ashdown has already said why this may stand" in page.errors[0]
    assert page.form()["reason"] == "Mine"
    page = office.as_("officer").get(address, status=409)
    assert "has already said" in page.main


def test_a_reason_holds_after_the_report_came_back(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    give_reasons(office_on_sqlite)
    office_on_sqlite.as_("chief_executive").submit(f"{REPORT}/return", comment="Shorter, please.")
    office_on_sqlite.as_("officer").submit(f"{REPORT}/submit")
    assert "0 to be mended or overridden" in office_on_sqlite.as_("chief_executive").get(f"{REPORT}/review").main


def test_a_report_is_returned_with_words_or_an_open_comment(office: Office) -> None:
    submit_report(office)
    page = office.refused("chief_executive", f"{REPORT}/return")
    assert "Enter what should change" in page.beside("comment")
    comment(office)
    page = office.as_("chief_executive").submit(f"{REPORT}/return")
    assert path_of(page) == REPORT
    assert where(office).state is ReportState.CHANGES_REQUESTED
    page = office.as_("officer").get(REPORT)
    assert "Why it came back" in page.main
    assert "Say what changed" in page.main.replace("**", "")
    page = office.as_("chief_executive").get(f"{REPORT}/return", status=409)
    assert "Changes to this report were requested" in page.main


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_review_comment_answer_give_reasons_and_return(office_on_sqlite: Office, who: str) -> None:
    submit_report(office_on_sqlite)
    number, problem = comment(office_on_sqlite), blocks(office_on_sqlite)[0]
    writers = OFFICE - {"commissioner"}
    for path, may in (
        (f"{REPORT}/review", OFFICE),
        (NEW_COMMENT, OFFICE),
        (f"{REPORT}/comments/{number}/answer", OFFICE),
        (f"{REPORT}/problems/{problem.key}", writers),
        (f"{REPORT}/return", {"chief_executive"}),
    ):
        office_on_sqlite.as_(who).get(path, status=200 if who in may else 403)


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        (date(2024, 9, 1), None, 200),
        (date(2024, 9, 18), date(2024, 9, 18), 200),
        (date(2024, 9, 1), date(2024, 9, 17), 403),
        (date(2024, 9, 19), None, 403),
    ],
)
def test_a_deputy_returns_and_signs_on_their_days_alone(
    office_on_sqlite: Office, starts: date, ends: date | None, status: int
) -> None:
    submit_report(office_on_sqlite)
    name_as_deputy(office_on_sqlite, "other_officer", starts, ends)
    deputy = office_on_sqlite.as_("other_officer")
    for act in ("return", "sign"):
        deputy.get(f"{REPORT}/{act}", status=status)
    offered = "Return with comments" in deputy.get(f"{REPORT}/review").main
    assert offered == (status == 200)


def test_the_review_page_costs_the_same_for_few_comments_and_for_many(office: Office) -> None:
    submit_report(office)
    page = Priced("chief_executive", f"{REPORT}/review", 0)
    number = comment(office)
    office.as_("officer").submit(f"{REPORT}/comments/{number}/answer", text="Yes.")
    few = len(cost(office, page))
    for text in ("One", "Two", "Three"):
        office.as_("officer").submit(f"{REPORT}/comments/{comment(office, text)}/answer", text="Yes.")
    give_reasons(office)
    assert len(cost(office, page)) == few
    # Four in five of them gather the report and what its texts are held against.
    assert few <= 87


def revoke_the_first(office: Office) -> None:
    """Version 1 was signed with a reason for everything and then revoked; version 2 is open."""
    with transaction(office.sessions) as session:
        author, chief = (as_actor(session.get_one(Person, office.people[who])) for who in ("lead", "chief_executive"))
        revoked(session, signed(session, author, chief, at=MOMENT), chief)


def test_reasons_of_the_version_before_are_given_again_with_one_button(office: Office) -> None:
    revoke_the_first(office)
    count = len(blocks(office))
    page = office.as_("officer").get(f"{REPORT}/review")
    assert f"{count} to be mended or overridden" in page.main
    button = page.soup.select_one(f"form[action='{REPORT}/reasons'] button")
    assert button is not None
    assert " ".join(button.get_text().split()) == f"Give these {count} reasons again"
    office.as_("officer").submit(f"{REPORT}/reasons")
    given = where(office).version.overrides
    assert {(each.reason, each.by) for each in given} == {("As agreed.", "Olive Ashdown")}
    assert len(given) == count
    assert office.events()[-count:] == [("report:overridden", "highlight-2024-25-Q2/2")] * count
    page = office.as_("officer").get(f"{REPORT}/review")
    assert page.soup.select_one(f"form[action='{REPORT}/reasons']") is None
    page = office.as_("officer").get(f"{REPORT}/reasons", status=409)
    assert "No reason of the version before is left to give again" in page.main


def test_a_reason_of_the_version_before_falls_where_what_is_wrong_reads_otherwise(office_on_sqlite: Office) -> None:
    revoke_the_first(office_on_sqlite)
    office_on_sqlite.as_("officer").submit("/deliverables/D-0006/update", percent="75", note="The trainer is found.")
    page = office_on_sqlite.as_("officer").get(f"{REPORT}/reasons")
    offered = [each.get_text() for each in page.soup.select(".tracker-wrong > li")]
    assert offered
    assert not [each for each in offered if "D-0006" in each]


def test_a_form_of_reasons_that_is_sent_twice_or_is_stale_gives_none(office_on_sqlite: Office) -> None:
    revoke_the_first(office_on_sqlite)
    form = office_on_sqlite.as_("officer").get(f"{REPORT}/reasons").form()
    stale = office_on_sqlite.as_("analyst").get(f"{REPORT}/reasons").form()
    office_on_sqlite.as_("officer").post(f"{REPORT}/reasons", form)
    count = len(where(office_on_sqlite).version.overrides)
    assert "already sent" in office_on_sqlite.as_("officer").post(f"{REPORT}/reasons", form, status=409).errors[0]
    page = office_on_sqlite.as_("analyst").post(f"{REPORT}/reasons", stale, status=422)
    assert "is left to give again" in page.errors[0]
    assert len(where(office_on_sqlite).version.overrides) == count


def test_a_second_version_is_compared_with_the_one_it_replaces_and_with_the_earlier_quarter(
    office_on_sqlite: Office,
) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        people = (session.get_one(Person, office_on_sqlite.people[who]) for who in ("lead", "chief_executive"))
        author, chief = (as_actor(each) for each in people)
        signed(session, author, chief, at=MOMENT, quarter=QUARTER.previous())
        revoked(session, signed(session, author, chief, at=MOMENT), chief)
    office_on_sqlite.as_("officer").submit("/deliverables/D-0001/update", percent="60", note="Two floors are done.")
    page = office_on_sqlite.as_("chief_executive").get(f"{REPORT}/review")
    assert "What changed since version 1, which this replaces" in page.main
    assert "Version 1 was revoked on 18 September 2024 by" in page.main
    assert ": “A figure was wrong.”" in page.main
    assert "What changed since the last signed report of an earlier quarter" in page.main
    assert "since the report of Quarter 1, 2024-25" in page.main


def test_a_comment_says_which_priority_it_is_about(office_on_sqlite: Office) -> None:
    submit_report(office_on_sqlite)
    comment(office_on_sqlite)
    assert where(office_on_sqlite).version.comments[0].heading == "Priority 1 › Outcomes achieved this quarter"
    page = office_on_sqlite.as_("chief_executive").get(NEW_COMMENT)
    assert "Priority 1 › Outcomes achieved this quarter" in page.main
    office_on_sqlite.as_("chief_executive").submit(f"{REPORT}/return", comment="Mend it.")
    assert "Priority 1 › Outcomes achieved this quarter" in office_on_sqlite.as_("officer").get(REPORT).main


@pytest.mark.parametrize(
    ("who", "words", "href"),
    [
        ("officer", "Update D-0006", "/deliverables/D-0006/update"),
        ("lead", "Update D-0006", "/deliverables/D-0006/update"),
        ("other_lead", "Open D-0006", "/deliverables/D-0006"),
        ("commissioner", "Open D-0006", "/deliverables/D-0006"),
        ("lead", "Open the lines of priority 1", f"{REPORT}/plans/PCP-2022-25/priorities/1"),
    ],
)
def test_what_stops_the_signature_leads_to_where_it_is_mended(
    office_on_sqlite: Office, who: str, words: str, href: str
) -> None:
    page = office_on_sqlite.as_(who).get(f"{REPORT}/review")
    link = page.soup.select_one(f"#wrong ~ ul a[href='{href}']")
    assert link is not None
    assert link.get_text().startswith(words)
    office_on_sqlite.as_(who).get(href)
