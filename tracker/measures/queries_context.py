"""What a dashboard says of a measure, beside the figures it says it of."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.measures.models import Measure
from tracker.measures.queries import measure_rules
from tracker.measures.queries_values import records_of, vintage_at
from tracker.measures.rules import month_of
from tracker.measures.rules_commentary import BlockCheck, check_words, rows_of_page
from tracker.measures.rules_standing import standings


def check_context(session: Session, measure: Measure, quarter: Quarter, words: str, on: date) -> BlockCheck:
    """The figure check of words about one measure, with its figures up to the end of the quarter."""
    last = month_of(quarter.end)
    records = records_of(session, [measure], vintage=vintage_at(session, on), until=last)
    standing = standings(records, last, measure_rules(session, on))
    return check_words(words, rows_of_page(standing, measure.name, last), quarter)
