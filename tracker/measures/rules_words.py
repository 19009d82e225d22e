"""The one way each figure is printed, and the way back.

Rounding is the one of school: half goes away from zero. A minus is a plain hyphen, as the house prints it; the true
minus sign is read too.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tracker.errors import DomainError
from tracker.measures.rules import TargetSense, Unit, YoyUnit
from tracker.measures.rules_windows import Change, Figure, Lack

NONE_RECORDED: Final = "None recorded"
"""What stands where nothing was published or entered."""

_ONE_DECIMAL: Final = Decimal("0.1")
_MINUTE: Final = 60
_TIME: Final = re.compile(r"([0-9]+):([0-5][0-9]):([0-5][0-9])")
_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_ENDINGS: Final = {
    Unit.COUNT: re.compile(r""),
    Unit.PERCENT: re.compile(r" ?%"),
    Unit.HOURS: re.compile(r" hours?"),
    Unit.DAYS: re.compile(r" days?"),
}


class NotAFigure(DomainError):
    """The text is no value of this unit."""

    def __init__(self, text: str, example: str) -> None:
        self.text = text
        self.example = example
        super().__init__(f"“{text}” is no figure of this kind. Write it like {example}.")


def value_words(value: Decimal, unit: Unit) -> str:
    """ "10,610", "1.0%", "01:29:18", "15,205 hours", "192 days". Counts are whole; time of other units has a decimal
    only where it is not whole.
    """
    if unit is Unit.PERCENT:
        return f"{_one_decimal(value)}%"
    if unit is Unit.DURATION:
        return _time(value)
    if unit is Unit.COUNT:
        return _whole(value)
    return _counted(value, "hour" if unit is Unit.HOURS else "day")


def change_words(value: Decimal, unit: YoyUnit) -> str:
    """ "-20.6%", "1.6% points", "+00:00:18", "-00:05:20", "-12 days". A time has its sign, or it would be a length."""
    if unit is YoyUnit.DURATION:
        printed = _time(value)
        return printed if printed.startswith("-") or not printed.strip("0:") else f"+{printed}"
    if unit is YoyUnit.DAYS:
        return _counted(value, "day")
    return f"{_one_decimal(value)}{'%' if unit is YoyUnit.PERCENT else '% points'}"


def figure_words(figure: Figure, unit: Unit) -> str:
    """A figure of a table: its value, a survey's with its ±; or the reason why there is none.

    "incomplete (11 of 12): 10,610" gives what the known months come to.
    """
    if figure.value is not None:
        margin = "" if figure.margin is None else f" ± {_one_decimal(figure.margin)}"
        return f"{value_words(figure.value, unit)}{margin}"
    if figure.partial is not None:
        return f"{lack_words(figure)}: {value_words(figure.partial, unit)}"
    return lack_words(figure)


def yoy_words(change: Change) -> str:
    """A year-on-year change, with its ± where it has one, or the reason why there is none."""
    if change.value is None:
        return lack_words(change)
    margin = "" if change.margin is None else f" (± {_one_decimal(change.margin)})"
    return f"{change_words(change.value, change.unit)}{margin}"


def target_words(sense: TargetSense, value: Decimal, unit: Unit) -> str:
    """ "at least 80.0%"."""
    return f"{sense.label.lower()} {value_words(value, unit)}"


def lack_words(lacking: Figure | Change) -> str:
    """Why there is no figure: "incomplete (11 of 12)", "n/a (from 0)", "Rolling 12 Month Only" …"""
    if lacking.lack is None:
        return NONE_RECORDED
    if lacking.lack is Lack.INCOMPLETE:
        return f"{Lack.INCOMPLETE.label} ({lacking.known} of {lacking.wanted})"
    return lacking.lack.label


def read_value(text: str, unit: Unit) -> Decimal | None:
    """What `value_words` printed, also without its unit or its commas; None for nothing or "None recorded".

    Raises NotAFigure.
    """
    stripped = _plain(text)
    if stripped in {"", NONE_RECORDED}:
        return None
    value = _read_time(stripped) if unit is Unit.DURATION else _read_number(stripped, _ENDINGS[unit])
    if value is None:
        raise NotAFigure(text, value_words(Decimal(1234), unit))
    return value


def rounded(value: Decimal, unit: Unit) -> Decimal:
    """The value as exactly as it is printed: a whole number, or one decimal."""
    return value.quantize(_ONE_DECIMAL if unit in {Unit.PERCENT, Unit.HOURS, Unit.DAYS} else Decimal(1), ROUND_HALF_UP)


def rounded_change(value: Decimal, unit: YoyUnit) -> Decimal:
    """A change as exactly as it is printed: whole seconds, or one decimal."""
    return value.quantize(Decimal(1) if unit is YoyUnit.DURATION else _ONE_DECIMAL, ROUND_HALF_UP)


def _one_decimal(value: Decimal) -> str:
    return _signed(value.quantize(_ONE_DECIMAL, ROUND_HALF_UP))


def _whole(value: Decimal) -> str:
    return _signed(value.quantize(Decimal(1), ROUND_HALF_UP))


def _signed(value: Decimal) -> str:
    """With commas, and without the minus of a zero."""
    return f"{value if value else abs(value):,}"


def _counted(value: Decimal, noun: str) -> str:
    tenths = value.quantize(_ONE_DECIMAL, ROUND_HALF_UP)
    number = _whole(value) if tenths == tenths.to_integral_value() else _signed(tenths)
    return f"{number} {noun if abs(tenths) == 1 else f'{noun}s'}"


def _time(value: Decimal) -> str:
    seconds = int(value.quantize(Decimal(1), ROUND_HALF_UP))
    minutes, second = divmod(abs(seconds), _MINUTE)
    hours, minute = divmod(minutes, _MINUTE)
    return f"{'-' if seconds < 0 else ''}{hours:02d}:{minute:02d}:{second:02d}"


def _plain(text: str) -> str:
    return text.strip().replace("−", "-").replace("\u00a0", " ")


def _sign_and_rest(text: str) -> tuple[int, str]:
    return (-1 if text.startswith("-") else 1), text.removeprefix("-") if text.startswith("-") else text.removeprefix(
        "+"
    )


def _read_time(text: str) -> Decimal | None:
    sign, rest = _sign_and_rest(text)
    match = _TIME.fullmatch(rest)
    if match is None:
        return None
    hours, minutes, seconds = (int(part) for part in match.groups())
    return Decimal(sign * ((hours * _MINUTE + minutes) * _MINUTE + seconds))


def _read_number(text: str, ending: re.Pattern[str]) -> Decimal | None:
    sign, rest = _sign_and_rest(text)
    match = _NUMBER.match(rest)
    if match is None:
        return None
    after = rest[match.end() :]
    if after and not ending.fullmatch(after):
        return None
    return sign * Decimal(match[0].replace(",", ""))
