"""The Commissioner's approvals of an annual report: who gave them and when stays in sight, and each counts for its
version only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.factories import TODAY, make_deliverable
from tests.factories_road import (
    KIND,
    REPORT,
    YEAR,
    approve_part,
    sent_annual,
    submitted_annual,
    write_annual,
    write_foreword,
)
from tests.factories_signing import revoked, signing
from tests.integration.reports.test_annual_road import people
from tests.integration.test_query_counts import Priced, cost
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.annual.commands import SaveSection, SectionFacts, save_section
from tracker.annual.queries_year import annual_year
from tracker.annual.rules import SectionKind
from tracker.dates import fix_today
from tracker.plan.models import Priority
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_sign import sign
from tracker.reports.commands_signoff import Seen
from tracker.reports.queries_signoff import standing
from tracker.reports.rules_approval import Approved, NotApproved
from tracker.writing import transaction

MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
SAME = "This says word for word what version 1 said, which was revoked on 18 September 2024: “A figure was wrong.”"


def approved(page: Page) -> dict[str, str]:
    """What the page says of each approval."""
    rows = page.soup.select("section[aria-labelledby=approvals] .govuk-summary-list__row")
    return {words(row.dt): words(row.dd) for row in rows}


@pytest.fixture
def written(office: Office) -> Office:
    """Somebody wrote the report of 2023-24."""
    with transaction(office.sessions) as session:
        write_annual(session, people(office)[0])
    return office


@pytest.fixture
def out(written: Office) -> Office:
    """Approved, signed and sent to the Panel."""
    officer, commissioner, chief = people(written)
    with transaction(written.sessions) as session:
        sent_annual(session, officer, commissioner, chief, at=MOMENT)
    return written


@pytest.fixture
def again(out: Office) -> Office:
    """Version 1 is revoked; version 2 is a draft in which nothing was changed."""
    with transaction(out.sessions) as session:
        found = standing(session, KIND, YEAR)
        assert found is not None
        revoked(session, found, people(out)[2])
    return out


class TestSeen:
    @pytest.mark.parametrize("path", ["", "/versions/1", "/review"])
    def test_who_approved_foreword_and_report_and_when_is_there_after_the_signature(
        self, out: Office, path: str
    ) -> None:
        page = out.as_("officer").get(f"{REPORT}{path}")
        found = approved(page)
        assert list(found) == ["The foreword", "The report as submitted"]
        for each in found.values():
            assert each.startswith(f"Approved {people(out)[1].name}, 18 September 2024 at ")
        assert "nobody can sign the report off" not in page.main
        assert page.soup.select_one(f"a[href^='{REPORT}/approve']") is None

    def test_what_the_records_say_since_does_not_hide_what_was_approved(self, out: Office) -> None:
        with transaction(out.sessions) as session:
            write_foreword(session, people(out)[0], "Another year.")
        for path in ("", "/versions/1"):
            assert all(
                each.startswith("Approved ") for each in approved(out.as_("officer").get(REPORT + path)).values()
            )

    def test_the_panel_reads_it_with_the_version_it_was_sent(self, out: Office) -> None:
        assert len(approved(out.as_("member").get(f"{REPORT}/versions/1"))) == 2

    def test_everybody_reads_that_the_commissioner_approved_it_and_on_which_day(self, out: Office) -> None:
        out.as_("chief_executive").submit(f"{REPORT}/publish", reason="Early.")
        page = out.visitor().get("/published/annual/2023-24").main
        assert "The Commissioner approved the foreword and the report on 18 September 2024." in page

    def test_a_revoked_version_keeps_its_own_in_sight(self, again: Office) -> None:
        assert len(approved(again.as_("officer").get(f"{REPORT}/versions/1"))) == 2


class TestOneVersion:
    def test_a_version_that_replaces_a_revoked_one_is_approved_anew(self, again: Office) -> None:
        officer, commissioner, chief = people(again)
        with transaction(again.sessions) as session:
            submitted_annual(session, officer)
        assert "Waiting for your approval" in again.as_("commissioner").get("/").main
        page = again.as_("officer").get(f"{REPORT}/review")
        assert list(approved(page).values()) == ["Not approved yet", "Not approved yet"]
        assert "What was approved of version 1 counts for that version only." in page.main
        with again.sessions() as session:
            found = standing(session, KIND, YEAR)
            assert found is not None
            with pytest.raises(NotApproved):
                sign(session, KIND, YEAR, signing(session, found, kind=KIND, quarter=YEAR), by=chief, at=MOMENT)
        for part in Approved:
            again.as_("commissioner").submit(f"{REPORT}/approve/{part.value}")
        with transaction(again.sessions) as session:
            found = standing(session, KIND, YEAR)
            assert found is not None
            sign(session, KIND, YEAR, signing(session, found, kind=KIND, quarter=YEAR), by=chief, at=MOMENT)
        assert approved(again.as_("officer").get(f"{REPORT}/versions/2"))["The foreword"].startswith("Approved")
        assert commissioner.name in approved(again.as_("officer").get(f"{REPORT}/versions/2"))["The foreword"]

    def test_a_draft_never_says_that_the_report_is_approved_as_submitted(self, again: Office) -> None:
        officer, commissioner, _ = people(again)
        assert approved(again.as_("officer").get(REPORT)) == {
            "The foreword": "Not approved yet",
            "The report as submitted": "To be approved once it is submitted",
        }
        with transaction(again.sessions) as session:
            found = submitted_annual(session, officer)
            for part in Approved:
                approve_part(session, part, commissioner)
            acts.take_back(session, KIND, YEAR, acts.Act(Seen.of(found)), by=officer, on=TODAY)
        shown = approved(again.as_("officer").get(REPORT))
        assert shown["The report as submitted"] == "To be approved once it is submitted"
        assert shown["The foreword"].startswith("Approved")

    def test_within_a_version_it_stands_again_when_the_words_are_put_back(self, written: Office) -> None:
        officer, commissioner, _ = people(written)
        with transaction(written.sessions) as session:
            submitted_annual(session, officer)
            for part in Approved:
                approve_part(session, part, commissioner)
            write_foreword(session, officer, "Another year.")
        assert set(approved(written.as_("officer").get(f"{REPORT}/review")).values()) != {"Approved"}
        with transaction(written.sessions) as session:
            write_foreword(session, officer, "A year of steady work.")
        shown = approved(written.as_("officer").get(f"{REPORT}/review"))
        assert all(each.startswith("Approved ") for each in shown.values())


class TestSaidBefore:
    def test_whoever_submits_approves_or_signs_the_same_again_is_told(self, again: Office) -> None:
        assert SAME in again.as_("officer").get(f"{REPORT}/submit").main
        with transaction(again.sessions) as session:
            submitted_annual(session, people(again)[0])
        assert SAME in again.as_("commissioner").get(f"{REPORT}/approve/report").main
        assert SAME in again.as_("chief_executive").get(f"{REPORT}/sign").main
        assert SAME in again.as_("chief_executive").get(f"{REPORT}/review").main

    def test_it_is_said_as_well_of_a_later_day(self, again: Office) -> None:
        fix_today(TODAY.replace(day=19))
        main = again.as_("officer").get(f"{REPORT}/submit").main
        assert "But for the day it is as at, this says word for word what version 1 said" in main

    def test_once_it_is_corrected_nothing_is_said(self, again: Office) -> None:
        with transaction(again.sessions) as session:
            write_foreword(session, people(again)[0], "Another year.")
        assert "word for word" not in again.as_("officer").get(f"{REPORT}/submit").main

    def test_the_first_version_repeats_nothing(self, written: Office) -> None:
        assert "word for word" not in written.as_("officer").get(f"{REPORT}/submit").main


def test_few_and_many_approvals_cost_the_same(written: Office) -> None:
    officer, commissioner, _ = people(written)
    with transaction(written.sessions) as session:
        approve_part(session, Approved.FOREWORD, commissioner)
    page = Priced("officer", REPORT, 0)
    few = len(cost(written, page))
    with transaction(written.sessions) as session:
        for number in range(4):
            write_foreword(session, officer, f"Year {number}.")
            approve_part(session, Approved.FOREWORD, commissioner)
    assert len(cost(written, page)) == few


class TestWarned:
    @pytest.mark.parametrize(
        "path", ["write", "write/sections/2", "write/finance", "write/pictures/new", "outcomes/PCP-2022-25/1"]
    )
    def test_whoever_writes_on_is_told_first_that_it_is_submitted(self, written: Office, path: str) -> None:
        officer, commissioner, _ = people(written)
        with transaction(written.sessions) as session:
            submitted_annual(session, officer)
        main = written.as_("officer").get(f"{REPORT}/{path}").main
        assert "The annual report 2023-24 is submitted for sign-off. What you save changes it." in main
        assert "Whoever changes something last may not sign it off." in main
        with transaction(written.sessions) as session:
            approve_part(session, Approved.FOREWORD, commissioner)
        main = written.as_("officer").get(f"{REPORT}/{path}").main
        assert (
            "What you save changes it: what the Commissioner has approved of it lapses, and is asked for again." in main
        )

    def test_the_chief_executive_is_told_that_who_changed_it_last_may_not_sign(self, written: Office) -> None:
        with transaction(written.sessions) as session:
            submitted_annual(session, people(written)[0])
        main = written.as_("chief_executive").get(f"{REPORT}/write/sections/2").main
        assert "If you are the last to change something, you may not sign it off." in main

    def test_whoever_closes_the_year_is_told_as_well(self, written: Office) -> None:
        officer = people(written)[0]
        with transaction(written.sessions) as session:
            owner = session.get_one(Person, written.people["officer"])
            make_deliverable(session, session.scalars(select(Priority)).all()[0], owner, on=date(2023, 5, 2))
            submitted_annual(session, officer)
        main = written.as_("chief_executive").get("/year-end/2023-24/close").main
        assert "The annual report 2023-24 is submitted for sign-off" in main

    def test_an_approved_foreword_of_a_draft_is_told_where_it_is_written(self, written: Office) -> None:
        assert "approv" not in written.as_("officer").get(f"{REPORT}/write/sections/1").main
        with transaction(written.sessions) as session:
            approve_part(session, Approved.FOREWORD, people(written)[1])
        main = written.as_("officer").get(f"{REPORT}/write/sections/1").main
        assert "If you change the foreword, that approval lapses." in main
        assert "approval" not in written.as_("officer").get(f"{REPORT}/write/finance").main


def test_without_a_foreword_one_approval_is_asked_for(written: Office) -> None:
    with transaction(written.sessions) as session:
        annual = annual_year(session, YEAR)
        assert annual is not None
        section = next(each for each in annual.sections if each.kind is SectionKind.FOREWORD)
        facts = SectionFacts(heading="Foreword", text="", included=False)
        save_section(session, section, SaveSection(section.version, facts), by=people(written)[0], on=TODAY)
    page = written.as_("commissioner").get(REPORT)
    assert list(approved(page)) == ["The report as submitted"]
    assert "Without this approval nobody can sign the report off." in page.main


class TestNothingToReportOn:
    SAID = "No plan was in force in financial year 2015-16, so there is nothing to report on."

    def test_the_page_says_so_at_once_and_offers_nothing(self, office: Office) -> None:
        page = office.as_("officer").get("/reports/annual/2015-16")
        assert self.SAID in page.main
        for part in ("submit", "review", "write"):
            assert page.soup.select_one(f"a[href*='2015-16/{part}']") is None
        assert page.soup.select_one("main a[href$='.pdf']") is None

    @pytest.mark.parametrize("path", ["/submit", "/review", ".pdf", ".json"])
    def test_nothing_is_submitted_reviewed_or_drawn(self, office: Office, path: str) -> None:
        assert self.SAID in office.as_("officer").get(f"/reports/annual/2015-16{path}", status=409).text

    def test_a_page_of_before_that_is_sent_all_the_same_is_refused(self, office: Office) -> None:
        form = office.as_("officer").get(f"{REPORT}/submit").form()
        page = office.as_("officer").post("/reports/annual/2015-16/submit", form, status=422)
        assert self.SAID in page.text


class TestMended:
    def test_before_anybody_began_to_write_the_way_leads_to_where_it_is_begun(self, office: Office) -> None:
        browser = office.as_("officer")
        page = browser.get(f"{REPORT}/submit")
        links = {link["href"] for link in page.soup.select("main .tracker-wrong a")}
        assert f"{REPORT}/write" in links
        for link in links:
            browser.get(str(link).partition("#")[0])
