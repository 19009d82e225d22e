"""The program that builds packs beside the web server, with huey: it takes one after the other until it is stopped.

What waits is rows of `pack_build`, written in the transaction of who asked; so nothing is asked for and then lost
between two stores, on SQLite or PostgreSQL. huey has the rest: it looks when nothing waits, ends what runs before it
stops, and goes on when something failed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
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

PAUSE_BEFORE_ANEW: Final = 1.0
"""Seconds before a program that died is started again."""

_FIRST_PAUSE: Final = 0.1
_PATIENCE: Final = 60
"""Seconds that what is being built when it is told to stop may still take."""


def work(sessions: sessionmaker[Session], *, beside_process: int | None = None) -> None:
    """Builds what waits, and then what comes, until SIGTERM, which lets it finish, or SIGINT.

    `beside_process`: the number of the program that started it; when that is gone, it stops too.
    """
    consumer = _queue(Builder(sessions)).create_consumer(
        workers=1,
        periodic=False,
        initial_delay=_FIRST_PAUSE,
        max_delay=LONGEST_PAUSE,
        graceful_signal="TERM",
        shutdown_timeout=_PATIENCE,
    )
    if beside_process is not None:
        threading.Thread(target=_stop_without, args=(beside_process,), daemon=True).start()
    consumer.run()


@contextmanager
def beside(settings: Settings) -> Iterator[None]:
    """Has packs built by a program of its own as long as this one lives, however that ends."""
    command = [sys.executable, "-m", "tracker.cli", "work", "--beside", str(os.getpid())]
    keeper = Keeper(command, environment_of(settings))
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class Keeper(threading.Thread):
    """Has one program running, and starts it anew when it dies."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self._command = command
        self._environment = environment
        self._over = threading.Event()
        self._turn = threading.Lock()
        self._program: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while (program := self._begun()) is not None:
            program.wait()
            self._over.wait(PAUSE_BEFORE_ANEW)

    def stop(self) -> None:
        """Ends the program and waits until it has ended."""
        with self._turn:
            self._over.set()
        if self._program is not None:
            self._program.terminate()
            self._program.wait()

    def _begun(self) -> subprocess.Popen[bytes] | None:
        with self._turn:
            if self._over.is_set():
                return None
            self._program = subprocess.Popen(  # noqa: S603  # our own program
                self._command, stdin=subprocess.DEVNULL, env=self._environment
            )
            return self._program


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


def _stop_without(starter: int) -> None:
    """A program whose starter died, however that happened, is given another parent by the system."""
    while os.getppid() == starter:
        time.sleep(_FIRST_PAUSE)
    os.kill(os.getpid(), signal.SIGTERM)
