"""What was recorded on the road of an annual report by mistake: what may be corrected, and what may be taken back."""

from __future__ import annotations

from collections.abc import Collection

from tracker.dates import FinancialYear
from tracker.errors import DomainError
from tracker.plan.rules import has_words


class CorrectionNeedsReason(DomainError):
    """The log and the page say why; without it nothing is corrected or taken back."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__("Enter why it is corrected or withdrawn")


class NothingCorrected(DomainError):
    """What was sent says what is recorded."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__("Nothing differs from what is recorded. Change what is wrong, or cancel.")


class StandsOnReport(DomainError):
    """An annual report shows this recommendation to everybody, so what becomes of it is recorded there."""

    def __init__(self, number: int, year: FinancialYear) -> None:
        self.number, self.year = number, year
        super().__init__(
            f"Request {number} is a recommendation on the annual report of {year.key}. It is changed, answered or "
            "withdrawn on that report’s own page, by somebody of the office."
        )


class RecommendedThere(DomainError):
    """Recommendations were made at the meeting: it would be no review any more."""

    def __init__(self, numbers: Collection[int]) -> None:
        self.numbers = tuple(numbers)
        named = ", ".join(str(each) for each in self.numbers)
        those = f"Recommendation {named} is" if len(self.numbers) == 1 else f"Recommendations {named} are"
        super().__init__(
            f"{those} recorded as made at this meeting. First withdraw there what was recorded by mistake."
        )


class ResponseStands(DomainError):
    """The recommendation has a response: it cannot be taken back before that is."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"Recommendation {number} has a response. Withdraw the response first, or correct the recommendation."
        )


class ResponseStillOut(DomainError):
    """The response is published: it cannot be taken back before that is."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"It is recorded where the response to recommendation {number} was published. Withdraw that first, or "
            "correct the response."
        )


class NotOut(DomainError):
    """Nobody recorded where the response was published."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"It is not recorded where the response to recommendation {number} was published.")


class OutBeforeResponse(DomainError):
    """The day of the response would be after the day on which it was published."""

    field = "on"

    def __init__(self) -> None:
        super().__init__("The day must not be after the day the response was published. Correct that day first.")


def check_reason(reason: str | None) -> str:
    """The reason as it is kept. Raises CorrectionNeedsReason."""
    if reason is None or not has_words(reason):
        raise CorrectionNeedsReason
    return reason.strip()
