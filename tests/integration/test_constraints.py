"""Every rule the database itself keeps, broken one by one: it refuses, and names the rule that was broken.

The rules are read from the tables, so that a new one without its case here fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Enum,
    Integer,
    Table,
    Time,
    create_engine,
    insert,
    inspect,
    literal_column,
)
from sqlalchemy.exc import IntegrityError

from tracker.db import Base, Instant
from tracker.plan.rules import ProgressStatus
from tracker.writing import constraint_name

Row = dict[str, Any]
Change = Mapping[str, Any] | Callable[[Row], Mapping[str, Any]]

DAY = date(2024, 9, 18)
EARLIER = date(2024, 9, 17)
NOWHERE = 999_999

SOUND: dict[str, Mapping[str, Any]] = {
    "due_date": {"number": 1},
    "milestone_mark": {"percent": 40},
    "progress_update": {"percent": 40, "status": ProgressStatus.IN_PROGRESS},
    "quarter_page": {"quarter": "2024-25-Q2"},
}
"""Where a row of made-up values would not do."""

COMPLETE = {"status": ProgressStatus.COMPLETE, "percent": 100, "completed_on": DAY}

BROKEN: dict[str, list[Change]] = {
    "ck_deputy_ends_after_start": [{"ends_on": EARLIER}],
    "ck_deputy_not_oneself": [lambda row: {"deputy_id": row["person_id"]}],
    "ck_due_date_change_has_reason": [{"number": 2}],
    "ck_due_date_ends_after_start": [{"ends": EARLIER}],
    "ck_meeting_number_from_one": [{"number": 0}],
    "ck_milestone_mark_percent_0_to_100": [{"percent": -1}, {"percent": 101}],
    "ck_milestone_weight_from_one": [{"weight": 0}],
    "ck_person_email_lower_case": [{"email": "Pat@example.org"}],
    "ck_plan_ends_after_start": [{"ends": EARLIER}],
    "ck_priority_number_from_one": [{"number": 0}],
    "ck_progress_update_complete_has_day": [{**COMPLETE, "completed_on": None}, {"completed_on": DAY}],
    "ck_progress_update_complete_is_100": [{"percent": 100}, {**COMPLETE, "percent": 99}],
    "ck_progress_update_not_started_is_0": [{"status": ProgressStatus.NOT_STARTED, "percent": 1}],
    "ck_progress_update_percent_0_to_100": [{"percent": -1}, {"percent": 101}],
    "ck_progress_update_stopped_has_reason": [{"status": ProgressStatus.STOPPED}],
    "ck_quarter_page_quarter_key": [{"quarter": "2024-Q2"}],
}
"""What breaks each CHECK, by its name. Those of enum columns are broken by a value that is none of theirs."""

_numbers = count(1)


@dataclass(frozen=True)
class Rule:
    table: str
    name: str
    columns: tuple[str, ...] = ()


def _rules(kind: str) -> list[Rule]:
    """The rules of one kind of a database made from the models."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        found = inspect(connection)
        rules: list[Rule] = []
        for table in found.get_table_names():
            if kind == "check":
                rules += [Rule(table, str(each["name"])) for each in found.get_check_constraints(table)]
            elif kind == "unique":
                for each in found.get_unique_constraints(table):
                    rules.append(Rule(table, str(each["name"]), tuple(each["column_names"])))
                for index in found.get_indexes(table):
                    if index["unique"]:
                        rules.append(Rule(table, str(index["name"]), tuple(str(it) for it in index["column_names"])))
            else:
                keys = found.get_foreign_keys(table)
                rules += [Rule(table, str(each["name"]), tuple(each["constrained_columns"])) for each in keys]
    engine.dispose()
    return rules


CHECKS, UNIQUES, FOREIGN_KEYS = _rules("check"), _rules("unique"), _rules("foreign key")
ENUMS = {
    f"ck_{table.name}_{column.type.name}": column.name
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
}


def by_name(rule: Rule) -> str:
    return rule.name


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as opened, opened.begin() as transaction:
        yield opened
        transaction.rollback()


def sound_row(connection: Connection, table: Table) -> Row:
    """Values for every column that needs one, with the rows they refer to."""
    made = {
        column.name: value(connection, column)
        for column in table.columns
        if not column.nullable and not (column.primary_key and not column.foreign_keys)
    }
    return {**made, **SOUND.get(table.name, {})}


def value(connection: Connection, column: Column[Any]) -> object:
    """A value the column takes that no other row has."""
    for key in column.foreign_keys:
        return add(connection, key.column.table)
    number = next(_numbers)
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or ()))
    for kind, made in (
        (Boolean, False),
        (Integer, number),
        (Instant, datetime(2024, 9, 18, 9, tzinfo=UTC)),
        (Date, DAY),
        (Time, time(10, 30)),
    ):
        if isinstance(column.type, kind):
            return made
    return f"made up {number}"


def add(connection: Connection, table: Table, changes: Mapping[str, Any] | None = None) -> int:
    """Inserts a sound row with these changes; gives back its key."""
    row = {**sound_row(connection, table), **(changes or {})}
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def refused(connection: Connection, table: Table, row: Mapping[str, Any]) -> str:
    """The rule the database names when it refuses the row."""
    with pytest.raises(IntegrityError) as error, connection.begin_nested():
        connection.execute(insert(table).values(row))
    return constraint_name(error.value)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_a_sound_row_is_taken(connection: Connection, table: Table) -> None:
    add(connection, table)
    add(connection, table)


def test_every_check_has_its_case_here() -> None:
    assert {rule.name for rule in CHECKS} == set(BROKEN) | set(ENUMS)


@pytest.mark.parametrize("rule", CHECKS, ids=by_name)
def test_a_row_that_breaks_a_check_is_refused(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    unknown: list[Change] = [{ENUMS[rule.name]: literal_column("'nonsense'")}] if rule.name in ENUMS else []
    for change in BROKEN.get(rule.name, unknown):
        row = sound_row(connection, table)
        broken = {**row, **(change(row) if callable(change) else change)}
        assert refused(connection, table, broken) == rule.name


@pytest.mark.parametrize("rule", UNIQUES, ids=by_name)
def test_a_second_row_like_the_first_is_refused(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    shared = {name: value(connection, table.columns[name]) for name in rule.columns}
    shared |= {name: given for name, given in SOUND.get(table.name, {}).items() if name in rule.columns}
    add(connection, table, shared)
    columns = ", ".join(f"{rule.table}.{name}" for name in rule.columns)
    broken = refused(connection, table, {**sound_row(connection, table), **shared})
    assert broken == (columns if connection.dialect.name == "sqlite" else rule.name)


@pytest.mark.parametrize("rule", FOREIGN_KEYS, ids=by_name)
def test_a_row_that_refers_to_nothing_is_refused(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    row = {**sound_row(connection, table), **dict.fromkeys(rule.columns, NOWHERE)}
    # SQLite does not say which.
    assert refused(connection, table, row) == (
        "FOREIGN KEY constraint failed" if connection.dialect.name == "sqlite" else rule.name
    )


@pytest.mark.parametrize("rule", FOREIGN_KEYS, ids=by_name)
def test_a_row_that_others_refer_to_is_not_removed(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    (column,) = (table.columns[name] for name in rule.columns)
    (key,) = column.foreign_keys
    parent = add(connection, key.column.table)
    add(connection, table, {column.name: parent})
    with pytest.raises(IntegrityError), connection.begin_nested():
        connection.execute(key.column.table.delete().where(key.column == parent))
