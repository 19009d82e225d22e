"""What the clerk does next for a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.packs.rules_steps import Progress, Step, next_step

DAY, BEFORE, AFTER = date(2024, 9, 26), date(2024, 9, 10), date(2024, 9, 27)
NOTHING = Progress(DAY, items=None, owed=0, published=False, confirmed=None)
READY = replace(NOTHING, items=12)
OUT = replace(READY, published=True)


@pytest.mark.parametrize(
    ("progress", "on", "step"),
    [
        (NOTHING, BEFORE, Step.AGENDA),
        (replace(NOTHING, items=0), BEFORE, Step.ITEMS),
        (replace(READY, owed=2), BEFORE, Step.PAPERS),
        (READY, BEFORE, Step.PUBLISH),
        (READY, DAY, Step.PUBLISH),
        (OUT, BEFORE, Step.MEET),
        (replace(OUT, owed=1), BEFORE, Step.MEET),
        (OUT, DAY, Step.MINUTES),
        (NOTHING, AFTER, Step.MINUTES),
        (replace(OUT, confirmed=False), AFTER, Step.CONFIRM),
        (replace(OUT, confirmed=True), AFTER, Step.DONE),
    ],
)
def test_one_thing_comes_after_the_other(progress: Progress, on: date, step: Step) -> None:
    assert next_step(progress, on) is step
