"""The rules of risks and issues, their scores replayed in the order of their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from tracker.plan.rules import quoted
from tracker.risks.rules import HIGHEST, LOWEST, PUBLIC_LIMIT, RiskKind, RiskState, Scale, ScoreKind
from tracker.seeds.check_findings import link_problems
from tracker.seeds.check_row import gaps, grouped, number_of, order, period_problems, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_risks import (
    AcceptanceRow,
    AssessmentRow,
    MatrixLabelRow,
    MatrixRow,
    RiskActionRow,
    RiskActionUpdateRow,
    RiskDeliverableRow,
    RiskDetailRow,
    RiskFindingRow,
    RiskMoveRow,
    RiskReviewRow,
    RiskRow,
)

_MOVES: Final[Mapping[RiskKind, tuple[RiskState, ...]]] = {
    RiskKind.RISK: (RiskState.OPEN, RiskState.CLOSED, RiskState.HAPPENED),
    RiskKind.ISSUE: (RiskState.OPEN, RiskState.RESOLVED),
}


def risk_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Everything that is wrong with the matrix, and with risks and issues and their histories."""
    yield from _matrices(seeds)
    risks = {row.reference: row for row in seeds.of(RiskRow)}
    details = grouped(seeds.of(RiskDetailRow), "risk")
    for row in risks.values():
        yield from _risk(row)
        if not any(detail.effective_on <= row.began_on for detail in details.get(row.reference, [])):
            yield at(row, "began_on", f"{RiskDetailRow.FILE} says nothing of {row.reference} on its first day.")
    yield from _happened_twice(seeds.of(RiskRow))
    for detail in seeds.of(RiskDetailRow):
        yield from _detail(detail)
    for moves in grouped(seeds.of(RiskMoveRow), "risk").values():
        yield from _moves(moves)
    for scores in grouped(seeds.of(AssessmentRow), "risk").values():
        yield from _scores(scores)
    yield from _acceptances(seeds)
    yield from _actions(seeds)
    yield from _first_days(seeds, risks)
    yield from link_problems((*seeds.of(RiskDeliverableRow), *seeds.of(RiskFindingRow)))


def kind_and_number(reference: str) -> tuple[RiskKind, int] | None:
    """(RiskKind.ISSUE, 7) for "I-0007"; None for anything that is not written just so."""
    for kind in RiskKind:
        number = number_of(reference, kind.letter)
        if number is not None:
            return kind, number
    return None


def _matrices(seeds: SeedSet) -> Iterator[Problem]:
    rows = sorted(seeds.of(MatrixRow), key=lambda row: row.number)
    yield from gaps(rows, (row.number for row in rows), "the matrices")
    labels = {(row.matrix, row.scale, row.score) for row in seeds.of(MatrixLabelRow)}
    for row in rows:
        for first, column in (("medium_from", "high_from"), ("high_from", "very_high_from")):
            if getattr(row, column) <= getattr(row, first):
                yield at(row, column, f"This must be more than {first}, {getattr(row, first)}.")
        wanted = ((scale, score) for scale in Scale for score in range(LOWEST, HIGHEST + 1))
        missing = [f"{scale} {score}" for scale, score in wanted if (row.number, scale, score) not in labels]
        if missing:
            yield at(row, "number", f"{MatrixLabelRow.FILE} has no label of {', '.join(missing)}.")


def _risk(row: RiskRow) -> Iterator[Problem]:
    found = kind_and_number(row.reference)
    if found is None:
        said = f"“{quoted(row.reference)}” is not a reference. Write it like R-0007, or I-0007 for an issue."
        yield at(row, "reference", said)
    elif row.from_risk is not None and found[0] is not RiskKind.ISSUE:
        yield at(row, "from_risk", "Only an issue comes from a risk that happened.")
    if row.from_risk is not None and number_of(row.from_risk, RiskKind.RISK.letter) is None:
        yield at(row, "from_risk", f"{row.from_risk} is not a risk.")


