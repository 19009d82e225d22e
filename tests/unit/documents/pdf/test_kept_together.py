"""What is kept together stands on one page where it fits on one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.pdf.flow import Box, Stack, Whole, paginate

PAGE = 100.0


def heights(stack: Stack) -> list[list[float]]:
    return [[box.height for box in page.boxes] for page in paginate(stack, PAGE)]


def boxes(*sizes: float) -> list[Box]:
    return [Box(size) for size in sizes]


def test_it_moves_to_the_next_page_when_the_rest_of_this_one_is_too_short() -> None:
    flow = Stack([Box(60), Whole(boxes(30, 30), PAGE)])
    assert heights(flow) == [[60], [60]]


def test_it_stays_on_the_page_where_it_fits() -> None:
    flow = Stack([Box(30), Whole(boxes(30, 30), PAGE)])
    assert heights(flow) == [[30, 60]]


def test_what_is_higher_than_a_page_starts_where_it_stands_and_flows_on() -> None:
    pages = paginate(Stack([Box(60), Whole(boxes(30, 30, 30, 30), PAGE)]), PAGE)
    assert [page.height for page in pages] == [90, 90]


@given(st.lists(st.floats(1, 45), min_size=1, max_size=12), st.floats(0, 100))
def test_nothing_is_lost_and_it_breaks_only_where_it_must(sizes: list[float], before: float) -> None:
    whole = Whole(boxes(*sizes), PAGE)
    pages = paginate(Stack([Box(before), whole]), PAGE)
    assert sum(page.height for page in pages) == sum([*sizes, before]) or len(pages) > 1
    if whole.height <= PAGE:
        assert len(pages) == (1 if before + whole.height <= PAGE + 0.01 else 2)
