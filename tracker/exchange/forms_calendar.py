"""Making, renewing and stopping the address of a calendar: buttons without questions."""

from __future__ import annotations

from wtforms import HiddenField

from tracker.web.forms import BaseForm

STOP = "stop"


class CalendarForm(BaseForm):
    """Which of the two buttons was pressed."""

    act = HiddenField()

    @property
    def stops(self) -> bool:
        return bool(self.act.data == STOP)
