"""What must be said of a picture, who must have agreed to one of people, and whether that still holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError

LONGEST_CONSENT: Final = 200
LONGEST_CREDIT: Final = 120

_FILE_NAME: Final = re.compile(r"\S.*\.(?:jpe?g|jfif|png|webp|gif|tiff?|bmp|svg|heic|heif|avif|pdf|psd|raw)", re.I)
_CAMERA: Final = re.compile(r"(?:img|dsc[nf]?|dscf|pict?|pxl|mvimg|gopr|scan|screenshot)[-_ ]?\d[\d\-_ .]*", re.I)
_WORDS: Final = re.compile(r"[^\W_]+")
_NO_DESCRIPTION: Final = frozenset(
    (
        *("photo", "photos", "picture", "pictures", "image", "images", "photograph", "photographs", "logo", "logos"),
        *("pic", "pics", "img", "graphic", "graphics", "icon", "figure", "illustration", "drawing", "jpg", "jpeg"),
        *("png", "file", "untitled", "cover", "banner", "caption", "alt", "text", "tbc", "tbd", "todo", "test", "none"),
        *("na", "n", "a", "an", "the", "of", "no", "number", "our", "new", "one", "this", "is", "here", "copy"),
    )
)
"""Words that say that there is a picture, and not what it shows."""


_FEWEST_LETTERS: Final = 2


class WordsSayNothing(DomainError):
    """The words of a picture are a file name, or only that it is a picture."""

    field = "words"

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(
            "Describe what the picture shows, for example: two officers beside a mobile police station. "
            f"“{words}” tells nothing to a reader who cannot see it"
        )


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


def says_nothing(words: str) -> bool:
    """Whether words say nothing of what a picture shows: a file name, one character, or only "photo 3"."""
    plain = words.strip().strip("“”\"'.()[]").strip()
    if _FILE_NAME.fullmatch(plain) or _CAMERA.fullmatch(plain):
        return True
    told = [word for word in _WORDS.findall(plain) if not word.isdecimal()]
    return sum(map(len, told)) < _FEWEST_LETTERS or all(word.casefold() in _NO_DESCRIPTION for word in told)


def check_words(words: str) -> str:
    """Raises WordsSayNothing."""
    if says_nothing(words):
        raise WordsSayNothing(words)
    return words


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
