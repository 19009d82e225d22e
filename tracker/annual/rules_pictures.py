"""Who must have agreed to a picture of people, and whether that still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError

LONGEST_CONSENT: Final = 200
LONGEST_CREDIT: Final = 120


class ConsentNeeded(DomainError):
    """A picture shows people who can be known, and nobody is named who agreed."""

    field = "consent_by"

    def __init__(self) -> None:
        super().__init__(
            "Enter who agreed that the picture is published, and on which day, or say that it shows nobody"
        )


class ConsentEndsEarly(DomainError):
    field = "consent_until"

    def __init__(self) -> None:
        super().__init__("The last day of the consent must not be before the day it was given")


class ConsentInTheFuture(DomainError):
    field = "consent_on"

    def __init__(self) -> None:
        super().__init__("The day of the consent must be today or earlier")


@dataclass(frozen=True, slots=True)
class Consent:
    """Who agreed for the people in a picture and when. `until` None: for good."""

    by: str | None
    on: date | None
    until: date | None = None


def check_consent(consent: Consent, today: date) -> None:
    """Raises ConsentNeeded, ConsentInTheFuture or ConsentEndsEarly."""
    if not (consent.by or "").strip() or consent.on is None:
        raise ConsentNeeded
    if consent.on > today:
        raise ConsentInTheFuture
    if consent.until is not None and consent.until < consent.on:
        raise ConsentEndsEarly


def may_be_shown(shows_people: bool, consent_on: date | None, consent_until: date | None, on: date) -> bool:
    """Whether a picture may be published on a day: it shows nobody, or those it shows agreed and that still holds."""
    if not shows_people:
        return True
    return consent_on is not None and consent_on <= on and (consent_until is None or on <= consent_until)


def consent_ended_words(consent_until: date | None, on: date) -> str:
    """What to say beside a picture whose consent ran out before a day; "" while it holds."""
    if consent_until is None or on <= consent_until:
        return ""
    return (
        f" But those it shows agreed only until {long_date(consent_until)}, so the report cannot be signed off with it "
        "without a reason. Ask them again and record the new day, or withdraw the picture."
    )
