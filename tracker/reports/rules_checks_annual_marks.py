"""What an annual report prints that lacks something small: a speaker, a digit, words of a picture, the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.annual.rules import StoryKind
from tracker.annual.rules_pictures import says_nothing
from tracker.dates import long_date
from tracker.plan.rules import has_words
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_words import PictureFacts, StoryFacts

PICTURES: Final = "Pictures"
FIGURES: Final = "Headline figures"
STORIES: Final = "Case studies and quotations"
COVER: Final = "The cover"
_SHOWN: Final = 60
"""Characters of a quotation that tell it from the others."""


@dataclass(frozen=True, slots=True)
class GonePicture:
    """A withdrawn picture that is still chosen somewhere. `places` say where else than on the cover."""

    number: int
    on_cover: bool
    places: tuple[str, ...]


def mark_problems(snapshot: AnnualSnapshot) -> Iterator[Problem]:
    """Pictures that cannot be printed as they are, quotations of nobody, and figures that are none."""
    for picture in snapshot.pictures:
        for about, words in _of_picture(picture, snapshot):
            yield _problem(ProblemKind.PICTURE, Severity.BLOCK, PICTURES, f"Picture {picture.number}", about, words)
    for story in snapshot.stories:
        yield from _speaker(story)
    every = (*snapshot.figures, *(figure for chapter in snapshot.chapters for figure in chapter.every_figure))
    for figure in every:
        if not any(sign.isdecimal() for sign in figure.value):
            words = (
                f"The headline figure “{figure.value}” ({figure.label}) has no digit, so it says no number. "
                "Enter the figure, or withdraw it."
            )
            about = f"{figure.value}\n{figure.label}"
            yield _problem(ProblemKind.NO_DIGIT, Severity.WARN, FIGURES, None, about, words)


def gone_pictures(found: Iterable[GonePicture]) -> Iterator[Problem]:
    """Where the report shows nothing because the picture chosen for it was withdrawn."""
    for picture in found:
        name = f"Picture {picture.number}"
        if picture.on_cover:
            words = f"{name} is withdrawn, so the cover has no picture. Choose another picture for it, or none."
            yield _problem(ProblemKind.PICTURE, Severity.WARN, COVER, None, f"withdrawn {picture.number}", words)
        for place in picture.places:
            words = f"{name} is withdrawn, so no picture is shown with {place}. Choose another there, or none."
            yield _problem(ProblemKind.PICTURE, Severity.WARN, PICTURES, name, f"withdrawn\n{place}", words)


def _of_picture(picture: PictureFacts, snapshot: AnnualSnapshot) -> Iterator[tuple[str, str]]:
    name = f"Picture {picture.number}"
    if not has_words(picture.words):
        yield "words", f"{name} has no words for readers who cannot see it. Say what it shows."
    elif says_nothing(picture.words):
        yield (
            f"words\n{picture.words}",
            f"The words of picture {picture.number}, “{picture.words}”, do not say what it shows. "
            "Describe it for a reader who cannot see it.",
        )
    if picture.shows_people and not picture.has_consent:
        yield "consent", f"{name} shows people, and nobody recorded that they agreed. Record it, or take another."
    if picture.consent_until is not None and picture.consent_until < snapshot.as_at:
        ended = long_date(picture.consent_until)
        yield (
            "consent ended",
            f"The people in picture {picture.number} agreed until {ended}. Ask again, or take another.",
        )


def _speaker(story: StoryFacts) -> Iterator[Problem]:
    if story.kind is StoryKind.QUOTATION and not has_words(story.speaker):
        begins = _shortened(story.text)
        words = f"The quotation “{begins}” names no speaker. Say who says it, such as “a resident of Corsham”."
        yield _problem(ProblemKind.SPEAKER, Severity.WARN, STORIES, None, story.text, words)


def _shortened(text: str) -> str:
    words: Sequence[str] = text.split()
    line = " ".join(words)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"


def _problem(
    kind: ProblemKind, severity: Severity, block: str, reference: str | None, about: str, words: str
) -> Problem:
    place = ProblemPlace(block=block, reference=reference)
    return Problem(kind=kind, severity=severity, place=place, about=about, words=words)
