"""How people prove who they are: passwords, slowing guesses down, how long a session lasts, one-use links.

All of it is judged by the machine's clock: instants in UTC, never the office's day.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker import dates
from tracker.accounts.rules_people import normal_email
from tracker.enums import LabelledEnum
from tracker.errors import DomainError

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 200

FAILURES_PER_ADDRESS: Final = 5
"""This many wrong tries with one email address, and the next must wait."""
FAILURES_PER_NETWORK: Final = 20
"""This many wrong tries from one place in the network, whoever they claim to be."""
FAILURES_COUNT_FOR: Final = timedelta(minutes=15)

SESSION_LASTS: Final = timedelta(hours=24)
"""WCAG 2.2.1 asks for a warning before every limit below 20 hours that a person cannot turn off beforehand."""
SESSION_IDLES: Final = timedelta(hours=2)
"""Turned off by who ticks at sign-in that they stay signed in."""
LINK_LASTS: Final = timedelta(days=3)

_HASHER: Final = PasswordHasher()
"""argon2id with the library's parameters (RFC 9106, low memory); a hash made with others is made anew at sign-in."""

_FEWEST_DIFFERENT: Final = 5
_SHORTEST_NAME: Final = 4
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb",
)
_COMMON: Final = re.compile(
    "administrator|admin|changeme|commissioner|default|demo|dragon|football|guest|iloveyou|letmein|login|master|monkey|"
    "opcc|passphrase|password|pass|police|princess|qwertyuiop|qwerty|secret|sunshine|superman|test|tracker|trustno|"
    "user|welcome"
)
_AROUND: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_LEET: Final = str.maketrans("013457@$!", "oleastasi")


class SignInRefused(DomainError):
    """The address and the password do not belong together, or may not come in: which of these is never said."""

    def __init__(self) -> None:
        super().__init__("The email address or the password is not right. Check both and try again.")


class TooManyAttempts(DomainError):
    """Too many wrong tries; until `until` nothing is even checked."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        # The minute shown must have passed when the wait is over.
        shown = dates.london(until + timedelta(minutes=1))
        super().__init__(
            f"There were too many wrong tries. Try again after {shown.hour % 12 or 12}:{shown.minute:02d}"
            f"{'am' if shown.hour < 12 else 'pm'}."
        )


class WrongPassword(DomainError):
    field = "current_password"

    def __init__(self) -> None:
        super().__init__("This is not your current password. Enter it again.")


class PasswordProblem(LabelledEnum):
    """Why a password will not do."""

    TOO_SHORT = "too_short", f"Your new password must have at least {SHORTEST_PASSWORD} characters"
    TOO_LONG = "too_long", f"Your new password must have {LONGEST_PASSWORD} characters or fewer"
    UNTYPEABLE = "untypeable", "Your new password contains a character that cannot be typed. Type it by hand."
    HOLDS_NAME = "holds_name", "Your new password must not contain your email address or a part of it"
    EASY = "easy", "This password is easy to guess. Use at least three words that do not belong together."


class UnfitPassword(DomainError):
    """A new password that would be guessed, or cannot be kept. Carries no part of it."""

    field = "new_password"

    def __init__(self, problem: PasswordProblem) -> None:
        self.problem = problem
        super().__init__(problem.label)


class UnusableLink(DomainError):
    """A one-use link that was used, is too old, was replaced, or never existed: which of these is never said."""

    def __init__(self) -> None:
        super().__init__("This link cannot be used.")


class SessionEnd(LabelledEnum):
    """Why a session ended without the person signing out."""

    IDLE = "idle", "You were signed out because you did nothing for 2 hours. Sign in to carry on."
    TOO_OLD = "too_old", "You were signed out because you signed in 24 hours ago. Sign in to carry on."
    CHANGED = "changed", "You were signed out because your password or your account changed. Sign in to carry on."


def check_new_password(password: str, email: str) -> None:
    """Raises UnfitPassword for a password that is too short, too long or too easy to guess."""
    problem = _problem_of(password, normal_email(email))
    if problem is not None:
        raise UnfitPassword(problem)


def hash_password(password: str) -> str:
    """An argon2id hash with its parameters and salt in it."""
    return _HASHER.hash(_bytes(password))


@dataclass(frozen=True, slots=True)
class Check:
    """`matches`, and whether the hash was made with other parameters than today's and should be made anew."""

    matches: bool
    outdated: bool = False


