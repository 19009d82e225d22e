"""PDFs are judged by several judges; what was judged is kept for the reference validator, and differences are found."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pdfua
import pikepdf
import pytest

from tests.judges import PDFUA_RULES, judge, keep, profiles, verdict
from tests.unit.documents.pdf.reports import paragraph, part, report
from tests.verapdf import __main__ as verapdf
from tests.verapdf import comparison
from tests.verapdf.comparison import KNOWN, Compared, Kept, compare, kept_in
from tracker.documents.pdf import render

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def sound() -> bytes:
    return render(report(part("Plan", paragraph("first"))))


@pytest.fixture(scope="module")
def unsound(sound: bytes) -> bytes:
    """A file that does not say its language."""
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        del pdf.Root.Lang
        pdf.save(spoiled := io.BytesIO())
    return spoiled.getvalue()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where judged files are kept; not with those of the run."""
    monkeypatch.setenv("TRACKER_JUDGED_PDFS", str(tmp_path))
    return tmp_path


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The kinds that are counted, and how many rules failed; the run itself does not count these."""
    found: list[tuple[str, int]] = []

    def count(what: str, *, kind: str, failed_rules: int) -> None:
        found.append((kind, failed_rules))

    monkeypatch.setattr("tests.judges.count", count)
    return found


def test_a_sound_file_is_counted_under_its_kind(sound: bytes, counted: list[tuple[str, int]]) -> None:
    judge(sound, "small files")
    assert counted == [("small files", 0)]


def test_an_unsound_file_is_counted_too_and_fails_with_every_reason(
    unsound: bytes, counted: list[tuple[str, int]]
) -> None:
    found = verdict(unsound, *profiles(unsound)).complaints
    with pytest.raises(AssertionError) as failed:
        judge(unsound, "small files")
    assert str(failed.value) == "\n".join(found)
    assert counted == [("small files", len(found))]


def test_every_judge_has_a_say(unsound: bytes) -> None:
    found = verdict(unsound, "ua1")
    assert found.seen_by == {"ua1", "pdfua", "structure"}
    assert len(found.complaints) == len(found.rules["ua1"]) + len(found.second) + len(found.structure)
    assert any(said.startswith("PDFUA1-TEXT-LANGUAGE-001: ") for said in found.complaints)
    assert any(said.startswith("UA-06-001: ") for said in found.complaints)
    assert "no language" in found.complaints


def test_the_rule_that_is_left_out_still_cannot_be_asked(sound: bytes) -> None:
    (left_out,) = [rule for rule in pdfua.default_registry() if rule not in PDFUA_RULES]
    with pikepdf.open(io.BytesIO(sound)) as pdf, pytest.raises(ValueError, match="is_integer"):
        list(left_out.check(pdfua.PdfDocument(pdf, "")))


def claiming(sound: bytes, conformance: str | None) -> bytes:
    """The file with another claim of PDF/A-2, or without any."""
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            for name, value in {"pdfaid:part": "2", "pdfaid:conformance": conformance}.items():
                del metadata[name]
                if conformance:
                    metadata[name] = str(value)
        pdf.save(changed := io.BytesIO(), deterministic_id=True)
    return changed.getvalue()


@pytest.mark.parametrize(("conformance", "asked"), [("A", ["2a"]), ("B", ["2b"]), ("U", ["2u"]), (None, [])])
def test_a_file_is_judged_by_what_it_claims(sound: bytes, conformance: str | None, asked: list[str]) -> None:
    assert profiles(claiming(sound, conformance)) == ["ua1", *asked]


def test_only_a_pack_of_others_papers_need_not_claim_that_it_can_be_archived(
    sound: bytes, counted: list[tuple[str, int]]
) -> None:
    unclaimed = claiming(sound, None)
    judge(unclaimed, "packs", archived=False)
    with pytest.raises(AssertionError, match="no claim of PDF/A"):
        judge(unclaimed, "reports")
    assert counted == [("packs", 0), ("reports", 1)]


def test_what_others_drew_need_not_be_as_we_draw_it(sound: bytes, counted: list[tuple[str, int]]) -> None:
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        pdf.pages[0].contents_add(b"/Artifact BMC /Artifact BMC EMC EMC")
        pdf.save(nesting := io.BytesIO())
    judge(nesting.getvalue(), "packs", ours=False)
    with pytest.raises(AssertionError, match="marks nest"):
        judge(nesting.getvalue(), "reports")


def test_a_judged_file_is_kept_with_what_was_said(sound: bytes, unsound: bytes, folder: Path) -> None:
    keep(sound, "demonstration", verdict(sound, "ua1"))
    keep(unsound, "defects", verdict(unsound, "ua1"), defect="no language")
    kept = {one.defect: one for one in kept_in(folder)}
    assert (folder / kept[""].file).read_bytes() == sound
    assert (folder / kept["no language"].file).read_bytes() == unsound
    assert kept[""].file.startswith("demonstration-")
    assert (kept[""].profile, kept[""].failed) == ("ua1", ())
    assert "PDFUA1-TEXT-LANGUAGE-001" in kept["no language"].failed
    assert json.loads((folder / kept[""].file).with_suffix(".json").read_text()) == {
        "kind": "demonstration",
        "defect": "",
        "failed": {"ua1": []},
    }


def test_nothing_is_kept_unless_asked(sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_JUDGED_PDFS", raising=False)
    monkeypatch.chdir(tmp_path)
    keep(sound, "demonstration", verdict(sound, "ua1"))
    assert list(tmp_path.iterdir()) == []


SOUND = Kept("a.pdf", "ua1", "", ())
SPOILED = Kept("b.pdf", "ua1", "no language", ("PDFUA1-TEXT-LANGUAGE-001",))
(KNOWN_DEFECT, KNOWN_PROFILE), REASON = next(iter(KNOWN.items()))
EXPECTED = Kept("c.pdf", KNOWN_PROFILE, KNOWN_DEFECT, ())


def test_files_both_find_sound_or_both_unsound_agree() -> None:
    compared = compare([SOUND, SPOILED], {("a.pdf", "ua1"): (), ("b.pdf", "ua1"): ("7.2-34",)})
    assert all(one.is_right for one in compared)
    assert comparison.report(compared) == ["veraPDF agrees on 2 of 2 files (1 of them with seeded defects)"]


@pytest.mark.parametrize("compared", [Compared(SOUND, ("7.1-3",)), Compared(SPOILED, ())])
def test_a_difference_is_wrong_and_printed(compared: Compared) -> None:
    assert not compared.is_right
    difference, last = comparison.report([compared])
    assert difference == str(compared)
    assert last.startswith("veraPDF agrees on 0 of 1 files")


def test_a_difference_says_what_each_finds() -> None:
    assert str(Compared(SOUND, ("7.1-3", "7.1-8"))) == (
        "a.pdf, ua1: page-validation finds nothing; veraPDF finds 7.1-3, 7.1-8"
    )


def test_a_known_difference_of_a_defect_is_right_and_printed_with_its_reason() -> None:
    known = Compared(EXPECTED, ("7.1-3",))
    assert known.is_right
    difference, last = comparison.report([known])
    assert REASON in difference
    assert last == "veraPDF agrees on 0 of 1 files (1 of them with seeded defects); 1 differ for a known reason"


def test_a_known_difference_that_is_gone_is_wrong() -> None:
    gone = Compared(replace(EXPECTED, failed=("PDFUA1-CONTENT-TAGGING-001",)), ("7.1-3",))
    assert not gone.is_right
    assert comparison.report([gone])[0].endswith("the two agree, but are listed as differing")


def test_no_sound_file_may_differ() -> None:
    assert all(defect for defect, _ in KNOWN)


@pytest.mark.parametrize(("there", "lacking"), [((), "javac"), (("javac",), "mvn")])
def test_without_java_or_maven_one_sentence_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    there: tuple[str, ...],
    lacking: str,
) -> None:
    monkeypatch.setattr(verapdf, "LIBRARY", tmp_path / "not fetched")
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in there:
        (tmp_path / name).touch(mode=0o755)
    assert verapdf.main([]) == 2
    said = capsys.readouterr().err
    assert said.endswith(f", and there is no program called {lacking} here.\n")
    assert said.count("\n") == 1


def test_a_file_verapdf_says_nothing_of_is_an_error() -> None:
    with pytest.raises(KeyError):
        compare([SOUND], {})
