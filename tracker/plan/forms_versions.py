"""Versions of a plan, their steps, and which of them a deliverable belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self, TypeVar

from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from tracker.files.rules import KINDS_IN_WORDS, LARGEST_FILE, CheckedFile, FileRefused, size_in_words
from tracker.files.rules_content import check_file
from tracker.panel.models import Meeting
from tracker.plan.commands_version_steps import CorrectStep, RecordStep, StepFacts, TakeBackStep
from tracker.plan.commands_versions import BeginVersion, EditVersion, MoveManyToVersion, MoveToVersion, WithdrawVersion
from tracker.plan.forms_progress import ForDeliverable
from tracker.plan.models import Deliverable, DeliverableStanding, Plan
from tracker.plan.models_versions import PlanVersion, PlanVersionStep
from tracker.plan.rules_version_kinds import StepKind
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text, Tick, Ticks, Upload
from tracker.web.forms import BaseForm

F = TypeVar("F", bound=BaseForm)

WHAT_A_FILE_MAY_BE = (
    f"{KINDS_IN_WORDS[0].upper()}{KINDS_IN_WORDS[1:]}, at most {size_in_words(LARGEST_FILE)}, without a password or "
    "macros. After a refusal your browser asks you to choose the file again."
)


class VersionForm(BaseForm):
    title = Line("Title", description="As its cover says it", validators=[Required("Enter the title of this version")])
    changes = Text(
        "What it changes",
        limit=4000,
        description="In a few sentences, for everybody: the public page of the version shows it. A variation needs it.",
    )
    elected_on = Day(
        "Day of the election after which it is issued, if known",
        wanted="the day of the election",
        description="The plan is due within the financial year of that day.",
    )

    @classmethod
    def for_plan(cls, plan: Plan) -> Self:
        return cls(data={"title": plan.title})

    @classmethod
    def for_row(cls, row: PlanVersion, *, fresh: bool = False) -> Self:
        stored = {name: getattr(row, name) for name in ("version", "title", "changes", "elected_on")}
        return _filled(cls, stored, fresh=fresh)

    def to_begin(self) -> BeginVersion:
        return BeginVersion(self.title.data, self.changes.data, self.elected_on.data)

    def to_edit(self) -> EditVersion:
        return EditVersion(self.opened_at, self.title.data, self.changes.data, self.elected_on.data)


class WithdrawVersionForm(BaseForm):
    compared = frozenset()
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why it is withdrawn")])

    @classmethod
    def for_row(cls, row: PlanVersion, *, fresh: bool = False) -> Self:
        return _filled(cls, {"version": row.version}, fresh=fresh)

    def to_command(self) -> WithdrawVersion:
        return WithdrawVersion(self.opened_at, self.reason.data)


class DayField:
    day = Day("Day", wanted="the day", validators=[Required("Enter the day")])


class MeetingField:
    meeting_id = Choice(
        "Meeting at which the Panel reviewed it",
        description="The step has the day of the meeting.",
        validators=[Required("Select the meeting")],
    )

    def offer(self, meetings: Sequence[Meeting]) -> None:
        self.meeting_id.choices = [("", "Select a meeting"), *((str(each.id), each.title) for each in meetings)]


class DocumentFields:
    """Where the document of a step can be read, and what else there is to say of it."""

    link = Line(
        "Address of its document, if it is published somewhere",
        limit=500,
        description="The whole address, beginning with https://",
    )
    file = Upload("File of its document, if you have one", description=WHAT_A_FILE_MAY_BE)
    note = Text("Note", limit=2000, description="For the office: it is not published.")

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


class RecordFields(DocumentFields):
    override_reason = Text(
        "Why it is published without the steps that are missing",
        limit=1000,
        description="Only if they cannot be recorded. It stands in the log.",
    )


class CorrectFields(DocumentFields):
    without_file = Tick("The file it has now does not belong to it")
    reason = Text(
        "What was wrong", limit=1000, validators=[Required("Enter what was wrong with the record you are correcting")]
    )


class _OfStep(BaseForm):
    """What the four forms of steps share. Which of them have a day, and which a meeting, their fields say."""

    @property
    def facts(self) -> StepFacts:
        said = {name: field.data for name, field in self._fields.items() if name in {"day", "link", "note"}}
        meeting = self._fields.get("meeting_id")
        override = self._fields.get("override_reason")
        return StepFacts(
            **said,
            meeting_id=int(meeting.data) if meeting is not None else None,
            override_reason=override.data if override is not None else None,
            file=getattr(self, "checked", None),
        )


class RecordForm(_OfStep):
    compared = frozenset()

    def to_record(self, kind: StepKind) -> RecordStep:
        return RecordStep(self.opened_at, kind, self.facts)


class RecordStepForm(DayField, RecordFields, RecordForm):
    """Any step but the review."""


class RecordReviewForm(MeetingField, RecordFields, RecordForm):
    """The Panel's review, which has the day of its meeting."""


