from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.access import PERMISSIONS, Act, Actor, Role, Tie, may
from tracker.accounts.rules_people import (
    BadDeputyDay,
    BadEmail,
    check_deputy_days,
    check_email,
    check_last_day,
    days_overlap,
    permission_table,
    roles_with,
)

TODAY = date(2024, 9, 18)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("officer@example.org", "officer@example.org"),
        ("  Chief.Executive@Example.ORG ", "chief.executive@example.org"),
        ("o'neill-smith+work@wiltshire-pcc.gov.uk", "o'neill-smith+work@wiltshire-pcc.gov.uk"),
        ("a@b.co", "a@b.co"),
    ],
)
def test_an_email_address_is_kept_in_lower_case(typed: str, kept: str) -> None:
    assert check_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "officer",
        "officer@",
        "@example.org",
        "officer@example",
        "officer@@example.org",
        "officer@example..org",
        ".officer@example.org",
        "officer.@example.org",
        "officer..one@example.org",
        "officer@-example.org",
        "officer@example-.org",
        "officer@192.168.0.1",
        "officer one@example.org",
        "officer@example.org, other@example.org",
        "officer@example.org\nBcc: other@example.org",
        "officer\r\n@example.org",
        "Officer <officer@example.org>",
        '"officer"@example.org',
        "öfficer@example.org",
        "officer@exämple.org",
        "officer@example.org\x00",
        "x" * 65 + "@example.org",
        "x@" + "y" * 60 + "." + "z" * 60 + "." + "w" * 60 + "." + "v" * 60 + ".example.org",
    ],
)
def test_anything_else_is_no_email_address(typed: str) -> None:
    with pytest.raises(BadEmail) as caught:
        check_email(typed)
    assert caught.value.field == "email"


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_one_plain_line_with_one_at_sign(text: str) -> None:
    for typed in (text, f"{text}@example.org", f"officer@{text}"):
        try:
            kept = check_email(typed)
        except BadEmail:
            continue
        assert kept.isascii()
        assert kept.isprintable()
        assert kept.count("@") == 1
        assert not set(kept) & set(' <>,;:"\\()[]')
        assert check_email(kept) == kept


def test_a_long_text_of_dots_is_refused_at_once() -> None:
    with pytest.raises(BadEmail):
        check_email("a." * 100_000 + "@")


def test_a_deputy_starts_today_or_later_and_ends_on_or_after_the_first_day() -> None:
    check_deputy_days(TODAY, None, on=TODAY)
    check_deputy_days(TODAY, TODAY, on=TODAY)
    with pytest.raises(BadDeputyDay) as early:
        check_deputy_days(TODAY - DAY, None, on=TODAY)
    assert early.value.field == "starts_on"
    with pytest.raises(BadDeputyDay) as backwards:
        check_deputy_days(TODAY + DAY, TODAY, on=TODAY)
    assert backwards.value.field == "ends_on"


def test_a_last_day_is_brought_forward_never_put_off() -> None:
    check_last_day(TODAY, TODAY - DAY, None, on=TODAY)
    check_last_day(TODAY + DAY, TODAY, TODAY + DAY, on=TODAY)
    for last_day, starts, ends in (
        (TODAY - DAY, TODAY - 2 * DAY, None),
        (TODAY, TODAY + DAY, None),
        (TODAY + 2 * DAY, TODAY, TODAY + DAY),
    ):
        with pytest.raises(BadDeputyDay) as caught:
            check_last_day(last_day, starts, ends, on=TODAY)
        assert caught.value.field == "last_day"


@given(st.integers(0, 9), st.none() | st.integers(0, 9), st.integers(0, 9), st.none() | st.integers(0, 9))
def test_runs_of_days_overlap_when_they_share_a_day(
    start: int, end: int | None, other: int, other_end: int | None
) -> None:
    def day(number: int) -> date:
        return TODAY + number * DAY

    def days(first: int, last: int | None) -> set[int]:
        return set(range(first, 30 if last is None else last + 1))

    shared = bool(days(start, end) & days(other, other_end))
    nothing_backwards = (end is None or end >= start) and (other_end is None or other_end >= other)
    if nothing_backwards:
        ends = None if end is None else day(end)
        other_ends = None if other_end is None else day(other_end)
        assert days_overlap(day(start), ends, day(other), other_ends) is shared


def test_officers_and_leads_own_and_stand_in() -> None:
    assert roles_with(Tie.OWNER) == roles_with(Tie.DEPUTY) == {Role.OFFICER, Role.LEAD}


def test_the_permission_table_on_the_page_says_what_the_software_does() -> None:
    table = permission_table()
    assert len(table) == len(Act) == len(PERMISSIONS)
    for act, row in zip(Act, table, strict=True):
        assert row.act.lower() == act.value.lower()
        for role, cell in zip(Role, row.cells, strict=True):
            actor = Actor("Somebody", 1, role)
            assert (cell == "Yes") is may(actor, act)
            assert bool(cell) is may(actor, act, frozenset(Tie))


def test_ties_are_said_in_words() -> None:
    cells = next(row.cells for row in permission_table() if row.act == "Record progress")
    said = dict(zip(Role, cells, strict=True))
    assert said[Role.OFFICER] == "If they own it, or if its owner named them deputy"
    assert said[Role.LEAD] == "If they own it, or if its owner named them deputy, or in a priority they lead"
    assert said[Role.CLERK] == ""
