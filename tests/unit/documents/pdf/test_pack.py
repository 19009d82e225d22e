"""The file of a report: its list of objects is read by strict readers, whatever bytes it comes to."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.pdf.pack import cross_reference

_HEAD = (0, 0, 0xFFFF)
_SIZE = 7
"""Bytes of an entry."""


def entries(offset: int) -> bytes:
    return zlib.decompress(cross_reference([_HEAD, (1, offset, 0)])[0])


@given(st.integers(0, 2**32 - 1))
def test_it_holds_whole_entries_and_says_how_many(offset: int) -> None:
    data, size = cross_reference([_HEAD, (1, offset, 0)])
    assert len(zlib.decompress(data)) == size * _SIZE
    assert not data.endswith(b"\r")


def test_where_it_would_end_with_a_carriage_return_there_is_one_more_entry_of_no_object() -> None:
    grown = [offset for offset in range(1000) if len(entries(offset)) > 2 * _SIZE]
    assert grown
    for offset in grown:
        found = entries(offset)
        assert zlib.compress(found[: 2 * _SIZE]).endswith(b"\r")
        assert found[2 * _SIZE :] == b"\x00" + b"\x00" * 4 + b"\xff\xff"
