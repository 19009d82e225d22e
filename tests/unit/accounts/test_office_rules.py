from __future__ import annotations

import pytest

from tracker.accounts.rules import (
    DAYS,
    MAY_BE_EMPTY,
    NUMBERS,
    SECTIONS,
    BadOfficeSetting,
    Office,
    OfficeKey,
    check_setting,
    missing_for_the_statement,
    office_from,
)

TOLD = {
    OfficeKey.CONTACT_EMAIL: "help@example.org",
    OfficeKey.CONTACT_REPLY_DAYS: "10",
    OfficeKey.STATEMENT_PREPARED: "18 September 2024",
    OfficeKey.STATEMENT_REVIEWED: "18 September 2024",
}


def test_every_setting_is_a_fact_of_the_office() -> None:
    assert set(Office.__slots__) == {key.value for key in OfficeKey}


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        (OfficeKey.CONTACT_EMAIL, " Help@Example.org ", "help@example.org"),
        (OfficeKey.CONTACT_EMAIL, " ", ""),
        (OfficeKey.CONTACT_PHONE, " 01632 960 014 ", "01632 960 014"),
        (OfficeKey.CONTACT_REPLY_DAYS, "010", "10"),
        (OfficeKey.CONTACT_REPLY_DAYS, "", ""),
        (OfficeKey.STATEMENT_PREPARED, "18 september  2024", "18 September 2024"),
        (OfficeKey.STATEMENT_PREPARED, "01 March 2024", "1 March 2024"),
        (OfficeKey.STATEMENT_REVIEWED, "", ""),
        (OfficeKey.EXCEPTION_TWO, " 1.50 ", "1.5"),
        (OfficeKey.EXCEPTION_EIGHT, "0.0", "0"),
        (OfficeKey.EXCEPTION_ONE, "05", "5"),
        (OfficeKey.EXCEPTION_WINDOW, "36", "36"),
        (OfficeKey.EXCEPTION_POPULATION, "Yes", "yes"),
        (OfficeKey.QUESTION_TIME, "9:00", "09:00"),
        (OfficeKey.PRECEPT_REVIEW, "02 february", "2 February"),
        (OfficeKey.PRE_ELECTION_FROM, "20 March 2025", "20 March 2025"),
        (OfficeKey.WRITTEN_QUESTION_DAYS, "0", "0"),
    ],
)
def test_a_setting_is_kept_in_one_form(key: OfficeKey, typed: str, kept: str) -> None:
    assert check_setting(key, typed) == kept


@pytest.mark.parametrize(
    ("key", "typed", "asked_for"),
    [
        (OfficeKey.CONTACT_EMAIL, "help at example.org", "Enter an email address in the correct format"),
        (OfficeKey.CONTACT_REPLY_DAYS, "0", "Enter a whole number from 1 to 60"),
        (OfficeKey.CONTACT_REPLY_DAYS, "soon", "Enter a whole number from 1 to 60"),
        (OfficeKey.STATEMENT_PREPARED, "31 February 2024", "Enter a real date, for example 18 September 2024"),
        (OfficeKey.STATEMENT_PREPARED, "18/9/2024", "Enter a real date"),
        (OfficeKey.STATEMENT_PREPARED, "18 Sept 2024", "Enter a real date"),
        (OfficeKey.STATEMENT_PREPARED, "1 January 0000", "Enter a real date"),
        (OfficeKey.STATEMENT_PREPARED, "１８ September 2024", "Enter a real date"),
        (OfficeKey.RAG_BEHIND_BY, "", "Enter a whole number from 1 to 100"),
        (OfficeKey.NAME, "", "Enter the words to print"),
        (OfficeKey.EXCEPTION_TWO, "5.01", "Enter a number from 0 to 5 with at most two decimals"),
        (OfficeKey.EXCEPTION_TWO, "-1", "Enter a number from 0 to 5"),
        (OfficeKey.EXCEPTION_TWO, "1.555", "Enter a number from 0 to 5"),
        (OfficeKey.EXCEPTION_TWO, "nan", "Enter a number from 0 to 5"),
        (OfficeKey.EXCEPTION_TWO, "", "Enter a number from 0 to 5"),
        (OfficeKey.EXCEPTION_WINDOW, "11", "Enter a whole number from 12 to 60"),
        (OfficeKey.EXCEPTION_ONE_BEFORE, "1", "Enter yes or no"),
        (OfficeKey.WEIGHT_TREND, "101", "Enter a whole number from 0 to 100"),
        (OfficeKey.QUESTION_TIME, "5pm", "Enter a time of day on the 24-hour clock"),
        (OfficeKey.QUESTION_TIME, "24:00", "Enter a time of day on the 24-hour clock"),
        (OfficeKey.QUESTION_TIME, "", "Enter a time of day on the 24-hour clock"),
        (OfficeKey.PRECEPT_ISSUE, "29 February", "Enter a day of every year, for example 22 February"),
        (OfficeKey.PRECEPT_ISSUE, "1 March 2025", "Enter a day of every year"),
        (OfficeKey.VERBAL_QUESTION_DAYS, "31", "Enter a whole number from 0 to 30"),
    ],
)
def test_a_value_a_setting_cannot_take_is_refused_with_what_is_wanted(
    key: OfficeKey, typed: str, asked_for: str
) -> None:
    with pytest.raises(BadOfficeSetting, match=asked_for) as refused:
        check_setting(key, typed)
    assert (refused.value.key, refused.value.value) == (key, typed.strip())


def test_the_page_of_settings_shows_every_setting_once() -> None:
    shown = [key for _, keys in SECTIONS for key in keys]
    assert sorted(shown) == sorted(OfficeKey)


def test_numbers_and_days_are_different_settings() -> None:
    assert not DAYS & set(NUMBERS)
    assert DAYS <= MAY_BE_EMPTY


def test_until_the_office_has_told_it_the_statement_lacks_it() -> None:
    assert missing_for_the_statement(office_from({})) == tuple(TOLD)
    assert missing_for_the_statement(office_from(TOLD)) == ()


@pytest.mark.parametrize("way", [OfficeKey.CONTACT_EMAIL, OfficeKey.CONTACT_PHONE, OfficeKey.CONTACT_POST])
def test_one_way_to_reach_the_office_is_enough(way: OfficeKey) -> None:
    office = office_from(TOLD | {OfficeKey.CONTACT_EMAIL: ""} | {way: "told"})
    assert office.has_contact
    assert missing_for_the_statement(office) == ()
