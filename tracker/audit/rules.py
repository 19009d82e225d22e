"""What can be recorded, and how each row is chained to the one before (DESIGN section 4, RULES 13)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, Self

from tracker.enums import LabelledEnum
from tracker.errors import DomainError

GENESIS = "0" * 64
"""What the first row names as the hash before it."""

Changes = Mapping[str, tuple[str | None, str | None]]
"""Field -> (old, new), in words a person can read; None where there was nothing."""


class Event(LabelledEnum):
    """Every recordable act, shaped subject:act. The label is the sentence, without who and when."""

    SIGNED_IN = "person:signed_in", "signed in"
    SIGN_IN_FAILED = "person:sign_in_failed", "failed to sign in"
    SIGNED_OUT = "person:signed_out", "signed out"
    PASSWORD_CHANGED = "person:password_changed", "changed their password"  # the name of an event
    PASSWORD_SET = "person:password_set", "set their password from a one-use link"  # the name of an event
    PASSWORD_NOT_CONFIRMED = "person:password_not_confirmed", "typed a wrong password where an act needs it"
    PERSON_CREATED = "person:created", "created the person"
    PERSON_CHANGED = "person:changed", "changed the person"
    PERSON_DISABLED = "person:disabled", "disabled the person"
    PERSON_ENABLED = "person:enabled", "enabled the person again"
    PERSON_HANDED_OVER = "person:handed_over", "handed over the work of the person"
    LINK_SENT = "person:link_made", "made a one-use link for the person"
    DEPUTY_NAMED = "deputy:named", "named a deputy"
    DEPUTY_ENDED = "deputy:ended", "ended a deputy"
    SETTING_CHANGED = "setting:changed", "changed a setting"
    PLAN_CREATED = "plan:created", "created the plan"
    PLAN_CHANGED = "plan:changed", "changed the plan"
    PLAN_VERSION_BEGUN = "plan_version:begun", "began the version of the plan"
    PLAN_VERSION_CHANGED = "plan_version:changed", "changed the version of the plan"
    PLAN_VERSION_WITHDRAWN = "plan_version:withdrawn", "withdrew the version of the plan"
    PLAN_STEP_RECORDED = "plan_version:step_recorded", "recorded a step of the version of the plan"
    PLAN_STEP_CORRECTED = "plan_version:step_corrected", "corrected a step of the version of the plan"
    PLAN_STEP_TAKEN_BACK = "plan_version:step_taken_back", "took back a step of the version of the plan"
    PLAN_DOCUMENT_DOWNLOADED = "plan_version:document_downloaded", "downloaded a document of the version of the plan"
    PRIORITY_CREATED = "priority:created", "created the priority"
    PRIORITY_CHANGED = "priority:changed", "changed the priority"
    OBJECTIVE_CREATED = "objective:created", "created the objective"
    OBJECTIVE_CHANGED = "objective:changed", "changed the objective"
    DELIVERABLE_CREATED = "deliverable:created", "created the deliverable"
    DELIVERABLE_CHANGED = "deliverable:changed", "changed the deliverable"
    MILESTONES_CHANGED = "deliverable:milestones_changed", "changed the milestones"
    PROGRESS_RECORDED = "deliverable:progress_recorded", "recorded progress"
    PROGRESS_CORRECTED = "deliverable:progress_corrected", "corrected a progress update"
    DELIVERABLE_COMPLETED = "deliverable:completed", "completed the deliverable"
    DELIVERABLE_REOPENED = "deliverable:reopened", "reopened the deliverable"
    DELIVERABLE_STOPPED = "deliverable:stopped", "stopped the deliverable"
    DELIVERABLE_CARRIED_FORWARD = "deliverable:carried_forward", "carried the deliverable forward"
    PLAN_VERSION_SET = "deliverable:version_set", "set the version of the plan that the deliverable belongs to"
    YEAR_DECIDED = "deliverable:year_decided", "decided what becomes of the deliverable at the year’s end"
    YEAR_CLOSED = "year:closed", "closed the financial year"
    YEAR_REOPENED = "year:reopened", "reopened the financial year"
    RAG_OVERRIDDEN = "deliverable:rag_overridden", "set the RAG rating by hand"
    DUE_DATE_REQUESTED = "due_date:requested", "asked for another due date"
    DUE_DATE_ACCEPTED = "due_date:accepted", "accepted another due date"
    DUE_DATE_DECLINED = "due_date:declined", "declined another due date"
    RISK_RAISED = "risk:raised", "raised the risk or issue"
    RISK_CHANGED = "risk:changed", "changed the risk or issue"
    RISK_SCORED = "risk:scored", "scored the risk"
    RISK_REVIEWED = "risk:reviewed", "reviewed the risk or issue"
    RISK_ACCEPTED = "risk:accepted", "accepted the risk"
    RISK_ACCEPTANCE_ENDED = "risk:acceptance_ended", "ended the acceptance of the risk"
    RISK_HAPPENED = "risk:happened", "recorded that the risk happened"
    RISK_CLOSED = "risk:closed", "closed the risk or issue"
    RISK_REOPENED = "risk:reopened", "opened the risk or issue again"
    RISK_LINKED = "risk:linked", "changed what the risk or issue is linked to"
    RISK_ACTION_ADDED = "risk_action:added", "added an action"
    RISK_ACTION_CHANGED = "risk_action:changed", "changed an action"
    RISK_ACTION_UPDATED = "risk_action:updated", "recorded progress of an action"
    RISK_ACTION_WITHDRAWN = "risk_action:withdrawn", "withdrew an action"
    RISK_MATRIX_CHANGED = "risk_matrix:changed", "changed the risk matrix"
    RISKS_EXPORTED = "risk:exported", "downloaded the risk register"
    INSPECTION_RECORDED = "inspection:recorded", "recorded the inspection"
    INSPECTION_CHANGED = "inspection:changed", "changed the inspection"
    INSPECTION_WITHDRAWN = "inspection:withdrawn", "withdrew the inspection"
    INSPECTION_RESTORED = "inspection:restored", "restored the inspection"
    GRADES_CHANGED = "inspection:grades_changed", "changed the grades of the inspection"
    PRINTING_CHANGED = "inspection:printing_changed", "changed where reports print the grades"
    INSPECTION_EVENT_ADDED = "inspection_event:added", "recorded an event"
    INSPECTION_EVENT_WITHDRAWN = "inspection_event:withdrawn", "withdrew an event"
    FINDING_RECORDED = "finding:recorded", "recorded the finding"
    FINDING_CHANGED = "finding:changed", "changed the finding"
    FINDING_WITHDRAWN = "finding:withdrawn", "withdrew the finding"
    FINDING_RESTORED = "finding:restored", "restored the finding"
    FINDING_FORCE_STATUS = "finding:force_status", "recorded the force's status of the finding"
    FINDING_INSPECTORATE_STATUS = "finding:inspectorate_status", "recorded what the inspectorate said of the finding"
    FINDING_REASSESSED = "finding:reassessed", "recorded what a later inspection said of the finding"
    FINDING_COMMENTED = "finding:commented", "commented on the finding"
    FINDING_LINKED = "finding:linked", "changed which deliverables answer the finding"
    EVIDENCE_ADDED = "evidence:added", "added evidence"
    EVIDENCE_WITHDRAWN = "evidence:withdrawn", "withdrew evidence"
    EVIDENCE_DOWNLOADED = "evidence:downloaded", "downloaded evidence"
    COMMENTS_CHANGED = "inspection_comments:changed", "changed the comments on the inspection"
    COMMENTS_APPROVED = "inspection_comments:approved", "approved the comments on the inspection"
    COMMENTS_PUBLISHED = "inspection_comments:published", "recorded that the comments were published or sent"
    INSPECTIONS_EXPORTED = "inspection:exported", "downloaded inspections and findings"
    MEASURE_CREATED = "measure:created", "created the measure"
    MEASURE_CHANGED = "measure:changed", "changed the measure"
    MEASURE_WITHDRAWN = "measure:withdrawn", "withdrew the measure"
    MEASURE_RESTORED = "measure:restored", "restored the measure"
    MEASURE_GROUP_CREATED = "measure_group:created", "created the group of measures"
    MEASURE_GROUP_CHANGED = "measure_group:changed", "changed the group of measures"
    FIGURES_UPLOADED = "figures:uploaded", "sent a file of figures to be checked"
    FIGURES_LOADED = "figures:loaded", "loaded figures"
    FIGURES_ENTERED = "figures:entered", "entered figures by hand"
    MARKING_CLEARED = "figures:marking_cleared", "cleared a marked figure for publication"
    TARGET_SET = "measure_target:set", "set a target"
    TARGET_WITHDRAWN = "measure_target:withdrawn", "withdrew a target"
    BASELINE_SET = "measure_baseline:set", "began the control chart anew"
    BASELINE_WITHDRAWN = "measure_baseline:withdrawn", "withdrew a new beginning of the control chart"
    CONTEXT_CHANGED = "measure_context:changed", "changed what the dashboard says of the measure"
    COMMENTARY_CHANGED = "commentary:changed", "changed the commentary"
    FIGURE_CONFIRMED = "commentary:figure_confirmed", "confirmed a figure with its source"
    COLUMN_MAP_SAVED = "column_map:saved", "saved how a file of figures is read"
    MEASURES_EXPORTED = "measure:exported", "downloaded measures and their figures"
    ENTRY_ADDED = "entry:added", "added a line to the quarter"
    ENTRY_CHANGED = "entry:changed", "changed a line of the quarter"
    ENTRY_WITHDRAWN = "entry:withdrawn", "withdrew a line of the quarter"
    ENTRY_RESTORED = "entry:restored", "brought back a line of the quarter"
    RISKS_CHOSEN = "entry:risks_chosen", "chose the quarter's risks and issues"
    ENTRIES_REORDERED = "entry:reordered", "changed the order of the quarter's lines"
    OUTCOMES_CHOSEN = "annual:outcomes_chosen", "chose the outcomes of the annual report"
    ACRONYM_ADDED = "acronym:added", "added an acronym"
    ACRONYM_CHANGED = "acronym:changed", "changed the meaning of an acronym"
    ACRONYM_WITHDRAWN = "acronym:withdrawn", "withdrew an acronym"
    ACRONYM_RESTORED = "acronym:restored", "brought back an acronym"
    LIST_EXPORTED = "deliverable:exported", "downloaded the list of deliverables"
    REPORT_DOWNLOADED = "report:downloaded", "downloaded the report"
    MESSAGE_SENT_AGAIN = "message:sent_again", "had a message sent again"
    LOG_EXPORTED = "log:exported", "downloaded the log"
    REPORT_OPENED = "report:opened", "opened this version of the report"
    REPORT_SUBMITTED = "report:submitted", "submitted the report for sign-off"
    REPORT_TAKEN_BACK = "report:taken_back", "took the report back"
    REPORT_RETURNED = "report:returned", "returned the report with comments"
    REPORT_SIGNED = "report:signed", "signed off the report"
    REPORT_SENT = "report:sent", "recorded that the report was sent to the Panel"
    REPORT_PUBLISHED = "report:published", "published the report"
    REPORT_REVOKED = "report:revoked", "revoked the report"
    REPORT_COMMENTED = "report:commented", "commented on the report"
    REPORT_ANSWERED = "report:answered", "answered a comment on the report"
    REPORT_OVERRIDDEN = "report:overridden", "let the report be signed although something is wrong with it"
    REPORT_APPROVED = "report:approved", "approved a part of the report"
    REPORT_REVIEWED = "report:reviewed", "recorded that the Panel reviewed the report"
    REPORT_RECOMMENDED = "report:recommended", "recorded a recommendation of the Panel on the report"
    REPORT_NONE_MADE = "report:none_made", "recorded that the Panel made no recommendations on the report"
    REPORT_RESPONDED = "report:responded", "recorded the response to a recommendation on the report"
    REPORT_RESPONSE_OUT = "report:response_out", "recorded where a response to the Panel was published"
    REPORT_NONE_WITHDRAWN = "report:none_withdrawn", "took back that the Panel made no recommendations on the report"
    REPORT_REVIEW_CORRECTED = "report:review_corrected", "corrected what is recorded of the Panel’s review"
    REPORT_REVIEW_WITHDRAWN = "report:review_withdrawn", "took back a review of the Panel that was recorded"
    REPORT_RECOMMENDATION_CORRECTED = (
        "report:recommendation_corrected",
        "corrected a recommendation of the Panel on the report",
    )
    REPORT_RECOMMENDATION_WITHDRAWN = (
        "report:recommendation_withdrawn",
        "took back a recommendation of the Panel on the report",
    )
    REPORT_RESPONSE_CORRECTED = "report:response_corrected", "corrected the response to a recommendation on the report"
    REPORT_RESPONSE_WITHDRAWN = "report:response_withdrawn", "took back the response to a recommendation on the report"
    REPORT_OUT_CORRECTED = "report:out_corrected", "corrected where a response to the Panel was published"
    REPORT_OUT_WITHDRAWN = "report:out_withdrawn", "took back that a response to the Panel was published"
    PRIORITY_READY = "report:priority_ready", "marked a priority as ready"
    PRIORITY_NOT_READY = "report:priority_not_ready", "took back that a priority is ready"
    ANNUAL_BEGUN = "annual:begun", "began the annual report"
    ANNUAL_ADDED = "annual:added", "added to the annual report"
    ANNUAL_CHANGED = "annual:changed", "changed the annual report"
    ANNUAL_REORDERED = "annual:reordered", "changed the order of the annual report"
    ANNUAL_WITHDRAWN = "annual:withdrawn", "took something out of the annual report"
    ANNUAL_RESTORED = "annual:restored", "brought something back into the annual report"
    MEETING_ARRANGED = "meeting:arranged", "arranged the meeting"
    MEETING_CHANGED = "meeting:changed", "changed the meeting"
    MEETING_MOVED = "meeting:moved", "moved the meeting"
    MEETING_CANCELLED = "meeting:cancelled", "cancelled the meeting"
    MEMBER_ADDED = "panel_member:added", "added the member of the Panel"
    MEMBER_CHANGED = "panel_member:changed", "changed the member of the Panel"
    TERM_BEGUN = "panel_member:term_begun", "recorded a term on the Panel"
    TERM_ENDED = "panel_member:term_ended", "ended a term on the Panel"
    TERM_CORRECTED = "panel_member:term_corrected", "corrected a term on the Panel"
    TERM_WITHDRAWN = "panel_member:term_withdrawn", "withdrew a term on the Panel"
    STANDING_TEXT_SET = "standing_text:set", "changed a text of the agendas"
    FORWARD_ITEM_ADDED = "forward_item:added", "added an item to the forward work plan"
    FORWARD_ITEM_CHANGED = "forward_item:changed", "changed an item of the forward work plan"
    FORWARD_ITEM_MOVED = "forward_item:moved", "moved an item to another meeting"
    FORWARD_ITEM_REORDERED = "forward_item:reordered", "changed the order of the forward work plan"
    FORWARD_ITEM_DONE = "forward_item:done", "marked an item of the forward work plan as done"
    FORWARD_ITEM_WITHDRAWN = "forward_item:withdrawn", "withdrew an item of the forward work plan"
    PANEL_REQUEST_RECORDED = "panel_request:recorded", "recorded what the Panel asked for"
    PANEL_REQUEST_CHANGED = "panel_request:changed", "changed what the Panel asked for"
    PANEL_REQUEST_ANSWERED = "panel_request:answered", "recorded the answer to the Panel"
    PANEL_ANSWER_CORRECTED = "panel_request:answer_corrected", "corrected the answer to the Panel"
    PANEL_ANSWER_WITHDRAWN = "panel_request:answer_withdrawn", "took back the answer to the Panel"
    PANEL_REQUEST_WITHDRAWN = "panel_request:withdrawn", "withdrew what the Panel asked for"
    CALENDAR_ADDRESS_MADE = "calendar:address_made", "made an address for the calendar"
    CALENDAR_ADDRESS_STOPPED = "calendar:address_stopped", "stopped the address of the calendar"
    AGENDA_MADE = "agenda:made", "made the agenda"
    AGENDA_ITEM_ADDED = "agenda_item:added", "added an item to the agenda"
    AGENDA_ITEM_CHANGED = "agenda_item:changed", "changed an item of the agenda"
    AGENDA_ITEM_MOVED = "agenda_item:moved", "moved an item of the agenda"
    AGENDA_ITEM_PART = "agenda_item:part", "moved an item to the other part of the agenda"
    AGENDA_ITEM_WITHDRAWN = "agenda_item:withdrawn", "withdrew an item of the agenda"
    TEMPLATE_LINE_ADDED = "agenda_template:added", "added a line to the template of agendas"
    TEMPLATE_LINE_CHANGED = "agenda_template:changed", "changed a line of the template of agendas"
    TEMPLATE_LINE_MOVED = "agenda_template:moved", "moved a line of the template of agendas"
    TEMPLATE_LINE_WITHDRAWN = "agenda_template:withdrawn", "withdrew a line of the template of agendas"
    MINUTES_MADE = "minutes:made", "made the minutes"
    MINUTES_NUMBERED = "minutes:numbered", "changed the first number of the minutes"
    MINUTES_ROLL_SET = "minutes:roll_set", "recorded who was there"
    MINUTES_ITEM_ADDED = "minutes:item_added", "added an item to the minutes"
    MINUTES_ITEM_CHANGED = "minutes:item_changed", "changed an item of the minutes"
    MINUTES_ITEM_MOVED = "minutes:item_moved", "moved an item of the minutes"
    MINUTES_ITEM_WITHDRAWN = "minutes:item_withdrawn", "took an item out of the minutes"
    MINUTES_DECISION_SET = "minutes:decision_set", "recorded a decision"
    MINUTES_DECISION_WITHDRAWN = "minutes:decision_withdrawn", "took a decision out of the minutes"
    MINUTES_ACTION_SET = "minutes:action_set", "recorded an action"
    MINUTES_ACTION_WITHDRAWN = "minutes:action_withdrawn", "took an action out of the minutes"
    MINUTES_CONFIRMED = "minutes:confirmed", "confirmed the minutes"
    MINUTES_DOWNLOADED = "minutes:downloaded", "downloaded the minutes"
    PAPER_ADDED = "paper:added", "added a paper"
    PAPER_REPLACED = "paper:replaced", "replaced a paper by a new version"
    PAPER_MOVED = "paper:moved", "moved a paper"
    PACK_ASKED_FOR = "pack:asked_for", "asked for papers of the meeting to be published"
    PACK_GIVEN_UP = "pack:given_up", "gave up publishing papers of the meeting"
    PACK_PUBLISHED = "pack:published", "published papers of the meeting"
    PACK_DOWNLOADED = "pack:downloaded", "downloaded papers of the meeting"
    PAPER_WITHDRAWN = "paper:withdrawn", "withdrew a paper"
    INFORMATION_LINE_ADDED = "information:line_added", "added a line to the register"
    INFORMATION_LINE_CHANGED = "information:line_changed", "changed a line of the register"
    INFORMATION_LINE_WITHDRAWN = "information:line_withdrawn", "withdrew a line of the register"
    INFORMATION_LINE_RESTORED = "information:line_restored", "brought back a line of the register"
    INFORMATION_PUBLISHED = "information:published", "recorded that it was published"
    INFORMATION_CHECKED = "information:checked", "looked at what is published and found it right"
    INFORMATION_PUBLICATION_WITHDRAWN = "information:publication_withdrawn", "withdrew what was recorded by mistake"
    INFORMATION_FILE_SENT = "information:file_sent", "sent a file of the register to be checked"
    INFORMATION_FILE_APPLIED = "information:file_applied", "changed the register by a file"
    INFORMATION_EXPORTED = "information:exported", "downloaded the register of Specified Information"
    SEEDS_LOADED = "seeds:loaded", "loaded a seed set"


_HEAD: Final = re.compile(r"([0-9]{1,9}):([0-9a-f]{64})")


class BadHead(DomainError):
    """The text is no head of the log."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            "The head of the log is a number of rows and 64 digits or letters from a to f, such as 1204:9f2c…, as a "
            "signed report prints it. Copy it again."
        )


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log went at a moment: how many rows it had, and the hash of the last, which holds all before it."""

    count: int
    hash: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "COUNT:HASH", as reports print it. Raises BadHead."""
        match = _HEAD.fullmatch(text.strip().lower())
        if match is None:
            raise BadHead(text)
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of the log holds, ready to be hashed. `happened_at` is ISO 8601 in UTC."""

    position: int
    happened_at: str
    actor_id: int | None
    actor_name: str
    event: str
    subject: str
    changes: str
    reason: str | None
    previous_hash: str


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the canonical JSON of everything in the row, the hash before it included."""
    canonical = json.dumps(asdict(entry), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def changes_as_text(changes: Changes) -> str:
    """The changes as canonical JSON: the same changes give the same text."""
    ordered = {field: list(pair) for field, pair in sorted(changes.items())}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


def difference(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> dict[str, tuple[str | None, str | None]]:
    """The fields whose words differ, as field -> (old, new)."""
    fields = list(dict.fromkeys([*before, *after]))
    return {field: (before.get(field), after.get(field)) for field in fields if before.get(field) != after.get(field)}
