"""What the home pages say of reports: what waits for a signature, what came back, what leads have still to say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor, report
from tests.factories_signing import KIND, QUARTER, sent, signed, submitted
from tests.integration.test_query_counts import Priced, cost
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM, Actor
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.accounts.models import Person
from tracker.dates import Quarter
from tracker.overview.queries_reports import CHECKED
from tracker.plan import queries as plan_queries
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_review import AddComment, add_comment
from tracker.reports.commands_signoff import Seen, say_ready
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_life import ReportKind
from tracker.writing import transaction

MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
REPORT = "/reports/highlight/2024-25-Q2"
NOTHING_WAITS = "No report waits for your signature"


def actor(office: Office, session: Session, who: str) -> Actor:
    return as_actor(session.get_one(Person, office.people[who]))


def submit(office: Office, who: str = "officer", *, days_ago: int = 0, kind: ReportKind = KIND) -> None:
    """With a reason for everything that is wrong with it."""
    day = TODAY - timedelta(days=days_ago)
    with transaction(office.sessions) as session:
        submitted(session, actor(office, session, who), day, kind, on=day)


def give_back(office: Office, reason: str | None = "Say what **changed**.") -> None:
    with transaction(office.sessions) as session:
        chief = actor(office, session, "chief_executive")
        found = submitted(session, actor(office, session, "officer"))
        add_comment(session, KIND, QUARTER, AddComment(1, "the-report", "The whole report", "Which month?"), by=chief)
        acts.send_back(session, KIND, QUARTER, acts.Act(Seen.of(found), reason), by=chief, on=TODAY)


def sign_off(office: Office, quarter: Quarter = QUARTER) -> None:
    """The highlight report and the dashboard of a quarter, submitted by the lead."""
    with transaction(office.sessions) as session:
        lead, chief = (actor(office, session, who) for who in ("lead", "chief_executive"))
        for kind in (ReportKind.HIGHLIGHT, ReportKind.DASHBOARD):
            signed(session, lead, chief, at=MOMENT, quarter=quarter, kind=kind)


def name_deputy_of_chief(office: Office, who: str, starts: date, ends: date | None = None) -> None:
    with transaction(office.sessions) as session:
        chief = session.get_one(Person, office.people["chief_executive"])
        command = NameDeputy(office.people[who], starts, ends)
        name_deputy(session, chief, command, by=SYSTEM, on=min(starts, TODAY))


def waiting(page: Page) -> list[str]:
    return [words(each) for each in page.soup.select("section[aria-labelledby='waiting'] li")]


class TestWaiting:
    def test_the_chief_executive_sees_who_submitted_it_when_and_how_long_it_waits(self, office: Office) -> None:
        assert NOTHING_WAITS in office.as_("chief_executive").get("/").main
        submit(office, days_ago=3)
        page = office.as_("chief_executive").get("/")
        (said,) = waiting(page)
        assert said.startswith("Highlight report, quarter 2, 2024-25 Waits for 3 days: Olive Ashdown submitted it on ")
        assert "15 September 2024, as at 15 September 2024" in said
        assert "Nothing stops the signature" in said
        assert page.soup.select_one(f"section a[href='{REPORT}/review']") is not None
        assert NOTHING_WAITS not in page.main

    @pytest.mark.parametrize(("days", "said"), [(0, "Waits since today:"), (1, "Waits for 1 day:")])
    def test_its_age_is_in_days(self, office_on_sqlite: Office, days: int, said: str) -> None:
        submit(office_on_sqlite, days_ago=days)
        assert said in waiting(office_on_sqlite.as_("chief_executive").get("/"))[0]

    def test_what_stops_it_is_counted_as_its_review_page_does(self, office_on_sqlite: Office) -> None:
        for lead, number in (("lead", 1), ("other_lead", 2)):
            office_on_sqlite.as_(lead).submit(f"{REPORT}/ready/PCP-2022-25/{number}")
        office_on_sqlite.as_("officer").submit(f"{REPORT}/submit")
        client = office_on_sqlite.as_("chief_executive")
        blocks = client.get(f"{REPORT}/sign").soup.select(".tracker-wrong > li")
        said = waiting(client.get("/"))[0]
        assert len(blocks) > 1
        assert f"{len(blocks)} things stop the signature: nobody has said why they may stand" in said

    def test_the_longest_waiting_comes_first(self, office_on_sqlite: Office) -> None:
        submit(office_on_sqlite, days_ago=1)
        submit(office_on_sqlite, "lead", days_ago=5, kind=ReportKind.DASHBOARD)
        found = waiting(office_on_sqlite.as_("chief_executive").get("/"))
        assert [each.split(",")[0] for each in found] == ["Dashboard report", "Highlight report"]

    def test_a_deputy_of_the_day_sees_them_too_and_nobody_else_is_told_of_any(self, office_on_sqlite: Office) -> None:
        name_deputy_of_chief(office_on_sqlite, "other_lead", TODAY - timedelta(days=1), TODAY)
        name_deputy_of_chief(office_on_sqlite, "other_officer", TODAY + timedelta(days=1))
        said = office_on_sqlite.as_("other_lead").get("/").main
        assert f"{NOTHING_WAITS} in place of Cath Ellery." in said
        submit(office_on_sqlite)
        page = office_on_sqlite.as_("other_lead").get("/")
        assert len(waiting(page)) == 1
        assert "You stand in for Cath Ellery." in page.main
        for who in ("officer", "other_officer", "lead", "analyst", "commissioner"):
            page = office_on_sqlite.as_(who).get("/")
            assert waiting(page) == []
            assert NOTHING_WAITS not in page.main

    def test_who_submitted_it_is_told_that_somebody_else_signs_it(self, office_on_sqlite: Office) -> None:
        submit(office_on_sqlite, "chief_executive")
        (said,) = waiting(office_on_sqlite.as_("chief_executive").get("/"))
        assert "You submitted this report, so you may not sign it off: a deputy of yours must" in said
        assert "Nothing stops the signature" not in said

    def test_a_deputy_who_changed_something_last_is_told_that_somebody_else_signs_it(
        self, office_on_sqlite: Office
    ) -> None:
        name_deputy_of_chief(office_on_sqlite, "other_officer", TODAY)
        office_on_sqlite.as_("other_officer").submit("/deliverables/D-0003/update", percent="70", note="Half is out.")
        submit(office_on_sqlite)
        (said,) = waiting(office_on_sqlite.as_("other_officer").get("/"))
        assert "You were the last to change something in this report, so you may not sign it off" in said
        assert "the Chief Executive or another deputy must" in said
        assert "Nothing stops the signature" not in said
        assert "Nothing stops the signature" in waiting(office_on_sqlite.as_("chief_executive").get("/"))[0]

    def test_what_is_signed_waits_no_more(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            lead, chief = (actor(office_on_sqlite, session, who) for who in ("lead", "chief_executive"))
            signed(session, lead, chief, at=MOMENT)
        assert NOTHING_WAITS in office_on_sqlite.as_("chief_executive").get("/").main


class TestCameBack:
    @pytest.mark.parametrize("who", ["officer", "lead", "analyst"])
    def test_who_writes_reports_sees_who_returned_it_when_and_why(self, office_on_sqlite: Office, who: str) -> None:
        assert "Reports that came back" not in office_on_sqlite.as_(who).get("/").main
        give_back(office_on_sqlite)
        page = office_on_sqlite.as_(who).get("/")
        said = words(page.soup.select_one("section[aria-labelledby='came-back'] li"))
        author = "You" if who == "officer" else "Olive Ashdown"
        assert said == (
            "Highlight report, quarter 2, 2024-25 Cath Ellery returned it on 18 September 2024. "
            f"{author} had submitted it. “Say what **changed**.” 1 open comment on the highlight report, "
            "quarter 2, 2024-25"
        )
        for link in page.soup.select("section[aria-labelledby='came-back'] a"):
            office_on_sqlite.as_(who).get(str(link["href"]))

    @pytest.mark.parametrize("who", ["chief_executive", "commissioner", "clerk"])
    def test_nobody_else_does(self, office_on_sqlite: Office, who: str) -> None:
        give_back(office_on_sqlite)
        assert "came back" not in office_on_sqlite.as_(who).get("/").main

    def test_what_is_submitted_again_came_back_no_more(self, office_on_sqlite: Office) -> None:
        give_back(office_on_sqlite)
        submit(office_on_sqlite)
        assert "came back" not in office_on_sqlite.as_("officer").get("/").main


class TestSigned:
    """What the home pages say of a report once it is signed."""

    def test_it_says_changed_since_sign_off_to_who_may_sign(self, office: Office) -> None:
        name_deputy_of_chief(office, "other_lead", TODAY)
        sign_off(office)
        asked = {"chief_executive": True, "other_lead": True, "lead": False, "analyst": False}
        for who in asked:
            assert "Changed since sign-off" not in office.as_(who).get("/").main
        with transaction(office.sessions) as session:
            report(session, plan_queries.deliverable(session, "D-0001"), 43, date(2024, 9, 10))
        for who, is_told in asked.items():
            page = office.as_(who).get("/")
            assert ("Changed since sign-off" in page.main) == is_told
            assert (page.soup.select_one(f"main a[href='{REPORT}/versions/1#changed']") is not None) == is_told

    def test_what_is_revoked_counts_no_more_and_who_mends_reports_sees_why(self, office_on_sqlite: Office) -> None:
        sign_off(office_on_sqlite)
        with transaction(office_on_sqlite.sessions) as session:
            report(session, plan_queries.deliverable(session, "D-0001"), 43, date(2024, 9, 10))
        office_on_sqlite.as_("chief_executive").submit(f"{REPORT}/revoke", reason="A figure was wrong.")
        assert "Changed since sign-off" not in office_on_sqlite.as_("chief_executive").get("/").main
        for who in ("officer", "lead", "analyst"):
            said = words(office_on_sqlite.as_(who).get("/").soup.select_one("section[aria-labelledby='taken-back'] li"))
            assert said == (
                "Highlight report, quarter 2, 2024-25, version 2 Cath Ellery revoked version 1 on 18 September 2024. "
                "Version 2 is a draft, to be corrected and submitted. “A figure was wrong.”"
            )
        assert "Reports that were revoked" not in office_on_sqlite.as_("commissioner").get("/").main
        submit(office_on_sqlite)
        assert "Reports that were revoked" not in office_on_sqlite.as_("officer").get("/").main

    @pytest.mark.parametrize("who", ["officer", "lead", "analyst", "chief_executive", "commissioner"])
    def test_the_way_to_the_quarters_report_leads_to_what_was_signed(self, office_on_sqlite: Office, who: str) -> None:
        reader = office_on_sqlite.as_(who)
        page = reader.get("/").soup
        assert page.select_one(f"main a[href='{REPORT}']") is not None
        sign_off(office_on_sqlite)
        page = reader.get("/").soup
        assert page.select_one(f"main a[href='{REPORT}']") is None
        link = page.select_one(f"main a[href='{REPORT}/versions/1']")
        assert "signed" in words(link)
        reader.get(f"{REPORT}/versions/1")


class TestToMark:
    def begin(self, office: Office, number: int, who: str) -> Standing:
        with transaction(office.sessions) as session:
            priority = plan_queries.priority(session, "PCP-2022-25", number)
            return say_ready(session, QUARTER, priority, Seen(1, 0), is_ready=True, by=actor(office, session, who))

    def test_a_lead_is_asked_once_somebody_began_the_report_and_until_they_said_it(
        self, office_on_sqlite: Office
    ) -> None:
        asked = "Still to be marked as ready"
        lead = office_on_sqlite.as_("lead")
        assert asked not in lead.get("/").main
        self.begin(office_on_sqlite, 2, "other_lead")
        page = lead.get("/")
        assert asked in page.main
        link = page.soup.select_one(f"main a[href='{REPORT}/ready/PCP-2022-25/1']")
        assert words(link).endswith(", priority 1")
        assert asked not in office_on_sqlite.as_("other_lead").get("/").main
        lead.submit(f"{REPORT}/ready/PCP-2022-25/1")
        assert asked not in lead.get("/").main

    def test_nothing_is_asked_of_what_is_submitted(self, office_on_sqlite: Office) -> None:
        submit(office_on_sqlite)
        assert "Still to be marked as ready" not in office_on_sqlite.as_("lead").get("/").main


class TestPanel:
    @pytest.mark.parametrize("who", ["clerk", "member"])
    def test_the_newest_reports_sent_are_on_the_home_page(self, office_on_sqlite: Office, who: str) -> None:
        reader = office_on_sqlite.as_(who)
        assert "No report has been sent to the" in reader.get("/").main
        with transaction(office_on_sqlite.sessions) as session:
            lead, chief = (actor(office_on_sqlite, session, name) for name in ("lead", "chief_executive"))
            sent(session, signed(session, lead, chief, at=MOMENT), chief)
        page = reader.get("/")
        assert "Highlight report, July to September 2024" in page.main
        assert "as at 18 September 2024, sent on 18 September 2024" in page.main
        for href in ("/reports/sent", f"{REPORT}/versions/1", f"{REPORT}/versions/1.pdf"):
            assert page.soup.select_one(f"main a[href='{href}']") is not None
            assert reader.http.get(href).status_code == 200


def begin_many(office: Office, first: str, count: int) -> None:
    """Reports that wait and reports that came back, of `count` quarters."""
    quarter = Quarter.parse(first)
    with transaction(office.sessions) as session:
        officer, chief = (actor(office, session, who) for who in ("officer", "chief_executive"))
        for _ in range(count):
            submitted(session, officer, kind=ReportKind.DASHBOARD, quarter=quarter)
            found = submitted(session, officer, kind=KIND, quarter=quarter)
            acts.send_back(session, KIND, quarter, acts.Act(Seen.of(found), "More."), by=chief, on=TODAY)
            quarter = quarter.previous()


def test_few_and_many_reports_cost_the_same(office_on_sqlite: Office) -> None:
    pages = [Priced(who, "/", 0) for who in ("officer", "lead", "analyst", "chief_executive", "clerk")]
    pages.append(Priced("analyst", "/reports", 0))
    begin_many(office_on_sqlite, "2024-25-Q2", CHECKED)
    sign_off(office_on_sqlite, Quarter.parse("2022-23-Q1"))
    few = {str(page): len(cost(office_on_sqlite, page)) for page in pages}
    begin_many(office_on_sqlite, "2023-24-Q2", 4)
    sign_off(office_on_sqlite, Quarter.parse("2022-23-Q2"))
    assert {str(page): len(cost(office_on_sqlite, page)) for page in pages} == few
    said = waiting(office_on_sqlite.as_("chief_executive").get("/"))
    assert len(said) == CHECKED + 4
    assert sum("Its page says what stops the signature" in each for each in said) == 4
