"""Writing an annual report through the pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest

from tests.factories import as_actor
from tests.factories_annual import YEAR, fill_annual, photograph
from tests.ledger_annual import ANNUAL_LINES
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.annual.queries import rows_of_year
from tracker.annual.queries_year import annual_year, content_of_year
from tracker.writing import transaction

WRITE = f"/reports/annual/{YEAR.key}/write"
CHAPTER = f"{WRITE}/plans/PCP-2022-25/priorities/1"


@pytest.fixture
def writing(office: Office) -> Office:
    """An office that writes its report of 2023-24."""
    with transaction(office.sessions) as session:
        fill_annual(session, as_actor(session.get_one(Person, office.people["officer"])))
    return office


def picture_answers(**changes: object) -> Mapping[str, Any]:
    return {"words": "Two vans on a square", "shows_people": "no", **changes}


class TestBeginning:
    def test_a_year_is_begun_with_the_usual_sections(self, office: Office) -> None:
        officer = office.as_("officer")
        assert "Nobody has begun to write it" in officer.get(WRITE).main
        page = officer.submit(WRITE, {}, action=f"{WRITE}/begin", follow=True, status=200)
        for part in ("Foreword", "Your voice", "Priority 1: ", "Finance table", "Headline figures", "Pictures"):
            assert part in page.main
        assert "It has no introduction" in page.main

    @pytest.mark.parametrize("key", ["1066-67", "2011-12", "2098-99"])
    def test_a_year_that_nobody_can_report_on_has_no_page(self, office: Office, key: str) -> None:
        office.as_("officer").get(f"/reports/annual/{key}/write", status=404)

    def test_those_who_only_read_are_told_who_begins_it(self, office: Office) -> None:
        assert (
            "An officer, a lead, the analyst or the Chief Executive begins it here"
            in office.as_("commissioner").get(WRITE).main
        )

    def test_the_next_year_takes_over_order_headings_and_the_wording_that_stays(self, writing: Office) -> None:
        officer = writing.as_("officer")
        officer.submit(f"{WRITE}/sections/8", {"heading": "Write to us", "text": "By post."}, status=302)
        officer.submit(f"{WRITE}/sections/1", {"text": "A year of work."}, status=302)
        after = "/reports/annual/2024-25/write"
        officer.submit(after, {}, action=f"{after}/begin", follow=True, status=200)
        with writing.sessions() as session:
            content = content_of_year(session, type(YEAR)(2024))
            assert content is not None
            assert (content.sections[7].heading, content.sections[7].text) == ("Write to us", "By post.")
            assert content.sections[0].text is None


class TestSections:
    def test_a_text_that_is_too_long_is_refused_with_both_numbers_and_kept_on_the_page(self, writing: Office) -> None:
        page = writing.refused("officer", f"{WRITE}/sections/1", {"text": "x" * 8001})
        assert page.errors == ["The section is too long: at most 8,000 characters; you have 8,001"]
        assert "x" * 8001 in page.text

    def test_the_chapters_of_the_priorities_cannot_be_left_out(self, writing: Office) -> None:
        officer = writing.as_("officer")
        answers = {name: it for name, it in officer.get(f"{WRITE}/sections/5").form().items() if name != "included"}
        page = officer.post(f"{WRITE}/sections/5", answers, status=422)
        assert "must stay in the report" in page.errors[0]

    def test_a_section_moves_one_place(self, writing: Office) -> None:
        officer = writing.as_("officer")
        officer.submit(f"{WRITE}/sections", {}, action=f"{WRITE}/sections/1/down", status=302)
        with writing.sessions() as session:
            annual = annual_year(session, YEAR)
            assert annual is not None
            headings = [each.number for each in annual.sections]
        assert headings[:3] == [2, 1, 3]


class TestChapters:
    def test_the_page_of_a_priority_shows_what_is_written_of_it(self, writing: Office) -> None:
        officer = writing.as_("officer")
        officer.submit(f"{CHAPTER}/introduction", {"text": "About **trust**."}, status=302)
        officer.submit(f"{CHAPTER}/objectives/1.01", {"text": "It is met."}, status=302)
        page = writing.as_("commissioner").get(CHAPTER)
        for told in ("About trust .", "It is met.", "A van for the hills", "Grant for letters"):
            assert told in page.main
        assert "They changed their mind" not in page.main

    def test_two_people_write_the_same_text(self, writing: Office) -> None:
        first, second = writing.as_("officer"), writing.as_("lead")
        opened = second.get(f"{CHAPTER}/introduction").form()
        first.submit(f"{CHAPTER}/introduction", {"text": "First words."}, status=302)
        page = second.post(f"{CHAPTER}/introduction", opened | {"text": "Second words."}, status=409)
        assert "First words." in page.main
        assert "Second words." in page.main


class TestRows:
    def test_a_case_study_needs_a_title(self, writing: Office) -> None:
        officer = writing.as_("officer")
        place = officer.get(f"{WRITE}/stories/1").soup.select_one("#place option[selected]")
        assert place is not None
        answers = {"kind": "case_study", "place": str(place["value"]), "text": "It helped."}
        page = writing.refused("officer", f"{WRITE}/stories/new", answers)
        assert page.errors == ["Enter the title: a case study stands in a box with its title on top"]

    def test_what_is_withdrawn_can_be_brought_back(self, writing: Office) -> None:
        officer = writing.as_("officer")
        assert "They changed their mind" in officer.get(f"{WRITE}/stories").main
        officer.submit(f"{WRITE}/stories/3/restore", {}, status=302)
        officer.submit(f"{WRITE}/figures/1/withdraw", {"reason": "Counted twice"}, status=302)
        with writing.sessions() as session:
            annual = annual_year(session, YEAR)
            assert annual is not None
            rows = rows_of_year(session, annual)
            assert [row.is_withdrawn for row in rows.stories] == [False, False, False]
            assert [row.is_withdrawn for row in rows.figures] == [True, False]

    def test_figures_move_within_their_place(self, writing: Office) -> None:
        officer = writing.as_("officer")
        officer.submit(f"{WRITE}/figures", {}, action=f"{WRITE}/figures/1/down", status=302)
        assert officer.get(f"{WRITE}/figures").main.index("calls") < officer.get(f"{WRITE}/figures").main.index(
            "letters"
        )

    def test_a_grant_of_no_pounds_is_refused(self, writing: Office) -> None:
        page = writing.refused("officer", f"{WRITE}/funding/1", {"amount": "-5"})
        assert "Enter the amount in pounds" in page.errors[0]


class TestMoney:
    def test_a_table_that_does_not_add_up_is_kept_and_says_both_totals_and_the_difference(
        self, writing: Office
    ) -> None:
        officer = writing.as_("officer")
        assert "The saved table adds up" in officer.get(f"{WRITE}/finance").main
        page = officer.submit(f"{WRITE}/finance", {"cost-0-actual": "107.130"}, follow=True, status=200)
        said = "2023-24 actual: the total “Cost” is £107.131m, its lines come to £107.130m. The difference is £0.001m."
        assert said in page.main
        assert said in officer.get(WRITE).main

    def test_what_is_no_amount_is_refused_beside_its_box(self, writing: Office) -> None:
        page = writing.refused("officer", f"{WRITE}/finance", {"cost-0-actual": "lots"})
        assert page.errors == [
            "“Force”, under cost, actual, must be an amount in £ million with its decimals, such as 34.825"
        ]

    def test_a_function_stands_once_and_has_a_share_that_can_be(self, writing: Office) -> None:
        again = {"share-2-percent": "1"}
        officer = writing.as_("officer")
        first = officer.get(f"{WRITE}/shares").soup.select_one("#share-0-function")
        assert first is not None
        page = writing.refused("officer", f"{WRITE}/shares", {**again, "share-2-function": str(first["value"]).upper()})
        assert "stands in the table twice" in page.errors[0]
        page = writing.refused("officer", f"{WRITE}/shares", {"share-0-percent": "-200"})
        assert page.errors == [
            f"The share of “{first['value']}” must be a percentage between -100 and 200, such as 26 or -1"
        ]

    def test_a_line_whose_name_is_emptied_leaves_the_table(self, writing: Office) -> None:
        writing.as_("officer").submit(f"{WRITE}/finance", {"cost-1-label": ""}, status=302)
        with writing.sessions() as session:
            content = content_of_year(session, YEAR)
            assert content is not None
            assert [line.label for line in content.finance_lines] == ["Force", "Grant"]

    def test_a_new_line_stands_above_the_total_it_is_counted_into(self, writing: Office) -> None:
        officer = writing.as_("officer")
        added = {"cost-2-label": "Estates", "cost-2-actual": "1.000", "financed_by-1-label": "Fees"}
        added["financed_by-1-actual"] = "1"
        officer.submit(f"{WRITE}/finance", added, status=302)
        with writing.sessions() as session:
            content = content_of_year(session, YEAR)
            assert content is not None
            assert [line.label for line in content.finance_lines] == ["Force", "Estates", "Cost", "Grant", "Fees"]

    def test_a_second_total_is_the_new_end(self, writing: Office) -> None:
        added = {"cost-2-label": "Reserves", "cost-2-actual": "1.000"}
        added |= {"cost-3-label": "All", "cost-3-actual": "108.131", "cost-3-is_total": "y"}
        writing.as_("officer").submit(f"{WRITE}/finance", added, status=302)
        with writing.sessions() as session:
            content = content_of_year(session, YEAR)
            assert content is not None
            assert [line.label for line in content.finance_lines] == ["Force", "Cost", "Reserves", "All", "Grant"]

    def test_shares_say_what_they_come_to(self, writing: Office) -> None:
        officer = writing.as_("officer")
        page = officer.submit(f"{WRITE}/shares", {"share-0-percent": "100"}, follow=True, status=200)
        assert "2023-24: the shares come to 99%, not 100%. The difference is -1%." in page.main
        assert "2022-23: the shares come to 100%." in page.main


class TestPictures:
    def test_a_picture_is_added_without_what_hangs_on_it(self, writing: Office) -> None:
        officer = writing.as_("officer")
        answers = picture_answers(file=(io.BytesIO(photograph()), "Vans.JPG"))
        page = officer.submit(f"{WRITE}/pictures/new", answers, follow=True, status=200)
        assert "Two vans on a square" in page.main
        sent = officer.http.get(f"{WRITE}/pictures/3/file")
        assert sent.mimetype == "image/jpeg"
        assert b"A camera" not in sent.data

    @pytest.mark.parametrize(
        ("name", "sent", "said"),
        [
            (
                "map.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
                "is not a JPEG",
            ),
            ("vans.jpg", photograph()[:900], "is damaged"),
            ("vans.jpg", b"", "is an empty file"),
        ],
    )
    def test_what_cannot_be_printed_is_refused(self, writing: Office, name: str, sent: bytes, said: str) -> None:
        answers = picture_answers(file=(io.BytesIO(sent), name))
        assert said in writing.refused("officer", f"{WRITE}/pictures/new", answers).errors[0]

    def test_a_photograph_without_words_or_consent_is_refused(self, writing: Office) -> None:
        answers = picture_answers(file=(io.BytesIO(photograph()), "Vans.jpg"), words="")
        assert writing.refused("officer", f"{WRITE}/pictures/new", answers).errors == ["Enter what the picture shows"]
        answers = picture_answers(file=(io.BytesIO(photograph()), "Vans.jpg"), shows_people="yes")
        assert "Enter who agreed" in writing.refused("officer", f"{WRITE}/pictures/new", answers).errors[0]

    def test_a_consent_for_nobody_is_asked_about_and_never_dropped(self, writing: Office) -> None:
        answers = picture_answers(file=(io.BytesIO(photograph()), "Vans.jpg"), consent_by="Ada")
        page = writing.refused("officer", f"{WRITE}/pictures/new", answers)
        assert page.errors == ["You entered who agreed. Select yes if it shows people, or clear what they agreed to"]
        assert page.form()["consent_by"] == "Ada"

    def test_a_consent_that_ended_is_told_at_once(self, writing: Office) -> None:
        agreed = {"consent_by": "Ada", "consent_on": ["1", "5", "2020"], "consent_until": ["1", "5", "2021"]}
        answers = picture_answers(file=(io.BytesIO(photograph()), "Vans.jpg"), shows_people="yes", **agreed)
        page = writing.as_("officer").submit(f"{WRITE}/pictures/new", answers, follow=True, status=200)
        assert "Picture 3 is added. But those it shows agreed only until 1 May 2021" in page.main

    def test_the_cover_shows_one_of_them(self, writing: Office) -> None:
        officer = writing.as_("officer")
        officer.submit(f"{WRITE}/cover", {"picture": "1"}, status=302)
        assert "Shown in the cover." in officer.get(f"{WRITE}/pictures").main
        officer.submit(f"{WRITE}/pictures/1/withdraw", {"reason": "Too dark"}, status=302)
        assert "withdrawn" in words(officer.get(f"{WRITE}/pictures").soup.main).lower()


@pytest.mark.parametrize(
    ("path", "answers", "name"),
    [
        ("sections/1", {"heading": "x" * 400}, "Heading"),
        ("figures/1", {"value": "9" * 400}, "Figure"),
        ("finance", {"cost-0-label": "x" * 400}, "Line, row 1"),
    ],
)
def test_a_box_with_too_much_in_it_is_named(writing: Office, path: str, answers: dict[str, str], name: str) -> None:
    page = writing.refused("officer", f"{WRITE}/{path}", answers)
    assert page.errors[0].startswith(f"“{name}” is too long: at most ")
    assert page.errors[0].endswith("characters; you have 400")


class TestListOfParts:
    def test_a_chapter_with_some_of_its_texts_is_begun(self, writing: Office) -> None:
        officer = writing.as_("officer")
        assert part_of(officer.get(WRITE), "Priority 1") == "Not written yet"
        officer.submit(f"{CHAPTER}/introduction", {"text": "What we did."}, status=302)
        assert part_of(officer.get(WRITE), "Priority 1") == "Begun"

    def test_a_section_that_needs_no_words_is_not_called_written(self, writing: Office) -> None:
        page = writing.as_("officer").get(WRITE)
        for name in ("Our priorities", "Progress against the plan", "Finance"):
            assert part_of(page, name) == "Gathered by itself"

    def test_a_picture_withdrawn_from_the_cover_is_missed(self, writing: Office) -> None:
        officer = writing.as_("officer")
        officer.submit(f"{WRITE}/cover", {"picture": "1"}, status=302)
        assert part_of(officer.get(WRITE), "Picture on the cover") == "Written"
        assert "It is shown in the cover." in officer.get(f"{WRITE}/pictures/1/withdraw").main
        officer.submit(f"{WRITE}/pictures/1/withdraw", {"reason": "Too dark"}, status=302)
        page = officer.get(WRITE)
        assert part_of(page, "Picture on the cover") == "To be looked at"
        assert "Picture 1 is withdrawn, so no picture is shown. Choose another, or none" in page.main


def part_of(page: Page, name: str) -> str:
    """How far a part of the report is, as the list of parts says."""
    item = next(each for each in page.soup.select("li.govuk-task-list__item") if words(each).startswith(name))
    return words(item.select_one(".govuk-task-list__status"))


def test_those_who_only_read_are_shown_no_buttons(writing: Office) -> None:
    for path in (f"{WRITE}/sections", f"{WRITE}/stories", f"{WRITE}/pictures", CHAPTER):
        page = writing.as_("commissioner").get(path)
        assert not page.soup.select("main form, main a[href$='/new'], main a[href$='/withdraw']")


def test_those_who_only_read_are_led_nowhere_they_may_not_go(writing: Office) -> None:
    commissioner = writing.as_("commissioner")
    page = commissioner.get(WRITE)
    hrefs = {str(link["href"]).partition("#")[0] for link in page.soup.select(f"main a[href^='{WRITE}']")}
    assert {f"{WRITE}/sections", CHAPTER, f"{WRITE}/figures"} <= hrefs
    for href in (*hrefs, *(str(link["href"]) for link in commissioner.get(CHAPTER).soup.select("main a[href^='/']"))):
        commissioner.get(href, status=200)


def test_those_who_only_read_find_the_words_of_each_section(writing: Office) -> None:
    writing.as_("officer").submit(f"{WRITE}/sections/1", {"text": "A year of work."}, status=302)
    page = writing.as_("commissioner").get(f"{WRITE}/sections")
    assert "A year of work." in words(page.soup.select_one("#section-1"))


def test_every_page_of_the_room_is_in_the_ledger() -> None:
    assert all(name.startswith("annual.") for name in ANNUAL_LINES)
