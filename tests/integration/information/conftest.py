"""An office with a register of Specified Information."""

from __future__ import annotations

import pytest

from tests.factories_information import fill_information
from tests.web_fixtures import Office
from tracker.writing import transaction


@pytest.fixture
def informed(office: Office) -> Office:
    """The office with what `fill_information` makes."""
    with transaction(office.sessions) as session:
        fill_information(session)
    return office
