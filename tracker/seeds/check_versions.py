"""What must be true of the versions of plans in a seed set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.plan.rules_version_kinds import StepKind, VersionKind
from tracker.plan.rules_versions import days_of, standing_steps
from tracker.seeds.check_row import gaps, order, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_plan import DeliverableRow
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)

_Key = tuple[str, int]


def version_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    by_plan: defaultdict[str, list[PlanVersionRow]] = defaultdict(list)
    for row in seeds.of(PlanVersionRow):
        by_plan[row.plan].append(row)
    for plan, rows in by_plan.items():
        yield from gaps(rows, (row.number for row in rows), f"the versions of {plan}")
    published = _published(seeds.of(PlanVersionStepRow))
    for row in seeds.of(PlanVersionRow):
        yield from _version(row, published)
    yield from _steps(seeds)
    yield from _lines(seeds, published)
    yield from _deliverables(seeds, published)


def _version(row: PlanVersionRow, published: dict[_Key, date]) -> Iterator[Problem]:
    yield from together(row, "withdrawn_on", "withdrawn_by", "withdrawn_reason")
    if row.kind is VersionKind.VARIATION and row.changes is None:
        yield at(row, "changes", "A variation says what it changes.")
    if row.kind is VersionKind.VARIATION and row.elected_on is not None:
        yield at(row, "elected_on", "Only the plan itself names the day of the election.")
    if row.withdrawn_on is not None and (row.plan, row.number) in published:
        yield at(row, "withdrawn_on", "A published version is not withdrawn.")


@dataclass(frozen=True)
class _Step:
    """A row as the rules take a step."""

    id: int
    kind: StepKind
    day: date
    supersedes_id: int | None
    taken_back: bool


def _standing(rows: Iterable[PlanVersionStepRow]) -> dict[StepKind, date]:
    steps = [_Step(row.number, row.kind, row.day, row.supersedes, row.taken_back) for row in rows]
    return days_of(standing_steps(steps))


def _by_version(rows: Iterable[PlanVersionStepRow]) -> dict[_Key, list[PlanVersionStepRow]]:
    found: defaultdict[_Key, list[PlanVersionStepRow]] = defaultdict(list)
    for row in rows:
        found[row.plan, row.version].append(row)
    return found


def _published(rows: Iterable[PlanVersionStepRow]) -> dict[_Key, date]:
    standing = {key: _standing(steps) for key, steps in _by_version(rows).items()}
    return {key: days[StepKind.PUBLISHED] for key, days in standing.items() if StepKind.PUBLISHED in days}


def _steps(seeds: SeedSet) -> Iterator[Problem]:
    for (plan, version), rows in _by_version(seeds.of(PlanVersionStepRow)).items():
        yield from gaps(rows, (row.number for row in rows), f"the steps of {plan}, version {version}")
        yield from _once_each(rows)
        for row in rows:
            yield from _step(row, rows)


def _once_each(rows: Sequence[PlanVersionStepRow]) -> Iterator[Problem]:
    replaced = {row.supersedes for row in rows}
    seen: set[StepKind] = set()
    for row in rows:
        if row.number in replaced or row.taken_back:
            continue
        if row.kind in seen:
            yield at(row, "kind", f"“{row.kind.label}” stands twice. A correction names what it corrects.")
        seen.add(row.kind)


def _step(row: PlanVersionStepRow, rows: Sequence[PlanVersionStepRow]) -> Iterator[Problem]:
    yield from together(row, "file", "file_name")
    yield from together(row, "meeting_day", "meeting_number")
    yield from together(row, "supersedes", "reason")
    if (row.kind is StepKind.REVIEWED) != (row.meeting_day is not None):
        yield at(row, "meeting_day", "A review names its meeting, and no other step does.")
    if row.override_reason is not None and row.kind is not StepKind.PUBLISHED:
        yield at(row, "override_reason", "Only a publication is let through.")
    if row.taken_back and row.supersedes is None:
        yield at(row, "supersedes", "What is taken back was recorded before.")
    if row.supersedes is None:
        return
    earlier = [each for each in rows if each.number == row.supersedes]
    if row.supersedes >= row.number or earlier[0].kind is not row.kind:
        yield at(row, "supersedes", "A correction names an earlier record of the same step.")
    if any(each.supersedes == row.supersedes and each.number < row.number for each in rows):
        yield at(row, "supersedes", "This record is corrected already. Correct the correction.")


def _lines(seeds: SeedSet, published: dict[_Key, date]) -> Iterator[Problem]:
    frozen = set()
    for row in seeds.of(PlanVersionLineRow):
        frozen.add((row.plan, row.version))
        yield from together(row, "code", "level_name")
        if row.code is None and (row.parent_code is not None or row.group_heading is not None):
            yield at(row, "code", "Only an objective stands under another or under a heading.")
        if (row.plan, row.version) not in published:
            yield at(row, "version", "Only a published version has lines.")
    for version in seeds.of(PlanVersionRow):
        key = (version.plan, version.number)
        if key in published and key not in frozen:
            yield at(version, "number", "A published version has lines: its priorities and objectives.")


def _deliverables(seeds: SeedSet, published: dict[_Key, date]) -> Iterator[Problem]:
    began = {row.reference: row.began_on for row in seeds.of(DeliverableRow)}
    last: dict[str, date] = {}
    for row in seeds.of(DeliverableVersionRow):
        yield from order(row, "effective_on", began[row.deliverable], row.effective_on)
        yield from order(row, "effective_on", last.get(row.deliverable), row.effective_on)
        last[row.deliverable] = row.effective_on
        if (row.plan, row.version) not in published:
            yield at(row, "version", "A deliverable belongs to a published version.")
