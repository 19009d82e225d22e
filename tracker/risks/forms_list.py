"""The register's filters, read from the address: anything that names nothing is no limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tracker.risks.queries_list import RiskFilter, RiskSort
from tracker.risks.rules import HIGHEST, LOWEST, Band, RiskKind, RiskState
from tracker.web import asked

OFFICE: Final = "office"
"""Among the priorities: none of them, the whole office."""

NOBODY: Final = "nobody"
"""Among the owners."""

UNSCORED: Final = "unscored"
"""Among the bands: not yet scored."""

ALL: Final = "all"
"""Among the states: whatever its state. Nothing said about the state means open."""


def filter_from(args: Mapping[str, str]) -> RiskFilter:
    """What the query string asks for. Unknown values are left out, so that an old link still shows a register."""
    priority, owner, band = asked.words(args, "priority"), args.get("owner", ""), args.get("band", "")
    plan_code, _, number = priority.partition("/")
    state = asked.member(RiskState, args, "state")
    return RiskFilter(
        kind=asked.member(RiskKind, args, "kind"),
        state=None if args.get("state") == ALL else state or RiskState.OPEN,
        plan_code=plan_code if plan_code and priority != OFFICE else None,
        priority_number=asked.number_in(number) if priority != OFFICE else None,
        whole_office=priority == OFFICE,
        owner_id=asked.number_in(owner),
        nobody=owner == NOBODY,
        band=asked.member(Band, args, "band"),
        unscored=band == UNSCORED,
        likelihood=_degree(args, "likelihood"),
        impact=_degree(args, "impact"),
        overdue=args.get("overdue") == "1",
        search=asked.words(args, "q"),
        sort=asked.member(RiskSort, args, "sort") or RiskSort.SCORE,
        page=asked.page(args),
    )


def query_of(wanted: RiskFilter, **changes: Any) -> dict[str, str]:  # noqa: ANN401  # any field of the filter
    """The query string that asks for `wanted` with some of it changed; what is at its default is left out."""
    merged = replace(wanted, **changes)
    found = {
        "q": merged.search,
        "kind": merged.kind.value if merged.kind else "",
        "state": _state_word(merged.state),
        "priority": _priority_word(merged),
        "owner": NOBODY if merged.nobody else str(merged.owner_id or ""),
        "band": UNSCORED if merged.unscored else merged.band.value if merged.band else "",
        "likelihood": str(merged.likelihood or ""),
        "impact": str(merged.impact or ""),
        "overdue": "1" if merged.overdue else "",
        "sort": merged.sort.value if merged.sort is not RiskSort.SCORE else "",
        "page": str(merged.page) if merged.page > 1 else "",
    }
    return {name: value for name, value in found.items() if value}


def is_limited(wanted: RiskFilter) -> bool:
    """Whether any filter is set, so that an empty register can say which of two things it means."""
    return bool(query_of(wanted, sort=RiskSort.SCORE, page=1))


def _state_word(state: RiskState | None) -> str:
    if state is None:
        return ALL
    return state.value if state is not RiskState.OPEN else ""


def _priority_word(wanted: RiskFilter) -> str:
    if wanted.whole_office:
        return OFFICE
    if wanted.plan_code and wanted.priority_number is not None:
        return f"{wanted.plan_code}/{wanted.priority_number}"
    return wanted.plan_code or ""


def _degree(args: Mapping[str, str], name: str) -> int | None:
    """A likelihood or impact."""
    number = asked.whole(args, name)
    return number if number is not None and LOWEST <= number <= HIGHEST else None
