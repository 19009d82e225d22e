"""What happened to risks, issues, grades and findings between two reports."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.inspections.rules import PanelStatus
from tracker.plan.rules import days
from tracker.reports.rules_compare_places import Changes, Pair, by_place, pairs
from tracker.reports.rules_compare_types import Change, ChangeKind, reworded
from tracker.reports.rules_compare_words import keyed, name_words
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_inspections import FindingRow, GradeRow, InspectionGrades
from tracker.reports.snapshots_risks import RiskRow
from tracker.risks.rules import RiskKind, RiskState

_NOT_SCORED = "not yet scored"


def risk_changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> Changes:
    """By priority. A risk that was closed in the previous report and is not in this one is no change."""
    found = pairs(previous, current, lambda part: part.risks_and_issues, lambda row: row.reference)
    return by_place((pair.place, change) for pair in found for change in _risk(pair))


def _risk(pair: Pair[RiskRow]) -> Iterator[Change]:
    if pair.now is None:
        if pair.before is not None and pair.before[1].state is RiskState.OPEN:
            row = pair.before[1]
            yield _of_risk(
                ChangeKind.RISK_GONE, row, f"no longer printed; the previous report had it open, {_standing(row)}."
            )
        return
    now = pair.now[1]
    if pair.before is None:
        raised = f"new, raised on {long_date(now.raised_on)}, {_standing(now)}."
        yield _of_risk(ChangeKind.RISK_NEW, now, raised)
        return
    then = pair.before[1]
    yield from _score(then, now)
    if now.state is not then.state:
        words = f"state changed from {then.state_word} to {now.state_word} on {long_date(now.state_since)}."
        yield _of_risk(ChangeKind.RISK_STATE, now, words, then.state_word, now.state_word)
    if pair.now[0] != pair.before[0]:
        words = f"moved here from {pair.before[0].seen_from(pair.now[0])}."
        yield _of_risk(ChangeKind.RISK_MOVED, now, words)
    name, texts = name_words(now.reference, now.wording), (then.wording, now.wording)
    said = "reworded from “{before}” to “{after}”."
    yield from reworded(ChangeKind.RISK_REWORDED, now.reference, name, texts, said)


def _of_risk(kind: ChangeKind, row: RiskRow, words: str, before: str | None = None, after: str | None = None) -> Change:
    name = name_words(row.reference, row.wording)
    return Change(kind=kind, subject=row.reference, name=name, said=words, before=before, after=after)


def _standing(row: RiskRow) -> str:
    """ "scored 16 (Very high)", "severity High", "not yet scored"."""
    if row.score is not None:
        return f"scored {_scored(row)}"
    if row.kind is RiskKind.ISSUE and row.band_word:
        return f"severity {row.band_word}"
    return _NOT_SCORED


def _scored(row: RiskRow) -> str:
    return f"{row.score}{f' ({row.band_word})' if row.band_word else ''}"


def _score(then: RiskRow, now: RiskRow) -> Iterator[Change]:
    if now.score == then.score:
        if now.band is not then.band:
            before, after = then.band_word or "none", now.band_word or "none"
            what = "severity" if now.kind is RiskKind.ISSUE else "band"
            words = f"{what} changed from {before} to {after}."
            yield _of_risk(ChangeKind.RISK_BAND, now, words, before, after)
    elif then.score is None:
        yield _of_risk(ChangeKind.RISK_SCORED, now, f"scored for the first time: {_scored(now)}.", None, _scored(now))
    elif now.score is None:
        words = f"no longer scored; it was {_scored(then)}."
        yield _of_risk(ChangeKind.RISK_UNSCORED, now, words, _scored(then), None)
    else:
        up = now.score > then.score
        words = f"score {'up' if up else 'down'} from {_scored(then)} to {_scored(now)}."
        kind = ChangeKind.RISK_UP if up else ChangeKind.RISK_DOWN
        yield _of_risk(kind, now, words, _scored(then), _scored(now))


def grade_changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> Changes:
    """By priority."""
    found = pairs(previous, current, lambda part: part.grades, lambda grades: grades.code)
    return by_place((pair.place, change) for pair in found for change in _grades(pair))


def _grades(pair: Pair[InspectionGrades]) -> Iterator[Change]:
    if pair.now is None or pair.before is None:
        either = pair.now or pair.before
        if either is not None:
            yield _printed(either[1], is_new=pair.before is None)
        return
    then, now = (keyed(grades[1].rows, lambda row: (row.number, row.area)) for grades in (pair.before, pair.now))
    code = pair.now[1].code
    for key in [*now, *(key for key in then if key not in now)]:
        row = now.get(key) or then[key]
        before, after = _grade(then.get(key)), _grade(now.get(key))
        if before != after:
            words = f"grade changed from {before} to {after}."
            name = f"{code}, {row.area}"
            yield Change(kind=ChangeKind.GRADE_CHANGED, subject=code, name=name, said=words, before=before, after=after)


def _grade(row: GradeRow | None) -> str:
    return row.grade if row else "no grade"


def _printed(grades: InspectionGrades, *, is_new: bool) -> Change:
    count = len(grades.rows)
    counted = "1 grade" if count == 1 else f"{count} grades"
    kind = ChangeKind.GRADES_NEW if is_new else ChangeKind.GRADES_GONE
    return Change(
        kind=kind, subject=grades.code, name=f"{grades.title} ({grades.code})", said=f"{counted} {kind.label}."
    )


def finding_changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> tuple[Change, ...]:
    """In printed order, then what is gone; that something closed in the previous report is not in this one is none."""
    then, now = (keyed(each.findings or (), lambda row: row.reference) for each in (previous, current))
    kept = (change for name, row in now.items() for change in _finding(then.get(name), row, current))
    gone = (
        _of_finding(ChangeKind.FINDING_GONE, row, "open in the previous report and not in this one.")
        for name, row in then.items()
        if name not in now and row.panel is not PanelStatus.CLOSED
    )
    return (*kept, *gone)


def _of_finding(
    kind: ChangeKind, row: FindingRow, words: str, before: str | None = None, after: str | None = None
) -> Change:
    name = name_words(row.reference, row.text)
    return Change(kind=kind, subject=row.reference, name=name, said=words, before=before, after=after)


def _finding(then: FindingRow | None, now: FindingRow, current: HighlightSnapshot) -> Iterator[Change]:
    closed = now.panel is PanelStatus.CLOSED
    on = f" on {long_date(now.closed_on)}" if now.closed_on else ""
    if then is None:
        came = f"; it was closed by the inspectorate{on}" if closed else f"; the force says: {now.force_word.lower()}"
        yield _of_finding(ChangeKind.FINDING_NEW, now, f"new, of {now.inspection_title}{came}.")
        return
    if now.panel is not then.panel:
        kind = ChangeKind.FINDING_CLOSED if closed else ChangeKind.FINDING_REOPENED
        words = f"closed by the inspectorate{on}." if closed else f"{now.panel_word.lower()} again."
        yield _of_finding(kind, now, words, then.panel_word, now.panel_word)
    if now.force is not then.force:
        words = f"the force’s status changed from {then.force_word} to {now.force_word}."
        yield _of_finding(ChangeKind.FINDING_FORCE, now, words, then.force_word, now.force_word)
    if now.result is not then.result:
        before, after = then.result_word or "not judged again", now.result_word or "not judged again"
        words = f"a later inspection’s result changed from {before} to {after}."
        yield _of_finding(ChangeKind.FINDING_RESULT, now, words, before, after)
    if now.overdue and not then.overdue:
        words = f"newly overdue: {days(now.days_late)} past its expected closure on {long_date(current.as_at)}."
        yield _of_finding(ChangeKind.FINDING_OVERDUE, now, words)
    yield from _finding_details(then, now)


def _finding_details(then: FindingRow, now: FindingRow) -> Iterator[Change]:
    if now.expected_on != then.expected_on:
        before, after = (long_date(row.expected_on) if row.expected_on else "no date" for row in (then, now))
        words = f"expected closure changed from {before} to {after}."
        yield _of_finding(ChangeKind.FINDING_EXPECTED, now, words, before, after)
    if now.has_lead is not then.has_lead:
        words = "somebody leads it now." if now.has_lead else "nobody leads it any more."
        yield _of_finding(ChangeKind.FINDING_LEAD, now, words)
    name = name_words(now.reference, now.text)
    yield from reworded(ChangeKind.FINDING_REWORDED, now.reference, name, (then.text, now.text))
