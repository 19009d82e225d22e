"""A problem that stops a signature leads to the page where it is mended."""

from __future__ import annotations

import pytest

from tracker.access import Act
from tracker.dates import FinancialYear, Quarter
from tracker.reports.rules_checks_annual import WORK
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_mending import mend_of, mend_of_year

QUARTER = Quarter.parse("2024-25-Q2")
GROUPS = {"ASB": 3, "ASB, nights": 4}
K = ProblemKind
WRITE = "/reports/annual/2023-24/write"


def problem(kind: ProblemKind, block: str, reference: str | None = None, about: str = "") -> Problem:
    place = ProblemPlace(plan_code="PCP-2022-25", number=1, block=block, reference=reference)
    return Problem(kind=kind, severity=Severity.BLOCK, place=place, about=about, words="")


@pytest.mark.parametrize(
    ("found", "words", "href"),
    [
        (problem(K.OVERDUE, "Deliverables", "D-0007"), "Update D-0007", "/deliverables/D-0007/update"),
        (problem(K.COMPLETION, "Deliverables", "D-0008"), "Open D-0008", "/deliverables/D-0008"),
        (problem(K.MISSING, "Deliverables"), "Open the plan", "/plans/PCP-2022-25"),
        (
            problem(K.OTHER_QUARTER, "PCC focus next quarter"),
            "Open the lines of priority 1",
            "/reports/highlight/2024-25-Q2/plans/PCP-2022-25/priorities/1",
        ),
        (problem(K.NO_SOURCE, "ASB, SO WHAT"), "Open the commentary of ASB", "/measures/commentary/2024-25-Q2/3"),
        (
            problem(K.MISSING, "ASB, nights, commentary"),
            "Open the commentary of ASB, nights",
            "/measures/commentary/2024-25-Q2/4",
        ),
        (problem(K.MARKING, "ASB", "CALLS"), "Open the markings of CALLS", "/measures/CALLS/markings"),
        (
            problem(K.CONTRADICTION, "Measures", "CALLS"),
            "Open the context of CALLS",
            "/measures/CALLS/context?quarter=2024-25-Q2",
        ),
    ],
)
def test_each_kind_has_its_page(found: Problem, words: str, href: str) -> None:
    mend = mend_of(found, QUARTER, GROUPS, {"D-0007"})
    assert mend is not None
    assert (mend.words, mend.href) == (words, href)


def test_where_no_single_page_mends_it_none_is_named() -> None:
    assert mend_of(problem(K.NO_SOURCE, "Renamed, SO WHAT"), QUARTER, GROUPS, ()) is None


@pytest.mark.parametrize(("about", "href"), [("deliverables", "/deliverables"), ("", "/measures/load")])
def test_an_empty_report_leads_to_what_fills_it(about: str, href: str) -> None:
    empty = Problem(kind=K.EMPTY, severity=Severity.BLOCK, place=ProblemPlace(), about=about, words="")
    mend = mend_of(empty, QUARTER, {}, ())
    assert mend is not None
    assert mend.href == href
    assert mend.act in {Act.SEE_DELIVERABLES, Act.LOAD_FIGURES}


def of_year(kind: ProblemKind, block: str, reference: str | None = None, about: str = "") -> Problem:
    return Problem(
        kind=kind, severity=Severity.BLOCK, place=ProblemPlace(block=block, reference=reference), about=about, words=""
    )


@pytest.mark.parametrize(
    ("found", "words", "href"),
    [
        (problem(K.OVERDUE, WORK, "D-0007"), "Update D-0007", "/deliverables/D-0007/update"),
        (of_year(K.TWICE, WORK, "D-0008"), "Open D-0008", "/deliverables/D-0008"),
        (
            problem(K.MISSING, "Trust", about="1.1.3"),
            "Write about Trust",
            f"{WRITE}/plans/PCP-2022-25/priorities/1/objectives/1.1.3",
        ),
        (
            problem(K.CONTRADICTION, "Trust", about="We had 5."),
            "Open the chapter of priority 1",
            f"{WRITE}/plans/PCP-2022-25/priorities/1",
        ),
        (problem(K.MARKING, "ASB", "CALLS"), "Open the markings of CALLS", "/measures/CALLS/markings"),
        (of_year(K.MISSING, "Foreword", about="foreword"), "Open the sections", f"{WRITE}/sections"),
        (of_year(K.MISSING, "Finance", about="other"), "Open the sections", f"{WRITE}/sections"),
        (of_year(K.MISSING, "Finance", about="table"), "Open the finance table", f"{WRITE}/finance"),
        (of_year(K.FINANCE, "Finance", about="A sum"), "Open the finance table", f"{WRITE}/finance"),
        (of_year(K.FINANCE, "Spend by function", about="A sum"), "Open the shares of spend", f"{WRITE}/shares"),
        (of_year(K.PICTURE, "Pictures", "Picture 3", "words"), "Open picture 3", f"{WRITE}/pictures/3"),
        (of_year(K.QUARTERS, "The year’s quarters", about="all"), "Open the reports of its quarters", "/reports"),
        (
            of_year(K.QUARTERS, "The year’s quarters", about="2023-24-Q2"),
            "Open the quarter",
            "/reports/highlight/2023-24-Q2",
        ),
        (of_year(K.EMPTY, "Anything else"), "Open the list of its parts", WRITE),
    ],
)
def test_each_problem_of_a_year_has_its_page(found: Problem, words: str, href: str) -> None:
    mend = mend_of_year(found, FinancialYear(2023), {"D-0007"})
    assert (mend.words, mend.href) == (words, href)
