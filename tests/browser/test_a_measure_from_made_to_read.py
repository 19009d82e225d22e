"""An analyst creates a measure, sets a target, begins its chart anew, and reads it, all by keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.factories_measures import give_figures
from tracker.measures.queries import measure
from tracker.writing import transaction

ANALYST = "anil.reid@example.org"
STEADY = [1000 + 10 * (place % 5) for place in range(39)]


def test_a_measure_is_created_judged_and_read_by_keyboard(page: Page, site: Site) -> None:
    site.sign_in(page, ANALYST)
    page.goto(f"{site.address}/measures")
    press(page, "button", "Create a measure", by_enter=True)
    page.get_by_label("Code", exact=True).fill("CALLS")
    page.get_by_label("Name", exact=True).fill("Calls from the public")
    for answer in ("Count", "Number", "Lower is better"):
        press(page, "radio", answer)
    page.get_by_label("Priority", exact=True).select_option(index=1)
    press(page, "button", "Create the measure", by_enter=True)
    expect(page.get_by_role("alert")).to_contain_text("CALLS is created")
    with transaction(site.office.sessions) as session:
        give_figures(session, measure(session, "CALLS"), [*STEADY, 1400])
    page.reload()
    press(page, "link", "Set a target", by_enter=True)
    press(page, "radio", "At most")
    page.get_by_label("Level").fill("1,100")
    page.get_by_label("From").fill("April 2024")
    press(page, "button", "Set the target", by_enter=True)
    press(page, "link", "Begin the control chart anew", by_enter=True)
    page.get_by_label("Month from which it begins anew").fill("June 2021")
    page.get_by_label("Why it begins anew").fill("A new telephone system.")
    press(page, "button", "Begin the chart anew", by_enter=True)
    expect(page.get_by_text("Target not met")).to_be_visible()
    expect(page.get_by_text("Begun anew in June 2021")).to_be_visible()
    expect(page.locator("main .govuk-summary-list").first).to_contain_text("One-Month High: the month is above")
    page.get_by_text("Show the figures").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Figures by month")).to_contain_text("1,400")
    site.picture(page, "a-measure")


def press(page: Page, role: str, name: str, *, by_enter: bool = False) -> None:
    """Reaches it and presses the key that works it.

    The page is whole first: its script moves the focus to the news of what was done, and a key pressed just before
    would go there.
    """
    found = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]  # a role each
    found.wait_for()
    page.wait_for_load_state("load")
    found.focus()
    page.keyboard.press("Enter" if by_enter else "Space")
