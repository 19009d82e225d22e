"""Asks a validator whether a PDF meets PDF/UA-1, in a program of its own: no file can make ours end."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

PATIENCE: Final = 60
"""Seconds. A report of 20 pages takes 0.03, and 300 pages 0.8."""
_LARGEST: Final = 50_000_000
_MOST_MEMORY: Final = 2 * 1024 * 1024 * 1024
_MOST_RULES: Final = 50

_PROGRAM: Final = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MOST_MEMORY}, {_MOST_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CPU, ({PATIENCE}, {PATIENCE}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
import json
import page
report = page.validate_pdf_bytes(sys.stdin.buffer.read(), profile="ua1")
print(json.dumps(sorted({{failure.rule_id for failure in report.failures}})))
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validator says: whether the file passes, None when it gave no answer, and the rules it fails."""

    passes: bool | None
    failed: tuple[str, ...]


def validated(data: bytes) -> Verdict:
    """The verdict on a PDF. Files too large to be asked about, and those the validator gives up on, get none."""
    if len(data) > _LARGEST:
        return Verdict(None, ())
    command = [sys.executable, "-I", "-c", _PROGRAM]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603  # our own program
        failed = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return Verdict(None, ())
    return Verdict(not failed, tuple(failed[:_MOST_RULES]))
