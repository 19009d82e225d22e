"""What all tests share: the day it is, and the count of what they judged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

from tests import haste
from tests.postgres import MEMORY, roomy_memory
from tracker import dates

pytest_plugins = ["tests.tally"]

TODAY = date(2024, 9, 18)

# The machines that run the tests differ in speed; an example that takes long is no failure.
# On a new machine the examples are always the same, so that a red run speaks of the change; elsewhere they explore.
settings.register_profile(
    "tracker",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("tracker")

haste.share()

# Thousands of tests write a database each, and pyproject.toml has those removed that passed. Programs that a test
# makes must be able to start there.
if roomy_memory() and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(autouse=True)
def _the_day_is_fixed() -> Iterator[None]:
    dates.fix_today(TODAY)
    yield
    dates.fix_today(None)
