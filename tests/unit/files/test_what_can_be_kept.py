"""Which files can be kept: what its name says, whole, not empty, not too large, not locked."""

from __future__ import annotations

import codecs
import io
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from tests.factories_findings import office_file, pdf, picture
from tracker.files import rules_content
from tracker.files.rules import (
    ENDINGS,
    LARGEST_FILE,
    LONGEST_NAME,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileKind,
    FileRefused,
    FileTooLarge,
    HoldsMacros,
    NotWhatItsNameSays,
    UnknownKind,
    UnpacksTooLarge,
    clean_name,
    digest_of,
    kind_of,
)
from tracker.files.rules_content import check_file

SOUND = {
    "plan.pdf": pdf(),
    "plan.docx": office_file(FileKind.WORD),
    "plan.xlsx": office_file(FileKind.EXCEL),
    "plan.pptx": office_file(FileKind.POWERPOINT),
    "plan.png": picture(),
    "plan.jpg": picture(FileKind.JPEG),
    "plan.JPEG": picture(FileKind.JPEG),
    "plan.csv": b"Area,Grade\r\nCrime,Good\r\n",
    "plan.txt": "Nothing – so far.".encode(),
}
NAMES = tuple(SOUND)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


def encrypted_pdf(owner: str = "owner", user: str = "") -> bytes:
    with pikepdf.new() as made, io.BytesIO() as held:
        made.add_blank_page()
        made.save(held, encryption=pikepdf.Encryption(owner=owner, user=user))
        return held.getvalue()


def no_pages() -> bytes:
    with pikepdf.new() as made, io.BytesIO() as held:
        made.save(held)
        return held.getvalue()


def refusal(name: str, content: bytes) -> str | None:
    """What is said against the file; None when it may be kept."""
    try:
        check_file(name, content)
    except FileRefused as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_what_its_name_says_is_kept_as_it_is(name: str) -> None:
    checked = check_file(name, SOUND[name])
    assert (checked.name, checked.content) == (name, SOUND[name])
    assert checked.digest == digest_of(SOUND[name])
    assert checked.kind is kind_of(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", NAMES)
def test_nothing_passes_under_another_kinds_name(name: str, content: str) -> None:
    said, is_it = kind_of(name), kind_of(content)
    texts = {FileKind.CSV, FileKind.TEXT}
    if said is is_it or {said, is_it} <= texts:
        return
    with pytest.raises(NotWhatItsNameSays) as refused:
        check_file(name, SOUND[content])
    assert refused.value.field == "file"
    assert name in str(refused.value)
    assert said.label in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_is_refused(name: str) -> None:
    with pytest.raises(EmptyFile):
        check_file(name, b"")


@pytest.mark.parametrize("content", [b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_text_of_nothing_but_blanks_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        check_file("notes.txt", content)


def test_a_pdf_without_pages_is_empty() -> None:
    with pytest.raises(EmptyFile):
        check_file("plan.pdf", no_pages())


def test_ten_megabytes_are_kept_and_a_byte_more_is_not() -> None:
    assert check_file("long.txt", b"x" * LARGEST_FILE)
    with pytest.raises(FileTooLarge) as refused:
        check_file("long.txt", b"x" * (LARGEST_FILE + 1))
    assert "larger than 10 MB" in str(refused.value)


@pytest.mark.parametrize("name", ["plan.exe", "plan.html", "plan.svg", "plan.doc", "plan.docm", "plan", ".pdf", "pdf"])
def test_other_kinds_are_refused_and_told_what_will_do(name: str) -> None:
    with pytest.raises(UnknownKind) as refused:
        check_file(name, b"x")
    assert "Choose a PDF, Word, Excel" in str(refused.value)


@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) not in (FileKind.CSV, FileKind.TEXT)])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_file_that_was_cut_off_is_refused(name: str, kept: float) -> None:
    content = picture(kind_of(name), (120, 120)) if kind_of(name) in (FileKind.PNG, FileKind.JPEG) else SOUND[name]
    with pytest.raises(DamagedFile):
        check_file(name, content[: int(len(content) * kept)])


