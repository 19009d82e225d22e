from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.accounts.rules_sign_in import (
    FAILURES_COUNT_FOR,
    LINK_LASTS,
    SESSION_IDLES,
    SESSION_LASTS,
    SessionEnd,
    TooManyAttempts,
    link_is_open,
    local_path,
    new_token,
    session_end,
    throttle_keys,
    token_hash,
    wait_until,
)

NOW = datetime(2024, 9, 18, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_fifth_wrong_try_in_15_minutes_makes_the_next_wait_until_the_first_is_15_minutes_old() -> None:
    failures = [NOW - minutes * MINUTE for minutes in (1, 2, 3, 4, 10)]
    assert wait_until(failures, 5, NOW) == NOW + 5 * MINUTE
    assert wait_until(failures[:4], 5, NOW) is None


def test_wrong_tries_of_long_ago_do_not_count() -> None:
    failures = [NOW - FAILURES_COUNT_FOR] + [NOW - minutes * MINUTE for minutes in (1, 2, 3, 4)]
    assert wait_until(failures, 5, NOW) is None


@given(st.lists(st.integers(0, 40 * 60), max_size=40), st.integers(1, 20))
def test_who_tries_at_the_time_told_is_let_try_and_not_a_moment_before(seconds: list[int], limit: int) -> None:
    failures = [NOW - timedelta(seconds=each) for each in seconds]
    until = wait_until(failures, limit, NOW)
    assume(until is not None)
    assert until is not None
    assert NOW < until <= NOW + FAILURES_COUNT_FOR
    assert wait_until(failures, limit, until) is None
    assert wait_until(failures, limit, until - timedelta(microseconds=1)) is not None


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (datetime(2024, 9, 18, 15, 4, 30, tzinfo=UTC), "4:05pm"),
        (datetime(2024, 1, 18, 0, 4, tzinfo=UTC), "12:05am"),
    ],
)
def test_the_minute_told_is_londons_and_never_too_early(until: datetime, told: str) -> None:
    assert told in str(TooManyAttempts(until))


def test_tries_are_counted_by_address_whatever_its_case_and_by_place() -> None:
    keys = throttle_keys("secret", " Officer@Example.org ", "192.0.2.1")
    assert keys.address == throttle_keys("secret", "officer@example.org", "192.0.2.2").address
    assert keys.network == throttle_keys("secret", "lead@example.org", "192.0.2.1").network
    assert keys.network != throttle_keys("secret", "lead@example.org", "192.0.2.2").network


def test_one_subscriber_of_ipv6_counts_as_one_place() -> None:
    def place(address: str | None) -> str:
        return throttle_keys("secret", "", address).network

    assert place("2001:db8:0:1::1") == place("2001:db8:0:1:ffff::9")
    assert place("2001:db8:0:1::1") != place("2001:db8:0:2::1")
    assert place("::ffff:192.0.2.1") == place("192.0.2.1")
    assert place(None) == place("no address")


def test_what_was_typed_cannot_be_found_in_the_key_without_the_secret() -> None:
    typed = "my password in the wrong box \ud800"
    assert throttle_keys("one", typed, None).address != throttle_keys("other", typed, None).address
    assert len(throttle_keys("one", typed, None).address) == 64


def test_a_session_ends_after_2_idle_hours_and_after_24_hours_whatever_was_done() -> None:
    second = timedelta(seconds=1)
    assert session_end(NOW, NOW, NOW + SESSION_IDLES - second) is None
    assert session_end(NOW, NOW, NOW + SESSION_IDLES) is SessionEnd.IDLE
    late = NOW + SESSION_LASTS
    assert timedelta(hours=20) < SESSION_LASTS, "WCAG 2.2.1 asks for a warning before any shorter limit"
    assert session_end(NOW, late - second, late - second) is None
    assert session_end(NOW, late - second, late) is SessionEnd.TOO_OLD
    assert session_end(NOW, NOW, late - second, stays=True) is None
    assert session_end(NOW, NOW, late, stays=True) is SessionEnd.TOO_OLD
    assert f"{SESSION_IDLES // timedelta(hours=1)} hours" in SessionEnd.IDLE.label
    assert f"{SESSION_LASTS // timedelta(hours=1)} hours" in SessionEnd.TOO_OLD.label


def test_a_link_is_open_once_for_3_days() -> None:
    expires = NOW + LINK_LASTS
    assert timedelta(days=3) == LINK_LASTS
    assert link_is_open(expires, None, expires - timedelta(seconds=1))
    assert not link_is_open(expires, None, expires)
    assert not link_is_open(expires, NOW, NOW)


def test_tokens_are_long_random_and_kept_as_hashes() -> None:
    token = new_token()
    assert len(token) >= 43
    assert token != new_token()
    assert token not in token_hash(token)
    assert len(token_hash(token)) == 64


@pytest.mark.parametrize("path", ["/", "/deliverables", "/deliverables/D-0007?page=2&q=a%20b", "/plans/x#top"])
def test_sign_in_leads_back_to_a_page_of_this_site(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "deliverables",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "/plans\\..\\..",
        "https://example.com",
        "https:example.com",
        "javascript:alert(1)",
        "/\t/example.com",
        "/ /example.com",
        "\n/plans",
        "/plans\r\nSet-Cookie: a=b",
        "/\x00",
        "/\u202eplans",
        "/\u200b/example.com",
        "/sign-in?next=/sign-in",
        "/sign-out",
        "/" + "x" * 3000,
    ],
)
def test_sign_in_never_leads_to_another_site_or_in_circles(path: str | None) -> None:
    assert local_path(path) == "/"


@given(st.text(alphabet=st.sampled_from("/\\:?#@.[] \t\n\rhtps%2fx"), max_size=12))
def test_whatever_is_asked_for_the_browser_stays_on_this_site(text: str) -> None:
    led = urlsplit(urljoin("https://tracker.example.org/sign-in", local_path(text)))
    assert (led.scheme, led.netloc) == ("https", "tracker.example.org")
