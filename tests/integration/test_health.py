"""What watches over the service is told whether it works, also when hardly anything of it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.web_fixtures import Office
from tracker.app import create_app
from tracker.config import Settings


@pytest.mark.parametrize("who", [None, "officer"])
def test_a_service_that_works_says_ok_to_anybody(office: Office, who: str | None) -> None:
    client = office.as_(who) if who else office.visitor()
    before = office.counts()
    answer = client.http.get("/healthz")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok", "text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    assert office.counts() == before


@pytest.mark.parametrize("who", [None, "officer"])
def test_a_database_without_its_tables_is_reported_without_a_page(
    office_on_sqlite: Office, who: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = office_on_sqlite.as_(who) if who else office_on_sqlite.visitor()
    with office_on_sqlite.app.extensions["tracker_engine"].begin() as connection:
        connection.execute(text("DROP TABLE form_receipt"))
        connection.execute(text("ALTER TABLE person RENAME TO nobody"))
    monkeypatch.setattr(office_on_sqlite.app, "jinja_loader", None)
    answer = client.http.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "The database cannot be reached.\n")
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("address", ["postgresql://127.0.0.1:1/tracker", "sqlite:////nowhere/at/all/tracker.db"])
def test_a_database_that_cannot_be_reached_is_reported(tmp_path: Path, address: str) -> None:
    app = create_app(Settings(database_url=address, data_dir=tmp_path, secret_key="for this test"))
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "The database cannot be reached.\n")


def test_only_looking_is_offered(office_on_sqlite: Office) -> None:
    assert office_on_sqlite.visitor().http.post("/healthz").status_code == 405
    assert office_on_sqlite.visitor().http.head("/healthz").status_code == 200
