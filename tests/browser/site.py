"""The application, served to the browser, with people who can sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.live import served
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.accounts.rules_sign_in import hash_password
from tracker.writing import transaction

PASSWORD = "kettle river lantern"


@dataclass(frozen=True)
class Site:
    """The application, served, and a folder for pictures of its pages."""

    office: Office
    address: str
    pictures: Path

    def sign_in(self, page: Page, email: str) -> None:
        page.goto(self.address)
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    def picture(self, page: Page, name: str) -> None:
        page.screenshot(path=self.pictures / f"{name}.png", full_page=True)


@pytest.fixture
def site(office_on_sqlite: Office, tmp_path: Path) -> Iterator[Site]:
    with transaction(office_on_sqlite.sessions) as session:
        kept = hash_password(PASSWORD)
        for who in ("officer", "lead", "analyst"):
            session.get_one(Person, office_on_sqlite.people[who]).password_hash = kept
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    with served(office_on_sqlite.app) as address:
        yield Site(office_on_sqlite, address, pictures)
