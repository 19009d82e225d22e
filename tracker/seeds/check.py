"""What must be true of a seed set before any of it is loaded: keys, references, and the rules of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from tracker.accounts.rules import OfficeKey, check_setting
from tracker.accounts.rules_people import check_email
from tracker.dates import Quarter
from tracker.errors import DomainError
from tracker.plan.rules import quoted
from tracker.reports.rules_acronyms import check_acronym
from tracker.seeds.check_history import history_problems
from tracker.seeds.problems import BrokenSeeds, Problem, at
from tracker.seeds.tables import (
    FILES,
    AcronymRow,
    DeputyRow,
    EntryRow,
    ObjectiveRow,
    OfficeHolderRow,
    OfficeSettingRow,
    PersonRow,
    PlanRow,
    Refers,
    SeedRow,
    SeedSet,
)


def check_seeds(seeds: SeedSet) -> None:
    """Raises BrokenSeeds with every problem found. References are checked first: the rules rely on them."""
    for checks in (_KEYS_AND_REFERENCES, _RULES):
        problems = [problem for check in checks for problem in check(seeds)]
        if problems:
            raise BrokenSeeds(problems)


def key_of(row: SeedRow) -> tuple[object, ...]:
    """What other rows call this one."""
    return tuple(getattr(row, column) for column in row.KEY)


def _repeated_keys(seeds: SeedSet) -> Iterator[Problem]:
    for kind in FILES:
        first: dict[tuple[object, ...], int] = {}
        for row in seeds.of(kind) if kind.KEY else ():
            key = key_of(row)
            if key in first:
                words = " ".join(str(part) for part in key)
                yield at(row, kind.KEY[-1], f"“{quoted(words)}” stands in row {first[key]} already.")
            first.setdefault(key, row.line)


def _unknown_references(seeds: SeedSet) -> Iterator[Problem]:
    keys = {kind.FILE: {key_of(row) for row in seeds.of(kind)} for kind in FILES}
    for kind in FILES:
        for row in seeds.of(kind):
            yield from (
                _unknown(row, refers)
                for refers in kind.REFERS
                if (named := tuple(getattr(row, column) for column in refers.columns))[-1] is not None
                and named not in keys[refers.file]
            )


def _unknown(row: SeedRow, refers: Refers) -> Problem:
    words = " ".join(str(getattr(row, column)) for column in refers.columns)
    return at(row, refers.columns[-1], f"“{quoted(words)}” does not stand in {refers.file}.")


def _office(seeds: SeedSet) -> Iterator[Problem]:
    known = {key.value: key for key in OfficeKey}
    for row in seeds.of(OfficeSettingRow):
        if row.key not in known:
            yield at(row, "key", f"“{quoted(row.key)}” is not one of: {', '.join(known)}.")
        else:
            yield from _refusal(row, "value", _setting, known[row.key], row.value)
    for holder in seeds.of(OfficeHolderRow):
        yield from _order(holder, "to_day", holder.from_day, holder.to_day)


def _setting(key: OfficeKey, value: str) -> None:
    check_setting(key, value)


def _people(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(PersonRow):
        yield from _refusal(row, "email", check_email, row.email)
        if row.email != row.email.lower():
            yield at(row, "email", "An email address is written in lower case.")
    for deputy in seeds.of(DeputyRow):
        if deputy.deputy == deputy.person:
            yield at(deputy, "deputy", "Nobody is their own deputy.")
        yield from _order(deputy, "ends_on", deputy.starts_on, deputy.ends_on)


def _plans(seeds: SeedSet) -> Iterator[Problem]:
    for plan in seeds.of(PlanRow):
        yield from _order(plan, "ends", plan.starts, plan.ends)
    parents = {key_of(row): row.parent for row in seeds.of(ObjectiveRow)}
    for row in seeds.of(ObjectiveRow):
        if row.parent is not None and parents[row.plan, row.priority, row.parent] is not None:
            yield at(row, "parent", f"“{quoted(row.parent)}” has a parent itself. There are two levels at most.")
        if row.parent == row.code:
            yield at(row, "parent", "An objective is not its own parent.")


def _entries(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(EntryRow):
        yield from _refusal(row, "quarter", Quarter.parse, row.quarter)


def _acronyms(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(AcronymRow):
        yield from _refusal(row, "acronym", check_acronym, row.acronym)


def _refusal(row: SeedRow, column: str, rule: Callable[..., object], *values: object) -> Iterator[Problem]:
    try:
        rule(*values)
    except DomainError as error:
        yield at(row, column, error)


def _order(row: SeedRow, column: str, first: date | None, last: date | None) -> Iterator[Problem]:
    if first is not None and last is not None and last < first:
        yield at(row, column, f"{last} is before {first}, the first day.")


_KEYS_AND_REFERENCES: Final = (_repeated_keys, _unknown_references)
_RULES: Final = (_office, _people, _plans, history_problems, _entries, _acronyms)
