"""A small load generator: bounded in requests and time, loopback only."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a run of requests came to. Times in milliseconds; `bytes_each` is the size of one answer's body."""

    per_second: float
    median: float
    p95: float
    p99: float
    bytes_each: int


def measure(port: int, path: str, cookie: str = "", *, requests: int = 1500, clients: int = 4) -> Load:
    """Sends `requests` GETs to 127.0.0.1 over `clients` connections at a time. Raises when an answer is not 200."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    message = (head + (f"Cookie: {cookie}\r\n" if cookie else "") + "\r\n").encode()
    for _ in range(40):
        size = _one(port, message)
    times: list[float] = []
    each = requests // clients
    threads = [threading.Thread(target=_client, args=(port, message, each, times)) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if len(times) != each * clients:
        raise RuntimeError(f"Only {len(times)} of {each * clients} requests to {path} were answered")
    times.sort()
    return Load(len(times) / took, _at(times, 0.5), _at(times, 0.95), _at(times, 0.99), size)


def _client(port: int, message: bytes, count: int, times: list[float]) -> None:
    for _ in range(count):
        began = time.perf_counter()
        _one(port, message)
        times.append((time.perf_counter() - began) * 1000)


def _one(port: int, message: bytes) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(message)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    answer = b"".join(parts)
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:200].decode("latin-1"))
    return len(answer.partition(b"\r\n\r\n")[2])


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]
