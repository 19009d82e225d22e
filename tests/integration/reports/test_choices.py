"""Choosing the risks and issues a quarter prints: the command, and the page of a priority."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import Cast, as_actor, log_of, make_priority
from tests.factories_risks import close, make_issue, make_risk, make_score
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.access import SYSTEM, Actor
from tracker.audit.queries import changes_of
from tracker.audit.rules import Event
from tracker.dates import Quarter
from tracker.errors import Stale
from tracker.plan import queries as plan_queries
from tracker.plan.models import Priority
from tracker.reports.commands import SaveEntries, save_entries
from tracker.reports.models import QuarterPage, QuarterRisk
from tracker.reports.queries import page_of, quarters_of_priority
from tracker.reports.queries_choices import risks_to_choose
from tracker.reports.rules_choices import CannotBePrinted
from tracker.risks.models import Risk
from tracker.writing import transaction

QUARTER = Quarter.parse("2024-25-Q2")
SUBJECT = "PCP-2022-25/2/2024-25-Q2"
ENTRIES = "/reports/highlight/2024-25-Q2/plans/PCP-2022-25/priorities/2"


def choose(
    session: Session, priority: Priority, *references: str, version: int | None = None, by: Actor = SYSTEM
) -> QuarterPage:
    page = page_of(session, priority.id, QUARTER)
    opened_at = version if version is not None else page.version if page else 0
    return save_entries(session, priority, QUARTER, SaveEntries(opened_at, (), frozenset(references)), by=by)


def chosen(session: Session) -> list[tuple[str, bool]]:
    """(reference, stands) of every choice."""
    session.flush()
    session.expire_all()
    found = session.scalars(select(QuarterRisk).order_by(QuarterRisk.id))
    return [(each.risk.reference, each.withdrawn_at is None) for each in found]


def worded(session: Session, priority: Priority, words: str = "Rain", on: date = date(2024, 4, 2)) -> Risk:
    return make_risk(session, priority, event=f"The event of {words}", public_wording=words, on=on)


def test_a_choice_is_saved_withdrawn_and_brought_back_and_each_is_logged(
    session: Session, priority: Priority, cast: Cast
) -> None:
    worded(session, priority, "Rain")
    worded(session, priority, "Snow")
    choose(session, priority, "R-0001", "R-0002", by=as_actor(cast.lead))
    assert sorted(chosen(session)) == [("R-0001", True), ("R-0002", True)]
    choose(session, priority, "R-0002")
    assert sorted(chosen(session)) == [("R-0001", False), ("R-0002", True)]
    choose(session, priority, "R-0001", "R-0002")
    assert sorted(chosen(session)) == [("R-0001", True), ("R-0002", True)]
    log = [entry for entry in log_of(session, "PCP-2022-25/1/2024-25-Q2") if entry.event == Event.RISKS_CHOSEN]
    assert [changes_of(entry)["Risks and issues"] for entry in log] == [
        (None, "R-0001, R-0002"),
        ("R-0001, R-0002", "R-0002"),
        ("R-0002", "R-0001, R-0002"),
    ]
    assert log[0].actor_name == "Lena Marsh"


def test_a_choice_raises_the_version_of_the_page_and_the_same_choice_does_not(
    session: Session, priority: Priority
) -> None:
    worded(session, priority)
    page = choose(session, priority, "R-0001")
    version = page.version
    assert choose(session, priority, "R-0001").version == version
    assert choose(session, priority).version == version + 1
    with pytest.raises(Stale):
        choose(session, priority, "R-0001", version=version)


def test_lines_saved_without_a_word_on_risks_leave_them_as_they_are(session: Session, priority: Priority) -> None:
    worded(session, priority)
    page = choose(session, priority, "R-0001")
    save_entries(session, priority, QUARTER, SaveEntries(page.version, ()), by=SYSTEM)
    assert chosen(session) == [("R-0001", True)]


@pytest.mark.parametrize("reference", ["R-0001", "R-0002", "R-0003", "R-0004", "R-0099", "nonsense"])
def test_what_the_page_does_not_offer_is_refused_by_name(session: Session, priority: Priority, reference: str) -> None:
    make_risk(session, priority)
    worded(session, make_priority(session, priority.plan, 2))
    close(session, worded(session, priority), date(2024, 6, 28))
    worded(session, priority, on=date(2024, 10, 1))
    with pytest.raises(CannotBePrinted, match=reference):
        choose(session, priority, reference)
    assert chosen(session) == []


def test_what_was_closed_in_the_quarter_can_still_be_told(session: Session, priority: Priority) -> None:
    close(session, worded(session, priority), date(2024, 7, 1))
    choose(session, priority, "R-0001")
    assert chosen(session) == [("R-0001", True)]


def test_what_is_chosen_may_stay_whatever_became_of_it(session: Session, priority: Priority) -> None:
    risk = worded(session, priority)
    worded(session, priority, "Snow")
    choose(session, priority, "R-0001")
    close(session, risk, date(2024, 9, 1))
    choose(session, priority, "R-0001", "R-0002")
    assert [stands for _, stands in chosen(session)] == [True, True]


def test_the_page_offers_the_highest_score_first_and_says_what_was_printed_last_quarter(
    session: Session, priority: Priority
) -> None:
    low, high, _ = worded(session, priority, "Low"), worded(session, priority, "High"), worded(session, priority)
    make_issue(session, priority, public_wording="It happened")
    make_score(session, low, 1, 1)
    make_score(session, high, 5, 5)
    before = SaveEntries(0, (), frozenset({"R-0001"}))
    save_entries(session, priority, QUARTER.previous(), before, by=SYSTEM)
    found = risks_to_choose(session, priority, QUARTER)
    assert [each.reference for each in found] == ["R-0002", "R-0001", "R-0003", "I-0001"]
    assert [each.was_printed for each in found] == [False, True, False, False]
    assert not any(each.is_chosen for each in found)


def test_a_quarter_with_a_choice_alone_has_records(session: Session, priority: Priority) -> None:
    worded(session, priority)
    choose(session, priority, "R-0001")
    assert quarters_of_priority(session, priority.id) == [QUARTER]
    choose(session, priority)
    assert quarters_of_priority(session, priority.id) == []


# Through the page: the second priority, which has no risks of its own in the office of the tests.


@pytest.fixture
def priced(office_on_sqlite: Office) -> Office:
    """Under priority 2: one risk that can be printed, scored 20, and one without public wording."""
    with transaction(office_on_sqlite.sessions) as session:
        priority = plan_queries.priority(session, "PCP-2022-25", 2)
        risk = make_risk(session, priority, public_wording="Funding **may** end.", event="SECRET event")
        make_score(session, risk, 4, 5)
        make_risk(session, priority, event="Nobody worded this")
    return office_on_sqlite


def references(page: Page) -> list[str]:
    return [str(box["value"]) for box in page.soup.select("input[name=risks]")]


def ticked(page: Page) -> list[str]:
    return [str(box["value"]) for box in page.soup.select("input[name=risks][checked]")]


def test_a_risk_is_ticked_beside_the_lines_and_printed_in_the_report(priced: Office) -> None:
    page = priced.as_("other_lead").get(ENTRIES)
    (reference,) = references(page)
    assert "Risk · Very high · score 20" in page.main
    priced.as_("other_lead").submit(ENTRIES, {"risks": reference, "new-outcome-0-text": "First"})
    assert ticked(priced.as_("other_lead").get(ENTRIES)) == [reference]
    assert (Event.RISKS_CHOSEN.value, SUBJECT) in priced.events()
    report = priced.as_("officer").get("/reports/highlight/2024-25-Q2").main
    assert f"{reference} Funding may end." in report
    assert "SECRET" not in report
    read = priced.as_("officer").get(ENTRIES)
    assert reference in read.main


def test_what_has_no_public_wording_is_named_with_what_to_do(priced: Office) -> None:
    page = priced.as_("other_lead").get(ENTRIES)
    link = page.soup.find("a", string=lambda text: text is not None and text.startswith("Write the public wording of"))
    assert link is not None
    assert "Nobody worded this" in page.main
    assert str(link["href"]).endswith("/edit")


def test_a_tick_that_cannot_stand_is_refused_and_the_lines_are_kept(priced: Office) -> None:
    page = priced.refused("other_lead", ENTRIES, {"risks": "R-0999", "new-outcome-0-text": "Kept"})
    assert page.errors[0].startswith("R-0999 cannot be printed under this priority")
    assert page.form()["new-outcome-0-text"] == "Kept"


def test_buttons_that_only_rearrange_lose_no_tick(priced: Office) -> None:
    form = priced.as_("other_lead").get(ENTRIES).form()
    (reference,) = references(priced.as_("other_lead").get(ENTRIES))
    page = priced.as_("other_lead").post(ENTRIES, {**form, "risks": reference, "more": "focus"}, status=200)
    assert ticked(page) == [reference]


def test_a_form_opened_before_somebody_else_chose_shows_both(priced: Office) -> None:
    (reference,) = references(priced.as_("other_lead").get(ENTRIES))
    mine = {**priced.as_("other_lead").get(ENTRIES).form(), "new-outcome-0-text": "Mine"}
    priced.as_("other_lead").submit(ENTRIES, {"risks": reference})
    page = priced.as_("other_lead").post(ENTRIES, mine, status=409)
    compared = [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in page.soup.select(".tracker-compare tbody tr")
    ]
    assert [reference, "Not ticked", "Ticked"] in compared
    assert page.form()["new-outcome-0-text"] == "Mine"


def test_a_priority_without_risks_says_where_they_come_from(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("other_lead").get(ENTRIES)
    assert references(page) == []
    assert "No open risk or issue of this priority has a public wording yet." in page.main
    assert "No risk or issue is chosen for this quarter yet." in office_on_sqlite.as_("officer").get(ENTRIES).main
