"""Every page, as everybody gets it, is judged by axe-core and by our own checks for WCAG 2.2 AA."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

import pytest
from playwright.sync_api import Browser

from tests.browser.gallery import GROUPS, NO_PAGES, Gallery, Shown, client_of
from tests.browser.moments import moments
from tests.browser.stage import NARROW, PAPER, Stage, raised
from tests.ledger import LEDGER, Ledger, ledger_of
from tests.ledger_lines import NOBODY, SEEN
from tests.ledger_office import Filled
from tests.tally import count
from tests.web_fixtures import Office
from tracker.dates import Quarter
from tracker.demo import REPORTS
from tracker.documents.html import render_page, stylesheet
from tracker.reports.gather import gather_highlight
from tracker.reports.layout_highlight import highlight_document

# Those who see most of the pages: where one of each kind will do, it is taken as the first of them gets it.
MOST = ("lead", "officer", "chief_executive", "administrator", NOBODY)
# What the office of the tests has on record, where it stands as text.
TYPED = re.compile(
    "(?<=[> ])(Office of the Police and Crime Commissioner|Refit the custody suite|Police and Crime Plan PCP-2022-25|"
    "Priority 1|The tender is out|Survey the neighbourhood teams|The supplier is late|Olive Ashdown|Lena Marsh|"
    "Owen Birch|Cath Ellery|Ada Stone|March 2025|[a-z.]+@example.org)"
)
TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)


@pytest.fixture(scope="session")
def at_work(filled_ledger: Filled, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Gallery]:
    """The pages of a group in an office at work, fetched once to be judged and to be compared with others."""

    @cache
    def of(group: str) -> Gallery:
        with filled_ledger.opened(tmp_path_factory.mktemp("at_work")) as ledger:
            return looked_at(ledger, group)

    return of


@pytest.fixture(scope="session")
def one_of_each(filled_ledger: Filled, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], list[Shown]]:
    """What `of_each_kind` finds for MOST, fetched once."""

    @cache
    def of() -> list[Shown]:
        with filled_ledger.opened(tmp_path_factory.mktemp("one_of_each")) as ledger:
            return of_each_kind(ledger, MOST)

    return of


def judge(stage: Stage, pages: Iterable[Shown], kind: str) -> None:
    complaints = [stage.complaints(shown) for shown in pages]
    found = [each for told in complaints for each in told]
    count("Pages judged by axe", len(complaints), kind=kind, violations=len(found))
    assert complaints
    assert found == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_of_the_ledger_in_an_office_at_work(
    browser: Browser, ledger: Ledger, at_work: Callable[[str], Gallery], group: str
) -> None:
    with raised(browser, ledger.office.app) as stage:
        judge(stage, at_work(group).pages.values(), "every GET of the ledger")


@pytest.mark.parametrize("group", GROUPS)
def test_every_other_page_of_the_ledger_in_an_office_without_a_plan(
    browser: Browser, at_work: Callable[[str], Gallery], empty_office: Office, group: str
) -> None:
    gallery = looked_at(ledger_of(empty_office), group)
    with raised(browser, empty_office.app) as stage:
        judge(stage, gallery.beyond(at_work(group)), "every GET of the ledger, without records")


@pytest.mark.parametrize("group", GROUPS)
def test_every_form_that_was_refused(browser: Browser, ledger: Ledger, group: str) -> None:
    gallery = Gallery()
    for who in GROUPS[group]:
        gallery.refuse(ledger, who)
    with raised(browser, ledger.office.app) as stage:
        judge(stage, gallery.pages.values(), "refused forms")


def test_every_page_that_is_seen_only_for_a_moment(browser: Browser, ledger: Ledger) -> None:
    pages = moments(ledger).pages.values()
    assert {400, 401, 405, 413, 422, 429, 500} <= {shown.status for shown in pages}
    with raised(browser, ledger.office.app) as stage:
        judge(stage, pages, "errors and other moments")


def test_every_report_in_the_application_and_as_a_page_of_its_own(browser: Browser, demonstration: Office) -> None:
    gallery, twins = Gallery(), []
    for key, as_at in REPORTS:
        path = f"/reports/highlight/{key}?as_at={as_at.isoformat()}"
        gallery.add("chief_executive", path, client_of(demonstration, "chief_executive").get(path))
        with demonstration.sessions() as session:
            document = highlight_document(gather_highlight(session, Quarter.parse(key), as_at))
        twins.append(Shown(NOBODY, key, SEEN, render_page(document, stylesheet=stylesheet()), is_twin=True))
    with raised(browser, demonstration.app) as stage:
        judge(stage, [*gallery.pages.values(), *twins], "reports")


def test_a_link_is_legible_over_the_shadow_of_a_wide_table(browser: Browser, office_on_sqlite: Office) -> None:
    html = client_of(office_on_sqlite, "analyst").get("/reports/highlight/2024-25-Q2").get_data(as_text=True)
    link = '<p class="report-body"><a class="report-link" href="https://example.org">A link</a></p>'
    with raised(browser, office_on_sqlite.app) as stage:
        stage.show(re.sub(r'(<th scope="row"[^>]*>)', rf"\1{link}", html))
        assert stage.page.locator("th .report-link").count() > 0
        assert stage.ask("axe") == []


def test_a_word_longer_than_the_screen_stretches_no_page(
    browser: Browser, ledger: Ledger, one_of_each: Callable[[], list[Shown]]
) -> None:
    """Whatever people type or the office is called: everything that was typed becomes one word without a break."""
    pages = [replace(shown, html=TYPED.sub("W" * 60, shown.html)) for shown in one_of_each()]
    assert all("W" * 60 in shown.html for shown in pages)
    with raised(browser, ledger.office.app) as stage:
        stage.resize(NARROW)
        assert asked(stage, pages, "reflow") == []


def test_every_page_of_the_ledger_is_a_page_but_those_named(ledger: Ledger) -> None:
    gallery = Gallery()
    for who in ("analyst", "clerk"):
        gallery.look(ledger, who)
    assert gallery.no_pages == NO_PAGES


@pytest.mark.parametrize("who", MOST)
def test_no_two_pages_have_one_title(ledger: Ledger, who: str) -> None:
    titles = Counter(TITLE.findall(shown.html)[0] for shown in of_each_kind(ledger, (who,)))
    assert [title for title, number in titles.items() if number > 1] == []


@pytest.mark.parametrize("media", [{}, {"forced_colors": "active"}], ids=["own colours", "the reader's colours"])
def test_the_keyboard_reaches_everything_in_order_and_in_sight(
    browser: Browser, ledger: Ledger, one_of_each: Callable[[], list[Shown]], media: dict[str, str]
) -> None:
    with raised(browser, ledger.office.app, **media) as stage:
        assert [found for shown in one_of_each() for found in stage.walk(shown)] == []


def test_nothing_moves_for_those_who_ask_for_stillness(
    browser: Browser, ledger: Ledger, one_of_each: Callable[[], list[Shown]]
) -> None:
    with raised(browser, ledger.office.app, reduced_motion="reduce") as stage:
        assert asked(stage, one_of_each(), "moving") == []


def test_paper_shows_every_column_and_nothing_to_press(
    browser: Browser, ledger: Ledger, one_of_each: Callable[[], list[Shown]]
) -> None:
    with raised(browser, ledger.office.app) as stage:
        stage.page.emulate_media(media="print")
        stage.resize(PAPER)
        assert asked(stage, one_of_each(), "paper") == []


def looked_at(ledger: Ledger, group: str) -> Gallery:
    gallery = Gallery()
    for who in GROUPS[group]:
        gallery.look(ledger, who)
    return gallery


def of_each_kind(ledger: Ledger, people: Iterable[str]) -> list[Shown]:
    """One page for each address of the ledger, with records, as the first of `people` who may see it gets it."""
    shown = []
    for endpoint, line in LEDGER.items():
        who = next((each for each in people if line.get[each] == SEEN), None)
        if who is not None and endpoint not in NO_PAGES:
            html = client_of(ledger.office, who).get(ledger.path(line)).get_data(as_text=True)
            shown.append(Shown(who, endpoint, SEEN, html))
    return shown


def asked(stage: Stage, pages: Iterable[Shown], check: str) -> list[str]:
    found = []
    for shown in pages:
        stage.show(shown.html)
        found += [f"{shown}: {complaint}" for complaint in stage.ask(check)]
    return found
