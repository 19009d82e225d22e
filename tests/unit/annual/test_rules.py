"""What writers of an annual report may enter, whether its money adds up, and what a new year begins with."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.annual.rules import (
    DEFAULT_ORDER,
    FinanceSide,
    SectionKind,
    TextTooLong,
    YearNotBegun,
    check_begun,
    check_line,
    check_text,
    subject_of,
)
from tracker.annual.rules_defaults import Opening, openings
from tracker.annual.rules_finance import (
    BadAmount,
    BadPercent,
    BadPounds,
    Column,
    MoneyLine,
    NameTwice,
    amount_of,
    check_amount,
    check_finance,
    check_names,
    check_percent,
    percent_text,
    pounds_text,
    read_pounds,
    share_sums,
)
from tracker.annual.rules_pictures import (
    Consent,
    ConsentEndsEarly,
    ConsentInTheFuture,
    ConsentNeeded,
    check_consent,
    may_be_shown,
)
from tracker.dates import FinancialYear

NAMES = {Column.ACTUAL: "2023-24 actual", Column.BUDGET: "2024-25 budget"}
COST, INCOME = FinanceSide.COST, FinanceSide.FINANCED_BY
DAY = date(2024, 9, 18)
thousandths = st.integers(-9_999_999, 9_999_999).map(lambda number: Decimal(number).scaleb(-3))


def line(side: FinanceSide, actual: str, budget: str | None = None, *, total: bool = False) -> MoneyLine:
    return MoneyLine(side, "Cost of service" if total else "A line", actual, budget, total)


@given(thousandths)
def test_an_amount_is_read_back_as_it_is_printed(amount: Decimal) -> None:
    for printed in (f"{amount:,.3f}", f"{amount:.3f}", f" £{amount:.3f}m " if amount >= 0 else f"{amount:.3f}"):
        assert amount_of(check_amount(printed, "The amount")) == amount


@pytest.mark.parametrize(
    "typed", ["", "lots", "1£2", "(-5)", "5£", "1.2.3", "1,23", "--1", "1e5", "٤", "12.3456789", None]
)
def test_what_is_no_amount_is_refused(typed: str | None) -> None:
    with pytest.raises(BadAmount, match="“Grant” must be an amount in £ million"):
        check_amount(typed, "“Grant”")


def test_an_amount_keeps_the_decimals_it_was_typed_with() -> None:
    assert check_amount("36.830", "It") == "36.830"
    assert check_amount("−0.258", "It") == "-0.258"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(".5", "0.5"), ("-.5", "-0.5"), ("(5)", "-5"), ("(£1,250.0)", "-1,250.0"), ("(5)m", "-5"), ("£.5m", "0.5")],
)
def test_amounts_may_be_written_as_accounts_write_them(typed: str, kept: str) -> None:
    assert check_amount(typed, "It") == kept


def test_two_rows_of_one_name_are_refused() -> None:
    check_names(["Roads", "Courts"])
    with pytest.raises(NameTwice, match="“roads” stands in the table twice"):
        check_names(["Roads", "Courts", "roads"])


@given(st.lists(thousandths, min_size=1, max_size=6))
def test_a_table_whose_halves_are_the_same_adds_up(amounts: list[Decimal]) -> None:
    printed = [f"{amount:.3f}" for amount in amounts]
    total = f"{sum(amounts):.3f}"
    lines = [line(side, each, each) for side in FinanceSide for each in printed]
    lines += [line(side, total, total, total=True) for side in FinanceSide]
    assert check_finance(lines, NAMES) == []


@given(st.lists(thousandths, min_size=1, max_size=6), thousandths.filter(bool))
def test_a_total_its_lines_do_not_come_to_tells_both_and_the_difference(amounts: list[Decimal], off: Decimal) -> None:
    total = sum(amounts, Decimal(0))
    lines = [*(line(COST, f"{each:.3f}") for each in amounts), line(COST, f"{total + off:.3f}", total=True)]
    lines.append(line(INCOME, f"{total + off:.3f}"))
    (found,) = check_finance(lines, NAMES)
    assert (found.first, found.second, found.difference) == (total + off, total, off)


def test_a_cost_that_its_income_does_not_meet_is_told_in_one_sentence() -> None:
    (found,) = check_finance([line(COST, "148.769"), line(INCOME, "148.760")], NAMES)
    assert found.sentence == (
        "2023-24 actual: the cost is £148.769m, the income is £148.760m. The difference is £0.009m."
    )


def test_a_budget_that_is_not_set_everywhere_is_not_judged() -> None:
    assert check_finance([line(COST, "1.0", "2.0"), line(INCOME, "1.0")], NAMES) == []
    assert check_finance([], NAMES) == []


@given(st.lists(st.integers(-50, 60), min_size=1, max_size=8))
def test_shares_are_whole_only_where_they_come_to_100(shares: list[int]) -> None:
    (found,) = share_sums([(Decimal(share), None) for share in shares], "2023-24", "2022-23")
    assert found.is_whole == (sum(shares) == 100)
    assert ("not 100%" in found.sentence) != found.is_whole


def test_shares_of_the_year_before_are_summed_where_they_are_known() -> None:
    found = share_sums([(Decimal(101), Decimal(98)), (Decimal(-1), None)], "2023-24", "2022-23")
    assert [each.sentence for each in found] == [
        "2023-24: the shares come to 100%.",
        "2022-23: the shares come to 98%, not 100%. The difference is -2%.",
    ]


def test_percentages_are_read_with_or_without_their_sign() -> None:
    assert check_percent("26%", "It") == 26
    assert check_percent("−1", "It") == -1
    assert check_percent("(.5)%", "It") == Decimal("-0.5")
    for typed in ("", "much", "£5", "2000", "-200", "(101)"):
        with pytest.raises(BadPercent):
            check_percent(typed, "It")
    assert [percent_text(Decimal(each)) for each in ("26", "6.50", "-1", "100")] == ["26%", "6.5%", "-1%", "100%"]


def test_pounds_are_above_nothing_and_have_pennies_at_most() -> None:
    assert read_pounds("£463,000") == 463_000
    assert pounds_text(Decimal("1250.5")) == "£1,250.50"
    for typed in ("0", "-5", "1.005", "1000000000", "some"):
        with pytest.raises(BadPounds):
            read_pounds(typed)


def test_a_text_that_is_too_long_tells_how_much() -> None:
    assert check_text("a\n\nb ", "It", 10) == "a\n\nb"
    assert check_line(" a\n b ", "It", 10) == "a b"
    assert check_text("  ", "It", 10) is None
    with pytest.raises(TextTooLong) as refused:
        check_text("x" * 2501, "The case study", 2500)
    assert str(refused.value) == "The case study is too long: at most 2,500 characters; you have 2,501"


def test_a_new_year_takes_over_order_headings_and_the_wording_that_stays() -> None:
    before = (
        Opening(SectionKind.CONTACTS, "Write to us", "By post."),
        Opening(SectionKind.FOREWORD, "A word", "Last year was good."),
        Opening(SectionKind.OTHER, "Awards", "Three.", included=False),
    )
    assert openings(before) == (
        before[0],
        Opening(SectionKind.FOREWORD, "A word", None),
        Opening(SectionKind.OTHER, "Awards", None, included=False),
    )


def test_the_first_year_begins_with_the_usual_sections() -> None:
    found = openings(())
    assert tuple(each.kind for each in found) == DEFAULT_ORDER
    assert {each.kind for each in found if each.text} == {SectionKind.ROLE, SectionKind.VOICE}


def test_a_year_that_lies_ahead_cannot_be_begun() -> None:
    year = FinancialYear(2024)
    check_begun(year, year.start)
    with pytest.raises(YearNotBegun):
        check_begun(year, year.start - timedelta(days=1))


def test_people_in_a_picture_have_agreed_by_today() -> None:
    check_consent(Consent("Ash Field", DAY), DAY)
    for consent in (Consent(None, DAY), Consent("  ", DAY), Consent("Ash Field", None)):
        with pytest.raises(ConsentNeeded):
            check_consent(consent, DAY)
    with pytest.raises(ConsentInTheFuture):
        check_consent(Consent("Ash Field", DAY + timedelta(days=1)), DAY)
    with pytest.raises(ConsentEndsEarly):
        check_consent(Consent("Ash Field", DAY, DAY - timedelta(days=1)), DAY)


@given(st.dates(), st.none() | st.dates(), st.none() | st.dates())
def test_a_picture_of_people_is_shown_only_while_they_agree(on: date, since: date | None, until: date | None) -> None:
    assert may_be_shown(False, None, None, on)
    agreed = since is not None and since <= on and (until is None or on <= until)
    assert may_be_shown(True, since, until, on) == agreed


def test_the_log_names_parts_by_their_year() -> None:
    assert subject_of("2023-24", "picture 3") == "annual 2023-24/picture 3"
    assert subject_of("2023-24") == "annual 2023-24"
