"""Runs pyHanko's asynchronous work to its end from plain functions."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives, or the error it raises. It may be called where an event loop is running already."""
    # A thread has one loop at most, and the caller's may be busy: on an asynchronous server, or beside a browser.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, work).result()
