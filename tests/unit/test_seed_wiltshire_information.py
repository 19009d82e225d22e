"""The demonstration's register of Specified Information: every line of the Order, and what is the office's own."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tracker.config import project_file
from tracker.information.rules import DueFrom, Every, State, TimingBy
from tracker.information.rules_standing import Published, Timing, standing_of
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow

ORDER = re.compile(
    r"SI 2011/3050, Schedule, paragraph ([0-9]+[A-C]?(?:\([a-h]\)(?:\([iv]+\))?)?)"
    r"(, (?:inserted|substituted|as amended) by SI (?:2012/2479|2013/1816|2021/547))?"
)
PARAGRAPHS = (
    *(f"1({letter})" for letter in "abcdef"),
    *(f"2({letter})" for letter in "abcde"),
    "2A",
    *(f"3({letter})" for letter in "abcdefgh"),
    *("4(a)", "4(b)", "4(c)", "4"),
    *(f"5({letter})" for letter in "abcd"),
    *(f"6({letter})" for letter in "abcd"),
    "7",
    *("7A(a)", "7A(b)", "7B(a)", "7B(b)", "7C(a)(i)", "7C(a)(ii)", "7C(b)"),
    "8",
)


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(project_file("seeds", "wiltshire"))


def lines(seeds: SeedSet) -> dict[str, InformationLineRow]:
    return {row.code: row for row in seeds.of(InformationLineRow)}


def test_every_line_of_the_order_is_there_and_named(seeds: SeedSet) -> None:
    found = [match[1] for row in seeds.of(InformationLineRow) if (match := ORDER.fullmatch(row.source))]
    assert found == list(PARAGRAPHS)
    beside = [row.code for row in seeds.of(InformationLineRow) if not ORDER.fullmatch(row.source)]
    assert beside == ["AR", "PCP"], "what the Act of 2011 asks for beside the Order"


def test_what_the_amendments_brought_says_so(seeds: SeedSet) -> None:
    for row in seeds.of(InformationLineRow):
        later = {"2A": "2012/2479", "3-h": "2013/1816", "7A": "2021/547", "7B": "2021/547", "7C": "2021/547"}
        by = next((order for start, order in later.items() if row.code.startswith(start)), None)
        if by is not None:
            assert row.source.endswith(f"inserted by SI {by}")


def test_the_budget_is_due_before_the_year_and_spending_after_each_month(seeds: SeedSet) -> None:
    found = lines(seeds)
    for letter in "abcde":
        row = found[f"3-{letter}"]
        assert (row.every, row.due_from, row.due_days, row.timing_by) == (Every.YEAR, DueFrom.START, 1, TimingBy.ORDER)
    for letter in "fg":
        row = found[f"3-{letter}"]
        assert (row.every, row.due_from, row.timing_by) == (Every.MONTH, DueFrom.END, TimingBy.PARTLY)


def test_what_the_order_leaves_open_is_marked_as_the_offices_own(seeds: SeedSet) -> None:
    for row in seeds.of(InformationLineRow):
        if row.timing_by is not TimingBy.ORDER and row.due_days is not None:
            assert "the office’s own" in (row.note or ""), row.code


def test_nothing_leads_to_a_real_office_and_what_is_assumed_says_so(seeds: SeedSet) -> None:
    addresses = [row.address for row in seeds.of(InformationLineRow)]
    addresses += [row.address for row in seeds.of(InformationPublicationRow)]
    assert all(address is None or address.startswith("https://example.org/") for address in addresses)
    assert {row.note for row in seeds.of(InformationPublicationRow)} == {"Assumed for the demonstration"}


def test_on_the_demonstrations_day_some_lines_are_late_and_most_are_not(seeds: SeedSet) -> None:
    done: dict[str, list[Published]] = {}
    for row in seeds.of(InformationPublicationRow):
        done.setdefault(row.line_code, []).append(
            Published(row.done_on, row.period, row.address, row.kind.value == "checked")
        )
    states = {
        code: standing_of(
            Timing(row.every, row.due_from, row.due_days, row.counts_from), done.get(code, []), date(2024, 9, 18)
        ).state
        for code, row in lines(seeds).items()
    }
    assert {code for code, state in states.items() if state is State.LATE} == {"1-e", "3-f"}
    assert states["3-g"] is State.SOON
    assert set(states.values()) == set(State)
