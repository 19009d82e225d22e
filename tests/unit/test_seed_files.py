"""Seed files: what stands in a cell, and what is said of a file that cannot be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import String, Text

from tests.offices import full_office
from tests.offices_inspections import FILES_OF_OFFICE, LETTER
from tests.seed_tables import TABLES
from tracker.access import Role
from tracker.documents.pdf import lacking
from tracker.documents.printable import check_printable
from tracker.documents.text import TextRefused, clean, clean_line
from tracker.seeds import BrokenSeeds, NoSeedFolder, read_folder, write_folder
from tracker.seeds.cells import BadCell, columns, from_cell, to_cell
from tracker.seeds.files import file_content
from tracker.seeds.tables import FILES, SeedSet, columns_of
from tracker.seeds.tables_findings import (
    StoredFileRow,
)
from tracker.seeds.tables_office import DeputyRow, PersonRow
from tracker.seeds.tables_panel import (
    MeetingRow,
)
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
)
from tracker.seeds.tables_risks import (
    RiskDetailRow,
)
from tracker.seeds.tables_row import SeedRow

MEETINGS = (
    "day,number,starts_at,ends_at,venue,contact_name,contact_phone,contact_email,state,cancelled_on,cancelled_reason"
)


def cleaned(text: str, rule: Callable[..., str], limit: int) -> str:
    try:
        kept = rule(text, max_length=limit)
        check_printable(kept)
    except TextRefused:
        return ""
    return kept


printable = st.sampled_from([chr(code) for code in range(0x2800) if lacking(chr(code)) is None])
words = st.text(printable, max_size=80).map(lambda text: cleaned(text, clean, 200))
lines = st.text(printable, max_size=40).map(lambda text: cleaned(text, clean_line, 120))
# What spreadsheet programs take for a formula, with and without something before it.
formulas = st.sampled_from(["=1+1", "+44", "-5", "@x", "'=1", "''@", "＝1"]).flatmap(
    lambda start: words.map(lambda rest: cleaned(start + rest, clean, 300))
)
days = st.dates(min_value=date(1, 1, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound seed set, to be broken by the test."""
    write_folder(tmp_path / "set", full_office())
    return tmp_path / "set"


def problems(folder: Path) -> list[str]:
    with pytest.raises(BrokenSeeds) as caught:
        read_folder(folder)
    return [str(problem) for problem in caught.value.problems]


def change(folder: Path, file: str, row: int, column: str, cell: str) -> None:
    """Sets one cell; `row` counts as a spreadsheet does."""
    text = (folder / file).read_bytes().decode("utf-8")
    table = list(csv.reader(io.StringIO(text, newline="")))
    table[row - 1][table[0].index(column)] = cell
    changed = io.StringIO(newline="")
    csv.writer(changed).writerows(table)
    (folder / file).write_bytes(changed.getvalue().encode("utf-8"))


def test_only_what_no_report_prints_may_hold_what_the_fonts_of_the_reports_lack() -> None:
    found = {column.name: column for column in columns(RiskDetailRow)}
    assert from_cell(found["internal_wording"], "The supplier 😀") == "The supplier 😀"
    with pytest.raises(BadCell, match="Reports cannot print"):
        from_cell(found["public_wording"], "The supplier 😀")


def test_reading_what_was_written_gives_the_same_rows(folder: Path) -> None:
    again = read_folder(folder)
    assert all(again.of(kind) == full_office().of(kind) for kind in FILES)


def test_rows_know_where_they_stand_in_a_spreadsheet(folder: Path) -> None:
    # The note of the first deliverable has several lines; its row is one all the same.
    assert [row.line for row in read_folder(folder).of(DeliverableRow)] == [2, 3, 4]


@given(words | formulas, words | formulas, days)
def test_any_text_comes_back_from_its_file(note: str, action: str, day: date) -> None:
    row = DetailRow(
        deliverable="D-0001",
        effective_on=day,
        plan="P",
        priority=1,
        objective=None,
        position=0,
        action=action or "x",
        owner="a@example.org",
        starts_on=None,
        reason=note or None,
        recorded_by="A",
    )
    cells = list(csv.reader(io.StringIO(file_content(DetailRow, [row]).decode("utf-8"), newline="")))[1]
    read = [from_cell(column, cell) for column, cell in zip(columns(DetailRow), cells, strict=True)]
    assert read == [getattr(row, name) for name in columns_of(DetailRow)]


