"""Who may do what: one table. It knows roles and ties, never people's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.enums import LabelledEnum
from tracker.errors import Forbidden


class Role(LabelledEnum):
    OFFICER = "officer", "OPCC officer"
    LEAD = "lead", "Strategic lead"
    ANALYST = "analyst", "Analyst"
    CHIEF_EXECUTIVE = "chief_executive", "Chief Executive"
    COMMISSIONER = "commissioner", "Commissioner"
    CLERK = "clerk", "Panel clerk"
    MEMBER = "member", "Panel member"
    ADMINISTRATOR = "administrator", "Administrator"


class Tie(StrEnum):
    """How a person stands to the record in question."""

    ANY = "any record"
    OWNER = "records they own"
    DEPUTY = "records whose owner named them deputy"
    LEADS = "the priority they lead"


class Act(StrEnum):
    """Everything that can be done, in words that finish the sentence “may …”."""

    SEE_PLANS = "see plans, priorities and objectives"
    EDIT_PLANS = "create and edit plans and priorities, and name the lead of a priority"
    EDIT_OBJECTIVES = "create and edit objectives"
    EDIT_PLAN_VERSIONS = "draft versions of a plan, and record the steps the law asks of them"
    PUBLISH_PLANS = "record that a version of a plan was published"
    SEE_DELIVERABLES = "see deliverables and their history"
    EXPORT_DELIVERABLES = "download the list of deliverables"
    UPDATE_PROGRESS = "record progress"
    OVERRIDE_RAG = "set the RAG rating by hand, with a reason"
    REQUEST_DUE_DATE = "ask for another due date"
    DECIDE_DUE_DATE = "accept or decline another due date"
    EDIT_DELIVERABLE = "create a deliverable, and change its wording, owner or milestones"
    CLOSE_DELIVERABLE = "complete, stop, reopen or carry forward a deliverable"
    CLOSE_YEAR = "close a financial year, and reopen it"
    SEE_RISKS = "see risks and issues"
    EXPORT_RISKS = "download the risk register"
    RAISE_RISK = "raise a risk or an issue"
    EDIT_RISK = "change the wording, owner and links of a risk or issue, close it, or say that it happened"
    ASSESS_RISK = "score and review a risk or issue, and plan actions"
    UPDATE_RISK_ACTION = "record progress of an action against a risk"
    ACCEPT_RISK = "accept a risk until a day"
    SEE_INSPECTIONS = "see inspections, grades and findings"
    EXPORT_INSPECTIONS = "download inspections, grades and findings"
    EDIT_INSPECTIONS = "record inspections, grades, findings and events, and withdraw them"
    ASSIGN_FINDING = "change the wording, lead, expected closure and links of a finding"
    UPDATE_FINDING = "record the force's status, comments and evidence of a finding"
    SEE_WITHDRAWN_EVIDENCE = "open a file that was withdrawn as evidence"
    RECORD_INSPECTORATE = "record what the inspectorate said of a finding"
    DRAFT_COMMENTS = "draft the Commissioner's comments on an inspection"
    APPROVE_COMMENTS = "approve the Commissioner's comments on an inspection"
    PUBLISH_COMMENTS = "record that comments on an inspection were published and sent"
    SEE_MEASURES = "see measures, their figures and commentary"
    EXPORT_MEASURES = "download measures and their figures"
    EDIT_MEASURES = "create and change measures, their targets, baselines and context"
    LOAD_FIGURES = "load, enter and withdraw figures"
    CLEAR_MARKING = "clear a figure marked OFFICIAL SENSITIVE for publication"
    WRITE_COMMENTARY = "write the commentary of a quarter, and confirm its figures"
    SEE_DRAFT_REPORTS = "read and download draft reports"
    SEE_SENT_REPORTS = "read and download reports that were sent to the Panel"
    SUBMIT_REPORTS = "submit a report for sign-off, and take it back"
    COMMENT_REPORTS = "comment on a submitted report, and answer comments"
    MARK_READY = "mark a priority as ready for a quarter's report"
    SIGN_REPORTS = "return and sign off a report"
    PUBLISH_REPORTS = "revoke a report, and record that it was sent and published"
    APPROVE_REPORTS = "approve the foreword and the annual report"
    RECORD_REVIEWS = "record what the Panel said of an annual report, and what was answered"
    EDIT_ENTRIES = "write outcomes and focus, and choose the risks and issues a quarter prints"
    EDIT_ANNUAL = "write the annual report"
    SEE_MEETINGS = "see the Panel, its meetings, forward work plan and requests"
    EDIT_MEETINGS = "arrange meetings of the Panel, and keep its members, texts, forward work plan and requests"
    SEE_AGENDAS = "see the open items of an agenda before it is published"
    EDIT_AGENDAS = "make agendas, packs and minutes"
    SEE_MINUTES = "read minutes before the Panel confirms them"
    SEE_INFORMATION = "see the register of Specified Information and download it"
    EDIT_INFORMATION = "change the register of Specified Information"
    RECORD_PUBLICATION = "record that Specified Information was published"
    NAME_DEPUTY = "name deputies for themselves"
    MANAGE_PEOPLE = "create, disable and hand over people, and send sign-in links"
    MANAGE_SETTINGS = "change the office's settings"
    MANAGE_OUTBOX = "see what is sent by mail, and have it sent again"
    SEE_LOG = "see the log of what was done to the records they may see"
    EXPORT_LOG = "download the log of the records they may see"
    SEE_AUDIT_OF_PEOPLE = "see what was done to people and settings"


@dataclass(frozen=True, slots=True)
class Grant:
    role: Role
    tie: Tie = Tie.ANY


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `person_id` and `role` are None for the command line, which may do everything."""

    name: str
    person_id: int | None = None
    role: Role | None = None


