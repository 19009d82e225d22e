"""Whether the records are what was recorded: a list of checks, each of which names the first thing that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy.orm import Session

from tracker.audit.queries import first_broken, hash_at, head_of
from tracker.audit.rules import Head
from tracker.exchange.rules_verify import Verdict, judge_files, judge_head, judge_log
from tracker.files.queries import first_altered

Check = Callable[[Session], Verdict]


def check_log(session: Session) -> Verdict:
    """Every row of the log, recomputed."""
    return judge_log(first_broken(session))


def check_files(session: Session) -> Verdict:
    """Every stored file's SHA-256, recomputed."""
    return judge_files(first_altered(session))


CHECKS: Final[tuple[Check, ...]] = (check_log, check_files)
"""In the order in which they are told."""


def verdicts(session: Session, wanted: Head | None = None) -> Iterator[Verdict]:
    """What every check says, one after the other; with the head of the log that a report prints, also of that."""
    for check in CHECKS:
        yield check(session)
    if wanted is not None:
        yield judge_head(wanted, hash_at(session, wanted.count), head_of(session))
