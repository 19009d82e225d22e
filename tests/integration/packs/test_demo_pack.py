"""The pack of the demonstration: papers drawn by this system, on the pages that the agenda says, published in time."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.bound_packs import check_pages
from tests.judges import judge
from tracker.cli import main
from tracker.db import make_engine, make_sessions
from tracker.documents.pdf.bind_types import Range
from tracker.packs.models_packs import Pack
from tracker.packs.models_papers import PaperVersion
from tracker.packs.rules_agenda import PaperKind
from tracker.reports.queries_signoff import all_reports, standing_of
from tracker.reports.rules_life import ReportState

pytestmark = pytest.mark.pdf


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "SECRET_KEY", "BASE_URL", "DEMO_PASSWORD", "TODAY", "CERTIFICATE"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))


def tracker(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="tracker")


def test_every_number_in_it_is_the_same_number(tmp_path: Path) -> None:
    assert tracker("demo", "--no-serve").exit_code == 0
    sample = tmp_path / "demo" / "pack-2024-09-26.pdf"
    engine = make_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    with make_sessions(engine)() as session:
        pack = session.scalars(select(Pack)).one()
        assert (pack.published_on.isoformat(), pack.late_reason, pack.full_id) == ("2024-09-18", None, None)
        places = {place.number: (place.first_page, place.last_page) for place in pack.places}
        titles = {place.number: f"{place.number} {place.title}" for place in pack.places}
        kinds = [each.kind for each in session.scalars(select(PaperVersion).order_by(PaperVersion.id))]
        states = {each.period: standing_of(each.versions[-1]).state for each in all_reports(session)}
    engine.dispose()
    assert kinds == [PaperKind.MINUTES, PaperKind.REQUESTS, PaperKind.REPORT, PaperKind.FORWARD_PLAN]
    # The report of that September goes to the Panel with the pack.
    assert states["2024-25-Q2"] is ReportState.SENT
    bound = {number: Range(first, last) for number, (first, last) in places.items() if first and last}
    assert list(bound) == [2, 7, 10]
    # Behind the agenda, each behind the one before.
    assert bound[2].first > 1
    assert (bound[7].first, bound[10].first) == (bound[2].last + 1, bound[7].last + 1)
    found = check_pages(sample.read_bytes(), {titles[number]: place for number, place in bound.items()})
    assert bound[10].last == found.page_count
    judge(sample.read_bytes(), "packs", archived=False)
    out = tmp_path / "pack.pdf"
    assert tracker("pack", "2024-09-26", "--out", out).exit_code == 0
    assert out.read_bytes() == sample.read_bytes()


def test_after_the_last_day_for_it_nothing_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_TODAY", "2024-09-19")
    assert tracker("demo", "--no-serve").exit_code == 0
    assert not list((tmp_path / "demo").glob("pack-*"))
