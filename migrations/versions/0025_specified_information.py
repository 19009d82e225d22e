"""The register of what the law makes an office publish, and when each was published."""

from __future__ import annotations

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Takes nothing away yet."""
