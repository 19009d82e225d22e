"""Scoring, reviewing and accepting a risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from wtforms.validators import StopValidation

from tracker.dates import today
from tracker.risks.commands_review import AcceptRisk, EndAcceptance, ReviewRisk
from tracker.risks.commands_score import ScoreRisk
from tracker.risks.forms import ForRisk
from tracker.risks.models import Risk
from tracker.risks.rules import HIGHEST, LOWEST, Matrix, Scale, Score, ScoreKind
from tracker.risks.rules_scores import LONGEST_ACCEPTANCE, Proposed, ScoreOutOfRange, field_of
from tracker.web.fields import Choice, Day, Required, Text
from tracker.web.forms import BaseForm, HiddenNumber

OF_DAY = "Today or earlier."


class ScoreChoice(Choice):
    """Likelihood or impact of one of the three scores. `number` is the answer, None where there is none."""

    def __init__(self, kind: ScoreKind, scale: Scale, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(f"{kind.label} {scale.label.lower()}", validate_choice=False, **kwargs)
        self.score_kind = kind
        self.scale = scale

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        if self.data and self.data not in {str(score) for score in range(LOWEST, HIGHEST + 1)}:
            raise StopValidation(str(ScoreOutOfRange(self.score_kind, self.scale, self.data)))

    @property
    def number(self) -> int | None:
        return int(self.data) if self.data else None

    def offer(self, labels: tuple[str, ...], *, optional: bool) -> None:
        """The labels of a matrix. `optional`: the record has no such score, so it may stay without one."""
        empty = "Not scored" if optional else f"Select the {self.scale.label.lower()}"
        scored = [(str(score), f"{score} {label}") for score, label in enumerate(labels, start=LOWEST)]
        # A score that is on the record cannot be taken back, only given anew.
        self.choices = scored if self.data and not optional else [("", empty), *scored]


class ScoreForm(ForRisk):
    """The three scores on a day. It carries the version of the matrix whose labels it shows."""

    compared = frozenset(field_of(kind, scale) for kind in ScoreKind for scale in Scale)

    matrix = HiddenNumber()
    effective_on = Day(
        "Date of these scores",
        wanted="the date of these scores",
        description=OF_DAY,
        validators=[Required("Enter the date of these scores")],
    )
    current_likelihood = ScoreChoice(
        ScoreKind.CURRENT, Scale.LIKELIHOOD, validators=[Required("Select the current likelihood")]
    )
    current_impact = ScoreChoice(ScoreKind.CURRENT, Scale.IMPACT, validators=[Required("Select the current impact")])
    inherent_likelihood = ScoreChoice(ScoreKind.INHERENT, Scale.LIKELIHOOD)
    inherent_impact = ScoreChoice(ScoreKind.INHERENT, Scale.IMPACT)
    target_likelihood = ScoreChoice(ScoreKind.TARGET, Scale.LIKELIHOOD)
    target_impact = ScoreChoice(ScoreKind.TARGET, Scale.IMPACT)
    explanation = Text(
        "Why these scores",
        limit=1000,
        description="Shown beside the scores. Needed where the target is above the current score.",
    )

    @classmethod
    def for_risk(cls, risk: Risk, matrix: Matrix, scores: Mapping[ScoreKind, Score], *, fresh: bool = False) -> Self:
        """Filled with the scores in force, on the labels of the newest matrix."""
        stored: dict[str, object] = {"version": risk.version, "matrix": matrix.number, "effective_on": today()}
        for kind, score in scores.items():
            stored[field_of(kind, Scale.LIKELIHOOD)] = str(score.likelihood)
            stored[field_of(kind, Scale.IMPACT)] = str(score.impact)
        form = cls.filled(stored, fresh=fresh)
        for field in form.score_fields:
            labels = matrix.likelihoods if field.scale is Scale.LIKELIHOOD else matrix.impacts
            field.offer(labels, optional=field.score_kind is not ScoreKind.CURRENT and field.score_kind not in scores)
        return form

    @property
    def score_fields(self) -> list[ScoreChoice]:
        return [field for field in self._fields.values() if isinstance(field, ScoreChoice)]

    def _show_stored(self, stored: BaseForm) -> None:
        super()._show_stored(stored)
        self.matrix.data = stored._fields["matrix"].data

    def to_command(self) -> ScoreRisk:
        answers = {(field.score_kind, field.scale): field.number for field in self.score_fields}
        return ScoreRisk(
            version=self.opened_at,
            effective_on=self.effective_on.data,
            scores={kind: Proposed(answers[kind, Scale.LIKELIHOOD], answers[kind, Scale.IMPACT]) for kind in ScoreKind},
            explanation=self.explanation.data,
            matrix=self.matrix.number,
        )


class ReviewForm(ForRisk):
    compared = frozenset()
    effective_on = Day(
        "Date of the review",
        wanted="the date of the review",
        description=OF_DAY,
        validators=[Required("Enter the date of the review")],
    )
    note = Text("What you found", limit=2000, description="For the office. Bold, links and bullets are kept.")

    @classmethod
    def stored_answers(cls, _risk: Risk) -> dict[str, object]:
        return {"effective_on": today()}

    def to_command(self) -> ReviewRisk:
        return ReviewRisk(version=self.opened_at, effective_on=self.effective_on.data, note=self.note.data)


class AcceptForm(ForRisk):
    compared = frozenset()
    ends_on = Day(
        "Last day of the acceptance",
        wanted="the last day of the acceptance",
        description=(
            f"From today to {LONGEST_ACCEPTANCE} months from now. After it the risk is marked as no longer accepted."
        ),
        validators=[Required("Enter the last day of the acceptance")],
    )
    reason = Text(
        "Why the office lives with the risk",
        limit=1000,
        validators=[Required("Enter why the office lives with the risk")],
    )

    def to_command(self) -> AcceptRisk:
        return AcceptRisk(version=self.opened_at, ends_on=self.ends_on.data, reason=self.reason.data)


class EndAcceptanceForm(ForRisk):
    compared = frozenset()
    reason = Text("Why it ends now", limit=1000, validators=[Required("Enter why the acceptance ends")])

    def to_command(self) -> EndAcceptance:
        return EndAcceptance(version=self.opened_at, reason=self.reason.data)
