"""How gunicorn serves the application: one worker a core, each with its start-up objects out of the collector's sight."""

from __future__ import annotations

import gc
import os

workers = os.cpu_count() or 1
preload_app = False
timeout = 120
accesslog = None


def post_worker_init(worker: object) -> None:
    """What was loaded by now lives as long as the worker; leaving it out of every collection keeps the slowest answers fast."""
    gc.collect()
    gc.freeze()
