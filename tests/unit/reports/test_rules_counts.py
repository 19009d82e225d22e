"""The figures of the prose are counted from the rows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reports.contents import A_ROW, DONE, LATE, STOPPED
from tracker.reports.layout_highlight_priority import standing_words
from tracker.reports.rules_counts import count_rows
from tracker.reports.snapshots import DeliverableRow

ROWS = (
    A_ROW,
    LATE,
    DONE,
    STOPPED,
    replace(A_ROW, previous_progress=60),
    replace(A_ROW, previous_progress=40),
    replace(A_ROW, extension_requested=True),
)


@given(st.lists(st.sampled_from(ROWS), max_size=30))
def test_every_row_is_counted_once_in_each_division(rows: list[DeliverableRow]) -> None:
    found = count_rows(rows)
    assert found.total == len(rows)
    assert found.complete + found.closed + found.overdue + found.on_time == found.total
    assert found.complete + found.closed + found.green + found.amber + found.red == found.total
    assert found.rose + found.fell + found.same + found.first_figure + found.no_update == found.total


def test_movement_is_from_the_figure_before_the_quarter() -> None:
    found = count_rows((DONE, replace(A_ROW, previous_progress=60), replace(A_ROW, previous_progress=40), A_ROW, LATE))
    assert (found.rose, found.fell, found.same, found.first_figure, found.no_update) == (1, 1, 1, 1, 1)


def test_the_sentence_leaves_out_what_there_is_none_of() -> None:
    assert standing_words(count_rows((A_ROW, LATE, DONE))) == "3 deliverables: 1 complete, 1 overdue and 1 not yet due"
    assert (
        standing_words(count_rows((LATE, LATE, STOPPED)))
        == "3 deliverables: 1 stopped or carried forward and 2 overdue"
    )
    assert standing_words(count_rows((LATE, LATE))) == "2 deliverables, all overdue"
    assert standing_words(count_rows((DONE,))) == "1 deliverable, complete"
    assert standing_words(count_rows(())) == "No deliverables"
