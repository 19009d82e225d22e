"""Whether every row of the sign-off is the one that the log kept when it was made, and none of those is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from sqlalchemy import Table
from sqlalchemy.orm import Session

from tracker.audit.queries_rows import Kept, first_dangling, rows_now
from tracker.audit.rules_rows import Fields, RowKey, as_text
from tracker.reports.models_road import (
    RecommendationCorrection,
    ReportApproval,
    ReportNoneMade,
    ReportRecommendation,
    ReportReview,
    ResponseCorrection,
    ResponsePublication,
)
from tracker.reports.models_signoff import (
    PriorityReady,
    Report,
    ReportAnswer,
    ReportComment,
    ReportMove,
    ReportOverride,
    ReportSignature,
    ReportVersion,
)
from tracker.reports.rules_altered import (
    is_gone,
    is_new,
    is_other,
    is_unreadable,
    name_of,
    names_what_is_gone,
    thing_of,
)

TABLES: Final = tuple(
    cast(Table, each.__table__)
    for each in (
        *(Report, ReportVersion, ReportMove, ReportSignature),
        *(ReportOverride, ReportComment, ReportAnswer, PriorityReady),
    )
)
"""The rows that nobody may ever change, each after those it belongs to."""

ROAD_TABLES: Final = tuple(
    cast(Table, each.__table__)
    for each in (
        *(ReportApproval, ReportReview, ReportRecommendation),
        *(ReportNoneMade, ResponsePublication, ResponseCorrection),
        RecommendationCorrection,
    )
)
"""The same of what the law asks around an annual report."""

ADDED: Final[Mapping[str, Fields]] = {
    "report_none_made": {"supersedes_id": None, "taken_back": as_text(False), "reason": None},
}
"""Columns that a table got later, as they are in rows from before: the log keeps those rows without them."""

PARENTS: Final = ("version_id", "move_id", "comment_id", "report_id", "recommendation_id")
"""The columns by which a row belongs to another."""

NOBODYS: Final = "A report the log does not tell of"


def first_altered_row(session: Session, kept: Mapping[RowKey, Kept]) -> str | None:
    """The first row that differs from what the log kept, in a sentence; None where every one is there and the same."""
    return next(_altered(session, kept), None)


def _altered(session: Session, kept: Mapping[RowKey, Kept]) -> Iterator[str]:
    for table in (*TABLES, *ROAD_TABLES):
        seen = set()
        for key, fields in rows_now(session, table):
            seen.add((table.name, key))
            said = _judged(table, (table.name, key), fields, kept)
            if said is not None:
                yield said
        for told, row in kept.items():
            if told[0] == table.name and told not in seen:
                yield _sentence(row.subject, is_gone(_thing(told, row.fields, kept)))
    for table in (*TABLES, *ROAD_TABLES):
        dangling = first_dangling(session, table)
        if dangling is not None and dangling.key in kept:
            row = kept[dangling.key]
            thing = _thing(dangling.key, row.fields, kept)
            yield _sentence(row.subject, names_what_is_gone(thing, dangling.column))


def _judged(table: Table, key: RowKey, fields: Fields | None, kept: Mapping[RowKey, Kept]) -> str | None:
    then = kept.get(key)
    if then is None:
        return _sentence(_subject(table, fields or {}, kept), is_new(_thing(key, fields or {}, kept)))
    if fields == {**ADDED.get(table.name, {}), **then.fields}:
        return None
    thing = _thing(key, then.fields, kept)
    return _sentence(then.subject, is_unreadable(thing) if fields is None else is_other(thing, then.fields, fields))


def _sentence(subject: str | None, words: str) -> str:
    return f"{name_of(subject) if subject is not None else NOBODYS}: {words}"


def _thing(key: RowKey, fields: Fields, kept: Mapping[RowKey, Kept]) -> str:
    comment = kept.get(("report_comment", _number(fields.get("comment_id"))))
    return thing_of(key[0], fields, comment.fields.get("heading") if comment is not None else None)


def _subject(table: Table, fields: Fields, kept: Mapping[RowKey, Kept]) -> str | None:
    """What the log calls the version that a row it does not know claims to belong to."""
    for reference in table.foreign_keys:
        parent = kept.get((reference.column.table.name, _number(fields.get(reference.parent.name))))
        if reference.parent.name in PARENTS and parent is not None:
            return parent.subject
    return None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0
