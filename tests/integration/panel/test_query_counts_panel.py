"""What the pages of the Panel cost: the same for few rows and for many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories_panel import make_item, make_meeting, make_member, make_request
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.panel.rules import PanelRole
from tracker.writing import transaction

PAGES = (
    # Person, settings for the rules of days, coming and past meetings, office.
    Priced("clerk", "/meetings", 5),
    # Person, terms with members, members, their terms, office.
    Priced("clerk", "/panel", 5),
    # Person, planned items with meetings, closed ones, office.
    Priced("clerk", "/forward-plan", 4),
    # Person, requests with meetings and accounts, office.
    Priced("clerk", "/panel/requests?state=all", 3),
)


def grow(office: Office) -> None:
    with transaction(office.sessions) as session:
        for number in range(12):
            meeting = make_meeting(session, date(2024, 1, 8) + timedelta(weeks=4 * number))
            make_member(session, f"Cllr Number {number}", PanelRole.SUBSTITUTE, seat=20 + number)
            make_item(session, f"Item {number}", meeting)
            if number < 8:
                make_request(session, meeting, f"Question {number}", owner_id=office.people["officer"])


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_lists_cost_the_same_for_few_and_for_many(panel: Office, page: Priced) -> None:
    few = len(cost(panel, page))
    grow(panel)
    assert len(cost(panel, page)) == few == page.queries
