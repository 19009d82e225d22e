"""The road of an annual report as its pages show it: each step, how far it is, when, and with which documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tracker.dates import FinancialYear, long_date
from tracker.reports.queries_road import Road
from tracker.reports.queries_signoff import Standing, newest, standing_of
from tracker.reports.rules_life import Move, ReportKind, address_of
from tracker.reports.rules_road import RoadStep, StepState, part_done

NOTHING_YET: Final = "Not recorded yet"


@dataclass(frozen=True, slots=True)
class Step:
    """A step with what is said of it; `on` is its day where it has one, `links` are documents: words and address."""

    step: RoadStep
    state: StepState
    words: str = ""
    on: date | None = None
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected or taken back on the road; `words` say what was recorded before."""

    at: datetime
    by: str
    what: str
    words: str
    reason: str


def corrections_of(road: Road) -> tuple[Correction, ...]:
    """The newest first."""
    found = (
        *(*_of_reviews(road), *_of_none_made(road)),
        *(*_of_recommendations(road), *_of_responses(road), *_of_publications(road)),
    )
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _of_reviews(road: Road) -> Iterator[Correction]:
    rows = {each.id: each for each in road.every_review}
    for each in road.every_review:
        if each.supersedes_id is not None:
            former = rows[each.supersedes_id]
            noted = f". Note: {former.words}" if former.words else ""
            words = f"Before: meeting of {former.meeting.title}{noted}"
            yield Correction(each.at, each.by, f"Review {_done(each.taken_back)}", words, each.reason or "")


def _of_none_made(road: Road) -> Iterator[Correction]:
    for each in road.every_none_made:
        if each.taken_back:
            noted = f". Note: {each.words}" if each.words else ""
            what = "“The Panel made no recommendations” withdrawn"
            yield Correction(each.at, each.by, what, f"Before: {long_date(each.on)}{noted}", each.reason or "")


def _of_recommendations(road: Road) -> Iterator[Correction]:
    for each in road.every_recommendation:
        for row in each.earlier:
            minute = f" Minute {row.was_minute}." if row.was_minute else ""
            due = f" Due {long_date(row.was_due_on)}." if row.was_due_on else ""
            what = f"Recommendation {each.request.number} {_done(row.taken_back)}"
            yield Correction(row.at, row.by, what, f"Before: {row.was}{minute}{due}", row.reason)


def _of_responses(road: Road) -> Iterator[Correction]:
    for each in road.every_recommendation:
        for row in each.corrections:
            what = f"Response to recommendation {each.request.number} {_done(row.taken_back)}"
            yield Correction(row.at, row.by, what, f"Before: {long_date(row.was_on)}. {row.was}", row.reason)


def _of_publications(road: Road) -> Iterator[Correction]:
    for each in road.every_recommendation:
        rows = {row.id: row for row in each.publications}
        for row in each.publications:
            if row.supersedes_id is not None:
                former = rows[row.supersedes_id]
                what = f"Publication of the response to recommendation {each.request.number} {_done(row.taken_back)}"
                words = f"Before: {long_date(former.on)}, {former.place}"
                yield Correction(row.at, row.by, what, words, row.reason or "")


def _done(taken_back: object) -> str:
    return "withdrawn" if taken_back else "corrected"


def steps_of(road: Road, year: FinancialYear, *, public: bool = False) -> tuple[Step, ...]:
    """In their order. For the public the documents are those that everybody can read."""
    found = standing_of(road.versions[-1]) if road.versions else None
    own = f"/published/annual/{year.key}" if public else address_of(ReportKind.ANNUAL, year)
    return (
        _draft(found),
        *(_move(found, step, move, own, public=public) for step, move in _FIRST),
        _reviewed(road, public=public),
        _recommended(road, public=public),
        _counted(RoadStep.RESPONDED, road.progress.responses, road),
        _counted(RoadStep.OUT, road.progress.responses_out, road),
        _move(found, RoadStep.PUBLISHED, Move.PUBLISH, own, public=public),
    )


_FIRST: Final = ((RoadStep.SIGNED, Move.SIGN), (RoadStep.SENT, Move.SEND))


