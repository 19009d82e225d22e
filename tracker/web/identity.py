"""Who is asking: set once per request by the application, read by every view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import g

from tracker.access import Act, Actor, Tie, allow, may, may_for_some

PUBLIC = "tracker_public"
F = TypeVar("F", bound=Callable[..., object])


def public(view: F) -> F:
    """Marks a view that needs no sign-in. Every other view does."""
    setattr(view, PUBLIC, True)
    return view


def current_actor() -> Actor:
    """The person signed in. Only for views that need sign-in, which is every view not marked public."""
    actor: Actor = g.actor
    return actor


def signed_in() -> Actor | None:
    """The person signed in, or None; for pages that anybody may see."""
    actor: Actor | None = g.get("actor")
    return actor


def require(act: Act, ties: frozenset[Tie] = frozenset()) -> None:
    """Raises Forbidden (403) unless the person signed in may do `act`. Load the record first."""
    allow(current_actor(), act, ties)


def require_for_some(act: Act) -> None:
    """Raises Forbidden unless the person's role may do `act` to at least some records."""
    allow(current_actor(), act, frozenset(Tie))


def can(act: Act, ties: frozenset[Tie] = frozenset()) -> bool:
    """For templates: whether to offer an act."""
    return may(signed_in(), act, ties)


def can_for_some(act: Act) -> bool:
    return may_for_some(signed_in(), act)
