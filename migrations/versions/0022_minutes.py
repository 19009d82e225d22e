"""Minutes: items with their wordings, decisions and actions, and who was there. Confirmed, nothing of them changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

APPEND_ONLY = ("minutes_roll", "minutes_person", "minutes_wording", "minutes_decision", "minutes_action")
"""A later revision that rebuilds one of these tables, or the two below, on SQLite must make its triggers again."""

DRAFTED = ("minutes", "minutes_item")
"""They change while the minutes are a draft."""

_ITEM = "SELECT m.confirmed_on FROM minutes m JOIN minutes_item i ON i.minutes_id = m.id WHERE i.id = NEW.item_id"
_CONFIRMED = {
    "minutes_item": "SELECT m.confirmed_on FROM minutes m WHERE m.id = NEW.minutes_id",
    "minutes_roll": "SELECT m.confirmed_on FROM minutes m WHERE m.id = NEW.minutes_id",
    "minutes_person": "SELECT m.confirmed_on FROM minutes m JOIN minutes_roll r ON r.minutes_id = m.id "
    "WHERE r.id = NEW.roll_id",
    "minutes_wording": _ITEM,
    "minutes_decision": _ITEM,
    "minutes_action": _ITEM,
}
"""Since when the minutes are confirmed that a new or changed row would belong to."""

REFUSAL = "confirmed minutes cannot be changed"


def upgrade() -> None:
    _create_minutes()
    _create_minutes_item()
    _create_minutes_roll()
    _create_minutes_person()
    _create_minutes_wording()
    _create_minutes_decision()
    _create_minutes_action()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in ("minutes_action", "minutes_decision", "minutes_wording", "minutes_person", "minutes_roll"):
        op.drop_table(table)
    for table in ("minutes_item", "minutes"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("minutes", *_CONFIRMED):
            op.execute(f"DROP FUNCTION tracker_keep_confirmed_{table}()")


def _create_minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("confirmed_at_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=300), nullable=True),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.Integer(), nullable=True),
        sa.Column("full_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_at_id IS NULL) AND (confirmed_on IS NULL) = (confirmed_by IS NULL) "
            "AND (confirmed_on IS NULL) = (snapshot_id IS NULL) AND (confirmed_on IS NULL) = (public_id IS NULL)",
            name=op.f("ck_minutes_confirmed_whole"),
        ),
        sa.CheckConstraint("first_number >= 1", name=op.f("ck_minutes_first_number_from_one")),
        sa.ForeignKeyConstraint(["confirmed_at_id"], ["meeting.id"], name=op.f("fk_minutes_confirmed_at_id_meeting")),
        sa.ForeignKeyConstraint(["full_id"], ["stored_file.id"], name=op.f("fk_minutes_full_id_stored_file")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["public_id"], ["stored_file.id"], name=op.f("fk_minutes_public_id_stored_file")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["stored_file.id"], name=op.f("fk_minutes_snapshot_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
    )


def _create_minutes_item() -> None:
    op.create_table(
        "minutes_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_minutes_item_serial_from_one")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_minutes_item_withdrawn_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_minutes_item_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_item_minutes_id_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_item")),
        sa.UniqueConstraint("minutes_id", "serial", name=op.f("uq_minutes_item_minutes_id_serial")),
    )


def _create_minutes_roll() -> None:
    op.create_table(
        "minutes_roll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_minutes_roll_number_from_one")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_roll_minutes_id_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_roll")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_minutes_roll_minutes_id_number")),
    )


def _create_minutes_person() -> None:
    op.create_table(
        "minutes_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "present", "apology", "also", name="rollkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("capacity", sa.String(length=200), nullable=True),
        sa.Column("substitute", sa.String(length=120), nullable=True),
        sa.Column("arrived", sa.Time(), nullable=True),
        sa.Column("arrived_item_id", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.Time(), nullable=True),
        sa.Column("left_item_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(arrived IS NULL) = (arrived_item_id IS NULL)", name=op.f("ck_minutes_person_arrived_during_item")
        ),
        sa.CheckConstraint("left_at >= arrived", name=op.f("ck_minutes_person_left_after_arriving")),
        sa.CheckConstraint(
            "(left_at IS NULL) = (left_item_id IS NULL)", name=op.f("ck_minutes_person_left_during_item")
        ),
        sa.CheckConstraint(
            "(kind <> 'also' OR member_id IS NULL) AND (kind NOT IN ('present', 'apology') OR member_id IS NOT NULL)",
            name=op.f("ck_minutes_person_members_sit"),
        ),
        sa.CheckConstraint(
            "kind <> 'apology' OR (arrived IS NULL AND left_at IS NULL)",
            name=op.f("ck_minutes_person_apologies_stay_away"),
        ),
        sa.CheckConstraint(
            "substitute IS NULL OR kind = 'apology'", name=op.f("ck_minutes_person_substitute_for_absent")
        ),
        sa.ForeignKeyConstraint(
            ["arrived_item_id"], ["minutes_item.id"], name=op.f("fk_minutes_person_arrived_item_id_minutes_item")
        ),
        sa.ForeignKeyConstraint(
            ["left_item_id"], ["minutes_item.id"], name=op.f("fk_minutes_person_left_item_id_minutes_item")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["panel_member.id"], name=op.f("fk_minutes_person_member_id_panel_member")
        ),
        sa.ForeignKeyConstraint(["roll_id"], ["minutes_roll.id"], name=op.f("fk_minutes_person_roll_id_minutes_roll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_person")),
        sa.UniqueConstraint("roll_id", "position", name=op.f("uq_minutes_person_roll_id_position")),
    )


def _create_minutes_wording() -> None:
    op.create_table(
        "minutes_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("paragraph BETWEEN 1 AND 7", name=op.f("ck_minutes_wording_paragraph_1_to_7")),
        sa.CheckConstraint(
            "summary IS NULL OR paragraph IS NOT NULL", name=op.f("ck_minutes_wording_summary_of_exempt")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["minutes_item.id"], name=op.f("fk_minutes_wording_item_id_minutes_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_wording")),
    )
    op.create_index(op.f("ix_minutes_wording_item_id"), "minutes_wording", ["item_id"])


def _create_minutes_decision() -> None:
    op.create_table(
        "minutes_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposer", sa.String(length=120), nullable=True),
        sa.Column("seconder", sa.String(length=120), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(proposer IS NOT NULL) = (seconder IS NOT NULL)", name=op.f("ck_minutes_decision_proposer_and_seconder")
        ),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_minutes_decision_serial_from_one")),
        sa.CheckConstraint("proposer <> seconder", name=op.f("ck_minutes_decision_two_people")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["minutes_item.id"], name=op.f("fk_minutes_decision_item_id_minutes_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_decision")),
    )
    op.create_index(op.f("ix_minutes_decision_item_id"), "minutes_decision", ["item_id"])


def _create_minutes_action() -> None:
    op.create_table(
        "minutes_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_minutes_action_serial_from_one")),
        sa.ForeignKeyConstraint(["item_id"], ["minutes_item.id"], name=op.f("fk_minutes_action_item_id_minutes_item")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["panel_request.id"], name=op.f("fk_minutes_action_request_id_panel_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_action")),
    )
    op.create_index(op.f("ix_minutes_action_item_id"), "minutes_action", ["item_id"])
    op.create_index(op.f("ix_minutes_action_request_id"), "minutes_action", ["request_id"])


def _guard_on_postgresql() -> None:
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tracker_refuse_change()"
        )
    for table in DRAFTED:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tracker_refuse_change()"
        )
    for table in (*APPEND_ONLY, *DRAFTED):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse_change()"
        )
    _keep_on_postgresql("minutes", "OLD.confirmed_on IS NOT NULL", "UPDATE")
    for table, since in _CONFIRMED.items():
        acts = "INSERT" if table in APPEND_ONLY else "INSERT OR UPDATE"
        _keep_on_postgresql(table, f"({since}) IS NOT NULL", acts)


def _keep_on_postgresql(table: str, when: str, acts: str) -> None:
    op.execute(
        f"CREATE FUNCTION tracker_keep_confirmed_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keeps_confirmed BEFORE {acts} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION tracker_keep_confirmed_{table}()"
    )


def _guard_on_sqlite() -> None:
    for table in (*APPEND_ONLY, *DRAFTED):
        for act in ("update", "delete") if table in APPEND_ONLY else ("delete",):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act.upper()} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only: its rows cannot be changed or removed'); END"
            )
    _keep_on_sqlite("minutes", "OLD.confirmed_on IS NOT NULL", "update")
    for table, since in _CONFIRMED.items():
        for act in ("insert",) if table in APPEND_ONLY else ("insert", "update"):
            _keep_on_sqlite(table, f"({since}) IS NOT NULL", act)


def _keep_on_sqlite(table: str, when: str, act: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_keeps_confirmed_on_{act} BEFORE {act.upper()} ON {table} WHEN {when} BEGIN "
        f"SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
