"""Scales of grades, the graded questions of an inspection, and how a grade is shown (RULES 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from tracker.documents.blocks import Shape, Status, Tone
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, UNGRADED

LONGEST_GRADE: Final = 60
MOST_GRADES: Final = 12
_FIVE_GRADES_SINCE: Final = 2021

_KNOWN: Final[Mapping[str, tuple[Shape, Tone]]] = {
    "outstanding": (Shape.TICK, Tone.DONE),
    "good": (Shape.CIRCLE, Tone.GOOD),
    "adequate": (Shape.ARROW, Tone.INFORMATION),
    "requires improvement": (Shape.DIAMOND, Tone.CAUTION),
    "inadequate": (Shape.TRIANGLE, Tone.BAD),
}
_LADDER: Final = tuple(_KNOWN.values())
"""From the best to the worst."""

_LAST: Final = 10**9
_NO_PLACE: Final = (Shape.SQUARE, Tone.NEUTRAL)


class ScaleChoice(LabelledEnum):
    FIVE = "five", ", ".join(FIVE_GRADES)
    FOUR = "four", ", ".join(FOUR_GRADES)
    OTHER = "other", "Another scale"


class ScaleRefused(DomainError):
    """The grades of a scale will not do."""

    field = "other_scale"


class ScaleEmpty(ScaleRefused):
    def __init__(self) -> None:
        super().__init__("Enter the grades of the scale, one a line, the best first.")


class ScaleTooLong(ScaleRefused):
    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"Enter {MOST_GRADES} grades or fewer, one a line. There are {count}.")


class GradeTooLong(ScaleRefused):
    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(f"Shorten the grade “{label[:40]}…” to {LONGEST_GRADE} characters or fewer.")


class GradeTwice(ScaleRefused):
    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(f"“{label}” stands on the scale twice. Enter each grade once.")


class GradeInUse(DomainError):
    """A scale would lose a grade that is given."""

    field = "scale"

    def __init__(self, label: str, area: str) -> None:
        self.label = label
        self.area = area
        super().__init__(
            f"“{label}” is the grade of {area}, so it must stay on the scale. Change that grade first, or keep it."
        )


class QuestionRefused(DomainError):
    """One graded question will not do. `line` is its place among the lines sent, from 0; None: it was not sent."""

    def __init__(self, line: int | None, field: str, message: str) -> None:
        self.line = line
        self.field = field
        super().__init__(message)


class GradeNotOnScale(QuestionRefused):
    def __init__(self, line: int | None, grade: str, scale: Sequence[str]) -> None:
        self.grade = grade
        super().__init__(
            line, "grade", f"“{grade}” is not on this inspection’s scale. Enter {' or '.join(_listed(scale))}."
        )


class AreaTwice(QuestionRefused):
    def __init__(self, line: int | None, area: str) -> None:
        self.area = area
        super().__init__(line, "area", f"“{area}” is graded twice. Enter each question or area once.")


class LineTaken(QuestionRefused):
    """Two questions of one inspection would share a line where years are compared."""

    def __init__(self, line: int | None, name: str, other: str) -> None:
        self.name = name
        self.other = other
        super().__init__(
            line, "theme", f"{other} stands on the line “{name}” already. Enter another theme, or leave it empty."
        )


class UnknownQuestion(DomainError):
    """A line for a question that is not, or no longer, there."""

    def __init__(self) -> None:
        super().__init__("One of the questions is no longer there. Open the page again.")


class QuestionHasFindings(QuestionRefused):
    """A question that findings belong to is asked to go."""

    def __init__(self, line: int | None, area: str, references: Sequence[str]) -> None:
        self.area = area
        self.references = tuple(references)
        super().__init__(
            line, "remove", f"{area} cannot be removed: {', '.join(references)} belong to it. Change them first."
        )


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A graded question as typed. `id` None: a new one. `theme` None: it stands under its own words over the years.

    Those without a `place` follow the others in the order they were sent.
    """

    id: int | None
    area: str
    grade: str
    number: str | None = None
    theme: str | None = None
    basis: str | None = None
    note: str | None = None
    place: int | None = None
    remove: bool = False


