"""Looks into a file: whether it is what its name says, whole, and not locked. Nothing in it is run or shown."""

from __future__ import annotations

import codecs
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from PIL import Image, ImageFile

from tracker.documents.pdf.paper_errors import DynamicForm, EmptyPaper, EncryptedPaper, OversizedPaper, PaperError
from tracker.documents.pdf.paper_open import open_paper
from tracker.files.rules import (
    LARGEST_FILE,
    CheckedFile,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileKind,
    FileTooLarge,
    HoldsMacros,
    NotWhatItsNameSays,
    UnpacksTooLarge,
    clean_name,
    digest_of,
    kind_of,
)

MOST_UNPACKED: Final = 100 * 1024 * 1024
"""Bytes an Office file may hold once it is unpacked."""

MOST_PARTS: Final = 5_000
"""Parts of an Office file."""

MOST_DOTS: Final = 60_000_000
"""Width times height of a picture: more than a camera of today takes, and what checking one may cost."""

_PDF_BEGINS_WITHIN: Final = 1024
_PDF_MARK: Final = b"%PDF-"
_ZIP_MARK: Final = b"PK\x03\x04"
_OLD_OFFICE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_LOCKED: Final = 0x1
_CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = ".main+xml"
_OVERRIDE: Final = re.compile(r"<(?:\w+:)?Override\b[^>]*>")
_ATTRIBUTE: Final = re.compile(r"""\b(PartName|ContentType)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BROKEN_ZIP: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError),
)
_BROKEN_PICTURE: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError)
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_KINDS: Final = (_PDF_MARK, _ZIP_MARK, _OLD_OFFICE_MARK, b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")


def check_file(sent_name: str, content: bytes) -> CheckedFile:
    """The file as it may be kept. Raises a `FileRefused` that says what is wrong with it."""
    name = clean_name(sent_name)
    kind = kind_of(name)
    if not content:
        raise EmptyFile(name)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(name, len(content))
    _CHECKS[kind](name, kind, content)
    return CheckedFile(name=name, kind=kind, content=content, digest=digest_of(content))


def _check_pdf(name: str, kind: FileKind, content: bytes) -> None:
    if _PDF_MARK not in content[:_PDF_BEGINS_WITHIN]:
        raise NotWhatItsNameSays(name, kind)
    try:
        pdf, repaired = open_paper(content, name)
    except EncryptedPaper as error:
        raise EncryptedFile(name) from error
    except OversizedPaper as error:
        raise UnpacksTooLarge(name) from error
    except EmptyPaper as error:
        raise EmptyFile(name) from error
    except DynamicForm:
        # Nothing is wrong with it; only merging it would lose what it shows.
        return
    except PaperError as error:
        raise DamagedFile(name) from error
    pdf.close()
    if repaired:
        raise DamagedFile(name)


def _check_picture(name: str, kind: FileKind, content: bytes) -> None:
    formats = ["PNG"] if kind is FileKind.PNG else ["JPEG"]
    begins = b"\x89PNG\r\n\x1a\n" if kind is FileKind.PNG else b"\xff\xd8\xff"
    if not content.startswith(begins):
        raise NotWhatItsNameSays(name, kind)
    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            width, height = picture.size
            if width * height > MOST_DOTS:
                raise UnpacksTooLarge(name)
            # A JPEG is decoded at an eighth of its size: enough to reach its end.
            picture.draft(picture.mode, (max(width // 8, 1), max(height // 8, 1)))
            # The switch belongs to the whole process, and a library that draws web pages turns it on.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnpacksTooLarge(name) from error
    except _BROKEN_PICTURE as error:
        raise DamagedFile(name) from error


def _check_office(name: str, kind: FileKind, content: bytes) -> None:
    if content.startswith(_OLD_OFFICE_MARK) and _ENCRYPTED_PACKAGE in content:
        raise EncryptedFile(name)
    if not content.startswith(_ZIP_MARK):
        raise NotWhatItsNameSays(name, kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(name, kind, package)
    except _BROKEN_ZIP as error:
        raise DamagedFile(name) from error


def _check_package(name: str, kind: FileKind, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnpacksTooLarge(name)
    if any(part.flag_bits & _LOCKED for part in parts):
        raise EncryptedFile(name)
    names = {part.filename for part in parts}
    if _CONTENT_TYPES not in names:
        raise NotWhatItsNameSays(name, kind)
    if package.testzip() is not None:
        raise DamagedFile(name)
    main = _main_types(package.read(_CONTENT_TYPES).decode("utf-8-sig"))
    if any(part.lower().endswith("vbaproject.bin") for part in names) or any("macroenabled" in t.lower() for t in main):
        raise HoldsMacros(name)
    if main.get(f"{kind.value}{_MAIN}") not in names:
        raise NotWhatItsNameSays(name, kind)


def _main_types(written: str) -> Mapping[str, str]:
    """The main parts an Office file declares: content type -> part."""
    declared = [
        {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(override)}
        for override in _OVERRIDE.findall(written)
    ]
    return {
        each["ContentType"]: each.get("PartName", "").removeprefix("/")
        for each in declared
        if each.get("ContentType", "").endswith(_MAIN)
    }


def _check_text(name: str, kind: FileKind, content: bytes) -> None:
    if content.startswith(_OTHER_KINDS):
        raise NotWhatItsNameSays(name, kind)
    text = decoded(content)
    if text is None or _UNSEEN.search(text):
        raise NotWhatItsNameSays(name, kind)
    if not text.strip():
        raise EmptyFile(name)


def decoded(content: bytes) -> str | None:
    """The text as the usual programs write it: UTF-8, UTF-16 with its mark, or what Excel on Windows saves as CSV."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


_CHECKS: Final[Mapping[FileKind, Callable[[str, FileKind, bytes], None]]] = {
    FileKind.PDF: _check_pdf,
    FileKind.WORD: _check_office,
    FileKind.EXCEL: _check_office,
    FileKind.POWERPOINT: _check_office,
    FileKind.PNG: _check_picture,
    FileKind.JPEG: _check_picture,
    FileKind.CSV: _check_text,
    FileKind.TEXT: _check_text,
}
