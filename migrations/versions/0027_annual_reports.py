"""Reports about a financial year, and the outcomes of its quarters that they print."""

from __future__ import annotations

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Takes nothing away yet."""
