"""What the pages of minutes cost: the same for few items and for many."""

from __future__ import annotations

import pytest

from tests.factories_minutes import ask, begin, decide, minute
from tests.factories_panel import fill_panel
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.packs.queries_minutes import minutes_at
from tracker.panel.queries import meeting
from tracker.writing import transaction

MINUTES = "/meetings/2024-06-27/minutes"
# Person, meeting, seven for all that is in them, office, log; a member's terms are asked for too.
PAGES = (Priced("clerk", MINUTES, 14), Priced("clerk", f"{MINUTES}/edit", 11), Priced("member", MINUTES, 14))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_minutes_cost_the_same_for_few_items_and_for_many(office: Office, page: Priced) -> None:
    with transaction(office.sessions) as session:
        fill_panel(session, office.people["member"])
        found = begin(session, meeting(session, "2024-06-27"))
        item = minute(session, found)
        decide(session, item, "To note it.")
        ask(session, item)
    few = len(cost(office, page))
    with transaction(office.sessions) as session:
        found = minutes_at(session, meeting(session, "2024-06-27"))
        for number in range(12):
            item = minute(session, found, f"Item {number}")
            decide(session, item, "To note it.", "Cllr Ash", "Cllr Birch")
            ask(session, item, f"Question {number}")
    assert len(cost(office, page)) == few == page.queries
