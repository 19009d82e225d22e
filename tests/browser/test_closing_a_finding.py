"""A lead closes an area for improvement, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.factories_findings import pdf
from tracker.inspections import queries


def test_a_lead_closes_an_area_for_improvement(page: Page, site: Site, tmp_path: Path) -> None:
    proof = tmp_path / "audit of bail checks.pdf"
    proof.write_bytes(pdf())
    site.sign_in(page, "lena.marsh@example.org")
    page.goto(f"{site.address}/inspections/tracker")
    figures = page.get_by_role("list", name="Open areas for improvement in figures")
    expect(figures).to_contain_text("3 open")
    figures.get_by_role("link", name=re.compile("1 ready for closure")).click()
    expect(page.get_by_role("row", name=re.compile("F-0004"))).to_contain_text("Overdue by 18 days")
    page.get_by_role("link", name="Olive Ashdown").click()
    site.picture(page, "tracker")
    page.get_by_role("link", name="Bail conditions are not checked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("F-0001: area for improvement")

    add_evidence(page, proof)
    say(page, "Force status", "Ready for closure", "Save force status")
    expect(status(page, "Force status")).to_contain_text("Ready for closure")
    say(page, "Force status", "Closed by the force", "Save force status")
    expect(page.get_by_role("alert")).to_contain_text("It is still open to the Panel")
    expect(status(page, "What the Panel sees")).to_contain_text("the inspectorate has not said so")
    site.picture(page, "closed-by-force")

    record_complete(page)
    expect(status(page, "What the Panel sees")).to_contain_text("Closed by the inspectorate")
    expect(status(page, "What the Panel sees")).to_contain_text(
        "On 17 September 2024, told by Force liaison lead, letter of 17 September"
    )
    site.picture(page, "closed")
    page.goto(f"{site.address}/inspections/tracker")
    expect(figures).to_contain_text("2 open")
    with site.office.sessions() as session:
        assert not queries.finding(session, "F-0001").standing.is_open


def add_evidence(page: Page, proof: Path) -> None:
    """First without saying what it shows: what is refused stays, the file is chosen again; then it is taken back."""
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("File", exact=True).set_input_files(proof)
    page.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter what the evidence shows")
    page.get_by_label("What it shows").fill("Audit of bail checks")
    page.get_by_label("File", exact=True).set_input_files(proof)
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_role("alert")).to_contain_text("Evidence is added: Audit of bail checks.")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Audit of bail checks")).first.click()
    assert waiting.value.suggested_filename == proof.name
    assert waiting.value.path().read_bytes() == proof.read_bytes()


def say(page: Page, act: str, answer: str, button: str) -> None:
    page.get_by_role("button", name=act, exact=True).click()
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name=button).click()


def record_complete(page: Page) -> None:
    """First without day and source, which is refused beside both; then with them."""
    say(page, "Inspectorate status", "Complete", "Save inspectorate status")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter the date the inspectorate said so")
    expect(summary).to_contain_text("Enter who told us that the inspectorate has closed it")
    for part, typed in (("Day", "17"), ("Month", "9"), ("Year", "2024")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_label("Who told us, and how").fill("Force liaison lead, letter of 17 September")
    page.get_by_role("button", name="Save inspectorate status").click()
    expect(page.get_by_role("alert")).to_contain_text("It is closed for the Panel.")


def status(page: Page, key: str) -> Locator:
    """The line of the summary with this key."""
    return page.locator(".govuk-summary-list__row", has=page.get_by_text(key, exact=True))
