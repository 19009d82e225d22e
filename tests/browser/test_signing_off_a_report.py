"""A report on its way to the public, in a real browser: submitted, returned, mended, signed, sent, published."""

from __future__ import annotations

from hashlib import sha256

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PASSWORD, Site
from tests.judges import judge
from tests.offices_signoff import REPORT, give_reasons, say_ready, where, with_password
from tracker.reports.rules_life import ReportState

OFFICER, CHIEF = "olive.ashdown@example.org", "cath.ellery@example.org"


@pytest.mark.pdf
def test_a_report_is_submitted_returned_mended_signed_and_downloaded_by_the_public(page: Page, site: Site) -> None:
    with_password(site.office)
    for lead in ("lead", "other_lead"):
        say_ready(site.office, lead)
    site.sign_in(page, OFFICER)
    submit(page, site)
    change_person(page, site, CHIEF)
    return_with_a_comment(page, site)
    change_person(page, site, OFFICER)
    answer_and_mend(page, site)
    # What the office has agreed to leave as it is.
    give_reasons(site.office)
    page.goto(f"{site.address}{REPORT}/submit")
    page.get_by_role("button", name="Submit for sign-off").click()
    expect(page.get_by_role("alert")).to_contain_text("is submitted as at 18 September 2024")
    change_person(page, site, CHIEF)
    sign(page, site)
    found = where(site.office)
    assert found.state is ReportState.SIGNED
    assert found.signature is not None
    assert found.signature.name == "Cath Ellery"
    send_and_publish(page)
    page.get_by_role("button", name="Sign out").click()
    assert download_as_the_public(page, site) == found.signature.pdf.digest


def change_person(page: Page, site: Site, email: str) -> None:
    page.get_by_role("button", name="Sign out").click()
    site.sign_in(page, email)


def submit(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{REPORT}")
    page.get_by_role("link", name="Submit for sign-off").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("D-0006 Train the call handlers was due by 30 June 2024")
    page.get_by_label("Note for whoever signs it").fill("Training is late; see the note.")
    site.picture(page, "submit")
    page.get_by_role("button", name="Submit for sign-off").click()
    expect(page.get_by_role("alert")).to_contain_text("is submitted as at 18 September 2024")
    expect(page.get_by_role("region", name="Where this report stands")).to_contain_text("Olive Ashdown")


def return_with_a_comment(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{REPORT}")
    page.get_by_role("link", name="Review it").click()
    site.picture(page, "review")
    page.get_by_role("link", name="Comment on this part of the report, Priority 1 › Deliverables progress").click()
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter your comment")
    page.get_by_label("Comment", exact=True).fill("Say why the training is late.")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.get_by_role("alert")).to_contain_text("Your comment is added.")
    page.get_by_role("button", name="Return with comments").click()
    expect(page.get_by_role("main")).to_contain_text("Say why the training is late.")
    page.get_by_role("button", name="Return with comments").click()
    expect(page.get_by_role("alert")).to_contain_text("went back to the officers")


def answer_and_mend(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/deliverables/D-0006/update")
    page.get_by_label("Progress", exact=True).fill("75")
    page.get_by_label("What happened").fill("The trainer was ill until August.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto(f"{site.address}{REPORT}")
    came_back = page.get_by_role("region", name="Why it came back")
    expect(came_back).to_contain_text("Say why the training is late.")
    site.picture(page, "came-back")
    came_back.get_by_role("link", name="Answer").click()
    page.get_by_label("Answer", exact=True).fill("The update of D-0006 says so now.")
    page.get_by_label("This resolves the comment").check()
    page.get_by_role("button", name="Add the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("The comment is resolved.")
    expect(page.get_by_role("main")).not_to_contain_text("D-0006 Train the call handlers was due by")


def sign(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{REPORT}/review")
    expect(page.get_by_role("main")).to_contain_text("0 to be mended or overridden")
    page.get_by_role("button", name="Sign off").click()
    page.get_by_label("Your password", exact=True).fill("not it")
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("This is not your current password")
    site.picture(page, "sign")
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("alert")).to_contain_text("is signed off")


def send_and_publish(page: Page) -> None:
    page.get_by_role("link", name="Record that it was sent").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("is recorded as sent to the Panel")
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("is published")


def download_as_the_public(page: Page, site: Site) -> str:
    """From the page on which one signs in to the PDF, without an account; its SHA-256."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_role("link", name="Published reports").click()
    page.get_by_role("link", name="Highlight report, July to September 2024").first.click()
    site.picture(page, "published")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as PDF").click()
    data = waiting.value.path().read_bytes()
    judge(data, "downloaded reports")
    digest = sha256(data).hexdigest()
    expect(page.get_by_role("main")).to_contain_text(digest)
    return digest
