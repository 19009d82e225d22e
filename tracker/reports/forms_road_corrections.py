"""What is corrected or taken back on the road of an annual report."""

from __future__ import annotations

from tracker.reports.commands_road_corrections import (
    CorrectPublication,
    CorrectRecommendation,
    CorrectResponse,
    CorrectReview,
    TakeBack,
)
from tracker.reports.forms_road import RespondForm, ResponseOutForm, ReviewForm, RoadForm, check_minute
from tracker.reports.rules_review import COMMENT_LIMIT
from tracker.reports.rules_road import RECOMMENDATION_LIMIT
from tracker.web.fields import Day, Line, Required, Text


def _reason(label: str) -> Text:
    return Text(
        label,
        limit=COMMENT_LIMIT,
        description="It is kept with what was recorded. The office reads it, not the public.",
        validators=[Required("Enter the reason")],
    )


class ReviewCorrectionForm(ReviewForm):
    compared = frozenset({"meeting_id", "words"})
    reason = _reason("Why it is corrected")

    def to_correction(self, number: int) -> CorrectReview:
        words = self.words.data or None
        return CorrectReview(self.seen, number, int(self.meeting_id.data), words, self.reason.data)


class RecommendationCorrectionForm(RoadForm):
    compared = frozenset({"text", "minute", "due_on"})
    text = Text(
        "What the Panel recommends",
        limit=RECOMMENDATION_LIMIT,
        validators=[Required("Enter what the Panel recommends")],
    )
    minute = Line("Number in the minutes, if it has one", limit=20)
    due_on = Day("Day the response is due, if one was set", wanted="the day it is due")
    reason = _reason("Why it is corrected")

    def validate_minute(self, field: Line) -> None:
        check_minute(field)

    def to_correction(self, number: int) -> CorrectRecommendation:
        minute = int(self.minute.data) if self.minute.data else None
        return CorrectRecommendation(self.seen, number, self.text.data, minute, self.due_on.data, self.reason.data)


class ResponseCorrectionForm(RespondForm):
    compared = frozenset({"on", "text"})
    reason = _reason("Why it is corrected")

    def to_correction(self, number: int) -> CorrectResponse:
        return CorrectResponse(self.seen, number, self.on.data, self.text.data, self.reason.data)


class PublicationCorrectionForm(ResponseOutForm):
    compared = frozenset({"on", "place"})
    reason = _reason("Why it is corrected")

    def to_correction(self, number: int) -> CorrectPublication:
        return CorrectPublication(self.seen, number, self.on.data, self.place.data, self.reason.data)


class TakeBackForm(RoadForm):
    reason = _reason("Why it is withdrawn")

    def to_command(self, number: int) -> TakeBack:
        return TakeBack(self.seen, number, self.reason.data)
