"""Objects as text with marks: whatever they hold, they come out of a pack as they went in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, String

from tests.bound_packs import all_streams
from tests.unit.documents.pdf.papers import Draft, merged, opened, small, text

_NAMES = st.text(st.characters(codec="ascii", min_codepoint=33, exclude_characters="#"), min_size=1, max_size=8).map(
    lambda words: Name("/" + words)
)
_VALUES: st.SearchStrategy[object] = st.recursive(
    st.one_of(
        st.binary(max_size=40).map(String),
        st.sampled_from([b"(5 0 R)", b"5 0 R", b"/StructParents 3 ", b"\x005\x00", b"\x01", b"a(b\\", b")"]).map(
            String
        ),
        st.just(Dictionary(StructParents=7, StructParent=10**12)),
        st.integers(-(2**31), 2**31),
        st.booleans(),
        _NAMES,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(Array),
        st.dictionaries(_NAMES.map(str), inner, max_size=4).map(Dictionary),
    ),
    max_leaves=12,
)


@settings(max_examples=60, derandomize=True)
@given(value=_VALUES)
def test_any_value_of_a_paper_is_the_same_in_a_pack(value: object) -> None:
    draft = small()
    draft.pages[0].Resources.Anything = Array([value, draft.pdf.make_indirect(Array([value])), 5, 0])
    before = draft.pages[0].Resources.Anything
    for result in (merged(untagged_first(), draft), merged(draft, draft)):
        with opened(result) as pdf:
            after = pdf.pages[-1].Resources.Anything
            assert told(after[0]) == told(before[0])
            assert told(after[1][0]) == told(before[1][0])
            assert list(after)[2:] == [5, 0]


@pytest.mark.parametrize("value", [7, -3, True, False, Decimal("1.5")])
def test_a_number_that_is_an_object_of_its_own_is_the_same_in_a_pack(value: object) -> None:
    draft = small()
    alone = draft.pdf.make_indirect(value)  # type: ignore[call-overload]  # takes numbers too
    draft.pages[0].Resources.Anything = Dictionary(Alone=alone)
    with opened(merged(untagged_first(), draft)) as pdf:
        assert pdf.pages[-1].Resources.Anything.get("/Alone") == value


def untagged_first() -> bytes:
    return Draft(text("x")).data()


def told(value: object) -> bytes | str:
    return value.unparse() if isinstance(value, Object) else repr(value)


@pytest.mark.parametrize("subtype", ["FileAttachment", "Screen", "Widget"])
def test_what_was_taken_out_does_not_come_in_by_what_names_it(subtype: str) -> None:
    canary = b"Pelican in the pocket"
    draft = Draft(text("x"))
    file = draft.pdf.make_stream(canary, Type=Name.EmbeddedFile)
    spec = draft.pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=file)))
    note = draft.annotation(draft.pages[0], subtype, FS=spec, Rect=Array([0, 0, 9, 9]), Contents=String("x"))
    draft.annotation(draft.pages[0], "Popup", Parent=note, Rect=Array([0, 0, 9, 9]))
    draft.annotation(draft.pages[0], "Text", IRT=note, Rect=Array([0, 0, 9, 9]), Contents=String("reply"), More=file)
    draft.annotation(draft.pages[0], "Text", Rect=Array([0, 0, 9, 9]), Contents=String("x"), More=spec)
    assert any(canary in it for it in all_streams(draft.data()))
    assert not any(canary in it for it in all_streams(merged(draft).data))
