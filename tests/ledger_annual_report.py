"""The addresses of annual reports themselves, and what each person gets there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tests.ledger_lines import OFFICE, WRITERS, Line, form, page
from tracker.access import SYSTEM
from tracker.dates import Quarter
from tracker.plan.queries import priority
from tracker.reports.commands import EntryLine, SaveEntries, save_entries
from tracker.reports.rules import EntryKind

REPORT = "/reports/annual/2024-25"
OUTCOMES = f"{REPORT}/outcomes/PCP-2022-25/1"

REPORT_LINES: Mapping[str, Line] = {
    "reports.annual": page(REPORT, OFFICE),
    "reports.annual_pdf": page(f"{REPORT}.pdf", OFFICE),
    "reports.annual_json": page(f"{REPORT}.json", OFFICE),
    "reports.annual_outcomes": form(OUTCOMES, WRITERS),
}

REPORT_DOWNLOADS = ("reports.annual_pdf", "reports.annual_json")
"""They write the row of the log that says who took a copy."""

UNKNOWN_REPORTS = (
    *(
        f"/reports/annual/{key}{end}"
        for key in ("2023-25", "2030-31", "2011-12", "1066-67")
        for end in ("", ".pdf", ".json")
    ),
    "/reports/annual/2030-31/outcomes/PCP-2022-25/1",
    *(f"{REPORT}/outcomes/{place}" for place in ("PCP-2022-25/9", "NONE/1")),
)
"""Years that never were or have not begun, and priorities that do not exist."""

MORE_REPORTS = (
    *("/reports/annual/2012-13", f"{REPORT}?as_at=never", f"{REPORT}?as_at=2024-04-01"),
    "/reports/annual/2012-13/outcomes/PCP-2022-25/1",
)
"""Other states of these pages."""

LATE_REPORTS: Mapping[str, Mapping[str, str]] = {"reports.annual_outcomes": {}}
"""Forms that carry a version, each with a sound answer."""


def fill_outcomes(session: Session) -> None:
    """An outcome of the year to choose, in a quarter that nobody signed."""
    line = EntryLine(None, EntryKind.OUTCOME, "The diary of the mobile stations is public.")
    found = priority(session, "PCP-2022-25", 1)
    save_entries(session, found, Quarter.parse("2024-25-Q1"), SaveEntries(0, (line,)), by=SYSTEM)
