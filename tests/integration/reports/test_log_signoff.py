"""What the log says of a report on its way to its signature, as a person reads it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from tests.factories import as_actor
from tests.factories_signing import QUARTER, signed
from tests.offices_signoff import say_ready
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.audit.rules_rows import ROWS
from tracker.writing import transaction

MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)
SUBJECT = f"highlight-{QUARTER.key}"


def test_it_says_which_priority_is_ready_and_nothing_of_what_is_not_there(office_on_sqlite: Office) -> None:
    say_ready(office_on_sqlite, "lead")
    with transaction(office_on_sqlite.sessions) as session:
        lead, chief = (
            as_actor(session.get_one(Person, office_on_sqlite.people[who])) for who in ("lead", "chief_executive")
        )
        signed(session, lead, chief, at=MOMENT)
    page = office_on_sqlite.as_("analyst").get(f"/log/{SUBJECT}")
    assert "marked a priority as ready Priority: 1. " in page.main
    assert "opened this version of the report" in page.main
    assert "State: from “Submitted” to “Signed off”" in page.main
    for clutter in ("to nothing", "On behalf of", "Signed PDF", f"{ROWS}:", "report_move"):
        assert clutter not in page.main
    answer = office_on_sqlite.as_("analyst").http.get(f"/log.csv?q={SUBJECT}")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True)[1:])))
    (ready,) = (row["Changes"] for row in rows if row["Event"] == "report:priority_ready")
    assert ready.startswith("Priority: 1. ")
    assert not [row for row in rows if "nothing →" in row["Changes"] or "report_move" in row["Changes"]]
