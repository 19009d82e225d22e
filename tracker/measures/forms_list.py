"""The list's filters, read from the address: anything that names nothing is no limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tracker.measures.queries_list import MeasureFilter
from tracker.web import asked

WITHDRAWN: Final = "withdrawn"


def filter_from(args: Mapping[str, str]) -> MeasureFilter:
    """What the query string asks for. Unknown values are left out, so that an old link still shows a list."""
    plan_code, _, number = asked.words(args, "priority").partition("/")
    return MeasureFilter(
        plan_code=plan_code or None,
        priority_number=asked.number_in(number) if plan_code else None,
        group_id=asked.whole(args, "group"),
        exception=args.get("exception") == "1",
        search=asked.words(args, "q"),
        withdrawn=args.get("state") == WITHDRAWN,
        page=asked.page(args),
    )


def query_of(wanted: MeasureFilter, **changes: Any) -> dict[str, str]:  # noqa: ANN401  # any field of the filter
    """The query string that asks for `wanted` with some of it changed; what is at its default is left out."""
    merged = replace(wanted, **changes)
    number = "" if merged.priority_number is None else f"/{merged.priority_number}"
    found = {
        "q": merged.search,
        "priority": f"{merged.plan_code}{number}" if merged.plan_code else "",
        "group": str(merged.group_id or ""),
        "state": WITHDRAWN if merged.withdrawn else "",
        "exception": "1" if merged.exception else "",
        "page": str(merged.page) if merged.page > 1 else "",
    }
    return {name: value for name, value in found.items() if value}
