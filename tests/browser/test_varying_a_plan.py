"""A variation of a plan in a real browser: begun, taken through the steps of the law, published, read by everybody."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.factories import TODAY
from tests.factories_panel import make_meeting
from tests.factories_versions import make_version, publish
from tests.offices_signoff import with_password
from tracker.plan import queries
from tracker.writing import transaction

LEAD, CHIEF = "lena.marsh@example.org", "cath.ellery@example.org"
VERSIONS = "/plans/PCP-2022-25/versions"
CHANGES = "Fewer objectives under priority 1."


def test_a_variation_goes_from_begun_to_published(page: Page, site: Site) -> None:
    prepare(site)
    site.sign_in(page, LEAD)
    begin(page, site)
    take_the_steps(page, site)
    page.get_by_role("button", name="Sign out").click()
    site.sign_in(page, CHIEF)
    publish_it(page, site)
    page.get_by_role("button", name="Sign out").click()
    read_as_the_public(page, site)


def prepare(site: Site) -> None:
    """Version 1 of the plan is in force; the Panel meets today."""
    with_password(site.office, "chief_executive")
    with transaction(site.office.sessions) as session:
        publish(session, make_version(session, queries.plan(session, "PCP-2022-25")))
        make_meeting(session, TODAY)


def begin(page: Page, site: Site) -> None:
    """Refused first without saying what it changes."""
    page.goto(f"{site.address}{VERSIONS}")
    page.get_by_role("button", name="Begin a variation").click()
    submit(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("What it changes").fill(CHANGES)
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("Version 2 is begun.")


def take_the_steps(page: Page, site: Site) -> None:
    """Each from the button that names the next one; a day is typed with the keyboard alone."""
    record(page, "Draft prepared", ("1", "9", "2024"))
    record(page, "Chief constable consulted", ("2", "9", "2024"))
    record(page, "Draft sent to the Panel", ("3", "9", "2024"))
    link(page, "Reviewed by the Panel").click()
    page.get_by_label("Meeting at which the Panel reviewed it").select_option(label="18 September 2024")
    submit(page)
    expect(row(page, "Reviewed by the Panel")).to_contain_text("Meeting of 18 September 2024")
    site.picture(page, "steps")


def record(page: Page, step: str, day: tuple[str, str, str]) -> None:
    link(page, step).click()
    page.get_by_role("textbox", name="Day", exact=True).focus()
    for part in day:
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text(f"“{step}” is recorded.")


def publish_it(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{VERSIONS}/2")
    page.get_by_role("button", name="Record: Published").click()
    day = page.get_by_role("group", name="Day")
    for name, part in (("Day", "18"), ("Month", "9"), ("Year", "2024")):
        day.get_by_label(name, exact=True).fill(part)
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("“Published” is recorded.")
    expect(page.get_by_role("main")).to_contain_text("In force")
    site.picture(page, "published")


def read_as_the_public(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/published/plans/PCP-2022-25/2")
    main = page.get_by_role("main")
    for words in (CHANGES, "Priority 1", "Objective 1.01"):
        expect(main).to_contain_text(words)
    site.picture(page, "public")


def link(page: Page, step: str) -> Locator:
    """In the table of steps, in the row of this one."""
    return row(page, step).get_by_role("link", name=re.compile("^Record"))


def row(page: Page, step: str) -> Locator:
    steps = page.get_by_role("table", name="What the law asks before a plan is issued or varied")
    return steps.get_by_role("row").filter(has=page.get_by_role("rowheader", name=step, exact=True))


def submit(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()
