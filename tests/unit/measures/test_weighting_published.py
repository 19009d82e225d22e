"""How far the printed weightings of 2024 can be worked out from nothing but the table they stand in.

The 4 is the printed trend. The 6 would be a year-on-year change beyond noise: the months were not published, so a count
is tested as a count (binomial) and a rate as a share of the volume in the row it belongs to (two proportions). Times
cannot be tested without their months.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scipy import stats

from tests.unit.measures.published import summary, trend_printed
from tests.unit.measures.test_weighting import WEIGHTED, findings_of
from tracker.measures.rules_trend import SIGNIFICANT
from tracker.measures.rules_weighting import base_of, imported_base

VOLUME_OF = {
    "C999_ABANDON": "C999_OFFERED",
    "CCH_ABANDON": "CCH_OFFERED",
    "CRIB_ALL_ABANDON": "CRIB_ALL_OFFERED",
    "IMM_RESP_RATE": "IMM_LOGS",
    "PRI_RESP_RATE": "PRI_LOGS",
    "VWI_FAT_RATE": "VWI_VOL",
    "VWI_FAT_RATE_COUNTY": "VWI_VOL_COUNTY",
    "VWI_FAT_RATE_SWINDON": "VWI_VOL_SWINDON",
    "DA_ARREST_RATE": "DA_CRIME_VOL",
    "DA_FAT_RATE": "DA_CRIME_VOL",
    "DA_O1416_RATE": "DA_CRIME_VOL",
    "RASSO_FAT_RATE": "RASSO_VOL",
}
ROWS = {row["measure_code"]: row for row in summary()}


def both_years(row: Mapping[str, str]) -> tuple[int, int]:
    """A count's 12 months and the 12 before, which its printed change gives."""
    now = Decimal(row["twelve_month_value"])
    return int(now), round(now / (1 + Decimal(row["yoy_value"]) / 100))


def change_by_chance(row: Mapping[str, str]) -> float | None:
    """How likely chance alone gives such a change; None for times."""
    if row["unit"] == "count":
        now, then = both_years(row)
        return float(stats.binomtest(now, now + then).pvalue)
    if row["unit"] != "percent":
        return None
    rate, before = Decimal(row["twelve_month_value"]), Decimal(row["twelve_month_value"]) - Decimal(row["yoy_value"])
    cases = both_years(ROWS[VOLUME_OF[row["measure_code"]]])
    had = [round(volume * share / 100) for volume, share in zip(cases, (rate, before), strict=True)]
    table = [had, [volume - number for volume, number in zip(cases, had, strict=True)]]
    return float(stats.chi2_contingency(table).pvalue)


def test_a_base_worked_out_from_the_table_agrees_with_most_of_the_printed_ones() -> None:
    told, differing = 0, set()
    for row in WEIGHTED:
        chance = change_by_chance(row)
        if chance is None:
            continue
        told += 1
        base = base_of(trend_printed(row), None, change=chance < SIGNIFICANT)
        if base != imported_base(int(row["exception_weighting"]), findings_of(row)):
            differing.add(row["measure_code"])
    assert (len(WEIGHTED), told) == (48, 37)
    # 33 agree. To say 10 wherever a trend is printed would agree on 30 of the 37.
    assert differing == {"C999_ABANDON", "DA_O1416_RATE", "DA_REPEAT_VICTIMS", "ROAD_DRINK_ARRESTS"}


def test_the_sign_of_the_change_does_not_say_more_than_a_trend_alone() -> None:
    def agreeing(extra: bool) -> int:
        count = 0
        for row in WEIGHTED:
            trend, change = trend_printed(row), Decimal(row["yoy_value"])
            same = trend is not None and bool(trend.sign) and (trend.sign > 0) == (change > 0)
            base = base_of(trend, None, change=(same if extra else bool(trend and trend.sign)))
            count += base == imported_base(int(row["exception_weighting"]), findings_of(row))
        return count

    assert agreeing(extra=True) == agreeing(extra=False) == 39
