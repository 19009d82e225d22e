"""Commentary through its pages: drafted, checked without saving, saved, confirmed; nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tests.factories import TODAY
from tests.factories_commentary import ASKED, QUARTER, UNSOURCED, make_answering, version_of, write
from tests.factories_measures import give_figures, make_measure
from tests.integration.test_query_counts import counted
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.measures.commands_markings import ClearMarkings, clear_markings
from tracker.measures.models import MeasureGroup
from tracker.measures.queries import measure, measures
from tracker.measures.queries_commentary import page_of, texts_of
from tracker.measures.queries_values import values_in_force
from tracker.measures.rules import Marking
from tracker.plan import queries as plan_queries
from tracker.writing import transaction

LIST = "/measures/commentary"
WRONG = "In August 2024 Calls answered came to 999."


@dataclass
class Desk:
    """An office with one group of measures, and the address of its page this quarter."""

    office: Office
    group_id: int

    @property
    def address(self) -> str:
        return f"{LIST}/{QUARTER.key}/{self.group_id}"

    def texts(self) -> dict[str, str]:
        with self.office.sessions() as session:
            return {block.value: text for block, text in texts_of(page_of(session, self.group_id, QUARTER)).items()}

    def write(self, **texts: str) -> None:
        with transaction(self.office.sessions) as session:
            write(session, session.get_one(MeasureGroup, self.group_id), dict(texts))

    def version(self) -> int:
        with self.office.sessions() as session:
            return version_of(session, session.get_one(MeasureGroup, self.group_id))

    def press(self, button: str, **typed: str) -> Page:
        """What the analyst sees after a button that saves nothing."""
        before = self.texts()
        page = self.office.as_("analyst").submit(f"{self.address}/edit", {**typed, button: "yes"}, status=200)
        assert self.texts() == before
        return page


@pytest.fixture
def desk(office: Office) -> Desk:
    with transaction(office.sessions) as session:
        group = make_answering(session, plan_queries.priority(session, "PCP-2022-25", 1))
        return Desk(office, group.id)


class TestReading:
    def test_each_finding_stands_beside_its_block(self, desk: Desk) -> None:
        desk.write(what=f"{WRONG} {UNSOURCED}", so_what="The Abandonment rate stood at 7.0% in August 2024.")
        page = desk.office.as_("officer").get(desk.address)
        assert page.h1 == "Commentary on Answering, Quarter 2, 2024-25"
        assert f"“{WRONG}” The text says 999 The table says 1,000 (Calls answered, Aug-24)" in page.main
        assert f"“{UNSOURCED}” The text says 17 The table does not settle it" in page.main
        assert "Agrees with the table 1 figure or statement" in page.main
        assert "2 things to settle before a report with this page is signed" in page.main
        assert [cell.get_text() for cell in page.soup.select("thead th")] == [
            *("Measure", "Aug-24", "3 months", "12 months", "Year on year", "Rolling trend", "Exceptions"),
            "Weighting",
        ]
        assert not page.soup.select(f"main a[href^='{desk.address}/']")

    def test_a_page_nobody_has_begun_says_what_comes_next(self, desk: Desk) -> None:
        assert "Write the commentary" in desk.office.as_("analyst").get(desk.address).main
        assert "An analyst writes it." in desk.office.as_("lead").get(desk.address).main

    def test_a_quarter_without_figures_says_so(self, desk: Desk) -> None:
        page = desk.office.as_("analyst").get(f"{LIST}/2019-20-Q1/{desk.group_id}")
        assert "None recorded: no measure of this group has a figure for April to June 2019." in page.main

    def test_a_text_of_last_quarter_and_a_name_of_it_are_told(self, desk: Desk) -> None:
        with transaction(desk.office.sessions) as session:
            group = session.get_one(MeasureGroup, desk.group_id)
            write(session, group, {"what": "As we said in Q1."}, QUARTER.previous())
        desk.write(what="As we said in Q1.")
        page = desk.office.as_("analyst").get(desk.address)
        assert "It names “Q1”, and this is Quarter 2, 2024-25, July to September 2024." in page.main
        assert "It says the same, word for word, as a quarter ago." in page.main

    def test_what_is_typed_is_escaped_once(self, desk: Desk) -> None:
        desk.write(what="Under <b>5</b> & rising: 17 calls.")
        assert "“Under <b>5</b> & rising: 17 calls.”" in desk.office.as_("analyst").get(desk.address).main

    @pytest.mark.parametrize("place", ["2024-25-Q9/{}", "nonsense/{}", "2024-25-Q2/999"])
    @pytest.mark.parametrize("act", ["", "/edit", "/no-surprises", f"/confirm/{ASKED}"])
    def test_what_does_not_exist_is_not_found(self, desk: Desk, place: str, act: str) -> None:
        for who in ("analyst", "officer"):
            desk.office.as_(who).get(f"{LIST}/{place.format(desk.group_id)}{act}", status=404)


class TestWriting:
    def test_an_analyst_saves_and_reads(self, desk: Desk) -> None:
        answers = {"what": "Calls **rose**.", "data_summary": WRONG}
        page = desk.office.as_("analyst").submit(f"{desk.address}/edit", answers, follow=True, status=200)
        assert "The commentary is saved." in page.text
        assert page.soup.select_one(".tracker-wording strong") is not None
        assert desk.texts() == answers

    @pytest.mark.parametrize("who", ["officer", "lead", "chief_executive", "commissioner", "clerk", "administrator"])
    def test_nobody_else_does(self, desk: Desk, who: str) -> None:
        for act in ("edit", "no-surprises"):
            desk.office.as_(who).get(f"{desk.address}/{act}", status=403)

    def test_an_empty_page_is_refused(self, desk: Desk) -> None:
        page = desk.office.as_("analyst").submit(f"{desk.address}/edit", status=422)
        assert page.errors == ["Enter the text of at least one block before you save"]

    def test_a_block_is_not_emptied(self, desk: Desk) -> None:
        desk.write(what="Calls rose.", so_what="More staff.")
        page = desk.office.as_("analyst").submit(f"{desk.address}/edit", what=" ", now_what="Go on.", status=422)
        assert page.errors == ["Enter WHAT, or write “None recorded” if there is nothing to say any more"]
        assert page.form()["now_what"] == "Go on."
        assert desk.texts() == {"what": "Calls rose.", "so_what": "More staff."}

    @pytest.mark.parametrize(
        ("typed", "message"),
        [("a" * 4001, "Use at most 4,000 characters"), ("\N{GRINNING FACE}", "cannot be printed")],
    )
    def test_what_cannot_be_kept_is_given_back(self, desk: Desk, typed: str, message: str) -> None:
        page = desk.office.as_("analyst").submit(f"{desk.address}/edit", what=typed, so_what="More.", status=422)
        assert page.errors
        assert page.form()["what"] == typed
        assert page.form()["so_what"] == "More."
        assert desk.texts() == {}

    def test_somebody_elses_change_shows_both_texts(self, desk: Desk) -> None:
        client = desk.office.as_("analyst")
        opened = client.get(f"{desk.address}/edit").form() | {"what": "Calls fell."}
        desk.write(what="Calls rose.")
        page = client.post(f"{desk.address}/edit", opened, status=409)
        assert "What you typed The record now WHAT Calls fell. Calls rose." in page.main
        assert page.form()["what"] == "Calls fell."
        client.post(f"{desk.address}/edit", page.form())
        assert desk.texts() == {"what": "Calls fell."}

    def test_the_same_form_is_accepted_once(self, desk: Desk) -> None:
        client = desk.office.as_("analyst")
        opened = client.get(f"{desk.address}/edit").form() | {"what": "Calls fell."}
        client.post(f"{desk.address}/edit", opened)
        client.post(f"{desk.address}/edit", opened, status=409)


class TestDrafting:
    def test_the_draft_fills_an_empty_box_and_saves_nothing(self, desk: Desk) -> None:
        page = desk.press("draft", what="Half a sentence")
        typed = page.form()
        assert "In August 2024 **Calls answered** came to 1,000, with" in typed["data_summary"]
        assert "**Abandonment rate** stood at 7.0% (70 of 1,000), with 7.0% (210 of 3,000)" in typed["data_summary"]
        assert typed["what"] == "Half a sentence"
        page = desk.press("check", **{name: typed[name] for name in ("what", "data_summary")})
        assert "Contradicts" not in page.main
        assert "Needs a source" not in page.main

    def test_what_was_typed_stays_and_the_draft_stands_beside_it(self, desk: Desk) -> None:
        page = desk.press("draft", data_summary="My own words.")
        assert page.form()["data_summary"] == "My own words."
        assert "In August 2024 **Calls answered** came to 1,000" in page.main
        page = desk.press("add", data_summary="My own words.")
        assert page.form()["data_summary"].startswith("My own words.\n\nThese are the figures of August 2024")

    def test_a_form_with_a_draft_can_be_saved(self, desk: Desk) -> None:
        page = desk.press("draft")
        desk.office.as_("analyst").post(f"{desk.address}/edit", page.form())
        assert desk.texts()["data_summary"].startswith("These are the figures of August 2024")

    def test_there_is_nothing_to_draft_without_figures(self, desk: Desk) -> None:
        page = desk.office.as_("analyst").get(f"{LIST}/2019-20-Q1/{desk.group_id}/edit")
        assert not page.soup.select("button[name=draft]")


class TestChecking:
    def test_a_mismatch_is_named_before_anything_is_saved(self, desk: Desk) -> None:
        page = desk.press("check", data_summary=WRONG)
        assert "What the figure check found. Nothing is saved yet" in page.main
        assert f"“{WRONG}” The text says 999 The table says 1,000 (Calls answered, Aug-24)" in page.main
        assert page.form()["data_summary"] == WRONG

    def test_a_former_month_is_held_against_that_month_unless_it_is_withheld(self, desk: Desk) -> None:
        before = "In August 2024 Calls answered came to 1,000, up from 900 in July."
        assert "Agrees with the table 2 figures and statements" in desk.press("check", what=before).main
        page = desk.press("check", what=before.replace("900", "901"))
        assert "The text says 901 The table says 900 (Calls answered, Jul-24)" in page.main
        with transaction(desk.office.sessions) as session:
            answered = next(each for each in measures(session) if each.name == "Calls answered")
            give_figures(session, answered, [900], last=date(2024, 7, 1), marking=Marking.OFFICIAL_SENSITIVE)
        assert "900 The table does not settle it" in desk.press("check", what=before).main

    def test_a_text_that_will_not_do_is_refused_first(self, desk: Desk) -> None:
        client = desk.office.as_("analyst")
        page = client.submit(f"{desk.address}/edit", {"what": "a" * 4001, "check": "yes"}, status=422)
        assert page.errors


def test_what_was_left_out_is_named_once_the_figure_is_cleared(desk: Desk) -> None:
    with transaction(desk.office.sessions) as session:
        group = session.get_one(MeasureGroup, desk.group_id)
        marked = make_measure(session, group.priority, "MARKED", name="Arrests", group_id=group.id)
        give_figures(session, marked, [5] * 30, marking=Marking.OFFICIAL_SENSITIVE)
    text = desk.press("draft").form()["data_summary"]
    assert "nobody has cleared it: **Arrests**." in text
    desk.write(data_summary=text)
    client = desk.office.as_("analyst")
    assert "It leaves out" not in client.get(desk.address).main
    with transaction(desk.office.sessions) as session:
        group = session.get_one(MeasureGroup, desk.group_id)
        arrests = measure(session, "MARKED")
        values = values_in_force(session, [arrests.id])[arrests.id]
        asked = ClearMarkings([(month, each.value_id) for month, each in values.items()], "Published elsewhere")
        clear_markings(session, arrests, asked, by=SYSTEM, on=TODAY)
    page = client.get(desk.address).main
    assert "It leaves out figures as OFFICIAL SENSITIVE, and no figure of this page is withheld any more." in page
    assert "1 thing to settle before a report with this page is signed" in page


class TestConfirming:
    def test_a_figure_is_confirmed_with_its_source(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        client = desk.office.as_("analyst")
        link = client.get(desk.address).soup.select_one("a[href*='/confirm/']")
        assert link is not None
        assert link["href"] == f"{desk.address}/confirm/{ASKED}"
        page = client.submit(str(link["href"]), source="Supplier’s letter", follow=True, status=200)
        assert "The source of 17 is recorded." in page.text
        assert "Source Supplier’s letter Confirmed" in page.main
        assert "to settle before a report" not in page.main

    def test_it_needs_a_source(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        page = desk.office.as_("analyst").submit(f"{desk.address}/confirm/{ASKED}", source=" ", status=422)
        assert page.errors == ["Enter where the figure comes from"]

    def test_a_confirmed_figure_is_shown_with_its_source_and_not_asked_for_again(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        client = desk.office.as_("analyst")
        client.submit(f"{desk.address}/confirm/{ASKED}", source="Supplier’s <b>letter</b>")
        page = client.get(f"{desk.address}/confirm/{ASKED}")
        assert page.h1 == "A confirmed figure"
        assert "State Confirmed Source Supplier’s <b>letter</b> Confirmed by" in page.main
        assert "Confirmed on 18 September 2024" in page.main
        assert not page.soup.select("main form")
        assert page.soup.select(f"main a[href='{desk.address}/edit']")
        assert not client.get(desk.address).soup.select("a[href*='/confirm/']")

    def test_once_is_enough_and_what_was_typed_meanwhile_is_kept(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        client = desk.office.as_("analyst")
        late = client.get(f"{desk.address}/confirm/{ASKED}").form() | {"source": "Another"}
        client.submit(f"{desk.address}/confirm/{ASKED}", source="Supplier’s letter")
        page = client.post(f"{desk.address}/confirm/{ASKED}", late, status=409)
        page = client.post(f"{desk.address}/confirm/{ASKED}", page.form(), status=422)
        assert "needs no source any more" in page.errors[0]
        assert page.form()["source"] == "Another"
        assert "Source Supplier’s letter" in page.main

    def test_a_page_that_moved_on_is_told(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        client = desk.office.as_("analyst")
        opened = client.get(f"{desk.address}/confirm/{ASKED}").form() | {"source": "Supplier’s letter"}
        desk.write(so_what="More staff.")
        page = client.post(f"{desk.address}/confirm/{ASKED}", opened, status=409)
        assert page.form()["source"] == "Supplier’s letter"
        client.post(f"{desk.address}/confirm/{ASKED}", page.form())

    @pytest.mark.parametrize("query", ["nothing/1", f"{ASKED[:-1]}2", f"{ASKED[:-1]}0"])
    def test_a_figure_the_text_does_not_have_is_not_found(self, desk: Desk, query: str) -> None:
        desk.write(what=UNSOURCED)
        desk.office.as_("analyst").get(f"{desk.address}/confirm/{query}", status=404)

    def test_nobody_else_confirms(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        desk.office.as_("lead").get(f"{desk.address}/confirm/{ASKED}", status=403)


class TestNoSurprises:
    def test_why_the_panel_should_hear_of_it_stands_on_the_page(self, desk: Desk) -> None:
        answers = {"applies": "yes", "reason": "The press has **asked**."}
        page = desk.office.as_("analyst").submit(f"{desk.address}/no-surprises", answers, follow=True, status=200)
        assert "the Panel should hear of this before it is published The press has asked" in page.main
        assert "Tell the Panel first" in desk.office.as_("analyst").get(LIST).main

    def test_it_needs_a_reason(self, desk: Desk) -> None:
        page = desk.office.as_("analyst").submit(f"{desk.address}/no-surprises", applies="yes", status=422)
        assert page.errors == ["Enter why the Panel should hear of it before it is published"]

    def test_a_page_that_moved_on_shows_both(self, desk: Desk) -> None:
        client = desk.office.as_("analyst")
        opened = client.get(f"{desk.address}/no-surprises").form() | {"applies": "yes", "reason": "The press."}
        desk.write(what="Calls rose.")
        page = client.post(f"{desk.address}/no-surprises", opened, status=409)
        assert page.form()["reason"] == "The press."


class TestTheList:
    def test_it_counts_what_is_to_settle(self, desk: Desk) -> None:
        desk.write(what=f"{WRONG} {UNSOURCED}")
        row = desk.office.as_("analyst").get(LIST).soup.select_one("tbody tr")
        assert row is not None
        cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        assert cells[:7] == ["Answering", "August 2024", "1 of 4", "1", "1", "2", "Not marked"]

    def test_another_quarter_can_be_chosen(self, desk: Desk) -> None:
        page = desk.office.as_("analyst").get(f"{LIST}?quarter=2024-25-Q1")
        assert page.h1 == "Commentary, Quarter 1, 2024-25"
        assert "June 2024" in page.main
        assert desk.office.as_("analyst").get(f"{LIST}?quarter=nonsense").h1 == "Commentary, Quarter 2, 2024-25"

    def test_twenty_groups_cost_as_many_queries_as_one(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        client = desk.office.as_("analyst")
        client.get(LIST)
        with counted(desk.office) as few:
            client.get(LIST)
        with transaction(desk.office.sessions) as session:
            priority = plan_queries.priority(session, "PCP-2022-25", 2)
            for number in range(20):
                write(session, make_answering(session, priority, f"Group {number}"), {"what": UNSOURCED})
        with counted(desk.office) as many:
            assert "Group 19" in client.get(LIST).main
        assert len(many) == len(few)

    def test_one_page_costs_the_same_however_many_there_are(self, desk: Desk) -> None:
        desk.write(what=UNSOURCED)
        client = desk.office.as_("analyst")
        client.get(desk.address)
        with counted(desk.office) as before:
            client.get(desk.address)
        with transaction(desk.office.sessions) as session:
            priority = plan_queries.priority(session, "PCP-2022-25", 2)
            for number in range(5):
                write(session, make_answering(session, priority, f"Group {number}"), {"what": UNSOURCED})
        with counted(desk.office) as after:
            client.get(desk.address)
        assert len(after) == len(before)
