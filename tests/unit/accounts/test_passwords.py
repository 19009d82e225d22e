from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from tracker.accounts.rules_sign_in import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    PasswordProblem,
    UnfitPassword,
    check_new_password,
    check_password,
    hash_password,
)

EMAIL = "morgan@example.org"


def problem_of(password: str, email: str = EMAIL) -> PasswordProblem:
    with pytest.raises(UnfitPassword) as caught:
        check_new_password(password, email)
    assert caught.value.field == "new_password"
    return caught.value.problem


@pytest.mark.parametrize(
    "password",
    [
        "kettle river lantern",
        "my password is a whole sentence",
        "847362910573",
        "Brücke über dem Fluss",
        "ключ от старого дома",
        "x" * 10 + "kettle river" + "?" * 10,
        "k7#Lq" * 1 + "vZ29!mTw",
    ],
)
def test_a_password_of_words_that_do_not_belong_together_is_good(password: str) -> None:
    check_new_password(password, EMAIL)


def test_a_password_needs_12_characters_and_may_have_200() -> None:
    text = "kettle river lantern moss " * 10
    assert problem_of(text[: SHORTEST_PASSWORD - 1]) is PasswordProblem.TOO_SHORT
    check_new_password(text[:SHORTEST_PASSWORD], EMAIL)
    check_new_password(text[: LONGEST_PASSWORD - 1] + "x", EMAIL)
    assert problem_of(text[:LONGEST_PASSWORD] + "x") is PasswordProblem.TOO_LONG
    assert "12" in PasswordProblem.TOO_SHORT.label
    assert "200" in PasswordProblem.TOO_LONG.label


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2024!",
        "P@ssw0rd1234",
        "passwordpassword",
        "passwordadmin",
        "welcome2024welcome",
        "qwerty123456",
        "changeme!!!!!!",
        "aaaaaaaaaaaa",
        "abababababab",
        "lantern.lantern.",
        "123456789012",
        "210987654321",
        "abcdefghijkl",
        "zyxwvutsrqpo",
        "qwertyuiopqw",
        "1qaz2wsx3edc",
        "1q2w3e4r5t6y",
    ],
)
def test_a_password_that_heads_every_list_of_guesses_is_refused(password: str) -> None:
    assert problem_of(password) is PasswordProblem.EASY


def test_a_password_must_not_contain_the_name_of_the_address_in_any_case() -> None:
    assert problem_of("river MORGAN lantern") is PasswordProblem.HOLDS_NAME
    check_new_password("river jo lantern moss", "jo@example.org")


def test_a_password_must_not_be_the_address_however_short_its_name() -> None:
    with pytest.raises(UnfitPassword):
        check_new_password("Jo@Example.org", "jo@example.org")


@pytest.mark.parametrize("character", ["\x00", "\n", "\x7f", "\ud800"])
def test_a_character_nobody_can_type_is_refused(character: str) -> None:
    assert problem_of(f"kettle river {character} lantern") is PasswordProblem.UNTYPEABLE


def test_a_refused_password_is_nowhere_in_its_refusal() -> None:
    with pytest.raises(UnfitPassword) as caught:
        check_new_password("password1234", EMAIL)
    assert "password1234" not in str(caught.value)


def test_hashes_are_argon2id_and_never_the_same_twice() -> None:
    first, second = hash_password("kettle river lantern"), hash_password("kettle river lantern")
    assert first.startswith("$argon2id$")
    assert first != second
    assert len(first) <= 200  # the column's size


def test_only_the_password_itself_matches() -> None:
    kept = hash_password("kettle river lantern")
    assert check_password(kept, "kettle river lantern").matches
    assert not check_password(kept, "kettle river lanterN").matches
    assert not check_password(kept, "").matches


def test_the_same_letters_composed_differently_match() -> None:
    kept = hash_password("Bru\u0308cke u\u0308ber dem Fluss")
    assert check_password(kept, "Br\u00fccke \u00fcber dem Fluss").matches


def test_nobody_without_a_password_can_sign_in() -> None:
    assert not check_password(None, "").matches
    assert not check_password(None, "kettle river lantern").matches


def test_a_broken_hash_matches_nothing() -> None:
    assert not check_password("no hash at all", "kettle river lantern").matches


def test_nothing_longer_than_any_password_matches_even_a_hash_of_itself() -> None:
    text = "kettle river lantern " * 10
    assert not check_password(hash_password(text), text).matches


def test_a_hash_made_with_weaker_parameters_matches_and_is_outdated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("kettle river lantern")
    check = check_password(weak, "kettle river lantern")
    assert check.matches
    assert check.outdated
    assert not check_password(hash_password("kettle river lantern"), "kettle river lantern").outdated
    assert not check_password(weak, "wrong").outdated


def test_as_much_work_is_done_for_nobody_as_for_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hash_password("kettle river lantern")
    verified: list[str] = []
    real = PasswordHasher.verify

    def counting(self: PasswordHasher, against: str, password: bytes) -> bool:
        verified.append(against.rpartition("$")[0].rpartition("$")[0])
        return bool(real(self, against, password))

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    check_password(kept, "wrong")
    check_password(None, "wrong")
    check_password(kept, "x" * 5000)
    assert len(verified) == 3
    assert len(set(verified)) == 1, "each was checked with the same parameters"
