"""What is said of a report before it is signed: a comment, an answer, a reason."""

from __future__ import annotations

from tracker.documents.places import Place
from tracker.reports.commands_review import AddComment, AnswerComment, OverrideProblem
from tracker.reports.forms_signoff import ForReport
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_review import COMMENT_LIMIT, REASON_LIMIT
from tracker.web.fields import Required, Text, Tick


class CommentForm(ForReport):
    text = Text("Comment", limit=COMMENT_LIMIT, validators=[Required("Enter your comment")])

    def to_command(self, place: Place) -> AddComment:
        return AddComment(self.number.number, place.anchor, place.words, self.text.data)


class AnswerForm(ForReport):
    """`resolves` is left out for whoever may only answer."""

    text = Text("Answer", limit=COMMENT_LIMIT, validators=[Required("Enter what was done, or why nothing was")])
    resolves = Tick("This resolves the comment")

    def to_command(self) -> AnswerComment:
        resolves = "resolves" in self and bool(self.resolves.data)
        return AnswerComment(self.number.number, self.text.data, resolves)


class ReasonForm(ForReport):
    reason = Text("Why it may stand", limit=REASON_LIMIT, validators=[Required("Enter why it may stand")])

    def to_command(self, problem: Problem) -> OverrideProblem:
        return OverrideProblem(self.number.number, problem, self.reason.data)
