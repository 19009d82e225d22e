"""The sentences that name what is not as it was recorded about a report on its way to, or after, its signature."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from tracker.audit.rules_rows import Fields
from tracker.dates import long_date, parse_period
from tracker.reports.rules_life import FIRST_VERSION, Move, ReportKind

LONGEST: Final = 120
"""Signs of a text that a sentence still quotes."""

ACTS: Final[Mapping[str, str]] = {
    Move.SUBMIT.value: "submission",
    Move.TAKE_BACK.value: "taking back",
    Move.RETURN.value: "return",
    Move.SIGN.value: "sign-off",
    Move.SEND.value: "sending to the Panel",
    Move.PUBLISH.value: "publication",
    Move.REVOKE.value: "revocation",
}

FIELDS: Final[Mapping[str, str]] = {
    "move": "kind of act",
    "on": "day",
    "as_at": "day it is as at",
    "words": "text",
    "at": "moment",
    "by": "author",
    "person_id": "author's account",
    "opened_at": "moment of opening",
    "signed_at": "moment of signing",
    "acting_for": "note of whom it was signed for",
    "vintage": "number of the newest load of figures",
    "content_hash": "hash of the content",
    "chain_count": "number of rows of the log",
    "chain_hash": "hash of the log",
    "resolves": "word whether it resolves the comment",
    "is_ready": "word whether the priority is ready",
    "report_id": "report",
    "version_id": "version",
    "move_id": "act",
    "comment_id": "comment",
    "priority_id": "priority",
    "snapshot_id": "content",
    "pdf_id": "PDF",
    "html_id": "web page",
    "signed_pdf_id": "signed PDF",
    "problem_key": "key of the problem",
    "part": "part that was approved",
    "meeting_id": "meeting",
    "request_id": "recommendation",
    "recommendation_id": "recommendation",
    "supersedes_id": "record that it corrects",
    "taken_back": "word whether it was withdrawn",
    "was": "text before",
    "was_on": "day before",
    "was_minute": "number in the minutes before",
    "was_due_on": "day it was due before",
}
"""What a person calls a column; any other goes by its own name."""

_ON_THE_ROAD: Final[Mapping[str, str]] = {
    "report_approval": "the approval of {by}",
    "report_review": "the Panel’s review that {by} recorded",
    "report_recommendation": "the recommendation of the Panel that {by} recorded",
    "report_none_made": "the word of {by} that the Panel made no recommendations",
    "response_publication": "the publication of a response that {by} recorded",
    "recommendation_correction": "the correction of a recommendation that {by} recorded",
    "response_correction": "the correction of a response that {by} recorded",
    "report_version": "this version",
}
"""What a person calls a row of which one word tells enough."""

FILES: Final = ("snapshot_id", "pdf_id", "html_id", "signed_pdf_id")
"""The columns of a signature that name its files, in the order in which they are told."""


def name_of(subject: str) -> str:
    """What people call a version: "highlight-2024-25-Q2/2" is "Highlight report of …, version 2".

    What is no such subject is called by itself.
    """
    report, _, number = subject.partition("/")
    kind, _, period = report.partition("-")
    try:
        return f"{ReportKind(kind).label} of {parse_period(period).label}, version {number or FIRST_VERSION}"
    except ValueError:
        return subject


def field_of(column: str) -> str:
    """What a person calls a column."""
    return FIELDS.get(column, column.replace("_", " "))


def thing_of(table: str, fields: Fields, heading: str | None = None) -> str:
    """What a person calls a row, within its version; `heading` is that of the comment an answer is about."""
    by = fields.get("by") or "nobody"
    match table:
        case "report_move":
            return f"the {ACTS.get(fields.get('move') or '', 'act')} of {_day(fields.get('on'))} by {by}"
        case "report_signature":
            return f"the signature of {fields.get('name') or 'nobody'}"
        case "report_comment":
            return f"the comment of {by} on {_quoted(fields.get('heading'))}"
        case "report_answer":
            return f"the answer of {by} to the comment on {_quoted(heading)}"
        case "report_override":
            return f"the reason that {by} gave for {_quoted(fields.get('problem'))}"
        case "priority_ready":
            return f"the word of {by} that a priority {'is' if fields.get('is_ready') == 'yes' else 'is not'} ready"
        case _:
            return _ON_THE_ROAD.get(table, "this report").format(by=by)


def is_gone(thing: str) -> str:
    """The log tells of it, and the database holds it no more."""
    return f"the log tells of {thing}, and it is gone."


def is_new(thing: str) -> str:
    """The database holds it, and nobody ever recorded it."""
    return f"the log does not tell of {thing}."


def is_unreadable(thing: str) -> str:
    """It is there and holds what cannot be read."""
    return f"{thing} is not as it was recorded: it cannot be read any more."


def is_other(thing: str, then: Fields, now: Fields) -> str:
    """It differs in at least one column, of which the first is named."""
    column = next(each for each in [*now, *then] if now.get(each) != then.get(each))
    before, after = then.get(column), now.get(column)
    if column in FILES:
        return f"{thing} is not as it was recorded: its {field_of(column)} is another file."
    if column.endswith("_id") or max(len(before or ""), len(after or "")) > LONGEST:
        return f"{thing} is not as it was recorded: its {field_of(column)} is another one."
    return f"{thing} is not as it was recorded: its {field_of(column)} was {_quoted(before)} and is {_quoted(after)}."


def names_what_is_gone(thing: str, column: str) -> str:
    """It names another row that is not there."""
    if column in FILES:
        return f"its {field_of(column)} is gone from the stored files."
    return f"the {field_of(column)} of {thing} is gone."


def _quoted(words: str | None) -> str:
    if words is None:
        return "nothing"
    return f"“{words}”" if len(words) <= LONGEST else f"“{words[:LONGEST].rstrip()} …”"


def _day(text: str | None) -> str:
    try:
        return long_date(date.fromisoformat(text or ""))
    except ValueError:
        return "no day"
