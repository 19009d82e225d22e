"""An analyst loads a file with a bad cell, sees which, mends it, loads it and finds the figures, in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.factories_loads import as_csv, load_file
from tests.factories_measures import make_measure
from tracker.plan import queries as plan_queries
from tracker.writing import transaction

HEADS = ["Measure", "Jun-24", "Jul-24", "Aug-24"]


def test_an_analyst_loads_a_file_after_mending_its_bad_cell(page: Page, site: Site, tmp_path: Path) -> None:
    with transaction(site.office.sessions) as session:
        first = plan_queries.priority(session, "PCP-2022-25", 1)
        make_measure(session, first, "CALLS")
        make_measure(session, first, "CHATS", name="Chats with the public")
        load_file(session, as_csv(HEADS[:2], ["CALLS", "1,190"]))
    site.sign_in(page, "anil.reid@example.org")
    page.goto(f"{site.address}/measures/loads")
    page.get_by_role("button", name="Load figures").click()

    send(page, tmp_path, ["CALLS", "1,204", "1,250", "Nil"])
    see_what_is_wrong(page, site)
    page.get_by_role("link", name="choose the new one").click()
    send(page, tmp_path, ["CALLS", "1,204", "1,250", "1,275"])
    see_what_changes(page, site)
    load_it(page, site)
    read_it(page, site)


def send(page: Page, folder: Path, row: list[str]) -> None:
    path = folder / "calls.csv"
    path.write_bytes(as_csv(HEADS, row, ["CHATS", 310, 320, 330]))
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Check the file").click()


def see_what_is_wrong(page: Page, site: Site) -> None:
    """By row and column, with what the cell says; there is nothing to press."""
    expect(page.get_by_role("main")).to_contain_text("The file has 1 problem, so nothing of it can be loaded.")
    problem = page.get_by_role("table", name="Problems").get_by_role("row").nth(1)
    for words in ("Row 2, column D", "Aug-24", "“Nil”", "This can mean two things."):
        expect(problem).to_contain_text(words)
    expect(page.get_by_role("button", name="Load")).to_have_count(0)
    site.picture(page, "problem")


def see_what_changes(page: Page, site: Site) -> None:
    changed = page.get_by_role("table", name="Figures on record that change").get_by_role("row").nth(1)
    for words in ("Jun-24", "1,190", "1,204"):
        expect(changed).to_contain_text(words)
    expect(page.get_by_role("table", name="New figures").get_by_role("row")).to_have_count(6)
    site.picture(page, "preview")


def load_it(page: Page, site: Site) -> None:
    page.get_by_label("Note on this load").fill("From the call handling system.")
    page.get_by_role("button", name="Load 6 figures").click()
    expect(page.get_by_role("alert")).to_contain_text("Loaded 5 new figures and 1 changed figure as load 2.")
    expect(page.get_by_role("main")).to_contain_text("From the call handling system.")
    site.picture(page, "load")


def read_it(page: Page, site: Site) -> None:
    """On the page of the measure; the way back leads to all measures."""
    page.get_by_role("link", name="Calls from the public").first.click()
    page.get_by_text("Show the figures").click()
    expect(page.get_by_role("table", name="Figures by month")).to_contain_text("1,275")
    site.picture(page, "measure")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Measures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Measures")