@given(formulas)
def test_no_cell_starts_as_a_formula(text: str) -> None:
    assert not to_cell(text).startswith(("=", "+", "-", "@"))


@given(st.none() | days | st.booleans() | st.times().map(lambda at: at.replace(microsecond=0)) | st.sampled_from(Role))
def test_values_other_than_texts_come_back(value: date | bool | time | Role | None) -> None:
    holds = {date: DetailRow, bool: DeputyRow, time: MeetingRow, Role: PersonRow, type(None): DetailRow}[type(value)]
    wanted = {date: "starts_on", bool: "withdrawn", time: "starts_at", Role: "role", type(None): "starts_on"}
    column = next(column for column in columns(holds) if column.name == wanted[type(value)])
    assert from_cell(column, to_cell(value)) == value


@pytest.mark.parametrize("kind", FILES)
def test_no_column_takes_more_than_its_table_can_hold(kind: type[SeedRow]) -> None:
    stored = {column.name: column.type for column in TABLES[kind].__table__.columns}
    for column in columns(kind):
        room = stored.get(column.name)
        if isinstance(room, String) and not isinstance(room, Text) and column.holds is str:
            assert column.longest is not None, column.name
            assert column.longest <= (room.length or 0), column.name


@pytest.mark.parametrize(
    ("file", "row", "column", "cell", "said"),
    [
        ("plans.csv", 2, "starts", "31/2/2023", "“31/2/2023” is not a date. Write it like 2024-09-30."),
        ("plans.csv", 2, "starts", "2023-02-31", "“2023-02-31” is not a day of the calendar."),
        ("plans.csv", 2, "title", "", "This cell is empty and must not be."),
        ("plans.csv", 2, "title", "  ", "This cell is empty and must not be."),
        ("plans.csv", 2, "title", "x" * 301, "The text is 301 characters long. Shorten it to 300"),
        ("plans.csv", 2, "status", "open", "“open” is not one of: draft, current, closed."),
        ("plans.csv", 2, "note", "a\u202eb", "right-to-left override"),
        ("plans.csv", 2, "note", "a\x00b", "control character"),
        ("progress_updates.csv", 3, "percent", "101", "“101” is not a whole number from 0 to 100."),
        ("progress_updates.csv", 3, "percent", "40.5", "“40.5” is not a whole number from 0 to 100."),
        ("progress_updates.csv", 3, "percent", "forty", "“forty” is not a whole number from 0 to 100."),
        ("progress_updates.csv", 3, "percent", "", "This cell is empty and must not be."),
        ("progress_updates.csv", 3, "percent", "٤", "is not a whole number from 0 to 100."),
        ("people.csv", 3, "disabled", "true", "“true” is not yes or no."),
        ("meetings.csv", 2, "starts_at", "1.30pm", "“1.30pm” is not a time. Write it like 13:30."),
        ("meetings.csv", 2, "starts_at", "25:00", "“25:00” is not a time of day."),
        ("milestones.csv", 2, "weight", "0", "“0” is not a whole number from 1 to 1000000."),
        ("acronyms.csv", 2, "acronym", "", "This cell is empty and must not be."),
        ("acronyms.csv", 2, "acronym", "A" * 21, "The text is 21 characters long. Shorten it to 20"),
        ("acronyms.csv", 2, "meaning", "", "This cell is empty and must not be."),
        ("acronyms.csv", 3, "withdrawn", "true", "“true” is not yes or no."),
        ("priorities.csv", 2, "number", "99999999999999", "is not a whole number from 1 to 100000."),
        ("inspections.csv", 2, "link", "x" * 501, "The text is 501 characters long. Shorten it to 500"),
        ("inspections.csv", 3, "published_on", "soon", "“soon” is not a date."),
        ("inspection_grades.csv", 2, "grade", "", "This cell is empty and must not be."),
        ("inspection_events.csv", 3, "stage", "Scan", "“Scan” is not one of: scan, engage."),
        ("findings.csv", 2, "kind", "afi", "“afi” is not one of: cause_of_concern, recommendation, area_for_impr"),
        ("findings.csv", 2, "historic", "", "This cell is empty and must not be."),
        ("finding_details.csv", 2, "text", "", "This cell is empty and must not be."),
        (
            "inspectorate_marks.csv",
            2,
            "status",
            "closed",
            "is not one of: awaiting_review, being_progressed, complete.",
        ),
        ("reassessments.csv", 2, "result", "addressed", "“addressed” is not one of: persists, improved, closed."),
        ("stored_files.csv", 2, "size", "-1", "is not a whole number from 0 to"),
        ("finding_answers.csv", 2, "answer", "yes", "“yes” is not one of: taken, proposed, none."),
        ("risk_matrices.csv", 2, "very_high_from", "26", "“26” is not a whole number from 2 to 25."),
        ("risk_matrices.csv", 2, "review_rest", "25", "“25” is not a whole number from 1 to 24."),
        ("risk_assessments.csv", 2, "likelihood", "0", "“0” is not a whole number from 1 to 5."),
        ("risk_assessments.csv", 2, "impact", "6", "“6” is not a whole number from 1 to 5."),
        ("risk_assessments.csv", 2, "impact", "3.5", "“3.5” is not a whole number from 1 to 5."),
        ("risk_action_updates.csv", 2, "percent", "101", "“101” is not a whole number from 0 to 100."),
        ("risk_details.csv", 2, "severity", "red", "“red” is not one of: low, medium, high, very_high."),
        (
            "measures.csv",
            2,
            "kind",
            "sum",
            "“sum” is not one of: count, rate, mean_time, median, stock, supplied_rate,",
        ),
        ("measure_values.csv", 2, "month", "2022-04-01", "“2022-04-01” is not a month. Write it like 2024-07."),
        ("measure_values.csv", 2, "month", "Apr-22", "“Apr-22” is not a month. Write it like 2024-07."),
        ("measure_values.csv", 2, "month", "2022-13", "“2022-13” is not a month of the calendar."),
        ("measure_values.csv", 2, "value", "1,777", "“1,777” is not a number. Write it like 1234.5, with six decimals"),
        ("measure_values.csv", 2, "value", "12.3%", "“12.3%” is not a number."),
        ("measure_values.csv", 2, "value", "1e3", "“1e3” is not a number."),
        ("measure_values.csv", 2, "value", "0.1234567", "“0.1234567” is not a number."),
        ("measure_values.csv", 2, "value", "1234567890123", "“1234567890123” is not a number."),
        ("measure_values.csv", 2, "value", "NaN", "“NaN” is not a number."),
        ("peer_figures.csv", 2, "average", "", "This cell is empty and must not be."),
        ("quarter_risks.csv", 2, "withdrawn", "1", "“1” is not yes or no."),
    ],
)
def test_a_bad_cell_is_named_by_file_row_and_column(
    folder: Path, file: str, row: int, column: str, cell: str, said: str
) -> None:
    change(folder, file, row, column, cell)
    (problem,) = problems(folder)
    assert problem.startswith(f"{file}, row {row}, column {column}: ")
    assert said in problem


