"""“What changed” and the dashboard of a priority, as an analyst reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.bulk_measures import add_measures, add_months, make_measure
from tests.factories import TODAY
from tests.factories_measures import NEWEST, make_load
from tests.integration.test_query_counts import counted
from tests.web_client import words
from tests.web_fixtures import Office
from tracker.measures.models import MeasureGroup, MeasureTarget
from tracker.measures.queries_values import records_of, values_in_force, vintage_at
from tracker.measures.rules import TargetSense, months_on
from tracker.plan.models import Priority
from tracker.plan.queries import priority
from tracker.writing import transaction

STEADY = (100, 104, 97, 101, 99, 103, 96, 102, 98, 100, 105, 95) * 4
PLAN = "PCP-2022-25"


def of_plan(session: Session, number: int = 1) -> Priority:
    return priority(session, PLAN, number)


def test_the_measure_that_changed_most_stands_first_with_its_reasons(office: Office) -> None:
    with transaction(office.sessions) as session:
        add_months(session, make_measure(session, of_plan(session), "STEADY", name="Steady"), STEADY)
        add_months(session, make_measure(session, of_plan(session), "LEAPT", name="Leapt"), (*STEADY, 160))
        add_months(session, make_measure(session, of_plan(session), "FELL", name="Fell"), (*STEADY, *[80] * 8))
    page = office.as_("analyst").get("/measures/changed")
    rows = [row.text for row in page.soup.select("table tbody tr")]
    assert "Fell" in rows[0]
    assert "Eight-Month Low: each of the last 8 months is below" in rows[0]
    assert "Leapt" in rows[1]
    assert "One-Month High: the month is above" in rows[1]
    assert "2 points" in rows[1]
    assert "Steady" in words(page.soup.select_one("ul[aria-label='Measures that show nothing out of the ordinary']"))
    assert "With 3 measures, expect fewer than 1 to show an exception" in page.soup.text


def test_an_older_month_and_one_priority_can_be_asked_for(office: Office) -> None:
    with transaction(office.sessions) as session:
        add_months(session, make_measure(session, of_plan(session), "LEAPT", name="Leapt"), (*STEADY, 160, 100))
        add_months(session, make_measure(session, of_plan(session, 2), "OTHER", name="Other"), (*STEADY, 160, 100))
    client = office.as_("analyst")
    page = client.get(f"/measures/changed?plan={PLAN}&priority=1&month={months_on(NEWEST, -1):%Y-%m}")
    assert words(page.soup.select_one("h1")) == "What changed in July 2024"
    assert [each.text for each in page.soup.select("table tbody th a")] == ["Leapt"]
    assert "Leapt" not in [each.text for each in client.get("/measures/changed").soup.select("table tbody th a")]


@pytest.mark.parametrize("query", ["?month=nonsense", "?month=1999-01", "?plan=NONE", "?priority=77", "?priority=x"])
def test_what_does_not_exist_shows_the_newest_month_of_the_plan(office: Office, query: str) -> None:
    with transaction(office.sessions) as session:
        add_months(session, make_measure(session, of_plan(session), "LEAPT"), (*STEADY, 160))
    page = office.as_("analyst").get(f"/measures/changed{query}")
    assert page.status == 200
    assert words(page.soup.select_one("h1")) == "What changed in August 2024"


def test_without_figures_the_page_says_what_to_do_next(office: Office) -> None:
    page = office.as_("analyst").get("/measures/changed")
    assert "No figure of any measure is on record yet." in page.soup.text
    assert page.soup.select_one("a[href='/measures/load']") is not None
    assert "An analyst loads them." in office.as_("officer").get("/measures/changed").soup.text


def test_a_measure_without_the_month_is_named_with_its_newest_one(office: Office) -> None:
    with transaction(office.sessions) as session:
        add_months(session, make_measure(session, of_plan(session), "NEW", name="New"), STEADY)
        add_months(session, make_measure(session, of_plan(session), "OLD", name="Old"), STEADY, last=date(2024, 5, 1))
    page = office.as_("analyst").get("/measures/changed")
    assert "Old: newest May 2024" in page.soup.text


def test_the_dashboard_of_a_priority_says_which_targets_are_met(office: Office) -> None:
    with transaction(office.sessions) as session:
        first = of_plan(session)
        group = MeasureGroup(priority=first, name="Calls", position=1)
        measure = make_measure(session, first, "CALLS", name="Calls answered", group=group)
        add_months(session, measure, STEADY)
        session.add(
            MeasureTarget(
                measure=measure,
                number=1,
                sense=TargetSense.AT_LEAST,
                value=Decimal(90),
                from_month=date(2024, 1, 1),
                set_on=TODAY,
                set_by="Test",
            )
        )
    page = office.as_("officer").get(f"/measures/priorities/{PLAN}/1")
    assert "1 of 1 target met" in " ".join(page.soup.text.split())
    assert "Calls answered: target at least 90. Target met" in " ".join(page.soup.text.split())
    assert words(page.soup.select_one("h2#group-1-caption, h2")) == "Calls"
    assert page.soup.select_one("td svg") is not None


def test_a_priority_without_figures_says_what_to_do_next(office: Office) -> None:
    page = office.as_("analyst").get(f"/measures/priorities/{PLAN}/2")
    assert page.soup.select_one("a[href='/measures/new']") is not None


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # Person, plans with measures, their priorities, months, settings; measures, figures, summaries, peers, targets,
        # baselines; office.
        ("/measures/changed", 12),
        # Person, the priority, its objectives, months, settings; measures and the five of their records; office.
        (f"/measures/priorities/{PLAN}/1", 12),
    ],
)
def test_many_measures_cost_no_more_queries_than_one(office: Office, path: str, queries: int) -> None:
    client = office.as_("analyst")
    for count in (1, 60):
        with transaction(office.sessions) as session:
            last = of_plan(session)
            add_measures(session, count, last, months=30) if count == 1 else _add_more(session, count, last)
        with counted(office) as said:
            assert client.http.get(path).status_code == 200
        assert len(said) == queries, "\n".join(said)


def _add_more(session: Session, count: int, first: Priority) -> None:
    load = make_load(session)
    for place in range(count):
        measure = make_measure(session, first, f"MORE_{place}")
        add_months(session, measure, STEADY, load=load)


def test_the_figure_in_force_is_that_of_the_newest_load_up_to_the_vintage(office: Office) -> None:
    with transaction(office.sessions) as session:
        measure = make_measure(session, of_plan(session), "CALLS")
        add_months(session, measure, (10, 20), load=make_load(session, on=date(2024, 8, 1)))
        add_months(session, measure, (25,), load=make_load(session, on=date(2024, 9, 1)))
        assert vintage_at(session, date(2024, 7, 31)) == 0
        older = vintage_at(session, date(2024, 8, 31))
        then = records_of(session, [measure], vintage=older)[0].values
        now = records_of(session, [measure])[0].values
        assert [each.value for each in then.values()] == [10, 20]
        assert [each.value for each in now.values()] == [10, 25]
        assert values_in_force(session, [measure.id])[measure.id][NEWEST].load == older + 1
