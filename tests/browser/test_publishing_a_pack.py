"""A clerk makes an agenda, adds papers, puts them in order without a mouse and publishes; a member reads it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.site import PASSWORD, Site
from tests.factories import as_actor
from tests.factories_packs import make_template
from tests.factories_panel import make_meeting, make_member
from tests.factories_signing import signed
from tests.unit.documents.pdf.papers import untagged
from tracker.accounts.models import Person
from tracker.accounts.rules_sign_in import hash_password
from tracker.files.rules import digest_of
from tracker.packs.commands_work import Builder
from tracker.packs.models_packs import Pack
from tracker.writing import transaction

SIGNED_AT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)


def test_a_clerk_publishes_a_pack_and_a_member_reads_it(page: Page, site: Site, tmp_path: Path) -> None:
    prepare(site)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(untagged("A letter from the prison"))
    site.sign_in(page, "clara.penn@example.org")
    page.goto(f"{site.address}/meetings/2024-09-26")
    page.get_by_role("link", name="Make the agenda").click()
    page.get_by_role("button", name="Make the agenda").click()
    expect(page.get_by_role("alert")).to_contain_text("The agenda is made.")

    add_item(page, "Highlight report")
    add_signed_report(page)
    add_item(page, "Reducing reoffending")
    add_letter(page, letter)
    move_up_twice_by_keyboard(page)
    site.picture(page, "agenda")

    publish(page, site)
    read_as_clerk(page, site)
    page.get_by_role("button", name="Sign out").click()
    read_as_member(page, site)


def prepare(site: Site) -> None:
    """A template, the meeting, a member who sits on its day, and a signed report."""
    people = site.office.people
    with transaction(site.office.sessions) as session:
        kept = hash_password(PASSWORD)
        for who in ("clerk", "member"):
            session.get_one(Person, people[who]).password_hash = kept
        author, chief = (as_actor(session.get_one(Person, people[who])) for who in ("officer", "chief_executive"))
        signed(session, author, chief, at=SIGNED_AT)
        make_template(session)
        make_meeting(session)
        make_member(session, "Cllr Birch", account_id=people["member"])


def add_item(page: Page, title: str) -> None:
    page.get_by_role("link", name="Add an item", exact=True).or_(
        page.get_by_role("button", name="Add an item", exact=True)
    ).click()
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Add item").click()
    expect(page.get_by_role("alert")).to_contain_text(f"“{title}” is added.")


def add_signed_report(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Papers.*Highlight report")).click()
    page.get_by_role("button", name="Add a paper").click()
    page.get_by_label("Title", exact=True).fill("Highlight report")
    chosen = page.get_by_label("A paper that this system has")
    words = chosen.locator("option", has_text="signed off on").first.text_content()
    chosen.select_option(label=words)
    page.get_by_role("button", name="Add paper").click()
    expect(page.get_by_role("alert")).to_contain_text("“Highlight report” is added.")
    page.get_by_role("link", name="Agenda", exact=True).click()


def add_letter(page: Page, letter: Path) -> None:
    """First without a title: what is refused stays, the file is chosen again."""
    page.get_by_role("link", name=re.compile("Papers.*Reducing reoffending")).click()
    page.get_by_role("button", name="Add a paper").click()
    page.get_by_label("Or a PDF").set_input_files(letter)
    page.get_by_label("Background papers", exact=True).fill("The prison’s own figures")
    page.get_by_role("button", name="Add paper").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the title of the paper")
    page.get_by_label("Title", exact=True).fill("A letter from the prison")
    page.get_by_label("Or a PDF").set_input_files(letter)
    page.get_by_role("button", name="Add paper").click()
    expect(page.locator("main")).to_contain_text("The file has no tags.")
    page.get_by_role("link", name="Agenda", exact=True).click()


def move_up_twice_by_keyboard(page: Page) -> None:
    """The button that was pressed has the focus again, so that pressing Enter once more moves on."""
    up = page.get_by_role("button", name=re.compile("Up.*Reducing reoffending"))
    up.focus()
    for place in (4, 3):
        page.keyboard.press("Enter")
        line = page.locator("ol.tracker-plan > li", has_text="Reducing reoffending")
        expect(line).to_have_attribute("value", str(place))
        expect(up).to_be_focused()


def publish(page: Page, site: Site) -> None:
    page.get_by_role("button", name="Publish the pack").click()
    expect(page.locator("main")).to_contain_text("Item 2, Minutes: its paper is still missing")
    site.picture(page, "publish")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Waiting")
    builder = Builder(site.office.sessions)
    taken = builder.take()
    assert taken is not None
    builder.build(taken)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Published")


def read_as_clerk(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/meetings/2024-09-26")
    expect(page.locator("main")).to_contain_text("Published on 18 September 2024")
    expect(page.locator("main")).to_contain_text("Papers that still come go into a supplement.")
    site.picture(page, "meeting")


def read_as_member(page: Page, site: Site) -> None:
    """By the permanent address of an item, and the pack itself."""
    site.sign_in(page, "max.dunning@example.org")
    page.goto(f"{site.address}/meetings/2024-09-26")
    page.get_by_role("link", name="Reducing reoffending").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reducing reoffending")
    expect(page.locator("main")).to_contain_text("Item 3 of the meeting of 26 September 2024, Part I")
    link = page.get_by_role("link", name=re.compile("Agenda pack, pages"))
    address = link.get_attribute("href")
    assert address is not None
    assert re.fullmatch(r"/meetings/2024-09-26/pack\.pdf#page=\d+", address)
    answer = page.request.get(f"{site.address}{address.partition('#')[0]}")
    with site.office.sessions() as session:
        (pack,) = session.scalars(select(Pack))
        assert digest_of(answer.body()) == pack.public.digest
        (place,) = (each for each in pack.places if each.number == 3)
    assert address.endswith(f"#page={place.first_page}")
    with pikepdf.open(io.BytesIO(answer.body())) as pdf:
        assert str(pdf.pages[(place.first_page or 0) - 1].label) == str(place.first_page)
