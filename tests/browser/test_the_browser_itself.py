"""What the browser tests rely on: a real browser that runs scripts and tells on pages that ask other servers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page
from werkzeug import Request, Response

from tests.live import served


@Request.application
def small_site(request: Request) -> Response:
    if request.path == "/":
        script = "document.title = 'Changed by a script'"
        return Response(f"<!doctype html><title>Plain</title><script>{script}</script>", mimetype="text/html")
    if request.path == "/broken":
        script = "throw new Error('this was to be expected')"
        return Response(f"<!doctype html><title>Broken</title><script>{script}</script>", mimetype="text/html")
    return Response("Nothing here", 404)


@pytest.fixture
def address() -> Iterator[str]:
    with served(small_site) as found:
        yield found


def test_it_runs_scripts(page: Page, address: str) -> None:
    page.goto(address)
    assert page.title() == "Changed by a script"


def test_it_shows_refusals_without_complaint(page: Page, address: str) -> None:
    answer = page.goto(f"{address}/nowhere")
    assert answer is not None
    assert answer.status == 404


def test_it_tells_on_a_page_that_asks_another_server(page: Page, complaints: list[str]) -> None:
    with pytest.raises(Error):
        page.goto("http://192.0.2.1/picture.png")
    assert complaints == ["The page asked http://192.0.2.1/picture.png"]
    complaints.clear()


def test_it_tells_on_a_script_that_fails(page: Page, complaints: list[str], address: str) -> None:
    with page.expect_event("pageerror"):
        page.goto(f"{address}/broken")
    assert complaints == ["this was to be expected"]
    complaints.clear()
