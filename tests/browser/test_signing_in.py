"""Signing in for everybody (WCAG 2.2.1 and 3.3.8), and going on after a session has ended, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.site import PASSWORD, Site

OFFICER = "olive.ashdown@example.org"


def test_a_password_manager_and_pasting_fill_in_the_fields(page: Page, site: Site) -> None:
    page.goto(site.address)
    email, password = page.get_by_label("Email address"), page.get_by_label("Password", exact=True)
    expect(email).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    email.fill(PASSWORD)
    for field, keys in ((email, ("Control+A", "Control+X")), (password, ("Control+V",))):
        for key in keys:
            field.press(key)
    expect(password).to_have_value(PASSWORD)
    email.fill(OFFICER)
    page.get_by_role("button", name="Show").click()
    expect(password).to_have_attribute("type", "text")
    password.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work in quarter 2, 2024-25")


def test_who_cannot_be_hurried_asks_to_stay_signed_in(page: Page, site: Site) -> None:
    page.goto(site.address)
    stay = page.get_by_label("Stay signed in for a day")
    expect(stay).to_have_accessible_description(
        "Otherwise you are signed out after 2 hours in which you do nothing. "
        "Leave it empty on a computer that others use."
    )
    stay.check()
    page.get_by_label("Email address").fill(OFFICER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Olive Ashdown")).to_be_visible()


def test_what_was_typed_when_the_session_ended_is_saved_after_signing_in_again(page: Page, site: Site) -> None:
    site.sign_in(page, OFFICER)
    page.goto(f"{site.address}/deliverables/D-0001/update")
    page.get_by_label("Progress").fill("55")
    page.get_by_label("What happened").fill("Two hours of typing:\n\n- the walls\n- the roof")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")

    with page.expect_popup() as waiting:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    tab = waiting.value
    tab.get_by_label("Email address").fill(OFFICER)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("link", name="Olive Ashdown")).to_be_visible()

    page.get_by_role("button", name="Go on with what I typed").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Nothing has been saved yet")
    expect(page.get_by_label("Progress")).to_have_value("55")
    page.get_by_role("button", name="Save update").click()
    expect(page.get_by_role("alert")).to_contain_text("Progress of D-0001 recorded.")
    note = site.office.deliverable("D-0001").updates[-1].note
    assert note == "Two hours of typing:\n\n- the walls\n- the roof"


def test_an_officer_needs_no_scripts(browser: Browser, site: Site) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        site.sign_in(page, OFFICER)
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="My deliverables").click()
        page.get_by_label("New % for D-0001, now 40").fill("55")
        page.get_by_role("button", name="Save all updates").click()
        expect(page.get_by_role("alert")).to_contain_text("1 deliverable updated.")
