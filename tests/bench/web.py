"""The deliverables list with 10,000 deliverables, beside a bare hello and a bare page, on the same server."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import event, select

from tests.bench.load import Load, measure
from tests.bulk import add_deliverables
from tracker.accounts.models import Person
from tracker.app import create_app
from tracker.config import load_settings
from tracker.db import make_engine, make_sessions
from tracker.plan.models import Priority
from tracker.writing import transaction

DELIVERABLES = 10_000
PASSWORD = "measured on loopback only"
WORKERS = 2


def run() -> None:
    """Prints requests per second and times of the three pages, and the queries of each page of the application."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        url = _database(data)
        with _served("tracker.app:create_app()", data, url, 0) as port:
            cookie = _sign_in(port)
            ours = measure(port, "/deliverables", cookie)
        with _served("tests.bench.bare:create_bare()", data, url, ours.bytes_each) as port:
            measure(port, "/bare", requests=100)
            bare = measure(port, "/bare")
            hello = measure(port, "/hello")
        _print(hello, bare, ours)
        _print_queries(data, url)


def _database(data: Path) -> str:
    command = [str(Path(sys.executable).with_name("tracker")), "demo", "--data-dir", str(data), "--no-serve"]
    quiet = {**os.environ, "TRACKER_DEMO_PASSWORD": PASSWORD, "TRACKER_TODAY": "2024-09-18"}
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)
    url = f"sqlite:///{data / 'tracker.db'}"
    with transaction(make_sessions(make_engine(url))) as session:
        priorities = session.scalars(select(Priority.id).order_by(Priority.id)).all()
        owners = session.scalars(
            select(Person.id).where(Person.role.in_(["officer", "lead"])).order_by(Person.id)
        ).all()
        add_deliverables(session, DELIVERABLES - 23, priority_ids=priorities, owner_ids=owners)
    return url


@contextmanager
def _served(application: str, data: Path, url: str, page_bytes: int) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "TRACKER_DATA_DIR": str(data),
        "TRACKER_DATABASE_URL": url,
        "TRACKER_TODAY": "2024-09-18",
        "BENCH_PAGE_BYTES": str(page_bytes),
    }
    command = [sys.executable, "-m", "gunicorn", application, "-c", "python:tracker.serving", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "-w", str(WORKERS)], env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start")


def _sign_in(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/sign-in")
    first = connection.getresponse()
    page, cookie = first.read().decode(), _cookie(first)
    values = dict(re.findall(r'name="(csrf_token|form_key)"[^>]* value="([^"]*)"', page))
    body = urlencode({**values, "email": "officer@example.org", "password": PASSWORD})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.close()
    connection.request("POST", "/sign-in", body, headers)
    answer = connection.getresponse()
    if answer.status != 302:
        raise RuntimeError(f"Signing in answered {answer.status}")
    return _cookie(answer)


def _cookie(answer: http.client.HTTPResponse) -> str:
    return str(answer.getheader("Set-Cookie")).partition(";")[0]


def _print(hello: Load, bare: Load, ours: Load) -> None:
    print(f"\nDeliverables list, {DELIVERABLES:,} deliverables, 50 a page, {WORKERS} workers, SQLite")
    print(f"{'':28}{'requests/s':>12}{'median ms':>12}{'p95 ms':>10}{'p99 ms':>10}{'bytes':>10}")
    for name, load in (("bare Flask hello", hello), ("bare SQLAlchemy page", bare), ("Tracker /deliverables", ours)):
        figures = f"{load.per_second:12.0f}{load.median:12.2f}{load.p95:10.2f}{load.p99:10.2f}{load.bytes_each:10,}"
        print(f"{name:28}{figures}")
    share = ours.per_second / bare.per_second
    print(f"Tracker against the bare page: {share:.2f} (bar: at least 0.50) {'met' if share >= 0.5 else 'MISSED'}")


def _print_queries(data: Path, url: str) -> None:
    app = create_app(load_settings(data_dir=data, database_url=url))
    asked: list[str] = []
    event.listen(app.extensions["tracker_engine"], "before_cursor_execute", lambda *args: asked.append(args[2]))
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    values = dict(re.findall(r'name="(csrf_token|form_key)"[^>]* value="([^"]*)"', page))
    client.post("/sign-in", data={**values, "email": "officer@example.org", "password": PASSWORD})
    print("\nQueries per page")
    pages = (
        "/",
        "/my-deliverables",
        "/deliverables",
        "/deliverables?page=150",
        "/deliverables/D-0001",
        "/plans",
        "/reports",
    )
    for path in pages:
        asked.clear()
        status = client.get(path).status_code
        print(f"{path:28}{len(asked):4} queries, status {status}")


if __name__ == "__main__":
    run()
