"""Where a problem that stops a signature is mended: the page that leads there, and what its reader must be allowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tracker.access import Act
from tracker.annual.rules import SectionKind
from tracker.dates import FinancialYear, Quarter
from tracker.reports.rules import EntryKind
from tracker.reports.rules_checks_annual import EVERY_QUARTER, FINANCE, SHARES, WORK
from tracker.reports.rules_checks_annual_marks import COVER, FIGURES, PICTURES, STORIES
from tracker.reports.rules_checks_annual_texts import FINANCE_NOTE, SHARES_NOTE
from tracker.reports.rules_checks_dashboard import MEASURES
from tracker.reports.rules_checks_texts import DELIVERABLES
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace

_LINES: Final = frozenset(kind.label for kind in EntryKind)
_SECTIONS: Final = frozenset(kind.value for kind in SectionKind)

_PARTS: Final = {
    SHARES: ("the shares of spend", "shares", Act.EDIT_ANNUAL),
    SHARES_NOTE: ("the shares of spend", "shares", Act.EDIT_ANNUAL),
    FINANCE: ("the finance table", "finance", Act.EDIT_ANNUAL),
    FINANCE_NOTE: ("the finance table", "finance", Act.EDIT_ANNUAL),
    COVER: ("the picture on the cover", "cover", Act.EDIT_ANNUAL),
    FIGURES: ("the headline figures", "figures", Act.SEE_DRAFT_REPORTS),
    STORIES: ("the case studies and quotations", "stories", Act.SEE_DRAFT_REPORTS),
}
"""Parts of an annual report that have a page of their own: what it is called, its path and who may open it."""

Groups = Mapping[str, int]
"""The groups of measures under a priority: their ids by name."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A page, what the way to it is called, and who may open it."""

    words: str
    href: str
    act: Act


def mend_of(problem: Problem, quarter: Quarter, groups: Groups, updatable: Collection[str]) -> Mend | None:
    """The page where it is mended; None where no single one is known.

    `updatable` are the deliverables, by reference, that the reader may update; of others they see the page.
    """
    place = problem.place
    if place.number is None:
        return _of_the_whole(problem)
    if problem.kind is ProblemKind.MARKING and place.reference:
        return Mend(f"Open the markings of {place.reference}", f"{_measure(place)}/markings", Act.SEE_MEASURES)
    if place.block in _LINES:
        href = f"/reports/highlight/{quarter.key}/plans/{quote(place.plan_code or '')}/priorities/{place.number}"
        return Mend(f"Open the lines of priority {place.number}", href, Act.SEE_DRAFT_REPORTS)
    if place.block == DELIVERABLES:
        return _of_deliverable(place, updatable)
    if place.block == MEASURES:
        return Mend(
            f"Open the context of {place.reference}",
            f"{_measure(place)}/context?quarter={quarter.key}",
            Act.EDIT_MEASURES,
        )
    return _of_commentary(place, quarter, groups)


def mend_before_begun(found: Mend, year: FinancialYear) -> Mend:
    """As it was found, but for a part of a report that nobody began to write: it has no page before that."""
    write = f"/reports/annual/{year.key}/write"
    return Mend("Begin to write the report", write, Act.EDIT_ANNUAL) if found.href.startswith(f"{write}/") else found


def mend_of_year(problem: Problem, year: FinancialYear, updatable: Collection[str]) -> Mend:
    """Where a problem of an annual report is mended; the list of its parts where no single page is known."""
    place, write = problem.place, f"/reports/annual/{year.key}/write"
    if problem.kind is ProblemKind.MARKING and place.reference:
        return Mend(f"Open the markings of {place.reference}", f"{_measure(place)}/markings", Act.SEE_MEASURES)
    if place.block == WORK:
        return _of_deliverable(place, updatable)
    if place.number is not None:
        return _of_chapter(problem, f"{write}/plans/{quote(place.plan_code or '')}/priorities/{place.number}")
    if problem.kind is ProblemKind.MISSING and problem.about in _SECTIONS:
        return Mend("Open the sections", f"{write}/sections", Act.SEE_DRAFT_REPORTS)
    if place.block == PICTURES:
        number = (place.reference or "").removeprefix("Picture ")
        return Mend(f"Open picture {number}", f"{write}/pictures/{quote(number)}", Act.EDIT_ANNUAL)
    if problem.kind is ProblemKind.QUARTERS:
        return _of_quarter(problem)
    return _of_part(problem, write)


def _of_part(problem: Problem, write: str) -> Mend:
    block = problem.place.block
    if problem.kind is ProblemKind.CONTRADICTION and block not in {FINANCE_NOTE, SHARES_NOTE}:
        return Mend("Open the sections", f"{write}/sections", Act.SEE_DRAFT_REPORTS)
    if block in _PARTS:
        name, path, act = _PARTS[block]
        return Mend(f"Open {name}", f"{write}/{path}", act)
    return Mend("Open the list of its parts", write, Act.SEE_DRAFT_REPORTS)


def _of_chapter(problem: Problem, chapter: str) -> Mend:
    if problem.kind is ProblemKind.MISSING:
        href = f"{chapter}/objectives/{quote(problem.about)}"
        return Mend(f"Write about {problem.place.block}", href, Act.EDIT_ANNUAL)
    return Mend(f"Open the chapter of priority {problem.place.number}", chapter, Act.SEE_DRAFT_REPORTS)


def _of_quarter(problem: Problem) -> Mend:
    if problem.about == EVERY_QUARTER:
        return Mend("Open the reports of its quarters", "/reports", Act.SEE_DRAFT_REPORTS)
    return Mend("Open the quarter", f"/reports/highlight/{quote(problem.about)}", Act.SEE_DRAFT_REPORTS)


def _of_the_whole(problem: Problem) -> Mend | None:
    if problem.kind is not ProblemKind.EMPTY:
        return None
    if problem.about:
        return Mend("Open the deliverables", "/deliverables", Act.SEE_DELIVERABLES)
    return Mend("Load figures", "/measures/load", Act.LOAD_FIGURES)


def _of_deliverable(place: ProblemPlace, updatable: Collection[str]) -> Mend:
    if place.reference is None:
        return Mend("Open the plan", f"/plans/{quote(place.plan_code or '')}", Act.SEE_PLANS)
    href = f"/deliverables/{quote(place.reference)}"
    if place.reference in updatable:
        return Mend(f"Update {place.reference}", f"{href}/update", Act.SEE_DELIVERABLES)
    return Mend(f"Open {place.reference}", href, Act.SEE_DELIVERABLES)


def _of_commentary(place: ProblemPlace, quarter: Quarter, groups: Groups) -> Mend | None:
    # One group's name may be how another's begins.
    named = sorted((name for name in groups if f"{place.block}, ".startswith(f"{name}, ")), key=len)
    if not named:
        return None
    href = f"/measures/commentary/{quarter.key}/{groups[named[-1]]}"
    return Mend(f"Open the commentary of {named[-1]}", href, Act.SEE_MEASURES)


def _measure(place: ProblemPlace) -> str:
    return f"/measures/{quote(place.reference or '')}"