def check_password(password_hash: str | None, password: str) -> Check:
    """Compares in constant time. No hash, and a password nobody can have, cost as much as a wrong password."""
    nobody = _hash_of_nobody(_HASHER)
    known = password_hash is not None and len(password) <= LONGEST_PASSWORD
    against = password_hash if password_hash is not None and known else nobody
    try:
        _HASHER.verify(against, _bytes(password[: LONGEST_PASSWORD + 1]))
    except (VerificationError, InvalidHashError):
        return Check(matches=False)
    return Check(matches=known, outdated=known and _HASHER.check_needs_rehash(against))


@dataclass(frozen=True, slots=True)
class ThrottleKeys:
    """What failed tries are counted under: the address as typed, and the place in the network."""

    address: str
    network: str

    @property
    def limits(self) -> tuple[tuple[str, int], ...]:
        return (self.address, FAILURES_PER_ADDRESS), (self.network, FAILURES_PER_NETWORK)


def throttle_keys(secret: str, typed_email: str, network: str | None, *, signed_in: bool = False) -> ThrottleKeys:
    """Keyed hashes, so that neither an address nor what was typed by mistake can be read back from the database.

    Who is `signed_in` and types their password again is counted apart: nobody who only knows their address can
    keep them from their work.
    """
    kind = "address signed in" if signed_in else "address"
    return ThrottleKeys(_keyed(secret, kind, normal_email(typed_email)), _keyed(secret, "network", _place(network)))


def wait_until(failures: Sequence[datetime], limit: int, now: datetime) -> datetime | None:
    """When the next try may be made: None for now. `failures` are the instants of those made so far, in any order."""
    recent = sorted(at for at in failures if at > now - FAILURES_COUNT_FOR)
    return recent[-limit] + FAILURES_COUNT_FOR if len(recent) >= limit else None


def session_end(
    signed_in_at: datetime, last_seen: datetime, now: datetime, *, stays: bool = False
) -> SessionEnd | None:
    """Whether a session is over by age, or, unless it `stays`, by having been left alone; None while it lasts."""
    if now - signed_in_at >= SESSION_LASTS:
        return SessionEnd.TOO_OLD
    return SessionEnd.IDLE if not stays and now - last_seen >= SESSION_IDLES else None


def new_token() -> str:
    """The secret of a one-use link: 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def link_is_open(expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    return used_at is None and now < expires_at


def local_path(text: str | None, otherwise: str = "/") -> str:
    """`text` when it is an address of this site that a browser cannot read as another's; else `otherwise`."""
    if not text or not text.startswith("/") or text.startswith(("//", "/sign-")) or "\\" in text or len(text) > 2000:
        return otherwise
    if any(character.isspace() or not character.isprintable() for character in text):
        return otherwise
    try:
        parts = urlsplit(text)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else text


@cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_bytes(32))


def _bytes(password: str) -> bytes:
    # The same letters typed on two keyboards can arrive composed differently.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace")


def _problem_of(password: str, email: str) -> PasswordProblem | None:
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in password):
        return PasswordProblem.UNTYPEABLE
    plain = unicodedata.normalize("NFKC", password).lower()
    name, _, domain = email.partition("@")
    # A short name stands in many words by chance; the whole address or its domain never does.
    if (len(name) >= _SHORTEST_NAME and name in plain) or (domain and domain in plain):
        return PasswordProblem.HOLDS_NAME
    return PasswordProblem.EASY if _is_easy(plain) else None


def _is_easy(plain: str) -> bool:
    repeats = plain in (plain + plain)[1:-1]
    return len(set(plain)) < _FEWEST_DIFFERENT or repeats or _is_sequence(plain) or _is_common(plain)


def _is_sequence(plain: str) -> bool:
    """Whether its letters and figures run along the alphabet, the figures or a row of the keyboard, or back."""
    only = "".join(character for character in plain if character.isalnum())
    runs = [row * (len(only) // len(row) + 2) for row in _ROWS]
    return bool(only) and any(only in run or only in run[::-1] for run in runs)


def _is_common(plain: str) -> bool:
    """Whether its letters are common words and nothing else, however it is dressed up with figures and signs."""
    core = _AROUND.sub("", plain)
    for form in (plain, core.translate(_LEET)):
        letters = "".join(character for character in form if character.isalpha())
        if letters and not _COMMON.sub("", letters):
            return True
    return False


def _keyed(secret: str, kind: str, value: str) -> str:
    message = f"{kind}\0{value}".encode("utf-8", "replace")
    return hmac.new(secret.encode("utf-8"), message, hashlib.sha256).hexdigest()


def _place(network: str | None) -> str:
    """One subscriber of IPv6 has a whole /64 to try from; one of IPv4 a single address."""
    try:
        address = ipaddress.ip_address(network or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
