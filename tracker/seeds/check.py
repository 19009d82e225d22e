"""What must be true of a seed set before any of it is loaded: keys, references, and the rules of each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.accounts.rules import OfficeKey, check_setting
from tracker.accounts.rules_people import check_email
from tracker.dates import Quarter
from tracker.plan.rules import quoted
from tracker.reports.rules_acronyms import check_acronym
from tracker.seeds.check_agenda import agenda_problems
from tracker.seeds.check_annual import annual_problems
from tracker.seeds.check_findings import finding_problems
from tracker.seeds.check_history import history_problems
from tracker.seeds.check_information import information_problems
from tracker.seeds.check_inspections import inspection_problems
from tracker.seeds.check_measures import measure_problems
from tracker.seeds.check_minutes import minutes_problems
from tracker.seeds.check_outcomes import outcome_problems
from tracker.seeds.check_panel import panel_problems
from tracker.seeds.check_risks import risk_problems
from tracker.seeds.check_row import order, refusal
from tracker.seeds.check_summaries import summary_problems
from tracker.seeds.check_versions import version_problems
from tracker.seeds.check_years import year_problems
from tracker.seeds.problems import BrokenSeeds, Problem, at
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_office import DeputyRow, OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_plan import ObjectiveRow, PlanRow
from tracker.seeds.tables_quarters import AcronymRow, EntryRow, QuarterRiskRow
from tracker.seeds.tables_row import Refers, SeedRow


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
            if not row.can_be_named:
                continue
            key = key_of(row)
            if key in first:
                words = " ".join(str(part) for part in key)
                yield at(row, kind.KEY[-1], f"“{quoted(words)}” stands in row {first[key]} already.")
            first.setdefault(key, row.line)


def _unknown_references(seeds: SeedSet) -> Iterator[Problem]:
    keys = {kind.FILE: {key_of(row) for row in seeds.of(kind) if row.can_be_named} for kind in FILES}
    for kind in FILES:
        for row in seeds.of(kind):
            yield from (
                _unknown(row, refers)
                for refers in kind.REFERS
                if (named := tuple(getattr(row, column) for column in refers.columns))[-1] is not None
                and named not in keys[refers.file]
            )


def _unknown(row: SeedRow, refers: Refers) -> Problem:
    named = (getattr(row, column) for column in refers.columns)
    words = " ".join(str(part) for part in named if part is not None)
    return at(row, refers.columns[-1], f"“{quoted(words)}” does not stand in {refers.file}.")


def _office(seeds: SeedSet) -> Iterator[Problem]:
    known = {key.value: key for key in OfficeKey}
    for row in seeds.of(OfficeSettingRow):
        if row.key not in known:
            yield at(row, "key", f"“{quoted(row.key)}” is not one of: {', '.join(known)}.")
        else:
            yield from refusal(row, "value", _setting, known[row.key], row.value)
    for holder in seeds.of(OfficeHolderRow):
        yield from order(holder, "to_day", holder.from_day, holder.to_day)


def _setting(key: OfficeKey, value: str) -> None:
    check_setting(key, value)


def _people(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(PersonRow):
        yield from refusal(row, "email", check_email, row.email)
        if row.email != row.email.lower():
            yield at(row, "email", "An email address is written in lower case.")
    for deputy in seeds.of(DeputyRow):
        if deputy.deputy == deputy.person:
            yield at(deputy, "deputy", "Nobody is their own deputy.")
        yield from order(deputy, "ends_on", deputy.starts_on, deputy.ends_on)


def _plans(seeds: SeedSet) -> Iterator[Problem]:
    for plan in seeds.of(PlanRow):
        yield from order(plan, "ends", plan.starts, plan.ends)
    parents = {key_of(row): row.parent for row in seeds.of(ObjectiveRow)}
    for row in seeds.of(ObjectiveRow):
        if row.parent is not None and parents[row.plan, row.priority, row.parent] is not None:
            yield at(row, "parent", f"“{quoted(row.parent)}” has a parent itself. There are two levels at most.")
        if row.parent == row.code:
            yield at(row, "parent", "An objective is not its own parent.")


def _quarters(seeds: SeedSet) -> Iterator[Problem]:
    rows: tuple[EntryRow | QuarterRiskRow, ...] = (*seeds.of(EntryRow), *seeds.of(QuarterRiskRow))
    for row in rows:
        yield from refusal(row, "quarter", Quarter.parse, row.quarter)


def _acronyms(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(AcronymRow):
        yield from refusal(row, "acronym", check_acronym, row.acronym)


_KEYS_AND_REFERENCES: Final = (_repeated_keys, _unknown_references)
_RULES: Final = (
    _office,
    _people,
    _plans,
    history_problems,
    inspection_problems,
    finding_problems,
    risk_problems,
    measure_problems,
    summary_problems,
    panel_problems,
    agenda_problems,
    minutes_problems,
    annual_problems,
    outcome_problems,
    information_problems,
    version_problems,
    year_problems,
    _quarters,
    _acronyms,
)
