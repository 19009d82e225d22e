"""The lines of the ledger: an address, and what each person gets there by looking and by sending its form empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.web_fixtures import PEOPLE

NOBODY = "nobody signed in"
WHO = (*PEOPLE, NOBODY)

EVERYBODY = frozenset(PEOPLE)
OFFICERS_AND_LEADS = frozenset({"officer", "other_officer", "lead", "other_lead"})
OFFICE = OFFICERS_AND_LEADS | {"analyst", "chief_executive", "commissioner"}
WRITERS = OFFICERS_AND_LEADS | {"analyst", "chief_executive"}
TIED = frozenset({"officer", "lead"})
"""The owner of the deliverable the ledger asks for, and the lead of its priority."""
LEAD = frozenset({"lead"})
LEADS = frozenset({"lead", "other_lead"})
CHIEF = frozenset({"chief_executive"})
ANALYST = frozenset({"analyst"})
ADMINISTRATOR = frozenset({"administrator"})
PANEL = frozenset({"clerk", "member"})
CLERK = frozenset({"clerk"})

SEEN, DONE, TO_SIGN_IN, NOT_SIGNED_IN, NOT_ALLOWED, NOT_FOUND, NOT_OFFERED, INCOMPLETE = (
    200,
    302,
    302,
    401,
    403,
    404,
    405,
    422,
)
Outcomes = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """An address and what each person gets there: by looking, and by sending its form empty."""

    path: str
    get: Outcomes
    post: Outcomes


def each(who: Iterable[str], outcome: int, *, others: int, nobody: int) -> Outcomes:
    return {NOBODY: nobody} | dict.fromkeys(PEOPLE, others) | dict.fromkeys(who, outcome)


NEVER = dict.fromkeys(WHO, NOT_OFFERED)


def page(path: str, may_see: Iterable[str], *, others: int = NOT_ALLOWED) -> Line:
    """A page without a form. Whether somebody is signed in is asked before what they send."""
    return Line(path, each(may_see, SEEN, others=others, nobody=TO_SIGN_IN), NEVER)


def form(
    path: str,
    may_send: Iterable[str],
    *,
    may_see: Iterable[str] | None = None,
    sent: int = INCOMPLETE,
    others: int = NOT_ALLOWED,
) -> Line:
    """A page with a form, which when sent empty is refused to those who may send it."""
    seen = each(may_send if may_see is None else may_see, SEEN, others=others, nobody=TO_SIGN_IN)
    return Line(path, seen, each(may_send, sent, others=others, nobody=NOT_SIGNED_IN))
