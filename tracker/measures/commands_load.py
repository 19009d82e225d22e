"""Loading figures from a table and entering them by hand. Append-only: what stood on record goes on standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.files.commands import store_file
from tracker.files.models import StoredFile
from tracker.files.rules import CheckedFile
from tracker.files.rules_tables import Table
from tracker.measures.models import MeasureLoad, MeasureValue, PeerFigure
from tracker.measures.queries_load import facts_in_force, plan_of_table
from tracker.measures.queries_values import newest_load
from tracker.measures.rules import LoadSource, long_month
from tracker.measures.rules_file_rows import Proposal
from tracker.measures.rules_load import LoadPlan, Terms, plan_load
from tracker.measures.rules_refusals import CannotLoad, FiguresMoved, NothingToLoad, ReasonMissing
from tracker.plan.rules import has_words
from tracker.writing import flush, queue

COUNTS = ("New figures", "Changed figures", "Peer figures", "Unchanged")
"""What the log says of a load, beside its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFigures:
    """A file and the table read from it.

    `note` says where the figures come from; it is the reason of every changed figure that needs one and has none.
    `seen` is the number of the newest load when the figures in force were shown; None where nobody was shown any.
    """

    file: CheckedFile
    table: Table
    sheet: str | None = None
    map_name: str | None = None
    note: str | None = None
    final: bool = False
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterFigures:
    """What was typed for one month; what is not said of a figure stays as it is. `seen` and `note` as of a file."""

    month: date
    proposals: Sequence[Proposal]
    note: str | None = None
    seen: int | None = None


def load_figures(session: Session, command: LoadFigures, *, by: Actor, on: date) -> tuple[MeasureLoad, LoadPlan]:
    """One load with all that is new in a table, or nothing.

    Raises FiguresMoved, CannotLoad with every problem, NothingToLoad, or ReasonMissing where somebody can be asked.
    """
    _expect_seen(session, command.seen)
    note = _words(command.note)
    terms = Terms(on, note, command.final, ask=command.seen is not None)
    plan = plan_of_table(session, command.table, command.map_name, terms)
    _check(plan, command.file.name)
    file = store_file(session, command.file)
    load = _new_load(session, LoadSource.FILE, command.file.name, note, file, by=by, on=on)
    _store(session, load, plan)
    facts = {"File": command.file.name, "SHA-256": command.file.digest, "Sheet": command.sheet}
    _record(session, Event.FIGURES_LOADED, load, plan, facts, by=by)
    return load, plan


def enter_month(session: Session, command: EnterFigures, *, by: Actor, on: date) -> tuple[MeasureLoad, LoadPlan]:
    """One load with what differs from the figures in force, or nothing.

    Raises FiguresMoved, CannotLoad with every problem, or NothingToLoad.
    """
    _expect_seen(session, command.seen)
    note = _words(command.note)
    plan = plan_load(command.proposals, facts_in_force(session, command.proposals), Terms(on, note))
    origin = f"{LoadSource.HAND.label}: {long_month(command.month)}"
    _check(plan, origin)
    load = _new_load(session, LoadSource.HAND, origin, note, None, by=by, on=on)
    _store(session, load, plan)
    facts = {
        "Month": long_month(command.month),
        "Measures": ", ".join(sorted({figure.measure.code for figure in plan.figures})),
    }
    _record(session, Event.FIGURES_ENTERED, load, plan, facts, by=by)
    return load, plan


def subject_of(load: MeasureLoad) -> str:
    """How the log names a load."""
    return f"load {load.number}"


def _expect_seen(session: Session, seen: int | None) -> None:
    # Whoever loads now waits for the one before, so that the figures in force are the same until the commit.
    queue(session)
    if seen is not None and (newest := newest_load(session)) != seen:
        raise FiguresMoved(seen, newest)


def _check(plan: LoadPlan, name: str) -> None:
    if plan.problems:
        raise CannotLoad(name, plan.problems)
    if not plan.stores:
        raise NothingToLoad(name)
    if plan.unexplained:
        raise ReasonMissing(plan.unexplained)


def _new_load(
    session: Session, source: LoadSource, origin: str, note: str | None, file: StoredFile | None, *, by: Actor, on: date
) -> MeasureLoad:
    load = MeasureLoad(
        number=newest_load(session) + 1,
        source=source,
        origin=origin,
        note=note,
        file=file,
        loaded_on=on,
        loaded_by=by.name,
    )
    session.add(load)
    return load


def _store(session: Session, load: MeasureLoad, plan: LoadPlan) -> None:
    flush(session)
    figures = [
        {
            "measure_id": figure.measure.id,
            "load_id": load.id,
            "month": figure.month,
            "value": figure.facts.value,
            "numerator": figure.facts.numerator,
            "denominator": figure.facts.denominator,
            "margin": figure.facts.margin,
            "state": figure.facts.state,
            "marking": figure.facts.marking,
            "reason": figure.facts.reason,
        }
        for figure in plan.figures
    ]
    if figures:
        # Past the mapped class, which would take most of the time of a large load.
        session.connection().execute(insert(MeasureValue), figures)
    peers = [
        {
            "measure_id": each.measure.id,
            "load_id": load.id,
            "month": each.month,
            "peer_group": each.peers.group,
            "own": each.peers.own,
            "lower": each.peers.lower,
            "average": each.peers.average,
            "upper": each.peers.upper,
        }
        for each in plan.peers
    ]
    if peers:
        session.connection().execute(insert(PeerFigure), peers)


def _record(
    session: Session, event: Event, load: MeasureLoad, plan: LoadPlan, facts: Mapping[str, str | None], *, by: Actor
) -> None:
    numbers = (len(plan.fresh), len(plan.revised), len(plan.peers), plan.unchanged)
    counted = {name: str(number) for name, number in zip(COUNTS, numbers, strict=True) if number}
    changes = {name: (None, words) for name, words in {**facts, **counted}.items() if words is not None}
    record(session, event, by=by, subject=subject_of(load), changes=changes, reason=load.note)


def _words(note: str | None) -> str | None:
    return note if has_words(note) else None
