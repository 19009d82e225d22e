"""The register of Specified Information of an office that has everything: every kind of line, a mistake withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.offices_inspections import AWKWARD
from tracker.information.rules import DueFrom, Every, PublicationKind, TimingBy
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow
from tracker.seeds.tables_row import SeedRow

BEGAN: Final = date(2024, 4, 1)
GONE: Final[dict[str, object]] = {
    "withdrawn_on": date(2024, 5, 1),
    "withdrawn_by": "Ada",
    "withdrawn_reason": AWKWARD,
}


def line(code: str, position: int, **changes: object) -> InformationLineRow:
    values: dict[str, object] = {
        "topic": "Income and expenditure",
        "title": "Spending over £500",
        "source": "The Order, paragraph 3(g)",
        "every": Every.MONTH,
        "due_from": DueFrom.END,
        "due_days": 30,
        "timing_by": TimingBy.PARTLY,
        "note": None,
        "address": None,
        "owner": None,
        "counts_from": BEGAN,
        **dict.fromkeys(GONE),
    }
    return InformationLineRow(code=code, position=position, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def published(code: str, number: int, **changes: object) -> InformationPublicationRow:
    values: dict[str, object] = {
        "kind": PublicationKind.PUBLISHED,
        "done_on": date(2024, 5, 20),
        "period": None,
        "address": None,
        "note": None,
        "withdraws": None,
        "recorded_by": "Ada",
    }
    return InformationPublicationRow(line_code=code, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def information_office() -> tuple[SeedRow, ...]:
    standing: dict[str, object] = {"every": Every.STANDING, "due_days": 90, "timing_by": TimingBy.OFFICE}
    return (
        line("3g", 1, note=AWKWARD, address="https://example.org/spending", owner="=Finance"),
        line("3a", 2, every=Every.YEAR, due_from=DueFrom.START, due_days=1, timing_by=TimingBy.ORDER),
        line("1e", 3, **standing),
        line("5d", 4, every=Every.EVENT, due_days=None),
        line("7C-a", 5, every=Every.QUARTER, due_days=0, **GONE),
        published("3g", 1, period="2024-04", note=AWKWARD),
        published("3g", 2, period="2024-05", address="https://example.org/spending/may.csv"),
        published("3g", 3, kind=PublicationKind.WITHDRAWN, note=AWKWARD, withdraws=2),
        published("1e", 1),
        published("1e", 2, kind=PublicationKind.CHECKED, done_on=date(2024, 8, 1)),
    )
