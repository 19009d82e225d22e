"""An annual report whose words and pictures do not go with what it prints: what its pages say of it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor
from tests.factories_annual import YEAR, fill_annual, first_priority, photograph
from tests.factories_measures import give_figures, make_measure
from tests.offices import full_office
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.annual.commands_pictures import AddPicture, Examination, PictureFacts, add_picture
from tracker.annual.queries_year import annual_year
from tracker.annual.rules_pictures import WordsSayNothing
from tracker.config import project_file
from tracker.dates import FinancialYear
from tracker.documents.remake import remake
from tracker.reports.gather_annual import gather_annual
from tracker.reports.queries_checks import problems_of
from tracker.reports.rules_checks_types import Problem, ProblemKind
from tracker.reports.rules_life import ReportKind
from tracker.seeds import load_seeds, read_folder
from tracker.writing import transaction

REPORT = f"/reports/annual/{YEAR.key}"
WRITE = f"{REPORT}/write"
CHAPTER = f"{WRITE}/plans/PCP-2022-25/priorities/1"


@pytest.fixture
def writing(office: Office) -> Office:
    """An office that writes its report of 2023-24; calls from the public fell by 10% in it."""
    with transaction(office.sessions) as session:
        fill_annual(session, as_actor(session.get_one(Person, office.people["officer"])))
        calls = make_measure(session, first_priority(session))
        give_figures(session, calls, [100] * 12 + [90] * 12, last=date(2024, 3, 1))
    return office


def found_in(session: Session, year: FinancialYear) -> tuple[Problem, ...]:
    return problems_of(session, ReportKind.ANNUAL, year, gather_annual(session, year, TODAY))


def test_every_kind_of_contradiction_is_named_with_both_numbers_where_the_report_is_reviewed_and_submitted(
    writing: Office,
) -> None:
    officer = writing.as_("officer")
    figure = {"label": "complaints received and logged", "period": "2023-24", "place": "complaints"}
    officer.submit(f"{WRITE}/figures/new", figure | {"value": "1,404"}, status=302)
    change = {"label": "change on the year before", "period": "2023-24", "place": "complaints"}
    officer.submit(f"{WRITE}/figures/new", change | {"value": "-3.4%"}, status=302)
    true = "1,404 complaints were received in 2023-24, 3.4% fewer than in the year before."
    true += " Calls from the public fell by 10% in 2023-24."
    officer.submit(f"{CHAPTER}/objectives/1.01", {"text": true}, status=302)
    assert "Correct the words or the figure" not in officer.get(f"{REPORT}/submit").main
    false = true.replace("1,404", "1,504").replace("fewer", "more").replace("10%", "25%")
    officer.submit(f"{CHAPTER}/objectives/1.01", {"text": f"{false} 77 deliverables were finished."}, status=302)
    money = "The total cost was £150 million in 2023-24. Local policing took 95% of it."
    officer.submit(f"{WRITE}/sections/7", {"text": money}, status=302)
    officer.submit(f"{CHAPTER}/introduction", {"text": "77 deliverables of this priority were stopped."}, status=302)
    wanted = (
        "says 1,504; the headline figure “complaints received and logged” is 1,404 (2023-24)",
        "says 3.4% (up); the headline figure “change on the year before” is -3.4% (2023-24)",
        "says 25% (down); the table says -10.0% (down)",
        "says 77 finished; the report lists",
        "says 77 stopped; the report lists",
        "says £150 million; “Cost” in the finance table is £107.131 million (2023-24)",
        "says 95%; the share of “Local policing” is 101% (2023-24)",
    )
    for path in ("review", "submit"):
        page = officer.get(f"{REPORT}/{path}")
        assert [each for each in wanted if each not in page.main] == []
    page = officer.get(f"{REPORT}/submit")
    assert page.soup.select(f"a[href='{CHAPTER}'], a[href='{WRITE}/sections']")


def test_a_withdrawn_cover_and_what_lacks_a_speaker_or_a_digit_are_things_to_look_at(writing: Office) -> None:
    officer = writing.as_("officer")
    officer.submit(f"{WRITE}/cover", {"picture": "1"}, status=302)
    officer.submit(f"{CHAPTER}/introduction", {"text": "About trust.", "picture": "1"}, status=302)
    assert "is withdrawn" not in officer.get(f"{REPORT}/review").main
    officer.submit(f"{WRITE}/pictures/1/withdraw", {"reason": "Too dark"}, status=302)
    place = officer.get(f"{WRITE}/stories/1").form()["place"]
    quotation = {"kind": "quotation", "place": place, "text": "They came at once."}
    officer.submit(f"{WRITE}/stories/new", quotation, status=302)
    officer.submit(
        f"{WRITE}/figures/new", {"value": "abc", "label": "posts", "period": "2023-24", "place": "digital"}, status=302
    )
    for path in ("review", "submit"):
        page = officer.get(f"{REPORT}/{path}")
        for words in (
            "Picture 1 is withdrawn, so the cover has no picture.",
            "Picture 1 is withdrawn, so no picture is shown with priority 1.",
            "The quotation “They came at once.” names no speaker.",
            "The headline figure “abc” (posts) has no digit",
        ):
            assert words in page.main


def test_a_title_that_would_never_be_printed_is_refused(writing: Office) -> None:
    place = writing.as_("officer").get(f"{WRITE}/stories/1").form()["place"]
    quotation = {"kind": "quotation", "place": place, "text": "They came at once.", "title": "A case"}
    page = writing.refused("officer", f"{WRITE}/stories/new", quotation)
    assert page.errors == [
        "A quotation is printed without a title. Leave the title empty, or select case study, which has one"
    ]
    assert page.form()["title"] == "A case"


@pytest.mark.parametrize("typed", ["x", ".", "Photo 3", "IMG_1234.jpg"])
def test_words_that_do_not_say_what_a_picture_shows_are_refused_beside_the_field(writing: Office, typed: str) -> None:
    answers = {"words": typed, "shows_people": "no", "file": (io.BytesIO(photograph()), "Vans.jpg")}
    page = writing.refused("officer", f"{WRITE}/pictures/new", answers)
    assert page.errors == [
        "Describe what the picture shows, for example: two officers beside a mobile police station. "
        f"“{typed}” tells nothing to a reader who cannot see it"
    ]
    assert page.soup.select_one("#words-error") is not None
    assert page.form()["words"] == typed
    page = writing.refused("officer", f"{WRITE}/pictures/1", {"words": typed})
    assert page.soup.select_one("#words-error") is not None


def test_a_picture_is_not_added_with_such_words_by_any_other_way(writing: Office) -> None:
    with writing.sessions() as session:
        annual = annual_year(session, YEAR)
        assert annual is not None
        sent = Examination("wall.jpg", remake(photograph(), "wall.jpg"))
        with pytest.raises(WordsSayNothing):
            add_picture(session, annual, AddPicture(sent, PictureFacts(words="logo")), by=SYSTEM, on=TODAY)


def test_the_demonstration_contradicts_itself_nowhere(session: Session) -> None:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    kinds = {each.kind for each in found_in(session, YEAR)}
    assert not kinds & {ProblemKind.CONTRADICTION, ProblemKind.PICTURE, ProblemKind.SPEAKER, ProblemKind.NO_DIGIT}


@pytest.mark.parametrize("year", [FinancialYear(2022), FinancialYear(2023)])
def test_a_full_office_contradicts_itself_nowhere(session: Session, year: FinancialYear) -> None:
    load_seeds(session, full_office(), by=SYSTEM, on=TODAY)
    session.expunge_all()
    assert not [each for each in found_in(session, year) if each.kind is ProblemKind.CONTRADICTION]
