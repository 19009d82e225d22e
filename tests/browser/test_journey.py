"""An officer's quarter, and a lead's part in it, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import pdf_structure
from tests.browser.site import Site
from tests.judges import judge


@pytest.mark.pdf
def test_an_officer_goes_from_sign_in_to_the_downloaded_report(page: Page, site: Site) -> None:
    site.sign_in(page, "olive.ashdown@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work in quarter 2, 2024-25")
    site.picture(page, "home")

    page.get_by_role("button", name="Update my deliverables").click()
    page.get_by_label("New % for D-0001, now 40").fill("55")
    page.get_by_label("What happened with D-0001").fill("The walls are up.")
    page.get_by_label("New % for D-0002, now 0").fill("10")
    site.picture(page, "my-deliverables")
    page.get_by_role("button", name="Save all updates").click()
    expect(page.get_by_role("alert")).to_contain_text("2 deliverables updated.")

    page.get_by_role("link", name="D-0001: Refit the custody suite").click()
    expect(page.locator("dl")).to_contain_text("55%, reported 18 September 2024")
    expect(page.locator(".tracker-history li").first).to_contain_text("The walls are up.")
    site.picture(page, "deliverable")

    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name=re.compile("July to September 2024|Quarter 2, 2024-25")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Highlight report, quarter 2, 2024-25")
    expect(page.get_by_role("row", name=re.compile("Refit the custody suite"))).to_contain_text("55%")
    site.picture(page, "report")

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as PDF").click()
    data = waiting.value.path().read_bytes()
    judge(data, "downloaded reports")
    text = pdf_text(data)
    assert re.search(r"Refit the custody suite.{0,200}?55%", text)
    assert "No update this quarter" in text, "of the work that nobody reported on"


def test_the_keyboard_alone_updates_a_row_and_mends_what_was_refused(page: Page, site: Site) -> None:
    site.sign_in(page, "olive.ashdown@example.org")
    page.goto(f"{site.address}/my-deliverables")
    tab_to(page, "D-0001-percent")
    page.keyboard.type("forty")
    page.keyboard.press("Tab")
    page.keyboard.type("Slower than hoped.")
    page.keyboard.press("Control+Home")
    tab_to(page, "", button="Save all updates")
    page.keyboard.press("Enter")

    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("“forty” is not a whole number.")
    expect(summary).to_be_focused()
    site.picture(page, "refused")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#D-0001-percent")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("30")
    page.keyboard.press("Enter")

    expect(summary).to_contain_text("Enter why progress goes down from 40% to 30%.")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter why").press("Enter")
    expect(page.locator("#D-0001-reason")).to_be_focused()
    page.keyboard.type("Rework.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("1 deliverable updated.")
    update = site.office.deliverable("D-0001").updates[-1]
    assert (update.percent, update.note, update.reason) == (30, "Slower than hoped.", "Rework.")


def test_a_lead_accepts_another_due_date(page: Page, site: Site) -> None:
    site.sign_in(page, "lena.marsh@example.org")
    site.picture(page, "lead-home")
    page.get_by_role("link", name="D-0007: Survey the neighbourhood teams").first.click()
    expect(page.locator("main dl").first).to_contain_text("June 2025")
    page.get_by_label("Accept the new date").check()
    site.picture(page, "decision")
    page.get_by_role("button", name="Save decision").click()
    expect(page.get_by_role("alert")).to_contain_text("The new due date of D-0007 is accepted.")
    expect(page.locator("dl")).to_contain_text("June 2025 (by 30 June 2025)")
    page.goto(site.address)
    expect(page.locator("main")).not_to_contain_text("Due dates waiting for your decision")


def tab_to(page: Page, field_id: str, *, button: str = "") -> None:
    """Presses Tab until the field, or the button with this name, has the focus."""
    script = "[document.activeElement.id, document.activeElement.innerText]"
    for _ in range(60):
        page.keyboard.press("Tab")
        here, text = page.evaluate(script)
        if (field_id and here == field_id) or (button and text == button):
            return
    raise AssertionError(f"The keyboard does not reach {field_id or button}")


def pdf_text(data: bytes) -> str:
    """Everything the PDF says, in reading order, on one line."""
    return " ".join(pdf_structure.read(data).text.split())
