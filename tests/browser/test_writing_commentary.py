"""An analyst writes the commentary of a quarter, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.factories_commentary import QUARTER, UNSOURCED, make_answering
from tracker.measures.queries_commentary import page_of
from tracker.plan import queries as plan_queries
from tracker.writing import transaction

TOLD = "came to 1,000"


def test_an_analyst_writes_the_commentary_of_a_quarter(page: Page, site: Site) -> None:
    with transaction(site.office.sessions) as session:
        group_id = make_answering(session, plan_queries.priority(session, "PCP-2022-25", 1)).id
    site.sign_in(page, "anil.reid@example.org")
    page.goto(f"{site.address}/measures/commentary")
    expect(page.get_by_role("row", name="Answering")).to_contain_text("August 2024 0 of 4")
    page.get_by_role("link", name="Answering").click()
    page.get_by_role("button", name="Write the commentary").click()

    draft_it(page, site)
    break_a_figure(page, site)
    mend_and_save(page)
    confirm(page, site)
    tell_the_panel(page)

    page.goto(f"{site.address}/measures/commentary")
    expect(page.get_by_role("row", name="Answering")).to_contain_text("August 2024 2 of 4 0 0 0 Tell the Panel first")
    site.picture(page, "list")
    with site.office.sessions() as session:
        stored = page_of(session, group_id, QUARTER)
        assert stored is not None
        assert [each.source for each in stored.confirmations] == ["Supplier’s letter of 2 September 2024"]


def draft_it(page: Page, site: Site) -> None:
    """What is typed elsewhere stays; a second draft takes nothing away."""
    page.get_by_label("WHAT", exact=True).fill(UNSOURCED)
    page.get_by_role("button", name="Draft the data summary from the figures").click()
    summary = page.get_by_label("DATA SUMMARY")
    assert TOLD in summary.input_value()
    expect(page.get_by_label("WHAT", exact=True)).to_have_value(UNSOURCED)
    page.get_by_role("button", name="Draft the data summary from the figures").click()
    expect(page.get_by_role("heading", name="The draft. Your own text is still in the box above")).to_be_visible()
    assert summary.input_value().count(TOLD) == 1
    site.picture(page, "draft")


def break_a_figure(page: Page, site: Site) -> None:
    """The sentence is named, with what it says and what the table says."""
    summary = page.get_by_label("DATA SUMMARY")
    summary.fill(summary.input_value().replace(TOLD, "came to 1,001"))
    page.get_by_role("button", name="Check the figures").click()
    found = page.get_by_role("status")
    expect(found).to_contain_text("Contradicts the table")
    expect(found).to_contain_text("1,001")
    expect(found).to_contain_text("1,000 (Calls answered, Aug-24)")
    site.picture(page, "contradiction")


def mend_and_save(page: Page) -> None:
    summary = page.get_by_label("DATA SUMMARY")
    summary.fill(summary.input_value().replace("came to 1,001", TOLD))
    page.get_by_role("button", name="Save the commentary").click()
    expect(page.get_by_role("alert")).to_contain_text("The commentary is saved.")
    expect(page.get_by_role("main")).to_contain_text("1 thing to settle before a report with this page is signed")
    expect(page.get_by_role("main")).not_to_contain_text("Contradicts the table")


def confirm(page: Page, site: Site) -> None:
    """First without a source, which is refused."""
    page.get_by_role("link", name="Say where 17 comes from").click()
    page.get_by_role("button", name="Confirm the figure").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter where the figure comes from")
    page.get_by_label("Where does the figure come from?").fill("Supplier’s letter of 2 September 2024")
    page.get_by_role("button", name="Confirm the figure").click()
    expect(page.get_by_role("alert")).to_contain_text("The source of 17 is recorded.")
    expect(page.get_by_role("main")).not_to_contain_text("to settle before a report")
    site.picture(page, "confirmed")


def tell_the_panel(page: Page) -> None:
    page.get_by_role("link", name="Tell the Panel first").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Why?").fill("The press has asked.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("the Panel should hear of this before it is published")
