"""The frozen content of a report: its JSON, its hash, and what cannot be read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given

from tests.unit.reports.contents import A_ROW, EMPTY, OVERLONG, TYPICAL, section, snapshots
from tracker.reports.snapshots import HighlightSnapshot, UnreadableSnapshot

ROW_KEYS = {
    "reference",
    "action",
    "due_text",
    "due_end",
    "progress",
    "updated_in_quarter",
    "previous_progress",
    "status",
    "rag",
    "overdue",
    "days_late",
}


@given(snapshots())
def test_what_is_written_is_read_back_the_same(snapshot: HighlightSnapshot) -> None:
    written = snapshot.to_json()
    assert HighlightSnapshot.from_json(written) == snapshot
    assert HighlightSnapshot.from_json(written).to_json() == written


def test_every_deliverable_has_the_keys_that_others_rely_on() -> None:
    rows = [row for part in json.loads(TYPICAL.to_json())["priorities"] for row in part["deliverables"]]
    assert all(row.keys() >= ROW_KEYS for row in rows)
    late = rows[1]
    assert (late["overdue"], late["days_late"], late["due_end"], late["status"], late["rag"]) == (
        True,
        80,
        "2024-06-30",
        "in_progress",
        "red",
    )


def test_the_json_is_canonical() -> None:
    text = TYPICAL.to_json().decode("utf-8")
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert "–" in text
    assert json.loads(text)["schema"] == 4


def test_the_hash_is_that_of_the_json_and_changes_with_a_single_figure() -> None:
    assert TYPICAL.content_hash == hashlib.sha256(TYPICAL.to_json()).hexdigest()
    changed = replace(TYPICAL, priorities=(section(replace(A_ROW, progress=41)), *TYPICAL.priorities[1:]))
    assert len({TYPICAL.content_hash, changed.content_hash, EMPTY.content_hash}) == 3


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        TYPICAL.as_at = date(2024, 1, 1)  # type: ignore[misc]  # that it cannot be is what is tested


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"schema":4', b'"schema":3'),
        (b'"report":"highlight"', b'"report":"annual"'),
        (b'"progress":40', b'"progress":"40"'),
        (b'"as_at":"2024-09-18"', b'"as_at":"18 September"'),
        (b'"status":"in_progress"', b'"status":"undefined"'),
        (b'"commissioner":', b'"stranger":null,"commissioner":'),
        (b'"commissioner":"Col Whitmore",', b""),
        (b"{", b""),
    ],
)
def test_anything_else_is_refused(old: bytes, new: bytes) -> None:
    with pytest.raises(UnreadableSnapshot):
        HighlightSnapshot.from_json(TYPICAL.to_json().replace(old, new, 1))


def test_an_empty_report_says_so() -> None:
    assert EMPTY.is_empty
    assert replace(EMPTY, priorities=(section(),)).is_empty
    assert not replace(EMPTY, priorities=(section(focus=("Launch the plan.",)),)).is_empty
    assert len(OVERLONG.rows) == 180
