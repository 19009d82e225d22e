"""Pages that no address of the ledger shows by itself: after something went well, went wrong, or took too long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.browser.gallery import Gallery, client_of
from tests.bulk import add_deliverables
from tests.factories import TODAY
from tests.ledger import COMMENTARY, PRIORITY, QUARTER, Ledger
from tests.ledger_lines import NOBODY
from tests.web_client import form_values
from tracker.access import SYSTEM
from tracker.accounts import queries
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.rules import OfficeKey
from tracker.accounts.rules_sign_in import FAILURES_PER_ADDRESS
from tracker.app import ONE_FORM_MAY_HOLD
from tracker.plan.models import Priority
from tracker.writing import transaction

UPDATE: Final = "/deliverables/D-0001/update"
ENTRIES: Final = f"{QUARTER}{PRIORITY}"
TOLD: Final = {
    OfficeKey.NOTICE: "Demonstration – not issued by any office",
    OfficeKey.CONTACT_EMAIL: "help@example.org",
    OfficeKey.CONTACT_PHONE: "01632 960 014",
    OfficeKey.CONTACT_POST: "1 Example Street, Exampleton",
    OfficeKey.CONTACT_REPLY_DAYS: "10",
    OfficeKey.STATEMENT_PREPARED: "18 September 2024",
    OfficeKey.STATEMENT_REVIEWED: "18 September 2024",
}


def moments(ledger: Ledger) -> Gallery:
    """Each of these pages once. Writes to the office, which must be the test's own."""
    gallery = Gallery()
    _refusals(gallery, ledger)
    _successes(gallery, ledger)
    _lines_of_a_quarter(gallery, ledger)
    _commentary_tried(gallery, ledger)
    _fuller_office(gallery, ledger)
    _broken(gallery, ledger)
    return gallery


def _refusals(gallery: Gallery, ledger: Ledger) -> None:
    officer, nobody = client_of(ledger.office, "officer"), client_of(ledger.office, NOBODY)
    late = {"percent": "50", "note": "Typed for two hours\nand more", "form_key": "k" * 32}
    gallery.add(NOBODY, "sent after the session ended", nobody.post(UPDATE, data=late))
    gallery.add(NOBODY, "nothing sent after the session ended", nobody.post(UPDATE))
    gallery.add("officer", "signed out from elsewhere", officer.post("/sign-out"))
    stale = _opened(officer, UPDATE) | {"percent": "50", "csrf_token": "of another day"}
    gallery.add("officer", "a page left open too long", officer.post(UPDATE, data=stale))
    gallery.add("officer", "too large", officer.post(UPDATE, data={"note": "a" * ONE_FORM_MAY_HOLD}))
    gallery.add("officer", "another way of asking", officer.delete("/account"))
    gallery.add("lead", "an act on closed work", client_of(ledger.office, "lead").get("/deliverables/D-0004/stop"))
    for _ in range(FAILURES_PER_ADDRESS + 1):
        wrong = _opened(nobody, "/sign-in") | {"email": "olive.ashdown@example.org", "password": "wrong"}
        gallery.add(NOBODY, "the wrong password", nobody.post("/sign-in", data=wrong))
    with nobody.session_transaction() as cookie:
        cookie["ended"] = "idle"
    gallery.add(NOBODY, "signed out for doing nothing", nobody.get("/sign-in"))


def _successes(gallery: Gallery, ledger: Ledger) -> None:
    officer, administrator = client_of(ledger.office, "officer"), client_of(ledger.office, "administrator")
    note = "**Bold**, [a link](https://example.org) and\n\n- a point\n- another"
    answers = _opened(officer, UPDATE) | {"percent": "55", "note": note}
    gallery.add("officer", "saved", officer.post(UPDATE, data=answers, follow_redirects=True))
    link = f"/people/{ledger.places['other_officer']}/link"
    gallery.add("administrator", "a link", administrator.post(link, data=_opened(administrator, link)))


def _commentary_tried(gallery: Gallery, ledger: Ledger) -> None:
    """Buttons that save nothing: the draft in its box, beside it and below what it holds; what the check found."""
    analyst = client_of(ledger.office, "analyst")
    address = COMMENTARY.format(**ledger.places)
    told = {"data_summary": "In August 2024 Calls from the public came to 1. Some 40 people rang."}
    for button, typed in (("draft", {}), ("draft", told), ("add", told), ("check", told)):
        answers = _opened(analyst, f"{address}/edit") | typed | {button: "yes"}
        gallery.add("analyst", f"{button} {len(typed)}", analyst.post(f"{address}/edit", data=answers))


def _lines_of_a_quarter(gallery: Gallery, ledger: Ledger) -> None:
    lead = client_of(ledger.office, "lead")
    new = {"new-outcome-0-text": "First", "new-outcome-1-text": "Second", "new-focus-0-text": "Third"}
    lead.post(ENTRIES, data=_opened(lead, ENTRIES) | new)
    moved = _opened(lead, ENTRIES)
    key = next(name.removesuffix("-text") for name, text in moved.items() if text == "Second")
    gallery.add("lead", "a line moved", lead.post(ENTRIES, data=moved | {"up": key}))
    gallery.add("lead", "more lines", lead.post(ENTRIES, data=moved | {"more": "outcome"}))
    lead.post(ENTRIES, data=_opened(lead, ENTRIES) | {f"{key}-withdraw": "y"})
    gallery.add("lead", "a line withdrawn", lead.get(ENTRIES))
    gallery.add("analyst", "the lines read", client_of(ledger.office, "analyst").get(ENTRIES))


def _fuller_office(gallery: Gallery, ledger: Ledger) -> None:
    people = ledger.office.people
    with transaction(ledger.office.sessions) as session:
        for key, value in TOLD.items():
            set_office(session, SetOffice(key, value, TODAY), by=SYSTEM, on=TODAY)
        disable_person(session, queries.person(session, people["member"]), DisablePerson(None, "Left"), by=SYSTEM)
        priorities = session.scalars(select(Priority.id).order_by(Priority.id)).all()
        add_deliverables(session, 320, priority_ids=priorities, owner_ids=[people["officer"], people["other_officer"]])
    seen = {
        NOBODY: ("/accessibility", "/sign-in"),
        "administrator": ("/", "/settings", "/settings/contact_email", "/people", f"/people/{people['member']}"),
        "analyst": ("/deliverables", "/deliverables?page=4", "/deliverables?page=7&overdue=1"),
        "other_officer": ("/",),
    }
    for who, paths in seen.items():
        for path in paths:
            gallery.add(who, f"{path} of a fuller office", client_of(ledger.office, who).get(path))


def _broken(gallery: Gallery, ledger: Ledger) -> None:
    app = ledger.office.app
    sound: Callable[..., object] = app.view_functions["accounts.roles"]
    app.view_functions["accounts.roles"] = _fails
    gallery.add("officer", "a fault of ours", client_of(ledger.office, "officer").get("/people/roles"))
    app.view_functions["accounts.roles"] = sound  # type: ignore[assignment]  # what it was


def _fails() -> TestResponse:
    raise RuntimeError("On purpose")


def _opened(http: FlaskClient, path: str) -> dict[str, object]:
    with http.get(path) as answer:
        form = BeautifulSoup(answer.get_data(as_text=True), "html.parser").select_one("main form[method=post]")
    assert form is not None, path
    return form_values(form)
