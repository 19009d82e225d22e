"""Files of figures that were sent to be looked at before they are loaded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=100), nullable=False),
        sa.Column("uploaded_on", sa.Date(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=300), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_figure_upload_file_id_stored_file")),
        sa.ForeignKeyConstraint(["load_id"], ["measure_load.id"], name=op.f("fk_figure_upload_load_id_measure_load")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_upload")),
        sa.UniqueConstraint("load_id", name=op.f("uq_figure_upload_load_id")),
    )


def downgrade() -> None:
    op.drop_table("figure_upload")
