"""What it takes to call pyHanko from plain functions: its asynchronous work, and what it raises."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko_certvalidator.errors import PathError, ValidationError

T = TypeVar("T")

BROKEN: Final = (
    *(PdfError, PathError, ValidationError, UnsupportedAlgorithm),
    *(ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError),
    *(NotImplementedError, OSError, RecursionError, zlib.error),
)
"""What pyHanko and what it stands on raise for damaged bytes."""


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives, or the error it raises. It may be called where an event loop is running already."""
    # A thread has one loop at most, and the caller's may be busy: on an asynchronous server, or beside a browser.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, work).result()
