from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.integration.accounts.conftest import Sessions
from tests.web_client import NaggingClient
from tracker.access import SYSTEM
from tracker.accounts import queries
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.models import OfficeSetting
from tracker.accounts.rules import DEFAULTS, OfficeKey, SettingInThePast, office_from
from tracker.audit.queries import changes_of, history_of
from tracker.audit.rules import Event
from tracker.writing import transaction

PATH = "/settings/rag_behind_by"


def test_without_any_change_the_defaults_are_in_force(as_administrator: NaggingClient, sessions: Sessions) -> None:
    page = as_administrator.get("/settings")
    assert len(page.soup.select("tbody tr")) == len(OfficeKey)
    assert "percentage points 15 The beginning Nobody: it came with the software" in page.main
    with sessions() as session:
        assert queries.office_as_at(session, date(2024, 9, 18)) == office_from({})


def test_a_change_holds_from_its_day_on_and_the_past_keeps_its_value(
    as_administrator: NaggingClient, administrator: int, sessions: Sessions
) -> None:
    as_administrator.submit(PATH, value="20")
    as_administrator.submit(PATH, value="25", effective_on=["1", "10", "2024"])
    with sessions() as session:
        for day, value in (
            (date(2024, 9, 17), 15),
            (date(2024, 9, 18), 20),
            (date(2024, 9, 30), 20),
            (date(2024, 10, 1), 25),
        ):
            assert queries.office_as_at(session, day).rag_behind_by == value
        event = history_of(session, "setting rag_behind_by")[-1]
        assert (event.event, event.actor_id) == (Event.SETTING_CHANGED, administrator)
        assert changes_of(event)[OfficeKey.RAG_BEHIND_BY.label] == ("15", "20")
    page = as_administrator.get(PATH)
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert rows == [
        "1 October 2024 25 Pat Administrator 18 September 2024 at 10:00am",
        "18 September 2024 20 Pat Administrator 18 September 2024 at 10:00am",
    ]
    assert "20 18 September 2024 Pat Administrator" in as_administrator.get("/settings").main


@pytest.mark.parametrize(
    ("path", "answers", "error"),
    [
        (PATH, {"value": "0"}, "Enter a whole number from 1 to 100"),
        (PATH, {"value": "40.5"}, "Enter a whole number from 1 to 100"),
        (PATH, {"value": "forty"}, "Enter a whole number from 1 to 100"),
        (PATH, {"value": ""}, "Enter a whole number from 1 to 100"),
        (PATH, {"value": "3²"}, "Enter a whole number from 1 to 100"),
        (PATH, {"value": "15"}, "This is the value already. Enter another, or leave it as it is."),
        (PATH, {"value": "20", "effective_on": ["17", "9", "2024"]}, "The first day must be today or in the future"),
        (PATH, {"value": "20", "effective_on": ["", "", ""]}, "Enter the first day"),
        ("/settings/name", {"value": " "}, "Enter the words to print"),
    ],
)
def test_what_will_not_do_is_refused_beside_its_field(
    path: str, answers: dict[str, Any], error: str, as_administrator: NaggingClient, sessions: Sessions
) -> None:
    page = as_administrator.submit(path, status=422, **answers)
    assert page.errors == [error]
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(OfficeSetting)) == 0


def test_a_change_on_top_of_somebody_elses_is_refused_with_both(
    as_administrator: NaggingClient, sessions: Sessions
) -> None:
    mine = as_administrator.get(PATH).form() | {"value": "30", "effective_on": ["18", "9", "2024"]}
    as_administrator.submit(PATH, value="20")
    page = as_administrator.post(PATH, mine, status=409)
    compared = page.soup.select_one(".tracker-compare")
    assert compared is not None
    assert "30 20" in " ".join(compared.get_text(" ").split())
    as_administrator.post(PATH, page.form() | {"effective_on": ["18", "9", "2024"]})
    with sessions() as session:
        assert queries.office_as_at(session, date(2024, 9, 18)).rag_behind_by == 30


def test_the_notice_is_on_every_page_from_its_day_on(as_administrator: NaggingClient) -> None:
    as_administrator.submit("/settings/notice", value="Demonstration – not issued by any office")
    assert "Demonstration – not issued by any office" in as_administrator.get("/account").text
    as_administrator.submit("/settings/notice", value="")
    assert "Demonstration" not in as_administrator.get("/account").text


def test_the_command_line_sets_a_value_without_a_form(sessions: Sessions) -> None:
    day = date(2024, 9, 18)
    with transaction(sessions) as session:
        set_office(session, SetOffice(OfficeKey.AREA, " Wiltshire ", day), by=SYSTEM, on=day)
        assert queries.office_as_at(session, day).area == "Wiltshire"
    with pytest.raises(SettingInThePast), transaction(sessions) as session:
        set_office(session, SetOffice(OfficeKey.AREA, "Swindon", date(2024, 9, 17)), by=SYSTEM, on=day)


def test_a_setting_of_another_version_is_kept_and_ignored(as_administrator: NaggingClient, sessions: Sessions) -> None:
    with transaction(sessions) as session:
        session.add(OfficeSetting(key="from_the_future", value="x", effective_on=date(2024, 1, 1), set_by="Somebody"))
    assert len(as_administrator.get("/settings").soup.select("tbody tr")) == len(DEFAULTS)


def test_only_administrators_see_the_settings_and_unknown_ones_are_not_found(
    as_officer: NaggingClient,
) -> None:
    as_officer.get("/settings", status=403)
    as_officer.get(PATH, status=403)
    as_officer.get("/settings/nonsense", status=404)
