"""The program that builds packs beside the web server, with huey: it takes one after the other until it is stopped.

What waits is rows of `pack_build`, written in the transaction of who asked; so nothing is asked for and then lost
between two stores, on SQLite or PostgreSQL. huey has the rest: it looks when nothing waits, ends what runs before it
stops, and goes on when something failed.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from huey import Huey
from huey.storage import BlackHoleStorage
from sqlalchemy.orm import Session, sessionmaker

from tracker.config import Settings, environment_of
from tracker.packs.commands_work import Builder

LONGEST_PAUSE: Final = 2.0
"""Seconds until it looks again, where nothing waits for long."""

_FIRST_PAUSE: Final = 0.1
_PATIENCE: Final = 60
"""Seconds that what is being built when it is told to stop may still take."""


def work(sessions: sessionmaker[Session], *, until_stdin_ends: bool = False) -> None:
    """Builds what waits, and then what comes, until SIGTERM, which lets it finish, or SIGINT.

    `until_stdin_ends`: also stops when whoever started it is gone.
    """
    consumer = _queue(Builder(sessions)).create_consumer(
        workers=1,
        periodic=False,
        initial_delay=_FIRST_PAUSE,
        max_delay=LONGEST_PAUSE,
        graceful_signal="TERM",
        shutdown_timeout=_PATIENCE,
    )
    if until_stdin_ends:
        threading.Thread(target=_stop_without_a_starter, args=(os.getppid(),), daemon=True).start()
    consumer.run()


@contextmanager
def beside(settings: Settings) -> Iterator[None]:
    """Has packs built by a program of its own as long as this one lives, however that ends."""
    environment = environment_of(settings)
    command = [sys.executable, "-m", "tracker.cli", "work", "--until-stdin-ends"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as started:  # noqa: S603  # our own program
        try:
            yield
        finally:
            started.terminate()


class _Waiting(BlackHoleStorage):  # type: ignore[misc]  # huey has no types
    """What waits, as huey asks for it. Nothing else is kept: the rows tell what became of each."""

    builder: Builder
    queue: Huey

    def dequeue(self) -> bytes | None:
        build_id = self.builder.take()
        if build_id is None:
            return None
        told: bytes = self.queue.serialize_task(self.queue.build.s(build_id))
        return told


def _queue(builder: Builder) -> Huey:
    queue = Huey("packs", results=False, storage_class=_Waiting)
    queue.build = queue.task(name="build_pack")(builder.build)
    queue.storage.builder, queue.storage.queue = builder, queue
    return queue


def _stop_without_a_starter(starter: int) -> None:
    """When it is gone, or its pipe ends; other programs that it started may hold the pipe for longer than it lives."""
    while os.getppid() == starter and not select.select([sys.stdin], [], [], _FIRST_PAUSE)[0]:
        pass
    os.kill(os.getpid(), signal.SIGTERM)
