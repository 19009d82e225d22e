"""What a file of figures that was sent would do: read from the kept bytes, held against the figures in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from sqlalchemy.orm import Session

from tracker.exchange.rules_sheets import read_table
from tracker.exchange.rules_sheets_limits import SheetWanted
from tracker.files.queries import content_of
from tracker.files.rules import ENDINGS, CheckedFile, FileRefused, kind_of
from tracker.files.rules_tables import Table
from tracker.measures import queries_load
from tracker.measures.models import MeasureLoad, MeasureValue
from tracker.measures.models_uploads import FigureUpload
from tracker.measures.queries_load import plan_of_table
from tracker.measures.rules import Marking, ValueState, short_month
from tracker.measures.rules_load import Facts, LoadPlan, Terms, facts_changes, facts_words, parts_words

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: which sheet, by which column map, and whether its figures are final."""

    sheet: str | None = None
    map_name: str | None = None
    final: bool = False

    @classmethod
    def from_query(cls, args: Mapping[str, str]) -> Self:
        """As the address of the preview says it."""
        sheet, name = (args.get(each, "").strip()[:_LONGEST] or None for each in ("sheet", "map"))
        return cls(sheet, name, args.get("final") == "1")


@dataclass(frozen=True, slots=True)
class Preview:
    """The plan of a load; or `wanted`, which names the sheets of which one must be chosen first.

    `refused`: why the sheet that was chosen cannot be read.
    """

    plan: LoadPlan | None
    wanted: SheetWanted | None = None
    refused: FileRefused | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        return self.wanted.sheets if self.wanted else ()


def sent_file(session: Session, upload: FigureUpload) -> CheckedFile:
    """The kept file as it was when it was sent."""
    content = content_of(session, upload.file_id)
    return CheckedFile(upload.file_name, kind_of(upload.file_name), content, upload.file.digest)


def sent_table(session: Session, upload: FigureUpload, reading: Reading) -> tuple[CheckedFile, Table]:
    """The file and its table. Raises SheetWanted."""
    file = sent_file(session, upload)
    return file, read_table(file, reading.sheet)


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One figure of a load as its page prints it. `before`: what it took the place of, "" for nothing."""

    code: str
    name: str
    month_words: str
    figure: str
    parts: str
    before: str
    state: ValueState
    marking: Marking
    reason: str | None


def lines_of_load(session: Session, load: MeasureLoad, on: date, *, page: int, size: int) -> list[LoadLine]:
    """What a load held beside what was in force before it, `size` on a page that counts from 1."""
    values = queries_load.values_of_load(session, load, page=page, size=size)
    before = queries_load.facts_before(session, load, values)
    return [_line(value, before.get((value.measure_id, value.month)), on) for value in values]


def _line(value: MeasureValue, before: Facts | None, on: date) -> LoadLine:
    measure = queries_load.known_of(value.measure, on)
    facts = Facts(
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        margin=value.margin,
        state=value.state,
        marking=value.marking,
        reason=value.reason,
    )
    words = facts_words(facts, measure)
    changed = facts_changes(before, facts, measure) if before else ()
    return LoadLine(
        code=measure.code,
        name=measure.name,
        month_words=short_month(value.month),
        figure=words["Figure"],
        parts=parts_words(facts, measure),
        before="; ".join(f"{what}: {old}" for what, old, _ in changed if what != "Reason"),
        state=value.state,
        marking=value.marking,
        reason=value.reason,
    )


def download_name(load: MeasureLoad) -> str:
    """What the file of a load is called when somebody takes it: as it came in, where that is known."""
    if load.file is None:
        raise ValueError("This load has no file.")
    ending = next(ending for ending, kind in ENDINGS.items() if kind.value == load.file.media_type)
    return load.origin if load.origin.lower().endswith(ending) else f"load-{load.number}{ending}"


def preview_of(session: Session, upload: FigureUpload, reading: Reading, on: date) -> Preview:
    """What loading it would do now. Reasons that are missing are asked for later."""
    try:
        _, table = sent_table(session, upload, reading)
    except FileRefused as refused:
        return _unread(session, upload, refused)
    return Preview(plan_of_table(session, table, reading.map_name, Terms(on, final=reading.final, ask=True)))


def _unread(session: Session, upload: FigureUpload, refused: FileRefused) -> Preview:
    """With the sheets to choose from; without a choice the file can be read, or it had not been taken in."""
    try:
        sent_table(session, upload, Reading())
    except SheetWanted as wanted:
        return Preview(None, wanted, refused)
    raise refused
