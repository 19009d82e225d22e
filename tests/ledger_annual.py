"""The addresses where an annual report is written, and what each person gets there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tests.factories import as_actor
from tests.factories_annual import fill_annual
from tests.ledger_lines import (
    INCOMPLETE,
    NEVER,
    NOT_ALLOWED,
    NOT_SIGNED_IN,
    OFFICE,
    WRITERS,
    Line,
    each,
    form,
    page,
)
from tracker.accounts.models import Person
from tracker.dates import FinancialYear

FILLED, BLANK = FinancialYear(2022), FinancialYear(2017)
_WRITE = f"/reports/annual/{FILLED.key}/write"
_CHAPTER = f"{_WRITE}/plans/PCP-2022-25/priorities/1"


def pressed(path: str) -> Line:
    """A button of a list, without a page of its own."""
    return Line(path, NEVER, each(WRITERS, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN))


ANNUAL_LINES: Mapping[str, Line] = {
    "annual.hub": page(_WRITE, OFFICE),
    "annual.begin": pressed(f"/reports/annual/{BLANK.key}/write/begin"),
    "annual.sections": page(f"{_WRITE}/sections", OFFICE),
    "annual.new_section": form(f"{_WRITE}/sections/new", WRITERS),
    "annual.section_page": form(f"{_WRITE}/sections/1", WRITERS),
    "annual.move_section": pressed(f"{_WRITE}/sections/1/down"),
    "annual.cover": form(f"{_WRITE}/cover", WRITERS),
    "annual.chapter": page(_CHAPTER, OFFICE),
    "annual.introduction": form(f"{_CHAPTER}/introduction", WRITERS),
    "annual.objective_page": form(f"{_CHAPTER}/objectives/1.01", WRITERS),
    "annual.rows": page(f"{_WRITE}/stories", OFFICE),
    "annual.new_story": form(f"{_WRITE}/stories/new", WRITERS),
    "annual.story_page": form(f"{_WRITE}/stories/1", WRITERS),
    "annual.new_figure": form(f"{_WRITE}/figures/new", WRITERS),
    "annual.figure_page": form(f"{_WRITE}/figures/1", WRITERS),
    "annual.new_funding": form(f"{_WRITE}/funding/new", WRITERS),
    "annual.funding_page": form(f"{_WRITE}/funding/1", WRITERS),
    "annual.move_row": pressed(f"{_WRITE}/figures/1/down"),
    "annual.withdraw_row": form(f"{_WRITE}/stories/1/withdraw", WRITERS),
    "annual.restore_row": form(f"{_WRITE}/stories/3/restore", WRITERS),
    "annual.finance": form(f"{_WRITE}/finance", WRITERS),
    "annual.shares": form(f"{_WRITE}/shares", WRITERS),
    "annual.pictures": page(f"{_WRITE}/pictures", OFFICE),
    "annual.new_picture": form(f"{_WRITE}/pictures/new", WRITERS),
    "annual.picture_page": form(f"{_WRITE}/pictures/1", WRITERS),
    "annual.picture_file": page(f"{_WRITE}/pictures/1/file", OFFICE),
}

_KINDS = ("stories", "figures", "funding")

UNKNOWN_ANNUAL = (
    # Everything of a year that nobody writes; its list of parts offers to begin it.
    *(
        line.path.replace(FILLED.key, BLANK.key)
        for endpoint, line in ANNUAL_LINES.items()
        if line.get is not NEVER and endpoint != "annual.hub"
    ),
    *("/reports/annual/2023-25/write", f"/reports/annual/{BLANK.key}/write/sections", "/reports/annual/x/write/cover"),
    *(f"{_WRITE}/{kind}/99{act}" for kind in _KINDS for act in ("", "/withdraw", "/restore")),
    *(f"{_WRITE}/pictures/99{act}" for act in ("", "/file", "/withdraw", "/restore")),
    *(f"{_WRITE}/sections/99", f"{_WRITE}/plans/PCP-2022-25/priorities/9"),
    *(f"{_WRITE}/plans/PCP-2025-29/priorities/1", f"{_CHAPTER}/objectives/9.99"),
)
"""Years nobody writes, parts that are not there, and priorities of a plan that is not in force."""

MORE_ANNUAL = (
    *(f"/reports/annual/{BLANK.key}/write", f"{_WRITE}/figures", f"{_WRITE}/funding"),
    *(f"{_WRITE}/stories/1/restore", f"{_WRITE}/stories/3", f"{_WRITE}/stories/3/withdraw"),
    *(f"{_WRITE}/pictures/2", f"{_WRITE}/pictures/2/restore", f"{_WRITE}/pictures/1/withdraw"),
    *(f"{_WRITE}/sections/5", f"{_WRITE}/figures/new?place=engagement", f"{_WRITE}/plans/PCP-2022-25/priorities/2"),
)
"""Other states of these pages."""

LATE_ANNUAL = {
    "annual.section_page": {"heading": "Mine", "text": "Mine"},
    "annual.cover": {"picture": "1"},
    "annual.introduction": {"text": "Mine"},
    "annual.objective_page": {"text": "Mine"},
    "annual.story_page": {"text": "Mine"},
    "annual.figure_page": {"label": "Mine"},
    "annual.funding_page": {"topic": "Mine"},
    "annual.withdraw_row": {"reason": "Mine"},
    "annual.finance": {"note": "Mine"},
    "annual.shares": {"note": "Mine"},
    "annual.picture_page": {"words": "Mine"},
}
"""Forms that carry a version, each with a sound answer."""

ASKS_NOTHING_ANNUAL = {
    *("annual.begin", "annual.move_section", "annual.move_row", "annual.restore_row", "annual.cover"),
    *("annual.introduction", "annual.objective_page", "annual.finance", "annual.shares"),
}
"""Forms that may be sent without an answer: a text may be emptied, a table may lose its rows."""

ELSEWHERE_ANNUAL = {
    "annual.begin": f"/reports/annual/{BLANK.key}/write",
    "annual.move_section": f"{_WRITE}/sections",
    "annual.move_row": f"{_WRITE}/figures",
}
"""The pages on which buttons without a page of their own stand."""


def fill_writing(session: Session, people: Mapping[str, int]) -> None:
    """A report that is being written."""
    fill_annual(session, as_actor(session.get_one(Person, people["officer"])), year=FILLED)
