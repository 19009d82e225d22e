"""The end of a year in a real browser: a lead decides, the Chief Executive reads what will be done, closes, reopens."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.factories import make_deliverable, report
from tests.offices_signoff import with_password
from tracker.accounts.models import Person
from tracker.plan import queries
from tracker.plan.rules import ProgressStatus
from tracker.writing import transaction

LEAD, CHIEF = "lena.marsh@example.org", "cath.ellery@example.org"
YEAR = "/year-end/2023-24"


def test_a_year_is_decided_closed_and_reopened(page: Page, site: Site) -> None:
    prepare(site)
    site.sign_in(page, LEAD)
    decide(page, site)
    page.get_by_role("button", name="Sign out").click()
    site.sign_in(page, CHIEF)
    read_what_will_be_done(page, site)
    close(page, site)
    reopen(page, site)


def prepare(site: Site) -> None:
    """D-0008 and D-0009 began in 2023-24 and were open when it ended."""
    with_password(site.office, "chief_executive")
    with transaction(site.office.sessions) as session:
        owner = session.get_one(Person, site.office.people["officer"])
        priority = queries.priority(session, "PCP-2022-25", 1)
        for action in ("Fit lamps", "Fit locks"):
            work = make_deliverable(session, priority, owner, action=action, on=date(2023, 5, 2))
            report(session, work, 40, date(2024, 2, 1))


def decide(page: Page, site: Site) -> None:
    """One row with the keyboard alone; the other is refused without its reason, and nothing typed is lost."""
    page.goto(f"{site.address}{YEAR}")
    page.get_by_role("link", name=re.compile("^Decide about these")).click()
    lamps = page.get_by_role("region", name="Fit lamps")
    lamps.get_by_role("radio", name="Carry forward").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("June 2025")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("The builder is late")
    locks = page.get_by_role("region", name="Fit locks")
    locks.get_by_role("radio", name="Stop").check()
    page.get_by_role("button", name="Save decisions").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(lamps.get_by_label("New date due")).to_have_value("June 2025")
    site.picture(page, "refused")
    locks.get_by_label("Reason").fill("No money")
    page.get_by_role("button", name="Save decisions").click()
    expect(page.get_by_role("alert")).to_contain_text("2 decisions saved for 2023-24.")


def read_what_will_be_done(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{YEAR}")
    page.get_by_role("button", name="Preview and close the year").click()
    main = page.get_by_role("main")
    for words in ("Will be carried forward: 1", "Will be stopped: 1", "Will be left open: 0", "No money"):
        expect(main).to_contain_text(words)
    site.picture(page, "preview")


def close(page: Page, site: Site) -> None:
    page.get_by_role("button", name="Close the year 2023-24").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The year 2023-24 is closed.")
    expect(page.get_by_role("main")).to_contain_text("Goes on as D-0010")
    assert site.office.deliverable("D-0009").standing.status is ProgressStatus.STOPPED
    site.picture(page, "closed")


def reopen(page: Page, site: Site) -> None:
    page.get_by_role("button", name="Reopen the year").click()
    page.locator("main form button").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter why the year is reopened")
    page.get_by_label("Why the year is reopened").fill("A figure was late")
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_contain_text("The year 2023-24 is open again.")
    expect(page.get_by_role("main")).to_contain_text("A figure was late")
    assert site.office.deliverable("D-0009").standing.status is ProgressStatus.STOPPED
    site.picture(page, "reopened")
