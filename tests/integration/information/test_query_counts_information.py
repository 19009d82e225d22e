"""What the pages of the register cost: the same for few lines and for many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories_information import make_line, publish
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.writing import transaction

PAGES = (
    # Person, lines, their publications, withdrawn lines, office.
    Priced("officer", "/information", 5),
    Priced("officer", "/information?state=late", 5),
    # Person (for the menu), lines, their publications, office.
    Priced("officer", "/published/information", 4),
    # Person, people by role, office, lines, their publications.
    Priced("administrator", "/", 5),
    # Person, the line, its publications, its log, office.
    Priced("officer", "/information/3-g", 5),
)


def grow(office: Office) -> None:
    with transaction(office.sessions) as session:
        for number in range(12):
            line = make_line(session, f"N-{number}", topic=f"Topic {number // 3}", title=f"Number {number}")
            for month in range(number % 4):
                publish(session, line, date(2024, 5, 20) + timedelta(days=30 * month), f"2024-{4 + month:02d}")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_pages_cost_the_same_for_few_and_for_many(informed: Office, page: Priced) -> None:
    few = len(cost(informed, page))
    grow(informed)
    assert len(cost(informed, page)) == few == page.queries
