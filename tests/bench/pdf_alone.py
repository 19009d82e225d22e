"""One document drawn in a process that does nothing else, so that its peak of memory is its own."""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

from tests.bench.peak import peak
from tracker.documents import pdf

document = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301  # written a moment ago by the parent process
before = peak()
times = []
for _ in range(5):
    began = time.perf_counter()
    pdf.render(document)
    times.append((time.perf_counter() - began) * 1000)
print(json.dumps([times[0], min(times), before, peak()]))
