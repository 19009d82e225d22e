"""Every address, what each person gets there, and that looking at a page changes nothing.

A new page fails here until it has a line; a line without a page fails too.
"""

from __future__ import annotations

from functools import cache

import pytest
from werkzeug.routing import Rule

from tests.bound_packs import all_streams
from tests.factories_packs import CANARY
from tests.ledger import LEDGER, LOGGED, SIGN_OUT, Ledger
from tests.ledger_lines import DONE, NEVER, NOBODY, NOT_FOUND, NOT_OFFERED, SEEN, WHO
from tests.ledger_unknown import UNKNOWN
from tests.pdf_structure import read
from tests.web_fixtures import PEOPLE, Office
from tracker.writing import LOGS_DOWNLOAD


def rules(office: Office) -> list[Rule]:
    return list(office.app.url_map.iter_rules())


def test_every_endpoint_has_a_line_and_every_line_an_endpoint(ledger: Ledger) -> None:
    assert {rule.endpoint for rule in rules(ledger.office)} == {*LEDGER, SIGN_OUT}


def test_every_line_leads_to_its_endpoint(ledger: Ledger) -> None:
    adapter = ledger.office.app.url_map.bind("localhost")
    for endpoint, line in LEDGER.items():
        method = "POST" if line.get == NEVER else "GET"
        assert adapter.match(ledger.path(line), method=method)[0] == endpoint


@pytest.mark.parametrize("who", WHO)
def test_what_each_person_gets_by_looking(ledger: Ledger, who: str) -> None:
    got = {endpoint: ledger.get(who, ledger.path(line)) for endpoint, line in LEDGER.items()}
    assert got == {endpoint: line.get[who] for endpoint, line in LEDGER.items()}


def telling(ledger: Ledger, who: str) -> set[str]:
    """The addresses that tell this person what is exempt, in whatever they answer."""
    client = ledger.office.visitor() if who == NOBODY else ledger.office.as_(who)
    told = set()
    for endpoint, line in LEDGER.items():
        with client.http.get(ledger.path(line)) as answer:
            if holds_canary(answer.get_data()):
                told.add(endpoint)
    return told


@cache
def holds_canary(data: bytes) -> bool:
    """Also where a PDF keeps it packed, or draws it letter by letter."""
    if CANARY.encode() in data.lower():
        return True
    if not data.startswith(b"%PDF"):
        return False
    packed = any(CANARY.encode() in each.lower() for each in all_streams(data))
    return packed or CANARY in read(data, ours=False).text.lower()


@pytest.mark.parametrize("who", [who for who in WHO if who != "clerk"])
def test_nobody_but_the_clerk_reads_what_is_exempt(ledger: Ledger, who: str) -> None:
    assert telling(ledger, who) == set()


def test_what_is_for_everybody_tells_the_clerk_nothing_exempt_either(ledger: Ledger) -> None:
    told = telling(ledger, "clerk")
    assert {"packs.full_pack", "packs.full_version", "packs.full_supplement"} <= told
    for_all = {each for each in told if "public" in each or "published" in each}
    assert for_all == set()


@pytest.mark.parametrize("who", WHO)
def test_what_each_person_gets_by_sending_an_empty_form(ledger: Ledger, who: str) -> None:
    before = ledger.office.counts()
    got = {endpoint: ledger.post(who, ledger.path(line), token=True) for endpoint, line in LEDGER.items()}
    assert got == {endpoint: line.post[who] for endpoint, line in LEDGER.items()}
    assert ledger.office.counts() == before


@pytest.mark.parametrize("who", WHO)
def test_looking_changes_nothing(ledger: Ledger, who: str) -> None:
    for endpoint, line in LEDGER.items():
        before = ledger.office.counts()
        answer = ledger.get(who, ledger.path(line))
        if endpoint in LOGGED and answer == SEEN:
            before["audit_event"] += 1
        assert ledger.office.counts() == before, endpoint


def test_the_downloads_that_are_logged_are_those_marked_so(ledger: Ledger) -> None:
    views = ledger.office.app.view_functions
    assert {endpoint for endpoint in LEDGER if getattr(views[endpoint], LOGS_DOWNLOAD, False)} == LOGGED


@pytest.mark.parametrize("who", WHO)
def test_no_form_is_accepted_without_its_token(ledger: Ledger, who: str) -> None:
    before = ledger.office.counts()
    for endpoint, line in LEDGER.items():
        if line.post[who] != NOT_OFFERED and not (endpoint == "accounts.sign_in" and who != NOBODY):
            answer = ledger.post(who, ledger.path(line), token=False)
            assert 400 <= answer < 500, endpoint
    assert ledger.office.counts() == before


def test_signing_out_needs_its_token_and_is_for_everybody(ledger: Ledger) -> None:
    for who in PEOPLE:
        assert ledger.get(who, "/sign-out") == NOT_OFFERED
        assert ledger.post(who, "/sign-out", token=False) == 400
        assert ledger.post(who, "/sign-out", token=True) == DONE
    assert ledger.post(NOBODY, "/sign-out", token=True) == DONE


@pytest.mark.parametrize("who", ["officer", "other_lead", "chief_executive", "clerk", "administrator"])
def test_what_does_not_exist_is_not_found_even_by_those_who_may_not_see_it(ledger: Ledger, who: str) -> None:
    got = {path: ledger.get(who, path) for path in UNKNOWN}
    assert got == dict.fromkeys(UNKNOWN, NOT_FOUND)


def test_every_kind_of_missing_record_is_tried(ledger: Ledger) -> None:
    adapter = ledger.office.app.url_map.bind("localhost")
    tried = {adapter.match(path)[0] for path in UNKNOWN}
    with_records = {rule.endpoint for rule in rules(ledger.office) if rule.arguments and "GET" in (rule.methods or ())}
    assert tried == with_records - {"static"}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_ways_of_asking_are_not_offered(ledger: Ledger, method: str) -> None:
    before = ledger.office.counts()
    client = ledger.office.as_("chief_executive").http
    for line in LEDGER.values():
        assert client.open(ledger.path(line), method=method).status_code == NOT_OFFERED
    assert ledger.office.counts() == before
