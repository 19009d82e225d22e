"""Which acronyms a report explains: those that stand as whole words in what it prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.printable import Unprintable
from tracker.documents.text import TextRefused, TooLong
from tracker.reports.rules_acronyms import BadAcronym, NoMeaning, check_acronym, check_meaning, used_in

KNOWN = {
    "4Ps": "Pursue, Prevent, Protect, Prepare",
    "CO2": "Carbon dioxide",
    "DVPO": "Domestic Violence Protection Order",
    "DVPO/N": "Domestic Violence Protection Orders/Notices",
    "IT": "Information technology",
    "OoCD": "Out of Court Disposals",
    "PCC": "Police and Crime Commissioner",
    "PPN": "Public Protection Notices",
    "S&H": "Stalking and Harassment",
}

acronyms = st.from_regex(r"[A-Z0-9]([A-Za-z0-9]|[&/][A-Z0-9]){1,6}", fullmatch=True)
lists = st.dictionaries(acronyms, st.text(max_size=20), max_size=6)
texts = st.lists(st.text(st.sampled_from("ABab1 &/'’.,s-_\n") | st.characters(), max_size=30), max_size=4)
apart = st.sampled_from([" ", ", ", "(", ")", ". ", "\n", "“", "”", " – ", "/", ": ", "_", "*"])


def found(*said: str) -> list[str]:
    return [acronym for acronym, _ in used_in(said, KNOWN)]


@pytest.mark.parametrize(
    ("said", "used"),
    [
        ("The PCC agreed", ["PCC"]),
        ("(PCC)", ["PCC"]),
        ("PCC: a role", ["PCC"]),
        ("PCC-led work", ["PCC"]),
        ("More PPNs are sent", ["PPN"]),
        ("The PCC's plan", ["PCC"]),
        ("The PCC’s plan", ["PCC"]),
        ("The PCCs’ plans", ["PCC"]),
        ("The OPCC agreed", []),
        ("Pcc or pcc", []),
        ("ITALY and HABIT", []),
        ("it is late", []),
        ("IT is late", ["IT"]),
        ("ITs", ["IT"]),
        ("ITsy", []),
        ("S&H cases", ["S&H"]),
        ("S & H cases", []),
        ("A DVPO/N was made", ["DVPO/N"]),
        ("A DVPO was made", ["DVPO"]),
        ("A DVPO/X was made", ["DVPO"]),
        ("OoCDs fell", ["OoCD"]),
        ("OOCD", []),
        ("CO2 falls", ["CO2"]),
        ("CO22", []),
        ("2CO2", []),
        ("the 4Ps", ["4Ps"]),
        ("ÉIT and ITé", []),
        ("", []),
    ],
)
def test_an_acronym_counts_where_it_stands_as_a_whole_word(said: str, used: list[str]) -> None:
    assert found(said) == used


def test_all_texts_are_looked_at_and_each_acronym_is_named_once_in_the_order_of_the_alphabet() -> None:
    used = used_in(["The PCC and the PCC", "OoCD, IT", "4Ps"], KNOWN)
    assert used == tuple((name, KNOWN[name]) for name in ("4Ps", "IT", "OoCD", "PCC"))


def test_nothing_is_used_where_nothing_is_known() -> None:
    assert used_in(["The PCC"], {}) == ()


@given(lists, texts)
def test_only_what_is_known_and_said_is_named_in_order_and_with_its_meaning(
    known: dict[str, str], said: list[str]
) -> None:
    used = used_in(said, known)
    names = [name for name, _ in used]
    assert all(known[name] == meaning for name, meaning in used)
    assert all(any(name in text for text in said) for name in names)
    assert names == sorted(set(names), key=lambda name: (name.casefold(), name))


@given(lists.filter(bool), st.data(), apart, apart, st.sampled_from(["", "s", "'s", "’s"]))
def test_a_whole_word_is_found_whatever_stands_around_it(
    known: dict[str, str], data: st.DataObject, before: str, after: str, ending: str
) -> None:
    name = data.draw(st.sampled_from(sorted(known)))
    names = [each for each, _ in used_in([f"x{before}{name}{ending}{after}x"], known)]
    # A longer acronym may begin at the same place.
    assert any(each.startswith(name) for each in names)


@given(lists.filter(bool), st.data(), st.sampled_from("aZ9é"))
def test_a_part_of_a_longer_word_is_not_found(known: dict[str, str], data: st.DataObject, letter: str) -> None:
    name = data.draw(st.sampled_from(sorted(known)))
    assert used_in([f"{letter}{name}"], {name: known[name]}) == ()
    assert used_in([f"{name}{letter}"], {name: known[name]}) == ()


@pytest.mark.parametrize("typed", ["PCC", "S&H", "DVPO/N", "4Ps", "Op", "C&IVU", "MoRiLE", "CO2", "  PCC ", "X-ray"])
def test_what_can_be_found_in_a_text_can_be_an_acronym(typed: str) -> None:
    assert check_acronym(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["", "P", "pcc", "P C", "&H", "S&", "(PCC)", "S&&H", "P_C", "*PCC*", "2024"])
def test_anything_else_cannot(typed: str) -> None:
    with pytest.raises(BadAcronym):
        check_acronym(typed)


@given(st.text(max_size=20))
def test_every_acronym_that_is_kept_is_found_in_a_text(typed: str) -> None:
    try:
        kept = check_acronym(typed)
    except (BadAcronym, TextRefused):
        return
    assert used_in([f"The {kept} agreed."], {kept: "A meaning"}) == ((kept, "A meaning"),)


def test_an_acronym_and_its_meaning_have_a_longest_length() -> None:
    with pytest.raises(TooLong):
        check_acronym("A" * 21)
    with pytest.raises(TooLong):
        check_meaning("a" * 301)


def test_a_meaning_has_words_that_can_be_printed() -> None:
    assert check_meaning("  Anti-Social  Behaviour ") == "Anti-Social Behaviour"
    with pytest.raises(NoMeaning):
        check_meaning("  ")
    with pytest.raises(Unprintable):
        check_meaning("漢")
