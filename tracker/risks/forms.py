"""What forms about one risk or issue share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from tracker.risks.models import Risk
from tracker.web.forms import BaseForm


class ForRisk(BaseForm):
    """A form about one risk or issue, carrying the version it was opened at."""

    @classmethod
    def for_row(cls, risk: Risk, *, fresh: bool = False) -> Self:
        """The form filled from the record; `fresh` leaves out what was sent, to show the record as it stands now."""
        stored = {"version": risk.version, **cls.stored_answers(risk)}
        return cls.filled({**stored, **cls.on_record(risk)} if fresh else stored, fresh=fresh)

    @classmethod
    def on_record(cls, _risk: Risk) -> dict[str, object]:
        """What the record says now about the questions in `compared`, where the form does not begin with it."""
        return {}

    @classmethod
    def filled(cls, stored: Mapping[str, object], *, fresh: bool) -> Self:
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @classmethod
    def stored_answers(cls, _risk: Risk) -> dict[str, object]:
        return {}
