"""Scales of grades, the questions graded on them, and how a grade is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.blocks import Shape, Tone
from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, UNGRADED
from tracker.inspections.rules_grades import (
    AreaTwice,
    GradeInUse,
    GradeNotOnScale,
    GradeTooLong,
    GradeTwice,
    LineTaken,
    QuestionLine,
    ScaleChoice,
    ScaleEmpty,
    ScaleTooLong,
    UnknownQuestion,
    grade_shown,
    grades_in_short,
    scale_choice,
    settle_questions,
    usual_scale,
    whole_scale,
)

FIVE = (*FIVE_GRADES, UNGRADED)
FOUR = (*FOUR_GRADES, UNGRADED)
LABELS = st.lists(st.text("abcdefgh ", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=12)


@dataclass(frozen=True)
class AQuestion:
    id: int
    area: str
    grade: str = "Good"
    position: int = 1
    number: str | None = None
    theme: str | None = None
    basis: str | None = None
    note: str | None = None


STORED = (AQuestion(1, "Leadership", position=1), AQuestion(2, "Preventing crime", "Adequate", position=2))


def settled(*lines: QuestionLine, scale: tuple[str, ...] = FIVE) -> list[QuestionLine]:
    return settle_questions(STORED, lines, FIVE, scale)


class TestTheScale:
    def test_ungraded_stands_last_on_every_scale(self) -> None:
        assert whole_scale(FOUR_GRADES) == FOUR
        assert whole_scale(["ungraded", "  Pass ", "", "Fail"]) == ("Pass", "Fail", UNGRADED)

    @given(LABELS)
    def test_it_has_each_grade_once_in_the_order_typed(self, labels: list[str]) -> None:
        words = [" ".join(label.split()) for label in labels]
        if len({word.casefold() for word in words}) < len(words):
            with pytest.raises(GradeTwice):
                whole_scale(labels)
        else:
            assert whole_scale(labels) == (*words, UNGRADED)

    def test_what_will_not_do(self) -> None:
        for grades in ([], ["Ungraded"], ["", " "]):
            with pytest.raises(ScaleEmpty):
                whole_scale(grades)
        with pytest.raises(GradeTwice):
            whole_scale(["Good", "good"])
        with pytest.raises(GradeTooLong):
            whole_scale(["x" * 61])
        with pytest.raises(ScaleTooLong):
            whole_scale([f"Grade {number}" for number in range(13)])

    def test_the_inspectorate_had_four_grades_and_then_five(self) -> None:
        assert (usual_scale(2016), usual_scale(2020)) == (FOUR_GRADES, FOUR_GRADES)
        assert (usual_scale(2021), usual_scale(2023)) == (FIVE_GRADES, FIVE_GRADES)

    def test_it_is_known_again(self) -> None:
        assert [scale_choice(scale) for scale in (FIVE, FOUR_GRADES, ("Pass", "Fail", UNGRADED))] == list(ScaleChoice)


class TestHowAGradeIsShown:
    def test_the_inspectorates_words_look_alike_on_every_scale(self) -> None:
        for label in FOUR:
            assert grade_shown(label, FOUR) == grade_shown(label, FIVE)
        assert (grade_shown("Good", FIVE).shape, grade_shown("Good", FIVE).tone) == (Shape.CIRCLE, Tone.GOOD)
        assert grade_shown("Inadequate", FOUR).tone is Tone.BAD

    def test_every_grade_of_a_scale_has_a_shape_of_its_own(self) -> None:
        shapes = [grade_shown(label, FIVE).shape for label in FIVE]
        assert len(set(shapes)) == len(FIVE)
        assert Shape.NONE not in shapes

    @given(st.integers(2, 12))
    def test_other_words_are_shown_by_their_place(self, count: int) -> None:
        scale = whole_scale(f"Level {number}" for number in range(count))
        tones = [grade_shown(label, scale).tone for label in scale]
        ladder = [Tone.DONE, Tone.GOOD, Tone.INFORMATION, Tone.CAUTION, Tone.BAD]
        steps = [ladder.index(tone) for tone in tones[:-1]]
        assert (steps[0], steps[-1], tones[-1]) == (0, 4, Tone.NEUTRAL)
        assert steps == sorted(steps)

    def test_one_grade_alone_is_neither_best_nor_worst(self) -> None:
        assert grade_shown("Met", ("Met", UNGRADED)).tone is Tone.GOOD
        assert grade_shown("Lost", ("Met", UNGRADED)).tone is Tone.NEUTRAL

    def test_the_word_stays_as_the_report_has_it(self) -> None:
        assert grade_shown("Requires Improvement", ("Requires Improvement",)).word == "Requires Improvement"

    def test_in_short_they_are_counted_best_first(self) -> None:
        assert grades_in_short(["Good", "Inadequate", "Good", UNGRADED], FIVE) == "2 Good, 1 Inadequate, 1 Ungraded"
        assert grades_in_short([], FIVE) == ""


class TestQuestions:
    def test_one_that_no_line_names_stays(self) -> None:
        lines = settled(QuestionLine(None, "Custody", "good"))
        assert [(line.id, line.area, line.grade) for line in lines] == [
            (1, "Leadership", "Good"),
            (2, "Preventing crime", "Adequate"),
            (None, "Custody", "Good"),
        ]

    def test_a_grade_must_be_on_the_scale(self) -> None:
        with pytest.raises(GradeNotOnScale) as refusal:
            settled(QuestionLine(None, "Custody", "Good"), QuestionLine(None, "Stops", "Splendid"))
        assert (refusal.value.line, refusal.value.field) == (1, "grade")
        assert str(refusal.value) == (
            "“Splendid” is not on this inspection’s scale. "
            "Enter Outstanding, Good, Adequate, Requires improvement, Inadequate or Ungraded."
        )

    def test_ungraded_is_on_every_scale(self) -> None:
        assert settled(QuestionLine(None, "Custody", UNGRADED))[-1].grade == UNGRADED

    def test_a_scale_in_use_cannot_lose_a_grade_that_is_given(self) -> None:
        with pytest.raises(GradeInUse) as refusal:
            settled(scale=FOUR)
        assert (refusal.value.field, refusal.value.area) == ("scale", "Preventing crime")
        changed = settled(QuestionLine(2, "Preventing crime", "Good"), scale=FOUR)
        assert [line.grade for line in changed] == ["Good", "Good"]

    def test_each_area_and_each_line_is_there_once(self) -> None:
        with pytest.raises(AreaTwice):
            settled(QuestionLine(None, "leadership", "Good"))
        with pytest.raises(LineTaken) as refusal:
            settled(QuestionLine(None, "Custody", "Good", theme="Leadership"))
        assert refusal.value.field == "theme"
        settled(QuestionLine(None, "Custody", "Good", theme="Detention"))

    def test_a_line_names_a_question_that_is_there_and_only_once(self) -> None:
        line = QuestionLine(1, "Leadership", "Good")
        for lines in ((line, line), (replace(line, id=9),)):
            with pytest.raises(UnknownQuestion):
                settled(*lines)

    def test_one_in_error_goes(self) -> None:
        assert [line.id for line in settled(QuestionLine(1, "Leadership", "Good", remove=True))] == [2]

    @pytest.mark.parametrize(
        ("lines", "order"),
        [
            ((QuestionLine(None, "New", "Good", place=1),), [None, 1, 2]),
            ((QuestionLine(None, "New", "Good", place=2),), [1, None, 2]),
            ((QuestionLine(None, "New", "Good"),), [1, 2, None]),
            ((QuestionLine(1, "Leadership", "Good", place=2),), [2, 1]),
            ((QuestionLine(2, "Preventing crime", "Good", place=1),), [2, 1]),
            ((QuestionLine(2, "Preventing crime", "Good", place=2),), [1, 2]),
        ],
    )
    def test_they_stand_at_the_place_asked_for(self, lines: tuple[QuestionLine, ...], order: list[int | None]) -> None:
        assert [line.id for line in settled(*lines)] == order
