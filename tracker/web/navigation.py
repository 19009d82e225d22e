"""The menu: what each role is offered at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from tracker.access import Act, may_for_some
from tracker.web.identity import signed_in


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry for those whose role may do `act` to some records, and cannot do what `unless` names.

    `section` begins the addresses of its pages, `also` those of others that belong to it; `page` is where it leads when
    not there.
    """

    text: str
    act: Act
    section: str
    page: str = ""
    unless: Act | None = None
    also: str = ""

    @property
    def href(self) -> str:
        return self.page or self.section


ITEMS = (
    MenuItem("My deliverables", Act.UPDATE_PROGRESS, "/my-deliverables"),
    MenuItem("Deliverables", Act.SEE_DELIVERABLES, "/deliverables", also="/year-end"),
    MenuItem("Plans", Act.SEE_PLANS, "/plans"),
    MenuItem("Risks", Act.SEE_RISKS, "/risks"),
    MenuItem("Inspections", Act.SEE_INSPECTIONS, "/inspections"),
    MenuItem("Measures", Act.SEE_MEASURES, "/measures"),
    MenuItem("Reports", Act.SEE_DRAFT_REPORTS, "/reports"),
    MenuItem("Reports", Act.SEE_SENT_REPORTS, "/reports", "/reports/sent", unless=Act.SEE_DRAFT_REPORTS),
    MenuItem("Meetings", Act.SEE_MEETINGS, "/meetings"),
    MenuItem("Panel", Act.EDIT_MEETINGS, "/panel"),
    MenuItem("Forward plan", Act.EDIT_MEETINGS, "/forward-plan"),
    MenuItem("Information", Act.SEE_INFORMATION, "/information"),
    MenuItem("Log", Act.SEE_LOG, "/log"),
    MenuItem("People", Act.MANAGE_PEOPLE, "/people"),
    MenuItem("Settings", Act.MANAGE_SETTINGS, "/settings"),
    MenuItem("Outbox", Act.MANAGE_OUTBOX, "/outbox"),
)


def menu() -> list[dict[str, object]]:
    """The menu for the person signed in."""
    actor = signed_in()
    return [
        {
            "text": item.text,
            "href": item.href,
            "active": request.path.startswith((item.section, item.also or item.section)),
        }
        for item in ITEMS
        if may_for_some(actor, item.act) and not (item.unless and may_for_some(actor, item.unless))
    ]
