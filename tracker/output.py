"""Files the command line writes: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tracker.errors import DomainError


class CannotWrite(DomainError):
    """A file or folder that cannot be written."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"Cannot write {path}: {problem}. Name another place, or change who may write there.")


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place and moves it there, so that nobody ever finds half of it. Raises CannotWrite."""
    if path.is_dir():
        raise CannotWrite(path, "it is a folder")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as half:
            try:
                half.write(content)
                half.close()
                os.chmod(half.name, 0o666 & ~_umask())  # noqa: PTH101  # the name of the open file is a text
                os.replace(half.name, path)  # noqa: PTH105  # as above
            except BaseException:
                Path(half.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CannotWrite(path, _problem(error)) from error


def make_folder(path: Path) -> Path:
    """The folder, made with those above it where they are missing. Raises CannotWrite."""
    if path.exists() and not path.is_dir():
        raise CannotWrite(path, "it is a file, not a folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, _problem(error)) from error
    return path


def _problem(error: OSError) -> str:
    words = error.strerror or "the system refuses"
    return words[:1].lower() + words[1:]


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
