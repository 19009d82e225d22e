"""The log by kinds of records: who may see which, what a record is called, and where it is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from tracker.access import Act, Actor, may_for_some
from tracker.audit.rules import Event
from tracker.enums import LabelledEnum


class LogKind(LabelledEnum):
    """What the records of the log are about."""

    PLANS = "plans", "Plans, priorities and objectives"
    DELIVERABLES = "deliverables", "Deliverables"
    RISKS = "risks", "Risks and issues"
    MATRIX = "matrix", "The risk matrix"
    INSPECTIONS = "inspections", "Inspections and findings"
    MEASURES = "measures", "Measures and commentary"
    REPORTS = "reports", "Reports"
    PANEL = "panel", "The Panel and its meetings"
    AGENDAS = "agendas", "Agendas and packs"
    INFORMATION = "information", "Specified Information"
    PEOPLE = "people", "People and deputies"
    SETTINGS = "settings", "Settings and acronyms"
    MESSAGES = "messages", "Messages by mail"
    LOG = "log", "Downloads of the log"
    SEEDS = "seeds", "Seed sets"


_KINDS: Final[Mapping[str, LogKind]] = {
    **dict.fromkeys(("plan", "plan_version", "priority", "objective"), LogKind.PLANS),
    **dict.fromkeys(("deliverable", "due_date", "year"), LogKind.DELIVERABLES),
    **dict.fromkeys(("risk", "risk_action"), LogKind.RISKS),
    "risk_matrix": LogKind.MATRIX,
    **dict.fromkeys(("inspection", "inspection_event", "inspection_comments"), LogKind.INSPECTIONS),
    **dict.fromkeys(("finding", "evidence"), LogKind.INSPECTIONS),
    **dict.fromkeys(("measure", "measure_group", "measure_target", "measure_baseline"), LogKind.MEASURES),
    **dict.fromkeys(("measure_context", "figures", "commentary", "column_map"), LogKind.MEASURES),
    **dict.fromkeys(("entry", "report", "annual"), LogKind.REPORTS),
    **dict.fromkeys(("meeting", "panel_member", "standing_text"), LogKind.PANEL),
    **dict.fromkeys(("forward_item", "panel_request"), LogKind.PANEL),
    **dict.fromkeys(("agenda", "agenda_item", "agenda_template", "minutes", "paper", "pack"), LogKind.AGENDAS),
    "information": LogKind.INFORMATION,
    **dict.fromkeys(("person", "deputy", "calendar"), LogKind.PEOPLE),
    **dict.fromkeys(("setting", "acronym"), LogKind.SETTINGS),
    "message": LogKind.MESSAGES,
    "log": LogKind.LOG,
    "seeds": LogKind.SEEDS,
}
"""By what the name of an event begins with."""

SEEN_BY: Final[Mapping[LogKind, tuple[Act, ...]]] = {
    LogKind.PLANS: (Act.SEE_PLANS,),
    LogKind.DELIVERABLES: (Act.SEE_DELIVERABLES,),
    LogKind.RISKS: (Act.SEE_RISKS,),
    LogKind.MATRIX: (Act.SEE_RISKS, Act.MANAGE_SETTINGS),
    LogKind.INSPECTIONS: (Act.SEE_INSPECTIONS,),
    LogKind.MEASURES: (Act.SEE_MEASURES,),
    LogKind.REPORTS: (Act.SEE_DRAFT_REPORTS,),
    LogKind.PANEL: (Act.SEE_MEETINGS,),
    LogKind.AGENDAS: (Act.SEE_AGENDAS,),
    LogKind.INFORMATION: (Act.SEE_INFORMATION,),
    LogKind.PEOPLE: (Act.SEE_AUDIT_OF_PEOPLE,),
    LogKind.SETTINGS: (Act.SEE_AUDIT_OF_PEOPLE,),
    LogKind.MESSAGES: (Act.MANAGE_OUTBOX,),
    LogKind.LOG: (Act.SEE_AUDIT_OF_PEOPLE,),
    LogKind.SEEDS: (Act.SEE_LOG,),
}
"""Whoever may do one of these acts may see what was done to the records of a kind."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record as a person knows it. `address`: where it is shown; None where it has no page of its own."""

    words: str
    address: str | None


