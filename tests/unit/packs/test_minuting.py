"""Writing minutes: running numbers that are never given twice, whose arrival stands where, what the log may tell."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.packs.rules_agenda import ItemKind, Line, Part
from tracker.packs.rules_minutes import Moved, Movement, Present
from tracker.packs.rules_minuting import (
    Came,
    DuringWhat,
    Guest,
    MinuteTitleNeeded,
    MinuteWords,
    NumberGiven,
    Numbers,
    Roll,
    TimeMissing,
    check_minute,
    check_movements,
    check_numbers,
    highest_before,
    moved_during,
    numbers_of,
    opening_text,
    told_minute,
)

DAY = date(2024, 6, 27)
SECRET = MinuteWords("A witness", "His name.", 1, "A complaint.")
runs = st.builds(Numbers, st.just(DAY), st.integers(1, 60), st.integers(0, 20))


@given(runs, runs)
def test_two_minutes_share_no_number(one: Numbers, other: Numbers) -> None:
    shared = set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))
    if shared:
        with pytest.raises(NumberGiven) as refusal:
            check_numbers(one, [other])
        assert refusal.value.number == min(shared)
    else:
        check_numbers(one, [other])


@given(st.integers(1, 99), st.lists(st.booleans(), max_size=20))
def test_items_that_stand_are_numbered_without_a_gap(first: int, withdrawn: list[bool]) -> None:
    lines = [Line(key, Part.OPEN, None, gone) for key, gone in enumerate(withdrawn)]
    given = numbers_of(first, lines)
    assert list(given.values()) == list(range(first, first + withdrawn.count(False)))
    assert not any(withdrawn[key] for key in given)


def test_the_highest_number_before_is_that_of_earlier_meetings_alone() -> None:
    earlier, later = Numbers(DAY - timedelta(days=90), 1, 35), Numbers(DAY + timedelta(days=90), 51, 9)
    assert highest_before(DAY, [earlier, later]) == 35
    assert highest_before(DAY, [later, Numbers(DAY - timedelta(days=1), 90, 0)]) is None


def test_a_time_and_its_item_go_together() -> None:
    check_movements([Came(Present("Ash")), Came(Present("Ash", arrived=time(11)), arrived_during=1)])
    with pytest.raises(DuringWhat) as without_item:
        check_movements([Came(Present("Ash", left=time(11)))])
    assert without_item.value.field == "left_during"
    with pytest.raises(TimeMissing) as without_time:
        check_movements([Came(Present("Ash"), arrived_during=1)])
    assert without_time.value.field == "arrived"


def test_arrivals_and_departures_stand_under_the_item_in_the_order_in_which_they_happened() -> None:
    roll = Roll(
        (
            Came(Present("Ash", left=time(11)), left_during=1),
            Came(Present("Birch", arrived=time(11)), arrived_during=1),
            Came(Present("Elm", arrived=time(10, 39)), arrived_during=2),
        ),
        guests=(Guest("Jo Smith"),),
    )
    assert moved_during(roll, 1) == (
        Moved("Birch", Movement.ARRIVED, time(11)),
        Moved("Ash", Movement.LEFT, time(11)),
    )
    assert [each.name for each in moved_during(roll, 2)] == ["Elm"]
    assert moved_during(roll, 3) == ()


def test_a_new_item_says_by_itself_only_what_other_records_say() -> None:
    coming = [(date(2024, 9, 26), time(13, 30), "Swindon"), (date(2024, 11, 14), None, None)]
    assert opening_text(ItemKind.STANDING, "Apologies for Absence", ()) is not None
    assert opening_text(ItemKind.STANDING, "Declarations of interest", coming) is None
    assert opening_text(ItemKind.REPORT, "Apologies of the force", coming) is None
    assert opening_text(ItemKind.DATES, "Future dates", coming) == (
        "The next meetings are:\n\n- 26 September 2024, 1:30pm, Swindon\n- 14 November 2024"
    )
    assert opening_text(ItemKind.DATES, "Future dates", ()) is None


def test_an_item_has_a_title() -> None:
    assert check_minute(SECRET) is SECRET
    with pytest.raises(MinuteTitleNeeded):
        check_minute(MinuteWords(" "))


@given(st.sampled_from([None, SECRET, MinuteWords("Tasers", "They were shown.")]), st.booleans())
def test_the_log_never_tells_the_words_of_an_item_nor_anything_of_an_exempt_one(
    other: MinuteWords | None, first: bool
) -> None:
    told = repr(told_minute(other, SECRET) if first else told_minute(SECRET, other))
    for words in ("A witness", "His name", "A complaint", "They were shown"):
        assert words not in told


def test_of_an_open_item_the_log_tells_the_title_and_that_words_changed() -> None:
    before = MinuteWords("Tasers", "They were shown.")
    assert told_minute(None, before) == {"Title": (None, "Tasers")}
    assert told_minute(before, MinuteWords("Tasers", "They were lent.")) == {"Words": (None, "changed")}
    assert told_minute(before, MinuteWords("Tasers", before.text, 3)) == {
        "Open to the public": ("yes", "no"),
        "Exempt by": (None, "paragraph 3"),
    }
