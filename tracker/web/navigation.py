"""The menu: what each role is offered at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from tracker.access import Act, may_for_some
from tracker.web.identity import signed_in


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry for those whose role may do `act` to some records; `section` prefixes its pages' addresses."""

    text: str
    endpoint: str
    act: Act
    section: str


ITEMS = (
    MenuItem("My deliverables", "plan.my_deliverables", Act.UPDATE_PROGRESS, "/my-deliverables"),
    MenuItem("Deliverables", "plan.deliverable_list", Act.SEE_DELIVERABLES, "/deliverables"),
    MenuItem("Plans", "plan.plan_list", Act.SEE_PLANS, "/plans"),
    MenuItem("Reports", "reports.report_list", Act.SEE_DRAFT_REPORTS, "/reports"),
    MenuItem("People", "accounts.people", Act.MANAGE_PEOPLE, "/people"),
    MenuItem("Settings", "accounts.settings", Act.MANAGE_SETTINGS, "/settings"),
)


def menu() -> list[dict[str, object]]:
    """The menu for the person signed in, as the GOV.UK service navigation wants it."""
    actor = signed_in()
    return [
        {"text": item.text, "href": url_for(item.endpoint), "active": request.path.startswith(item.section)}
        for item in ITEMS
        if may_for_some(actor, item.act)
    ]
