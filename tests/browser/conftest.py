"""A real Chromium for the tests: the one that is installed on the machine. Nothing is downloaded.

Without one the tests are skipped and say so; with TRACKER_REQUIRE_BROWSER=1 they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from tests.browser.offices import demonstration, empty_office, people_alone  # noqa: F401  # fixtures
from tests.browser.site import site  # noqa: F401  # a fixture
from tests.ledger_office import filled_ledger, ledger  # noqa: F401  # fixtures
from tests.web_fixtures import office_on_sqlite, sqlite_office  # noqa: F401  # fixtures

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Containers have no sandbox to offer; the rest keeps the browser from talking to anybody but our own server.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives the browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once for each worker."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        reason = f"No Chromium is installed (looked for {', '.join(NAMES)})"
        if os.environ.get("TRACKER_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{reason}, and TRACKER_REQUIRE_BROWSER=1 asks for it")
        pytest.skip(reason)  # named above; where the browser is required it fails instead
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser had to say against the page so far: script errors, and other servers it was to ask."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page of a new visitor. The test fails when there were complaints."""

    def only_our_own_server(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            complaints.append(f"The page asked {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        # A refused act answers 4xx on purpose, and the browser notes that as an error too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    with browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(PATIENCE)
        context.route("**/*", only_our_own_server)
        opened = context.new_page()
        opened.on("console", listen)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        yield opened
    assert complaints == []
