"""Recording a finding, changing it, commenting on it, linking it, and adding evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation, ValidationError

from tracker.accounts.models import Person
from tracker.dates import today
from tracker.errors import DomainError
from tracker.files.rules import LARGEST_FILE, CheckedFile, FileRefused, size_in_words
from tracker.files.rules_content import check_file
from tracker.inspections.commands_evidence import AddEvidence, WithdrawEvidence
from tracker.inspections.commands_finding import EditFinding, RecordFinding
from tracker.inspections.commands_links import LinkDeliverables
from tracker.inspections.commands_status import CommentOnFinding
from tracker.inspections.models import GradedQuestion
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FindingType
from tracker.inspections.rules_changes import LONGEST_FINDING, split_recommendations, split_references
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text, Tick, Upload
from tracker.web.forms import BaseForm

LONGEST_LIST = 20_000
"""Characters of all recommendations together."""

WHAT_A_FILE_MAY_BE = (
    f"PDF, Word, Excel, PowerPoint, PNG, JPEG, CSV or plain text, at most {size_in_words(LARGEST_FILE)}, "
    "without a password or macros. After a refusal your browser asks you to choose the file again."
)


class ForFinding(BaseForm):
    """A form about one finding, carrying the version it was opened at."""

    @classmethod
    def for_row(cls, finding: Finding, *, fresh: bool = False) -> Self:
        """The form filled from the record; `fresh` leaves out what was sent, to show the record as it stands now."""
        stored = {"version": finding.version, **cls.stored_answers(finding)}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @classmethod
    def stored_answers(cls, _finding: Finding) -> Mapping[str, object]:
        return {}


class KindFields:
    """What kind of finding it is. Fields stand on the page in the order they are written here."""

    kind = Radios("Type", choices=FindingType.choices(), validators=[Required("Select the type")])
    parent_id = Choice(
        "Cause of concern it belongs to", choices=[], description="Only for a recommendation that stands under one."
    )


class WordsField:
    text = Text("What the inspectorate found", limit=LONGEST_FINDING, validators=[Required("Enter the finding")])


class RecommendationFields:
    """What a cause of concern brings with it."""

    recommendations = Text(
        "Recommendations of a cause of concern",
        limit=LONGEST_LIST,
        description="One on each line. A cause of concern needs at least one; each becomes a finding of its own.",
    )
    is_historic = Tick(
        "Taken over from before this register: its recommendations are not known",
        description="Only for a cause of concern. It is shown as flagged until they are added.",
    )

    def validate_recommendations(self, field: Text) -> None:
        try:
            split_recommendations(field.data)
        except DomainError as error:
            raise ValidationError(str(error)) from error


class FindingFields(WordsField):
    """What a finding says, where it belongs, whose it is and when it should be closed."""

    official_reference = Line(
        "Official reference", limit=60, description="What the inspectorate’s own register calls it, where it has one."
    )
    question_id = Choice("Question of the inspection", choices=[])
    priority_id = Choice(
        "Priority",
        choices=[],
        description="Its lead may change the finding. Without a priority only the Chief Executive may.",
    )
    lead_id = Choice("Lead", choices=[], description="Who sees to it that the finding is closed.")
    expected_on = Day("Expected closure", wanted="the expected closure", description="Leave it empty if not agreed.")
    note = Text("Note", limit=1000, description="Where the record comes from, or what a reader should know. Internal.")

    def offer(
        self, *, questions: Sequence[GradedQuestion], priorities: Sequence[tuple[str, str]], leads: Sequence[Person]
    ) -> None:
        """Fills the drop-downs."""
        self.question_id.choices = [("", "None"), *((str(each.id), _question(each)) for each in questions)]
        self.priority_id.choices = [("", "None"), *priorities]
        self.lead_id.choices = [("", "Nobody yet"), *((str(each.id), each.name) for each in leads)]

    @property
    def place(self) -> dict[str, Any]:
        """The answers that recording and changing share."""
        return {
            "text": self.text.data,
            "official_reference": self.official_reference.data,
            "question_id": _key(self.question_id),
            "priority_id": _key(self.priority_id),
            "lead_id": _key(self.lead_id),
            "expected_on": self.expected_on.data,
            "note": self.note.data,
        }


class RecordFindingForm(KindFields, RecommendationFields, FindingFields, BaseForm):
    began_on = Day(
        "On the record from",
        wanted="the day it is on the record from",
        description="Today, or an earlier day if you are catching up. Reports as at an earlier day leave it out.",
        validators=[Required("Enter the day it is on the record from")],
    )

    @classmethod
    def blank(cls, concern: Finding | None) -> Self:
        """For a finding of an inspection, or for a recommendation under a cause of concern."""
        answers: dict[str, object] = {"began_on": today()}
        if concern is not None:
            standing = concern.standing
            answers |= {
                "kind": FindingType.RECOMMENDATION.value,
                "parent_id": str(concern.id),
                "question_id": str(concern.question_id or ""),
                "priority_id": str(standing.priority_id or ""),
                "lead_id": str(standing.lead_id or ""),
                "expected_on": standing.expected_on,
            }
        return cls(data=answers)

    def to_command(self) -> RecordFinding:
        return RecordFinding(
            kind=FindingType(self.kind.data),
            parent_id=_key(self.parent_id),
            recommendations=split_recommendations(self.recommendations.data),
            is_historic=self.is_historic.data,
            began_on=self.began_on.data,
            **self.place,
        )


class EditFindingForm(KindFields, RecommendationFields, FindingFields, ForFinding):
    """What changes often first, what corrects the record after it; so that is written here once more."""

    compared = frozenset(
        {
            "kind",
            "parent_id",
            "is_historic",
            "official_reference",
            "question_id",
            "text",
            "priority_id",
            "lead_id",
            "expected_on",
            "note",
        }
    )
    kind = Radios(
        "Type",
        choices=FindingType.choices(),
        description="Another type corrects the record for good, in reports of earlier days too. It needs a reason.",
        validators=[Required("Select the type")],
    )
    parent_id = Choice(
        "Cause of concern it belongs to", choices=[], description="Only for a recommendation that stands under one."
    )
    recommendations = Text(
        "Recommendations to add to a cause of concern",
        limit=LONGEST_LIST,
        description="One on each line. Those it has already stay: change each on its own page.",
    )
    is_historic = Tick(
        "Taken over from before this register: its recommendations are not known",
        description="Only for a cause of concern. It is shown as flagged until they are added.",
    )
    reason = Text(
        "Why it changes",
        limit=1000,
        description="Needed where something that was set changes; shown in the history beside the old wording.",
    )

    @classmethod
    def stored_answers(cls, finding: Finding) -> Mapping[str, object]:
        last = finding.details[-1]
        return {
            "kind": finding.kind.value,
            "parent_id": str(finding.parent_id or ""),
            "is_historic": lacks_by_right(finding),
            "official_reference": finding.official_reference,
            "question_id": str(finding.question_id or ""),
            "text": last.text,
            "priority_id": str(last.priority_id or ""),
            "lead_id": str(last.lead_id or ""),
            "expected_on": last.expected_on,
            "note": finding.note,
        }

    def to_command(self) -> EditFinding:
        return EditFinding(
            version=self.opened_at,
            kind=FindingType(self.kind.data),
            parent_id=_key(self.parent_id),
            recommendations=split_recommendations(self.recommendations.data),
            is_historic=self.is_historic.data,
            reason=self.reason.data,
            **self.place,
        )


class CommentForm(BaseForm):
    text = Text(
        "Comment",
        limit=4000,
        description="For the office only: never printed in a report.",
        validators=[Required("Enter your comment")],
    )

    def to_command(self) -> CommentOnFinding:
        return CommentOnFinding(self.text.data)


class LinksForm(ForFinding):
    deliverables = Line(
        "Deliverables that answer the finding",
        limit=1000,
        description="Their references with commas between them: D-0007, D-0012. Leave one out to unlink it.",
    )

    @classmethod
    def stored_answers(cls, finding: Finding) -> Mapping[str, object]:
        linked = [link.deliverable.reference for link in finding.deliverable_links if link.unlinked_on is None]
        return {"deliverables": ", ".join(sorted(linked))}

    def validate_deliverables(self, field: Line) -> None:
        try:
            split_references(field.data)
        except DomainError as error:
            raise ValidationError(str(error)) from error

    def to_command(self) -> LinkDeliverables:
        return LinkDeliverables(self.opened_at, split_references(self.deliverables.data))


class EvidenceForm(BaseForm):
    """A link or a file. What was typed stays when the file is refused; only the file must be chosen again."""

    title = Line("What it shows", limit=300, validators=[Required("Enter what the evidence shows")])
    link = Line(
        "Link",
        limit=500,
        description="To where it is kept, beginning with https:// and without a user name or password in it. "
        "Or choose a file below.",
    )
    file = Upload("File", description=WHAT_A_FILE_MAY_BE)

    checked: CheckedFile | None = None

    def validate_file(self, field: Upload) -> None:
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return
        try:
            # One byte more than may be kept says that it is too large; the rest need not be read.
            self.checked = check_file(sent.filename, sent.stream.read(LARGEST_FILE + 1))
        except FileRefused as error:
            raise StopValidation(str(error)) from error

    def to_command(self) -> AddEvidence:
        return AddEvidence(title=self.title.data, link=self.link.data, file=self.checked)


class WithdrawEvidenceForm(ForFinding):
    compared = frozenset()
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why it is withdrawn")])

    def to_command(self) -> WithdrawEvidence:
        return WithdrawEvidence(self.opened_at, self.reason.data)


def lacks_by_right(finding: Finding) -> bool:
    """Whether it is a cause of concern that was taken over without recommendations."""
    return finding.is_historic and finding.kind is FindingType.CAUSE_OF_CONCERN


def concerns_to_choose(concerns: Sequence[Finding]) -> list[tuple[str, str]]:
    """The causes of concern a recommendation may stand under."""
    return [("", "None"), *((str(each.id), f"{each.reference}: {each.standing.text[:80]}") for each in concerns)]


def _question(question: GradedQuestion) -> str:
    return f"{question.number}: {question.area}" if question.number else question.area


def _key(field: Choice) -> int | None:
    return int(field.data) if field.data else None