@pytest.mark.parametrize("name", ["plan.png", "plan.jpg"])
def test_a_picture_that_was_cut_off_is_refused_though_another_library_lets_halves_through(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    content = picture(kind_of(name), (120, 120))
    with pytest.raises(DamagedFile):
        check_file(name, content[: len(content) // 2])


@pytest.mark.parametrize("content", [encrypted_pdf(), encrypted_pdf(user="secret")], ids=["to change", "to open"])
def test_a_locked_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(EncryptedFile):
        check_file("plan.pdf", content)


def test_a_locked_office_file_is_refused_whichever_way_it_is_locked() -> None:
    package = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedFile):
        check_file("plan.docx", package)
    # The flag in each part's own head and in the list at the end.
    locked = bytearray(office_file())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        while place >= 0:
            locked[place + at] |= 1
            place = locked.find(mark, place + 4)
    with pytest.raises(EncryptedFile):
        check_file("plan.docx", bytes(locked))


def test_an_old_word_file_under_a_new_name_is_not_what_its_name_says() -> None:
    with pytest.raises(NotWhatItsNameSays):
        check_file("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


@pytest.mark.parametrize(
    "content",
    [office_file(more={"word/vbaProject.bin": b"x"}), office_file(main=MACRO_TYPE)],
    ids=["a program inside", "declared so"],
)
def test_macros_are_refused(content: bytes) -> None:
    with pytest.raises(HoldsMacros):
        check_file("plan.docx", content)


def test_a_zip_that_is_no_office_file_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("word/document.xml", "<root/>")
    with pytest.raises(NotWhatItsNameSays):
        check_file("plan.docx", held.getvalue())


def test_an_office_file_whose_parts_do_not_match_their_sums_is_damaged() -> None:
    content = bytearray(office_file(more={"word/media/text.bin": b"A" * 10}))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        place = package.getinfo("word/document.xml").header_offset
    content[place + 60] ^= 0xFF
    with pytest.raises(DamagedFile):
        check_file("plan.docx", bytes(content))


def test_what_becomes_very_large_when_opened_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_content, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(UnpacksTooLarge):
        check_file("plan.docx", office_file(more={"word/media/zeros.bin": b"\x00" * 1_000_001}))
    monkeypatch.setattr(rules_content, "MOST_PARTS", 2)
    with pytest.raises(UnpacksTooLarge):
        check_file("plan.docx", office_file(more={"word/one.xml": b"<a/>"}))
    monkeypatch.setattr(rules_content, "MOST_DOTS", 63)
    with pytest.raises(UnpacksTooLarge):
        check_file("plan.png", picture())


def test_a_picture_that_says_it_is_enormous_is_refused_before_it_is_drawn() -> None:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    with pytest.raises(UnpacksTooLarge):
        check_file("plan.png", held.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_as_the_usual_programs_write_it(encoding: str) -> None:
    assert check_file("plan.csv", "Area,Cost\r\nWiltshire – south,£5\r\n".encode(encoding))


@pytest.mark.parametrize("content", [b"a\x00b", b"%PDF-1.7 all in letters", b"{\\rtf1 Plan}", b"a\x1bb", b"\x81\x8d"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotWhatItsNameSays):
        check_file("plan.txt", content)


@given(st.sampled_from(NAMES), st.integers(0, 400), st.binary(max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_is_wrong_with_a_file_it_is_kept_or_refused_in_words(name: str, place: int, noise: bytes) -> None:
    content = SOUND[name]
    at = place * len(content) // 400
    said = refusal(name, content[:at] + noise + content[at + len(noise) :])
    assert said is None or name in said


@given(st.sampled_from(sorted(ENDINGS)), st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_kept_or_refused_in_words(ending: str, content: bytes) -> None:
    said = refusal(f"plan{ending}", content)
    assert said is None or said.endswith(".")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("C:\\Users\\Olive\\Plan of work.PDF", "Plan of work.PDF"),
        ("../../etc/plan.pdf", "plan.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("  two   blanks .pdf", "two blanks.pdf"),
        ("what?<why>|*.pdf", "what--why---.pdf"),
        ("line\nbreak\x00.pdf", "line break.pdf"),
        ("CON.pdf", "file CON.pdf"),
        ("...", "file"),
        ("", "file"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("x" * 200 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@given(st.text(max_size=300))
def test_a_cleaned_name_is_clean_safe_and_short(sent: str) -> None:
    name = clean_name(sent)
    assert clean_name(name) == name
    assert 1 <= len(name) <= LONGEST_NAME
    assert not set(name) & set('<>:"|?*%\\/\r\n\x00')
    assert not name.startswith(".")
