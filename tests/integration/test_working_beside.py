"""The program that builds packs beside the web server lives no longer than the program that started it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

STARTER = """
import sys
from pathlib import Path
from tracker.config import load_settings
from tracker.working import beside

with beside(load_settings(data_dir=Path({folder!r}), database_url={url!r})):
    print("started", flush=True)
    sys.stdin.read()
"""
PATIENCE = 120


@pytest.fixture
def starter(database_url: str, tmp_path: Path) -> subprocess.Popen[bytes]:
    """It and the program beside it hold one end of its output, which ends when both are gone."""
    code = STARTER.format(folder=str(tmp_path), url=database_url)
    started = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stdout.readline() == b"started\n"
    return started


def test_it_ends_when_its_starter_is_killed(starter: subprocess.Popen[bytes]) -> None:
    starter.kill()
    starter.communicate(timeout=PATIENCE)
    assert starter.returncode == -signal.SIGKILL


def test_it_is_ended_by_a_starter_that_is_done(starter: subprocess.Popen[bytes]) -> None:
    starter.communicate(b"", timeout=PATIENCE)
    assert starter.returncode == 0


KEEPER = """
import os, sys
from tracker import working

working.PAUSE_BEFORE_ANEW = 0
keeper = working.Keeper([sys.executable, "-c", "print('begun', flush=True)"], dict(os.environ))
keeper.start()
sys.stdin.read()
keeper.stop()
"""


def test_it_is_started_again_when_it_dies() -> None:
    with subprocess.Popen([sys.executable, "-c", KEEPER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as kept:
        assert kept.stdout is not None
        assert [kept.stdout.readline(), kept.stdout.readline()] == [b"begun\n", b"begun\n"]
        kept.communicate(timeout=PATIENCE)
    assert kept.returncode == 0
