"""Writing outcomes, focus, risks and issues through the page: editing, ordering without a mouse, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.dates import Quarter
from tracker.plan import queries as plan_queries
from tracker.reports import queries
from tracker.reports.rules import EntryKind

ENTRIES = "/reports/highlight/2024-25-Q2/plans/PCP-2022-25/priorities/1"
QUARTER = Quarter.parse("2024-25-Q2")
OUTCOME = EntryKind.OUTCOME


def stored(office: Office, kind: EntryKind = OUTCOME, *, withdrawn: bool = False) -> list[tuple[int, str]]:
    """(id, text) of the lines that stand (or were withdrawn), in order."""
    with office.sessions() as session:
        priority = plan_queries.priority(session, "PCP-2022-25", 1)
        page = queries.page_of(session, priority.id, QUARTER)
        found = [each for each in page.entries if each.kind is kind] if page else []
        found = [each for each in found if (each.withdrawn_at is not None) is withdrawn]
        return [(each.id, each.text) for each in sorted(found, key=lambda each: each.position)]


def texts(office: Office, kind: EntryKind = OUTCOME) -> list[str]:
    return [text for _, text in stored(office, kind)]


def write(office: Office, answers: dict[str, str]) -> Page:
    return office.as_("lead").submit(ENTRIES, answers)


def written(office: Office, *lines: str) -> list[str]:
    """Writes outcomes, two at a time; gives their names on the form."""
    for start in range(0, len(lines), 2):
        both = {f"new-outcome-{number}-text": text for number, text in enumerate(lines[start : start + 2])}
        write(office, both)
    return [f"line-{entry_id}" for entry_id, _ in stored(office)]


def post(office: Office, values: dict[str, Any], *, status: int = 302) -> Page:
    return office.as_("lead").post(ENTRIES, values, status=status)


def opened(office: Office) -> dict[str, str]:
    return office.as_("lead").get(ENTRIES).form()


def shown(page: Page) -> list[str]:
    """The outcomes in the order the page shows them, empty room left out."""
    found = page.soup.select("section[aria-labelledby=kind-outcome] textarea")
    return [text for area in found if (text := area.get_text().strip())]


def test_several_lines_under_each_heading_are_saved_at_once(office: Office) -> None:
    page = write(
        office,
        {
            "new-outcome-0-text": "First",
            "new-outcome-1-text": "Second\nwith **bold**",
            "new-focus-1-text": "Next",
        },
    )
    assert page.response.headers["Location"] == ENTRIES
    assert texts(office) == ["First", "Second with **bold**"]
    assert texts(office, EntryKind.FOCUS) == ["Next"]
    report = office.as_("lead").get("/reports/highlight/2024-25-Q2")
    assert "Second with bold" in report.main
    assert "The lines of priority 1 for July to September 2024 are saved." in report.main


def test_a_line_is_changed_where_it_stands(office: Office) -> None:
    (first,) = written(office, "First")
    write(office, {f"{first}-text": "Better words"})
    assert texts(office) == ["Better words"]
    assert office.events()[-1] == ("entry:changed", "PCP-2022-25/1/2024-25-Q2")


def test_a_line_is_withdrawn_and_brought_back(office: Office) -> None:
    first, _ = written(office, "First", "Second")
    write(office, {f"{first}-withdraw": "y"})
    assert texts(office) == ["Second"]
    assert "Withdrawn: not in the report First" in office.as_("lead").get(ENTRIES).main
    assert "First" not in office.as_("officer").get(ENTRIES).main
    write(office, {f"{first}-restore": "y"})
    assert texts(office) == ["Second", "First"]
    assert stored(office, withdrawn=True) == []


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({2: "1"}, ["Third", "First", "Second", "Fourth"]),
        ({0: "3"}, ["Second", "Third", "First", "Fourth"]),
        ({0: "4", 3: "1"}, ["Fourth", "Second", "Third", "First"]),
        ({0: "999"}, ["Second", "Third", "Fourth", "First"]),
        ({0: "2", 1: "1"}, ["Second", "First", "Third", "Fourth"]),
        ({1: ""}, ["First", "Second", "Third", "Fourth"]),
    ],
)
def test_a_line_goes_to_the_place_typed_for_it(
    office_on_sqlite: Office, places: dict[int, str], order: list[str]
) -> None:
    names = written(office_on_sqlite, "First", "Second", "Third", "Fourth")
    write(office_on_sqlite, {f"{names[at]}-place": place for at, place in places.items()})
    assert texts(office_on_sqlite) == order


@pytest.mark.parametrize("place", ["first", "-1", "1.5", "12345", "²"])
def test_what_is_no_place_is_refused_and_kept(office_on_sqlite: Office, place: str) -> None:
    (first,) = written(office_on_sqlite, "First")
    page = office_on_sqlite.refused("lead", ENTRIES, {f"{first}-place": place})
    assert page.errors == ["Place of outcome 1 must be a whole number, such as 2"]
    assert page.form()[f"{first}-place"] == place


def test_buttons_move_a_line_without_saving_and_without_losing_what_was_typed(office_on_sqlite: Office) -> None:
    office = office_on_sqlite
    first, _, third = written(office, "First", "Second", "Third")
    before = office.counts()
    values = {**opened(office), f"{first}-text": "First, not saved yet", "new-focus-0-text": "Typed"}
    page = post(office, {**values, "up": third}, status=200)
    assert shown(page) == ["First, not saved yet", "Third", "Second"]
    assert "Moved to place 2. Save to keep the new order." in page.main
    page = post(office, {**page.form(), "down": first}, status=200)
    assert shown(page) == ["Third", "First, not saved yet", "Second"]
    assert page.form()["new-focus-0-text"] == "Typed"
    assert office.counts() == before
    post(office, page.form())
    assert texts(office) == ["Third", "First, not saved yet", "Second"]
    assert texts(office, EntryKind.FOCUS) == ["Typed"]


def test_the_first_line_cannot_go_up_nor_the_last_down(office_on_sqlite: Office) -> None:
    first, second = written(office_on_sqlite, "First", "Second")
    for button, line in (("up", first), ("up", "line-99999"), ("down", "nonsense")):
        page = post(office_on_sqlite, {**opened(office_on_sqlite), button: line}, status=200)
        assert shown(page) == ["First", "Second"]
    page = office_on_sqlite.as_("lead").get(ENTRIES)
    disabled = {str(button["value"]) for button in page.soup.select("button[name=up][disabled]")}
    assert disabled == {first}
    assert second not in disabled


def test_there_is_room_for_more_lines_on_request(office_on_sqlite: Office) -> None:
    values = {**opened(office_on_sqlite), "new-outcome-1-text": "Typed"}
    page = post(office_on_sqlite, {**values, "more": "outcome"}, status=200)
    form = page.form()
    assert form["new-outcome-1-text"] == "Typed"
    form["new-outcome-4-text"] = "Fifth"
    post(office_on_sqlite, form)
    assert texts(office_on_sqlite) == ["Typed", "Fifth"]


def test_room_for_new_lines_has_an_end(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("lead").get(ENTRIES)
    for _ in range(15):
        page = post(office_on_sqlite, {**page.form(), "more": "focus"}, status=200)
    assert len(page.soup.select("section[aria-labelledby=kind-focus] textarea")) == 40


def test_a_line_may_not_lose_its_words(office_on_sqlite: Office) -> None:
    (first,) = written(office_on_sqlite, "First")
    page = office_on_sqlite.refused("lead", ENTRIES, {f"{first}-text": " "})
    assert page.errors == ["Outcome 1: enter the line, or tick “Withdraw” to take it out of the report"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a" * 601, "New outcome, place 1: The text is 601 characters long. Shorten it to 600 characters or fewer."),
        ("The new 🚓", "New outcome, place 1: Reports cannot print “🚓”. Say it in words instead."),
    ],
)
def test_a_line_the_report_cannot_print_is_refused_and_kept(office_on_sqlite: Office, typed: str, said: str) -> None:
    page = office_on_sqlite.refused("lead", ENTRIES, {"new-outcome-0-text": typed, "new-focus-0-text": "Kept"})
    assert page.errors == [said]
    assert (page.form()["new-outcome-0-text"], page.form()["new-focus-0-text"]) == (typed, "Kept")


@pytest.mark.parametrize("typed", ["\u202eevil", "half \x00"])
def test_what_nobody_can_see_is_refused(office_on_sqlite: Office, typed: str) -> None:
    page = office_on_sqlite.refused("lead", ENTRIES, {"new-outcome-0-text": typed})
    assert "cannot be seen or kept" in page.errors[0]


def test_a_megabyte_is_refused_beside_its_field(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("lead", ENTRIES, {"new-outcome-0-text": "a" * 1_000_000})
    assert "The text is 1,000,000 characters long" in page.errors[0]


def test_a_pasted_script_is_text(office_on_sqlite: Office) -> None:
    written(office_on_sqlite, "<script>alert(1)</script>", "[x](javascript:alert(1))")
    for path in (ENTRIES, "/reports/highlight/2024-25-Q2"):
        page = office_on_sqlite.as_("lead").get(path)
        assert "<script>alert(1)</script>" in page.main
        assert not page.soup.select("a[href^=javascript]")


def test_a_form_without_any_line_is_refused(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("lead", ENTRIES)
    assert page.errors == ["Enter at least one line, or tick a risk or issue, before you save"]


def test_the_same_form_sent_twice_is_saved_once(office: Office) -> None:
    values = {**opened(office), "new-outcome-0-text": "First"}
    post(office, values)
    page = post(office, values, status=409)
    assert texts(office) == ["First"]
    assert "You have already sent this form" in page.errors[0]


def test_a_form_opened_before_somebody_else_s_change_shows_both_texts_and_loses_neither(office: Office) -> None:
    first, second = written(office, "First", "Second")
    mine = {**opened(office), f"{first}-text": "Mine", "new-outcome-0-text": "My new line"}
    write(office, {f"{first}-text": "Theirs", f"{second}-withdraw": "y", "new-outcome-0-text": "Their new line"})
    page = post(office, mine, status=409)
    assert page.errors[0].startswith("The page of priority 1 in quarter ")
    assert "was changed by somebody else while you had this page open" in page.errors[0]
    compared = [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in page.soup.select(".tracker-compare tbody tr")
    ]
    assert ["Outcome 1", "Mine", "Theirs"] in compared
    assert ["Outcome 3", "Second", "Withdrawn: Second"] in compared
    assert shown(page) == ["Mine", "Their new line", "Second", "My new line"]
    assert texts(office) == ["Theirs", "Their new line"]
    post(office, page.form())
    assert texts(office) == ["Mine", "Their new line", "Second", "My new line"]


def test_the_first_form_of_a_page_somebody_else_began_meanwhile_is_stale(office_on_sqlite: Office) -> None:
    mine = {**opened(office_on_sqlite), "new-outcome-0-text": "Mine"}
    write(office_on_sqlite, {"new-outcome-0-text": "Theirs"})
    page = post(office_on_sqlite, mine, status=409)
    assert shown(page) == ["Theirs", "Mine"]
    post(office_on_sqlite, page.form())
    assert texts(office_on_sqlite) == ["Theirs", "Mine"]


@pytest.mark.parametrize("who", ["officer", "other_lead", "analyst", "chief_executive", "commissioner"])
def test_others_in_the_office_read_the_lines_and_cannot_write_them(office_on_sqlite: Office, who: str) -> None:
    written(office_on_sqlite, "First")
    values = opened(office_on_sqlite)
    page = office_on_sqlite.as_(who).get(ENTRIES)
    assert "Lena Marsh, the lead of this priority, writes these lines and chooses the risks." in page.main
    assert "First" in page.main
    assert not page.soup.select("main form")
    before = office_on_sqlite.counts()
    token = office_on_sqlite.as_(who).get("/").soup.select_one("input[name=csrf_token]")
    assert token is not None
    office_on_sqlite.as_(who).post(ENTRIES, {**values, "csrf_token": token["value"]}, status=403)
    assert office_on_sqlite.counts() == before


@pytest.mark.parametrize("who", ["clerk", "member", "administrator"])
def test_nobody_else_sees_them(office_on_sqlite: Office, who: str) -> None:
    office_on_sqlite.as_(who).get(ENTRIES, status=403)


@pytest.mark.parametrize(
    "place", ["PCP-2022-25/priorities/9", "NONE/priorities/1", "PCP-2022-25/priorities/99999999999"]
)
def test_an_unknown_priority_is_not_found(office_on_sqlite: Office, place: str) -> None:
    office_on_sqlite.as_("lead").get(f"/reports/highlight/2024-25-Q2/plans/{place}", status=404)


def test_the_lines_of_a_plan_the_report_leaves_out_say_so(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("lead").get("/reports/highlight/2024-25-Q2/plans/PCP-2025-29/priorities/1")
    assert "The report of July to September 2024 leaves this plan out: it begins on 1 April 2025." in page.main


def test_lines_are_counted_on_the_list_of_reports(office_on_sqlite: Office) -> None:
    written(office_on_sqlite, "First", "Second")
    page = office_on_sqlite.as_("officer").get("/reports")
    assert "3 progress updates, 2 lines and 0 risks and issues on record." in page.main
    row = page.soup.select_one("#quarter-2024-25-Q2").find_parent("section").select_one("tbody tr")  # type: ignore[union-attr]  # it is on the page
    assert row is not None
    assert [cell.get_text() for cell in row.select("td")] == ["2", "0", "0"]
