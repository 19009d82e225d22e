"""The addresses of the road of annual reports, and what each person gets there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tests.factories import as_actor
from tests.factories_road import (
    nothing_recommended,
    published,
    recommended,
    responded,
    reviewed,
    sent_annual,
    submitted_annual,
    write_annual,
)
from tests.ledger_lines import WRITERS, Line, form
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.dates import FinancialYear
from tracker.panel.queries import meeting
from tracker.reports.queries_road import road_of

SENT_AT = datetime(2024, 6, 20, 8, 5, tzinfo=UTC)
SILENT, ANSWERED, WRITTEN, WAITING = (FinancialYear(year) for year in (2019, 2020, 2021, 2018))
CONTENT = FinancialYear(2015)
_ROAD, _QUIET, _CONTENT = (f"/reports/annual/{year.key}" for year in (ANSWERED, SILENT, CONTENT))
_MENDED = ("response", "publication")
_COMMISSIONER = frozenset({"commissioner"})

ROAD_LINES: Mapping[str, Line] = {
    "reports.approve_page": form(f"/reports/annual/{WAITING.key}/approve/foreword", _COMMISSIONER),
    "reports.new_review": form(f"{_ROAD}/reviews/new", WRITERS),
    "reports.new_recommendation": form(f"{_ROAD}/recommendations/new", WRITERS),
    "reports.no_recommendations": form(f"{_QUIET}/recommendations/none", WRITERS),
    "reports.withdraw_none_made": form(f"{_CONTENT}/recommendations/none/withdraw", WRITERS),
    "reports.correct_recommendation": form(f"{_ROAD}/recommendations/{{asked}}/correct", WRITERS),
    "reports.withdraw_recommendation": form(f"{_ROAD}/recommendations/{{asked}}/withdraw", WRITERS),
    "reports.respond_page": form(f"{_ROAD}/recommendations/{{asked}}/response", WRITERS),
    "reports.correct_review": form(f"{_ROAD}/reviews/{{review}}/correct", WRITERS),
    "reports.withdraw_review": form(f"{_QUIET}/reviews/{{quiet_review}}/withdraw", WRITERS),
    "reports.correct_response": form(f"{_ROAD}/recommendations/{{told}}/response/correct", WRITERS),
    "reports.withdraw_response": form(f"{_ROAD}/recommendations/{{told}}/response/withdraw", WRITERS),
    "reports.correct_publication": form(f"{_ROAD}/recommendations/{{out}}/publication/correct", WRITERS),
    "reports.withdraw_publication": form(f"{_ROAD}/recommendations/{{out}}/publication/withdraw", WRITERS),
    "reports.response_out_page": form(f"{_ROAD}/recommendations/{{told}}/publication", WRITERS),
}

UNKNOWN_ROAD = (
    *(f"/reports/annual/{key}/approve/foreword" for key in ("2023-25", "2030-31", "2023-24-Q1")),
    *(f"{_ROAD}/recommendations/999/{act}" for act in ("response", "publication", "correct", "withdraw")),
    *(f"{_ROAD}/recommendations/999/{what}/{act}" for what in _MENDED for act in ("correct", "withdraw")),
    *(f"{_ROAD}/reviews/999/{act}" for act in ("correct", "withdraw")),
    *(f"/reports/annual/2016-17/{act}" for act in ("reviews/new", "recommendations/new")),
    *(f"/reports/annual/2016-17/recommendations/none{act}" for act in ("", "/withdraw")),
)
"""Years that never were, parts that nobody approves, recommendations that were not made, years nobody reported on."""

MORE_ROAD = (
    *(f"{_ROAD}/{act}" for act in ("review", "versions/1", "publish", "recommendations/none", "reviews/new")),
    *(f"{_CONTENT}/{act}" for act in ("versions/1", "recommendations/none")),
    f"{_QUIET}/recommendations/none/withdraw",
    *(f"{_QUIET}/{act}" for act in ("review", "versions/1", "publish", "recommendations/new")),
    *(f"/reports/annual/{WAITING.key}/{act}" for act in ("review", "sign", "approve/report")),
    *(f"/reports/annual/{WRITTEN.key}/{act}" for act in ("review", "approve/foreword", "approve/report")),
)
"""Other states of these pages."""

LATE_ROAD = {
    "reports.approve_page": {},
    "reports.new_review": {"meeting_id": "1"},
    "reports.new_recommendation": {"text": "Mine"},
    "reports.no_recommendations": {"words": "Mine"},
    "reports.withdraw_none_made": {"reason": "Mine"},
    "reports.correct_recommendation": {"text": "Mine", "reason": "Mine"},
    "reports.withdraw_recommendation": {"reason": "Mine"},
    "reports.respond_page": {"text": "Mine"},
    "reports.correct_review": {"words": "Mine", "reason": "Mine"},
    "reports.withdraw_review": {"reason": "Mine"},
    "reports.correct_response": {"text": "Mine", "reason": "Mine"},
    "reports.withdraw_response": {"reason": "Mine"},
    "reports.correct_publication": {"place": "Mine", "reason": "Mine"},
    "reports.withdraw_publication": {"reason": "Mine"},
    "reports.response_out_page": {"place": "Mine"},
}
"""Forms that carry a version, each with a sound answer."""


NO_ROAD = dict.fromkeys(("asked", "told", "out", "review", "quiet_review"), 0)
"""What `fill_road` gives where nothing is filled."""


def fill_road(session: Session, people: Mapping[str, int]) -> dict[str, object]:
    """A report that is written, one that waits for approvals, and three the Panel reviewed.

    One has recommendations, of one it is recorded that there were none, of one nothing yet.
    """

    def person(who: str) -> Actor:
        return as_actor(session.get_one(Person, people[who]))

    author, commissioner, chief = person("officer"), person("commissioner"), person("chief_executive")
    held = meeting(session, "2024-06-27")
    for year in (WAITING, WRITTEN, SILENT, CONTENT, ANSWERED):
        write_annual(session, author, year=year)
    submitted_annual(session, author, year=WAITING)
    for year in (SILENT, CONTENT, ANSWERED):
        sent_annual(session, author, commissioner, chief, at=SENT_AT, year=year)
        reviewed(session, author, held, year=year)
    nothing_recommended(session, author, year=CONTENT)
    asked, told, out = (
        recommended(session, author, words, year=ANSWERED)
        for words in ("Show the cost.", "Show the time.", "Show the people.")
    )
    for number in (told, out):
        responded(session, number, author, year=ANSWERED)
    published(session, out, author, year=ANSWERED)
    reviews = {
        name: road_of(session, year).reviews[0].id for name, year in (("review", ANSWERED), ("quiet_review", SILENT))
    }
    return {"asked": asked, "told": told, "out": out, **reviews}
