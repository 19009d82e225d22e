"""Published packs and supplements, and the pages of their items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

APPEND_ONLY = ("pack", "pack_place")
"""A later revision that rebuilds one of these tables on SQLite must make its triggers again."""


def upgrade() -> None:
    op.create_table(
        "pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("supplement", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Integer(), nullable=False),
        sa.Column("full_id", sa.Integer(), nullable=True),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_page >= 1 AND last_page >= first_page", name=op.f("ck_pack_pages_in_order")),
        sa.CheckConstraint("supplement >= 0", name=op.f("ck_pack_supplement_not_below_nothing")),
        sa.CheckConstraint(
            "version = 1 OR (version > 1 AND reason IS NOT NULL)", name=op.f("ck_pack_later_version_has_reason")
        ),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_pack_agenda_id_agenda")),
        sa.ForeignKeyConstraint(["full_id"], ["stored_file.id"], name=op.f("fk_pack_full_id_stored_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pack_person_id_person")),
        sa.ForeignKeyConstraint(["public_id"], ["stored_file.id"], name=op.f("fk_pack_public_id_stored_file")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["stored_file.id"], name=op.f("fk_pack_snapshot_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("agenda_id", "supplement", "version", name=op.f("uq_pack_agenda_id_supplement_version")),
    )
    op.create_table(
        "pack_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("I", "II", name="part", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("first_page", sa.Integer(), nullable=True),
        sa.Column("last_page", sa.Integer(), nullable=True),
        sa.CheckConstraint("(first_page IS NULL) = (last_page IS NULL)", name=op.f("ck_pack_place_pages_together")),
        sa.CheckConstraint("first_page >= 1 AND last_page >= first_page", name=op.f("ck_pack_place_pages_in_order")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_pack_place_number_from_one")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_place_pack_id_pack")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_place")),
        sa.UniqueConstraint("pack_id", "number", name=op.f("uq_pack_place_pack_id_number")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)


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