def _happened_twice(rows: Sequence[RiskRow]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        if row.from_risk in seen:
            yield at(row, "from_risk", f"{row.from_risk} became another issue already.")
        elif row.from_risk is not None:
            seen.add(row.from_risk)


def _detail(row: RiskDetailRow) -> Iterator[Problem]:
    yield from together(row, "plan", "priority")
    if row.event is None and row.public_wording is None:
        yield at(row, "event", "Enter what may happen or has happened, or a public wording.")
    if row.public_wording is not None and len(row.public_wording) > PUBLIC_LIMIT:
        said = f"The text is {len(row.public_wording)} characters long. Shorten it to {PUBLIC_LIMIT} or fewer."
        yield at(row, "public_wording", said)
    if row.severity is not None and not _is_issue(row.risk):
        yield at(row, "severity", "Only an issue has a severity. A risk has scores.")


def _moves(rows: Sequence[RiskMoveRow]) -> Iterator[Problem]:
    state = RiskState.OPEN
    for row in sorted(rows, key=lambda row: row.effective_on):
        allowed = _MOVES[RiskKind.ISSUE if _is_issue(row.risk) else RiskKind.RISK]
        if row.state not in allowed:
            yield at(row, "state", f"{row.risk} can be {' or '.join(allowed)}, not {row.state}.")
        elif row.state is state or RiskState.OPEN not in (row.state, state):
            yield at(row, "state", f"{row.risk} stands as {state} already.")
        state = row.state


def _scores(rows: Sequence[AssessmentRow]) -> Iterator[Problem]:
    for row in rows:
        if _is_issue(row.risk):
            yield at(row, "risk", f"{row.risk} is an issue: it has a severity, not scores.")
    # The order in which scores of several days were recorded is not kept, so that any explanation will do.
    if any(row.explanation is not None for row in rows):
        return
    standing: dict[ScoreKind, int] = {}
    for _, of_day in groupby(sorted(rows, key=_day_of), key=_day_of):
        for row in of_day:
            standing[row.kind] = row.likelihood * row.impact
        current, target = standing.get(ScoreKind.CURRENT), standing.get(ScoreKind.TARGET)
        if current is not None and target is not None and target > current:
            yield at(row, "explanation", f"Explain why the target, {target}, is above the current score, {current}.")
            return


def _day_of(row: AssessmentRow) -> date:
    return row.effective_on


def _acceptances(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(AcceptanceRow):
        if _is_issue(row.risk):
            yield at(row, "risk", f"{row.risk} is an issue: it has happened, so it cannot be accepted.")
        if row.accepted and row.ends_on is None:
            yield at(row, "ends_on", "Enter the last day of the acceptance.")
        if not row.accepted and row.ends_on is not None:
            yield at(row, "ends_on", "The end of an acceptance has no last day.")
        yield from order(row, "ends_on", row.effective_on, row.ends_on)


def _actions(seeds: SeedSet) -> Iterator[Problem]:
    for reference, rows in grouped(seeds.of(RiskActionRow), "risk").items():
        ordered = sorted(rows, key=lambda row: row.number)
        yield from gaps(ordered, (row.number for row in ordered), reference)
    for row in seeds.of(RiskActionRow):
        days = (("due_starts", row.due_starts), ("due_ends", row.due_ends), ("due_precision", row.due_precision))
        yield from period_problems(row, ("due_text", row.due_text), days, ("due_reading", row.due_reading))
        yield from order(row, "withdrawn_on", row.began_on, row.withdrawn_on)


def _first_days(seeds: SeedSet, risks: Mapping[str, RiskRow]) -> Iterator[Problem]:
    dated: tuple[RiskMoveRow | AssessmentRow | RiskReviewRow | AcceptanceRow | RiskActionUpdateRow, ...] = (
        *seeds.of(RiskMoveRow),
        *seeds.of(AssessmentRow),
        *seeds.of(RiskReviewRow),
        *seeds.of(AcceptanceRow),
        *seeds.of(RiskActionUpdateRow),
    )
    for row in dated:
        yield from order(row, "effective_on", risks[row.risk].began_on, row.effective_on)


def _is_issue(reference: str) -> bool:
    return reference.startswith(RiskKind.ISSUE.letter)
