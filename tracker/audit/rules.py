"""What can be recorded, and how each row is chained to the one before (DESIGN section 4, RULES 13)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from tracker.enums import LabelledEnum

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
    RAG_OVERRIDDEN = "deliverable:rag_overridden", "set the RAG rating by hand"
    DUE_DATE_REQUESTED = "due_date:requested", "asked for another due date"
    DUE_DATE_ACCEPTED = "due_date:accepted", "accepted another due date"
    DUE_DATE_DECLINED = "due_date:declined", "declined another due date"
    ENTRY_ADDED = "entry:added", "added a line to the quarter"
    ENTRY_CHANGED = "entry:changed", "changed a line of the quarter"
    ENTRY_WITHDRAWN = "entry:withdrawn", "withdrew a line of the quarter"
    ENTRY_RESTORED = "entry:restored", "brought back a line of the quarter"
    ENTRIES_REORDERED = "entry:reordered", "changed the order of the quarter's lines"
    ACRONYM_ADDED = "acronym:added", "added an acronym"
    ACRONYM_CHANGED = "acronym:changed", "changed the meaning of an acronym"
    ACRONYM_WITHDRAWN = "acronym:withdrawn", "withdrew an acronym"
    ACRONYM_RESTORED = "acronym:restored", "brought back an acronym"
    LIST_EXPORTED = "deliverable:exported", "downloaded the list of deliverables"
    REPORT_DOWNLOADED = "report:downloaded", "downloaded the report"
    SEEDS_LOADED = "seeds:loaded", "loaded a seed set"


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
