"""Reading a due date as an officer types it: in any usual British way, with or without words around it (RULES 1).

What it decides where people write loosely:
- 03/04/2024 is 3 April: the day comes first.
- "Oct 23" is October 2023; "23 Oct" has no year and is asked for it. Two digits are 2000 to 2079 and 1980 to 1999.
- "Q4 2023" and "H1 2025" are asked about: calendar or financial year. "Q4 2023/24" needs no question, nor does
  "calendar Q4 2023". "FY24" names one year of two and is asked for both.
- "mid March 2025", "by the end of March 2025" are March 2025: never narrower than what was named. "late 2024" is 2024,
  for it ends when 2024 does; "early 2025" is asked for its month, or nobody would notice it late before 2026.
- "w/c 4 March 2024" and "week ending 10 March 2024" are those seven days.
- A year beside a finer date is part of a name ("2024-25 budget, May 2024"); a date that says another one again more
  exactly is the one meant ("Q4 2023 (January to March 2024)"); any other second date is refused.
- A year alone is a due date only where it is all that is said or is said as a time ("Delivered in 2025"): "Vision 2030"
  and "Room 2024, done" are asked about.
- "from March 2025" and "after March 2025" have no last day, and "before April 2024" does not say whether April counts:
  each is asked about. "by", "until", "no later than" and "before the end of" March 2025 are March 2025.
- "2025-W10" is asked for its day.
"""

from __future__ import annotations

from tracker.plan.due_cut import cut, normalised
from tracker.plan.due_days import Span
from tracker.plan.due_doubts import refuse_week_number
from tracker.plan.due_read import settle
from tracker.plan.due_refusals import AmbiguousQuarter, DueTextTooLong, EndsBeforeItStarts, NotADate
from tracker.plan.due_words import in_days, in_months
from tracker.plan.rules import DuePeriod, QuarterReading

__all__ = ["TEXT_LIMIT", "AmbiguousQuarter", "DuePeriod", "describe", "parse_due"]

TEXT_LIMIT = 200
"""The most characters a due date may have."""


def parse_due(text: str, *, reading: QuarterReading | None = None) -> DuePeriod:
    """The period a typed due date means; its text is kept as typed, white space folded.

    Raises AmbiguousQuarter where it must be asked which year's quarter is meant; `reading` is the answer and is ignored
    where there was nothing to ask. Raises another of `due_refusals` where the text is not one date.
    """
    typed = " ".join(text.split())
    if len(typed) > TEXT_LIMIT:
        raise DueTextTooLong(typed, TEXT_LIMIT)
    plain = normalised(typed)
    if not plain:
        raise NotADate(typed)
    refuse_week_number(plain)
    meant = settle(plain, cut(plain))
    forward = [span for span in (meant.calendar, meant.financial) if span.start <= span.end]
    if not forward:
        raise EndsBeforeItStarts(typed, meant.calendar.start, meant.calendar.end)
    if len(forward) == 1 or not meant.is_ambiguous:
        return _period(typed, forward[0], None)
    if reading is None:
        calendar, financial = meant.calendar, meant.financial
        raise AmbiguousQuarter(typed, (calendar.start, calendar.end), (financial.start, financial.end))
    return _period(typed, meant.calendar if reading is QuarterReading.CALENDAR else meant.financial, reading)


def describe(period: DuePeriod) -> str:
    """The days in plain words: "October to December 2023 (1 October to 31 December 2023)"."""
    days = in_days(period.start, period.end)
    months = in_months(period.start, period.end)
    return f"{months} ({days})" if months else days


def _period(text: str, span: Span, reading: QuarterReading | None) -> DuePeriod:
    return DuePeriod(text, span.start, span.end, span.precision, reading)
