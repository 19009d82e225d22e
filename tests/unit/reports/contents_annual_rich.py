"""The annual report of an office that writes much: pictures of every shape, long names, many figures and charts."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256

from PIL import Image, ImageDraw

from tests.unit.reports.contents_annual import chapter, figure, objective, picture, section, snapshot, work
from tracker.annual.rules import FigurePlace, FinanceSide, SectionKind, StoryKind
from tracker.documents.remake import remake
from tracker.measures.rules import Polarity, Unit
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.snapshots import AcronymFacts
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import (
    Chapter,
    ObjectiveFacts,
    OutcomeLine,
    YearMeasure,
    YearMeasures,
    YearMonths,
    YearRow,
)
from tracker.reports.snapshots_annual_words import (
    FinanceFacts,
    FundingFacts,
    MoneyFacts,
    PictureFacts,
    SectionFacts,
    ShareFacts,
    StoryFacts,
)

SHAPES = {
    "portrait": (700, 1000),
    "landscape": (1500, 1000),
    "panorama": (1800, 450),
    "tiny": (210, 150),
    "square": (800, 800),
    "tower": (300, 1500),
}
TITLES = (
    "Trust",
    "Fewer people harmed, and everybody who is harmed heard, believed and helped from the first call to the last "
    "day in court and for as long as they need it afterwards",
    "Safer roads and lanes",
    "Neighbourhoods",
    "A modern, green and well-led police service for the whole of the county and its islands",
    "Young people",
)
LONG = (
    "Patrols went where residents asked for them. Every complaint about speed was read, and where three came from one "
    "street the team measured for a week. The council, the fire service and the parish councils met each month, and "
    "what they agreed was printed in the parish magazine. "
) * 6
_MONTHS = ("April to June 2023", "July to September 2023", "October to December 2023", "January to March 2024")


@cache
def _made(shape: str) -> tuple[bytes, int, int]:
    width, height = SHAPES[shape]
    drawn = Image.new("RGB", (width, height), "#dbe7ee")
    pen = ImageDraw.Draw(drawn)
    for step in range(0, width, max(width // 9, 1)):
        pen.ellipse((step, height // 3, step + width // 10, height // 3 + width // 10), fill="#b5651d")
        pen.rectangle((step, height // 3 + width // 10, step + width // 11, height), fill="#1d4e6b")
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=80)
    found = remake(written.getvalue(), f"{shape}.jpg")
    return found.content, found.width, found.height


def photograph(shape: str, *, people: bool = True) -> PictureFacts:
    content, width, height = _made(shape)
    return picture(
        number=list(SHAPES).index(shape) + 1,
        sha256=sha256(content).hexdigest(),
        media_type="image/jpeg",
        width=width,
        height=height,
        words=f"Nine people in a row, a {shape} picture",
        caption=f"Volunteers of the {shape} group at their meeting in May",
        credit="Photograph: the office",
        shows_people=people,
        has_consent=people,
        consent_until=date(2030, 1, 1) if people else None,
    )


def photographs() -> dict[str, bytes]:
    """The bytes of all of them by SHA-256."""
    return {sha256(content).hexdigest(): content for content, _, _ in map(_made, SHAPES)}


def case_study(title: str, shape: str | None, text: str = LONG) -> StoryFacts:
    shown = photograph(shape) if shape else None
    return StoryFacts(kind=StoryKind.CASE_STUDY, title=title, text=text, speaker=None, picture=shown)


def quotation(shape: str | None = None) -> StoryFacts:
    return StoryFacts(
        kind=StoryKind.QUOTATION,
        title=None,
        text="For the first time in years I let my children walk to school, and I know the officer’s name.",
        speaker="A resident of Upper Wick",
        picture=photograph(shape) if shape else None,
    )


def rich_snapshot() -> AnnualSnapshot:
    """Six chapters, every shape of picture, one to nine figures, 30 charts, and two quarters without a record."""
    found = snapshot(
        cover=photograph("landscape", people=False),
        sections=tuple(map(_section, SectionKind)),
        chapters=tuple(_chapter(number, title) for number, title in enumerate(TITLES, start=1)),
        figures=tuple(
            replace(figure(f"{1204 * at:,}", f"people met at {place.label.lower()} {at}"), place=place)
            for place in (FigurePlace.ENGAGEMENT, FigurePlace.DIGITAL, FigurePlace.COMPLAINTS)
            for at in range(1, {FigurePlace.ENGAGEMENT: 8, FigurePlace.DIGITAL: 6}.get(place, 2))
        ),
        money=_money(),
        acronyms=tuple(AcronymFacts(acronym=f"AB{at}", meaning="A long meaning of few letters") for at in range(30)),
    )
    quiet = tuple(replace(each, updates=0, outcomes=0) for each in found.quarters[2:])
    return replace(found, quarters=(*found.quarters[:2], *quiet))


def _section(kind: SectionKind) -> SectionFacts:
    pictures = {
        SectionKind.FOREWORD: photograph("portrait"),
        SectionKind.ROLE: photograph("panorama"),
        SectionKind.PLAN_OVERVIEW: photograph("landscape", people=False),
        SectionKind.VOICE: photograph("tiny"),
        SectionKind.OTHER: photograph("tower"),
    }
    told = (quotation("square"), case_study("A bench", None)) if kind is SectionKind.FOREWORD else ()
    return replace(section(kind, f"{LONG}\n\n{LONG}"), picture=pictures.get(kind), stories=told)


def _chapter(number: int, title: str) -> Chapter:
    return chapter(
        number=number,
        title=title,
        lead="Leon Lead",
        introduction=LONG if number % 2 else "Short.",
        picture=photograph("panorama", people=False) if number == 1 else None,
        figures=tuple(figure(f"-{at}.{number}%", f"change in crimes of kind {at}") for at in range(1, number + 4)),
        stories=(case_study("The hall " * number, list(SHAPES)[number - 1]), quotation()),
        objectives=tuple(_objective(number, at) for at in range(1, 5)),
        deliverables=tuple(_work(number, at) for at in range(1, 3 * number)),
        measures=(_measures(number),),
        funding=tuple(_grant(at) for at in range(1, number + 2)),
    )


def _objective(number: int, at: int) -> ObjectiveFacts:
    before = (figure("41%", "of calls answered", "39%"), figure("12%", "of calls lost", "12%"))
    parts = tuple(
        objective(
            code=f"{number}.{at}.{part}",
            level_name="Topic",
            title=f"Topic {part} of many words that goes on over more than one line of the page it stands on",
            text="One line." if part % 2 else LONG,
            figures=(figure(f"{part},204", "people helped"),) if part % 2 else before,
            outcomes=(_outcome(part),) if part != 2 else (),
        )
        for part in range(1, at)
    )
    return objective(
        code=f"{number}.{at}",
        title=f"Objective {at}",
        text=f"{LONG}\n\n- {LONG}\n- one" if at == 2 else "Words.",
        picture=photograph(list(SHAPES)[(number + at) % len(SHAPES)]) if at % 2 else None,
        figures=before if at == 3 else (figure("£1.2m", "saved"),) * (at == 2),
        stories=(case_study("One that is told at length", "portrait", LONG * 3),) if at == 4 else (),
        outcomes=tuple(_outcome(each) for each in range(1, at)),
        parts=parts,
    )


def _outcome(at: int) -> OutcomeLine:
    return OutcomeLine(quarter=f"2023-24-Q{at % 2 + 1}", months=_MONTHS[at % 2], text="A van came.", recorded=None)


def _work(number: int, at: int) -> YearRow:
    outcome = list(YearOutcome)[at % len(YearOutcome)]
    return work(
        f"D-{number}{at:03d}",
        action="Bring a van to every village that has no station, with an officer, a desk and a line to the force",
        outcome=outcome,
        outcome_word=outcome.label,
        note="It waits for the vehicle licence." if at % 3 else None,
        overdue=bool(at % 2),
        days_late=at * 97,
    )


def _measures(number: int) -> YearMeasures:
    rows = tuple(
        YearMeasure(
            code=f"M-{number}-{at}",
            name=f"Crimes of kind {at} for each 1,000 people",
            unit=Unit.COUNT,
            polarity=Polarity.LOWER,
            twelve_months="1,204",
            twelve_months_before="1,180",
            year_on_year="+2.0%",
            value=Decimal(1204),
            previous=Decimal(1180),
            months=YearMonths(
                year=tuple(Decimal(90 + month * at % 17) for month in range(12)),
                before=tuple(Decimal(95 - month) if month != at else None for month in range(12)),
            ),
            notes=(),
            withheld=(),
        )
        for at in range(1, 4)
    )
    return YearMeasures(group="Crime", month=date(2024, 3, 1), rows=rows)


def _grant(at: int) -> FundingFacts:
    detail = "for vans, drivers and what they need for a year of work in the hills" if at % 2 else None
    return FundingFacts(topic="A grant", amount=Decimal(at * 12345), qualifier="over", detail=detail, period="2023-24")


def _money() -> MoneyFacts:
    lines = (
        (FinanceSide.COST, "Force", "107.131", "109.642", False),
        (FinanceSide.COST, "Cost", "107.131", "109.642", True),
        (FinanceSide.FINANCED_BY, "Grant", "110.131", None, False),
        (FinanceSide.FINANCED_BY, "Reserve", "-3.000", None, False),
        (FinanceSide.FINANCED_BY, "Income", "107.131", None, True),
    )
    shares = (("Local", "61.5", "58"), ("Support", "42", "44"), ("Reserves", "-12.5", "-3"), ("New", "9", None))
    return MoneyFacts(
        finance=tuple(
            FinanceFacts(side=side, label=label, actual=actual, budget=budget, is_total=total)
            for side, label, actual, budget, total in lines
        ),
        finance_note=LONG,
        shares=tuple(
            ShareFacts(function=name, percent=Decimal(now), previous=Decimal(before) if before else None)
            for name, now, before in shares
        ),
        shares_note=LONG,
        funding=(_grant(1), _grant(2)),
    )
