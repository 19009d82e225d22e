"""The addresses of year ends, and what each person gets there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor
from tests.ledger_lines import CHIEF, LEAD, OFFICE, Line, form, page
from tracker.accounts.models import Person
from tracker.dates import FinancialYear
from tracker.plan.commands_year import CloseYear, close_year
from tracker.plan.queries_year import year_end

RUNNING, OVER, CLOSED = "/year-end/2024-25", "/year-end/2023-24", "/year-end/2022-23"
PLACE = "plans/PCP-2022-25/priorities/1"

YEAR_LINES: Mapping[str, Line] = {
    "plan.year_ends": page("/year-end", OFFICE),
    "plan.year_end_page": page(RUNNING, OFFICE),
    "plan.year_end_decide": form(f"{RUNNING}/{PLACE}", LEAD),
    "plan.year_end_close": form(f"{OVER}/close", CHIEF),
    "plan.year_end_reopen": form(f"{CLOSED}/reopen", CHIEF),
}

UNKNOWN_YEARS = (
    *(f"/year-end/{key}{act}" for key in ("2023-25", "2030-31") for act in ("", "/close", "/reopen", f"/{PLACE}")),
    f"{RUNNING}/plans/PCP-2022-25/priorities/9",
    f"{RUNNING}/plans/NONE/priorities/1",
)
"""Years that never were or have not begun, and priorities that do not exist."""

MORE_YEARS = (
    *(OVER, CLOSED, f"{RUNNING}/close", f"{CLOSED}/close", f"{OVER}/reopen"),
    *(f"{CLOSED}/{PLACE}", f"{OVER}/{PLACE}", f"{RUNNING}/plans/PCP-2022-25/priorities/2"),
)
"""Other states of these pages."""

LATE_YEARS = {
    "plan.year_end_decide": {"D-0001-decision": "leave_open"},
    "plan.year_end_close": {},
    "plan.year_end_reopen": {"reason": "Mine"},
}
"""Forms that carry a version, each with a sound answer."""


def close_a_year(session: Session, chief_executive: int) -> None:
    """2022-23, in which nothing happened."""
    year = FinancialYear.parse("2022-23")
    command = CloseYear(year_end(session, year, TODAY).stamp)
    close_year(session, year, command, by=as_actor(session.get_one(Person, chief_executive)), on=TODAY)
