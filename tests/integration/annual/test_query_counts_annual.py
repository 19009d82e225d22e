"""What the pages of an annual report cost: the same for little and for much that was written."""

from __future__ import annotations

import pytest

from tests.factories import TODAY, as_actor
from tests.factories_annual import YEAR, fill_annual, first_priority, show_picture
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.annual.commands_figures import FigureFacts, add_figure
from tracker.annual.commands_stories import StoryFacts, StoryPlace, add_story
from tracker.annual.queries_year import annual_year
from tracker.annual.rules import FigurePlace, StoryKind
from tracker.writing import transaction

WRITE = f"/reports/annual/{YEAR.key}/write"
PAGES = (
    *(WRITE, f"{WRITE}/sections", f"{WRITE}/stories", f"{WRITE}/figures", f"{WRITE}/funding", f"{WRITE}/pictures"),
    *(f"{WRITE}/plans/PCP-2022-25/priorities/1", f"{WRITE}/finance", f"{WRITE}/shares"),
)


def grow(office: Office) -> None:
    with transaction(office.sessions) as session:
        annual, by = annual_year(session, YEAR), as_actor(session.get_one(Person, office.people["officer"]))
        assert annual is not None
        priority = first_priority(session)
        for number in range(8):
            picture = show_picture(session, annual, by, f"Wall {number}")
            place = StoryPlace(objective=priority.objectives[number % 2])
            facts = StoryFacts(
                kind=StoryKind.CASE_STUDY, place=place, title=f"Van {number}", text="It helped.", picture=picture.number
            )
            add_story(session, annual, facts, by=by, on=TODAY)
            figure = FigureFacts(
                place=FigurePlace.PRIORITY, priority=priority, value=str(number), label="vans", period=YEAR.key
            )
            add_figure(session, annual, figure, by=by, on=TODAY)


@pytest.mark.parametrize("path", PAGES)
def test_pages_cost_the_same_for_little_and_for_much(office: Office, path: str) -> None:
    with transaction(office.sessions) as session:
        by = as_actor(session.get_one(Person, office.people["officer"]))
        fill_annual(session, by)
    few = len(cost(office, Priced("officer", path, 0)))
    grow(office)
    assert len(cost(office, Priced("officer", path, 0))) == few <= 20
