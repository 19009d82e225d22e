"""What people are told by mail of a report: who did what, what comes next, and nothing of what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.dates import FinancialYear, Quarter
from tracker.outbox.rules import NewMessage, check_message
from tracker.reports.rules_approval import Approved
from tracker.reports.rules_life import Move, ReportKind
from tracker.reports.rules_mail import Moved, Words, approval_asked, approval_lapsed, approvals_given, words_of

MOVED = Moved(
    kind=ReportKind.HIGHLIGHT,
    period=Quarter.parse("2024-25-Q2"),
    version=1,
    by="Olive Ashdown",
    on=date(2024, 9, 18),
    as_at=date(2024, 9, 16),
    head=f"12:{'0a' * 32}",
)
TOLD = (Move.SUBMIT, Move.RETURN, Move.SIGN, Move.REVOKE)


def told(move: Move, moved: Moved = MOVED) -> Words:
    words = words_of(move, moved)
    assert words is not None
    return words


def test_a_submission_says_who_submitted_it_as_at_which_day_and_leads_to_the_review() -> None:
    words = told(Move.SUBMIT)
    assert words.subject == "Waiting for sign-off: highlight report, quarter 2, 2024-25"
    assert words.body.startswith(
        "Olive Ashdown submitted the highlight report, quarter 2, 2024-25, for sign-off on 18 September 2024. "
        "It is as at 16 September 2024."
    )
    assert words.page == "/reports/highlight/2024-25-Q2/review"


@pytest.mark.parametrize(("number", "said"), [(1, " 1 comment is open."), (3, " 3 comments are open.")])
def test_a_return_says_how_many_comments_are_open(number: int, said: str) -> None:
    words = told(Move.RETURN, replace(MOVED, open_comments=number))
    assert said in words.body
    assert "open" not in told(Move.RETURN).body
    assert words.page == "/reports/highlight/2024-25-Q2"


def test_a_signature_says_for_whom_a_deputy_signed_and_how_the_log_ended() -> None:
    words = told(Move.SIGN, replace(MOVED, acting_for="Cath Ellery"))
    assert "signed off the highlight report, quarter 2, 2024-25, on 18 September 2024, for Cath Ellery." in words.body
    assert ", for Cath Ellery" not in told(Move.SIGN).body
    assert f"The log then ended with {MOVED.head}: how many rows it had" in words.body
    assert "--" not in words.body
    assert words.page == "/reports/highlight/2024-25-Q2/versions/1"


def test_a_revocation_leads_to_the_version_that_is_open_now() -> None:
    words = told(Move.REVOKE)
    assert words.body.startswith(
        "Olive Ashdown revoked the highlight report, quarter 2, 2024-25, on 18 September 2024."
    )
    assert "Version 2 is open as a draft. Its page says why" in words.body
    assert words.page == "/reports/highlight/2024-25-Q2"


@pytest.mark.parametrize("move", TOLD)
def test_a_later_version_is_named(move: Move) -> None:
    later = replace(MOVED, kind=ReportKind.DASHBOARD, version=2)
    assert told(move, later).subject.endswith(": dashboard report, quarter 2, 2024-25, version 2")
    assert "quarter 2, 2024-25, version 2" in told(move, later).body


@pytest.mark.parametrize("move", [move for move in Move if move not in TOLD])
def test_nobody_is_told_of_the_other_moves(move: Move) -> None:
    assert words_of(move, MOVED) is None


@pytest.mark.parametrize("move", TOLD)
def test_the_outbox_takes_every_message(move: Move) -> None:
    words = told(move, replace(MOVED, by="Siân O’Neill " * 9, acting_for="Cath Ellery"))
    message = NewMessage("report:test", words.page, "cath@example.org", "Cath Ellery", words.subject, words.body)
    assert check_message(message) == message


ANNUAL = replace(MOVED, kind=ReportKind.ANNUAL, period=FinancialYear(2023))
BOTH = (Approved.FOREWORD, Approved.REPORT)


def test_who_signs_an_annual_report_is_told_what_it_waits_for_first() -> None:
    waits = told(Move.SUBMIT, replace(ANNUAL, waits=BOTH)).body
    assert "once the Commissioner has approved the foreword and the report as submitted; you are told" in waits
    assert "sign it off there" not in waits
    assert "sign it off there" in told(Move.SUBMIT, ANNUAL).body


def test_the_commissioner_is_told_what_waits_and_what_changed_since() -> None:
    words = approval_asked(replace(ANNUAL, waits=BOTH), [])
    assert words.subject == "Waiting for your approval: annual report, financial year 2023-24"
    assert "before you have approved the foreword and the report as submitted. Its page" in words.body
    again = approval_asked(replace(ANNUAL, waits=BOTH), [Approved.FOREWORD])
    assert "Changed since it was approved: the foreword." in again.body
    assert {words.page, again.page} == {"/reports/annual/2023-24"}


def test_who_signs_is_told_of_the_last_approval() -> None:
    words = approvals_given(replace(ANNUAL, by="Col Whitmore"))
    assert words.body.startswith(
        "Col Whitmore gave the last approval that the annual report, financial year 2023-24, waited for"
    )
    assert "sign it off there" in words.body
    assert words.page == "/reports/annual/2023-24/review"


def test_a_lapse_names_what_changed() -> None:
    words = approval_lapsed(ANNUAL, [Approved.REPORT])
    assert "has changed since: the report as submitted." in words.body
    assert words.page == "/reports/annual/2023-24"


@pytest.mark.parametrize(
    "words", [approval_asked(replace(ANNUAL, waits=BOTH), BOTH), approvals_given(ANNUAL), approval_lapsed(ANNUAL, BOTH)]
)
def test_what_is_told_of_approvals_can_be_sent(words: Words) -> None:
    check_message(NewMessage("report:approved", words.page, "a@example.org", "A", words.subject, words.body))
