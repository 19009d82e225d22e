"""The forward work plan, through the pages."""

from __future__ import annotations

import pytest

from tests.web_client import Page, words
from tests.web_fixtures import Office

PLAN, FIRST = "/forward-plan", "/forward-plan/1"


def titles(page: Page) -> list[list[str]]:
    """The titles under each heading."""
    return [[words(item.a) for item in found.select("li")] for found in page.soup.select("ol.tracker-plan")]


def test_the_plan_goes_by_meeting_and_what_has_none_stands_last(panel: Office) -> None:
    page = panel.as_("member").get(PLAN)
    assert titles(page) == [["Reducing reoffending", "Communications"], ["Estates"]]
    assert [words(found) for found in page.soup.select("main h2")] == ["14 November 2024", "No meeting yet"]
    assert "Drones" in page.main
    assert not page.soup.select("main form[method=post]")


def test_an_empty_plan_says_what_to_do(office: Office) -> None:
    assert "Add the first item" in office.as_("clerk").get(PLAN).main


def test_an_item_is_added_as_the_last_of_its_meeting(panel: Office) -> None:
    clerk = panel.as_("clerk")
    choice = clerk.get(f"{PLAN}/new").soup.find("option", string="14 November 2024")
    assert choice is not None
    clerk.submit(f"{PLAN}/new", title="Rural crime £5 – ŵyn", meeting_id=str(choice["value"]), source="Minute 47")
    assert titles(clerk.get(PLAN))[0] == ["Reducing reoffending", "Communications", "Rural crime £5 – ŵyn"]
    offered = [words(option) for option in clerk.get(f"{PLAN}/new").soup.select("#meeting_id option")]
    assert offered == ["No meeting yet", "26 September 2024", "14 November 2024"], "past and cancelled ones are not"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 301}, "The text is 301 characters long. Shorten it to 300 characters or fewer."),
        ({"meeting_id": "999"}, "Meeting: select one of the answers in the list"),
    ],
)
def test_what_makes_no_sense_is_refused(panel: Office, changes: dict[str, str], said: str) -> None:
    assert panel.refused("clerk", f"{PLAN}/new", {"title": "Rain"} | changes).errors == [said]


def test_items_change_places_by_buttons(panel: Office) -> None:
    clerk = panel.as_("clerk")
    clerk.submit(PLAN, action=f"{FIRST}/down")
    page = clerk.get(PLAN)
    assert titles(page)[0] == ["Communications", "Reducing reoffending"]
    assert [str(form["action"]) for form in page.soup.select("main form[method=post]")] == [
        "/forward-plan/2/down",
        "/forward-plan/1/up",
    ], "nothing leads beyond the first and the last"
    clerk.submit(PLAN, action=f"{FIRST}/up")
    assert titles(clerk.get(PLAN))[0] == ["Reducing reoffending", "Communications"]
    assert panel.events()[-1] == ("forward_item:reordered", "forward plan 1")


def test_of_two_who_reorder_at_once_the_second_sees_the_order_as_it_is(panel: Office) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(PLAN).form(f"{FIRST}/down")
    clerk.submit(PLAN, action=f"{FIRST}/down")
    page = clerk.post(f"{FIRST}/down", opened | {"form_key": "k" * 24}, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert titles(page)[0] == ["Communications", "Reducing reoffending"]


def test_nothing_moves_beyond_the_last_place(panel: Office) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(PLAN).form("/forward-plan/2/up")
    page = clerk.post("/forward-plan/2/down", opened, status=422)
    assert page.errors == ["“Communications” is the last item of its meeting already."]


def test_an_item_moves_to_another_meeting_with_a_reason(panel: Office) -> None:
    clerk = panel.as_("clerk")
    options = clerk.get(f"{FIRST}/move").soup.select("#meeting_id option")
    assert [words(option) for option in options if option.has_attr("selected")] == ["14 November 2024"]
    (september,) = (str(option["value"]) for option in options if words(option) == "26 September 2024")
    assert panel.refused("clerk", f"{FIRST}/move", meeting_id=september).errors == ["Enter why it is moved"]
    same = panel.refused("clerk", f"{FIRST}/move", reason="Why not?")
    assert same.errors == ["The item is under this meeting already. Choose another, or go back."]
    clerk.submit(f"{FIRST}/move", meeting_id=september, reason="The figures are early.")
    assert titles(clerk.get(PLAN)) == [["Reducing reoffending"], ["Communications"], ["Estates"]]
    clerk.submit(f"{FIRST}/move", meeting_id="", reason="The figures are late.")
    page = clerk.get(FIRST)
    assert "from 14 November 2024 to 26 September 2024, by Clara Penn The figures are early." in page.main
    assert "from 26 September 2024 to no meeting yet, by Clara Penn The figures are late." in page.main


def test_what_is_done_leaves_the_plan_and_stays_in_sight(panel: Office) -> None:
    clerk = panel.as_("clerk")
    clerk.submit(f"{FIRST}/done")
    page = clerk.get(PLAN)
    assert titles(page)[0] == ["Communications"]
    assert "Reducing reoffending Done on 18 September 2024, meeting of 14 November 2024" in page.main
    for act in ("change", "move", "done", "withdraw"):
        assert "“Reducing reoffending” is done." in clerk.get(f"{FIRST}/{act}", status=409).main


def test_withdrawing_needs_a_reason(panel: Office) -> None:
    assert panel.refused("clerk", f"{FIRST}/withdraw").errors == ["Enter why it is withdrawn"]
    panel.as_("clerk").submit(f"{FIRST}/withdraw", reason="Covered elsewhere.")
    assert "Withdrawn on 18 September 2024: Covered elsewhere." in panel.as_("officer").get(FIRST).main


@pytest.mark.parametrize("act", ["change", "move", "done", "withdraw"])
def test_a_form_opened_before_somebody_elses_change_is_refused(panel: Office, act: str) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(f"{FIRST}/{act}").form() | {"reason": "Mine"}
    clerk.submit(f"{FIRST}/change", title="Theirs")
    before = panel.counts()
    page = clerk.post(f"{FIRST}/{act}", opened | {"title": "Mine"}, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert panel.counts() == before


def test_items_of_a_cancelled_meeting_are_to_be_moved(panel: Office) -> None:
    panel.as_("clerk").submit("/meetings/2024-11-14/cancel", reason="No quorum.")
    assert "This meeting is cancelled. Move its items to another." in panel.as_("clerk").get(PLAN).main
