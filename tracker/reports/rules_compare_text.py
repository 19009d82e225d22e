"""What was written anew, left out and changed between two reports: lines of the quarter and commentary on measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.measures.rules import CommentaryBlock
from tracker.reports.rules import EntryKind
from tracker.reports.rules_compare_places import Changes, Pair, Place, by_place, pairs, sections_of
from tracker.reports.rules_compare_types import Change, ChangeKind, reworded
from tracker.reports.rules_compare_words import keyed, line_key, words_in
from tracker.reports.snapshots import HighlightSnapshot, PrioritySection
from tracker.reports.snapshots_measures import MeasurePage

NO_SURPRISES = "No surprises"
"""What the text beside a group of measures is called that says why it is in the report."""


def lines_of(part: PrioritySection | None, kind: EntryKind) -> Sequence[str]:
    """The lines of a priority under one heading."""
    if part is None:
        return ()
    return part.outcomes if kind is EntryKind.OUTCOME else part.focus


def texts_of(page: MeasurePage | None) -> Mapping[str, str]:
    """What is written beside a group of measures, by heading, in printed order."""
    if page is None:
        return {}
    said = {NO_SURPRISES: page.no_surprises} if page.no_surprises else {}
    written = {each.block: each.text for each in page.commentary}
    return {**said, **{block.label: written[block] for block in CommentaryBlock if block in written}}


def text_changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> Changes:
    """By priority: lines added and removed, then the commentary of each group."""
    return by_place((*_of_lines(previous, current), *_of_pages(previous, current)))


def _of_lines(previous: HighlightSnapshot, current: HighlightSnapshot) -> Iterator[tuple[Place, Change]]:
    then, now = sections_of(previous), sections_of(current)
    for place in [*now, *(place for place in then if place not in now)]:
        for kind in EntryKind:
            old, new = (keyed(lines_of(each.get(place), kind), line_key) for each in (then, now))
            for name, line in new.items():
                if name not in old:
                    yield place, _line(ChangeKind.TEXT_ADDED, kind, line)
            for name, line in old.items():
                if name not in new:
                    yield place, _line(ChangeKind.TEXT_REMOVED, kind, line)


def _line(what: ChangeKind, kind: EntryKind, line: str) -> Change:
    text = words_in(line)
    before, after = (None, text) if what is ChangeKind.TEXT_ADDED else (text, None)
    return Change(
        kind=what, subject=kind.label, name=kind.label, said=f"{what.label}: “{text}”", before=before, after=after
    )


def _of_pages(previous: HighlightSnapshot, current: HighlightSnapshot) -> Iterator[tuple[Place, Change]]:
    for pair in pairs(previous, current, lambda part: part.measures, lambda page: page.group):
        for change in _page(pair):
            yield pair.place, change


def _page(pair: Pair[MeasurePage]) -> Iterator[Change]:
    then, now = pair.before[1] if pair.before else None, pair.now[1] if pair.now else None
    old, new = texts_of(then), texts_of(now)
    group = (now or then).group if now or then else ""  # type: ignore[union-attr]  # one of the two is there
    headings = [
        heading for heading in (NO_SURPRISES, *(block.label for block in CommentaryBlock)) if heading in {*old, *new}
    ]
    for heading in headings:
        before, after = old.get(heading), new.get(heading)
        name = f"{group}, {heading}"
        if before is None or after is None:
            yield _whole(name, before, after)
        else:
            yield from reworded(ChangeKind.TEXT_CHANGED, name, name, (before, after), "changed.")


def _whole(subject: str, before: str | None, after: str | None) -> Change:
    kind = ChangeKind.TEXT_ADDED if before is None else ChangeKind.TEXT_REMOVED
    old, new = (None if text is None else words_in(text) for text in (before, after))
    text = f"{kind.label}: “{new or old or ''}”"
    return Change(kind=kind, subject=subject, name=subject, said=text, before=old, after=new)
