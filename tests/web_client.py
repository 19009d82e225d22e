"""A test client that nags: every page it fetches must be sound HTML, with one heading, a title, labels, unique ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

ASKS_FOR_NOTHING = {"hidden", "submit", "button"}

_TOKENS: Final = re.compile(r'(nonce="|name="(?:csrf_token|form_key)"[^>]*value=")[^"]*')

_sound: set[tuple[int, bytes]] = set()
"""Pages that this process found nothing wrong with, with the status they came with. Most are fetched many times."""


@dataclass
class Page:
    """One answer: its status, its address and, for HTML, its parsed page."""

    response: TestResponse
    soup: BeautifulSoup

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def h1(self) -> str:
        return words(self.soup.h1)

    @property
    def text(self) -> str:
        return words(self.soup.body)

    @property
    def main(self) -> str:
        return words(self.soup.main)

    @property
    def errors(self) -> list[str]:
        """What the error summary says."""
        return [words(item) for item in self.soup.select(".govuk-error-summary__list li")]

    def beside(self, field_id: str) -> str:
        """The error message beside a field."""
        found = self.soup.find(id=f"{field_id}-error")
        return words(found).removeprefix("Error: ") if isinstance(found, Tag) else ""

    def form(self, action: str | None = None) -> dict[str, Any]:
        """What the browser would send for the page's main form (or the one with this action) as it stands."""
        found = [form for form in self.soup.select("main form[method=post]") if action in (None, form.get("action"))]
        assert found, f"No form on {self.h1!r}"
        return form_values(found[0])


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def form_values(form: Tag) -> dict[str, Any]:
    """What the form would send; boxes that share a name, of a date or to tick, as a list."""
    values: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name = str(field["name"])
        if field.name == "textarea":
            values[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            values[name] = str(chosen.get("value", "")) if chosen else ""
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                _add(values, name, str(field.get("value", "on")))
        else:
            _add(values, name, str(field.get("value", "")))
    return values


def _add(values: dict[str, Any], name: str, value: str) -> None:
    if name in values:
        before = values[name] if isinstance(values[name], list) else [values[name]]
        values[name] = [*before, value]
    else:
        values[name] = value


class NaggingClient:
    """Fetches pages and checks each one. `sign_in` signs in through the real page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()
        watch_for_uncommitted(app)

    def get(self, path: str, *, status: int = 200, follow: bool = False) -> Page:
        return self._page(self.http.get(path, follow_redirects=follow), status)

    def post(self, path: str, data: dict[str, Any], *, status: int = 302, follow: bool = False) -> Page:
        return self._page(self.http.post(path, data=data, follow_redirects=follow), status)

    def submit(
        self,
        path: str,
        typed: Mapping[str, Any] | None = None,
        *,
        status: int = 302,
        action: str | None = None,
        follow: bool = False,
        **answers: Any,  # noqa: ANN401  # what a browser sends
    ) -> Page:
        """Opens the page at `path`, fills in its form with `typed` and `answers` and sends it."""
        values = self.get(path).form(action) | dict(typed or {}) | answers
        return self.post(action or path, values, status=status, follow=follow)

    def sign_in(self, email: str, password: str) -> Page:
        return self.submit("/sign-in", email=email, password=password, follow=True, status=200)

    def _page(self, response: TestResponse, status: int) -> Page:
        body = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        soup = BeautifulSoup(body, "html.parser")
        page = Page(response, soup)
        assert response.status_code == status, (
            f"{response.status_code} for {response.request.path}: {page.errors} {page.h1}"
        )
        assert not self.app.extensions["uncommitted"], "The request left changes uncommitted"
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            _nag_once(body, soup, response.status_code)
        return page


def without_tokens(html: str) -> str:
    """A page without what is drawn by lot each time it is made."""
    return _TOKENS.sub(r"\1", html)


def _nag_once(body: str, soup: BeautifulSoup, status: int) -> None:
    found = status, sha256(without_tokens(body).encode()).digest()
    if found not in _sound:
        nag(body, soup, status)
        _sound.add(found)


def nag(body: str, soup: BeautifulSoup, status: int) -> None:
    """Fails with what is wrong with a page."""
    html5lib.HTMLParser(strict=True).parse(body)
    headings = soup.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    title = words(soup.title).removeprefix("Error: ")
    assert title.startswith(words(headings[0])), f"{title!r} does not begin with {words(headings[0])!r}"
    assert soup.html is not None
    assert soup.html.get("lang") == "en-GB"
    _nag_ids(soup)
    _nag_fields(soup)
    _nag_headings(soup)
    for form in soup.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), "A form without its CSRF token"
    if status in (409, 422) and soup.select("main form[method=post]"):
        assert soup.select(".govuk-error-summary__list li"), "A refused form without an error summary"
        assert words(soup.title).startswith("Error: ")


def _nag_ids(soup: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    twice = {found for found in ids if ids.count(found) > 1} if len(ids) != len(set(ids)) else set()
    assert not twice, f"Ids used twice: {sorted(twice)}"
    known = set(ids)
    for link in soup.select("a[href^='#']"):
        target = str(link["href"])[1:]
        assert not target or target in known, f"A link to #{target}, which is not on the page"
    for tag in soup.select("[aria-labelledby], [aria-describedby]"):
        for reference in f"{tag.get('aria-labelledby', '')} {tag.get('aria-describedby', '')}".split():
            assert reference in known, f"aria reference to {reference}, which is not on the page"


def _nag_fields(soup: BeautifulSoup) -> None:
    labelled = {str(label.get("for")) for label in soup.find_all("label") if words(label)}
    for field in soup.select("input, select, textarea"):
        if field.name == "input" and field.get("type") in ASKS_FOR_NOTHING:
            continue
        assert field.get("id") in labelled or field.get("aria-label"), f"No label for {field}"
    for table in soup.find_all("table"):
        assert words(table.caption), "A table without a caption"
        for header in table.select("thead th"):
            assert header.get("scope") in ("col", "colgroup"), f"No scope on {header}"
    for image in soup.find_all("img"):
        assert image.has_attr("alt"), f"No alt on {image}"


def _nag_headings(soup: BeautifulSoup) -> None:
    last = 1
    for heading in soup.select("main h1, main h2, main h3, main h4, main h5, main h6"):
        level = int(heading.name[1])
        error_summary = heading.find_parent(class_=["govuk-error-summary", "govuk-notification-banner"]) is not None
        assert error_summary or level <= last + 1, f"{heading.name} {words(heading)!r} skips a level"
        last = last if error_summary else level


def watch_for_uncommitted(app: Flask) -> None:
    """Notes in app.extensions["uncommitted"] whenever a request ends with changes it did not commit."""
    if "uncommitted" in app.extensions:
        return
    app.extensions["uncommitted"] = []
    factory: sessionmaker[Session] = app.extensions["tracker_sessions"]

    @event.listens_for(factory, "after_flush")
    def flushed(session: Session, _context: object) -> None:
        session.info["flushed"] = True

    @event.listens_for(factory, "after_commit")
    @event.listens_for(factory, "after_rollback")
    def settled(session: Session) -> None:
        session.info["flushed"] = False

    @app.teardown_request
    def check(_error: BaseException | None) -> None:
        from flask import g

        session = g.get("db_session")
        if session is not None and (session.info.get("flushed") or session.new or session.dirty or session.deleted):
            app.extensions["uncommitted"].append((list(session.new), list(session.dirty)))


def path_of(page: Page) -> str:
    """Where a redirect leads."""
    return urlsplit(page.response.headers["Location"]).path
