"""What the law asks around the annual report: approvals, the Panel's review, recommendations and responses."""

from __future__ import annotations

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Takes nothing away yet."""
