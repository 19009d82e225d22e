"""The rules of exceptions are settings of the office, in force from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.bulk_measures import add_months, make_measure
from tests.factories import TODAY
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.rules import OfficeKey
from tracker.measures.queries import measure_rules
from tracker.measures.rules_standing import DEFAULTS
from tracker.plan.queries import priority
from tracker.writing import transaction


def test_an_office_that_set_nothing_has_the_rules_we_ship(office: Office) -> None:
    with office.sessions() as session:
        assert measure_rules(session, TODAY) == DEFAULTS


def test_a_changed_setting_decides_from_its_day_on(office: Office) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with transaction(office.sessions) as session:
        for key, value in (
            (OfficeKey.EXCEPTION_TWO, "2.25"),
            (OfficeKey.EXCEPTION_POPULATION, "yes"),
            (OfficeKey.WEIGHT_EIGHT, "9"),
        ):
            set_office(session, SetOffice(key, value, tomorrow), by=SYSTEM, on=TODAY)
    with office.sessions() as session:
        assert measure_rules(session, TODAY) == DEFAULTS
        changed = measure_rules(session, tomorrow)
    assert changed.exceptions == replace(DEFAULTS.exceptions, two=2.25, population=True)
    assert changed.points == replace(DEFAULTS.points, eight=9)


def test_a_wider_limit_names_fewer_months(office: Office) -> None:
    values = (*(100, 104, 97, 101, 99, 103, 96, 102, 98, 100, 105, 95) * 4, 110)
    with transaction(office.sessions) as session:
        add_months(session, make_measure(session, priority(session, "PCP-2022-25", 1), "CALLS"), values)
    client = office.as_("analyst")
    assert "One-Month High" in client.get("/measures/changed").soup.text
    with transaction(office.sessions) as session:
        set_office(session, SetOffice(OfficeKey.EXCEPTION_ONE, "5", TODAY), by=SYSTEM, on=TODAY)
    page = client.get("/measures/changed").soup.text
    assert "One-Month High" not in page
