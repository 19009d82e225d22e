"""That the judges of pages see what is wrong: each test spoils a sound page in one way, and names what must be said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.browser.gallery import client_of
from tests.browser.stage import NARROW, PAPER, WIDE, Stage, raised
from tests.web_fixtures import Office, open_office

LIST: Final = ("administrator", "/people")
FORM: Final = ("administrator", "/people/1/edit")
CHART: Final = ("analyst", "/deliverables/D-0001")
REPORT: Final = ("analyst", "/reports/highlight/2024-25-Q2")
PAGES: Final = (LIST, FORM, CHART, REPORT)

FIRST: Final = "const one = s => document.querySelector(s), all = s => [...document.querySelectorAll(s)];"

SEEN_BY_AXE: Final = {
    "a field without its label": (FORM, "one('label[for=name]').remove()", "label: #name"),
    "a name that is not what is shown": (LIST, "one('main a').ariaLabel = 'Other'", "label-content-name-mismatch:"),
    "a wrong autocomplete": (FORM, "one('#name').autocomplete = 'nonsense'", "autocomplete-valid:"),
    "pale words": (LIST, "one('main td').style.color = '#8a8a8a'", "color-contrast: tr"),
    "one pale letter": (LIST, "one('main td').innerHTML = '<b style=\"color: #999\">x</b>'", "color-contrast: b"),
    "a pale sign": (LIST, "one('main td').innerHTML = '<b style=\"color: #ccc\">▲</b>'", "color-contrast: b"),
    "a picture without words": (LIST, "one('main').append(new Image(9, 9))", "image-alt: img"),
    "a drawing without words": (CHART, "one('svg[role=img]').removeAttribute('aria-label')", "svg-img-alt:"),
    "a heading that skips a level": (CHART, "one('main h2').outerHTML = '<h4>Skips</h4>'", "heading-order: h4"),
    "an empty heading": (CHART, "one('main h2').textContent = ''", "empty-heading:"),
    "no language": (LIST, "document.documentElement.removeAttribute('lang')", "html-has-lang: html"),
    "a language that does not exist": (LIST, "document.documentElement.lang = 'xx'", "html-lang-valid: html"),
    "no title": (LIST, "document.title = ''", "document-title: html"),
    "no zoom": (LIST, "one('[name=viewport]').content = 'user-scalable=no'", "meta-viewport: "),
    "an id twice, one of them a name": (
        LIST,
        "one('main').append(one('caption').cloneNode(true))",
        "undecided: duplicate-id-aria:",
    ),
    "a table without headers": (LIST, "all('th').forEach(h => h.outerHTML = '<td>x</td>')", "td-has-header: table"),
    "an empty header": (LIST, "one('thead th').textContent = ''", "empty-table-header:"),
    "a scope that does not exist": (LIST, "one('thead th').scope = 'column'", "scope-attr-valid:"),
    "an order of its own": (FORM, "one('#name').tabIndex = 3", "tabindex: #name"),
    "a button without a name": (FORM, "one('main button').textContent = ''", "button-name:"),
    "a link without a name": (LIST, "one('main td').innerHTML = '<a href=\"/x\"></a>'", "link-name:"),
    "a role that does not exist": (LIST, "one('main').role = 'princpal'", "aria-roles: #main-content"),
    "a part outside all landmarks": (LIST, "one('footer').outerHTML = '<p>Outside</p>'", "region: "),
    "two main parts": (LIST, "one('footer').outerHTML = '<main>More</main>'", "landmark-no-duplicate-main:"),
    "a skip link to nowhere": (LIST, "one('#main-content').id = 'other'", "region: .govuk-skip-link"),
    "a list that is none": (LIST, "one('footer ul').append(document.createElement('p'))", "list: "),
    "small targets side by side": (
        LIST,
        'one(\'main td\').innerHTML = \'<a href="/a" style="font-size: 8px">a</a> <a href="/b">b</a>\'',
        "target-size:",
    ),
}

SEEN_BY_OURS: Final = {
    "pale words on a gradient": (
        REPORT,
        "axe",
        "one('.report-table td p').style.color = '#909090'",
        "color-contrast: p",
    ),
    "pale words in a drawing": (
        CHART,
        "axe",
        "one('svg text').setAttribute('fill', '#bbbbbb')",
        "has 1.92:1",
    ),
    "words in a drawing on a dark shape": (
        CHART,
        "axe",
        "const t = one('svg text'), b = t.getBBox(); t.insertAdjacentHTML('beforebegin', `<rect x=${b.x} y=${b.y} "
        "width=${b.width} height=${b.height} fill='#444444' />`); one('svg').innerHTML += ''",
        "has 1.38:1",
    ),
    "two main headings": (LIST, "page", "one('main').append(one('h1').cloneNode(true))", "2 main headings"),
    "a title of another page": (LIST, "page", "document.title = 'Tracker'", "title “Tracker” does not say"),
    "an id twice": (LIST, "page", "one('main td').id = one('caption').id", "two elements are td#people-caption"),
    "no link to help": (LIST, "page", "one('footer li').remove()", "the footer links to"),
    "a tab that opens unannounced": (LIST, "page", "one('main a').target = '_blank'", "opens a tab unannounced"),
    "a button that the space bar does not press": (
        LIST,
        "page",
        "delete one('a[role=button]').dataset.module",
        "the space bar does nothing",
    ),
    "an error that belongs to no field": (
        FORM,
        "page",
        "one('#name').insertAdjacentHTML('beforebegin', '<p class=govuk-error-message id=x>Wrong</p>')",
        "describes no field",
    ),
    "two errors that nobody can tell apart": (
        FORM,
        "page",
        "one('main').insertAdjacentHTML('afterbegin', '<div class=govuk-error-summary><ul class="
        "govuk-error-summary__list><li><a href=#name>Wrong</a><li><a href=#email>Wrong</a></ul></div>')",
        "two errors say a “Wrong”",
    ),
    "an error that leads nowhere": (
        FORM,
        "page",
        "one('main').insertAdjacentHTML('afterbegin', '<div class=govuk-error-summary><ul class="
        "govuk-error-summary__list><li><a href=#x>Wrong</a></ul></div>')",
        "leads to no field",
    ),
}

SEEN_WHEN_NARROW: Final = {
    "a part wider than the screen": ("one('h1').style.width = '400px'", "wider than the screen"),
    "a box that scrolls and has no name": ("one('.tracker-scroll').removeAttribute('role')", "is no named region"),
    "a box that the keyboard cannot scroll": ("one('.tracker-scroll').tabIndex = -1", "the keyboard cannot reach it"),
    "a caption that goes on outside": ("one('caption').style.whiteSpace = 'nowrap'", "is cut off"),
    "a box too small for wider lines": (
        "one('h1').style.cssText = 'height: 1.2em; overflow: hidden'",
        "spaced: h1.govuk-heading-l “People” is cut off",
    ),
}

SEEN_BY_THE_KEYBOARD: Final = {
    "a focus that cannot be seen": ("one('#name').style.cssText = 'outline: none; box-shadow: none'", "looks the same"),
    "something over the focus": (
        "one('body').insertAdjacentHTML('beforeend', '<div style=\"position: fixed; inset: 0; z-index: 9\">')",
        "cannot be seen",
    ),
    "a trap": ("one('#name').onkeydown = event => event.preventDefault()", "Tab does not reach"),
    "another order": ("one('#email').tabIndex = 1", "is next"),
}


@pytest.fixture(scope="module")
def office(sqlite_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("judges")
    shutil.copyfile(sqlite_office, folder / "tracker.db")
    opened = open_office(f"sqlite:///{folder / 'tracker.db'}", folder)
    yield opened
    opened.app.extensions["tracker_engine"].dispose()


@pytest.fixture(scope="module")
def sound(office: Office) -> dict[tuple[str, str], str]:
    """The pages that are spoiled."""
    return {page: client_of(office, page[0]).get(page[1]).get_data(as_text=True) for page in PAGES}


@pytest.fixture(scope="module")
def stage(browser: Browser, office: Office, sound: dict[tuple[str, str], str]) -> Iterator[Stage]:
    with raised(browser, office.app) as opened:
        yield opened


def spoil(stage: Stage, html: str, script: str) -> None:
    stage.show(html)
    stage.page.evaluate(f"() => {{ {FIRST} {script} }}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[1])
def test_the_pages_are_sound_before(stage: Stage, sound: dict[tuple[str, str], str], page: tuple[str, str]) -> None:
    stage.show(sound[page])
    assert stage.ask("axe", "page") == []


@pytest.mark.parametrize(("page", "script", "said"), SEEN_BY_AXE.values(), ids=SEEN_BY_AXE)
def test_axe_sees(
    stage: Stage, sound: dict[tuple[str, str], str], page: tuple[str, str], script: str, said: str
) -> None:
    spoil(stage, sound[page], script)
    assert [found for found in stage.ask("axe") if found.startswith(said)]


@pytest.mark.parametrize(("page", "check", "script", "said"), SEEN_BY_OURS.values(), ids=SEEN_BY_OURS)
def test_our_checks_see(
    stage: Stage, sound: dict[tuple[str, str], str], page: tuple[str, str], check: str, script: str, said: str
) -> None:
    spoil(stage, sound[page], script)
    assert [found for found in stage.ask(check) if said in found]


@pytest.mark.parametrize(("script", "said"), SEEN_WHEN_NARROW.values(), ids=SEEN_WHEN_NARROW)
def test_at_four_hundred_per_cent_our_checks_see(
    stage: Stage, sound: dict[tuple[str, str], str], script: str, said: str
) -> None:
    spoil(stage, sound[LIST], script)
    stage.resize(NARROW)
    found = stage.ask("narrow")
    stage.resize(WIDE)
    assert [each for each in found if said in each]


@pytest.mark.parametrize(("script", "said"), SEEN_BY_THE_KEYBOARD.values(), ids=SEEN_BY_THE_KEYBOARD)
def test_the_keyboard_finds(stage: Stage, sound: dict[tuple[str, str], str], script: str, said: str) -> None:
    spoil(stage, sound[FORM], script)
    assert [found for found in stage.press_through() if said in found]


def test_what_moves_is_seen(stage: Stage, sound: dict[tuple[str, str], str]) -> None:
    spoil(stage, sound[LIST], "one('h1').style.transition = 'color 1s'")
    assert stage.ask("moving") == ["h1.govuk-heading-l “People” moves"]


def test_what_paper_cuts_off_and_what_cannot_be_pressed_there_is_seen(
    stage: Stage, sound: dict[tuple[str, str], str]
) -> None:
    spoil(stage, sound[LIST], "one('.tracker-scroll').style.cssText = 'overflow: auto; width: 200px'")
    stage.page.evaluate("document.querySelector('a[role=button]').style.cssText = 'display: block'")
    stage.page.emulate_media(media="print")
    stage.resize(PAPER)
    found = stage.ask("paper")
    stage.resize(WIDE)
    stage.page.emulate_media(media="screen")
    assert [each for each in found if "is cut off on paper" in each]
    assert [each for each in found if "is printed" in each]
