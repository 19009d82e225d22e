"""Reading grades over the years."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.inspections import queries
from tracker.inspections.rules_years import YearsTable, years_table


def grades_over_years(session: Session, on: date) -> YearsTable:
    """Every grade on the record on `on`, years side by side."""
    return years_table(queries.inspections(session, on))
