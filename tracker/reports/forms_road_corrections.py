"""What is corrected or taken back on the road of an annual report."""

from __future__ import annotations

from tracker.reports.commands_road_corrections import CorrectPublication, CorrectResponse, CorrectReview, TakeBack
from tracker.reports.forms_road import RespondForm, ResponseOutForm, ReviewForm, RoadForm
from tracker.reports.rules_review import COMMENT_LIMIT
from tracker.web.fields import Required, Text


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
