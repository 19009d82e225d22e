"""Figures from a file, looked at and loaded, and figures of a month entered by hand, as an analyst does it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_loads import as_csv, load_file, make_map
from tests.factories_measures import make_measure
from tests.integration.test_query_counts import counted
from tests.web_client import Page, path_of
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.measures.commands_load import LoadFigures, load_figures
from tracker.measures.models import Measure, MeasureLoad, MeasureValue
from tracker.measures.queries_load import facts_of
from tracker.measures.queries_values import newest_load, values_in_force
from tracker.measures.rules import Marking, MeasureType, Unit, ValueState
from tracker.measures.rules_load import Facts
from tracker.measures.rules_refusals import CannotLoad, FiguresMoved, NothingToLoad
from tracker.plan.models import Priority
from tracker.plan.queries import priority as priority_of
from tracker.writing import transaction

JULY, AUGUST = date(2024, 7, 1), date(2024, 8, 1)
HEADS = ["Measure", "Jul-24", "Aug-24"]


@pytest.fixture
def with_measures(office: Office) -> Office:
    with transaction(office.sessions) as session:
        first = priority_of(session, "PCP-2022-25", 1)
        make_measure(session, first, "CALLS")
        make_measure(session, first, "LOST", name="Calls lost", kind=MeasureType.RATE, unit=Unit.PERCENT)
    return office


def in_force(session: Session, code: str, month: date) -> Facts | None:
    measure = session.scalars(select(Measure).where(Measure.code == code)).one()
    found = values_in_force(session, [measure.id]).get(measure.id, {}).get(month)
    return facts_of(found) if found else None


def sent(office: Office, *rows: Sequence[object], name: str = "figures.csv", status: int = 302) -> Page:
    """The page that follows after an analyst sent a file with these rows."""
    return sent_file(office, as_csv(*rows), name=name, status=status)


def sent_file(office: Office, content: bytes, *, name: str = "figures.csv", status: int = 302) -> Page:
    """The page that follows after an analyst sent a file."""
    return office.as_("analyst").submit("/measures/load", {"file": (io.BytesIO(content), name)}, status=status)


def test_a_load_stores_what_is_new_and_keeps_what_it_replaces(session: Session, priority: Priority) -> None:
    make_measure(session, priority, "CALLS")
    first = load_file(session, as_csv(HEADS, ["CALLS", "1,200", 7]))
    second = load_file(session, as_csv(HEADS, ["CALLS", 1200, 8]))
    held = session.execute(select(MeasureValue.month, MeasureValue.value).where(MeasureValue.load_id == second.id))
    assert [tuple(row) for row in held] == [(AUGUST, Decimal(8))]
    assert in_force(session, "CALLS", JULY) == Facts(value=Decimal(1200))
    assert (first.number, second.number) == (1, 2)
    assert first.file is not None
    assert first.origin == "figures.csv"


def test_nothing_is_stored_of_a_file_with_a_problem_or_with_nothing_new(session: Session, priority: Priority) -> None:
    make_measure(session, priority, "CALLS")
    with pytest.raises(CannotLoad) as refused:
        load_file(session, as_csv(HEADS, ["CALLS", 5, "Nil"], ["NOBODY", 1, 2]))
    assert len(refused.value.problems) == 2
    assert newest_load(session) == 0
    load_file(session, as_csv(HEADS, ["CALLS", 5, 6]))
    with pytest.raises(NothingToLoad):
        load_file(session, as_csv(HEADS, ["CALLS", 5, ""]))
    assert newest_load(session) == 1


def test_a_load_that_somebody_did_not_see_ends_the_loading_of_what_they_saw(
    session: Session, priority: Priority
) -> None:
    make_measure(session, priority, "CALLS")
    file = check_sheet_file("figures.csv", as_csv(HEADS, ["CALLS", 5, 6]))
    command = LoadFigures(file=file, table=read_table(file), seen=newest_load(session))
    load_file(session, as_csv(HEADS, ["CALLS", 7, 8]))
    with pytest.raises(FiguresMoved):
        load_figures(session, command, by=SYSTEM, on=TODAY)


def test_an_analyst_sees_each_problem_by_row_and_column_and_nothing_is_loaded(with_measures: Office) -> None:
    page = sent(with_measures, HEADS, ["CALLS", 5, "Nil"])
    check = with_measures.as_("analyst").get(path_of(page))
    assert "The file has 1 problem, so nothing of it can be loaded." in check.text
    row = [cell.get_text(" ", strip=True) for cell in check.soup.select("table tbody tr th, table tbody tr td")]
    assert row[0] == "Row 2, column C Aug-24"
    assert row[1].startswith("“Nil” This can mean two things.")
    assert not check.soup.select("main form[method=post]")


def test_an_analyst_loads_what_they_looked_at_and_finds_it_as_a_load(with_measures: Office) -> None:
    analyst = with_measures.as_("analyst")
    where = path_of(sent(with_measures, HEADS, ["CALLS", "1,200", 7]))
    page = analyst.submit(where, {"note": "From the call handling system."})
    load = analyst.get(path_of(page))
    assert "Loaded 2 new figures as load 1." in load.text
    assert "1,200" in load.main
    with analyst.http.get("/measures/loads/1/file") as answer:
        assert answer.data == as_csv(HEADS, ["CALLS", "1,200", 7])
        assert "figures.csv" in answer.headers["Content-Disposition"]
    events = [event for event, _ in with_measures.events()]
    assert events.count("figures:loaded") == 1
    # The preview of what was loaded leads to the load.
    assert path_of(analyst.get(where, status=302)) == "/measures/loads/1"


def test_a_final_figure_needs_a_reason_that_the_page_asks_for(with_measures: Office) -> None:
    with transaction(with_measures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 5, 6]), final=True)
    where = path_of(sent(with_measures, HEADS, ["CALLS", 5, 9]))
    page = with_measures.refused("analyst", where)
    assert page.errors == ["Enter the reason: 1 figure needs one, for instance because what is on record is final."]
    with_measures.as_("analyst").submit(where, {"note": "Recounted"})
    with with_measures.sessions() as session:
        stored = in_force(session, "CALLS", AUGUST)
    assert stored == Facts(value=Decimal(9), state=ValueState.FINAL, reason="Recounted")


def test_figures_loaded_meanwhile_show_the_preview_anew(with_measures: Office) -> None:
    analyst = with_measures.as_("analyst")
    where = path_of(sent(with_measures, HEADS, ["CALLS", 5, 6]))
    seen = analyst.get(where).form()
    with transaction(with_measures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 7, 8]))
    page = analyst.post(where, {**seen, "note": "First"}, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert "Figures on record that change" in page.text
    assert page.form()["note"] == "First"
    analyst.post(where, page.form())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("figures.xls", b"\xd0\xcf\x11\xe0", "neither a CSV file nor an Excel workbook"),
        ("figures.csv", b"%PDF-1.7", "is not a CSV file"),
        ("figures.xlsx", b"Measure,Jul-24", "is not an Excel workbook"),
        ("figures.csv", b"", "is empty"),
        ("figures.csv", b'Measure,"Jul-24', "a quotation mark is not closed"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_is_chosen(
    with_measures: Office, name: str, content: bytes, said: str
) -> None:
    page = with_measures.refused("analyst", "/measures/load", {"file": (io.BytesIO(content), name)})
    assert said in page.beside("file")


def test_a_map_is_saved_and_files_are_read_by_it(with_measures: Office) -> None:
    analyst = with_measures.as_("analyst")
    typed = {"name": "Niche", "layout": "long", "measure": "Offence", "month": "Recorded in", "value": "N"}
    analyst.submit("/measures/load/maps/new", typed)
    assert "Niche" in analyst.get("/measures/load/maps").text
    page = sent(with_measures, ["Offence", "Recorded in", "N"], ["CALLS", "Jul-24", 5])
    assert "the column map “Niche”" in analyst.get(path_of(page)).text
    again = with_measures.refused("analyst", "/measures/load/maps/new", {**typed, "name": "niche"}, status=422)
    assert "already" in again.beside("name")


def test_a_map_is_changed_and_the_log_keeps_what_it_was(with_measures: Office) -> None:
    with transaction(with_measures.sessions) as session:
        number = make_map(session).id
    analyst = with_measures.as_("analyst")
    where = f"/measures/load/maps/{number}"
    seen = analyst.get(where).form()
    analyst.submit(where, {"value": "", "numerator": "Top", "denominator": "Bottom"})
    assert analyst.get(where).form()["numerator"] == "Top"
    stale = analyst.post(where, {**seen, "value": "Count"}, status=409)
    assert stale.form()["value"] == "Count"
    assert with_measures.events()[-1][0] == "column_map:saved"


def test_a_month_is_entered_by_hand_and_nothing_typed_is_lost(with_measures: Office) -> None:
    where = "/measures/enter?month=2024-07"
    wrong = with_measures.refused("analyst", where, {"CALLS-value": "1,200", "LOST-numerator": "9"})
    assert "enter the denominator too" in wrong.beside("LOST-denominator")
    assert wrong.form()["CALLS-value"] == "1,200"
    with_measures.as_("analyst").submit(
        where, {"CALLS-value": "1,200", "LOST-numerator": "9", "LOST-denominator": "129"}
    )
    with with_measures.sessions() as session:
        lost = in_force(session, "LOST", JULY)
        load = session.scalars(select(MeasureLoad)).one()
    assert lost is not None
    assert lost.value == Decimal("6.976744")
    assert load.origin == "Entered by hand: July 2024"
    page = with_measures.as_("analyst").get(where)
    assert "On record: 1,200 , provisional" in page.main
    assert "Enter at least one figure" in with_measures.refused("analyst", where).errors[0]


def test_a_figure_is_marked_and_withdrawn_by_hand(with_measures: Office) -> None:
    with transaction(with_measures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 5, 6]))
    analyst, where = with_measures.as_("analyst"), "/measures/enter?month=2024-07"
    analyst.submit(where, {"CALLS-marking": "official_sensitive"})
    with with_measures.sessions() as session:
        marked = in_force(session, "CALLS", JULY)
    assert marked == Facts(value=Decimal(5), marking=Marking.OFFICIAL_SENSITIVE)
    refused = with_measures.refused("analyst", where, {"CALLS-state": "withdrawn"})
    assert "Say why" in refused.beside("CALLS-reason")
    analyst.submit(where, {"CALLS-state": "withdrawn", "CALLS-reason": "Counted twice"})
    with with_measures.sessions() as session:
        withdrawn = in_force(session, "CALLS", JULY)
    assert withdrawn is not None
    assert (withdrawn.value, withdrawn.state) == (None, ValueState.WITHDRAWN)


def test_the_preview_shows_what_is_new_what_changes_and_what_is_on_record_already(with_measures: Office) -> None:
    with transaction(with_measures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", "1,200", 6]))
    check = with_measures.as_("analyst").get(
        path_of(sent(with_measures, HEADS, ["CALLS", 1250, 6], ["LOST", "", "7%"]))
    )
    changed = [cell.get_text(" ", strip=True) for cell in check.soup.select("table:has(#changed-caption) tbody tr > *")]
    assert changed == ["Calls from the public CALLS", "Jul-24", "Figure", "1,200", "1,250"]
    new = [cell.get_text(" ", strip=True) for cell in check.soup.select("table:has(#new-caption) tbody tr > *")]
    assert new == ["Calls lost LOST", "Aug-24", "7.0%", "Provisional"]
    for words in ("New figures 1 ", "Changed figures 1 ", "On record already 1: not stored again", "Blank 1: nothing"):
        assert words in check.main
    assert "without their parts 1 of rates" in check.main.lower()


def test_the_same_file_a_second_time_has_nothing_to_load(with_measures: Office) -> None:
    analyst, rows = with_measures.as_("analyst"), (HEADS, ["CALLS", 5, 6])
    first = path_of(sent(with_measures, *rows))
    opened = analyst.get(first).form()
    analyst.post(first, opened)
    before = with_measures.counts()
    # A double click: whoever sends the form again is led to the load.
    assert path_of(analyst.post(first, opened)) == "/measures/loads/1"
    assert with_measures.counts() == before
    second = path_of(sent(with_measures, *rows))
    page = analyst.get(second)
    assert "The file holds nothing that is not on record already, so there is nothing to load." in page.main
    forced = analyst.post(second, {**opened, "form_key": "k" * 32, "version": "2"}, status=422)
    assert forced.errors == ["“figures.csv” holds nothing that is not on record already, so there is nothing to load."]
    assert newest(with_measures) == 1


def test_a_load_marked_final_is_final_and_says_so_before(with_measures: Office) -> None:
    where = f"{path_of(sent(with_measures, HEADS, ['CALLS', 5, 6]))}?final=1"
    analyst = with_measures.as_("analyst")
    assert "Final" in analyst.get(where).soup.select("table:has(#new-caption) tbody tr")[0].get_text()
    analyst.submit(where)
    with with_measures.sessions() as session:
        stored = in_force(session, "CALLS", JULY)
    assert stored == Facts(value=Decimal(5), state=ValueState.FINAL)


@pytest.mark.parametrize("who", ["officer", "lead", "chief_executive", "clerk", "administrator"])
def test_only_an_analyst_sends_and_loads_figures(with_measures: Office, who: str) -> None:
    where = path_of(sent(with_measures, HEADS, ["CALLS", 5, 6]))
    opened = with_measures.as_("analyst").get(where).form()
    opened["csrf_token"] = str(with_measures.as_(who).get("/account").soup.select("input[name=csrf_token]")[0]["value"])
    before = with_measures.counts()
    for path in (where, "/measures/load", "/measures/enter", "/measures/load/maps", "/measures/load/maps/new"):
        with_measures.as_(who).get(path, status=403)
    for path in (where, "/measures/load", "/measures/enter", "/measures/load/maps/new"):
        with_measures.as_(who).post(path, opened, status=403)
    assert with_measures.counts() == before


def newest(office: Office) -> int:
    with office.sessions() as session:
        return newest_load(session)


def test_the_preview_costs_the_same_for_one_measure_and_for_fifty(with_measures: Office) -> None:
    codes = [f"M{number}" for number in range(50)]
    with transaction(with_measures.sessions) as session:
        first = priority_of(session, "PCP-2022-25", 1)
        for code in codes:
            make_measure(session, first, code, name=f"Measure {code}")
        load_file(session, as_csv(HEADS, *([code, 5, 6] for code in codes)))
    one, fifty = (
        path_of(sent(with_measures, HEADS, *([code, 5, 7] for code in named))) for named in (codes[:1], codes)
    )
    costs = []
    for where in (one, fifty):
        with counted(with_measures) as said:
            with_measures.as_("analyst").get(where)
        costs.append(len(said))
    assert costs[0] == costs[1] <= 12


@pytest.mark.parametrize(
    "path", ["/measures/load", "/measures/load/maps", "/measures/loads", "/measures/loads/1", "/measures/enter"]
)
def test_pages_cost_the_same_however_much_there_is(with_measures: Office, path: str) -> None:
    def cost() -> int:
        with counted(with_measures) as said:
            with_measures.as_("analyst").get(path)
        return len(said)

    with transaction(with_measures.sessions) as session:
        load_file(session, as_csv(HEADS, ["CALLS", 5, 6]))
        make_map(session)
    few = cost()
    with transaction(with_measures.sessions) as session:
        first = priority_of(session, "PCP-2022-25", 1)
        for number in range(20):
            make_measure(session, first, f"M{number}", name=f"Measure {number}")
        load_file(session, as_csv(HEADS, *([f"M{number}", number, number] for number in range(20))))
        for number in range(5):
            make_map(session, f"Map {number}")
    assert cost() == few <= 12
