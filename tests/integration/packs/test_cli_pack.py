"""`tracker pack`: the pack of a meeting as it was published, or else as it stands now."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.bound_packs import all_streams, check_pages
from tests.factories import TODAY
from tests.factories_packs import CANARY, make_filled_agenda
from tests.judges import judge
from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import untagged
from tracker.access import SYSTEM
from tracker.cli import main
from tracker.config import project_file
from tracker.db import make_engine, make_sessions
from tracker.documents.pdf.bind_types import Range
from tracker.files.queries import content_of
from tracker.packs.commands_papers import AddPaper, Upload, add_paper
from tracker.packs.commands_publish import Publish, publish
from tracker.packs.gather import pack_facts
from tracker.packs.layout_pack import draw_pack
from tracker.packs.queries import item_of
from tracker.packs.queries_packs import reader
from tracker.packs.rules_papers import PaperWords
from tracker.writing import transaction

pytestmark = pytest.mark.pdf


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder of the test's own, on the day of the tests; nothing of the machine's environment."""
    for name in ("DATABASE_URL", "SECRET_KEY", "BASE_URL", "DEMO_PASSWORD"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TRACKER_TODAY", TODAY.isoformat())


def tracker(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="tracker")


def test_the_pack_of_the_demonstrations_meeting_is_an_accessible_agenda(tmp_path: Path) -> None:
    assert tracker("upgrade").exit_code == 0
    assert tracker("seed", project_file("seeds", "wiltshire")).exit_code == 0
    out = tmp_path / "pack.pdf"
    done = tracker("pack", "2024-09-26", "--out", out)
    assert (done.exit_code, done.output) == (0, f"Wrote {out}.\n")
    judge(out.read_bytes(), "packs", archived=False)
    check_pages(out.read_bytes(), {})
    words = read(out.read_bytes(), ours=False).text
    for said in ("Cllr Steve Bucknell, Wiltshire Council (Chairman)", "13 Future Meeting Dates", "Part II"):
        assert said in words
    assert "5pm on Thursday 19 September 2024" in words
    assert "5pm on Monday 23 September 2024" in words
    for refused, sentence in (
        (("pack", "2024-09-26", "--out", tmp_path / "f.pdf", "--full"), "Nothing on the agenda of 26 September 2024"),
        (("pack", "2024-11-14", "--out", tmp_path / "f.pdf"), "There is no agenda of the meeting “2024-11-14”."),
        (("pack", "yesterday", "--out", tmp_path / "f.pdf"), "There is no meeting “yesterday”."),
    ):
        answer = tracker(*refused)
        assert answer.exit_code == 2
        assert sentence in answer.output
    assert not (tmp_path / "f.pdf").exists()


def test_once_published_the_stored_bytes_are_written_and_the_public_ones_hold_nothing_exempt(tmp_path: Path) -> None:
    assert tracker("upgrade").exit_code == 0
    engine = make_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    with transaction(make_sessions(engine)) as session:
        agenda = make_filled_agenda(session)
        for serial, title in ((2, "Minutes of June"), (4, f"{CANARY} tender")):
            command = AddPaper(PaperWords(title), Upload("a.pdf", untagged(title)))
            add_paper(session, item_of(agenda, serial), command, by=SYSTEM, on=TODAY)
        facts = pack_facts(session, agenda, TODAY)
        drawn = draw_pack(facts, reader(session))
        pack = publish(session, agenda, facts, drawn, Publish(agenda.version), by=SYSTEM, on=TODAY)
        public, full = content_of(session, pack.public_id), content_of(session, pack.full_id or 0)
        places = {f"{place.number} {place.title}": place for place in pack.places if place.first_page}
    engine.dispose()
    for options, kept in (((), public), (("--full",), full)):
        out = tmp_path / "pack.pdf"
        assert tracker("pack", "2024-09-26", "--out", out, *options).exit_code == 0
        assert out.read_bytes() == kept
    ranges = {title: Range(place.first_page or 0, place.last_page or 0) for title, place in places.items()}
    check_pages(full, ranges)
    check_pages(public, {"2 Minutes": ranges["2 Minutes"]})
    assert not [each for each in all_streams(public) if CANARY.encode() in each.lower()]


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    answer = tracker("pack", "2024-09-26", "--out", tmp_path / "pack.pdf")
    assert answer.exit_code == 2
    assert "tracker upgrade" in answer.output
