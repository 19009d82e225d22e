"""Which files can be kept: a file must be what its name says, whole and readable by anybody who may see it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tracker.enums import LabelledEnum
from tracker.errors import DomainError

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes."""

LONGEST_NAME: Final = 100
"""Characters of a file's name, ending included."""

_KILOBYTE: Final = 1024
_MEGABYTE: Final = 1024 * _KILOBYTE
_CATEGORIES_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# What Windows, macOS or a shell would take for something other than a part of a name.
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*%\\/]')
_RESERVED: Final = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])", re.IGNORECASE)


class FileKind(LabelledEnum):
    """What a file can be. The value is the media type it is sent with."""

    PDF = "application/pdf", "PDF"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"
    POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint presentation"
    PNG = "image/png", "PNG picture"
    JPEG = "image/jpeg", "JPEG picture"
    CSV = "text/csv", "CSV file"
    TEXT = "text/plain", "plain text file"


ENDINGS: Final = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.WORD,
    ".xlsx": FileKind.EXCEL,
    ".pptx": FileKind.POWERPOINT,
    ".png": FileKind.PNG,
    ".jpg": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".csv": FileKind.CSV,
    ".txt": FileKind.TEXT,
}
"""The ending of a name and what it says the file is."""

KINDS_IN_WORDS: Final = "a PDF, Word, Excel, PowerPoint, PNG, JPEG, CSV or plain text file"


def size_in_words(size: int) -> str:
    """As Windows says it: 1,024 bytes are a KB, 1,024 KB a MB. What is kept never reads larger than what may be."""
    if size < _KILOBYTE:
        return "1 byte" if size == 1 else f"{size:,} bytes"
    if size < _MEGABYTE:
        return f"{size // _KILOBYTE:,} KB"
    tenths = size * 10 // _MEGABYTE
    return f"{tenths // 10} MB" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10} MB"


class FileRefused(DomainError):
    """A file that cannot be kept."""

    field = "file"


class EmptyFile(FileRefused):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” is empty. Choose a file that holds something.")


class FileTooLarge(FileRefused):
    """`size` is in bytes; the file may be larger still."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self.size = size
        super().__init__(
            f"“{name}” is larger than {size_in_words(LARGEST_FILE)}. "
            "Make it smaller, or add a link to where it is kept instead."
        )


class UnknownKind(FileRefused):
    """A name that does not end like any kind of file that is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” is of a kind that cannot be kept here. Choose {KINDS_IN_WORDS}.")


class NotWhatItsNameSays(FileRefused):
    """The content is something other than the ending of the name says."""

    def __init__(self, name: str, kind: FileKind) -> None:
        self.name = name
        self.kind = kind
        article = "an" if kind is FileKind.EXCEL else "a"
        super().__init__(
            f"“{name}” is not {article} {kind.label}, although its name says so. "
            "Save it again from the program that made it, then choose it once more."
        )


class DamagedFile(FileRefused):
    """The content is of the kind its name says, but broken or cut off."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” is damaged and cannot be read whole. Open it, save it again, then choose the new file."
        )


class EncryptedFile(FileRefused):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” is protected by a password or encryption, so others could not read it. "
            "Save it without protection, then choose it again."
        )


class HoldsMacros(FileRefused):
    """An Office file that brings a program along."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” contains macros. Save it without macros, then choose it again.")


class UnpacksTooLarge(FileRefused):
    """A small file that becomes very large once it is opened."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” becomes too large when it is opened. Make it smaller, or add a link instead.")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept. `digest` is the SHA-256 of its content in hexadecimal."""

    name: str
    kind: FileKind
    content: bytes
    digest: str


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal: the address of stored bytes."""
    return hashlib.sha256(content).hexdigest()


def kind_of(name: str) -> FileKind:
    """What the ending of a name says the file is. Raises UnknownKind."""
    _, dot, ending = name.rpartition(".")
    found = ENDINGS.get(f"{dot}{ending.lower()}")
    if found is None:
        raise UnknownKind(name)
    return found


def clean_name(sent: str) -> str:
    """The name under which a file is kept and given back: without folders, and safe on every system.

    Cleaning a clean name changes nothing. A name of which nothing is left becomes "file".
    """
    last = re.split(r"[\\/]", sent)[-1]
    seen = "".join(" " if c.isspace() else c for c in last if c.isspace() or _may_stay(c))
    tidy = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", seen))
    stem, dot, ending = " ".join(tidy.split()).strip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem, ending = stem.strip(". "), ending.strip()
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"file {stem}"
    ending = f".{ending}" if ending else ""
    kept = (stem or "file")[: max(LONGEST_NAME - len(ending), 1)].rstrip(". ")
    return f"{kept}{ending}"[:LONGEST_NAME].rstrip(". ")


def _may_stay(character: str) -> bool:
    return unicodedata.category(character) not in _CATEGORIES_DROPPED