def test_every_problem_of_every_file_is_named(folder: Path) -> None:
    change(folder, "plans.csv", 2, "starts", "soon")
    change(folder, "plans.csv", 2, "status", "open")
    change(folder, "people.csv", 4, "role", "boss")
    assert [problem.partition(":")[0] for problem in problems(folder)] == [
        "people.csv, row 4, column role",
        "plans.csv, row 2, column starts",
        "plans.csv, row 2, column status",
    ]


def test_every_bad_cell_of_one_file_is_named(folder: Path) -> None:
    for row, column in ((2, "effective_on"), (2, "percent"), (2, "status"), (3, "percent"), (3, "number")):
        change(folder, "progress_updates.csv", row, column, "nonsense")
    assert sorted(problem.partition(":")[0] for problem in problems(folder)) == [
        "progress_updates.csv, row 2, column effective_on",
        "progress_updates.csv, row 2, column percent",
        "progress_updates.csv, row 2, column status",
        "progress_updates.csv, row 3, column number",
        "progress_updates.csv, row 3, column percent",
    ]


def test_the_message_says_that_nothing_was_loaded_and_shows_at_most_twenty_problems(folder: Path) -> None:
    header = ",".join(columns_of(MeetingRow))
    (folder / "meetings.csv").write_text(
        "\r\n".join([header, *(["x,1,,,,,,,planned,,"] * 25), ""]), encoding="utf-8", newline=""
    )
    with pytest.raises(BrokenSeeds) as caught:
        read_folder(folder)
    said = str(caught.value).splitlines()
    assert said[0] == "The seed set has 25 problems. Nothing was loaded."
    assert len(said) == 22
    assert said[-1] == "and 5 more."


