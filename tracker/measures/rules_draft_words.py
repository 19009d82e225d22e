"""Figures, changes and exceptions in the words of a drafted sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from tracker.measures.rules import Unit, YoyUnit
from tracker.measures.rules_exceptions import Direction, ExceptionRules, Finding, Rule
from tracker.measures.rules_words import change_words, rounded, value_words

_MINUTE: Final = 60
_NUMBERS: Final = {2: "two", 3: "three", 8: "eight"}
_SIDES: Final = {Direction.HIGH: "above", Direction.LOW: "below"}


def list_words(words: Sequence[str], joined: str = "and") -> str:
    """ "A, B and C"."""
    return f" {joined} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def amount_words(value: Decimal, unit: Unit) -> str:
    """As tables print it, but a time in words: "10 minutes 31 seconds"."""
    return _time(value) if unit is Unit.DURATION else value_words(value, unit)


def change_phrase(value: Decimal, unit: YoyUnit) -> str:
    """ "up 3.3%", "down 1.6% points", "down 5 minutes 20 seconds"; "unchanged" where it rounds to nothing."""
    words = both_words(abs(value), unit).lstrip("+")
    if not any(sign in "123456789" for sign in words):
        return "unchanged"
    return f"{'up' if value > 0 else 'down'} {words}"


def both_words(value: Decimal, unit: YoyUnit) -> str:
    """ "+3.3%", "-1.6% points"."""
    if unit is YoyUnit.DURATION:
        return f"{'-' if value < 0 else '+'}{_time(abs(value))}"
    words = change_words(value, unit)
    return words if words.startswith("-") else f"+{words}"


def exception_label(findings: Sequence[Finding]) -> str:
    """ "a one, two and eight-month high"."""
    return " and ".join(_label(direction, findings) for direction in Direction if _of(direction, findings))


def exception_meaning(findings: Sequence[Finding], rules: ExceptionRules) -> str:
    """ "each of the last eight months is above the mean of 24 months", by the office's settings."""
    return list_words([_meaning(finding, rules) for finding in findings])


def _label(direction: Direction, findings: Sequence[Finding]) -> str:
    names = [finding.rule.label.lower() for finding in _of(direction, findings)]
    article = "an" if names[0] == Rule.EIGHT.value else "a"
    return f"{article} {list_words(names)}-month {direction.label.lower()}"


def _of(direction: Direction, findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.direction is direction]


def _meaning(finding: Finding, rules: ExceptionRules) -> str:
    months = finding.rule.months
    who = "the month is" if months == 1 else f"each of the last {_NUMBERS[months]} months is"
    usual = "the usual range" if rules.multiplier(finding.rule) else "the mean"
    return f"{who} {_SIDES[finding.direction]} {usual} of {rules.window} months"


def _time(value: Decimal) -> str:
    seconds = int(rounded(value, Unit.DURATION))
    minutes, second = divmod(abs(seconds), _MINUTE)
    hours, minute = divmod(minutes, _MINUTE)
    parts = [_counted(hours, "hour"), _counted(minute, "minute"), _counted(second, "second")]
    return " ".join(part for part in parts if part) or "0 seconds"


def _counted(number: int, noun: str) -> str:
    if not number:
        return ""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
