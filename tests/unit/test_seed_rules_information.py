"""What must be true of the register of Specified Information in a seed set; each mistake is named where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.unit.test_seed_rules import office_with, office_without, problems
from tracker.information.rules import DueFrom, PublicationKind
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow
from tracker.seeds.tables_row import SeedRow

LINE, DONE = InformationLineRow, InformationPublicationRow
ADDRESS = "Enter the whole address of the page"
ONLY_PUBLISHED = "Only what is published has a period and an address."


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (LINE, 3, {"code": "3g"}, "code", "“3g” stands in row 2 already."),
        (DONE, 5, {"line_code": "9z"}, "line_code", "“9z” does not stand in information_lines.csv."),
        (DONE, 4, {"withdraws": 9}, "withdraws", "“3g 9” does not stand in information_publications.csv."),
        (LINE, 3, {"code": "3G"}, "code", "Row 2 has this code already, but for capitals."),
        (LINE, 6, {"code": "new"}, "code", "A code has at most 20 letters"),
        (LINE, 2, {"address": "here"}, "address", ADDRESS),
        (LINE, 2, {"due_days": None}, "due_days", "Enter in how many days it is due"),
        (LINE, 4, {"due_from": DueFrom.START}, "due_days", "has no period that could begin"),
        (LINE, 2, {"counts_from": date(2011, 1, 1)}, "counts_from", "2011-01-01 is before 2012-04-01"),
        (LINE, 6, {"withdrawn_reason": None}, "withdrawn_reason", "Fill withdrawn_on and withdrawn_by"),
        (DONE, 2, {"address": "here"}, "address", ADDRESS),
        (DONE, 2, {"period": "2024-25"}, "period", "There is no month “2024-25”."),
        (DONE, 4, {"kind": PublicationKind.PUBLISHED}, "withdraws", "Fill this cell when the kind is withdrawn"),
        (DONE, 4, {"withdraws": 3}, "withdraws", "Only a publication before it can be withdrawn."),
        (DONE, 4, {"note": None}, "note", "What is withdrawn has a reason."),
        (DONE, 6, {"period": "2024-04"}, "period", ONLY_PUBLISHED),
        (DONE, 6, {"address": "https://example.org"}, "address", ONLY_PUBLISHED),
    ],
)
def test_each_mistake_is_named(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    found = problems(office_with(kind, row, changes))
    assert any(each.startswith(f"{kind.FILE}, row {row}, column {column}: ") and said in each for each in found), found


def test_publications_of_a_line_are_numbered_without_a_gap() -> None:
    found = problems(office_without(DONE, 2))
    assert any("The numbers of line 3g must be 1, 2, 3 …: 1 is missing." in each for each in found)