def test_a_row_with_too_few_or_too_many_cells_is_named(folder: Path) -> None:
    with (folder / "meetings.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("2024-12-14,1\r\n2024-12-14,2,,,,,,,,,,\r\n")
    assert problems(folder) == [
        "meetings.csv, row 6: This row has 2 cells, not 11.",
        "meetings.csv, row 7: This row has 12 cells, not 11.",
    ]


def test_empty_rows_are_passed_over_and_still_counted(folder: Path) -> None:
    with (folder / "meetings.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("\r\n,,,\r\n2024-12-14,one,,,,,,,planned,,\r\n")
    (problem,) = problems(folder)
    assert problem.startswith("meetings.csv, row 8, column number: ")


def test_other_columns_are_named(folder: Path) -> None:
    (folder / "meetings.csv").write_text("day,venue\r\n", encoding="utf-8")
    assert problems(folder) == [f"meetings.csv, row 1: The columns must be: {MEETINGS}"]


def test_a_file_without_even_a_header_is_named(folder: Path) -> None:
    (folder / "meetings.csv").write_bytes(b"")
    assert problems(folder) == [f"meetings.csv, row 1: The columns must be: {MEETINGS}"]


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "deputies.csv").unlink()
    (problem,) = problems(folder)
    assert problem.startswith("deputies.csv: This file is missing.")


def test_a_file_that_does_not_belong_is_named(folder: Path) -> None:
    (folder / "deliverable.csv").write_text("", encoding="utf-8")
    assert problems(folder) == ["deliverable.csv: This file is not part of a seed set. Remove or rename it."]


def test_a_file_in_another_encoding_is_named_with_the_row(folder: Path) -> None:
    header = ",".join(columns_of(MeetingRow))
    (folder / "meetings.csv").write_bytes(f"{header}\r\n2024-09-26,1,,Café\r\n".encode("latin-1"))
    assert problems(folder) == ["meetings.csv, row 2: This row is not UTF-8 text. Save the file as UTF-8."]


def test_a_file_that_is_no_csv_is_named_with_the_row(folder: Path) -> None:
    header = ",".join(columns_of(MeetingRow))
    (folder / "meetings.csv").write_text(f'{header}\r\n2024-09-26,1,,"a" b\r\n', encoding="utf-8")
    (problem,) = problems(folder)
    assert problem.startswith("meetings.csv, row 2: This row is not CSV")


def test_a_cell_larger_than_any_text_is_named(folder: Path) -> None:
    change(folder, "plans.csv", 2, "note", "x" * 1_000_000)
    (problem,) = problems(folder)
    assert problem.startswith("plans.csv, row 2")


def test_a_byte_order_mark_from_a_spreadsheet_program_is_no_mistake(folder: Path) -> None:
    path = folder / "meetings.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_folder(folder).of(MeetingRow) == full_office().of(MeetingRow)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSeedFolder, match="nowhere"):
        read_folder(tmp_path / "nowhere")


def test_files_without_rows_are_written_too(tmp_path: Path) -> None:
    write_folder(tmp_path, SeedSet({}))
    assert {path.name for path in tmp_path.iterdir()} == {kind.FILE for kind in FILES}
    assert (tmp_path / "meetings.csv").read_bytes() == f"{MEETINGS}\r\n".encode()


def test_stored_files_lie_beside_under_their_hash(folder: Path) -> None:
    assert {path.name: path.read_bytes() for path in (folder / "files").iterdir()} == FILES_OF_OFFICE
    again = read_folder(folder)
    assert {row.digest: again.content(row.digest) for row in again.of(StoredFileRow)} == FILES_OF_OFFICE


def test_no_cell_can_name_a_file_outside_the_folder(folder: Path) -> None:
    for name in ("../people.csv", str(folder / "people.csv"), "", "x" * 64, f"./{LETTER}", LETTER.upper()):
        assert read_folder(folder).content(name) is None
