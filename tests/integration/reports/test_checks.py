"""What is wrong with the demonstration's reports before they are signed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.dates import Quarter
from tracker.measures.models import Measure
from tracker.measures.models_summary import MeasureContext
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.rules_checks import Problem, ProblemKind, problems, standing_blocks
from tracker.reports.rules_checks_dashboard import dashboard_problems
from tracker.seeds import load_seeds, read_folder

OVERDUE_2023 = ["D-0003", "D-0006", "D-0013"]
"""Of the four that are overdue, one has a note that says how it stands."""

OVERDUE_2024 = ["D-0001", "D-0002", "D-0003", "D-0004", "D-0005", "D-0006", "D-0010", "D-0011", "D-0013"]


@pytest.fixture
def found(session: Session) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems of September 2023 and of September 2024."""
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    earlier = gather_highlight(session, Quarter.parse("2023-24-Q2"), date(2023, 9, 30))
    later = gather_highlight(session, Quarter.parse("2024-25-Q2"), date(2024, 9, 18))
    return problems(earlier, None), problems(later, earlier)


def test_every_overdue_row_that_nobody_explains_blocks_until_it_is_overridden(
    found: tuple[tuple[Problem, ...], tuple[Problem, ...]],
) -> None:
    for of_quarter, references in zip(found, (OVERDUE_2023, OVERDUE_2024), strict=True):
        overdue = [problem for problem in of_quarter if problem.kind is ProblemKind.OVERDUE]
        assert [problem.place.reference for problem in overdue] == references
        overrides = dict.fromkeys((problem.key for problem in overdue), "Not in the published report.")
        assert not any(problem.kind is ProblemKind.OVERDUE for problem in standing_blocks(of_quarter, overrides))


def test_twelve_trends_contradict_the_change_beside_them_and_no_text_contradicts_its_table(
    found: tuple[tuple[Problem, ...], tuple[Problem, ...]],
) -> None:
    kinds = Counter(problem.kind for problem in found[1])
    assert kinds[ProblemKind.TREND] == 12
    assert not kinds[ProblemKind.CONTRADICTION]
    assert not kinds[ProblemKind.REPEATED]
    assert not kinds[ProblemKind.MISSING]
    assert not kinds[ProblemKind.MARKING]


def test_figures_of_the_commentary_that_no_table_has_need_a_source(
    found: tuple[tuple[Problem, ...], tuple[Problem, ...]],
) -> None:
    unsourced = [problem for problem in found[1] if problem.kind is ProblemKind.NO_SOURCE]
    assert any(
        "966 automatic texts" in problem.words and problem.place.words == "Priority 1, CRIB, NOW WHAT"
        for problem in unsourced
    )
    assert all(problem.blocks for problem in unsourced)


def test_the_words_of_a_dashboard_that_contradict_its_figures_stop_its_signature(session: Session) -> None:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    quarter = Quarter.parse("2019-20-Q3")
    as_published = dashboard_problems(gather_dashboard(session, quarter, TODAY))
    assert not [problem for problem in as_published if problem.blocks]
    measure = session.scalars(select(Measure).where(Measure.code == "CRIME_VOL")).one()
    said = select(MeasureContext).where(MeasureContext.measure == measure, MeasureContext.quarter == quarter.key)
    context = session.scalars(said).one()
    for words, kinds in (
        (f"{measure.name} over 12 months was 44,433.", []),
        (f"{measure.name} over 12 months was 45,433.", [ProblemKind.CONTRADICTION]),
        (f"{measure.name} was high in Quarter 1.", [ProblemKind.OTHER_QUARTER]),
    ):
        context.words = words
        session.flush()
        found = dashboard_problems(gather_dashboard(session, quarter, TODAY))
        assert [problem.kind for problem in found if problem.blocks] == kinds


def test_a_dashboard_without_figures_is_not_signed(session: Session) -> None:
    (problem,) = dashboard_problems(gather_dashboard(session, Quarter.parse("2019-20-Q3"), TODAY))
    assert (problem.kind, problem.blocks) == (ProblemKind.EMPTY, True)
