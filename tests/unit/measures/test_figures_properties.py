"""Whatever the value: written in any house format it agrees, off by more than its rounding it contradicts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.measures.figures import logs, rate, verdicts
from tracker.measures.rules import Unit, YoyUnit
from tracker.measures.rules_figures import check_figures

COUNTS = st.integers(min_value=11, max_value=2_000_000)
TENTHS = st.integers(min_value=1, max_value=999).map(lambda tenths: Decimal(tenths) / 10)
SECONDS = st.integers(min_value=1, max_value=99 * 3600)
PERIODS = st.sampled_from(
    ("for the month of Jul-24", "in July 2024", "in the 12 months to Jul-24", "in the last 12 months")
)

COUNT_FORMS: tuple[Callable[[int], str], ...] = (lambda n: f"{n:,}", lambda n: f"n.{n:,}", lambda n: f"n. {n}")
RATE_FORMS: tuple[Callable[[Decimal], str], ...] = (lambda p: f"{p}%", lambda p: f"{p} per cent", lambda p: f"{p} %")
POINT_FORMS: tuple[Callable[[Decimal], str], ...] = (
    lambda p: f"{p}%",
    lambda p: f"{p} % pts",
    lambda p: f"{p} percentage points",
    lambda p: f"{p}pp",
)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def words(seconds: int) -> str:
    parts = ((seconds // 3600, "hour"), (seconds // 60 % 60, "minute"), (seconds % 60, "sec"))
    return " and ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number)


def letters(seconds: int) -> str:
    return f"{seconds // 3600}h{seconds // 60 % 60}m{seconds % 60}s"


TIME_FORMS: tuple[Callable[[int], str], ...] = (clock, words, letters)


@given(COUNTS, st.sampled_from(COUNT_FORMS), PERIODS)
def test_a_count_agrees_in_every_format(value: int, form: Callable[[int], str], period: str) -> None:
    row = logs(month_value=Decimal(value), twelve_months=Decimal(value))
    assert [told for _, told in verdicts(f"The log volume was {form(value)} {period}.", [row])] == ["agrees"]


@given(COUNTS, st.integers(min_value=1, max_value=5000), st.booleans(), PERIODS)
def test_a_count_that_is_off_contradicts(value: int, off: int, more: bool, period: str) -> None:
    wrong = value + off if more else max(1, value - off)
    row = logs(month_value=Decimal(value), twelve_months=Decimal(value))
    told = [told for _, told in verdicts(f"The log volume was {wrong:,} {period}.", [row])]
    # A count that ends in noughts may be the value rounded to them.
    rounded = wrong % 100 == 0 and round(Decimal(value), -2) != value
    assert told == ["contradicts"] or (rounded and told == ["agrees"])


@given(TENTHS, st.sampled_from(RATE_FORMS), PERIODS)
def test_a_rate_agrees_in_every_format(value: Decimal, form: Callable[[Decimal], str], period: str) -> None:
    assert [told for _, told in verdicts(f"The response rate was {form(value)} {period}.", [rate(value)])] == ["agrees"]
    whole = f"The response rate was {round(value)}% {period}."
    assert [told for _, told in verdicts(whole, [rate(value)])] == ["agrees"]


@given(TENTHS, TENTHS, PERIODS)
def test_a_rate_that_is_off_contradicts(value: Decimal, other: Decimal, period: str) -> None:
    told = [told for _, told in verdicts(f"The response rate was {other}% {period}.", [rate(value)])]
    apart = abs(other - value)
    # 12 is written for all that rounds to it, 12.3 for 12.3 alone.
    agrees = apart <= Decimal("0.5") if other == other.to_integral_value() and "." not in str(other) else not apart
    assert told == ["agrees" if agrees else "contradicts"]


@given(TENTHS, st.sampled_from(POINT_FORMS), st.booleans())
def test_a_change_agrees_in_every_format_and_contradicts_the_other_way(
    value: Decimal, form: Callable[[Decimal], str], up: bool
) -> None:
    row = rate(Decimal("50.0"), yoy=value if up else -value)
    for word, goes_up in (("an increase", True), ("a decrease", False)):
        text = f"The response rate shows {word} of {form(value)} year on year."
        expected = "agrees" if goes_up == up else "contradicts"
        assert [told for _, told in verdicts(text, [row])] == [expected]


@given(SECONDS, st.sampled_from(TIME_FORMS), PERIODS)
def test_a_time_agrees_in_every_format(value: int, form: Callable[[int], str], period: str) -> None:
    seconds = Decimal(value)
    row = logs(
        measure="Average Response Time: Immediate",
        unit=Unit.DURATION,
        month_value=seconds,
        twelve_months=seconds,
        yoy=Decimal(22),
        yoy_unit=YoyUnit.DURATION,
    )
    right = f"The average response time was {form(value)} {period}."
    assert [told for _, told in verdicts(right, [row])] == ["agrees"]
    wrong = f"The average response time was {form(value + 61)} {period}."
    assert [told for _, told in verdicts(wrong, [row])][-1:] == ["contradicts"]


@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end(text: str) -> None:
    for checked in check_figures(text, [logs(), rate(Decimal("79.8"))]):
        assert "\n" not in checked.line


PIECES = (
    *("1", "12", "%", "n.", "-", "+", ",", ".", ":", "(", ")", "Jul-24", "12m", "months", "to", "by", "of", "fell"),
    *("rose", "log", "rate", "1:12", "1h"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_jumble_of_figures_is_read_to_its_end(pieces: list[str]) -> None:
    check_figures(" ".join(pieces), [logs(), rate(Decimal("79.8"))])
    check_figures("".join(pieces), [logs(), rate(Decimal("79.8"))])
