"""Which plan, priority and month a page of measures shows, from its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from tracker.measures.rules import NotAMonth, read_month
from tracker.plan.models import Plan, Priority


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """What was asked for; None where nothing was, or nothing that exists."""

    plan: Plan | None
    priority: Priority | None
    month: date | None

    @classmethod
    def from_query(cls, query: Mapping[str, str], plans: Sequence[Plan], on: date) -> Self:
        """`plans` are those to choose from, the newest first. Without one asked for it is the newest that has begun."""
        asked = next((plan for plan in plans if plan.code == query.get("plan")), None)
        begun = next((plan for plan in plans if plan.starts <= on), None)
        plan = asked or begun or next(iter(plans), None)
        number = query.get("priority", "")
        priorities = plan.priorities if plan else ()
        priority = next((each for each in priorities if str(each.number) == number), None)
        return cls(plan, priority, month_from(query))

    @property
    def priority_ids(self) -> list[int]:
        """Those whose measures are shown."""
        if self.priority is not None:
            return [self.priority.id]
        return [each.id for each in self.plan.priorities] if self.plan else []


def month_from(query: Mapping[str, str]) -> date | None:
    """The month of an address such as "?month=2024-07"; None where there is none or it is no month."""
    try:
        return read_month(query["month"]) if query.get("month") else None
    except NotAMonth:
        return None
