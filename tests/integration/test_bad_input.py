"""What no form should be sent, sent to forms of every room: refused in words where the person looks, never a 500."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from tests.web_client import path_of
from tests.web_fixtures import Office

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Box:
    """A field people type into: whose page it is on, and what else that page needs."""

    who: str
    path: str
    field: str
    limit: int
    rest: tuple[tuple[str, str | list[str]], ...] = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.field}"


FINDING = "/inspections/findings/F-0001"
INSPECTION = "/inspections/PEEL-2024"
ON = ("effective_on", ["2", "9", "2024"])
AREA = (("kind", "area_for_improvement"), ("text", "Calls wait"))
CONCERN = (("kind", "cause_of_concern"), ("text", "Calls wait"))
CHANGED = (("text", "Bail conditions are checked too late"), ("reason", "Sharper."))
NEW_INSPECTION = (("code", "NEW-1"), ("title", "A report"), ("body", "HMICFRS"), ("year", "2024"))
OF_FINDINGS = (
    Box("lead", f"{INSPECTION}/findings/new", "text", 2000, AREA[:1]),
    Box("lead", f"{INSPECTION}/findings/new", "official_reference", 60, AREA),
    Box("lead", f"{INSPECTION}/findings/new", "note", 1000, AREA),
    # A line of its own may be as long as a finding.
    Box("lead", f"{INSPECTION}/findings/new", "recommendations", 2000, CONCERN),
    Box("lead", f"{FINDING}/edit", "text", 2000, CHANGED[1:]),
    Box("lead", f"{FINDING}/edit", "official_reference", 60),
    Box("lead", f"{FINDING}/edit", "note", 1000),
    Box("lead", f"{FINDING}/edit", "recommendations", 2000, (("kind", "cause_of_concern"), *CHANGED[1:])),
    Box("lead", f"{FINDING}/edit", "reason", 1000, CHANGED[:1]),
    Box("officer", f"{FINDING}/force", "comment", 2000, (ON,)),
    Box("lead", f"{FINDING}/inspectorate", "told_by", 300, (ON,)),
    Box("lead", f"{FINDING}/inspectorate", "comment", 2000, (ON,)),
    Box("lead", f"{FINDING}/reassess", "text", 2000, (("result", "improved"), ON)),
    Box("officer", f"{FINDING}/comment", "text", 4000),
    Box("officer", f"{FINDING}/evidence/new", "title", 300, (("link", "https://example.org"),)),
    Box("officer", f"{FINDING}/evidence/1/withdraw", "reason", 1000),
    Box("lead", f"{FINDING}/withdraw", "reason", 1000),
    Box("lead", "/inspections/findings/F-0009/restore", "reason", 1000),
)
OF_INSPECTIONS = (
    Box("lead", "/inspections/new", "title", 300, NEW_INSPECTION),
    Box("lead", "/inspections/new", "body", 120, NEW_INSPECTION),
    Box("lead", "/inspections/new", "programme", 120, NEW_INSPECTION),
    Box("lead", "/inspections/new", "note", 1000, NEW_INSPECTION),
    Box("lead", f"{INSPECTION}/edit", "title", 300),
    Box("lead", f"{INSPECTION}/edit", "reason", 1000, (("year", "2023"),)),
    Box("lead", f"{INSPECTION}/grades", "question-0-area", 300),
    Box("lead", f"{INSPECTION}/grades", "question-0-theme", 300),
    Box("lead", f"{INSPECTION}/grades", "question-0-basis", 300),
    Box("lead", f"{INSPECTION}/grades", "question-0-note", 1000),
    Box("lead", f"{INSPECTION}/comments", "comments", 20_000),
    Box("lead", f"{INSPECTION}/comments", "chief_constable_comments", 20_000, (("received_on", ["2", "9", "2024"]),)),
    Box("lead", f"{INSPECTION}/comments", "F-0003-text", 4000, (("F-0003-answer", "taken"),)),
    Box("lead", "/inspections/events/new", "text", 1000, (("due_text", "June 2023"),)),
    Box("lead", "/inspections/events/1/withdraw", "reason", 1000),
    Box("lead", f"{INSPECTION}/withdraw", "reason", 1000),
    Box("lead", "/inspections/PEEL-2014/restore", "reason", 1000),
)
MY_ROW = (("D-0001-percent", "50"),)
BOXES = (
    Box("officer", "/deliverables/D-0001/update", "note", 2000, (("percent", "50"),)),
    Box("officer", "/my-deliverables", "D-0001-note", 2000, MY_ROW),
    Box("officer", "/my-deliverables", "D-0001-reason", 1000, MY_ROW),
    Box("officer", "/deliverables/D-0001/due-date", "reason", 1000, (("due_text", "June 2025"),)),
    Box("lead", "/deliverables/D-0001/edit", "action", 300),
    Box("lead", "/deliverables/D-0001/stop", "reason", 1000),
    Box("chief_executive", "/plans/PCP-2022-25/edit", "title", 300),
    Box("chief_executive", "/plans/PCP-2022-25/edit", "note", 1000),
    Box("officer", "/risks/R-0001/score", "explanation", 1000),
    Box("officer", "/risks/R-0001/review", "note", 2000),
    Box("officer", "/risks/R-0001/actions/1/progress", "note", 2000, (("percent", "50"),)),
    Box("chief_executive", "/risks/R-0001/end-acceptance", "reason", 1000),
    Box("administrator", "/risks/matrix", "reason", 1000, (("medium_from", "4"),)),
    Box("administrator", "/people/{officer}/edit", "name", 300),
    *OF_FINDINGS,
    *OF_INSPECTIONS,
)
EACH_BOX = pytest.mark.parametrize("box", BOXES, ids=str)


def send(office: Office, box: Box, typed: str, status: int) -> str:
    """What the page gives back in the box, after it was refused and nothing was stored."""
    before = office.counts()
    path = box.path.format(**office.people)
    page = office.as_(box.who).submit(path, {**dict(box.rest), box.field: typed}, status=status)
    assert office.counts() == before
    assert page.beside(box.field), "the message stands where the person is looking"
    assert page.beside(box.field) in page.errors
    return str(page.form()[box.field])


@EACH_BOX
def test_a_paste_of_a_megabyte_is_refused_and_kept(office_on_sqlite: Office, box: Box) -> None:
    typed = "x" * MEGABYTE
    assert send(office_on_sqlite, box, typed, 422) == typed


@EACH_BOX
def test_one_character_too_many_is_refused_and_one_fewer_is_not(office_on_sqlite: Office, box: Box) -> None:
    if "name" in box.field:
        return
    send(office_on_sqlite, box, "x" * (box.limit + 1), 422)
    path = box.path.format(**office_on_sqlite.people)
    office_on_sqlite.as_(box.who).submit(path, {**dict(box.rest), box.field: "x" * box.limit})


@EACH_BOX
@pytest.mark.parametrize(
    ("bytes_sent", "named"),
    [
        ("%ED%A0%80", "U+FFFD"),
        ("%E2%80%AE", "right-to-left override, U+202E"),
        ("%00", "U+0000"),
        ("%1B%0B", "U+001B"),
        ("%FF%FE", "U+FFFD"),
    ],
    ids=["lone surrogate", "right-to-left override", "zero", "escape", "no text"],
)
def test_what_nobody_can_see_is_refused_and_shown(
    office_on_sqlite: Office, box: Box, bytes_sent: str, named: str
) -> None:
    path = box.path.format(**office_on_sqlite.people)
    client = office_on_sqlite.as_(box.who)
    values = {**client.get(path).form(), **dict(box.rest)}
    values.pop(box.field, None)
    before = office_on_sqlite.counts()
    body = f"{urlencode(values, doseq=True)}&{box.field}=Tidworth{bytes_sent}police"
    answer = client.http.post(path, data=body, content_type="application/x-www-form-urlencoded")
    page = client._page(answer, 422)
    assert named in page.beside(box.field)
    assert "after “Tidworth”" in page.beside(box.field)
    assert str(page.form()[box.field]).startswith("Tidworth\ufffd")
    assert str(page.form()[box.field]).endswith("police")
    assert office_on_sqlite.counts() == before


@EACH_BOX
def test_a_script_tag_is_text_like_any_other(office_on_sqlite: Office, box: Box) -> None:
    typed = "</textarea><script>alert('x')</script>"
    path = box.path.format(**office_on_sqlite.people)
    client = office_on_sqlite.as_(box.who)
    answer = client.submit(path, {**dict(box.rest), box.field: typed})
    for address in (path, path_of(answer), "/deliverables/D-0001", "/deliverables", "/plans", "/"):
        body = client.http.get(address).get_data(as_text=True)
        assert "<script>alert" not in body
    assert client.get(path_of(answer))


def test_more_than_a_form_can_hold_is_refused_in_words(office_on_sqlite: Office) -> None:
    client = office_on_sqlite.as_("officer")
    path = "/deliverables/D-0001/update"
    values = client.get(path).form() | {"note": "x" * 9_000_000}
    page = client.post(path, values, status=413)
    assert page.h1 == "What was sent is too large"


def test_a_body_that_is_no_form_is_refused(office_on_sqlite: Office) -> None:
    client = office_on_sqlite.as_("officer")
    path = "/deliverables/D-0001/update"
    before = office_on_sqlite.counts()
    for body, kind in ((b"{}", "application/json"), (b"\xff\xfe", "multipart/form-data; boundary=x"), (b"x", "a/b")):
        client._page(client.http.post(path, data=body, content_type=kind), 422)
    assert office_on_sqlite.counts() == before


def test_nonsense_in_an_address_is_never_a_fault(office: Office) -> None:
    client = office.as_("officer")
    addresses = (
        "/plans/%00",
        "/plans/%ED%A0%80",
        "/plans/x%00/priorities/1",
        "/%00",
        "/deliverables/%F0%9F%98%80/update",
    )
    for address in addresses:
        client.get(address, status=404)
    for query in (
        "q=%FF",
        "owner=99999999999999",
        "owner=%00",
        "priority=/",
        "priority=x/-1",
        "page=-5",
        "q=" + "x" * 5000,
    ):
        client.get(f"/deliverables?{query}")
    answer = client.http.get("/deliverables", environ_overrides={"QUERY_STRING": "q=\xff"})
    assert answer.status_code < 500


@pytest.mark.parametrize(
    ("typed", "message"), [("x" * 1001, "1,000"), ("Tidworth\u202epolice", "right-to-left override")]
)
def test_the_reason_of_many_changes_at_once_is_refused_and_kept(
    office_on_sqlite: Office, typed: str, message: str
) -> None:
    client = office_on_sqlite.as_("lead")
    values = client.get("/inspections/tracker").form() | {"ticked": "F-0001", "lead_id": "none", "reason": typed}
    before = office_on_sqlite.counts()
    page = client.post("/inspections/tracker/assign", values, status=422)
    assert message in page.beside("reason")
    assert str(page.form()["reason"]).startswith("Tidworth" if "Tid" in typed else typed)
    assert page.form()["ticked"] == "F-0001"
    assert office_on_sqlite.counts() == before


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_formula_that_was_typed_leaves_as_text(office_on_sqlite: Office, sign: str) -> None:
    office_on_sqlite.as_("lead").submit("/deliverables/D-0001/edit", {"action": f"{sign}1+1"})
    body = office_on_sqlite.as_("officer").get("/deliverables.csv?q=1%2B1").response.get_data(as_text=True)
    assert f",'{sign}1+1," in body
