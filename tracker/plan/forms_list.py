"""The list's filters, read from the address: anything that names nothing is no limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from tracker.documents.text import visible
from tracker.enums import LabelledEnum
from tracker.plan.queries_list import ListFilter, Sort
from tracker.plan.rules import ProgressStatus

Member = TypeVar("Member", bound=LabelledEnum)

LONGEST_SEARCH = 200
HIGHEST_PAGE = 1_000_000


def filter_from(args: Mapping[str, str]) -> ListFilter:
    """What the query string asks for. Unknown values are left out, so that an old link still shows a list."""
    plan_code, _, number = _words(args, "priority").partition("/")
    return ListFilter(
        plan_code=plan_code or None,
        priority_number=_whole(number),
        owner_id=_whole(args.get("owner", "")),
        status=_member(ProgressStatus, args.get("status", "")),
        overdue=args.get("overdue") == "1",
        search=_words(args, "q"),
        sort=_member(Sort, args.get("sort", "")) or Sort.DUE,
        descending=args.get("order") == "desc",
        page=min(_whole(args.get("page", "")) or 1, HIGHEST_PAGE),
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


def _words(args: Mapping[str, str], name: str) -> str:
    """What was typed; what no text may hold, in sight, for PostgreSQL takes a zero character from nobody."""
    return visible(args.get(name, "")).strip()[:LONGEST_SEARCH]


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _member(kind: type[Member], text: str) -> Member | None:
    return next((member for member in kind if member.value == text), None)
