"""The register of what the law makes an office publish, and when each was published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

APPEND_ONLY = ("information_publication",)
"""A later revision that rebuilds this table on SQLite must make its triggers again."""


def upgrade() -> None:
    _create_information_line()
    _create_information_publication()
    _create_information_upload()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in ("information_upload", "information_publication", "information_line"):
        op.drop_table(table)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _create_information_line() -> None:
    op.create_table(
        "information_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("every", _enum("every", "month", "quarter", "year", "standing", "event"), nullable=False),
        sa.Column("due_from", _enum("duefrom", "end", "start"), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.Column("timing_by", _enum("timingby", "order", "partly", "office"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("owner", sa.String(length=120), nullable=True),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("due_days >= 0", name=op.f("ck_information_line_due_days_not_below_nothing")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_information_line_position_from_one")),
        sa.CheckConstraint(
            "every IN ('month', 'quarter', 'year') OR due_from = 'end'",
            name=op.f("ck_information_line_start_of_a_period"),
        ),
        sa.CheckConstraint(
            "every NOT IN ('month', 'quarter', 'year') OR due_days IS NOT NULL",
            name=op.f("ck_information_line_what_repeats_has_days"),
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_information_line_withdrawn_whole"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_line")),
        sa.UniqueConstraint("code", name=op.f("uq_information_line_code")),
    )


def _create_information_publication() -> None:
    op.create_table(
        "information_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("publicationkind", "published", "checked", "withdrawn"), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdraws_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_information_publication_number_from_one")),
        sa.CheckConstraint(
            "kind = 'published' OR (period IS NULL AND address IS NULL)",
            name=op.f("ck_information_publication_only_published_is_somewhere"),
        ),
        sa.CheckConstraint(
            "kind <> 'withdrawn' OR note IS NOT NULL", name=op.f("ck_information_publication_withdrawn_has_reason")
        ),
        sa.CheckConstraint(
            "(kind = 'withdrawn') = (withdraws_id IS NOT NULL)",
            name=op.f("ck_information_publication_withdraws_another"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["information_line.id"], name=op.f("fk_information_publication_line_id_information_line")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws_id"],
            ["information_publication.id"],
            name=op.f("fk_information_publication_withdraws_id_information_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_publication")),
        sa.UniqueConstraint("line_id", "number", name=op.f("uq_information_publication_line_id_number")),
        sa.UniqueConstraint("withdraws_id", name=op.f("uq_information_publication_withdraws_id")),
    )


def _create_information_upload() -> None:
    op.create_table(
        "information_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=100), nullable=False),
        sa.Column("uploaded_on", sa.Date(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=300), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_information_upload_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_upload")),
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
