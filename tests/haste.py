"""What the many applications of a test run share, so that each is not prepared anew: routes and compiled statements.

An office opens one application and one engine. The tests open thousands, and without this a third of their time
goes into compiling the same addresses and the same SQL again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import sqlalchemy
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule

from tracker import db

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


def share() -> None:
    """From here on this process shares them."""
    patch.object(Rule, "_compile_builder", _remembered).start()
    patch.object(db, "create_engine", _sharing).start()
