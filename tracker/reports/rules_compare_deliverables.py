"""What happened to each deliverable between two reports, slips and silences that nobody mentions among it."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.plan.rules import ProgressStatus, days, has_words
from tracker.reports.rules_compare_places import Changes, Pair, Place, by_place, pairs
from tracker.reports.rules_compare_types import Change, ChangeKind, reworded
from tracker.reports.rules_compare_words import apart_words, name_words, period_words, words_in
from tracker.reports.snapshots import DeliverableRow, HighlightSnapshot

_CLOSED = {
    ProgressStatus.COMPLETE: ChangeKind.FINISHED,
    ProgressStatus.STOPPED: ChangeKind.STOPPED,
    ProgressStatus.CARRIED_FORWARD: ChangeKind.CARRIED_FORWARD,
}


def deliverable_changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> Changes:
    """By priority; what disappeared is listed where it stood."""
    found = pairs(previous, current, lambda part: part.deliverables, lambda row: row.reference)
    return by_place((pair.place, change) for pair in found for change in _of(pair, previous, current))


def _of(pair: Pair[DeliverableRow], previous: HighlightSnapshot, current: HighlightSnapshot) -> Iterator[Change]:
    if pair.now is None:
        if pair.before is not None and not pair.before[1].status.is_closed:
            yield _gone(pair.before[1], previous)
        return
    place, now = pair.now
    if pair.before is None:
        yield _closed(None, now) if now.status.is_closed else _new(now)
        return
    where, then = pair.before
    yield from _outcome(then, now)
    yield from _due(then, now)
    if not now.status.is_closed:
        yield from _lateness(then, now, current)
        yield from _rating(then, now)
    yield from _place(where, place, now)
    yield from _wording(then, now)


def _change(
    kind: ChangeKind, row: DeliverableRow, words: str, before: str | None = None, after: str | None = None
) -> Change:
    name = name_words(row.reference, row.action)
    return Change(kind=kind, subject=row.reference, name=name, said=words, before=before, after=after)


def _due_words(row: DeliverableRow) -> str:
    return period_words(row.due_start, row.due_end)


def _new(row: DeliverableRow) -> Change:
    late = f" It is {days(row.days_late)} overdue already." if row.overdue else ""
    words = f"new, due {_due_words(row)}, at {row.progress}%.{late}"
    return _change(ChangeKind.NEW, row, words, after=row.due_text)


def _gone(row: DeliverableRow, previous: HighlightSnapshot) -> Change:
    words = (
        f"open at {row.progress}% and due {_due_words(row)} in the report of {previous.quarter.label}, and not in this "
        "one. Neither report says what became of it."
    )
    return _change(ChangeKind.GONE, row, words, before=row.status_word)


def _outcome(then: DeliverableRow, now: DeliverableRow) -> Iterator[Change]:
    """How far it came: closed, reopened, up or down, silent."""
    if now.status.is_closed and now.status is not then.status:
        yield _closed(then, now)
        return
    if then.status.is_closed and not now.status.is_closed:
        words = f"reopened, at {now.progress}%; the previous report had it as {then.status_word.lower()}."
        yield _change(ChangeKind.REOPENED, now, words, then.status_word, now.status_word)
        return
    if now.progress != then.progress:
        up = now.progress > then.progress
        words = f"{'up' if up else 'down'} from {then.progress}% to {now.progress}%."
        kind = ChangeKind.UP if up else ChangeKind.DOWN
        yield _change(kind, now, words, f"{then.progress}%", f"{now.progress}%")
    if now.status is not then.status:
        words = f"status changed from {then.status_word} to {now.status_word}."
        yield _change(ChangeKind.STATUS, now, words, then.status_word, now.status_word)
    if then.updated_in_quarter and not now.updated_in_quarter and not now.status.is_closed:
        yield _change(ChangeKind.SILENT, now, f"no update this quarter{_last_update(now)}.")


def _last_update(row: DeliverableRow) -> str:
    return f"; the {row.progress}% is of {long_date(row.updated_on)}" if row.updated_on else ""


def _closed(then: DeliverableRow | None, now: DeliverableRow) -> Change:
    came_from = "; it was not in the previous report"
    if then is not None:
        came_from = "" if then.progress == now.progress else f", from {then.progress}% to {now.progress}%"
    if now.status is ProgressStatus.COMPLETE:
        what = f"finished{f' on {long_date(now.completed_on)}' if now.completed_on else ''}{came_from}."
        if now.completed_on is None:
            what += " No completion date is on record."
    elif now.status is ProgressStatus.CARRIED_FORWARD:
        to = f" to {now.carried_to}" if now.carried_to else ""
        what = f"carried forward{to}{came_from}.{_because(now.closed_reason)}"
    else:
        what = f"stopped at {now.progress}%{came_from}.{_because(now.closed_reason)}"
    return _change(_CLOSED[now.status], now, what, then.status_word if then else None, now.status_word)


def _because(reason: str | None) -> str:
    if reason is None or not has_words(reason):
        return " No reason is on record."
    return f" The reason on record: “{words_in(reason).removesuffix('.')}”."


def _due(then: DeliverableRow, now: DeliverableRow) -> Iterator[Change]:
    if now.due_end != then.due_end:
        later = now.due_end > then.due_end
        kind = ChangeKind.SLIPPED if later else ChangeKind.EARLIER
        moved = f"due date moved from {_due_words(then)} to {_due_words(now)} ({_how_far(then, now)})."
        asked = " A further extension has been asked for." if now.extension_requested else ""
        yield _change(kind, now, f"{moved}{_because(now.revised_reason)}{asked}", then.due_text, now.due_text)
        return
    if (now.due_text, now.due_start) != (then.due_text, then.due_start):
        as_before = f"it ends on {long_date(now.due_end)} as before"
        words = f"due date reworded from “{then.due_text}” to “{now.due_text}”; {as_before}."
        yield _change(ChangeKind.DUE_REWORDED, now, words, then.due_text, now.due_text)
    if now.extension_requested and not then.extension_requested:
        words = f"an extension has been asked for; until it is accepted, the work is due {_due_words(now)}."
        yield _change(ChangeKind.EXTENSION, now, words)


def _how_far(then: DeliverableRow, now: DeliverableRow) -> str:
    """ "6 months later than first planned"; with the first date where another one stood in the previous report."""
    first = now.original_due_end
    if then.due_end == first:
        return f"{apart_words(first, now.due_end)} than first planned"
    moved = f"{apart_words(then.due_end, now.due_end)} than in the previous report"
    if now.due_end == first:
        return f"{moved}, as first planned"
    return f"{moved}, {apart_words(first, now.due_end)} than first planned for “{now.original_due_text}”"


def _lateness(then: DeliverableRow, now: DeliverableRow, current: HighlightSnapshot) -> Iterator[Change]:
    if not now.overdue:
        return
    if not then.overdue:
        late = f"{days(now.days_late)} late on {long_date(current.as_at)}"
        words = f"newly overdue: due by {long_date(now.due_end)}, {late}."
        yield _change(ChangeKind.OVERDUE, now, words)
    elif now.days_late != then.days_late:
        words = f"still overdue: {days(now.days_late)} late, {days(then.days_late)} in the previous report."
        yield _change(ChangeKind.STILL_OVERDUE, now, words, days(then.days_late), days(now.days_late))


def _rating(then: DeliverableRow, now: DeliverableRow) -> Iterator[Change]:
    if then.rag is None or now.rag is None or now.rag is then.rag or then.status.is_closed:
        return
    reasons = (now.rag_override_reason,) if now.rag_override_reason else now.rag_reasons
    why = "".join(f" {words_in(reason)}" for reason in reasons)
    words = f"rating changed from {then.rag_word} to {now.rag_word}.{why}"
    yield _change(ChangeKind.RATING, now, words, then.rag_word, now.rag_word)


def _place(where: Place, place: Place, now: DeliverableRow) -> Iterator[Change]:
    if where != place:
        words = f"moved here from {where.seen_from(place)}."
        yield _change(ChangeKind.MOVED, now, words, where.seen_from(place), place.seen_from(where))


def _wording(then: DeliverableRow, now: DeliverableRow) -> Iterator[Change]:
    name, texts = name_words(now.reference, now.action), (then.action, now.action)
    said = "action reworded from “{before}” to “{after}”."
    yield from reworded(ChangeKind.REWORDED, now.reference, name, texts, said)
