"""An annual report in a real browser, from draft to published: approved, signed, reviewed, answered, read by all."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import PASSWORD, Site
from tests.factories import TODAY, as_actor
from tests.factories_panel import make_meeting
from tests.factories_road import KIND, RECOMMENDED, REPORT, YEAR, write_annual
from tests.judges import judge
from tests.offices_signoff import with_password
from tracker.accounts.models import Person
from tracker.reports.queries_signoff import standing
from tracker.reports.rules_life import ReportState
from tracker.writing import transaction

OFFICER, COMMISSIONER, CHIEF = (f"{name}@example.org" for name in ("olive.ashdown", "col.whitmore", "cath.ellery"))
RESPONSE = "The report of the next year shows it."


@pytest.mark.pdf
def test_an_annual_report_goes_from_draft_to_published_with_a_recommendation_answered(page: Page, site: Site) -> None:
    prepare(site)
    site.sign_in(page, OFFICER)
    submit_with_reasons(page, site)
    change_person(page, site, CHIEF)
    find_it_unapproved(page, site)
    change_person(page, site, COMMISSIONER)
    approve(page, site)
    change_person(page, site, CHIEF)
    sign_and_send(page, site)
    refuse_to_publish(page, site)
    change_person(page, site, OFFICER)
    record_the_review(page, site)
    record_a_recommendation(page, site)
    respond(page, site)
    change_person(page, site, CHIEF)
    publish(page, site)
    page.get_by_role("button", name="Sign out").click()
    read_as_the_public(page, site)


def prepare(site: Site) -> None:
    """The year has a foreword, the Panel meets today, and two more people can sign in."""
    for who in ("chief_executive", "commissioner"):
        with_password(site.office, who)
    with transaction(site.office.sessions) as session:
        write_annual(session, as_actor(session.get_one(Person, site.office.people["lead"])))
        make_meeting(session, TODAY)


def change_person(page: Page, site: Site, email: str) -> None:
    page.get_by_role("button", name="Sign out").click()
    site.sign_in(page, email)
    page.goto(f"{site.address}{REPORT}")


def submit_with_reasons(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/reports")
    page.get_by_role("link", name="Read the annual report of April 2023 to March 2024").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Annual report, 2023-24")
    site.picture(page, "draft")
    page.get_by_role("link", name="Submit for sign-off").click()
    page.get_by_role("button", name="Submit for sign-off").click()
    expect(page.get_by_role("alert")).to_contain_text("is submitted as at 18 September 2024")
    page.get_by_role("link", name="Review it").click()
    # Counted only once the page is whole: a count does not wait.
    page.wait_for_url("**/review")
    offers = page.get_by_role("link", name=re.compile("^Say why"))
    for _ in range(offers.count()):
        offers.first.click()
        page.get_by_label("Why it may stand").fill("Not published for this year.")
        page.get_by_role("button", name="Record the reason").click()
        expect(page.get_by_role("alert")).to_contain_text("Your reason is recorded.")
    expect(page.get_by_role("main")).to_contain_text("0 to be mended or overridden")


def find_it_unapproved(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Review it").click()
    expect(page.get_by_role("region", name="Approved by the Commissioner")).to_contain_text("Not approved yet")
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("main")).to_contain_text("The Commissioner has not approved the foreword and the report")
    expect(page.get_by_label("Your password", exact=True)).to_have_count(0)
    site.picture(page, "unapproved")


def approve(page: Page, site: Site) -> None:
    """From the home page."""
    page.goto(site.address)
    waiting = page.get_by_role("region", name="Waiting for your approval")
    waiting.get_by_role("link", name="Approve the foreword").click()
    expect(page.get_by_role("main")).to_contain_text("A year of steady work.")
    site.picture(page, "approve")
    page.get_by_role("button", name="Approve the foreword").click()
    expect(page.get_by_role("alert")).to_contain_text("You approved the foreword.")
    page.get_by_role("link", name="Approve the report as submitted").click()
    page.get_by_role("button", name="Approve the report as submitted").click()
    expect(page.get_by_role("alert")).to_contain_text("You approved the report as submitted.")
    page.goto(site.address)
    expect(waiting).to_have_count(0)


def sign_and_send(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Review it").click()
    page.get_by_role("button", name="Sign off").click()
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("alert")).to_contain_text("is signed off")
    page.get_by_role("link", name="Record that it was sent").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("is recorded as sent to the Panel")


def refuse_to_publish(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("the Panel has not reviewed it at a meeting")
    site.picture(page, "not-ready")


def record_the_review(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Record the meeting that reviewed it").click()
    page.get_by_role("button", name="Record the review").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select the meeting")
    page.get_by_label("Meeting at which the Panel reviewed the report").select_option(label="18 September 2024")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_role("alert")).to_contain_text("The Panel’s review on 18 September 2024 is recorded.")


def record_a_recommendation(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Record a recommendation").click()
    page.get_by_label("What the Panel recommends").fill(RECOMMENDED)
    page.get_by_role("button", name="Record the recommendation").click()
    expect(page.get_by_role("alert")).to_contain_text("It waits for a response.")
    expect(step(page, "Responded")).to_contain_text("0 of 1")


def respond(page: Page, site: Site) -> None:
    page.get_by_role("link", name=re.compile("^Record the response")).click()
    page.get_by_label("Response", exact=True).fill(RESPONSE)
    page.get_by_role("button", name="Record the response").click()
    expect(page.get_by_role("alert")).to_contain_text("The response to recommendation")
    page.get_by_role("link", name=re.compile("^Record where the response was published")).click()
    page.get_by_label("Where it was published").fill("With the minutes of the meeting")
    page.get_by_role("button", name="Record it").click()
    expect(step(page, "Responded")).to_contain_text("1 of 1")
    site.picture(page, "road")


def step(page: Page, name: str) -> Locator:
    rows = page.get_by_role("region", name="The annual report and the Panel").locator(".govuk-summary-list__row")
    return rows.filter(has=page.locator("dt", has_text=re.compile(f"^{name}$")))


def publish(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.get_by_label("Why it is published before that")).to_have_count(0)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("is published")
    with site.office.sessions() as session:
        found = standing(session, KIND, YEAR)
        assert found is not None
        assert found.state is ReportState.PUBLISHED


def read_as_the_public(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Published reports").click()
    page.get_by_role("link", name="Annual report, April 2023 to March 2024").first.click()
    main = page.get_by_role("main")
    for words in (RECOMMENDED, RESPONSE, "With the minutes of the meeting", "Meeting of 18 September 2024"):
        expect(main).to_contain_text(words)
    site.picture(page, "published")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as PDF").click()
    data = waiting.value.path().read_bytes()
    judge(data, "downloaded reports")
    expect(main).to_contain_text(sha256(data).hexdigest())
