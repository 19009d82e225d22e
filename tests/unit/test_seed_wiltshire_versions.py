"""The demonstration's versions of plans, against the published facts: the plan of March 2022, the next one a draft."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.test_seed_wiltshire import facts
from tracker.config import project_file
from tracker.plan.rules_version_kinds import StepKind
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_plan import DeliverableRow
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)

ISSUED = "PCP-2022-25"


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(project_file("seeds", "wiltshire"))


def test_one_plan_is_published_in_march_2022_and_the_next_is_a_draft(seeds: SeedSet) -> None:
    titles = {row["plan_code"]: row["title"] for row in facts("plans")}
    assert [(row.plan, row.title) for row in seeds.of(PlanVersionRow)] == [
        (ISSUED, titles[ISSUED]),
        ("PCP-2025-29", titles["PCP-2025-29"].removesuffix(" (draft)")),
    ]
    (step,) = seeds.of(PlanVersionStepRow)
    assert (step.plan, step.kind, step.day) == (ISSUED, StepKind.PUBLISHED, date(2022, 3, 31))
    assert (step.note or "").startswith("Assumed: the day")
    assert (step.override_reason or "").startswith("Not in the published papers")


def test_it_has_the_published_priorities_and_objectives(seeds: SeedSet) -> None:
    lines = [row for row in seeds.of(PlanVersionLineRow) if row.code is None]
    published = [row for row in facts("priorities") if row["plan"] == ISSUED]
    assert [str(row.priority_number) for row in lines] == [row["number"] for row in published]
    assert len(seeds.of(PlanVersionLineRow)) == 64


def test_every_deliverable_belongs_to_it(seeds: SeedSet) -> None:
    belongs = {(row.deliverable, row.effective_on, row.plan, row.version) for row in seeds.of(DeliverableVersionRow)}
    assert belongs == {(row.reference, row.began_on, ISSUED, 1) for row in seeds.of(DeliverableRow)}
