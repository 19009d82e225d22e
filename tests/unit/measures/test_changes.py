"""What may be said of a measure: its code, its unit, its levels; and what is refused, in words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import DomainError
from tracker.measures.rules import MeasureType, PeerStatus, Unit
from tracker.measures.rules_changes import (
    RESERVED,
    UNITS,
    AreaAndWholeTogether,
    AreasStand,
    CodeIsReserved,
    NotACode,
    TypeIsFixed,
    UnitDoesNotFit,
    check_area_named,
    check_code,
    check_type_stays,
    check_unit,
    check_withdrawable,
)
from tracker.measures.rules_levels import (
    BasisWithoutPeers,
    BegunAlready,
    MonthNotBegun,
    PeersNeedABasis,
    TargetBelowNothing,
    TargetSetAlready,
    WithdrawnAlready,
    check_beginning,
    check_not_withdrawn,
    check_peers,
    check_target,
)

APRIL, MAY = date(2024, 4, 1), date(2024, 5, 1)


@given(st.from_regex(r"[A-Z0-9_]{1,60}", fullmatch=True).filter(lambda code: code not in RESERVED))
def test_capitals_digits_and_underscores_are_a_code(code: str) -> None:
    check_code(code)


@given(st.text().filter(lambda text: re.fullmatch(r"[A-Z0-9_]+", text, re.ASCII) is None))
def test_nothing_else_is_a_code(text: str) -> None:
    with pytest.raises(NotACode, match="capital letters, digits and underscores"):
        check_code(text)


@pytest.mark.parametrize("code", sorted(RESERVED))
def test_no_code_reads_like_the_address_of_another_page(code: str) -> None:
    with pytest.raises(CodeIsReserved, match=code):
        check_code(code)


@pytest.mark.parametrize("kind", list(MeasureType))
@pytest.mark.parametrize("unit", list(Unit))
def test_each_type_has_its_units_and_no_others(kind: MeasureType, unit: Unit) -> None:
    if unit in UNITS[kind]:
        check_unit(kind, unit)
        return
    with pytest.raises(UnitDoesNotFit) as refused:
        check_unit(kind, unit)
    assert refused.value.field == "unit"
    assert all(each.label.lower() in str(refused.value) for each in UNITS[kind])


def test_a_measure_with_figures_keeps_its_type_and_unit_and_says_what_to_do_instead() -> None:
    count, hours = (MeasureType.COUNT, Unit.COUNT), (MeasureType.COUNT, Unit.HOURS)
    check_type_stays("CALLS", count, hours, has_figures=False)
    check_type_stays("CALLS", count, count, has_figures=True)
    with pytest.raises(TypeIsFixed, match="Withdraw this measure and create another one") as refused:
        check_type_stays("CALLS", count, hours, has_figures=True)
    assert refused.value.field == "unit"
    with pytest.raises(TypeIsFixed) as refused:
        check_type_stays("CALLS", count, (MeasureType.STOCK, Unit.COUNT), has_figures=True)
    assert refused.value.field == "kind"


@pytest.mark.parametrize(
    ("whole", "area", "field"), [("CALLS", None, "area"), ("CALLS", "  ", "area"), (None, "North", "parent_id")]
)
def test_an_area_and_its_whole_are_named_together(whole: str | None, area: str | None, field: str) -> None:
    with pytest.raises(AreaAndWholeTogether) as refused:
        check_area_named(whole, area)
    assert refused.value.field == field


def test_an_area_or_a_whole_by_itself_is_well_named() -> None:
    check_area_named("CALLS", "North")
    check_area_named(None, None)


def test_a_whole_goes_only_after_its_areas() -> None:
    check_withdrawable("CALLS", [])
    with pytest.raises(AreasStand, match="CALLS is the whole of CALLS_N, CALLS_S"):
        check_withdrawable("CALLS", ["CALLS_N", "CALLS_S"])


def test_one_target_begins_in_a_month_and_it_is_not_below_nothing() -> None:
    check_target(Decimal(0), APRIL, [MAY])
    with pytest.raises(TargetSetAlready, match="April 2024"):
        check_target(Decimal(80), APRIL, [APRIL])
    with pytest.raises(TargetBelowNothing):
        check_target(Decimal(-1), APRIL, [])


def test_a_chart_begins_anew_once_in_a_month_that_has_begun() -> None:
    check_beginning(APRIL, [MAY], date(2024, 3, 1), date(2024, 4, 1))
    with pytest.raises(MonthNotBegun, match="May 2024"):
        check_beginning(MAY, [], date(2024, 3, 1), date(2024, 4, 30))
    with pytest.raises(BegunAlready, match="April 2024"):
        check_beginning(APRIL, [APRIL], date(2024, 3, 1), date(2024, 4, 30))


def test_what_is_withdrawn_is_not_withdrawn_again() -> None:
    check_not_withdrawn("The target from April 2024", None)
    with pytest.raises(WithdrawnAlready, match="The target from April 2024 was withdrawn on 1 May 2024 already"):
        check_not_withdrawn("The target from April 2024", MAY)


@pytest.mark.parametrize("status", list(PeerStatus))
def test_what_an_analyst_says_of_the_peers_needs_a_basis(status: PeerStatus) -> None:
    check_peers(status, "Said by the force")
    with pytest.raises(PeersNeedABasis, match=re.escape(status.label)) as refused:
        check_peers(status, " ")
    assert refused.value.field == "peers_basis"


def test_a_basis_without_a_status_says_nothing() -> None:
    check_peers(None, None)
    with pytest.raises(BasisWithoutPeers):
        check_peers(None, "Said by the force")


def test_every_refusal_is_a_sentence_that_ends() -> None:
    refusals: list[DomainError] = [TargetSetAlready(APRIL), BegunAlready(APRIL), MonthNotBegun(APRIL)]
    assert all(str(each).endswith(".") for each in refusals)
