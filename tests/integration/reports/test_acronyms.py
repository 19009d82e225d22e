"""The administrator's list of the acronyms that reports spell out."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories import last_entry, log_of
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.reports import commands_acronyms, queries
from tracker.reports.commands_acronyms import AddAcronym, ChangeAcronym, add_acronym, change_acronym
from tracker.reports.models import Acronym
from tracker.reports.rules_acronyms import BadAcronym, KnownAcronym, NoMeaning
from tracker.writing import transaction

PATH = "/settings/acronyms"
OFFICE_MEANING = "Police and Crime Commissioner"


@pytest.fixture
def pcc(session: Session) -> Acronym:
    return add_acronym(session, AddAcronym(" PCC ", f"  {OFFICE_MEANING}"), by=SYSTEM)


@pytest.fixture
def listed(office: Office) -> str:
    """The address of PCC, which is on the list."""
    with transaction(office.sessions) as session:
        return f"{PATH}/{add_acronym(session, AddAcronym('PCC', OFFICE_MEANING), by=SYSTEM).id}"


def rows(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]


def test_an_acronym_is_added_as_it_will_be_found(session: Session, pcc: Acronym) -> None:
    assert (pcc.acronym, pcc.meaning, pcc.withdrawn_at) == ("PCC", OFFICE_MEANING, None)
    assert queries.meanings(session) == {"PCC": OFFICE_MEANING}
    assert last_entry(session, "acronym PCC") == (Event.ACRONYM_ADDED, {"Meaning": (None, OFFICE_MEANING)}, None)


def test_capitals_make_another_acronym(session: Session, pcc: Acronym) -> None:
    add_acronym(session, AddAcronym("Pcc", "Something else"), by=SYSTEM)
    assert [each.acronym for each in queries.acronyms(session)] == ["PCC", "Pcc"]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_acronym_stands_once_on_the_list_withdrawn_or_not(session: Session, pcc: Acronym, withdrawn: bool) -> None:
    change_acronym(session, pcc, ChangeAcronym(pcc.version, pcc.meaning, withdrawn), by=SYSTEM)
    with pytest.raises(KnownAcronym) as caught:
        add_acronym(session, AddAcronym("PCC", "Again"), by=SYSTEM)
    assert (caught.value.field, caught.value.withdrawn) == ("acronym", withdrawn)
    assert ("bring it back" in str(caught.value)) is withdrawn


def test_one_that_somebody_added_at_the_same_moment_is_refused_the_same_way(
    session: Session, pcc: Acronym, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands_acronyms, "acronym_named", lambda _session, _name: None)
    with pytest.raises(KnownAcronym):
        add_acronym(session, AddAcronym(pcc.acronym, "Again"), by=SYSTEM)


def test_an_ordinary_word_and_an_empty_meaning_are_refused(session: Session, pcc: Acronym) -> None:
    with pytest.raises(BadAcronym):
        add_acronym(session, AddAcronym("word", "A word"), by=SYSTEM)
    with pytest.raises(NoMeaning):
        add_acronym(session, AddAcronym("ASB", " "), by=SYSTEM)
    with pytest.raises(NoMeaning):
        change_acronym(session, pcc, ChangeAcronym(pcc.version, "", withdrawn=False), by=SYSTEM)


def test_a_withdrawn_acronym_is_in_no_report_and_comes_back(session: Session, pcc: Acronym) -> None:
    change_acronym(session, pcc, ChangeAcronym(pcc.version, pcc.meaning, withdrawn=True), by=SYSTEM)
    assert queries.meanings(session) == {}
    assert last_entry(session, "acronym PCC")[0] is Event.ACRONYM_WITHDRAWN
    change_acronym(session, pcc, ChangeAcronym(pcc.version, pcc.meaning, withdrawn=False), by=SYSTEM)
    assert queries.meanings(session) == {"PCC": OFFICE_MEANING}
    assert last_entry(session, "acronym PCC")[0] is Event.ACRONYM_RESTORED


def test_both_changes_of_one_form_are_logged_and_no_change_is_not(session: Session, pcc: Acronym) -> None:
    change_acronym(session, pcc, ChangeAcronym(pcc.version, "The Commissioner", withdrawn=True), by=SYSTEM)
    version = pcc.version
    change_acronym(session, pcc, ChangeAcronym(version, "The Commissioner", withdrawn=True), by=SYSTEM)
    assert pcc.version == version == 2
    events = [event.event for event in log_of(session, "acronym PCC")]
    assert events == [Event.ACRONYM_ADDED, Event.ACRONYM_CHANGED, Event.ACRONYM_WITHDRAWN]


def test_a_change_on_top_of_another_is_refused(session: Session, pcc: Acronym) -> None:
    opened_at = pcc.version
    change_acronym(session, pcc, ChangeAcronym(opened_at, "The Commissioner", withdrawn=False), by=SYSTEM)
    with pytest.raises(Stale):
        change_acronym(session, pcc, ChangeAcronym(opened_at, "Another", withdrawn=False), by=SYSTEM)


def test_the_administrator_reaches_the_list_and_adds_to_it(office: Office) -> None:
    client = office.as_("administrator")
    assert client.get("/settings").soup.select_one(f"main a[href='{PATH}']") is not None
    assert "No acronym is on the list yet." in client.get(PATH).main
    client.submit(PATH, acronym="S&H", meaning="Stalking and Harassment")
    page = client.get(PATH)
    assert rows(page) == ["S&H Stalking and Harassment In use Change : S&H"]
    assert "S&H is on the list." in page.text
    assert office.events()[-1] == ("acronym:added", "acronym S&H")


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"acronym": "", "meaning": "x"}, "acronym", "Enter the acronym"),
        ({"acronym": "ASB", "meaning": " "}, "meaning", "Enter what the acronym stands for"),
        ({"acronym": "asb", "meaning": "x"}, "acronym", "at least one of them a capital letter"),
        ({"acronym": "A" * 21, "meaning": "x"}, "acronym", "Shorten it to 20"),
        ({"acronym": "PCC", "meaning": "x"}, "acronym", "“PCC” is on the list already. Use “Change” beside it"),
        ({"acronym": "ASB", "meaning": "漢"}, "meaning", "Reports cannot print “漢”"),
    ],
)
def test_what_will_not_do_is_said_beside_its_field_and_kept(
    office: Office, listed: str, answers: dict[str, str], field: str, said: str
) -> None:
    page = office.refused("administrator", PATH, answers)
    assert said in page.beside(field)
    assert len(page.errors) == 1
    assert page.form()["acronym"] == answers["acronym"]
    assert len(rows(page)) == 1


def test_the_same_form_posted_twice_is_saved_once(office: Office) -> None:
    client = office.as_("administrator")
    form = client.get(PATH).form() | {"acronym": "ASB", "meaning": "Anti-Social Behaviour"}
    client.post(PATH, form)
    page = client.post(PATH, form, status=409)
    assert page.errors == ["You have already sent this form. It was saved the first time and was not saved again."]
    assert len(rows(client.get(PATH))) == 1


def test_a_meaning_is_changed_and_the_acronym_withdrawn_and_brought_back(office: Office, listed: str) -> None:
    client = office.as_("administrator")
    client.submit(listed, meaning="The Commissioner", withdrawn="y")
    assert rows(client.get(PATH)) == ["PCC The Commissioner Withdrawn Change : PCC"]
    form = client.get(listed).form()
    assert form.pop("withdrawn")
    client.post(listed, form)
    assert rows(client.get(PATH)) == ["PCC The Commissioner In use Change : PCC"]
    assert [event for event, subject in office.events() if subject == "acronym PCC"] == [
        *("acronym:added", "acronym:changed", "acronym:withdrawn", "acronym:restored")
    ]


def test_two_administrators_at_once_see_both_texts(office: Office, listed: str) -> None:
    client = office.as_("administrator")
    mine = client.get(listed).form() | {"meaning": "Mine"}
    client.submit(listed, meaning="Theirs")
    page = client.post(listed, mine, status=409)
    compared = page.soup.select_one(".tracker-compare")
    assert compared is not None
    assert "Meaning Mine Theirs" in " ".join(compared.get_text(" ").split())
    client.post(listed, page.form())
    assert rows(client.get(PATH)) == ["PCC Mine In use Change : PCC"]


def test_a_report_spells_out_what_is_on_the_list(office: Office, listed: str) -> None:
    page = office.as_("analyst").get("/reports/highlight/2024-25-Q2")
    section = page.soup.find(id="acronyms")
    assert section is not None
    assert "PCC Police and Crime Commissioner" in " ".join(section.get_text(" ").split())
