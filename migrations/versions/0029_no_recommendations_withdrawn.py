"""That the Panel made no recommendations on an annual report can be taken back.

A later revision that rebuilds this table on SQLite must make its triggers again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE = "report_none_made"
KEPT = 'id, version_id, "on", words, "by", person_id, at'
NEW = ("supersedes_id", "taken_back", "reason")
CHECKS = {
    "correction_has_reason": "(supersedes_id IS NULL) = (reason IS NULL)",
    "taken_back_was_there": "NOT taken_back OR supersedes_id IS NOT NULL",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _add_on_postgresql()
    else:
        _make_anew_on_sqlite(corrected=True)


def downgrade() -> None:
    """A database in which such a word was taken back refuses it: without the columns the word would count again."""
    bind = op.get_bind()
    if bind.execute(sa.text(f"SELECT count(*) FROM {TABLE} WHERE taken_back")).scalar_one():  # noqa: S608  # our own name
        msg = "It was taken back that the Panel made no recommendations; revision 0028 cannot say so"
        raise RuntimeError(msg)
    if bind.dialect.name == "postgresql":
        # Its constraints go with a column.
        for name in reversed(NEW):
            op.drop_column(TABLE, name)
    else:
        _make_anew_on_sqlite(corrected=False)


def _add_on_postgresql() -> None:
    op.add_column(TABLE, sa.Column("supersedes_id", sa.Integer(), nullable=True))
    op.add_column(TABLE, sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column(TABLE, "taken_back", server_default=None)
    op.add_column(TABLE, sa.Column("reason", sa.Text(), nullable=True))
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_{TABLE}_{name}"), TABLE, rule)
    op.create_foreign_key(op.f(f"fk_{TABLE}_supersedes_id_{TABLE}"), TABLE, TABLE, ["supersedes_id"], ["id"])
    op.create_unique_constraint(op.f(f"uq_{TABLE}_supersedes_id"), TABLE, ["supersedes_id"])


def _make_anew_on_sqlite(*, corrected: bool) -> None:
    """SQLite adds no such rules to a table that is there. Nothing but the table itself refers to it."""
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {KEPT} FROM {TABLE}")  # noqa: S608  # our own names
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        *(_corrected() if corrected else ()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{TABLE}_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["report_version.id"], name=op.f(f"fk_{TABLE}_version_id_report_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_version_id"), TABLE, ["version_id"])
    columns, values = (f"{KEPT}, taken_back", f"{KEPT}, 0") if corrected else (KEPT, KEPT)
    op.execute(f"INSERT INTO {TABLE} ({columns}) SELECT {values} FROM kept")  # noqa: S608  # our own names
    op.execute("DROP TABLE kept")
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_refuses_{act} BEFORE {act.upper()} ON {TABLE} BEGIN "
            f"SELECT RAISE(ABORT, '{TABLE} is append-only: its rows cannot be changed or removed'); END"
        )


def _corrected() -> tuple[sa.schema.SchemaItem, ...]:
    """The columns by which a row takes another of its table back."""
    return (
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}")) for name, rule in CHECKS.items()),
        sa.ForeignKeyConstraint(["supersedes_id"], [f"{TABLE}.id"], name=op.f(f"fk_{TABLE}_supersedes_id_{TABLE}")),
        sa.UniqueConstraint("supersedes_id", name=op.f(f"uq_{TABLE}_supersedes_id")),
    )
