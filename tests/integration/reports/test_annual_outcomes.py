"""Choosing the outcomes of a year: ticking, ordering without a mouse, wording anew, nothing lost."""

from __future__ import annotations

from tests.integration.test_query_counts import Priced, cost
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.dates import FinancialYear
from tracker.plan import queries as plan_queries
from tracker.reports import queries_annual as queries

ENTRIES = "/reports/highlight/2024-25-Q{}/plans/PCP-2022-25/priorities/1"
OUTCOMES = "/reports/annual/2024-25/outcomes/PCP-2022-25/1"
REPORT = "/reports/annual/2024-25"
YEAR = FinancialYear(2024)


def recorded(office: Office) -> list[str]:
    """Two outcomes in the first quarter and one in the second; gives their names on the form."""
    for quarter, lines in ((1, ("First", "Second")), (2, ("Third",))):
        answers = {f"new-outcome-{number}-text": text for number, text in enumerate(lines)}
        office.as_("lead").submit(ENTRIES.format(quarter), answers)
    with office.sessions() as session:
        priority = plan_queries.priority(session, "PCP-2022-25", 1)
        return [f"outcome-{each.entry.id}" for each in queries.outcomes_of(session, priority.id, YEAR)]


def choose(office: Office, answers: dict[str, str], who: str = "officer") -> Page:
    return office.as_(who).submit(OUTCOMES, answers)


def chosen(office: Office) -> list[tuple[str, str | None]]:
    """(words printed, code of the objective) of those chosen, in order."""
    with office.sessions() as session:
        priority = plan_queries.priority(session, "PCP-2022-25", 1)
        page = queries.outcome_page(session, priority.id, YEAR)
        found = queries.standing_outcomes(page) if page else []
        return [(each.wording or each.entry.text, each.objective.code if each.objective else None) for each in found]


def test_before_anybody_chose_every_outcome_is_ticked_and_printed(office: Office) -> None:
    recorded(office)
    page = office.as_("officer").get(OUTCOMES)
    assert "Nobody has chosen yet" in page.main
    assert len(page.soup.select("input[type=checkbox][checked]")) == 3
    report = office.as_("officer").get(REPORT).main
    assert "First (April to June 2024)" in report
    assert "Third (July to September 2024)" in report


def test_a_page_without_outcomes_says_where_they_come_from(office: Office) -> None:
    assert "have no outcomes of this priority" in office.as_("officer").get(OUTCOMES).main


def test_what_is_ticked_is_printed_in_the_new_order_and_words_with_its_quarter(office: Office) -> None:
    first, second, third = recorded(office)
    page = choose(office, {f"{second}-printed": "", f"{third}-place": "1", f"{first}-wording": "Said for the year"})
    assert page.response.headers["Location"] == OUTCOMES
    assert chosen(office) == [("Third", None), ("Said for the year", None)]
    report = office.as_("officer").get(REPORT).main
    assert "Said for the year (April to June 2024)" in report
    assert "Second (" not in report
    assert office.events()[-1] == ("annual:outcomes_chosen", "annual 2024-25/outcomes/PCP-2022-25/1")


def test_the_quarters_own_words_are_no_new_wording(office: Office) -> None:
    first, *_ = recorded(office)
    choose(office, {f"{first}-wording": "First"})
    with office.sessions() as session:
        priority = plan_queries.priority(session, "PCP-2022-25", 1)
        page = queries.outcome_page(session, priority.id, YEAR)
        assert page is not None
        assert [each.wording for each in page.outcomes] == [None, None, None]


def test_an_outcome_that_was_left_out_can_be_printed_again(office: Office) -> None:
    _, second, _ = recorded(office)
    choose(office, {f"{second}-printed": ""})
    assert [text for text, _ in chosen(office)] == ["First", "Third"]
    choose(office, {f"{second}-printed": "y"})
    assert [text for text, _ in chosen(office)] == ["First", "Third", "Second"]


def test_a_line_withdrawn_from_its_quarter_leaves_the_year_too(office: Office) -> None:
    first, *_ = recorded(office)
    choose(office, {f"{first}-wording": "Said for the year"})
    office.as_("lead").submit(ENTRIES.format(1), {f"{first.replace('outcome', 'line')}-withdraw": "y"})
    assert "Said for the year" not in office.as_("officer").get(REPORT).main


def test_a_button_moves_an_outcome_and_saves_nothing(office: Office) -> None:
    first, *_ = recorded(office)
    values = office.as_("officer").get(OUTCOMES).form()
    page = office.as_("officer").post(OUTCOMES, {**values, "down": first}, status=200)
    assert "Moved to place 2. Save to keep the new order." in page.main
    assert chosen(office) == []


def test_a_late_choice_is_refused_with_both_texts(office: Office) -> None:
    first, *_ = recorded(office)
    choose(office, {})
    late = office.as_("lead").get(OUTCOMES).form()
    choose(office, {f"{first}-wording": "Theirs"})
    page = office.as_("lead").post(OUTCOMES, {**late, f"{first}-wording": "Mine"}, status=409)
    assert "Theirs" in page.main
    assert page.form()[f"{first}-wording"] == "Mine"
    assert chosen(office)[0] == ("Theirs", None)


def test_too_long_a_wording_is_refused_and_kept(office: Office) -> None:
    first, *_ = recorded(office)
    values = office.as_("officer").get(OUTCOMES).form()
    page = office.as_("officer").post(OUTCOMES, {**values, f"{first}-wording": "x" * 601}, status=422)
    assert page.form()[f"{first}-wording"] == "x" * 601


def test_the_page_costs_the_same_for_few_outcomes_and_many(office: Office) -> None:
    recorded(office)
    choose(office, {})
    few = len(cost(office, Priced("officer", OUTCOMES, 0)))
    office.as_("lead").submit(
        ENTRIES.format(2), {f"new-outcome-{number}-text": f"More {number}" for number in range(2)}
    )
    assert len(cost(office, Priced("officer", OUTCOMES, 0))) == few
