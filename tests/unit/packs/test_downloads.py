"""What the files of published packs are called, and which of them the public may still have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.packs.rules_agenda import Part
from tracker.packs.rules_download import PackWithheld, file_name, is_withheld, newest_name

NUMBERS = st.integers(1, 30)
PLACES = st.dictionaries(NUMBERS, st.sampled_from(Part)).map(lambda found: list(found.items()))


@pytest.mark.parametrize(
    ("supplement", "version", "full", "name"),
    [
        (0, 1, False, "pack-v1.pdf"),
        (0, 2, True, "pack-v2-not-for-publication.pdf"),
        (1, 1, False, "supplement-1.pdf"),
        (3, 1, True, "supplement-3-not-for-publication.pdf"),
    ],
)
def test_a_name_tells_what_is_inside(supplement: int, version: int, full: bool, name: str) -> None:
    assert file_name(supplement, version, full=full) == name


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans())))
def test_no_two_files_have_one_name(files: set[tuple[int, int, bool]]) -> None:
    # Of a supplement there is one version only.
    files = {(supplement, 1 if supplement else version, full) for supplement, version, full in files}
    names = {file_name(supplement, version, full=full) for supplement, version, full in files}
    assert len(names) == len(files)
    assert not names & {newest_name(), newest_name(full=True)}


@given(PLACES, st.frozensets(NUMBERS))
def test_a_pack_is_withheld_exactly_when_it_tells_of_an_item_that_became_exempt(
    places: list[tuple[int, Part]], exempt: frozenset[int]
) -> None:
    told = {number for number, part in places if part is Part.OPEN}
    assert is_withheld(places, exempt) == bool(told & exempt)


@given(PLACES)
def test_what_was_exempt_when_it_was_published_withholds_nothing(places: list[tuple[int, Part]]) -> None:
    assert not is_withheld(places, frozenset(number for number, part in places if part is Part.EXEMPT))


def test_the_public_is_told_where_to_read_on() -> None:
    assert str(_withheld(newer=2)) == (
        "The file “pack-v1.pdf” of 26 September 2024 is no longer available, because the public is now excluded from "
        "an item in it. Version 2 of the pack has taken its place."
    )
    assert "Come back later." in str(_withheld(newer=None))


def _withheld(newer: int | None) -> PackWithheld:
    return PackWithheld("pack-v1.pdf", "26 September 2024", "2024-09-26", newer=newer)
