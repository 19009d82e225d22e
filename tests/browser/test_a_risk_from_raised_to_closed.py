"""A lead takes a risk from the day it is raised to the day its issue is resolved, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.browser.test_journey import tab_to
from tracker.risks import queries
from tracker.risks.rules import RiskState

EVENT = "The mobile stations are delivered late"
RISK, ISSUE = "R-0005", "I-0003"


def test_a_lead_takes_a_risk_from_raised_to_resolved(page: Page, site: Site) -> None:
    site.sign_in(page, "lena.marsh@example.org")
    raise_it(page, site)
    score_with_the_keyboard(page, site)
    record_a_review(page)
    add_an_action(page)
    link_to_the_deliverable(page)

    page.goto(f"{site.address}/deliverables/D-0001")
    expect(page.get_by_role("row", name=re.compile(RISK))).to_contain_text(f"{EVENT}")
    expect(page.get_by_role("row", name=re.compile(RISK))).to_contain_text("Very high")
    expect(line(page, "Rating")).to_contain_text("Amber")
    site.picture(page, "deliverable")
    find_on_the_heat_map(page, site)

    it_happened(page, site)
    resolve(page, site)
    page.goto(f"{site.address}/risks")
    expect(page.get_by_role("main")).not_to_contain_text(EVENT)
    with site.office.sessions() as session:
        assert queries.risk(session, RISK).standing.state is RiskState.HAPPENED
        assert queries.risk(session, ISSUE).standing.state is RiskState.RESOLVED


def raise_it(page: Page, site: Site) -> None:
    """First without saying what may happen, which is refused beside the question."""
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Risks").click()
    page.get_by_role("button", name="Raise a risk").click()
    page.get_by_label("Priority", exact=True).select_option(label="PCP-2022-25, priority 1: Priority 1")
    page.get_by_label("Owner", exact=True).select_option(label="Lena Marsh")
    page.get_by_role("button", name="Raise a risk").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter what may happen").press("Enter")
    expect(page.get_by_label("What may happen")).to_be_focused()
    page.keyboard.type(EVENT)
    page.get_by_role("button", name="Raise a risk").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{RISK} is raised.")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{RISK}: {EVENT}")
    site.picture(page, "raised")


def score_with_the_keyboard(page: Page, site: Site) -> None:
    """Four times five, by the numbers that the answers begin with."""
    tab_to(page, "", button="Score")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Score {RISK}")
    for field, number in (("current_likelihood", "4"), ("current_impact", "5")):
        tab_to(page, field)
        page.keyboard.type(number)
    tab_to(page, "explanation")
    page.keyboard.type("The only supplier is behind with every order.")
    tab_to(page, "", button="Save scores")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"{RISK} is scored 20, very high.")
    expect(page.get_by_role("row", name=re.compile("^Current"))).to_contain_text("Very high")
    site.picture(page, "scored")


def record_a_review(page: Page) -> None:
    page.get_by_role("button", name="Record a review").click()
    page.get_by_label("What you found").fill("The supplier promises May.")
    page.get_by_role("button", name="Save review").click()
    expect(page.get_by_role("alert")).to_contain_text("Review it again by 18 October 2024.")
    expect(line(page, "Last review")).to_contain_text("18 September 2024, by Lena Marsh")
    expect(line(page, "Last review")).to_contain_text("The supplier promises May.")


def add_an_action(page: Page) -> None:
    """First with a day that is over, which is refused; then it is reported on."""
    page.get_by_role("link", name="Add the first action").click()
    page.get_by_label("What will be done").fill("Ask a second supplier")
    page.get_by_label("Date due").fill("August 2024")
    page.get_by_role("button", name="Add action").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("cannot be due by 31 August 2024")
    page.get_by_label("Date due").fill("November 2024")
    page.get_by_role("button", name="Add action").click()
    expect(page.get_by_role("alert")).to_contain_text(f"Action 1 is added to {RISK}.")
    page.get_by_role("link", name="Update action 1").click()
    page.get_by_label("Progress").fill("50")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("row", name=re.compile("Ask a second supplier"))).to_contain_text("Under way")


def link_to_the_deliverable(page: Page) -> None:
    page.get_by_role("link", name="Deliverables and findings").click()
    page.get_by_label("D-0001: Refit the custody suite").check()
    page.get_by_role("button", name="Save links").click()
    expect(page.get_by_role("alert")).to_contain_text(f"The links of {RISK} are saved.")
    expect(page.get_by_role("link", name="D-0001: Refit the custody suite")).to_be_visible()


def find_on_the_heat_map(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/risks")
    cell = page.locator("a[href*='likelihood=4'][href*='impact=5']")
    expect(cell).to_have_text(re.compile("1"))
    site.picture(page, "register")
    cell.click()
    page.get_by_role("row", name=re.compile(RISK)).get_by_role("link", name=EVENT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{RISK}: {EVENT}")


def it_happened(page: Page, site: Site) -> None:
    page.get_by_role("link", name="It happened").click()
    page.get_by_label("High", exact=True).check()
    page.get_by_label("What happened").fill("The supplier told us that nothing comes before June.")
    page.get_by_role("button", name="Make it an issue").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{RISK} happened and goes on here as issue {ISSUE}.")
    expect(line(page, "Came from risk")).to_contain_text(RISK)
    expect(page.get_by_role("link", name="D-0001: Refit the custody suite")).to_be_visible()
    site.picture(page, "issue")
    page.goto(f"{site.address}/risks/{RISK}/score")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{RISK} became an issue")
    page.get_by_role("link", name=ISSUE).click()


def resolve(page: Page, site: Site) -> None:
    page.get_by_role("link", name="Resolve").click()
    page.get_by_label("How it was resolved").fill("A second supplier delivered.")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{ISSUE} is resolved.")
    expect(line(page, "State")).to_contain_text("A second supplier delivered.")
    site.picture(page, "resolved")


def line(page: Page, key: str) -> Locator:
    """The line of a summary with this key."""
    return page.locator(".govuk-summary-list__row", has=page.get_by_text(key, exact=True))
