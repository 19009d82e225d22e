"""The office's risk matrix: labels, where its bands start, and how often each band is reviewed."""

from __future__ import annotations

from typing import Any, Self

from wtforms.validators import StopValidation

from tracker.risks.commands_matrix import SetMatrix
from tracker.risks.rules import HIGHEST, LOWEST, Matrix, Scale
from tracker.risks.rules_scores import LABEL_LIMIT, LabelMissing
from tracker.web.fields import Line, Required, Text
from tracker.web.forms import BaseForm


class WholeNumber(Line):
    """A whole number; `number` is it once it is valid. The rules say how low and how high."""

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, limit=20, **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        super().pre_validate(form)
        if self.data is not None and not (self.data.isascii() and self.data.isdigit() and len(self.data) < 10):
            raise StopValidation(f"“{self.shown}” is not a whole number. Enter it in digits")

    @property
    def number(self) -> int:
        return int(self.data)


class ScoreLabel(Line):
    """What a score is called on one of the scales."""

    def __init__(self, scale: Scale, score: int, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        wanted = Required(str(LabelMissing(scale, score)))
        super().__init__(f"{scale.label} {score}", limit=LABEL_LIMIT, validators=[wanted], **kwargs)


class MatrixForm(BaseForm):
    """Its version is the number of the matrix in force."""

    likelihood_1 = ScoreLabel(Scale.LIKELIHOOD, 1)
    likelihood_2 = ScoreLabel(Scale.LIKELIHOOD, 2)
    likelihood_3 = ScoreLabel(Scale.LIKELIHOOD, 3)
    likelihood_4 = ScoreLabel(Scale.LIKELIHOOD, 4)
    likelihood_5 = ScoreLabel(Scale.LIKELIHOOD, 5)
    impact_1 = ScoreLabel(Scale.IMPACT, 1)
    impact_2 = ScoreLabel(Scale.IMPACT, 2)
    impact_3 = ScoreLabel(Scale.IMPACT, 3)
    impact_4 = ScoreLabel(Scale.IMPACT, 4)
    impact_5 = ScoreLabel(Scale.IMPACT, 5)
    medium_from = WholeNumber("Medium starts at", validators=[Required("Enter the lowest score that is medium")])
    high_from = WholeNumber("High starts at", validators=[Required("Enter the lowest score that is high")])
    very_high_from = WholeNumber(
        "Very high starts at", validators=[Required("Enter the lowest score that is very high")]
    )
    review_very_high = WholeNumber("Very high", validators=[Required("Enter the months for very high")])
    review_high = WholeNumber("High", validators=[Required("Enter the months for high")])
    review_rest = WholeNumber("Medium and low", validators=[Required("Enter the months for medium and low")])
    reason = Text("Why the matrix changes", limit=1000, validators=[Required("Enter why the matrix changes")])

    compared = frozenset(
        {
            *(f"{scale.value}_{score}" for scale in Scale for score in range(LOWEST, HIGHEST + 1)),
            *("medium_from", "high_from", "very_high_from", "review_very_high", "review_high", "review_rest"),
        }
    )

    @classmethod
    def for_matrix(cls, matrix: Matrix, *, fresh: bool = False) -> Self:
        stored: dict[str, object] = {"version": matrix.number}
        for scale, labels in ((Scale.LIKELIHOOD, matrix.likelihoods), (Scale.IMPACT, matrix.impacts)):
            stored |= {f"{scale.value}_{score}": label for score, label in enumerate(labels, start=LOWEST)}
        numbers = ("medium_from", "high_from", "very_high_from", "review_very_high", "review_high", "review_rest")
        stored |= {name: str(getattr(matrix, name)) for name in numbers}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def labels(self, scale: Scale) -> list[ScoreLabel]:
        """The questions of one scale, lowest score first."""
        return [self._fields[f"{scale.value}_{score}"] for score in range(LOWEST, HIGHEST + 1)]

    def to_command(self) -> SetMatrix:
        matrix = Matrix(
            number=self.opened_at,
            likelihoods=tuple(field.data for field in self.labels(Scale.LIKELIHOOD)),
            impacts=tuple(field.data for field in self.labels(Scale.IMPACT)),
            medium_from=self.medium_from.number,
            high_from=self.high_from.number,
            very_high_from=self.very_high_from.number,
            review_very_high=self.review_very_high.number,
            review_high=self.review_high.number,
            review_rest=self.review_rest.number,
        )
        return SetMatrix(matrix, self.reason.data)