class CorrectForm(_OfStep):
    compared = frozenset({"day", "meeting_id", "link", "note"})

    def to_correct(self, kind: StepKind) -> CorrectStep:
        fields = self._fields
        return CorrectStep(
            self.opened_at, kind, self.facts, fields["reason"].data, without_file=fields["without_file"].data
        )


class CorrectStepForm(DayField, CorrectFields, CorrectForm):
    """Any step but the review."""


class CorrectReviewForm(MeetingField, CorrectFields, CorrectForm):
    """The Panel's review, which has the day of its meeting."""


class TakeBackForm(BaseForm):
    compared = frozenset()
    reason = Text("Why it is taken back", limit=1000, validators=[Required("Enter why it is taken back")])

    @classmethod
    def for_row(cls, row: PlanVersion, *, fresh: bool = False) -> Self:
        return _filled(cls, {"version": row.version}, fresh=fresh)

    def to_command(self, kind: StepKind, *, may_publish: bool) -> TakeBackStep:
        return TakeBackStep(self.opened_at, kind, self.reason.data, may_publish)


class MoveToVersionForm(ForDeliverable):
    number = Radios("Version of the plan", choices=[], validators=[Required("Select the version")])
    reason = Text("Why it changes", limit=1000, description="Kept in its history.")
    compared = frozenset()

    def offer(self, versions: Sequence[PlanVersion]) -> None:
        self.number.choices = [(str(row.number), f"Version {row.number}: {row.title}") for row in versions]

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {}

    def to_command(self) -> MoveToVersion:
        return MoveToVersion(self.opened_at, int(self.number.data), self.reason.data)


class MoveManyForm(BaseForm):
    deliverables = Ticks("Deliverables", choices=[])
    reason = Text("Why they change", limit=1000, description="Kept in the history of each.")
    compared = frozenset()

    @classmethod
    def for_row(cls, row: PlanVersion, movable: Sequence[DeliverableStanding], *, fresh: bool = False) -> Self:
        form = _filled(cls, {"version": row.version}, fresh=fresh)
        form.deliverables.choices = [(str(each.number), f"D-{each.number:04d}: {each.action}") for each in movable]
        return form

    def validate_deliverables(self, field: Ticks) -> None:
        if not field.data:
            raise StopValidation("Tick at least one deliverable")

    def to_command(self) -> MoveManyToVersion:
        return MoveManyToVersion(
            self.opened_at, tuple(int(number) for number in self.deliverables.data), self.reason.data
        )


def record_form(
    version: PlanVersion, kind: StepKind, meetings: Sequence[Meeting], on: date, *, fresh: bool = False
) -> RecordForm:
    """The form of a step that is not recorded yet, opened with today's day."""
    if kind is not StepKind.REVIEWED:
        return _filled(RecordStepForm, {"version": version.version, "day": on}, fresh=fresh)
    form = _filled(RecordReviewForm, {"version": version.version}, fresh=fresh)
    form.offer(meetings)
    return form


def correct_form(
    version: PlanVersion, step: PlanVersionStep, meetings: Sequence[Meeting], *, fresh: bool = False
) -> CorrectForm:
    """The form of a step as it is recorded."""
    stored: dict[str, Any] = {"version": version.version, "day": step.day, "link": step.link, "note": step.note}
    if step.kind is not StepKind.REVIEWED:
        return _filled(CorrectStepForm, stored, fresh=fresh)
    form = _filled(CorrectReviewForm, {**stored, "meeting_id": str(step.meeting_id)}, fresh=fresh)
    form.offer(meetings)
    return form


def _filled(cls: type[F], data: Mapping[str, Any], *, fresh: bool) -> F:
    return cls(formdata=None, data=data) if fresh else cls(data=data)
