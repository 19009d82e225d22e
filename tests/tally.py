"""Counts what was judged in a test run, over all its workers, and prints it at the end, with the faults found.

A pytest plugin. A run that is green then also says of how many files and pages it is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Protocol, TypeAlias

import pytest

Counts: TypeAlias = dict[str, dict[str, int]]
"""For each thing that is counted: how many of each kind, and under marked names, how many faults."""

COUNTS: Final = pytest.StashKey[Counts]()
_TEST: Final = pytest.StashKey[pytest.Item]()
_FAULT: Final = "!"
_SENT: Final = "tally"
_runs: Final[list[pytest.Config]] = []
"""The run that is going on, last; before it those in whose tests pytest was started again."""


class Worker(Protocol):
    """A worker as pytest-xdist hands it over when it has ended."""

    config: pytest.Config


def count(what: str, number: int = 1, *, kind: str = "", **faults: int) -> None:
    """Adds to what the run reports: `count("PDFs judged", kind="torture documents", failed_rules=0)`.

    Name the faults even where there are none: only then does the line say that none was found. Call it before the
    assertion, so that what fails is counted as well. Outside a run of pytest nothing is counted.
    """
    if _runs:
        marked = {_FAULT + name.replace("_", " "): found for name, found in faults.items()}
        _add(_runs[-1].stash[COUNTS], {what: {kind: number} | marked})


def current_test() -> pytest.Item | None:
    """The test that is running; None outside a run of pytest, and while tests are being collected."""
    return _runs[-1].stash.get(_TEST, None) if _runs else None


def lines(counts: Counts) -> Iterator[str]:
    """One line for each thing: `PDFs judged: 1,234 (demonstration 14, torture documents 1,220): 0 failed rules`."""
    for what, numbers in sorted(counts.items()):
        kinds = {name: number for name, number in sorted(numbers.items()) if not name.startswith(_FAULT)}
        listed = ", ".join(f"{name} {number:,}" for name, number in kinds.items() if name)
        faults = sorted((name[1:], number) for name, number in numbers.items() if name.startswith(_FAULT))
        found = ", ".join(f"{number:,} {name}" for name, number in faults)
        yield f"{what}: {sum(kinds.values()):,}" + (f" ({listed})" if listed else "") + (f": {found}" if found else "")


def _add(counts: Counts, more: Counts) -> None:
    for what, numbers in more.items():
        own = counts.setdefault(what, {})
        for name, number in numbers.items():
            own[name] = own.get(name, 0) + number


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = {}
    _runs.append(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if config in _runs:
        _runs.remove(config)


def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[_TEST] = item


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker sends what it counted to the process that started it."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_SENT] = session.config.stash[COUNTS]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    """A worker that crashed sends nothing; the run is red then for that reason."""
    _add(node.config.stash[COUNTS], getattr(node, "workeroutput", {}).get(_SENT, {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in lines(config.stash[COUNTS]):
        terminalreporter.write_line(line)
