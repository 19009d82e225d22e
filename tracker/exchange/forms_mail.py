"""Having a message sent again."""

from __future__ import annotations

from tracker.web.forms import BaseForm


class SendAgainForm(BaseForm):
    """A button and nothing to fill in."""
