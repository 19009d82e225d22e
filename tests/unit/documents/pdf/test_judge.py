"""What the clerk is told about an uploaded PDF, in words that need no knowledge of PDF."""

from __future__ import annotations

import subprocess

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.unit.documents.pdf.papers import Draft, changed, marked, small, text, untagged
from tests.unit.documents.samples import highlight_report
from tracker.documents.pdf import judge as judging
from tracker.documents.pdf import render
from tracker.documents.pdf.bind_errors import EmptyFile, LargePaper, NotAPdf
from tracker.documents.pdf.bind_types import Judgement
from tracker.documents.pdf.judge import judge
from tracker.documents.pdf.judge_open import LARGEST
from tracker.documents.pdf.paper_errors import DamagedPaper, EncryptedPaper, OversizedPaper
from tracker.documents.pdf.prepare import prepare
from tracker.documents.pdf.validate import Verdict, validated

_PICTURE = b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI"


def findings(data: bytes) -> str:
    return " ".join(judge(data, "Budget").findings)


def test_nothing_is_held_against_a_report_of_ours() -> None:
    found = judge(render(highlight_report()), "Report")
    assert (found.tagged, found.claims, found.passes, found.findings) == (True, True, True, ())
    assert (found.pages, found.language, found.sizes) == (6, "en-GB", ((297, 210),))
    assert found.title.startswith("Highlight report")
    assert found.headings > 5


def test_a_judgement_can_be_stored() -> None:
    for data in (render(highlight_report()), untagged("x"), Draft(_PICTURE).data()):
        found = judge(data, "Budget")
        assert Judgement.from_json(found.as_json()) == found


def test_a_paper_without_tags_title_or_language() -> None:
    found = judge(untagged("x"), "Budget")
    assert (found.tagged, found.claims, found.passes) == (False, False, False)
    told = " ".join(found.findings)
    assert "The file has no tags." in told
    assert "does not say its title" in told
    assert "does not say its language" in told


def test_a_title_may_stand_in_the_old_place() -> None:
    draft = Draft(text("x"))
    draft.pdf.docinfo["/Title"] = "Budget 2025"
    assert judge(draft.data(), "x").title == "Budget 2025"


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ([text("x"), _PICTURE], "Page 2 is a picture of a page. A screen reader reads nothing there."),
        ([_PICTURE], "Page 1 is a picture of a page. A screen reader reads nothing there."),
        ([_PICTURE, text("x"), _PICTURE, _PICTURE], "Pages 1 and 3 to 4 are pictures of pages."),
        ([_PICTURE, _PICTURE], "Every page is a picture of a page. A screen reader reads nothing."),
    ],
)
def test_pages_that_are_pictures_are_named(contents: list[bytes], said: str) -> None:
    told = findings(Draft(*contents).data())
    assert said in told
    assert "Ask for the original file." in told


def test_text_that_a_scanner_put_under_the_picture_is_text() -> None:
    assert judge(Draft(_PICTURE + b"BT 3 Tr /F1 9 Tf (seen) Tj ET").data(), "x").pictures == ()


def test_pictures_and_text_are_found_in_forms_too() -> None:
    draft = Draft(b"/Fm Do", b"/Fm Do /Gm Do", b"0 0 9 9 re f")
    image = draft.pdf.make_stream(
        b"a", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    form = draft.pdf.make_stream(b"/Im Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(Im=image))
    words = draft.pdf.make_stream(text("x"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    words.Resources = Dictionary(Font=Dictionary(F1=draft.font))
    for page in draft.pages:
        page.Resources = Dictionary(XObject=Dictionary(Fm=form, Gm=words))
    assert judge(draft.data(), "x").pictures == (1,)


def test_headings_and_figures_are_counted_by_what_they_stand_for() -> None:
    draft = Draft(marked(0) + marked(1, tag="Pic"), b"", b"")
    draft.element("Titel", 0, Pg=draft.pages[0])
    draft.element("Pic", 1, Pg=draft.pages[0])
    draft.tree.RoleMap = Dictionary(Titel=Name.H1, Pic=Name.Figure)
    data = draft.tagged().data()
    found = judge(data, "x")
    assert (found.headings, found.figures) == (1, 1)
    assert "A picture has no words that say what is shown." in findings(data)

    def speak(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and thing.get("/S") == Name.Pic:
                thing.Alt = String("A map")

    assert judge(changed(data, speak), "x").figures == 0


def test_a_long_paper_without_headings() -> None:
    draft = Draft(*(marked(0) for _ in range(3)))
    for page in draft.pages:
        draft.element("P", 0, Pg=page)
    assert "No heading is marked as one." in findings(draft.tagged().data())
    assert "No heading" not in findings(small().data())


def test_rules_that_are_not_kept_are_told_with_and_without_a_claim() -> None:
    assert "It does not keep to the standard for accessible PDF (PDF/UA): " in findings(small().data())

    def lose_the_tree_of_parents(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.MarkInfo.Marked
        pdf.Root.MarkInfo.Marked = True
        del pdf.Root.Lang

    told = findings(changed(render(highlight_report()), lose_the_tree_of_parents))
    assert "It says that it keeps to the standard for accessible PDF (PDF/UA), but" in told


def test_pages_of_several_sizes() -> None:
    draft = Draft(text("x"), text("y"), text("z"))
    draft.pages[1].Rotate = 90
    draft.pages[2].MediaBox = Array([0, 0, 842, 1191])
    assert judge(draft.data(), "x").sizes == ((210, 297), (297, 210), (297, 420))


def test_a_file_that_could_be_repaired_says_so() -> None:
    data = small().data()
    assert "The file is damaged." in findings(data[: data.rindex(b"startxref")])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyFile),
        (b"PK\x03\x04", NotAPdf),
        (b"%PDF-1.7\n%%EOF", DamagedPaper),
        (small().data(encryption=pikepdf.Encryption(owner="a", user="")), EncryptedPaper),
        (b"%PDF-1.7" + bytes(LARGEST), LargePaper),
    ],
    ids=["empty", "no PDF", "damaged", "encrypted", "large"],
)
def test_what_cannot_be_in_a_pack_is_refused(data: bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        judge(data, "../../etc/Budget")


@pytest.mark.parametrize("act", [judge, prepare])
def test_content_that_only_opens_and_closes_without_end_is_refused_at_once(act: object) -> None:
    draft = Draft(b"q Q " * 8_000_000)
    data = draft.data(compress_streams=True)
    assert len(data) < 200_000
    with pytest.raises(OversizedPaper):
        act(data, "Budget")  # type: ignore[operator]  # one of the two


# The validator


def test_the_validator_is_asked_in_a_program_of_its_own() -> None:
    assert validated(render(highlight_report())) == Verdict(passes=True, failed=())
    assert validated(small().data()).passes is False


@pytest.mark.parametrize(
    "error",
    [subprocess.TimeoutExpired("python", 60), subprocess.CalledProcessError(-11, "python"), OSError("no memory")],
    ids=["too slow", "crashed", "not started"],
)
def test_a_validator_that_gives_no_answer_is_no_verdict(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    data = render(highlight_report())
    monkeypatch.setattr(subprocess, "run", fails)
    assert validated(data) == Verdict(passes=None, failed=())
    assert "could not be checked" in findings(data)
    assert not prepare(data, "Report").accessible


def test_the_validator_gives_up_on_what_it_cannot_read() -> None:
    assert validated(b"no PDF").passes is None


def test_a_file_without_tags_is_not_shown_to_the_validator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "validated", None)
    assert judge(untagged(), "x").passes is False
