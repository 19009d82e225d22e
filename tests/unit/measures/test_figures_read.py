"""Figures are found in every way the house writes them; dates, names and ranks are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.measures.rules_figures_read import read_figures
from tracker.measures.rules_figures_types import Hedge, Kind


@pytest.mark.parametrize(
    ("text", "kind", "readings", "sign"),
    [
        ("1,777", Kind.COUNT, (1777,), 0),
        ("1295", Kind.COUNT, (1295,), 0),
        ("nine", Kind.COUNT, (9,), 0),
        ("n.817", Kind.COUNT, (817,), 0),
        ("n. 817", Kind.COUNT, (817,), 0),
        ("n.-35,701", Kind.COUNT, (35701,), -1),
        ("n= +44", Kind.COUNT, (44,), 1),
        ("1.4 million", Kind.COUNT, (1_400_000,), 0),
        ("408k", Kind.COUNT, (408_000,), 0),
        ("1.8M", Kind.COUNT, (1_800_000,), 0),
        ("-10.5%", Kind.PERCENT, ("10.5",), -1),
        ("10.5 per cent", Kind.PERCENT, ("10.5",), 0),
        ("19.2 %", Kind.PERCENT, ("19.2",), 0),
        ("3.9 % pts", Kind.POINTS, ("3.9",), 0),
        ("3.9 percentage points", Kind.POINTS, ("3.9",), 0),
        ("1.6% points", Kind.POINTS, ("1.6",), 0),
        ("+1.5%ppts", Kind.POINTS, ("1.5",), 1),
        ("-0.3pp", Kind.POINTS, ("0.3",), -1),
        ("1m17s", Kind.DURATION, (77,), 0),
        ("10m 55s", Kind.DURATION, (655,), 0),
        ("1 hour 31 minutes and 32 secs", Kind.DURATION, (5492,), 0),
        ("3-minute 40 secs", Kind.DURATION, (220,), 0),
        ("14.16 secs", Kind.DURATION, ("14.16",), 0),
        ("4,000 hours", Kind.DURATION, (14_400_000,), 0),
        ("1h", Kind.DURATION, (3600,), 0),
        ("1:12", Kind.DURATION, (72, 4320), 0),
        ("01:29:18", Kind.DURATION, (5358,), 0),
        ("1:31:32", Kind.DURATION, (5492,), 0),
        ("-5:20", Kind.DURATION, (320, 19200), -1),
        ("192 days", Kind.DAYS, (192,), 0),
        ("£1m", Kind.MONEY, (1_000_000,), 0),
    ],
)
def test_a_figure_in_each_house_format(text: str, kind: Kind, readings: tuple[int | str, ...], sign: int) -> None:
    [written] = read_figures(f"It came to {text} then.")
    assert (written.text, written.kind, written.sign) == (text, kind, sign)
    assert written.readings == tuple(Decimal(reading) for reading in readings)


@pytest.mark.parametrize(
    "text",
    [
        *("Jul-24", "July 2024", "Jul -24", "15th July", "26 September 2024", "2024-07-31", "Jan-Dec-23", "in 2023"),
        *("FY 23/24", "24/25FY", "2023-24", "12 months", "12m", "two months", "5-week", "5pm", "24/7"),
        *("41st out of 44", "33/44", "Outcome 16", "Outcome 14 & 16", "O14+16", "Sec 60", "S136", "Fatal 4", "Q2"),
        *("999", "calls to 101", "PIP2", "Pillar 1&2", "Priority 2", "quarter three", "per 1,000 people", "aged 18"),
        *("officer1@example.org", "https://example.org/2024/07", "± 3.6"),
    ],
)
def test_a_date_a_name_or_a_rank_is_no_figure(text: str) -> None:
    assert read_figures(f"As said, {text} it is.") == []


def test_a_telephone_number_is_a_figure_where_it_is_said_to_be_one() -> None:
    assert [written.text for written in read_figures("The 101 volume was 999, that of 999 was 101 (n. 111).")] == [
        *("999", "101", "n. 111")
    ]


def test_a_number_of_a_list_is_no_figure() -> None:
    assert [written.text for written in read_figures("1) The rate was 5.0%.")] == ["5.0%"]


def test_a_dash_before_a_figure_is_no_minus() -> None:
    assert [written.sign for written in read_figures("Fatal – 23 and Rape - 634, but -3")] == [0, 0, -1]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("about 1,800", Hedge.ABOUT), ("over 1,700", Hedge.OVER), ("nearly 80%", Hedge.UNDER), ("was 80%", Hedge.NONE)],
)
def test_a_word_before_a_figure_may_soften_it(text: str, hedge: Hedge) -> None:
    assert [written.hedge for written in read_figures(text)] == [hedge]


def test_the_last_place_says_how_far_a_figure_may_be_rounded() -> None:
    steps = [written.step for written in read_figures("62%, 62.1%, 16 minutes, 16m12s, 1.4 million")]
    assert steps == [1, Decimal("0.1"), 60, 1, 100_000]
