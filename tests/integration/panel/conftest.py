"""An office with a Panel."""

from __future__ import annotations

import pytest

from tests.factories_panel import fill_panel
from tests.web_fixtures import Office
from tracker.writing import transaction


@pytest.fixture
def panel(office: Office) -> Office:
    """The office with what `fill_panel` makes; the member's account is Cllr Birch's."""
    with transaction(office.sessions) as session:
        fill_panel(session, office.people["member"])
    return office