def kind_of(event: Event) -> LogKind:
    return _KINDS[event.value.partition(":")[0]]


def seen_kinds(actor: Actor) -> tuple[LogKind, ...]:
    """The kinds of records whose log this person may see."""
    return tuple(kind for kind, acts in SEEN_BY.items() if any(may_for_some(actor, act) for act in acts))


def seen_events(kinds: Collection[LogKind]) -> tuple[Event, ...]:
    """The events of these kinds; what an older version wrote under a name of its own is of no kind."""
    return tuple(event for event in Event if kind_of(event) in kinds)


def named(subject: str, event: str, people: Mapping[int, str]) -> Named:
    """A record by what the log calls it. `event` tells of what kind it is; `people`: names by their ids."""
    person = re.fullmatch(r"person ([0-9]{1,9})", subject)
    if person is not None:
        return Named(people.get(int(person[1]), subject), f"/people/{person[1]}")
    return Named(subject[:1].upper() + subject[1:], _address(subject, event.partition(":")[0]))


_PLACES: Final[tuple[tuple[str, str], ...]] = (
    (r"D-[0-9]+", "/deliverables/{0}"),
    (r"[RI]-[0-9]+", "/risks/{0}"),
    (r"F-[0-9]+", "/inspections/findings/{0}"),
    (r"inspections/events/[0-9]+|measures/groups/[0-9]+", ""),
    (r"(?:inspections|measures)/[^/]+", "/{0}"),
    (r"setting ([a-z_]+)", "/settings/{1}"),
    (r"message ([0-9]+)", "/outbox/{1}"),
    (r"meetings/[0-9-]+", "/{0}"),
    (r"(meetings/[0-9-]+), minutes(?:, item [0-9]+)?", "/{1}/minutes"),
    (r"panel member ([0-9]+)", "/panel/members/{1}"),
    (r"standing text ([a-z]+)", "/panel/texts/{1}"),
    (r"forward plan ([0-9]+)", "/forward-plan/{1}"),
    (r"panel request ([0-9]+)", "/panel/requests/{1}"),
    (r"information register", "/information"),
    (r"information ([0-9A-Za-z-]+)", "/information/{1}"),
    (r"acronym .+", "/settings/acronyms"),
    (r"year ([0-9]{4}-[0-9]{2})", "/year-end/{1}"),
    (r"risk matrix", "/risks/matrix"),
    (r"annual ([0-9]{4}-[0-9]{2})(?:/.+)?", "/reports/annual/{1}/write"),
    (r"highlight-([0-9-]+-Q[1-4])", "/reports/highlight/{1}"),
    (r"annual-([0-9]{4}-[0-9]{2})(?:/[0-9]+)?", "/reports/annual/{1}"),
)
_IN_A_PLAN: Final[Mapping[str, tuple[str, str]]] = {
    "plan": (r"([^/]+)", "/plans/{1}"),
    "plan_version": (r"([^/]+)/versions/([0-9]+)", "/plans/{1}/versions/{2}"),
    "priority": (r"([^/]+)/([0-9]+)", "/plans/{1}/priorities/{2}"),
    "objective": (r"([^/]+)/([0-9]+)/[^/]+", "/plans/{1}/priorities/{2}"),
    "entry": (r"([^/]+)/([0-9]+)/([^/]+)", "/reports/highlight/{3}/plans/{1}/priorities/{2}"),
}
"""What the log calls plans and their parts is told apart by the kind of the event alone."""


def _address(subject: str, begins: str) -> str | None:
    for pattern, place in (*_PLACES, *((_IN_A_PLAN[begins],) if begins in _IN_A_PLAN else ())):
        found = re.fullmatch(pattern, subject)
        if found is not None:
            return place.format(subject, *found.groups()) or None
    return None