class Graded(Protocol):
    """A graded question on the record."""

    @property
    def id(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def number(self) -> str | None: ...
    @property
    def area(self) -> str: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def grade(self) -> str: ...
    @property
    def basis(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...


def usual_scale(year: int) -> tuple[str, ...]:
    """The inspectorate's own scale in a year, to begin with."""
    return FIVE_GRADES if year >= _FIVE_GRADES_SINCE else FOUR_GRADES


def scale_choice(labels: Sequence[str]) -> ScaleChoice:
    """Which of the choices a scale is, with or without "Ungraded"."""
    graded = tuple(label for label in labels if label != UNGRADED)
    return {FIVE_GRADES: ScaleChoice.FIVE, FOUR_GRADES: ScaleChoice.FOUR}.get(graded, ScaleChoice.OTHER)


def whole_scale(grades: Iterable[str]) -> tuple[str, ...]:
    """The scale as it is kept: its grades best first, each once, "Ungraded" last whether named or not.

    Raises ScaleEmpty, ScaleTooLong, GradeTooLong or GradeTwice.
    """
    labels = [" ".join(grade.split()) for grade in grades]
    labels = [label for label in labels if label and label.casefold() != UNGRADED.casefold()]
    if not labels:
        raise ScaleEmpty
    if len(labels) > MOST_GRADES:
        raise ScaleTooLong(len(labels))
    seen: set[str] = set()
    for label in labels:
        if len(label) > LONGEST_GRADE:
            raise GradeTooLong(label)
        if label.casefold() in seen:
            raise GradeTwice(label)
        seen.add(label.casefold())
    return (*labels, UNGRADED)


def grade_shown(label: str, scale_labels: Sequence[str]) -> Status:
    """A grade as word, shape and tone: the inspectorate's words always alike, others by their place on their scale."""
    shape, tone = _KNOWN.get(label.casefold()) or _by_place(label, scale_labels)
    return Status(word=label, shape=shape, tone=tone)


def _by_place(label: str, scale_labels: Sequence[str]) -> tuple[Shape, Tone]:
    graded = [each for each in scale_labels if each != UNGRADED]
    if label not in graded:
        return _NO_PLACE
    if len(graded) == 1:
        return _KNOWN["good"]
    steps = len(_LADDER) - 1
    return _LADDER[graded.index(label) * steps // (len(graded) - 1)]


def grades_in_short(grades: Iterable[str], scale_labels: Sequence[str]) -> str:
    """How often each grade is given, the best first: "3 Good, 2 Adequate"."""
    given = list(grades)
    return ", ".join(f"{given.count(label)} {label}" for label in scale_labels if label in given)


def settle_questions(
    stored: Sequence[Graded], lines: Sequence[QuestionLine], old_scale: Sequence[str], scale: Sequence[str]
) -> list[QuestionLine]:
    """The questions as they are to stand, in order, each with the spelling of its grade on the scale.

    A question on the record that no line names stays as it is. Raises UnknownQuestion, GradeInUse, GradeNotOnScale,
    AreaTwice or LineTaken.
    """
    named = [line.id for line in lines if line.id is not None]
    if len(set(named)) != len(named) or not set(named) <= {each.id for each in stored}:
        raise UnknownQuestion
    sent: list[tuple[int | None, QuestionLine]] = list(enumerate(lines))
    untouched = [(None, _as_line(each)) for each in stored if each.id not in named]
    spelled = {label.casefold(): label for label in scale}
    settled: list[tuple[int | None, QuestionLine]] = []
    positions = {each.id: each.position for each in stored}
    for at, line in _in_order([*untouched, *((at, line) for at, line in sent if not line.remove)], positions):
        label = spelled.get(line.grade.casefold())
        if label is None and line.grade in old_scale:
            raise GradeInUse(line.grade, line.area)
        if label is None:
            raise GradeNotOnScale(at, line.grade, scale)
        settled.append((at, replace(line, grade=label)))
    _check_names(settled)
    return [line for _, line in settled]


def _in_order(
    lines: Sequence[tuple[int | None, QuestionLine]], positions: Mapping[int, int]
) -> list[tuple[int | None, QuestionLine]]:
    """By place. One that moved up stands before the line that had its place, one that moved down after it."""

    def place(pair: tuple[int | None, QuestionLine]) -> tuple[int, int]:
        line = pair[1]
        if line.place is None:
            return _LAST, 0
        was = positions.get(line.id or 0, _LAST)
        return line.place, (line.place > was) - (line.place < was)

    return sorted(lines, key=place)


def _check_names(settled: Sequence[tuple[int | None, QuestionLine]]) -> None:
    areas: set[str] = set()
    names: dict[str, str] = {}
    for at, line in settled:
        if line.area.casefold() in areas:
            raise AreaTwice(at, line.area)
        areas.add(line.area.casefold())
        name = line.theme or line.area
        if name.casefold() in names:
            raise LineTaken(at, name, names[name.casefold()])
        names[name.casefold()] = line.area


def _as_line(question: Graded) -> QuestionLine:
    return QuestionLine(
        id=question.id,
        area=question.area,
        grade=question.grade,
        number=question.number,
        theme=question.theme,
        basis=question.basis,
        note=question.note,
        place=question.position,
    )


def _listed(scale: Sequence[str]) -> list[str]:
    """ "A, B" and "C": for a sentence with "or" between the two."""
    return [", ".join(scale[:-1]), scale[-1]] if len(scale) > 1 else list(scale)
