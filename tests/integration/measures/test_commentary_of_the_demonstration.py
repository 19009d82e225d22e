"""The demonstration's groups: every draft agrees with its table, and no text of its reports is falsely contradicted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker import schema
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.dates import Quarter
from tracker.db import make_engine, make_sessions
from tracker.measures.queries_commentary import Commentary, commentary_in
from tracker.measures.rules_commentary import FigureState
from tracker.measures.rules_draft import draft
from tracker.measures.rules_figures import check_figures
from tracker.measures.rules_figures_types import Verdict
from tracker.seeds import load_seeds, read_folder
from tracker.writing import transaction

QUARTERS = ("2023-24-Q2", "2024-25-Q2")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('demonstration') / 'tracker.db'}")
    schema.upgrade(engine)
    with transaction(make_sessions(engine)) as opened:
        load_seeds(opened, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    with make_sessions(engine)() as opened:
        yield opened
    engine.dispose()


def drafted(commentary: Commentary) -> str:
    return draft(commentary.standings, commentary.group.name, commentary.rules)


@pytest.mark.parametrize("key", QUARTERS)
def test_every_figure_of_every_draft_agrees_and_none_is_held_back(session: Session, key: str) -> None:
    for line in commentary_in(session, Quarter.parse(key), TODAY):
        text = drafted(line.commentary)
        found = check_figures(text, line.commentary.rows)
        assert [each.line for each in found if each.verdict is not Verdict.AGREES] == []
        assert "see the table" not in text


def test_the_drafts_of_september_2024_hold_hundreds_of_figures(session: Session) -> None:
    lines = commentary_in(session, Quarter.parse("2024-25-Q2"), TODAY)
    told = [line for line in lines if line.commentary.month]
    assert len(lines) == 13
    assert len(told) == 11
    assert sum(len(check_figures(drafted(line.commentary), line.commentary.rows)) for line in told) > 250


@pytest.mark.parametrize("key", QUARTERS)
def test_no_text_of_the_demonstration_contradicts_its_table(session: Session, key: str) -> None:
    found = [
        (line.commentary.group.name, each.checked.line)
        for line in commentary_in(session, Quarter.parse(key), TODAY)
        for check in line.checks
        for each in check.of(FigureState.CONTRADICTS)
    ]
    assert found == []
