"""Small contents of annual reports, made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.annual.rules import FigurePlace, SectionKind
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.snapshots import OfficeFacts, PlanFacts
from tracker.reports.snapshots_annual import AnnualSnapshot, InspectionFacts, QuarterHeld, YearFacts
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts, YearRow
from tracker.reports.snapshots_annual_words import FigureFacts, MoneyFacts, PictureFacts, SectionFacts

_QUARTERS = ("April to June 2023", "July to September 2023", "October to December 2023", "January to March 2024")


def section(kind: SectionKind, text: str | None = "Words") -> SectionFacts:
    return SectionFacts(kind=kind, heading=kind.label, text=text, picture=None, stories=())


def figure(value: str, label: str, previous: str | None = None) -> FigureFacts:
    return FigureFacts(
        place=FigurePlace.PRIORITY,
        value=value,
        label=label,
        period="2023-24",
        previous=previous,
        previous_period=None if previous is None else "2022-23",
        note=None,
        source=None,
    )


def picture(**changes: Any) -> PictureFacts:  # noqa: ANN401  # each test names real columns
    values: dict[str, Any] = {
        "number": 1,
        "sha256": "ab" * 32,
        "media_type": "image/png",
        "width": 40,
        "height": 30,
        "words": "A hill",
        **dict.fromkeys(("caption", "credit", "consent_until")),
        "shows_people": False,
        "has_consent": False,
    }
    return PictureFacts(**{**values, **changes})


def objective(**changes: Any) -> ObjectiveFacts:  # noqa: ANN401  # as above
    values: dict[str, Any] = {
        "code": "1.1",
        "level_name": "Theme",
        "title": "Trust",
        "text": "More people trust us.",
        "picture": None,
        **dict.fromkeys(("figures", "stories", "outcomes", "parts"), ()),
    }
    return ObjectiveFacts(**{**values, **changes})


def work(reference: str, **changes: Any) -> YearRow:  # noqa: ANN401  # as above
    values: dict[str, Any] = {
        "reference": reference,
        "earlier": (),
        "action": "Buy a van",
        "due_text": "March 2024",
        "due_end": date(2024, 3, 28),
        "start": 20,
        "progress": 60,
        "status": ProgressStatus.IN_PROGRESS,
        "status_word": "In progress",
        "outcome": YearOutcome.GOING_ON,
        "outcome_word": "Going on",
        "updated_on": date(2023, 9, 30),
        "updated_in_year": True,
        **dict.fromkeys(("objective", "note", "completed_on", "closed_reason")),
        "marks": (),
        "overdue": False,
        "days_late": 0,
    }
    return YearRow(**{**values, **changes})


def chapter(**changes: Any) -> Chapter:  # noqa: ANN401  # as above
    values: dict[str, Any] = {
        "plan_code": "P-1",
        "number": 1,
        "title": "Trust in the police",
        **dict.fromkeys(("lead", "introduction", "picture")),
        **dict.fromkeys(("figures", "funding", "stories", "outcomes", "deliverables", "measures", "risks"), ()),
        "objectives": (objective(),),
        "chosen": False,
    }
    return Chapter(**{**values, **changes})


def snapshot(**changes: Any) -> AnnualSnapshot:  # noqa: ANN401  # as above
    values: dict[str, Any] = {
        "as_at": date(2024, 9, 18),
        "year": YearFacts(
            key="2023-24",
            label="2023-24",
            days="1 April 2023 to 31 March 2024",
            start=date(2023, 4, 1),
            end=date(2024, 3, 31),
        ),
        "office": OfficeFacts(name="An office", panel="A panel", notice=""),
        "commissioner": "Coral Commissioner",
        "opened": True,
        "cover": None,
        "plans": (PlanFacts(code="P-1", title="Plan", start=date(2022, 4, 1), end=date(2025, 3, 31)),),
        "quarters": tuple(
            QuarterHeld(key=f"2023-24-Q{number}", months=months, begun=True, updates=1, outcomes=1)
            for number, months in enumerate(_QUARTERS, start=1)
        ),
        "sections": tuple(section(kind) for kind in SectionKind),
        "chapters": (chapter(),),
        "figures": (),
        "inspections": InspectionFacts(grades=None, findings=(), open_findings=0),
        "money": MoneyFacts(finance=(), finance_note=None, shares=(), shares_note=None, funding=()),
    }
    return AnnualSnapshot(**{**values, **changes})
