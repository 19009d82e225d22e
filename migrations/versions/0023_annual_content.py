"""What an office writes for a year's annual report: sections, texts, stories, pictures, figures and finance."""

from __future__ import annotations

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds nothing yet."""


def downgrade() -> None:
    """Takes nothing away yet."""
