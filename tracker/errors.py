"""What a refused act is: small classes that carry facts, shown beside the field or in one line of the terminal."""

from __future__ import annotations


class DomainError(Exception):
    """An act the rules refuse. `str()` of it is one plain sentence: what happened and what to do.

    `field` names the form field it belongs to, when it belongs to one.
    """

    field: str | None = None


class NotFound(DomainError):
    """The record asked for does not exist. Becomes 404."""

    def __init__(self, what: str, key: str) -> None:
        self.what = what
        self.key = key
        super().__init__(f"There is no {what} “{key}”.")


class Forbidden(DomainError):
    """The person is known and the record exists, but this role may not do this. Becomes 403."""

    def __init__(self, act: str) -> None:
        self.act = act
        super().__init__(f"Your role does not allow you to: {act}.")


class Stale(DomainError):
    """The row was changed after the form was opened. Becomes 409, with both texts on the page.

    `unasked` says it where the form asked nothing, so that there is no answer to keep; empty where `str()` fits both.
    """

    unasked: str = ""

    def __init__(self, what: str, opened_at: int, now_at: int) -> None:
        self.what = what
        self.opened_at = opened_at
        self.now_at = now_at
        super().__init__(
            f"{what} was changed by somebody else while you had this page open. "
            "Your answers are kept below but not saved yet. Compare them with the record as it is now, then save again."
        )
        self.unasked = (
            f"{what} was changed by somebody else while you had this page open. Nothing was saved. "
            "Look at it as it is now, then press the button again if that is still right."
        )


def words_of(error: DomainError, *, answered: bool) -> str:
    """What a person reads of a refusal; `answered`: whether they answered any question, which they then find kept."""
    unasked = error.unasked if isinstance(error, Stale) and not answered else ""
    return unasked or str(error)


class PostedTwice(DomainError):
    """The same form was sent a second time. Becomes 409; the first sending stands."""

    def __init__(self) -> None:
        super().__init__("You have already sent this form. It was saved the first time and was not saved again.")


class Duplicate(DomainError):
    """A row with this value exists already. `constraint` is the database's name for the rule."""

    def __init__(self, constraint: str) -> None:
        self.constraint = constraint
        super().__init__("This has been recorded already. Change it, or open the record that exists.")


class BrokenConstraint(DomainError):
    """The database refused a value that no rule above it had. `constraint` is the database's name for the rule."""

    def __init__(self, constraint: str) -> None:
        self.constraint = constraint
        super().__init__("What you entered does not fit the records. Check each answer and try again.")
