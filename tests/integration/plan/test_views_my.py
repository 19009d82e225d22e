"""My deliverables: ten rows on one screen, one submit, and nothing typed is ever lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories import TODAY, make_deliverable
from tests.web_client import words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.accounts.models import Person
from tracker.plan import queries
from tracker.plan.commands import EditDeliverable, edit_deliverable
from tracker.plan.models import ProgressUpdate
from tracker.plan.rules import ProgressStatus
from tracker.writing import transaction

MINE = "/my-deliverables"
OPEN_OF_THE_OFFICER = ["D-0006", "D-0001", "D-0002", "D-0005", "D-0007"]


def answers(**rows: str) -> dict[str, str]:
    """answers(D0001_percent="50") -> {"D-0001-percent": "50"}"""
    return {f"D-{name[1:5]}-{name[6:]}": value for name, value in rows.items()}


def newest(office: Office, reference: str) -> ProgressUpdate:
    return office.deliverable(reference).updates[-1]


def add_rows(office: Office, count: int) -> None:
    with transaction(office.sessions) as session:
        owner = session.get_one(Person, office.people["officer"])
        priority = queries.priority(session, "PCP-2022-25", 1)
        for number in range(count):
            make_deliverable(session, priority, owner, action=f"Do the next thing {number}")


def test_it_lists_the_open_work_of_the_person_soonest_due_first(reading_office: Office) -> None:
    page = reading_office.as_("officer").get(MINE)
    assert [heading["id"] for heading in page.soup.select("section h2")] == OPEN_OF_THE_OFFICER
    assert "Overdue by 80 days" in words(page.soup.select_one("section"))
    assert "Last update 1 May 2024, none this quarter" in words(page.soup.select_one("section"))


def test_ten_rows_are_updated_on_one_screen_and_saved_at_once(office: Office) -> None:
    add_rows(office, 6)
    references = ["D-0001", "D-0002", "D-0006", "D-0007", *(f"D-{number:04d}" for number in range(8, 14))]
    filled = {f"{reference}-percent": str(71 + place) for place, reference in enumerate(references)}
    filled |= {f"{reference}-note": f"Went on: {reference}" for reference in references}
    page = office.as_("officer").submit(MINE, filled, follow=True, status=200)
    assert "10 deliverables updated." in page.main
    for place, reference in enumerate(references):
        update = newest(office, reference)
        assert (update.percent, update.note, update.author) == (71 + place, f"Went on: {reference}", "Olive Ashdown")
        assert (update.effective_on, update.status) == (TODAY, ProgressStatus.IN_PROGRESS)
    assert office.events()[-10:] == [("deliverable:progress_recorded", each) for each in sorted_by_due(references)]


def sorted_by_due(references: list[str]) -> list[str]:
    return ["D-0006", *(each for each in references if each != "D-0006")]


def test_a_row_left_empty_stays_as_it_is(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("officer").submit(MINE, answers(D0001_percent="41"))
    assert newest(office_on_sqlite, "D-0001").percent == 41
    assert office_on_sqlite.deliverable("D-0002").updates == []
    assert newest(office_on_sqlite, "D-0006").percent == 70


def test_the_same_percentage_again_is_an_update(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("officer").submit(MINE, answers(D0001_percent="40"))
    update = newest(office_on_sqlite, "D-0001")
    assert (update.percent, update.effective_on) == (40, TODAY)


def test_the_figures_can_be_of_an_earlier_day(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("officer").submit(MINE, answers(D0001_percent="50"), effective_on=["31", "8", "2024"])
    assert newest(office_on_sqlite, "D-0001").effective_on == date(2024, 8, 31)


def test_deferring_and_taking_up_again(office_on_sqlite: Office) -> None:
    client = office_on_sqlite.as_("officer")
    client.submit(MINE, answers(D0001_percent="40", D0001_deferred="y"))
    assert newest(office_on_sqlite, "D-0001").status is ProgressStatus.DEFERRED
    page = client.get(MINE)
    assert page.form()["D-0001-deferred"] == "y"
    assert page.soup.select_one("details[open] #D-0001-deferred")
    values = page.form() | answers(D0001_percent="45")
    del values["D-0001-deferred"]
    client.post(MINE, values)
    assert newest(office_on_sqlite, "D-0001").status is ProgressStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("101", "“101” is not between 0 and 100. Enter progress as a whole number from 0 to 100."),
        ("-1", "“-1” is not between 0 and 100. Enter progress as a whole number from 0 to 100."),
        ("40.5", "“40.5” is not a whole number. Enter progress as a whole number from 0 to 100."),
        ("forty", "“forty” is not a whole number. Enter progress as a whole number from 0 to 100."),
        ("9" * 400, "The text is 400 characters long. Shorten it to 20 characters or fewer."),
        (
            "100",
            "A completed deliverable needs a completion date, and only the lead of priority 1 (Lena Marsh) can "
            "complete it. Enter 0 to 99 and say in the note that it is done.",
        ),
    ],
)
def test_a_percentage_that_will_not_do_is_refused_beside_it(office_on_sqlite: Office, typed: str, message: str) -> None:
    filled = answers(D0001_percent=typed, D0001_note="Nearly there", D0002_percent="10")
    page = office_on_sqlite.refused("officer", MINE, filled)
    assert message in page.errors
    assert page.beside("D-0001-percent") == message
    kept = page.form()
    assert (kept["D-0001-percent"], kept["D-0001-note"], kept["D-0002-percent"]) == (typed, "Nearly there", "10")


def test_a_note_without_a_percentage_asks_for_it(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("officer", MINE, answers(D0002_note="We have begun."))
    assert page.beside("D-0002-percent") == "Enter the % as well, the same as before if it has not moved"
    assert page.form()["D-0002-note"] == "We have begun."


def test_a_lower_percentage_needs_a_reason(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("officer", MINE, answers(D0001_percent="30", D0006_percent="75"))
    assert page.beside("D-0001-reason") == "Enter why progress goes down from 40% to 30%."
    assert page.errors[0] == "1 deliverable needs another look. Nothing has been saved yet."
    assert page.soup.select_one("details[open] #D-0001-reason"), "the field it is about must be in sight"
    office_on_sqlite.as_("officer").post(MINE, page.form() | answers(D0001_reason="The supplier went out of business."))
    assert newest(office_on_sqlite, "D-0001").reason == "The supplier went out of business."
    assert newest(office_on_sqlite, "D-0006").percent == 75


def test_one_bad_row_keeps_every_other_from_being_saved(office: Office) -> None:
    filled = answers(D0001_percent="50", D0002_percent="20", D0006_percent="60", D0007_percent="10")
    page = office.refused("officer", MINE, filled)
    assert page.beside("D-0006-reason") == "Enter why progress goes down from 70% to 60%."
    assert {name: page.form()[name] for name in filled} == filled


def test_errors_in_the_same_words_say_which_row_they_belong_to(office_on_sqlite: Office) -> None:
    typed = answers(
        D0001_percent="70", D0001_note="\N{GRINNING FACE}", D0002_percent="5", D0002_note="\N{GRINNING FACE}"
    )
    page = office_on_sqlite.refused("officer", MINE, typed | {"D-0006-percent": "many"})
    same = "Reports cannot print “\N{GRINNING FACE}”. Say it in words instead."
    assert page.errors[-3:] == [
        "“many” is not a whole number. Enter progress as a whole number from 0 to 100.",
        f"What happened, D-0001: {same}",
        f"What happened, D-0002: {same}",
    ]
    assert page.beside("D-0001-note") == same


def test_a_form_without_any_answer_says_so(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused("officer", MINE)
    assert page.errors == ["Enter a new % for at least one deliverable, the same as before if it has not moved."]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (["19", "9", "2024"], "The date of the figures must be today or in the past"),
        (["", "", ""], "Enter the date of the figures"),
        (["31", "", "2024"], "The date of the figures must include a month"),
        (["31", "2", "2024"], "The date of the figures must be a real date, for example 31 10 2024"),
        (["1", "1", "99999999999"], "The date of the figures must be a real date, for example 31 10 2024"),
    ],
)
def test_a_day_that_will_not_do_is_refused_at_the_top(office_on_sqlite: Office, day: list[str], message: str) -> None:
    page = office_on_sqlite.refused("officer", MINE, answers(D0001_percent="50"), effective_on=day)
    assert page.errors == [message]
    assert page.form()["effective_on"] == day
    assert page.form()["D-0001-percent"] == "50"


def test_a_day_before_the_last_update_is_refused_on_its_row(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.refused(
        "officer", MINE, answers(D0001_percent="50", D0006_percent="75"), effective_on=["31", "7", "2024"]
    )
    assert "The last update is dated 1 August 2024." in page.beside("D-0001-percent")
    assert page.beside("D-0006-percent") == ""


def test_a_row_somebody_else_updated_meanwhile_is_shown_with_both(office: Office) -> None:
    officer, lead = office.as_("officer"), office.as_("lead")
    opened = officer.get(MINE).form()
    lead.submit("/deliverables/D-0001/update", percent="60", note="Leapt ahead.")
    before = office.counts()
    filled = opened | answers(D0001_percent="45", D0001_note="My own words", D0002_percent="10")
    page = officer.post(MINE, filled, status=422)
    assert office.counts() == before
    assert "D-0001 was changed by somebody else while you had this page open." in page.beside("D-0001-percent")
    shown = words(page.soup.find("section", {"aria-labelledby": "D-0001"}))
    assert "The record now: 60%, in progress, by Lena Marsh for 18 September 2024: Leapt ahead." in shown
    kept = page.form()
    assert (kept["D-0001-percent"], kept["D-0001-note"], kept["D-0002-percent"]) == ("45", "My own words", "10")
    page = officer.post(MINE, kept, status=422)
    assert page.beside("D-0001-reason") == "Enter why progress goes down from 60% to 45%."
    officer.post(MINE, page.form() | answers(D0001_percent="65"))
    assert newest(office, "D-0001").percent == 65


def test_somebody_elses_change_does_not_matter_to_rows_left_empty(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    opened = officer.get(MINE).form()
    office_on_sqlite.as_("lead").submit("/deliverables/D-0001/update", {"percent": "40", "status": "deferred"})
    officer.post(MINE, opened | answers(D0002_percent="10"))
    assert newest(office_on_sqlite, "D-0002").percent == 10
    assert newest(office_on_sqlite, "D-0001").status is ProgressStatus.DEFERRED


def test_work_closed_meanwhile_keeps_what_was_typed(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    opened = officer.get(MINE).form()
    stopped = {"effective_on": ["18", "9", "2024"], "reason": "No money is left."}
    office_on_sqlite.as_("lead").submit("/deliverables/D-0002/stop", stopped)
    before = office_on_sqlite.counts()
    page = officer.post(MINE, opened | answers(D0001_percent="50", D0002_percent="5", D0002_note="Begun"), status=422)
    assert office_on_sqlite.counts() == before
    assert page.form()["D-0002-note"] == "Begun"
    assert page.beside("D-0002-percent")
    page = officer.post(MINE, page.form() | answers(D0002_percent="5"), status=422)
    assert "This work is stopped, so it takes no updates." in page.beside("D-0002-percent")
    officer.post(MINE, page.form() | answers(D0002_percent="", D0002_note=""))
    assert newest(office_on_sqlite, "D-0001").percent == 50


def test_work_handed_to_somebody_else_meanwhile_keeps_what_was_typed(office_on_sqlite: Office) -> None:
    office = office_on_sqlite
    opened = office.as_("officer").get(MINE).form()
    with transaction(office.sessions) as session:
        row = queries.deliverable(session, "D-0002")
        given = EditDeliverable(
            row.version, row.standing.action, row.standing.priority_id, None, office.people["other_officer"], None, None
        )
        edit_deliverable(session, row, given, by=SYSTEM, on=TODAY)
    page = office.as_("officer").post(MINE, opened | answers(D0002_percent="5", D0002_note="Begun"), status=422)
    assert page.beside("D-0002-percent").startswith("D-0002 now belongs to Owen Birch")
    assert page.form()["D-0002-note"] == "Begun"


def test_the_same_form_posted_twice_is_saved_once(office: Office) -> None:
    client = office.as_("officer")
    filled = client.get(MINE).form() | answers(D0001_percent="50", D0001_note="Once")
    client.post(MINE, filled)
    before = office.counts()
    page = client.post(MINE, filled, status=409)
    assert page.errors == ["You have already sent this form. It was saved the first time and was not saved again."]
    assert office.counts() == before
    assert page.form()["D-0001-note"] == "Once"


def test_work_with_milestones_leads_to_their_page(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get(MINE)
    section = page.soup.find("section", {"aria-labelledby": "D-0005"})
    assert "D-0005-percent" not in page.form()
    assert section is not None
    assert section.find("a", href="/deliverables/D-0005/update") is not None
    page = office_on_sqlite.refused("officer", MINE, answers(D0005_percent="30"))
    assert "The progress follows from the milestones (0%)." in page.beside("D-0005-percent")


def test_a_deputy_updates_for_the_owner_while_the_time_lasts(office: Office) -> None:
    with transaction(office.sessions) as session:
        owner = session.get_one(Person, office.people["officer"])
        week = NameDeputy(office.people["other_officer"], TODAY, TODAY + timedelta(days=7))
        name_deputy(session, owner, week, by=SYSTEM, on=TODAY)
    page = office.as_("other_officer").submit(MINE, answers(D0001_percent="50"), follow=True, status=200)
    assert "1 deliverable updated." in page.main
    assert newest(office, "D-0001").author == "Owen Birch"


def test_a_lead_is_told_where_to_complete_work(office_on_sqlite: Office) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        priority = queries.priority(session, "PCP-2022-25", 1)
        make_deliverable(session, priority, session.get_one(Person, office_on_sqlite.people["lead"]))
    page = office_on_sqlite.refused("lead", MINE, answers(D0008_percent="100"))
    assert page.beside("D-0008-percent") == (
        "Work at 100% is complete and needs a completion date. Enter 0 to 99 here, "
        "or use “Complete” on the page of D-0008."
    )


def test_nobody_updates_rows_by_naming_them(office_on_sqlite: Office) -> None:
    filled = answers(D0003_percent="99", D0003_version="2", D9999_percent="5", X_percent="5")
    page = office_on_sqlite.refused("officer", MINE, filled)
    assert page.beside("D-0003-percent").startswith("D-0003 now belongs to Owen Birch")


def test_without_deliverables_it_says_what_brings_them(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("other_lead").get(MINE)
    assert "You have no open deliverables" in page.main
    assert not page.soup.select("main form")
