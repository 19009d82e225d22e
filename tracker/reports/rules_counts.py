"""The figures a report states in words, all counted from its own rows, so that prose and tables cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.plan.rules import ProgressStatus, Rag
from tracker.reports.snapshots import DeliverableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows are what.

    `complete` + `closed` + `overdue` + `on_time` is `total`; so is `green` + `amber` + `red` + `complete` + `closed`.
    `rose`, `fell`, `same` and `first_figure` split the rows that were updated in the quarter.
    """

    total: int
    complete: int
    closed: int
    overdue: int
    on_time: int
    green: int
    amber: int
    red: int
    no_update: int
    rose: int
    fell: int
    same: int
    first_figure: int
    extension_requested: int


def count_rows(rows: Iterable[DeliverableRow]) -> Counts:
    """The counts of these rows. `closed` is work stopped or carried forward; `on_time` is open and not overdue."""
    every = tuple(rows)
    moves = [_move(row) for row in every if row.updated_in_quarter]
    ratings = [row.rag for row in every]
    complete = sum(row.status is ProgressStatus.COMPLETE for row in every)
    closed = sum(row.status.is_closed for row in every) - complete
    overdue = sum(row.overdue for row in every)
    return Counts(
        total=len(every),
        complete=complete,
        closed=closed,
        overdue=overdue,
        on_time=len(every) - complete - closed - overdue,
        green=ratings.count(Rag.GREEN),
        amber=ratings.count(Rag.AMBER),
        red=ratings.count(Rag.RED),
        no_update=sum(not row.updated_in_quarter for row in every),
        rose=moves.count(1),
        fell=moves.count(-1),
        same=moves.count(0),
        first_figure=moves.count(None),
        extension_requested=sum(row.extension_requested and not row.status.is_closed for row in every),
    )


def _move(row: DeliverableRow) -> int | None:
    """Up 1, down -1, unmoved 0; None without an earlier figure."""
    if row.previous_progress is None:
        return None
    return (row.progress > row.previous_progress) - (row.progress < row.previous_progress)