def _draft(found: Standing | None) -> Step:
    if found is None:
        return Step(RoadStep.DRAFT, StepState.PART, "Being written")
    if found.state.stands:
        return Step(RoadStep.DRAFT, StepState.DONE, f"Version {found.number}")
    return Step(RoadStep.DRAFT, StepState.PART, f"Version {found.number}: {found.state.label.lower()}")


def _move(found: Standing | None, step: RoadStep, move: Move, own: str, *, public: bool) -> Step:
    done = newest(found.version, move) if found is not None and found.state.stands else None
    if found is None or done is None:
        return Step(step, StepState.NOT_YET)
    signed = f"by {found.signature.name}" if move is Move.SIGN and found.signature is not None else ""
    # What the office notes of an act is its own.
    words = (done.words if not public else "") or signed
    return Step(step, StepState.DONE, words, done.on, _files(found, step, own, public=public))


def _files(found: Standing, step: RoadStep, own: str, *, public: bool) -> tuple[tuple[str, str], ...]:
    if step is RoadStep.PUBLISHED and not public:
        key = own.rpartition("/")[2]
        return (("The report for everybody", f"/published/annual/{key}"),)
    if step is not RoadStep.SIGNED or public:
        return ()
    version = f"{own}/versions/{found.number}"
    return ((f"Version {found.number}", version), ("PDF", f"{version}.pdf"))


def _reviewed(road: Road, *, public: bool) -> Step:
    if not road.reviews:
        return Step(RoadStep.REVIEWED, StepState.NOT_YET)
    found, notes = road.progress, [each.words for each in road.reviews if each.words]
    named = tuple(f"Meeting of {each.title}" for each in road.meetings)
    which = [] if len(road.versions) == 1 else [f"Version {found.reviewed} of the report"]
    if found.is_of_another_version:
        which = [f"The Panel reviewed version {found.reviewed}; it has not reviewed version {found.version}"]
    state = StepState.PART if found.is_of_another_version else StepState.DONE
    if public:
        # Not every meeting is published here, and notes are the office's own.
        return Step(RoadStep.REVIEWED, state, "; ".join((*named, *which)), road.meetings[0].day)
    links = tuple((name, f"/meetings/{each.key}") for name, each in zip(named, road.meetings, strict=True))
    return Step(RoadStep.REVIEWED, state, _sentences((*which, *notes)), road.meetings[0].day, links)


def _sentences(found: Sequence[str]) -> str:
    """One after the other, each with its full stop where there is more than one."""
    if len(found) < 2:
        return "".join(found)
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in found)


def _recommended(road: Road, *, public: bool) -> Step:
    said = road.said_none
    if said is not None:
        words = "None made" + (f": {said.words}" if said.words and not public else "")
        words += f"; {road.withdrawn} withdrawn" if road.withdrawn else ""
        return Step(RoadStep.RECOMMENDED, StepState.DONE, words, said.on)
    gone = f"{road.withdrawn} withdrawn" if road.withdrawn else ""
    if not road.recommendations:
        waits = NOTHING_YET if road.reviews else ""
        return Step(RoadStep.RECOMMENDED, StepState.NOT_YET, "; ".join(filter(None, (waits, gone))))
    made = len(road.recommendations)
    counted = f"{made} recommendation{'' if made == 1 else 's'}"
    return Step(RoadStep.RECOMMENDED, StepState.DONE, "; ".join(filter(None, (counted, gone))))


def _counted(step: RoadStep, done: int, road: Road) -> Step:
    of = road.progress.recommendations
    if not road.progress.is_settled:
        return Step(step, StepState.NOT_YET)
    words = "No recommendations, so none is needed" if of == 0 else f"{done} of {of}"
    days = tuple(_days(step, road)) if of and done == of else ()
    return Step(step, part_done(done, of), words, max(days, default=None))


def _days(step: RoadStep, road: Road) -> Iterator[date]:
    for each in road.recommendations:
        out = each.publication.on if each.publication is not None else None
        day = each.request.answered_on if step is RoadStep.RESPONDED else out
        if day is not None:
            yield day
