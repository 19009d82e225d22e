"""How long it takes to load 100 measures with 60 months each, from a file that was sent to figures on record."""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy.orm import Session

from tracker import schema
from tracker.access import SYSTEM
from tracker.db import make_engine, make_sessions
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.measures.commands_load import LoadFigures, load_figures
from tracker.measures.models import Measure
from tracker.measures.rules import Engine, MeasureType, Polarity, Unit, short_month, window
from tracker.plan.commands_plan import CreatePlan, CreatePriority, create_plan, create_priority
from tracker.plan.rules import PlanStatus
from tracker.writing import transaction

MEASURES, MONTHS = 100, 60
SEED, DAY = 20240918, date(2024, 9, 18)
WITHIN = 2.0


def run() -> None:
    """Prints the seconds each kind of file takes, new and as a revision of every figure."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'tracker.db'}")
        schema.upgrade(engine)
        sessions = make_sessions(engine)
        with transaction(sessions) as session:
            add_measures(session)
        files = (("wide.csv", wide(1)), ("long.csv", long(2)), ("wide.xlsx", xlsx(wide(3))))
        for name, rows in files:
            content = rows if isinstance(rows, bytes) else as_csv(rows)
            began, worked = time.perf_counter(), time.process_time()
            checked = check_sheet_file(name, content)
            with transaction(sessions) as session:
                command = LoadFigures(file=checked, table=read_table(checked))
                _, plan = load_figures(session, command, by=SYSTEM, on=DAY)
            took, worked = time.perf_counter() - began, time.process_time() - worked
            verdict = "within" if took <= WITHIN else "NOT WITHIN"
            print(f"Loading {MEASURES} measures × {MONTHS} months from {name}: {took:.2f} s", end=", ")
            print(f"{worked:.2f} s of it at work", end=", ")
            print(f"{verdict} {WITHIN:.0f} s ({len(plan.fresh):,} new, {len(plan.revised):,} changed)")
        engine.dispose()


def add_measures(session: Session) -> None:
    plan = create_plan(
        session,
        CreatePlan("PCP-2022-25", "The plan", date(2022, 4, 1), date(2025, 3, 31), PlanStatus.CURRENT, None),
        by=SYSTEM,
        on=DAY,
    )
    priority = create_priority(session, CreatePriority(plan.id, 1, "Priority 1", None, None), by=SYSTEM, on=DAY)
    for number in range(MEASURES):
        session.add(
            Measure(
                code=f"M{number}",
                name=f"Measure {number}",
                kind=MeasureType.COUNT,
                unit=Unit.COUNT,
                polarity=Polarity.LOWER,
                priority=priority,
                position=number,
                engine=Engine.EXCEPTIONS,
            )
        )


def wide(seed: int) -> Sequence[Sequence[str | int]]:
    chance = random.Random(SEED + seed)  # noqa: S311  # figures to load, no secrets
    months = [short_month(month) for month in window(DAY.replace(day=1), MONTHS)]
    rows: list[list[str | int]] = [["Measure", *months]]
    rows += [[f"M{number}", *(chance.randrange(10_000) for _ in months)] for number in range(MEASURES)]
    return rows


def long(seed: int) -> Sequence[Sequence[str | int]]:
    heads, *rows = wide(seed)
    return [
        ["Measure", "Month", "Value"],
        *([row[0], month, value] for row in rows for month, value in zip(heads[1:], row[1:], strict=True)),
    ]


def as_csv(rows: Sequence[Sequence[str | int]]) -> bytes:
    return "".join(",".join(str(cell) for cell in row) + "\r\n" for row in rows).encode()


def xlsx(rows: Sequence[Sequence[str | int]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Figures")
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
