"""The list's filters, read from the address: anything that names nothing is no limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.plan.queries_list import ListFilter, Sort
from tracker.plan.rules import ProgressStatus
from tracker.web import asked


def filter_from(args: Mapping[str, str]) -> ListFilter:
    """What the query string asks for. Unknown values are left out, so that an old link still shows a list."""
    plan_code, _, number = asked.words(args, "priority").partition("/")
    return ListFilter(
        plan_code=plan_code or None,
        priority_number=asked.number_in(number),
        owner_id=asked.whole(args, "owner"),
        status=asked.member(ProgressStatus, args, "status"),
        overdue=args.get("overdue") == "1",
        search=asked.words(args, "q"),
        sort=asked.member(Sort, args, "sort") or Sort.DUE,
        descending=args.get("order") == "desc",
        page=asked.page(args),
    )


def query_of(wanted: ListFilter, **changes: Any) -> dict[str, str]:  # noqa: ANN401  # any field of the filter
    """The query string that asks for `wanted` with some of it changed; what is at its default is left out."""
    merged = replace(wanted, **changes)
    sort = Sort(merged.sort)
    priority = merged.plan_code or ""
    if priority and merged.priority_number is not None:
        priority = f"{priority}/{merged.priority_number}"
    found = {
        "q": merged.search,
        "priority": priority,
        "owner": str(merged.owner_id or ""),
        "status": merged.status.value if merged.status else "",
        "overdue": "1" if merged.overdue else "",
        "sort": sort.value if sort is not Sort.DUE else "",
        "order": "desc" if merged.descending else "",
        "page": str(merged.page) if merged.page > 1 else "",
    }
    return {name: value for name, value in found.items() if value}


def is_limited(wanted: ListFilter) -> bool:
    """Whether any filter is set, so that an empty list can say which of two things it means."""
    return bool(wanted.plan_code or wanted.owner_id or wanted.status or wanted.overdue or wanted.search)
