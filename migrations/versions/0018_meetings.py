"""The Panel's members with their terms, its meetings and where they were moved, its forward work plan and requests.

A list of members as it stood on a day becomes members and their terms. Since when they sat is not known, unless an
earlier list has them otherwise. On the way down each member stands in one list, as they sat last.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

APPEND_ONLY = ("forward_move", "meeting_move", "standing_text")
"""A later revision that rebuilds one of these tables on SQLite must make its triggers again."""

NEW = (
    *("panel_request", "forward_move", "forward_item", "calendar_address", "standing_text", "meeting_move"),
    *("meeting", "panel_term", "panel_member"),
)
ONE_LIST = date(2012, 11, 1)
"""The day of the only list that is left on the way down: the month in which Panels began."""

ROLES = ("chairman", "vice_chairman", "member", "co_opted", "substitute")
STAMPED = ("version", "created_at", "updated_at")
Row = Mapping[str, Any]


def upgrade() -> None:
    listed, meetings = _rows("panel_member"), _rows("meeting")
    op.drop_table("panel_member")
    op.drop_table("meeting")
    _create_panel_member()
    _create_panel_term()
    _create_meeting()
    _create_meeting_move()
    _create_standing_text()
    _create_calendar_address()
    _create_forward_item()
    _create_forward_move()
    _create_panel_request()
    _insert("meeting", [{**_without_id(row), "state": "planned"} for row in meetings])
    _insert_members(listed)
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    meetings, members, terms = _rows("meeting"), _rows("panel_member"), _rows("panel_term")
    for table in NEW:
        op.drop_table(table)
    _create_old_meeting()
    _create_old_panel_member()
    kept = ("day", "number", "starts_at", "venue", *STAMPED)
    _insert("meeting", [{name: row[name] for name in kept} for row in meetings])
    last: dict[int, Row] = {}
    for term in sorted(terms, key=lambda row: (row["began"] or date.min, row["id"])):
        if term["withdrawn_on"] is None:
            last[term["member_id"]] = term
    _insert("panel_member", [_listed(row, last.get(row["id"])) for row in members])


def _listed(member: Row, term: Row | None) -> dict[str, Any]:
    sat = {"organisation": None, "role": "member"} if term is None else term
    return {
        "as_at": ONE_LIST,
        "seat": member["number"],
        "name": member["name"],
        "organisation": sat["organisation"],
        "role": sat["role"],
        **{name: member[name] for name in STAMPED},
    }


def _insert_members(listed: list[Row]) -> None:
    """Whoever a list no longer has sat until the day before it."""
    lists = sorted({row["as_at"] for row in listed})
    names = list(dict.fromkeys(row["name"] for row in sorted(listed, key=lambda row: (row["as_at"], row["seat"]))))
    by_name = {name: {row["as_at"]: row for row in listed if row["name"] == name} for name in names}
    for number, name in enumerate(names, start=1):
        stamp = {key: by_name[name][max(by_name[name])][key] for key in STAMPED}
        _insert("panel_member", [{"number": number, "name": name, **stamp}])
        member_id = op.get_bind().scalar(sa.text("SELECT id FROM panel_member WHERE number = :n"), {"n": number})
        terms = _terms(lists, by_name[name])
        _insert("panel_term", [{"member_id": member_id, **term, **stamp} for term in terms])


def _terms(lists: list[date], rows: Mapping[date, Row]) -> list[dict[str, Any]]:
    terms: list[dict[str, Any]] = []
    for at, as_at in enumerate(lists):
        row = rows.get(as_at)
        sat = None if row is None else {name: row[name] for name in ("seat", "organisation", "role")}
        going_on = bool(terms) and terms[-1]["ended"] is None
        if going_on and sat is not None and all(terms[-1][name] == sat[name] for name in ("organisation", "role")):
            terms[-1]["seat"] = sat["seat"]
            continue
        if going_on:
            terms[-1]["ended"] = as_at - timedelta(days=1)
        if sat is not None:
            terms.append({**sat, "began": as_at if at else None, "ended": None})
    return terms


def _rows(table: str) -> list[Row]:
    found = sa.Table(table, sa.MetaData(), autoload_with=op.get_bind())
    return [dict(row) for row in op.get_bind().execute(sa.select(found).order_by(found.c.id)).mappings()]


def _without_id(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    """The database numbers the rows, so that its next number is after theirs."""
    if rows:
        op.bulk_insert(sa.Table(table, sa.MetaData(), autoload_with=op.get_bind()), rows)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _stamps() -> tuple[sa.Column[Any], ...]:
    moments = (sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in STAMPED[1:])
    return (sa.Column("version", sa.Integer(), nullable=False), *moments)


def _withdrawn() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
    )


def _create_panel_member() -> None:
    op.create_table(
        "panel_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        *_stamps(),
        sa.ForeignKeyConstraint(["account_id"], ["person.id"], name=op.f("fk_panel_member_account_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_member")),
        sa.UniqueConstraint("account_id", name=op.f("uq_panel_member_account_id")),
        sa.UniqueConstraint("number", name=op.f("uq_panel_member_number")),
    )


def _create_panel_term() -> None:
    op.create_table(
        "panel_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column("role", _enum("panelrole", *ROLES), nullable=False),
        sa.Column("began", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *_withdrawn(),
        *_stamps(),
        sa.CheckConstraint("ended >= began", name=op.f("ck_panel_term_ends_after_start")),
        sa.CheckConstraint("seat >= 1", name=op.f("ck_panel_term_seat_from_one")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_panel_term_withdrawn_whole"),
        ),
        sa.ForeignKeyConstraint(["member_id"], ["panel_member.id"], name=op.f("fk_panel_term_member_id_panel_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_term")),
    )
    op.create_index(op.f("ix_panel_term_member_id"), "panel_term", ["member_id"])


def _create_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=60), nullable=True),
        sa.Column("contact_email", sa.String(length=254), nullable=True),
        sa.Column("state", _enum("meetingstate", "planned", "cancelled"), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        *_stamps(),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_on IS NOT NULL) AND "
            "(state = 'cancelled') = (cancelled_reason IS NOT NULL)",
            name=op.f("ck_meeting_cancelled_with_reason"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_start")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_meeting_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_meeting_day_number")),
    )


def _create_meeting_move() -> None:
    op.create_table(
        "meeting_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("moved_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_move_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_move")),
    )
    op.create_index(op.f("ix_meeting_move_meeting_id"), "meeting_move", ["meeting_id"])
    op.create_index(op.f("ix_meeting_move_place"), "meeting_move", ["day", "number"])


def _create_standing_text() -> None:
    op.create_table(
        "standing_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("textkind", "recording", "parking", "participation"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_text")),
    )
    op.create_index(op.f("ix_standing_text_kind_from"), "standing_text", ["kind", "effective_on"])


def _create_calendar_address() -> None:
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("person_id", name=op.f("uq_calendar_address_person_id")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_address_secret_hash")),
    )


def _create_forward_item() -> None:
    op.create_table(
        "forward_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("state", _enum("forwardstate", "planned", "done", "withdrawn"), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        *_stamps(),
        sa.CheckConstraint(
            "(state IN ('done', 'withdrawn')) = (ended_on IS NOT NULL)", name=op.f("ck_forward_item_ended_has_day")
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR ended_reason IS NOT NULL", name=op.f("ck_forward_item_withdrawn_has_reason")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_forward_item_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forward_item")),
        sa.UniqueConstraint("number", name=op.f("uq_forward_item_number")),
    )
    op.create_index(op.f("ix_forward_item_meeting_id"), "forward_item", ["meeting_id"])


def _create_forward_move() -> None:
    op.create_table(
        "forward_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("moved_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["meeting.id"], name=op.f("fk_forward_move_from_id_meeting")),
        sa.ForeignKeyConstraint(["item_id"], ["forward_item.id"], name=op.f("fk_forward_move_item_id_forward_item")),
        sa.ForeignKeyConstraint(["to_id"], ["meeting.id"], name=op.f("fk_forward_move_to_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forward_move")),
    )
    op.create_index(op.f("ix_forward_move_item_id"), "forward_move", ["item_id"])


def _create_panel_request() -> None:
    op.create_table(
        "panel_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("requestkind", "request", "recommendation", "undertaking"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        *_withdrawn(),
        *_stamps(),
        sa.CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name=op.f("ck_panel_request_answered_whole")),
        sa.CheckConstraint("minute >= 1", name=op.f("ck_panel_request_minute_from_one")),
        sa.CheckConstraint("answered_on IS NULL OR withdrawn_on IS NULL", name=op.f("ck_panel_request_one_end")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_panel_request_withdrawn_whole"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_panel_request_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_panel_request_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_request")),
        sa.UniqueConstraint("number", name=op.f("uq_panel_request_number")),
    )
    op.create_index(op.f("ix_panel_request_meeting_id"), "panel_request", ["meeting_id"])
    op.create_index(op.f("ix_panel_request_owner_id"), "panel_request", ["owner_id"])


def _create_old_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=True),
        *_stamps(),
        sa.CheckConstraint("number >= 1", name=op.f("ck_meeting_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_meeting_day_number")),
    )


def _create_old_panel_member() -> None:
    op.create_table(
        "panel_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column("role", _enum("panelrole", *ROLES), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_member")),
        sa.UniqueConstraint("as_at", "seat", name=op.f("uq_panel_member_as_at_seat")),
    )


def _guard_on_postgresql() -> None:
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tracker_refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse_change()"
        )


def _guard_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act.upper()} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only: its rows cannot be changed or removed'); END"
            )
