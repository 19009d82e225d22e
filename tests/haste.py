"""What the many tests of a run share, so that each is not prepared anew: routes, compiled statements, and what
programs of their own answered.

An office opens one application and one engine. The tests open thousands, and without this a third of their time
goes into compiling the same addresses and the same SQL again. They upload the same few papers hundreds of times, each
to be read by three programs that take their second to start: each question is put to a program once in a process.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final
from unittest.mock import patch

import sqlalchemy
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule

from tracker import db
from tracker.documents import apart, remake_apart
from tracker.documents.pdf import apart as pdf_apart
from tracker.documents.pdf import judge as judging
from tracker.documents.pdf import prepare as preparing
from tracker.documents.pdf import validate as validating

_builders: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
_compile_builder = Rule._compile_builder

_shared: dict[str, tuple[Dialect, Any]] = {}
"""By the kind of database: the dialect that compiles for all engines, and the statements it has compiled."""


def _remembered(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What builds the addresses of a rule: the same for each rule that reads the same."""
    if rule.defaults:
        return _compile_builder(rule, append_unknown)
    key = (append_unknown, *rule._trace)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


def _sharing(url: str, **options: Any) -> Engine:  # noqa: ANN401  # what SQLAlchemy takes
    """An engine with the dialect of the first of its kind that has met its database, and with what that compiled."""
    engine = sqlalchemy.create_engine(url, **options)
    dialect, _ = _shared.setdefault(engine.dialect.name, (engine.dialect, engine._compiled_cache))
    if getattr(dialect, "server_version_info", None) is None:
        _shared[engine.dialect.name] = engine.dialect, engine._compiled_cache
        return engine
    engine.dialect, engine._compiled_cache = _shared[engine.dialect.name]
    engine.pool._dialect = engine.dialect
    return engine


_run: Final = subprocess.run
_ask: Final = apart.ask
_validated: Final = validating.validated
_KEPT: Final = 200


def _answered(module: str, question: Mapping[str, str], data: bytes) -> tuple[apart.Told, bytes]:
    """What the program answers; a refusal, too, is an answer. Where it gave none, it is asked again."""
    if subprocess.run is not _run:  # a test that decides how the program ends
        return _ask(module, question, data)
    told, answered = _first_answer(module, tuple(sorted(question.items())), data)
    return dict(told), answered


@lru_cache(_KEPT)
def _first_answer(module: str, question: tuple[tuple[str, str], ...], data: bytes) -> tuple[apart.Told, bytes]:
    return _ask(module, dict(question), data)


def _judged(data: bytes) -> validating.Verdict:
    """The verdict; where there was none, the validator is asked again."""
    found = _validated(data) if subprocess.run is not _run else _first_verdict(data)
    if found.passes is None:
        _first_verdict.cache_clear()
    return found


@lru_cache(_KEPT)
def _first_verdict(data: bytes) -> validating.Verdict:
    return _validated(data)


def share() -> None:
    """From here on this process shares them."""
    patch.object(Rule, "_compile_builder", _remembered).start()
    patch.object(db, "create_engine", _sharing).start()
    for asking in (pdf_apart, remake_apart):
        patch.object(asking, "ask", _answered).start()
    for module in (judging, preparing):
        patch.object(module, "validated", _judged).start()
