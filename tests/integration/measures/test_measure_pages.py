"""The pages of measures, as each person reads them and as an analyst fills them in."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.bulk_measures import add_measures
from tests.factories_measures import NEWEST, fill_measures, give_figures, make_load, make_measure
from tests.integration.test_query_counts import counted
from tests.web_fixtures import Office
from tracker.audit.rules import Event
from tracker.measures import queries
from tracker.measures.models import Measure
from tracker.measures.rules import Marking, MeasureType, PeerStatus, Unit
from tracker.plan.queries import priority
from tracker.writing import transaction

PLAN = "PCP-2022-25"
NEW = {
    "code": "da_crime",
    "name": "Domestic abuse crimes",
    "kind": "count",
    "unit": "count",
    "polarity": "lower",
    "engine": "exceptions",
}


@pytest.fixture
def filled(office_on_sqlite: Office) -> Office:
    with transaction(office_on_sqlite.sessions) as session:
        fill_measures(session, priority(session, PLAN, 1))
    return office_on_sqlite


def measure(office: Office, code: str = "CALLS") -> Measure:
    with office.sessions() as session:
        return queries.measure(session, code)


def place(office: Office, number: int = 1) -> str:
    with office.sessions() as session:
        return str(priority(session, PLAN, number).id)


def test_the_list_has_each_measure_under_its_group_in_its_newest_month(filled: Office) -> None:
    page = filled.as_("officer").get("/measures")
    row = next(row for row in page.soup.select("tbody tr") if "CALLS;" in row.text)
    assert "Aug-24" in row.text
    assert "1,450" in row.text
    assert "One-Month High" in row.text
    assert "provisional" in row.text
    assert "No figure yet" in page.text
    assert "OFFICIAL SENSITIVE" in page.text
    assert "Counted no more" not in page.text


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=answer", {"WAIT"}),
        ("q=calls_n", {"CALLS_NORTH"}),
        ("state=withdrawn", {"GONE"}),
        ("exception=1", {"CALLS", "CALLS_NORTH", "CALLS_SOUTH"}),
        (f"priority={PLAN}/2", set()),
        (f"priority={PLAN}", {"CALLS", "CALLS_NORTH", "CALLS_SOUTH", "WAIT", "BARE"}),
        ("group=1&q=south", {"CALLS_SOUTH"}),
        ("group=x&page=99&priority=NONE/", set()),
    ],
)
def test_the_list_is_narrowed_by_its_filters(filled: Office, query: str, codes: set[str]) -> None:
    page = filled.as_("officer").get(f"/measures?{query}")
    links = {str(link["href"]).rpartition("/")[2] for link in page.soup.select("tbody th[scope=row] a")}
    assert links == codes
    assert codes or "No measure matches" in page.text


def test_an_empty_list_says_what_to_do_next(office_on_sqlite: Office) -> None:
    assert "Create the first one" in office_on_sqlite.as_("analyst").get("/measures").text
    assert "Analysts create them" in office_on_sqlite.as_("officer").get("/measures").text


def test_a_measures_page_says_how_it_stands_and_why(filled: Office) -> None:
    text = filled.as_("officer").get("/measures/calls").text
    for words in (
        "1,450 in August 2024",
        "At most 1,100",
        "Target not met",
        "One-Month High: the month is above",
        "come to 1,305: 145 less than the whole, 1,450",
        "Some callers do not say where they are.",
        "an analyst says: Does not trend with Peers. Basis: Force.",
        "Rising since the spring.",
        "Begun anew in June 2021",
        "Load 2, 18 Sep 2024",
        "sums of their months",
        "Provisional",
    ):
        assert words in text, words
    assert "Change details" not in text


def test_another_month_is_shown_where_it_is_on_record(filled: Office) -> None:
    page = filled.as_("officer").get("/measures/CALLS?month=2024-06")
    assert "in June 2024" in page.text
    assert "Target met" in page.text
    for odd in ("1999-01", "x", "2024-13", ""):
        assert "in August 2024" in filled.as_("officer").get(f"/measures/CALLS?month={odd}").text


def test_a_marked_figure_is_shown_with_what_it_blocks(filled: Office) -> None:
    text = filled.as_("officer").get("/measures/WAIT").text
    assert "OFFICIAL SENSITIVE: the figure of August 2024 is marked" in text
    assert "Total time" in text
    page = filled.as_("chief_executive").get("/measures/WAIT/markings")
    box = page.soup.select_one("input[name=months]")
    assert box is not None
    refused = filled.refused("chief_executive", "/measures/WAIT/markings", reason="Agreed with the force")
    assert refused.errors == ["Tick the months whose figures may be published."]
    filled.as_("chief_executive").submit(
        "/measures/WAIT/markings", months=str(box["value"]), reason="Agreed with the force"
    )
    cleared = filled.as_("officer").get("/measures/WAIT/markings").text
    assert "18 Sep 2024 by Cath Ellery" in cleared
    assert "Agreed with the force" in cleared
    assert "OFFICIAL SENSITIVE:" not in filled.as_("officer").get("/measures/WAIT").text


def test_revisions_show_every_vintage_with_its_change(filled: Office) -> None:
    page = filled.as_("officer").get("/measures/CALLS/revisions")
    first, second = page.soup.select("tbody tr")[:2]
    assert "In force" in first.text
    assert "+50" in first.text
    assert "1,400" in second.text
    assert "1 month has been revised" in page.text
    assert "May 2021" in filled.as_("officer").get("/measures/CALLS/revisions?page=2").text


def test_an_analyst_creates_a_measure_and_changes_it(filled: Office) -> None:
    analyst = filled.as_("analyst")
    analyst.submit("/measures/new", NEW, priority_id=place(filled))
    made = measure(filled, "DA_CRIME")
    assert (made.name, made.position) == ("Domestic abuse crimes", 4)
    analyst.submit("/measures/DA_CRIME/edit", name="DA crimes", kind="rate", unit="percent", reason="Shorter")
    changed = measure(filled, "DA_CRIME")
    assert (changed.name, changed.kind, changed.unit) == ("DA crimes", MeasureType.RATE, Unit.PERCENT)
    page = analyst.get("/measures/DA_CRIME")
    assert "No figure is on record yet" in page.text
    assert "Reason: Shorter" in page.text
    same = analyst.submit("/measures/DA_CRIME/edit", status=200, follow=True)
    assert "Nothing was changed" in same.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "CALLS"}, "CALLS is the code of another measure"),
        ({"code": "GO-NE"}, "capital letters, digits and underscores"),
        ({"code": "peers"}, "part of the address of another page"),
        ({"kind": "survey"}, "cannot be counted as"),
        ({"area": "North"}, "Choose the measure of the whole"),
        ({"name": ""}, "Enter the name of the measure"),
        ({"priority_id": "999"}, "select one of the answers in the list"),
    ],
)
def test_what_cannot_be_said_of_a_new_measure_is_refused_in_words(
    filled: Office, changes: dict[str, str], said: str
) -> None:
    typed = {**NEW, "priority_id": place(filled), **changes}
    status = 422
    page = filled.refused("analyst", "/measures/new", typed, status=status)
    assert said in " ".join(page.errors)


def test_the_type_of_a_measure_with_figures_is_not_asked_for(filled: Office) -> None:
    page = filled.as_("analyst").get("/measures/CALLS/edit")
    assert not page.soup.select("input[name=kind], input[name=unit], input[name=code]")
    assert "withdraw this measure and create another one" in page.text
    filled.as_("analyst").submit("/measures/CALLS/edit", name="Calls received", kind="stock", unit="days")
    assert measure(filled).kind is MeasureType.COUNT


def test_a_stale_change_shows_both_texts_and_loses_nothing(filled: Office) -> None:
    analyst = filled.as_("analyst")
    opened = analyst.get("/measures/CALLS/edit").form()
    analyst.submit("/measures/CALLS/edit", name="Calls received")
    page = analyst.post("/measures/CALLS/edit", {**opened, "name": "Calls made"}, status=409)
    assert "Calls made" in page.text
    assert "Calls received" in page.text
    assert page.form()["name"] == "Calls made"
    analyst.post("/measures/CALLS/edit", page.form())
    assert measure(filled).name == "Calls made"


def test_a_measure_is_withdrawn_and_restored_with_reasons(filled: Office) -> None:
    analyst = filled.as_("analyst")
    refused = analyst.submit("/measures/CALLS/withdraw", reason="Counted twice", status=422)
    assert "CALLS is the whole of CALLS_NORTH, CALLS_SOUTH" in " ".join(refused.errors)
    analyst.submit("/measures/WAIT/withdraw", reason="Counted twice")
    assert "Counted twice" in filled.as_("officer").get("/measures/WAIT").text
    assert analyst.get("/measures/WAIT/edit", status=409)
    assert analyst.get("/measures/CALLS/restore", status=409)
    analyst.submit("/measures/WAIT/restore", reason="It was not")
    assert measure(filled, "WAIT").withdrawn_on is None


def test_targets_and_new_beginnings_are_set_and_withdrawn(filled: Office) -> None:
    analyst = filled.as_("analyst")
    typed = {"sense": "at_least", "value": "1,000", "from_month": "Jan 2024"}
    refused = filled.refused("analyst", "/measures/CALLS/targets/new", {**typed, "value": "ten", "from_month": "soon"})
    assert any("“ten” is no figure" in error for error in refused.errors)
    assert any("“soon” is no month" in error for error in refused.errors)
    twice = filled.refused("analyst", "/measures/CALLS/targets/new", {**typed, "from_month": "2024-04"})
    assert "A target from April 2024 is in force already" in " ".join(twice.errors)
    assert twice.form()["from_month"] == "April 2024"
    analyst.submit("/measures/CALLS/targets/new", typed)
    analyst.submit("/measures/CALLS/targets/1/withdraw", reason="Never agreed")
    analyst.submit("/measures/CALLS/baselines/new", from_month="April 2024", reason="A new system")
    later = filled.refused("analyst", "/measures/CALLS/baselines/new", from_month="Oct 2024", reason="Soon")
    assert "has not begun yet" in " ".join(later.errors)
    analyst.submit("/measures/CALLS/baselines/1/withdraw", reason="It was the same system")
    text = analyst.get("/measures/CALLS").text
    for words in ("At least 1,000", "Never agreed", "A new system", "It was the same system", "Target met"):
        assert words in text
    analyst.get("/measures/CALLS/targets/1/withdraw", status=409)


def test_groups_are_created_renamed_and_counted(filled: Office) -> None:
    analyst = filled.as_("analyst")
    analyst.submit("/measures/groups/new", name="Outcomes", priority_id=place(filled, 2))
    refused = filled.refused("analyst", "/measures/groups/new", name="demand", priority_id=place(filled))
    assert "has a group called “Demand” already" in " ".join(refused.errors)
    analyst.submit("/measures/groups/1/edit", name="Calls", position="2")
    wrong = filled.refused("analyst", "/measures/groups/1/edit", name="Calls", position="0")
    assert "a whole number from 1 to 999" in " ".join(wrong.errors)
    text = filled.as_("officer").get("/measures/groups").text
    assert "Calls" in text
    assert "Outcomes" in text


def test_words_of_a_quarter_and_what_is_said_of_the_peers(filled: Office) -> None:
    address = "/measures/CALLS/context?quarter=2024-25-Q1"
    refused = filled.refused("analyst", address, peers=PeerStatus.DOES_NOT_TREND.value)
    assert "Enter on what basis" in " ".join(refused.errors)
    filled.as_("analyst").submit(address, words="Steady", peers=PeerStatus.LESS.value, peers_basis="The force")
    assert "Steady" in filled.as_("analyst").get(address).text
    assert "Steady" in filled.as_("officer").get("/measures/CALLS?month=2024-05").text
    filled.as_("analyst").get("/measures/CALLS/context?quarter=2024-25-Q9", status=404)


def test_words_of_a_dashboard_that_contradict_its_figures_are_shown_when_they_are_saved(filled: Office) -> None:
    analyst, address = filled.as_("analyst"), "/measures/CALLS/context?quarter=2024-25-Q1"
    analyst.submit(address, words="Calls from the public in June 2024 were 1,041.", peers="", peers_basis="")
    shown = analyst.get(address).text
    for words in ("Something in it contradicts the figures: see below", "Contradicts the table", "1,020"):
        assert words in shown
    analyst.submit(address, words="Calls from the public in June 2024 were 1,020.", peers="", peers_basis="")
    assert "contradicts" not in analyst.get("/measures/CALLS").text
    assert "Agrees with the table" in analyst.get(address).text
    analyst.submit(address, words="They were 986 in the region.", peers="", peers_basis="")
    assert "Say in the words where a figure comes from" in analyst.get(address).text


def test_the_comparison_with_peers_says_whether_it_is_good(filled: Office) -> None:
    filled.as_("analyst").submit("/measures/CALLS/context?quarter=2024-25-Q2", words="", peers="", peers_basis="")
    text = filled.as_("officer").get("/measures/peers").text
    assert "Greater than Peers" in text
    assert "Worse than Peers" in text


def test_the_spreadsheet_has_measures_and_their_figures_and_is_logged(filled: Office) -> None:
    answer = filled.as_("officer").http.get("/measures.xlsx")
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["About", "Measures", "Figures"]
    figures = list(book["Figures"].iter_rows(values_only=True))
    newest = next(row for row in figures if row[0] == "CALLS" and row[3] == 1450)
    assert newest[4] == "1,450"
    assert newest[8] == "Provisional"
    marked = next(row for row in figures if row[0] == "WAIT" and row[9])
    assert (marked[5], marked[6], marked[9]) == (1500, 100, "OFFICIAL SENSITIVE")
    assert filled.events()[-1] == (Event.MEASURES_EXPORTED.value, "measures")


def test_each_page_costs_the_same_with_one_measure_and_with_fifty(office_on_sqlite: Office) -> None:
    paths = ("/measures", "/measures?exception=1", "/measures/CALLS", "/measures/peers", "/measures.xlsx")
    with transaction(office_on_sqlite.sessions) as session:
        fill_measures(session, priority(session, PLAN, 1))
    few = {path: cost(office_on_sqlite, path) for path in paths}
    with transaction(office_on_sqlite.sessions) as session:
        add_measures(session, 50, priority(session, PLAN, 2), months=36)
    assert {path: cost(office_on_sqlite, path) for path in paths} == few
    assert few["/measures"] <= 14
    assert few["/measures/CALLS"] <= 20
    assert few["/measures/peers"] <= 10


def cost(office: Office, path: str) -> int:
    with counted(office) as said:
        assert office.as_("analyst").http.get(path).status_code == 200
    return len(said)


def test_a_page_of_a_type_that_cannot_be_added_up_says_so(filled: Office) -> None:
    with transaction(filled.sessions) as session:
        of_it = priority(session, PLAN, 2)
        survey = {"kind": MeasureType.SURVEY, "unit": Unit.PERCENT}
        whole = make_measure(session, of_it, "TRUST", **survey)
        north = make_measure(session, of_it, "TRUST_N", parent_id=whole.id, area="North", **survey)
        load = make_load(session)
        for each in (whole, north):
            give_figures(session, each, ["76.9"], last=NEWEST, load=load, marking=Marking.NONE)
    text = filled.as_("officer").get("/measures/TRUST").text
    assert "cannot be added up" in text
    assert "Rolling 12 Month Only" in text
