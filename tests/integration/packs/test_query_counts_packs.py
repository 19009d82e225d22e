"""What the pages of agendas and packs cost: the same for few rows and for many."""

from __future__ import annotations

import pytest

from tests.factories import TODAY
from tests.factories_packs import add_letter, make_filled_agenda, make_template, publish_pack, publish_supplement
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.packs.commands import AddItem, add_item
from tracker.packs.queries import agenda_of
from tracker.packs.rules_items import ItemWords
from tracker.panel.queries import meeting
from tracker.writing import transaction

MEETING = "/meetings/2024-09-26"
PAGES = (
    # Person, lines, office.
    Priced("clerk", "/agenda-template", 3),
    Priced("clerk", f"{MEETING}/agenda", 0),
    Priced("officer", f"{MEETING}/agenda", 0),
    Priced("clerk", f"{MEETING}/agenda/items/2/papers", 0),
    Priced("clerk", MEETING, 0),
    Priced("member", MEETING, 0),
    Priced("member", f"{MEETING}/items/2", 0),
)


@pytest.fixture
def desk(office: Office) -> Office:
    with transaction(office.sessions) as session:
        made = make_filled_agenda(session)
        add_letter(session, made, 2, "Minutes of June")
        publish_pack(session, made)
    return office


def grow(office: Office) -> None:
    """Many lines, items, papers and withdrawn ones, and packs."""
    with transaction(office.sessions) as session:
        make_template(session, *(ItemWords(f"Line {number}") for number in range(12)))
        made = agenda_of(session, meeting(session, "2024-09-26"))
        assert made is not None
        for number in range(12):
            add_item(session, made, AddItem(ItemWords(f"Item {number}")), by=SYSTEM, on=TODAY)
        for number in range(4):
            add_letter(session, made, 2, f"Letter {number}", "It came late.")
            add_letter(session, made, 5 + number, f"Paper {number}")
        publish_supplement(session, made)
        publish_pack(session, made, "Everything in one.")


def test_pages_cost_the_same_for_few_and_for_many(desk: Office) -> None:
    few = {str(page): len(cost(desk, page)) for page in PAGES}
    grow(desk)
    assert {str(page): len(cost(desk, page)) for page in PAGES} == few
    assert few[str(PAGES[0])] == PAGES[0].queries
    assert max(few.values()) <= 25
