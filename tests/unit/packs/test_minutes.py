"""Minutes: who was there, running numbers, decisions, and what is fixed once the Panel confirmed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import DomainError
from tracker.packs.rules_minutes import (
    Apology,
    ConfirmedAlready,
    ConfirmedTooEarly,
    Decision,
    LeftBeforeArriving,
    MinutesState,
    MotionIncomplete,
    Moved,
    Movement,
    NamedTwice,
    NoSubstitute,
    NotInTheRoom,
    NumberTaken,
    Present,
    Seat,
    SecondedOneself,
    SubstituteForNobody,
    Unknown,
    check_attendance,
    check_confirming,
    check_decision,
    check_first,
    check_open,
    following,
    movements,
    numbered,
)

DAY = date(2024, 6, 27)
SEATS = (Seat("Ali"), Seat("Bucknell"), Seat("Mathew"), Seat("King", substitute=True), Seat("Cook", substitute=True))
PRESENT = (Present("Bucknell"), Present("Ali", arrived=time(10, 39), left=time(12)), Present("King"))
APOLOGIES = (Apology("Mathew", "King"),)


def refused(present: tuple[Present, ...] = PRESENT, apologies: tuple[Apology, ...] = APOLOGIES) -> type[DomainError]:
    with pytest.raises(DomainError) as refusal:
        check_attendance(DAY, SEATS, present, apologies)
    return refusal.type


def test_members_and_substitutes_of_the_day_can_be_present() -> None:
    check_attendance(DAY, SEATS, PRESENT, APOLOGIES)
    check_attendance(DAY, SEATS, (), ())


def test_nobody_else_is_present_or_sends_apologies() -> None:
    assert refused((*PRESENT, Present("Stranger"))) is Unknown
    assert refused(apologies=(*APOLOGIES, Apology("Stranger"))) is Unknown


def test_nobody_is_named_twice() -> None:
    assert refused((*PRESENT, Present("Ali"))) is NamedTwice
    assert refused(apologies=(*APOLOGIES, Apology("Ali"))) is NamedTwice


def test_a_substitute_sits_for_one_member() -> None:
    assert refused(apologies=(Apology("Mathew", "Bucknell"),)) is NoSubstitute
    assert refused((Present("King"),), (Apology("Mathew", "King"), Apology("Ali", "King"))) is NoSubstitute
    assert refused((*PRESENT, Present("Cook"))) is SubstituteForNobody


def test_nobody_leaves_before_they_arrive() -> None:
    assert refused((Present("Ali", arrived=time(11), left=time(10)),)) is LeftBeforeArriving


def test_arrivals_and_departures_are_told_in_their_order() -> None:
    there = (*PRESENT, Present("Cook", arrived=time(12)))
    assert movements(there) == (
        Moved("Ali", Movement.ARRIVED, time(10, 39)),
        Moved("Cook", Movement.ARRIVED, time(12)),
        Moved("Ali", Movement.LEFT, time(12)),
    )


def test_a_formal_decision_has_a_proposer_and_a_seconder_who_are_there() -> None:
    decided = Decision("To approve.", formal=True, proposer="Bucknell", seconder="King")
    check_decision(decided, PRESENT)
    check_decision(Decision("Noted.", formal=False), ())
    for wrong, refusal in (
        (replace(decided, seconder=None), MotionIncomplete),
        (replace(decided, proposer=""), MotionIncomplete),
        (replace(decided, seconder="Bucknell"), SecondedOneself),
        (replace(decided, seconder="Mathew"), NotInTheRoom),
    ):
        with pytest.raises(refusal):
            check_decision(wrong, PRESENT)


def test_whoever_has_not_come_yet_or_has_left_seconds_nothing() -> None:
    decided = Decision("To approve.", formal=True, proposer="Bucknell", seconder="Ali")
    check_decision(decided, PRESENT, time(10, 39))
    for at in (time(10, 38), time(12)):
        with pytest.raises(NotInTheRoom, match="Ali is not among those present"):
            check_decision(decided, PRESENT, at)


def test_the_numbers_go_on_from_the_last_minutes() -> None:
    assert following(35) == 36
    assert following(None) == 1
    assert following(None, 36) == 36
    assert numbered(36, 15)[-1] == 50
    with pytest.raises(NumberTaken, match="Enter a number from 36 on"):
        check_first(35, 35)
    check_first(36, 35)
    check_first(1, None)


def test_confirmed_minutes_are_not_changed() -> None:
    check_open(MinutesState.DRAFT, None)
    with pytest.raises(ConfirmedAlready, match="The Panel confirmed these minutes on 26 September 2024"):
        check_open(MinutesState.CONFIRMED, date(2024, 9, 26))


def test_minutes_are_confirmed_at_a_later_meeting() -> None:
    check_confirming(DAY, date(2024, 9, 26))
    with pytest.raises(ConfirmedTooEarly):
        check_confirming(DAY, DAY)


times = st.none() | st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@given(st.lists(st.builds(Present, st.sampled_from(["Ali", "Bucknell", "King"]), times, times)), times)
def test_movements_never_go_back_in_time_and_name_everybody_who_moved(present: list[Present], at: time | None) -> None:
    told = movements(present)
    assert [each.at for each in told] == sorted(each.at for each in told)
    assert len(told) == sum((each.arrived is not None) + (each.left is not None) for each in present)
    assert all(each.was_there(None) for each in present)
