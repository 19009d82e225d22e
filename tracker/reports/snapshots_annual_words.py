"""What an office wrote for a year, as the annual report carries it: texts, stories, pictures, figures and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tracker.annual.rules import FigurePlace, FinanceSide, SectionKind, StoryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """A picture without its bytes: those stand in the store under `sha256`.

    `words` stand for it where it cannot be seen. `consent_until` is the last day its people agreed to, None where it
    shows nobody or they agreed for good. Who agreed is not in it: the report does not say.
    """

    number: int
    sha256: str
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    words: str
    caption: str | None
    credit: str | None
    shows_people: bool
    has_consent: bool
    consent_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """A case study, which has a title, or a quotation, which may name its speaker; the text as typed."""

    kind: StoryKind
    title: str | None
    text: str
    speaker: str | None
    picture: PictureFacts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """A headline figure as it is printed."""

    place: FigurePlace
    value: str
    label: str
    period: str
    previous: str | None
    previous_period: str | None
    note: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFacts:
    """A grant, contract or capital sum, in pounds."""

    topic: str
    amount: Decimal
    qualifier: str | None
    detail: str | None
    period: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFacts:
    """A section in its place: its heading, its text as typed (None: not written), and what stands in it."""

    kind: SectionKind
    heading: str
    text: str | None
    picture: PictureFacts | None
    stories: tuple[StoryFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceFacts:
    """A line of the finance table in £m with the digits it is printed with; `budget` None: not set yet."""

    side: FinanceSide
    label: str
    actual: str
    budget: str | None
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFacts:
    """What a function took of the year's spend in percent, and of the spend of the year before if that is known."""

    function: str
    percent: Decimal
    previous: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFacts:
    """The finance table and the shares of spend, each with the note printed under it."""

    finance: tuple[FinanceFacts, ...]
    finance_note: str | None
    shares: tuple[ShareFacts, ...]
    shares_note: str | None
    funding: tuple[FundingFacts, ...]
