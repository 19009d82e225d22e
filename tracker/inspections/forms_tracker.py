"""The tracker's filters, read from the address, and the form that assigns many findings at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import request

from tracker.accounts.models import Person
from tracker.inspections.commands_assign import AssignFindings
from tracker.inspections.queries_list import NOBODY, FindingFilter, TrackerFilter
from tracker.inspections.rules import FindingType
from tracker.web import asked
from tracker.web.fields import Choice, Day, Text
from tracker.web.forms import BaseForm

EVERY_TYPE: Final = "all"
_TICKED: Final = re.compile(r"F-([0-9]{4,9})", re.ASCII)


def filter_from(args: Mapping[str, str]) -> TrackerFilter:
    """What the query string asks for. Unknown values are left out, so that an old link still shows a list."""
    default = TrackerFilter()
    every = args.get("type") == EVERY_TYPE
    lead = asked.whole(args, "lead")
    return TrackerFilter(
        kind=None if every else asked.member(FindingType, args, "type") or default.kind,
        inspection_code=asked.words(args, "inspection") or None,
        lead_id=NOBODY if args.get("lead") == "none" else lead or None,
        state=asked.member(FindingFilter, args, "state") or default.state,
        page=asked.page(args),
    )


def query_of(wanted: TrackerFilter, **changes: Any) -> dict[str, str]:  # noqa: ANN401  # any field of the filter
    """The query string that asks for `wanted` with some of it changed; what is at its default is left out."""
    merged, default = replace(wanted, **changes), TrackerFilter()
    lead = "none" if merged.lead_id == NOBODY else str(merged.lead_id or "")
    found = {
        "type": "" if merged.kind == default.kind else merged.kind.value if merged.kind else EVERY_TYPE,
        "inspection": merged.inspection_code or "",
        "lead": lead,
        "state": merged.state.value if merged.state is not default.state else "",
        "page": str(merged.page) if merged.page > 1 else "",
    }
    return {name: value for name, value in found.items() if value}


class AssignForm(BaseForm):
    """What the findings that are ticked get. The rows carry the version each was seen at."""

    lead_id = Choice("Lead", choices=[])
    expected_on = Day(
        "Expected closure", wanted="the expected closure", description="Leave it empty to keep what each one has."
    )
    reason = Text("Why", limit=1000, description="Needed where a lead or an expected closure that was set changes.")

    def offer(self, leads: Sequence[Person]) -> None:
        """Fills the drop-down."""
        self.lead_id.choices = [
            ("", "Keep the lead each one has"),
            ("none", "Nobody"),
            *((str(each.id), each.name) for each in leads),
        ]

    @property
    def ticked(self) -> frozenset[str]:
        """The references that were ticked."""
        return frozenset(request.form.getlist("ticked")) if self.is_submitted() else frozenset()

    @property
    def versions(self) -> dict[int, int]:
        """The version each finding that is ticked was seen at, by its number; 0 where the form does not say."""
        found = {}
        for reference in sorted(self.ticked):
            number = _number(reference)
            if number is not None:
                found[number] = asked.whole(request.form, f"version-{reference}") or 0
        return found

    @property
    def unknown(self) -> tuple[str, ...]:
        """What was ticked but names no finding: nobody ticks that on the page itself."""
        return tuple(each for each in sorted(self.ticked) if _number(each) is None)

    def to_command(self) -> AssignFindings:
        chosen = self.lead_id.data
        return AssignFindings(
            versions=self.versions,
            unknown=self.unknown,
            sets_lead=bool(chosen),
            lead_id=int(chosen) if chosen and chosen != "none" else None,
            expected_on=self.expected_on.data,
            reason=self.reason.data,
        )


def _number(reference: str) -> int | None:
    match = _TICKED.fullmatch(reference)
    number = int(match[1]) if match is not None else None
    return number if number is not None and reference == f"F-{number:04d}" else None
