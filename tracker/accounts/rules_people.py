"""Who can have an account, what must stay true of the people, and the permission table in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.access import PERMISSIONS, Act, Grant, Role, Tie
from tracker.errors import DomainError

LONGEST_EMAIL: Final = 254
_LONGEST_MAILBOX: Final = 64
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL: Final = re.compile(rf"([a-z0-9_]+(?:(?:\.|[+'-]+)[a-z0-9_]+)*)@(?:{_LABEL}\.)+(?=.*[a-z]){_LABEL}")


class BadEmail(DomainError):
    """The text is no email address we can use."""

    field = "email"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__("Enter an email address in the correct format, like name@example.org")


class EmailTaken(DomainError):
    """Somebody else has an account with this address, active or disabled."""

    field = "email"

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__("Somebody with this email address already has an account")


class LastAdministrator(DomainError):
    """The act would leave nobody who can manage people and settings."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is the only administrator who can sign in. Make somebody else an administrator first."
        )


class AlreadyDisabled(DomainError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is disabled already. Nothing was changed.")


class NotDisabled(DomainError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is not disabled. Nothing was changed.")


class DisabledPerson(DomainError):
    """Something was asked for a person who is disabled."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is disabled. Enable them first.")


class CannotDeputise(DomainError):
    """This person cannot be named: oneself, somebody disabled, or a role that never stands in for an owner."""

    field = "deputy_id"

    def __init__(self) -> None:
        super().__init__("Select somebody from the list")


class AlreadyDeputy(DomainError):
    """The same person is named for some of the same days."""

    field = "deputy_id"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is your deputy on some of these days already. Change the days, or end that one first."
        )


class BadDeputyDay(DomainError):
    """A first or last day that does not fit. `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class DeputyEnded(DomainError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is no longer your deputy. Nothing was changed.")


def normal_email(text: str) -> str:
    """An address as it is stored and looked up: no blanks around it, lower case."""
    return text.strip().lower()


def check_email(text: str) -> str:
    """The address as it is stored. ASCII, one mailbox at one domain with a dot in it. Raises BadEmail."""
    email = normal_email(text)
    match = _EMAIL.fullmatch(email) if len(email) <= LONGEST_EMAIL else None
    if match is None or len(match[1]) > _LONGEST_MAILBOX:
        raise BadEmail(text)
    return email


def person_subject(person_id: int) -> str:
    """What the log calls a person: "person 3"."""
    return f"person {person_id}"


def check_deputy_days(starts_on: date, ends_on: date | None, *, on: date) -> None:
    """Nobody becomes a deputy in the past, or ends before they begin. Raises BadDeputyDay."""
    if starts_on < on:
        raise BadDeputyDay("starts_on", "The first day must be today or in the future")
    if ends_on is not None and ends_on < starts_on:
        raise BadDeputyDay("ends_on", "The last day must be the same as or after the first day")


def check_last_day(last_day: date, starts_on: date, ends_on: date | None, *, on: date) -> None:
    """A deputy's last day may be brought forward to today, never later than it was. Raises BadDeputyDay."""
    if last_day < on:
        raise BadDeputyDay("last_day", "The last day must be today or in the future")
    if last_day < starts_on:
        raise BadDeputyDay("last_day", "The last day must be the same as or after the first day")
    if ends_on is not None and last_day > ends_on:
        raise BadDeputyDay("last_day", "The last day must be the same as or before the last day agreed so far")


def days_overlap(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two runs of days, both ends included and None for no end, share a day."""
    return (ends is None or other_starts <= ends) and (other_ends is None or starts <= other_ends)


def roles_with(tie: Tie) -> frozenset[Role]:
    """The roles the permission table lets do anything by this tie: who can own, who can stand in."""
    return frozenset(grant.role for grants in PERMISSIONS.values() for grant in grants if grant.tie is tie)


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """One act of the permission table; `cells` has one text per role in the order of Role, empty where it may not."""

    act: str
    cells: tuple[str, ...]


_TIE_WORDS: Final[Mapping[Tie, str]] = {
    Tie.ANY: "Yes",
    Tie.OWNER: "if they own it",
    Tie.DEPUTY: "if its owner named them deputy",
    Tie.LEADS: "in a priority they lead",
}


def permission_table() -> tuple[PermissionRow, ...]:
    """The permission table in words, an act a row."""
    return tuple(
        PermissionRow(_capital(act.value), tuple(_cell(PERMISSIONS[act], role) for role in Role)) for act in Act
    )


def _cell(grants: tuple[Grant, ...], role: Role) -> str:
    ties = [grant.tie for grant in grants if grant.role is role]
    if Tie.ANY in ties:
        return _TIE_WORDS[Tie.ANY]
    return _capital(", or ".join(_TIE_WORDS[tie] for tie in ties))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def deputy_may(role: Role) -> str:
    """What a deputy of somebody with this role may do in their stead, in words."""
    if role is Role.CHIEF_EXECUTIVE:
        return "return, sign off and revoke reports, and record that they were sent and published"
    return "record progress on all deliverables you own, and ask for other due dates"
