"""The tracker of findings: what is open, whose it is, what is late, and assigning many at once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.inspections import commands_assign, queries_list
from tracker.inspections.forms_tracker import EVERY_TYPE, AssignForm, filter_from, query_of
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries_list import (
    COUNTED,
    NOBODY,
    Counts,
    FindingFilter,
    TrackerFilter,
    TrackerPage,
    inspection_choices,
    possible_leads,
    ties_of_each,
    tracker_counts,
)
from tracker.inspections.rules import FindingType
from tracker.inspections.views import crumbs_to, inspections
from tracker.web.identity import can, can_for_some, current_actor, require, require_for_some
from tracker.web.paging import page_links
from tracker.web.wording import count
from tracker.writing import session, writes

ADDRESS = "/inspections/tracker"
LATE = frozenset({FindingFilter.OVERDUE})


@dataclass(frozen=True, slots=True)
class Figure:
    """A count at the top of the page and the list it counts."""

    words: str
    number: int
    href: str
    late: bool = False
    current: bool = False


@inspections.get(ADDRESS)
def tracker_page() -> ResponseReturnValue:
    require(Act.SEE_INSPECTIONS)
    return _render(filter_from(request.args), _form())


@inspections.post(f"{ADDRESS}/assign")
@writes
def assign_findings() -> ResponseReturnValue:
    require_for_some(Act.ASSIGN_FINDING)
    wanted, form = filter_from(request.args), _form()
    if form.validate_on_submit():
        with form.refusals():
            changed = commands_assign.assign_findings(session(), form.to_command(), by=current_actor(), on=today())
            flash(_told(changed))
            return redirect(_address(wanted))
    return _render(wanted, form)


def _form() -> AssignForm:
    form = AssignForm()
    form.offer(possible_leads(session()))
    return form


def _render(wanted: TrackerFilter, form: AssignForm) -> ResponseReturnValue:
    listed = queries_list.tracker_page(session(), wanted, today())
    counts = tracker_counts(session(), wanted, today())
    page = render_template(
        "inspections/tracker.html",
        wanted=wanted,
        listed=listed,
        form=form,
        today=today(),
        figures=[_figure(wanted, state, counts.by_state[state]) for state in COUNTED],
        leads=[_lead(wanted, *each) for each in counts.by_lead],
        lead_choices=_lead_choices(form, counts),
        inspections=inspection_choices(session()),
        types=[*FindingType.choices(), (EVERY_TYPE, "All types")],
        states=FindingFilter,
        may_tick=_may_tick(listed),
        links=page_links(listed.page, listed.pages, lambda number: _address(wanted, page=number)),
        action=f"{ADDRESS}/assign?{urlencode(query_of(wanted))}",
        asked=query_of(wanted),
        kind_words=_kind_words(wanted),
        may_record=can_for_some(Act.EDIT_INSPECTIONS),
        crumbs=crumbs_to(None, "Findings tracker"),
    )
    return page, form.status_code


def _may_tick(listed: TrackerPage) -> frozenset[str]:
    """The references of the rows whose lead and expected closure the person may change."""
    ties = ties_of_each(session(), current_actor(), listed.rows, today())
    return frozenset(row.reference for row in listed.rows if can(Act.ASSIGN_FINDING, ties[row.number]))


def _figure(wanted: TrackerFilter, state: FindingFilter, number: int) -> Figure:
    return Figure(
        words=state.label.lower(),
        number=number,
        href=_address(wanted, state=state, lead_id=None, page=1),
        late=state in LATE and number > 0,
        current=wanted.state is state and wanted.lead_id is None,
    )


def _lead(wanted: TrackerFilter, lead_id: int, name: str, number: int) -> Figure:
    return Figure(
        words=name or "Nobody",
        number=number,
        href=_address(wanted, state=FindingFilter.OPEN, lead_id=lead_id, page=1),
        late=lead_id == NOBODY,
        current=wanted.state is FindingFilter.OPEN and wanted.lead_id == lead_id,
    )


def _lead_choices(form: AssignForm, counts: Counts) -> list[tuple[str, str]]:
    """Everybody who can lead a finding, and whoever leads an open one although they could not be chosen any more."""
    found = {str(key): name for key, name, _ in counts.by_lead if key != NOBODY}
    found |= {value: name for value, name, *_ in form.lead_id.choices if value.isdigit()}
    return sorted(found.items(), key=lambda each: each[1])


def _kind_words(wanted: TrackerFilter) -> str:
    """What is counted, in the plural."""
    return wanted.kind.many if wanted.kind else "findings"


def _told(changed: list[Finding]) -> str:
    if not changed:
        return "Nothing had to change: the findings had this lead and expected closure already."
    return f"{count(len(changed), 'finding')} changed: {', '.join(found.reference for found in changed)}."


def _address(wanted: TrackerFilter, **changes: object) -> str:
    query = urlencode(query_of(wanted, **changes))
    return f"{ADDRESS}?{query}" if query else ADDRESS
