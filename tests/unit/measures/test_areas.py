"""Whether the areas of a measure add up to its whole, and how it stands to its peers, in figures and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.blocks import Shape, Tone
from tracker.documents.charts_control import control_words
from tracker.measures.rules import MeasureType, PeerStatus, Polarity, Unit, window
from tracker.measures.rules_areas import Part, Sum, cannot_add, sums
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_key import key_lines
from tracker.measures.rules_peer_rows import Said, peer_row, peer_rows
from tracker.measures.rules_peers import PeerBounds
from tracker.measures.rules_record_chart import record_chart
from tracker.measures.rules_shown import COMBINES, Against, against_peers, exceptions_shown, newest_standings
from tracker.measures.rules_standing import DEFAULTS, MeasureRecord, Peers
from tracker.measures.rules_windows import Figure, MonthValue

MONTH = date(2024, 8, 1)
COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=6)


def figure(value: object, numerator: object = None, denominator: object = None) -> Figure:
    parts = (None if each is None else Decimal(str(each)) for each in (value, numerator, denominator))
    own, above, below = parts
    return Figure(own, numerator=above, denominator=below)


def record(values: Sequence[int | None], last: date = MONTH, **changes: object) -> MeasureRecord:
    given_ = zip(window(last, len(values)), values, strict=True)
    facts: dict[str, object] = {
        "code": "CALLS",
        "name": "Calls",
        "kind": MeasureType.COUNT,
        "unit": Unit.COUNT,
        "values": {month: MonthValue(month, Decimal(each)) for month, each in given_ if each is not None},
    }
    return MeasureRecord(**{**facts, **changes})  # type: ignore[arg-type]  # each test names real fields


@given(COUNTS, st.integers(-1000, 1000))
def test_the_difference_is_what_the_areas_come_to_above_the_whole(areas: list[int], gap: int) -> None:
    whole = sum(areas) - gap
    (found,) = sums(MeasureType.COUNT, figure(whole), [(MeasureType.COUNT, figure(each)) for each in areas])
    assert found.difference == gap
    assert found.adds_up is (gap == 0)


@given(COUNTS)
def test_a_rate_adds_up_where_both_its_parts_do_whatever_the_rates_are(below: list[int]) -> None:
    areas = [(MeasureType.RATE, figure(50, 1, each)) for each in below]
    found = sums(MeasureType.RATE, figure(50, len(below), sum(below)), areas)
    assert [each.part for each in found] == [Part.NUMERATOR, Part.DENOMINATOR]
    assert all(each.adds_up for each in found)


@pytest.mark.parametrize("kind", [MeasureType.MEDIAN, MeasureType.SURVEY, MeasureType.SUPPLIED_RATE])
def test_what_no_sum_can_tell_says_so(kind: MeasureType) -> None:
    assert sums(kind, figure(3), [(kind, figure(1)), (kind, figure(2))]) == ()
    assert kind.label in cannot_add(kind, [kind, kind])


def test_a_missing_figure_or_another_type_leaves_nothing_to_compare() -> None:
    count = MeasureType.COUNT
    assert sums(count, figure(3), [(count, figure(None))]) == ()
    assert sums(count, figure(None), [(count, figure(3))]) == ()
    assert sums(count, figure(3), [(MeasureType.STOCK, figure(3))]) == ()
    assert cannot_add(count, [MeasureType.STOCK]).startswith("An area is of another type")
    assert cannot_add(count, [count]) == ""


def test_a_sum_is_told_with_its_difference() -> None:
    told = Sum(Part.VALUE, Decimal(5314), Decimal(5337)).words(Unit.COUNT)
    assert told == "The figures of the areas come to 5,314: 23 less than the whole, 5,337."
    assert (
        Sum(Part.TIME, Decimal(60), Decimal(60)).words(Unit.DURATION).endswith("come to 00:01:00, as the whole does.")
    )
    assert "2 more than" in Sum(Part.CASES, Decimal(12), Decimal(10)).words(Unit.DURATION)


@pytest.mark.parametrize(
    ("status", "polarity", "expected"),
    [
        (PeerStatus.GREATER, Polarity.HIGHER, Against.BETTER),
        (PeerStatus.GREATER, Polarity.LOWER, Against.WORSE),
        (PeerStatus.LESS, Polarity.HIGHER, Against.WORSE),
        (PeerStatus.LESS, Polarity.LOWER, Against.BETTER),
        (PeerStatus.GREATER, Polarity.NONE, None),
        (PeerStatus.IN_LINE_ABOVE, Polarity.HIGHER, None),
        (PeerStatus.DOES_NOT_TREND, Polarity.HIGHER, None),
        (None, Polarity.HIGHER, None),
    ],
)
def test_whether_standing_apart_is_good_depends_on_the_measure(
    status: PeerStatus | None, polarity: Polarity, expected: Against | None
) -> None:
    assert against_peers(status, polarity) is expected


def test_a_measure_against_its_peers_in_a_sentence() -> None:
    bounds = PeerBounds(Decimal(2), Decimal("2.5"), Decimal(3))
    supplied = record([1450], polarity=Polarity.LOWER, peers={MONTH: Peers("Similar forces", bounds, Decimal("3.25"))})
    row = peer_row(supplied, MONTH)
    assert row is not None
    assert row.words == (
        "In August 2024 it stood at 3.25, against Similar forces above their upper bound, 3: worse than peers."
    )
    said = peer_row(supplied, MONTH, Said(PeerStatus.DOES_NOT_TREND, "The force"))
    assert said is not None
    assert said.status is PeerStatus.DOES_NOT_TREND
    assert said.words == "In August 2024 an analyst says: Does not trend with Peers. Basis: The force."
    assert peer_row(record([1]), MONTH) is None
    assert len(peer_rows(supplied, MONTH, 12, {})) == 1


def test_without_a_figure_of_its_own_nothing_is_compared() -> None:
    bounds = PeerBounds(Decimal(2), Decimal(3), Decimal(4))
    row = peer_row(record([], peers={MONTH: Peers("Similar forces", bounds)}), MONTH)
    assert row is not None
    assert row.status is None
    assert "no figure of its own" in row.words


def test_each_measure_stands_in_its_own_newest_month() -> None:
    older = record([1, 2], date(2020, 1, 1), code="OLD")
    found = newest_standings([record([5]), record([], code="NONE"), older])
    assert [None if each is None else each.month for each in found] == [MONTH, None, date(2020, 1, 1)]


def test_an_exception_is_shown_with_an_arrow_and_good_or_bad_by_the_measure() -> None:
    months = [*(100 + place % 3 for place in range(24)), 150]
    (high,) = newest_standings([record(months, polarity=Polarity.LOWER)])
    assert high is not None
    shown = exceptions_shown(high)
    assert shown is not None
    assert (shown.word, shown.shape, shown.tone) == ("One-Month High", Shape.ARROW_UP, Tone.BAD)
    assert high.findings[0].direction is Direction.HIGH
    (calm,) = newest_standings([record(months[:-1])])
    assert calm is not None
    assert exceptions_shown(calm) is None


def test_a_chart_that_begins_anew_judges_each_part_by_itself() -> None:
    steady = [100 + place % 3 for place in range(30)]
    stepped = [*steady, *(1000 + place % 3 for place in range(30))]
    begun = record(stepped, baselines=(window(MONTH, 30)[0],))
    chart = record_chart(begun, MONTH, DEFAULTS)
    assert chart is not None
    assert not any(point.mark for point in chart.points)
    assert "Begun anew in March 2022" in chart.remark
    assert chart.begun == (window(MONTH, 30)[0],)
    assert [bool(point.limits) for point in chart.points[-30:]] == [False] * 24 + [True] * 6
    plain_chart = record_chart(record(stepped), MONTH, DEFAULTS)
    assert plain_chart is not None
    assert any(point.mark for point in plain_chart.points)


def test_limits_of_before_a_new_beginning_are_not_told_after_it() -> None:
    stepped = [*(100 + place % 3 for place in range(30)), *(1000 + place % 3 for place in range(5))]
    chart = record_chart(record(stepped, baselines=(window(MONTH, 5)[0],)), MONTH, DEFAULTS)
    assert chart is not None
    assert "mean" not in control_words(chart)
    assert "limits" in control_words(replace(chart, begun=()))


def test_a_chart_shows_the_newest_five_years_and_none_where_no_month_has_a_value() -> None:
    chart = record_chart(record([place % 7 for place in range(90)]), MONTH, DEFAULTS)
    assert chart is not None
    assert len(chart.points) == 60
    assert all(point.limits for point in chart.points)
    begun = (window(MONTH, 80)[0], window(MONTH, 50)[0])
    cut = record_chart(record([place % 7 for place in range(90)], baselines=begun), MONTH, DEFAULTS)
    assert cut is not None
    assert cut.begun == begun[1:], "A beginning before the months that are shown is not drawn"
    assert record_chart(record([]), MONTH, DEFAULTS) is None


def test_the_key_names_every_rule_with_the_settings_of_the_office() -> None:
    key = " ".join(key_lines(DEFAULTS))
    for words in ("One-Month High", "Two-Month High", "1.5 standard deviations", "24 months", "Weighting: 2 for"):
        assert words in key


def test_how_months_combine_is_said_for_every_type() -> None:
    assert set(COMBINES) == set(MeasureType)
