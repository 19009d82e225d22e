"""One document drawn in a process that does nothing else, so that its peak of memory is its own."""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from pathlib import Path

from tracker.documents import pdf


def peak() -> float:
    """The most memory this program has held so far, in MB; on Linux without what its parent held when it began it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


document = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301  # written a moment ago by the parent process
before = peak()
times = []
for _ in range(5):
    began = time.perf_counter()
    pdf.render(document)
    times.append((time.perf_counter() - began) * 1000)
print(json.dumps([times[0], min(times), before, peak()]))
