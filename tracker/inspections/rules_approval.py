"""Whether an approval of the comments still covers what they answer, and answers added after the publication.

Nobody takes an approval away when the record moves on: it is compared with what was approved each time it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.inspections.rules_response import CommentDayInTheFuture, NotApproved


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the comments answer, or answered, beside what was approved.

    `is_asked`: it is a recommendation that stands. `approved_text`: its wording when its answer was approved.
    """

    reference: str
    text: str
    is_asked: bool
    is_answered: bool
    approved_text: str | None

    @property
    def is_approved(self) -> bool:
        """Whether its answer is approved as both stand."""
        return self.is_answered and self.approved_text == self.text


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why an approval no longer covers what is there, by the references of the recommendations. Empty: it does."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.gone)

    @property
    def words(self) -> str:
        """ "The wording of F-0003 has changed since. F-0009 was added since."; empty when nothing happened."""
        said = []
        if self.changed:
            said.append(f"The wording of {_listed(self.changed)} has changed since.")
        if self.added:
            said.append(f"{_listed(self.added)} {_were(self.added)} added since.")
        if self.gone:
            said.append(f"{_listed(self.gone)} {_were(self.gone)} withdrawn since, or made a finding of another type.")
        return " ".join(said)


class ApprovalLapsed(NotApproved):
    """What was approved is no longer what would be published."""

    def __init__(self, lapse: Lapse) -> None:
        self.lapse = lapse
        DomainError.__init__(
            self,
            f"The Commissioner’s approval has lapsed. {lapse.words} "
            "The comments can be published once they are approved again.",
        )


class NothingToApprove(DomainError):
    """No answer was added since the comments were published, or each is approved."""

    def __init__(self) -> None:
        super().__init__("There is no additional answer to approve.")


class NothingToAdd(DomainError):
    """A publication of answers of which none is approved."""

    field = "added_on"

    def __init__(self) -> None:
        super().__init__("There is no additional answer that is approved and not published yet. Leave the day empty.")


class AddedBeforeTheComments(DomainError):
    field = "added_on"

    def __init__(self, added_on: date, comments_on: date) -> None:
        self.added_on = added_on
        self.comments_on = comments_on
        super().__init__(f"The comments were published on {long_date(comments_on)}. Enter that day or a later one.")


class AdditionPublishedEarlier(DomainError):
    """The comments would be published after what was added to them."""

    field = "published_on"

    def __init__(self, published_on: date, added_on: date) -> None:
        self.published_on = published_on
        self.added_on = added_on
        super().__init__(
            f"An answer was added to these comments on {long_date(added_on)}. Enter that day or an earlier one."
        )


def lapse_since(recommendations: Iterable[Recommendation]) -> Lapse:
    """What happened to the recommendations since the comments that answer them were approved."""
    told = list(recommendations)
    return Lapse(
        changed=_references(
            each for each in told if each.is_asked and each.is_answered and each.approved_text not in (None, each.text)
        ),
        added=_references(
            each for each in told if each.is_asked and (not each.is_answered or each.approved_text is None)
        ),
        gone=_references(
            each for each in told if not each.is_asked and each.is_answered and each.approved_text is not None
        ),
    )


def check_addition(added_on: date, comments_on: date, on: date) -> None:
    """The day additional answers were published. Raises CommentDayInTheFuture or AddedBeforeTheComments."""
    if added_on > on:
        raise CommentDayInTheFuture(added_on, "added_on", "The day of publication")
    if added_on < comments_on:
        raise AddedBeforeTheComments(added_on, comments_on)


def check_correction_of_day(published_on: date, added: Iterable[date]) -> None:
    """Raises AdditionPublishedEarlier."""
    earliest = min(added, default=None)
    if earliest is not None and earliest < published_on:
        raise AdditionPublishedEarlier(published_on, earliest)


def _references(recommendations: Iterable[Recommendation]) -> tuple[str, ...]:
    return tuple(each.reference for each in recommendations)


def _were(references: Sequence[str]) -> str:
    return "was" if len(references) == 1 else "were"


def _listed(references: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(references[:-1]), references[-1])))
