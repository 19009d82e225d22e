"""The figures of a month entered by hand, as an analyst does it: nothing typed is lost, only what differs is stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.factories_loads import as_csv, load_file
from tests.factories_measures import make_measure
from tests.integration.exchange.test_figures import HEADS, JULY, in_force
from tests.web_fixtures import Office
from tracker.measures.models import MeasureLoad, MeasureValue
from tracker.measures.rules import Marking, MeasureType, Unit, ValueState
from tracker.measures.rules_load import Facts
from tracker.plan.queries import priority as priority_of
from tracker.writing import transaction

ENTER = "/measures/enter?month=2024-07"


@pytest.fixture
def figures(office_on_sqlite: Office) -> Office:
    """A measure of each type that has boxes of its own."""
    with transaction(office_on_sqlite.sessions) as session:
        first = priority_of(session, "PCP-2022-25", 1)
        make_measure(session, first, "CALLS")
        make_measure(session, first, "FELT", name="Felt safe", kind=MeasureType.SURVEY, unit=Unit.PERCENT)
        make_measure(session, first, "LOST", name="Calls lost", kind=MeasureType.RATE, unit=Unit.PERCENT)
        make_measure(session, first, "WAIT", name="Waiting", kind=MeasureType.MEAN_TIME, unit=Unit.DURATION)
    return office_on_sqlite


def stored(office: Office, code: str, month: date = JULY) -> Facts | None:
    with office.sessions() as session:
        return in_force(session, code, month)


def test_each_type_has_its_boxes_and_is_stored_as_one_load_with_one_event(figures: Office) -> None:
    before = len(figures.events())
    answers = {
        "CALLS-value": "1,234",
        "FELT-value": "76.9%",
        "FELT-margin": "3.6",
        "LOST-numerator": "107",
        "LOST-denominator": "10,717",
        "WAIT-numerator": "30:00:00",
        "WAIT-denominator": "1,000",
        "note": "From the call handling system.",
    }
    page = figures.as_("analyst").submit(ENTER, answers, follow=True, status=200)
    assert "Loaded 4 new figures as load 1." in page.text
    assert stored(figures, "CALLS") == Facts(value=Decimal(1234))
    assert stored(figures, "FELT") == Facts(value=Decimal("76.9"), margin=Decimal("3.6"))
    lost = stored(figures, "LOST")
    assert lost is not None
    assert (lost.numerator, lost.denominator) == (Decimal(107), Decimal(10717))
    assert stored(figures, "WAIT") == Facts(value=Decimal(108), numerator=Decimal(108_000), denominator=Decimal(1000))
    assert figures.events()[before:] == [("figures:entered", "load 1")]
    assert "30:00:00 over 1,000 cases" in page.main


def test_every_wrong_answer_is_named_on_its_row_and_all_that_was_typed_is_kept(figures: Office) -> None:
    typed = {
        "CALLS-value": "Nil",
        "FELT-margin": "3.6",
        "LOST-value": "8.0%",
        "LOST-numerator": "9",
        "LOST-denominator": "0",
        "WAIT-value": "00:10:31",
        "WAIT-reason": "A word the report cannot print: \U0001f600",
        "note": "From the call handling system.",
    }
    page = figures.refused("analyst", ENTER, typed)
    assert page.beside("CALLS-value").startswith("This can mean two things. Enter 0 if there were none")
    assert page.beside("WAIT-reason")
    assert {name: page.form()[name] for name in typed} == typed
    mended = {**typed, "CALLS-value": "0", "WAIT-reason": "Recounted"}
    page = figures.refused("analyst", ENTER, mended)
    assert page.errors[0] == "2 figures need another look. Nothing has been saved yet."
    assert page.beside("FELT-value") == "Enter the figure to which the plus or minus belongs."
    assert page.beside("LOST-denominator").startswith("Nothing can be divided by 0.")
    assert {name: page.form()[name] for name in mended} == mended


@pytest.mark.parametrize(
    "typed", [{"CALLS-state": "final"}, {"CALLS-marking": "official_sensitive"}, {"CALLS-reason": "Counted twice"}]
)
def test_what_is_said_of_a_figure_that_is_not_there_is_refused_and_not_lost(
    figures: Office, typed: dict[str, str]
) -> None:
    page = figures.refused("analyst", ENTER, {**typed, "FELT-value": "76.9"})
    assert page.beside("CALLS-value") == "There is no figure of this month, so enter it too."
    assert page.form()["FELT-value"] == "76.9"


def test_only_what_differs_is_stored_and_it_keeps_what_nobody_changed(figures: Office) -> None:
    with transaction(figures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 5, 6], ["FELT", 70, 71]))
    analyst = figures.as_("analyst")
    analyst.submit(ENTER, {"CALLS-marking": "official_sensitive"})
    analyst.submit(ENTER, {"CALLS-value": "8", "FELT-value": "70"})
    assert stored(figures, "CALLS") == Facts(value=Decimal(8), marking=Marking.OFFICIAL_SENSITIVE)
    with figures.sessions() as session:
        held = session.execute(
            select(MeasureLoad.number, func.count()).join(MeasureValue).group_by(MeasureLoad.number)
        ).all()
    assert [tuple(row) for row in held] == [(1, 4), (2, 1), (3, 1)]
    page = figures.refused("analyst", ENTER, {"CALLS-value": "8.0", "FELT-value": "70%"})
    assert page.errors == ["Enter at least one figure that differs from what is on record."]


def test_a_final_figure_changes_only_with_a_reason_of_its_own_or_of_all(figures: Office) -> None:
    with transaction(figures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 5, 6]), final=True)
    page = figures.refused("analyst", ENTER, {"CALLS-value": "8"})
    assert page.beside("CALLS-reason").startswith("The figure on record is final. It was 5 and would be 8. Say why")
    assert page.soup.select_one("details:has(#CALLS-reason)[open]"), "What is refused is in sight"
    figures.as_("analyst").submit(ENTER, {"CALLS-value": "8", "CALLS-reason": "Recounted"})
    figures.as_("analyst").submit(ENTER, {"CALLS-value": "9", "note": "Recounted again"})
    assert stored(figures, "CALLS") == Facts(value=Decimal(9), state=ValueState.FINAL, reason="Recounted again")


def test_a_withdrawn_figure_takes_no_value_and_comes_back_with_one(figures: Office) -> None:
    with transaction(figures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 5, 6]))
    page = figures.refused("analyst", ENTER, {"CALLS-value": "8", "CALLS-state": "withdrawn", "note": "Counted twice"})
    assert page.beside("CALLS-value").startswith("A withdrawn figure has no value.")
    figures.as_("analyst").submit(ENTER, {"CALLS-state": "withdrawn", "note": "Counted twice"})
    withdrawn = Facts(value=None, state=ValueState.WITHDRAWN, reason="Counted twice")
    assert stored(figures, "CALLS") == withdrawn
    figures.as_("analyst").submit(ENTER, {"CALLS-value": "4"})
    assert stored(figures, "CALLS") == Facts(value=Decimal(4))


def test_figures_loaded_meanwhile_are_shown_before_anything_is_saved(figures: Office) -> None:
    analyst = figures.as_("analyst")
    opened = analyst.get(ENTER).form()
    with transaction(figures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 7, 8]))
    before = figures.counts()
    page = analyst.post(ENTER, {**opened, "CALLS-value": "5"}, status=409)
    assert figures.counts() == before
    assert "was changed by somebody else" in page.errors[0]
    assert "On record: 7 , provisional" in page.main
    assert page.form()["CALLS-value"] == "5"
    analyst.post(ENTER, page.form())
    assert stored(figures, "CALLS") == Facts(value=Decimal(5))


def test_a_form_sent_twice_is_saved_once(figures: Office) -> None:
    analyst = figures.as_("analyst")
    opened = analyst.get(ENTER).form() | {"CALLS-value": "5"}
    analyst.post(ENTER, opened)
    before = figures.counts()
    analyst.post(ENTER, opened, status=409)
    assert figures.counts() == before


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "August 2024"),
        ("?month=2023-02", "February 2023"),
        ("?month=2031-01", "September 2024"),
        ("?month=never&priority=99&page=7", "August 2024"),
    ],
)
def test_any_month_that_has_begun_can_be_entered(figures: Office, asked: str, shown: str) -> None:
    assert figures.as_("analyst").get(f"/measures/enter{asked}").h1 == f"Enter figures for {shown}"


def test_many_measures_are_entered_a_page_at_a_time(figures: Office) -> None:
    with transaction(figures.sessions) as session:
        first = priority_of(session, "PCP-2022-25", 1)
        for number in range(30):
            make_measure(session, first, f"M{number:02}", name=f"Measure {number:02}")
    second = figures.as_("analyst").get(f"{ENTER}&page=2")
    assert len(second.soup.select("main .tracker-card")) == 9
    figures.as_("analyst").submit(f"{ENTER}&page=2", {"M29-value": "631"})
    assert stored(figures, "M29") == Facts(value=Decimal(631))


def test_an_office_without_measures_is_told_what_to_do_next(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("analyst").get("/measures/enter")
    assert "There are no measures yet. Create a measure first." in page.main


def test_errors_in_the_same_words_say_of_which_measure_they_are_and_a_map_without_layout_is_asked_for_it(
    office_on_sqlite: Office,
) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        for code in ("CALLS", "CHATS"):
            make_measure(session, priority_of(session, "PCP-2022-25", 1), code, name=f"Number of {code}")
    analyst = office_on_sqlite.as_("analyst")
    opened = analyst.get("/measures/enter").form()
    boxes = [name for name in opened if name.endswith("value")]
    page = analyst.post("/measures/enter", opened | dict.fromkeys(boxes, "Nil"), status=422)
    for code, error in zip(("CALLS", "CHATS"), page.errors, strict=True):
        assert error.startswith(f"Figure, {code}: This can mean two things.")
    page = analyst.submit("/measures/load/maps/new", name="Niche", status=422)
    assert "Select how the files are laid out" in page.errors
