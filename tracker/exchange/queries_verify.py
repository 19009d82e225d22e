"""Whether the records are what was recorded: a list of checks, each of which names the first thing that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy.orm import Session

from tracker.audit.queries import UNREADABLE, first_broken, hash_at, head_of
from tracker.audit.rules import Head
from tracker.documents.pdf.sign_certificate import Roots
from tracker.exchange.rules_verify import Verdict, judge_files, judge_head, judge_log, judge_packs, judge_reports
from tracker.files.queries import first_altered
from tracker.packs.queries_verify import first_altered_pack, packs_published
from tracker.reports.queries_verify import first_altered_report, signatures

Check = Callable[[Session, Roots | None], Verdict]


def check_log(session: Session, _trust: Roots | None) -> Verdict:
    """Every row of the log, recomputed."""
    return judge_log(first_broken(session))


def check_reports(session: Session, trust: Roots | None) -> Verdict:
    """Every signed report: its content, its files, its signature and its row of the log."""
    return judge_reports(first_altered_report(session, trust), signatures(session))


def check_packs(session: Session, _trust: Roots | None) -> Verdict:
    """Every published agenda pack and supplement: its files, its pages and its row of the log."""
    return judge_packs(first_altered_pack(session), packs_published(session))


def check_files(session: Session, _trust: Roots | None) -> Verdict:
    """Every stored file's SHA-256, recomputed."""
    return judge_files(first_altered(session))


def check_head(session: Session, wanted: Head) -> Verdict:
    """Whether the log still contains a head that a report prints."""
    try:
        return judge_head(wanted, hash_at(session, wanted.count), head_of(session))
    except UNREADABLE:
        return Verdict("The end of the log cannot be read.", differs=True)


CHECKS: Final[tuple[Check, ...]] = (check_log, check_reports, check_packs, check_files)
"""In the order in which they are told."""


def verdicts(session: Session, wanted: Head | None = None, trust: Roots | None = None) -> Iterator[Verdict]:
    """What every check says, one after the other; with the head of the log that a report prints, also of that.

    `trust` are the authorities that signatures are trusted by; None leaves that question open.
    """
    for check in CHECKS:
        yield check(session, trust)
    if wanted is not None:
        yield check_head(session, wanted)
