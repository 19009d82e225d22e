"""The Commissioner's comments on a report: their texts, their approval, their publication."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from wtforms import Form, HiddenField
from wtforms.validators import StopValidation

from tracker.errors import DomainError
from tracker.inspections.commands_additions import DraftAdditions, PublishAdditions
from tracker.inspections.commands_response import (
    NOT_BEGUN,
    AnswerLine,
    ApproveComments,
    DraftComments,
    PublishComments,
)
from tracker.inspections.forms import LINK_HINT, refuse_bad_link
from tracker.inspections.forms_grades import refuse_row
from tracker.inspections.models import InspectionResponse
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import Answer
from tracker.inspections.rules_response import AnswerNeedsChoice, AnswerNeedsText, AnswerRefused, check_answer
from tracker.web.fields import Choice, Day, Line, Required, Text
from tracker.web.forms import BaseForm

NOT_SENT_YET = "Leave it empty until the copy has gone."


class AnswerRow(Form):  # type: ignore[misc]  # WTForms has no types
    """What is said of one recommendation."""

    answer = Choice("Answer", choices=[("", "Nothing yet"), *Answer.choices()])
    text = Text("What was done, what is proposed, or why nothing is done", limit=4000)

    finding: Finding

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return self.finding.reference

    @property
    def chosen(self) -> Answer | None:
        return Answer(self.answer.data) if self.answer.data in set(Answer) else None

    def validate_answer(self, _field: Choice) -> None:
        try:
            check_answer(0, self.chosen, self.text.data)
        except AnswerNeedsChoice as error:
            raise StopValidation(str(error)) from error
        except AnswerNeedsText:
            return

    def validate_text(self, field: Text) -> None:
        try:
            check_answer(0, self.chosen, field.data)
        except AnswerNeedsText as error:
            raise StopValidation(str(error)) from error
        except AnswerNeedsChoice:
            return


class AnswersForm(BaseForm):
    """An answer to each of some recommendations."""

    rows: Sequence[AnswerRow]

    def refuse(self, error: DomainError) -> None:
        """Shows what is refused of one answer beside that answer."""
        super().refuse(error)
        if isinstance(error, AnswerRefused):
            refuse_row(self, self.rows[error.line], error)

    @property
    def lines(self) -> tuple[AnswerLine, ...]:
        return tuple(AnswerLine(row.finding.id, row.chosen, row.text.data) for row in self.rows)


class AdditionsForm(AnswersForm):
    """What is said of recommendations that the published comments say nothing of."""

    compared = frozenset()

    @classmethod
    def with_rows(
        cls, response: InspectionResponse, recommendations: Sequence[Finding], *, fresh: bool = False
    ) -> AdditionsForm:
        stored = {"version": response.version}
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        sent = request.form if form.is_submitted() and not fresh else None
        form.rows = [_row(finding, sent) for finding in recommendations]
        return form

    def to_command(self) -> DraftAdditions:
        return DraftAdditions(self.opened_at, self.lines)


class CommentsForm(AnswersForm):
    invited_on = Day("Day the chief constable was invited to comment", wanted="the day of the invitation")
    received_on = Day("Day the chief constable’s comments were received", wanted="the day they were received")
    chief_constable_comments = Text("Chief constable’s comments", limit=20_000)
    comments = Text("Commissioner’s comments", limit=20_000)

    @classmethod
    def with_rows(
        cls, response: InspectionResponse | None, recommendations: Sequence[Finding], *, fresh: bool = False
    ) -> CommentsForm:
        names = ("invited_on", "received_on", "chief_constable_comments", "comments")
        stored = {name: getattr(response, name, None) for name in names}
        stored["version"] = response.version if response else NOT_BEGUN
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        sent = request.form if form.is_submitted() and not fresh else None
        form.rows = [_row(finding, sent) for finding in recommendations]
        return form

    def to_command(self) -> DraftComments:
        return DraftComments(
            version=self.opened_at,
            invited_on=self.invited_on.data,
            received_on=self.received_on.data,
            chief_constable_comments=self.chief_constable_comments.data,
            comments=self.comments.data,
            answers=self.lines,
        )


class Seal(HiddenField):  # type: ignore[misc]  # WTForms has no types
    """Of what was read. A request that leaves it out has read nothing, not what stands there now."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = valuelist[0] if valuelist else ""


class ApproveForm(BaseForm):
    """There is nothing to answer: the text stands on the page."""

    compared = frozenset()

    seal = Seal()

    @classmethod
    def for_row(cls, response: InspectionResponse | None, seal: str, *, fresh: bool = False) -> ApproveForm:
        """`seal`: of the text on the page, so that what changes meanwhile is not approved unread."""
        stored = {"version": response.version if response else NOT_BEGUN, "seal": seal}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self) -> ApproveComments:
        return ApproveComments(self.opened_at, self.seal.data or "")

    def _show_stored(self, stored: BaseForm) -> None:
        super()._show_stored(stored)
        if isinstance(stored, ApproveForm):
            self.seal.data = stored.seal.data


class PublishForm(BaseForm):
    published_on = Day(
        "Day the comments were published",
        wanted="the day of publication",
        validators=[Required("Enter the day the comments were published")],
    )
    published_link = Line("Link to the published comments, if any", limit=500, description=LINK_HINT)
    sent_to_inspectors_on = Day(
        "Day a copy was sent to the inspectors", wanted="the day it was sent", description=NOT_SENT_YET
    )
    sent_to_secretary_on = Day(
        "Day a copy was sent to the Secretary of State", wanted="the day it was sent", description=NOT_SENT_YET
    )

    @classmethod
    def for_row(cls, response: InspectionResponse | None, *, fresh: bool = False) -> PublishForm:
        names = ("published_on", "published_link", "sent_to_inspectors_on", "sent_to_secretary_on")
        stored = {name: getattr(response, name, None) for name in names}
        stored["version"] = response.version if response else NOT_BEGUN
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def validate_published_link(self, field: Line) -> None:
        refuse_bad_link(field)

    def to_command(self) -> PublishComments:
        return PublishComments(
            version=self.opened_at,
            published_on=self.published_on.data,
            link=self.published_link.data,
            sent_to_inspectors_on=self.sent_to_inspectors_on.data,
            sent_to_secretary_on=self.sent_to_secretary_on.data,
        )


class PublishAdditionsForm(BaseForm):
    added_on = Day(
        "Day the additional answers were published",
        wanted="the day of publication",
        validators=[Required("Enter the day the additional answers were published")],
    )

    @classmethod
    def for_row(cls, response: InspectionResponse, *, fresh: bool = False) -> PublishAdditionsForm:
        stored = {"version": response.version}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self) -> PublishAdditions:
        return PublishAdditions(self.opened_at, self.added_on.data)


def _row(finding: Finding, sent: object) -> AnswerRow:
    stored = finding.answer
    data = {"answer": stored.answer.value, "text": stored.text} if stored else {}
    row = AnswerRow(sent, prefix=f"{finding.reference}-", data=data)
    row.finding = finding
    return row
