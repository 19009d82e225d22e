"""The annual reports of an office that has everything: texts, stories, pictures, figures money and what is gone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from tests.offices_inspections import AWKWARD, PICTURE
from tracker.annual.rules import FigurePlace, FinanceSide, SectionKind, StoryKind, TableKind
from tracker.seeds.tables_annual import (
    AnnualFigureRow,
    AnnualObjectiveTextRow,
    AnnualPictureRow,
    AnnualPriorityTextRow,
    AnnualSectionRow,
    AnnualStoryRow,
    AnnualTableRow,
    AnnualYearRow,
    FinanceLineRow,
    FundingFactRow,
    SpendShareRow,
)
from tracker.seeds.tables_row import SeedRow

YEAR: Final = "2022-23"
BEGAN: Final = date(2023, 4, 3)
GONE: Final[dict[str, Any]] = {
    "withdrawn_on": date(2023, 5, 1),
    "withdrawn_by": "Leon",
    "withdrawn_reason": AWKWARD,
}
STANDS: Final[dict[str, Any]] = dict.fromkeys(GONE)
NOWHERE: Final[dict[str, Any]] = dict.fromkeys(("section", "plan", "priority", "objective"))
FIRST: Final[dict[str, Any]] = {"plan": "P-1", "priority": 1}


def picture(number: int, **changes: object) -> AnnualPictureRow:
    values: dict[str, object] = {
        "name": "hall.png",
        "file": PICTURE,
        "width": 300,
        "height": 200,
        "words": "A white hall",
        "caption": None,
        "credit": None,
        "shows_people": False,
        "consent_by": None,
        "consent_on": None,
        "consent_until": None,
        **STANDS,
    }
    return AnnualPictureRow(year=YEAR, number=number, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def section(number: int, kind: SectionKind, **changes: object) -> AnnualSectionRow:
    values: dict[str, object] = {
        "position": number,
        "heading": kind.label,
        "text": None,
        "included": True,
        "picture": None,
    }
    return AnnualSectionRow(year=YEAR, number=number, kind=kind, **{**values, **changes})  # type: ignore[arg-type]  # as above


def story(number: int, **changes: object) -> AnnualStoryRow:
    values: dict[str, object] = {
        "kind": StoryKind.CASE_STUDY,
        **NOWHERE,
        "position": number,
        "title": "A van for the hills",
        "text": "It helped",
        "speaker": None,
        "picture": None,
        **STANDS,
    }
    return AnnualStoryRow(year=YEAR, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def figure(number: int, **changes: object) -> AnnualFigureRow:
    values: dict[str, object] = {
        "place": FigurePlace.ENGAGEMENT,
        "plan": None,
        "priority": None,
        "objective": None,
        "position": number,
        "value": "1,404",
        "label": "letters",
        "period": YEAR,
        "previous": None,
        "previous_period": None,
        "note": None,
        "source": None,
        **STANDS,
    }
    return AnnualFigureRow(year=YEAR, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def funding(number: int, **changes: object) -> FundingFactRow:
    values: dict[str, object] = {
        "plan": None,
        "priority": None,
        "position": number,
        "topic": "A grant",
        "amount": Decimal(5000),
        "qualifier": None,
        "detail": None,
        "period": None,
        **STANDS,
    }
    return FundingFactRow(year=YEAR, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def line(position: int, side: FinanceSide, label: str, actual: str, **changes: object) -> FinanceLineRow:
    values: dict[str, object] = {"budget": None, "is_total": False, "withdrawn": False}
    return FinanceLineRow(
        year=YEAR,
        position=position,
        side=side,
        label=label,
        actual=actual,
        **{**values, **changes},  # type: ignore[arg-type]  # as above
    )


def annual_office() -> tuple[SeedRow, ...]:
    """Two years, of which one is only begun."""
    return (*_pictures(), *_texts(), *_stories(), *_figures(), *_money())


def _pictures() -> tuple[SeedRow, ...]:
    consent: dict[str, object] = {"shows_people": True, "consent_by": '=Olivia, "for all"', "consent_on": BEGAN}
    return (
        AnnualYearRow(year=YEAR, opened_on=BEGAN, opened_by="Olivia", cover=1),
        AnnualYearRow(year="2023-24", opened_on=date(2024, 4, 2), opened_by="Olivia", cover=None),
        picture(1),
        picture(2, caption="=People", credit="Olivia", consent_until=date(2025, 1, 1), **consent),
        picture(3, **GONE),
    )


def _texts() -> tuple[SeedRow, ...]:
    return (
        section(1, SectionKind.FOREWORD, position=2, heading="=Foreword", text=AWKWARD, picture=2),
        section(2, SectionKind.PRIORITIES, position=1),
        section(3, SectionKind.OTHER, included=False),
        AnnualPriorityTextRow(year=YEAR, plan="P-1", priority=1, introduction=AWKWARD, picture=1),
        AnnualPriorityTextRow(year=YEAR, plan="P-1", priority=2, introduction=None, picture=None),
        AnnualObjectiveTextRow(year=YEAR, **FIRST, objective="1.1", text=None, picture=3),
        AnnualObjectiveTextRow(year=YEAR, **FIRST, objective="1.1.1", text=AWKWARD, picture=None),
    )


def _stories() -> tuple[SeedRow, ...]:
    return (
        story(1, **FIRST, objective="1.1.1", text=AWKWARD, picture=1),
        story(2, **FIRST, kind=StoryKind.QUOTATION, title=None, speaker="=A resident"),
        story(3, section=1, position=1, **GONE),
    )


def _figures() -> tuple[SeedRow, ...]:
    return (
        figure(1, note="=Counted", source="A table"),
        figure(2, place=FigurePlace.PRIORITY, **FIRST, objective="1.1", previous="=1", previous_period="2021-22"),
        figure(3, place=FigurePlace.PRIORITY, **FIRST, **GONE),
        funding(1, **FIRST, qualifier="over", detail="=For vans", period=YEAR),
        funding(2, amount=Decimal("1250.5"), **GONE),
    )


def _money() -> tuple[SeedRow, ...]:
    cost, income = FinanceSide.COST, FinanceSide.FINANCED_BY
    return (
        AnnualTableRow(year=YEAR, kind=TableKind.FINANCE, note=AWKWARD),
        AnnualTableRow(year=YEAR, kind=TableKind.SHARES, note=None),
        line(1, cost, "=Vans", "6.810", budget="7.38"),
        line(2, cost, "Cost", "6.810", budget="7.38", is_total=True),
        line(3, income, "Reserve", "-0.190"),
        line(4, income, "Grant", "7.000", withdrawn=True),
        SpendShareRow(year=YEAR, position=1, function="=Vans", percent=Decimal(102), previous=None, withdrawn=False),
        SpendShareRow(
            year=YEAR,
            position=2,
            function="Reserves",
            percent=Decimal("-1.25"),
            previous=Decimal(2),
            withdrawn=True,
        ),
    )
