"""What is recorded of an annual report on its road, and its approval by the Commissioner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Self

from wtforms import HiddenField
from wtforms.validators import StopValidation, ValidationError

from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.reports.commands_approval import Approve
from tracker.reports.commands_road import PublishResponse, Recommend, RecordReview, Respond, SayNoneMade
from tracker.reports.forms_signoff import HASH, INCOMPLETE, ForReport
from tracker.reports.queries_road import Road
from tracker.reports.rules_approval import Approved
from tracker.reports.rules_review import COMMENT_LIMIT
from tracker.reports.rules_road import RECOMMENDATION_LIMIT, RESPONSE_LIMIT
from tracker.reports.snapshots_kinds import Snapshot
from tracker.web.fields import Choice, Day, Line, Required, Text
from tracker.web.forms import BaseForm

HIGHEST_MINUTE: Final = 99_999
PLACE_LIMIT: Final = 500


class RoadForm(BaseForm):
    """As `version` it carries how many acts were recorded on the road, and one more: no version is 0."""

    compared = frozenset()

    @classmethod
    def of(cls, road: Road, stored: dict[str, Any] | None = None, *, fresh: bool = False) -> Self:
        """`fresh` leaves out what was sent, to show the report as it stands now."""
        given = {"version": str(road.recorded + 1), **(stored or {})}
        return cls(formdata=None, data=given) if fresh else cls(data=given)

    def validate_version(self, field: HiddenField) -> None:
        if not field.data:
            raise ValidationError(INCOMPLETE)

    @property
    def seen(self) -> int:
        return self.opened_at - 1


class ReviewForm(RoadForm):
    meeting_id = Choice("Meeting at which the Panel reviewed the report", validators=[Required("Select the meeting")])
    words = Text(
        "Note (optional)",
        limit=COMMENT_LIMIT,
        description="For example: where the Panel’s report stands. The office, clerks and members of the Panel "
        "read it.",
    )

    def offer(self, meetings: Sequence[Meeting]) -> None:
        self.meeting_id.choices = [("", "Select a meeting"), *((str(each.id), each.title) for each in meetings)]

    def to_command(self) -> RecordReview:
        return RecordReview(self.seen, int(self.meeting_id.data), self.words.data or None)


class RecommendForm(RoadForm):
    text = Text("What the Panel recommends", limit=RECOMMENDATION_LIMIT)
    meeting_id = Choice("Meeting at which it was made")
    minute = Line("Number in the minutes, if it has one", limit=20)
    due_on = Day("Day the response is due, if one was set", wanted="the day it is due")
    request_id = Choice("Or choose a recommendation that is recorded already")

    def offer(self, meetings: Sequence[Meeting], recorded: Sequence[PanelRequest]) -> None:
        """The meetings that reviewed the report, and their recommendations that belong to no report yet."""
        self.meeting_id.choices = [(str(each.id), each.title) for each in reversed(meetings)]
        named = ((str(each.id), f"{each.number}: {_shortened(each.text)}") for each in recorded)
        self.request_id.choices = [("", "None of them"), *named]
        if not recorded:
            del self.request_id

    def validate_minute(self, field: Line) -> None:
        check_minute(field)

    def to_command(self) -> Recommend:
        chosen = self.request_id.data if self.request_id is not None else None
        return Recommend(
            seen=self.seen,
            text=self.text.data or None,
            request_id=int(chosen) if chosen else None,
            meeting_id=int(self.meeting_id.data) if self.meeting_id.data else None,
            minute=int(self.minute.data) if self.minute.data else None,
            due_on=self.due_on.data,
        )


class NoneMadeForm(RoadForm):
    on = Day("Day the Panel said so", wanted="the day", validators=[Required("Enter the day")])
    words = Text(
        "Note (optional)",
        limit=COMMENT_LIMIT,
        description="The office, clerks and members of the Panel read it.",
    )

    def to_command(self) -> SayNoneMade:
        return SayNoneMade(self.seen, self.on.data, self.words.data or None)


class RespondForm(RoadForm):
    on = Day("Day of the response", wanted="the day of the response", validators=[Required("Enter the day")])
    text = Text("Response", limit=RESPONSE_LIMIT, validators=[Required("Enter the response")])

    def to_command(self, number: int) -> Respond:
        return Respond(self.seen, number, self.on.data, self.text.data)


class ResponseOutForm(RoadForm):
    on = Day("Day it was published", wanted="the day", validators=[Required("Enter the day it was published")])
    place = Line(
        "Where it was published, as the Panel decided",
        limit=PLACE_LIMIT,
        description="An address or words, for example: with the minutes of the meeting.",
        validators=[Required("Enter where it was published")],
    )

    def to_command(self, number: int) -> PublishResponse:
        return PublishResponse(self.seen, number, self.on.data, self.place.data)


class ApproveForm(ForReport):
    """Asks nothing; carries the hash of what was read."""

    content_hash = HiddenField()

    def validate_content_hash(self, field: HiddenField) -> None:
        if HASH.fullmatch(str(field.data or "")) is None:
            raise ValidationError(INCOMPLETE)

    def to_command(self, part: Approved, content: Snapshot) -> Approve:
        return Approve(self.seen, part, str(self.content_hash.data), content)


def check_minute(field: Line) -> None:
    """Raises StopValidation."""
    text = field.data or ""
    if text and not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_MINUTE):
        raise StopValidation("Enter a whole number, for example 47")


def _shortened(text: str, length: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else f"{words[:length].rstrip()} …"
