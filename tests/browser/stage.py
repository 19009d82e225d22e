"""A browser in which pages are shown one after the other and judged, without a server's work in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug import Request, Response

from tests.browser.gallery import Shown
from tests.live import served

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WIDE: Final = 1280
TABLET: Final = 768
NARROW: Final = 320
"""CSS pixels: what is left of a screen of 1280 at 400 %."""
PAPER: Final = 1000
"""CSS pixels: what the margins leave of A4 on its side."""
HEIGHT: Final = 900
_ASSETS: Final = (
    *("/static/govuk/govuk-frontend.min.css", "/static/govuk/govuk-frontend.min.js"),
    *("/static/tracker.css", "/static/icon.svg", "/report.css"),
)
_JUDGE: Final = (Path(__file__).parent / "judge.js").read_text("utf-8")


@dataclass(frozen=True)
class Stage:
    """One tab. The judges are loaded once and stay while pages take each other's place."""

    page: Page

    def show(self, html: str) -> None:
        self.page.set_content(html, wait_until="load")

    def ask(self, *checks: str) -> list[str]:
        """What these checks of judge.js hold against the page that is shown."""
        calls = ", ".join(f"judge.{check}()" for check in checks)
        found: list[str] = self.page.evaluate(f"Promise.all([{calls}]).then(found => found.flat())")
        return found

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def complaints(self, shown: Shown) -> list[str]:
        """What axe and our own checks hold against a page: at full width, on a tablet, and at 400 %."""
        self.show(shown.html)
        wide = self.ask("axe", "reflow", *(("ids",) if shown.is_twin else ("page",)))
        self.resize(TABLET)
        wide += self.ask("reflow")
        self.resize(NARROW)
        narrow = self.ask("targets", "narrow")
        self.resize(WIDE)
        return [*(f"{shown}: {found}" for found in wide), *(f"{shown}, narrow: {found}" for found in narrow)]

    def walk(self, shown: Shown) -> list[str]:
        """What is wrong for somebody who goes through the page with the Tab key."""
        self.show(shown.html)
        return [f"{shown}: {found}" for found in self.press_through()]

    def press_through(self) -> list[str]:
        """What the Tab key finds on the page that is shown."""
        for _ in range(int(self.page.evaluate("judge.begin()"))):
            self.page.keyboard.press("Tab")
        return self.ask("end")


@contextmanager
def raised(browser: Browser, app: Flask, **media: Any) -> Iterator[Stage]:  # noqa: ANN401  # the browser's own options
    """A stage with the style sheets and scripts of `app`.

    The judges are scripts, and the styles they set are no part of the page: our content security policy would not let
    them in. That real pages work under it is for the journey to say.
    """
    with (
        served(_assets(app)) as address,
        browser.new_context(
            locale="en-GB", viewport={"width": WIDE, "height": HEIGHT}, bypass_csp=True, **media
        ) as context,
    ):
        page = context.new_page()
        page.goto(address)
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_JUDGE)
        yield Stage(page)


def _assets(app: Flask) -> WSGIApplication:
    client = app.test_client()
    kept: dict[str, tuple[bytes, str | None]] = {}
    for path in _ASSETS:
        with client.get(path) as answer:
            kept[path] = answer.get_data(), answer.mimetype

    @Request.application
    def site(request: Request) -> Response:
        if request.path not in kept:
            return Response("<!DOCTYPE html><title>Empty</title>", mimetype="text/html")
        body, mimetype = kept[request.path]
        found = Response(body, mimetype=mimetype)
        # Kept by the browser: it need not ask again for every page.
        found.cache_control.max_age = 3600
        return found

    return site
