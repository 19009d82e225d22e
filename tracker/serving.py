"""Serving the application with gunicorn: one worker a core, its start-up objects out of the collector's sight.

It is gunicorn's configuration as well (`gunicorn -c python:tracker.serving "tracker.app:create_app()"`).
"""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication

from tracker.config import Settings
from tracker.errors import DomainError

workers = os.cpu_count() or 1
preload_app = False
timeout = 120
accesslog = None
loglevel = "warning"


def post_worker_init(_worker: object) -> None:
    """What was loaded by now lives as long as the worker: out of every collection, the slowest answers stay fast."""
    gc.collect()
    gc.freeze()


class PortTaken(DomainError):
    """Nothing can be served at this address."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        self.host = host
        self.port = port
        super().__init__(
            f"Cannot serve at {host}:{port} ({problem.lower()}). Stop what uses it, or name another port with --port."
        )


def check_free(host: str, port: int) -> None:
    """Raises PortTaken when something listens there already, or nobody may."""
    try:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise PortTaken(host, port, error.strerror or "the system refuses") from error


def serve(settings: Settings, *, host: str, port: int, ready: Callable[[], None], processes: int = workers) -> None:
    """Serves until it is stopped; calls `ready` once connections are taken. Raises BadSetting, PortTaken."""
    settings.resolved_secret_key()
    check_free(host, port)

    def listening(_server: object) -> None:
        ready()

    _Server(settings, {"bind": f"{host}:{port}", "workers": processes, "when_ready": listening}).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, settings: Settings, options: dict[str, object]) -> None:
        self.settings = settings
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        chosen = {"timeout": timeout, "loglevel": loglevel, "post_worker_init": post_worker_init, **self.options}
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        # Only the workers need the application; the other commands start faster without it.
        from tracker.app import create_app

        return create_app(self.settings)