SYSTEM = Actor(name="The command line")

_OFFICE = tuple(
    Grant(role) for role in (Role.OFFICER, Role.LEAD, Role.ANALYST, Role.CHIEF_EXECUTIVE, Role.COMMISSIONER)
)
_LEAD_OF_PRIORITY = (Grant(Role.LEAD, Tie.LEADS),)
_OWNERS = tuple(Grant(role, tie) for role in (Role.OFFICER, Role.LEAD) for tie in (Tie.OWNER, Tie.DEPUTY))
_CHIEF_EXECUTIVE = (Grant(Role.CHIEF_EXECUTIVE),)
_ANALYST = (Grant(Role.ANALYST),)
_ADMINISTRATOR = (Grant(Role.ADMINISTRATOR),)
_WRITERS = tuple(Grant(role) for role in (Role.OFFICER, Role.LEAD, Role.ANALYST, Role.CHIEF_EXECUTIVE))
_SIGNATORIES = (*_CHIEF_EXECUTIVE, *(Grant(role, Tie.DEPUTY) for role in (Role.OFFICER, Role.LEAD)))

PERMISSIONS: Mapping[Act, tuple[Grant, ...]] = {
    Act.SEE_PLANS: _OFFICE,
    Act.EDIT_PLANS: _CHIEF_EXECUTIVE,
    Act.EDIT_OBJECTIVES: (*_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.EDIT_PLAN_VERSIONS: (Grant(Role.LEAD), *_CHIEF_EXECUTIVE),
    Act.PUBLISH_PLANS: _CHIEF_EXECUTIVE,
    Act.SEE_DELIVERABLES: _OFFICE,
    Act.EXPORT_DELIVERABLES: _OFFICE,
    Act.UPDATE_PROGRESS: (*_OWNERS, *_LEAD_OF_PRIORITY),
    Act.OVERRIDE_RAG: (*_OWNERS, *_LEAD_OF_PRIORITY),
    Act.REQUEST_DUE_DATE: (*_OWNERS, *_LEAD_OF_PRIORITY),
    Act.DECIDE_DUE_DATE: _LEAD_OF_PRIORITY,
    Act.EDIT_DELIVERABLE: _LEAD_OF_PRIORITY,
    Act.CLOSE_DELIVERABLE: _LEAD_OF_PRIORITY,
    Act.CLOSE_YEAR: _CHIEF_EXECUTIVE,
    Act.SEE_RISKS: _OFFICE,
    Act.EXPORT_RISKS: _OFFICE,
    Act.RAISE_RISK: (Grant(Role.OFFICER), *_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.EDIT_RISK: (*_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.ASSESS_RISK: (*_OWNERS, *_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.UPDATE_RISK_ACTION: (*_OWNERS, *_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.ACCEPT_RISK: _CHIEF_EXECUTIVE,
    Act.SEE_INSPECTIONS: _OFFICE,
    Act.EXPORT_INSPECTIONS: _OFFICE,
    Act.EDIT_INSPECTIONS: (Grant(Role.LEAD), *_CHIEF_EXECUTIVE),
    Act.ASSIGN_FINDING: (*_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.UPDATE_FINDING: (*_OWNERS, *_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.SEE_WITHDRAWN_EVIDENCE: _CHIEF_EXECUTIVE,
    Act.RECORD_INSPECTORATE: (Grant(Role.LEAD, Tie.OWNER), *_LEAD_OF_PRIORITY, *_CHIEF_EXECUTIVE),
    Act.DRAFT_COMMENTS: (Grant(Role.LEAD), *_CHIEF_EXECUTIVE),
    Act.APPROVE_COMMENTS: (Grant(Role.COMMISSIONER),),
    Act.PUBLISH_COMMENTS: _CHIEF_EXECUTIVE,
    Act.SEE_MEASURES: _OFFICE,
    Act.EXPORT_MEASURES: _OFFICE,
    Act.EDIT_MEASURES: _ANALYST,
    Act.LOAD_FIGURES: _ANALYST,
    Act.CLEAR_MARKING: _CHIEF_EXECUTIVE,
    Act.WRITE_COMMENTARY: _ANALYST,
    Act.SEE_DRAFT_REPORTS: _OFFICE,
    Act.SEE_SENT_REPORTS: (*_OFFICE, Grant(Role.CLERK), Grant(Role.MEMBER)),
    Act.SUBMIT_REPORTS: _WRITERS,
    Act.COMMENT_REPORTS: _OFFICE,
    Act.MARK_READY: _LEAD_OF_PRIORITY,
    Act.SIGN_REPORTS: _SIGNATORIES,
    Act.PUBLISH_REPORTS: _SIGNATORIES,
    Act.APPROVE_REPORTS: (Grant(Role.COMMISSIONER),),
    Act.RECORD_REVIEWS: _WRITERS,
    Act.EDIT_ENTRIES: _LEAD_OF_PRIORITY,
    Act.EDIT_ANNUAL: _WRITERS,
    Act.SEE_MEETINGS: (*_OFFICE, Grant(Role.CLERK), Grant(Role.MEMBER)),
    Act.EDIT_MEETINGS: (Grant(Role.CLERK),),
    Act.SEE_AGENDAS: (*_OFFICE, Grant(Role.CLERK)),
    Act.EDIT_AGENDAS: (Grant(Role.CLERK),),
    Act.SEE_MINUTES: (*_OFFICE, Grant(Role.CLERK), Grant(Role.MEMBER)),
    Act.SEE_INFORMATION: (*_OFFICE, *_ADMINISTRATOR),
    Act.EDIT_INFORMATION: (*_CHIEF_EXECUTIVE, *_ADMINISTRATOR),
    Act.RECORD_PUBLICATION: (*_WRITERS, *_ADMINISTRATOR),
    Act.NAME_DEPUTY: (Grant(Role.OFFICER), Grant(Role.LEAD), *_CHIEF_EXECUTIVE),
    Act.MANAGE_PEOPLE: _ADMINISTRATOR,
    Act.MANAGE_SETTINGS: _ADMINISTRATOR,
    Act.MANAGE_OUTBOX: _ADMINISTRATOR,
    Act.SEE_LOG: (*_OFFICE, *_ADMINISTRATOR),
    Act.EXPORT_LOG: (*_OFFICE, *_ADMINISTRATOR),
    Act.SEE_AUDIT_OF_PEOPLE: _ADMINISTRATOR,
}


def may(actor: Actor | None, act: Act, ties: frozenset[Tie] = frozenset()) -> bool:
    """Whether `actor` may do `act` to a record they stand to by `ties`. Nobody signed in may do nothing."""
    if actor is None:
        return False
    if actor.role is None:
        return True
    held = ties | {Tie.ANY}
    return any(grant.role is actor.role and grant.tie in held for grant in PERMISSIONS[act])


def may_for_some(actor: Actor | None, act: Act) -> bool:
    """Whether `actor`'s role may do `act` to at least some records: what decides if a page is offered at all."""
    return may(actor, act, frozenset(Tie))


def allow(actor: Actor | None, act: Act, ties: frozenset[Tie] = frozenset()) -> None:
    """Raises Forbidden unless `actor` may do `act`. Load the record first: 404 comes before 403."""
    if not may(actor, act, ties):
        raise Forbidden(act.value)
