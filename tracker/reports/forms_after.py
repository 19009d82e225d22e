"""What is done with a signed report: it is sent, published or revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.reports.commands_signoff import Act, DatedAct, Publishing
from tracker.reports.forms_signoff import ForReport
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_review import COMMENT_LIMIT
from tracker.web.fields import Day, Required, Text


class SendForm(ForReport):
    on = Day("Day it was sent to the Panel", wanted="the day", validators=[Required("Enter the day it was sent")])
    words = Text("Note (optional)", limit=COMMENT_LIMIT, description="For example: with the agenda of 26 September.")

    def to_command(self) -> DatedAct:
        return DatedAct(self.seen, self.on.data, self.words.data)


class PublishForm(ForReport):
    on = Day("Day it is published", wanted="the day", validators=[Required("Enter the day it is published")])

    reason = Text(
        "Why it is published before that",
        limit=COMMENT_LIMIT,
        description="Kept in the log, and shown with what was done with the report.",
    )

    def to_command(self, withheld: tuple[str, ...], *, lapsed: bool) -> Publishing:
        reason = self.reason.data if self.reason is not None else None
        return Publishing(self.seen, self.on.data, withheld, lapsed, reason)

    @classmethod
    def asking(cls, found: Standing | None, on: date, missing: Sequence[str], *, fresh: bool = False) -> PublishForm:
        """Asks why only where something the law asks first is `missing`."""
        form = cls.of(found, {"on": on}, fresh=fresh)
        if not missing:
            del form.reason
        return form


class RevokeForm(ForReport):
    reason = Text(
        "Why it is revoked",
        limit=COMMENT_LIMIT,
        description="Everybody who reads the revoked version sees it.",
        validators=[Required("Enter why the report is revoked")],
    )

    def to_command(self) -> Act:
        return Act(self.seen, self.reason.data)
