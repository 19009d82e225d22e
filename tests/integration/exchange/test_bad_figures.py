"""Files of figures that will not do, sent through the page and given to the command line.

Both name every problem in the same words, by row and column, and store nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import TODAY
from tests.factories_loads import as_csv, load_file
from tests.factories_measures import make_measure
from tests.integration.exchange.test_figures import sent_file
from tests.unit.exchange.test_sheets import BOMB, SHEET, with_part
from tests.web_client import Page, form_values, path_of
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.cli import main
from tracker.exchange.rules_sheets_limits import LARGEST_SHEET_FILE
from tracker.measures.commands_withdraw import Withdraw, withdraw_measure
from tracker.measures.rules import MeasureType, Unit
from tracker.plan.queries import priority as priority_of
from tracker.writing import transaction

WIDE = ["Measure", "Jul-24", "Aug-24"]
LONG = ["Measure", "Month", "Value", "Numerator", "Denominator", "State", "Marking"]
ZERO_OR_BLANK = "Enter 0 if there were none, or leave the cell blank if the figure is not known."
BLANK = "Leave the cell blank if there is no figure for the month."


@pytest.fixture
def figures(office_on_sqlite: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """Measures of several types; the command line works on the same records."""
    for name in ("DATABASE_URL", "SECRET_KEY", "BASE_URL"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TRACKER_TODAY", "2024-09-18")
    with transaction(office_on_sqlite.sessions) as session:
        first = priority_of(session, "PCP-2022-25", 1)
        make_measure(session, first, "CALLS")
        make_measure(session, first, "LOST", name="Calls lost", kind=MeasureType.RATE, unit=Unit.PERCENT)
        make_measure(session, first, "WAIT", name="Waiting", kind=MeasureType.MEAN_TIME, unit=Unit.DURATION)
        make_measure(session, first, "TWIN1", name="Two of them")
        make_measure(session, first, "TWIN2", name="Two of them")
    return office_on_sqlite


def tracker(folder: Path, content: bytes, name: str, *options: str) -> Result:
    """`tracker import measures` of a file with this content."""
    (folder / "sent").mkdir(exist_ok=True)
    path = folder / "sent" / name
    path.write_bytes(content)
    return CliRunner().invoke(main, ["import", "measures", str(path), *options], prog_name="tracker")


def lines_on(page: Page) -> list[str]:
    """The problems a page names, as the command line writes them."""
    found = []
    for row in page.soup.select("table:has(#problems-caption) tbody tr"):
        place, wrong = row.select("th, td")
        where, _, heading = place.get_text("|", strip=True).partition("|")
        said = wrong.select_one("strong")
        quoted = said.extract().get_text(strip=True) if said else ""
        named = [f"{where} ({heading})" if heading else where] * (where != "The file") + [quoted] * bool(quoted)
        message = wrong.get_text(strip=True)
        found.append(f"{', '.join(named)}: {message}" if named else message)
    return found


def refused_everywhere(office: Office, folder: Path, content: bytes, name: str = "figures.csv") -> list[str]:
    """The problems of a file, which page and command line name in the same words, storing nothing."""
    analyst = office.as_("analyst")
    where = path_of(sent_file(office, content, name=name))
    before = office.counts()
    check = analyst.get(where)
    lines = lines_on(check)
    assert lines
    assert not check.soup.select("main form[method=post]"), "There is nothing to load"
    # Whoever sends the form all the same, from a page they opened before, is refused.
    form = {"form_key": "k" * 32, "version": "1", "note": "", "csrf_token": token_of(office)}
    forced = analyst.post(where, form, status=422)
    assert forced.errors[0].startswith("Nothing was loaded: the file has ")
    result = tracker(folder, content, name)
    assert (result.exit_code, result.stdout) == (2, "")
    first, *named = result.stderr.splitlines()
    problems = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    assert first == f"“{name}” has {problems}. Nothing was loaded."
    assert named == lines
    assert office.counts() == before
    return lines


def token_of(office: Office) -> str:
    page = office.as_("analyst").get("/measures/load")
    return str(form_values(page.soup.select("main form[method=post]")[0])["csrf_token"])


CELLS = (
    ("CALLS", "Nil", f"This can mean two things. {ZERO_OR_BLANK}"),
    ("CALLS", "n/a", f"This is no figure. {ZERO_OR_BLANK}"),
    ("CALLS", "-", f"This is no figure. {ZERO_OR_BLANK}"),
    ("CALLS", "#N/A", f"The spreadsheet could not work this out. Mend it there. {BLANK}"),
    ("CALLS", "#DIV/0!", f"The spreadsheet could not work this out. Mend it there. {BLANK}"),
    ("CALLS", "01/07/2024", "This is a date or a month where a figure should be. Check the column, or"),
    ("CALLS", "Jul-24", "This is a date or a month where a figure should be. Check the column, or"),
    ("CALLS", "12.3%", "This is a percentage, but a number is wanted here."),
    ("CALLS", "00:10:31", "This is a time, but a number is wanted here."),
    ("CALLS", "1.234,5", "Write the point before the decimals and a comma after the thousands: 1,234.5."),
    ("CALLS", "1.2E+03", "Write the number out in full, such as 1200 and not 1.2E+03."),
    ("CALLS", "7.5", "This measure counts whole numbers."),
    ("CALLS", "-7", "This is below 0, which no measure can be."),
    ("CALLS", "about 12", "This is not a figure. Enter a number without words."),
    ("CALLS", "=1+1", "This is a formula. Copy the cells and paste them as values, so that what is seen is"),
    ("CALLS", "9" * 13, "This number is too long. It may have 12 digits before the point at most."),
    ("CALLS", "１２", "These are digits of another script. Type them as 0 to 9."),
    ("LOST", "00:10:31", "This is a time, but a number is wanted here."),
    ("LOST", "1.2345678", "This has more than 6 decimals. Round it to 6 or fewer."),
    ("LOST", "123%", "A percentage above 100 needs its numerator and denominator to show for it. Check the"),
    ("WAIT", "12.3%", "This is a percentage, but a number is wanted here."),
    ("WAIT", "0.4375", "Write a time as hours, minutes and seconds, such as 00:10:31, or as whole seconds."),
)
"""Cells that are no figures, each with what is said of it."""


def test_every_cell_that_is_no_figure_is_named_by_row_and_column(figures: Office, tmp_path: Path) -> None:
    months = [f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)]
    rows = [[measure, month, cell] for (measure, cell, _), month in zip(CELLS, months, strict=False)]
    lines = refused_everywhere(figures, tmp_path, as_csv(LONG[:3], ["TWIN1", "Jul-24", 5], *rows))
    assert len(lines) == len(CELLS)
    for row, (line, (_, cell, said)) in enumerate(zip(lines, CELLS, strict=True), start=3):
        assert line.startswith(f"Row {row}, column C (Value), “{cell.removesuffix('%')}"), line
        assert f": {said}" in line


ROWS: Sequence[tuple[Sequence[Sequence[object]], Sequence[str]]] = (
    (
        [WIDE, ["CALLS", 5, "Nil"], ["NOBODY", 1, 2], ["LOST", "x", ""]],
        ["Row 2, column C (Aug-24), “Nil”: ", "Row 3, column A (Measure), “NOBODY”: ", "Row 4, column B (Jul-24)"],
    ),
    (
        [WIDE, ["CALSL", 5, 6]],
        ["Row 2, column A (Measure), “CALSL”: There is no measure of this code or name. Did"],
    ),
    ([WIDE, ["", 5, 6]], ["Row 2, column A (Measure): Enter the code or the name of the measure."]),
    ([WIDE, ["Two of them", 5, 6]], ["Row 2, column A (Measure), “Two of them”: Several measures have this name."]),
    (
        [WIDE, ["CALLS", 5, 6], ["calls", 7, 8]],
        ["Row 3, column A (Measure): Row 2 has the figures of CALLS already"],
    ),
    (
        [["Measure", "Jul-24", "July 2024"], ["CALLS", 5, 6]],
        ["Row 1, column C, “July 2024”: Column B is Jul-24 already, so nobody can tell which column is meant."],
    ),
    ([["Measure", "Jul-24", "Oct-24"], ["CALLS", 5, 6]], ["Row 2, column C (Oct-24): October 2024 has not begun."]),
    ([["Measure", "Number"], ["CALLS", 5]], ["Row 1: No row has the headings of a table of figures."]),
    (
        [LONG, ["CALLS", "Jul-24", 5], ["CALLS", "2024-07", 6]],
        ["Row 3, column B (Month): CALLS has July 2024 in row 2 already. Remove one of the two."],
    ),
    ([LONG, ["CALLS", "", 5]], ["Row 2, column B (Month): Enter the month, such as Jul-24."]),
    ([LONG, ["CALLS", "Sometime", 5]], ["Row 2, column B (Month), “Sometime”: This is no month."]),
    (
        [LONG, ["LOST", "Jul-24", "", 9, 0]],
        ["Row 2, column E (Denominator), “0”: Nothing can be divided by 0. Leave figure and parts blank"],
    ),
    ([LONG, ["LOST", "Jul-24", "", 9, ""]], ["Row 2, column E (Denominator): There is a numerator, so enter the"]),
    (
        [LONG, ["LOST", "Jul-24", "8.0%", 9, 129]],
        ["Row 2, column C (Value): The parts give 7.0%, but the figure says 8.0%. Correct one of them."],
    ),
    ([LONG, ["CALLS", "Jul-24", "", 9, 129]], ["Row 2, column D (Numerator): CALLS is of the type “"]),
    (
        [LONG, ["CALLS", "Jul-24", 5, "", "", "settled", "SECRET"]],
        [
            "Row 2, column F (State), “settled”: Write provisional",
            "Row 2, column G (Marking), “SECRET”: Write OFFIC",
        ],
    ),
    (
        [LONG, ["CALLS", "Jul-24", "", "", "", "withdrawn"]],
        ["Row 2, column F (State), “withdrawn”: There is no figure of this month that could be withdrawn."],
    ),
)
"""Tables, each with what its problems begin with."""


def test_what_is_wrong_with_rows_months_and_parts_is_named(figures: Office, tmp_path: Path) -> None:
    for rows, lines in ROWS:
        named = refused_everywhere(figures, tmp_path, as_csv(*rows))
        assert len(named) == len(lines), named
        assert all(line.startswith(begins) for line, begins in zip(named, lines, strict=True)), named


def test_a_measure_that_was_withdrawn_takes_no_figures(figures: Office, tmp_path: Path) -> None:
    with transaction(figures.sessions) as session:
        gone = make_measure(session, priority_of(session, "PCP-2022-25", 1), "GONE", name="Gone")
        withdraw_measure(session, gone, Withdraw(gone.version, "Counted elsewhere"), by=SYSTEM, on=TODAY)
    (line,) = refused_everywhere(figures, tmp_path, as_csv(WIDE, ["GONE", 5, 6]))
    assert line.startswith("Row 2, column A (Measure), “GONE”: The measure GONE was withdrawn")


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Figures"
    sheet.append(WIDE)
    fill(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def of_workbook(*cells: object) -> bytes:
    return workbook(lambda sheet: sheet.append(list(cells)))


def merged(sheet: Worksheet) -> None:
    sheet.append(["CALLS", 5, 6])
    sheet.merge_cells("B2:C2")


IN_WORKBOOKS = (
    (of_workbook("CALLS", 5, "=B2+1"), "Row 2, column C (Aug-24), “=B2+1”: This is a formula."),
    (of_workbook("CALLS", 5, "#N/A"), "Row 2, column C (Aug-24), “#N/A”: The spreadsheet could not work this out."),
    (of_workbook("CALLS", 5, date(2024, 7, 1)), "Row 2, column C (Aug-24), “1 Jul 2024”: This is a date or a m"),
    (of_workbook("CALLS", 5, True), "Row 2, column C (Aug-24), “TRUE”: This is TRUE or FALSE where "),
    (of_workbook("CALLS", 5, 7.25), "Row 2, column C (Aug-24), “7.25”: This measure counts whole numbers."),
    (of_workbook("WAIT", 5, 0.0073), "Row 2, column C (Aug-24), “0.0073”: Write a time as hours, minutes and "),
    (workbook(merged), "Row 2, column B: The cells B2:C2 are merged. Unmerge them and fill in every one."),
)
"""Workbooks, each with what its problem begins with."""


def test_what_only_a_workbook_can_hold_is_named_by_row_and_column(figures: Office, tmp_path: Path) -> None:
    for content, line in IN_WORKBOOKS:
        (named,) = refused_everywhere(figures, tmp_path, content, "figures.xlsx")
        assert named.startswith(line), named


def hidden_sheet(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("People")  # type: ignore[union-attr]  # a sheet has a book
    other.sheet_state = "hidden"


def hidden_row(sheet: Worksheet) -> None:
    sheet.append(["CALLS", 5, 6])
    sheet.row_dimensions[2].hidden = True


def claims(what: bytes, instead: bytes) -> bytes:
    """A workbook whose sheet says something else than the library wrote."""
    return with_part(of_workbook("CALLS", 5, 6), SHEET, lambda body: body.replace(what, instead))


UNREADABLE = (
    ("figures.xls", b"\xd0\xcf\x11\xe0", "is neither a CSV file nor an Excel workbook that ends in .xlsx."),
    ("figures.xlsm", of_workbook("CALLS", 5, 6), "is neither a CSV file nor an Excel workbook that ends in .xlsx."),
    ("figures.csv", of_workbook("CALLS", 5, 6), "is not a CSV file"),
    ("figures.xlsx", as_csv(WIDE, ["CALLS", 5, 6]), "is not an Excel workbook"),
    ("figures.csv", b"", "is empty"),
    ("figures.csv", b" ,\r\n,,\r\n", "No cell of “figures.csv” is filled in."),
    ("figures.csv", b'Measure,"Jul-24\r\nCALLS,5', "a quotation mark is not closed"),
    ("figures.xlsx", workbook(hidden_sheet), "has hidden sheets: “People”."),
    ("figures.xlsx", workbook(hidden_row), "has something in hidden rows or columns: row 2."),
    ("figures.xlsx", claims(b"<worksheet", BOMB), "contains XML declarations that no workbook needs"),
    ("figures.xlsx", claims(b'ref="A1:C2"', b'ref="A1:C1000000000"'), "claims more rows or columns than"),
    ("figures.xlsx", claims(b"<sheetData>", b" " * 60_000_000 + b"<sheetData>"), "is larger than 5 MB"),
    ("figures.csv", b"x\n" * 50_001, "has more than 50,000 rows"),
)
"""Files, each with what is said of it as a whole."""


def test_a_file_that_cannot_be_read_whole_is_refused_and_not_kept(figures: Office, tmp_path: Path) -> None:
    for name, content, said in UNREADABLE:
        page = figures.refused("analyst", "/measures/load", {"file": (io.BytesIO(content), name)})
        assert said in page.beside("file")
        before = figures.counts()
        result = tracker(tmp_path, content, name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.strip() == page.beside("file")
        assert figures.counts() == before


def test_a_sheet_with_hidden_rows_among_several_is_refused_where_it_is_chosen(figures: Office, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        hidden_row(sheet)
        other = sheet.parent.create_sheet("More")  # type: ignore[union-attr]  # a sheet has a book
        other.append(WIDE)
        other.append(["CALLS", 5, 6])

    content = workbook(fill)
    analyst = figures.as_("analyst")
    where = path_of(sent_file(figures, content, name="figures.xlsx"))
    asked = analyst.get(where)
    assert "has several sheets. Say which to read: “Figures”, “More”." in asked.main
    unread = analyst.get(f"{where}?sheet=Figures")
    assert "has something in hidden rows or columns: row 2." in unread.main
    assert [str(each["value"]) for each in unread.soup.select("#sheet option")] == ["Figures", "More"]
    assert "has no sheet “Nowhere” that is filled in" in analyst.get(f"{where}?sheet=Nowhere").main
    chosen = analyst.submit(f"{where}?sheet=More", {"note": "From the second sheet."})
    assert path_of(chosen) == "/measures/loads/1"
    for options, said in (
        ((), "has several sheets. Say which to read: “Figures”, “More”."),
        (("--sheet", "Figures"), "has something in hidden rows or columns: row 2."),
    ):
        result = tracker(tmp_path, content, "figures.xlsx", *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_text_in_windows_1252_is_read_as_it_was_written(figures: Office, tmp_path: Path) -> None:
    rows = "Measure;Jul-24;Aug-24;Reason\r\nCalls lost;“12,3”;7%;Café – £5\r\n".encode("cp1252")
    (line,) = refused_everywhere(figures, tmp_path, rows)
    assert line.startswith("Row 2, column B (Jul-24), ““12,3””: ")
    result = tracker(tmp_path, rows.replace(b"\x9312,3\x94", b""), "figures.csv")
    assert result.exit_code == 0, result.stderr
    assert "Café – £5" in figures.as_("analyst").get("/measures/loads/1").main


def test_many_problems_are_all_named_a_page_at_a_time(figures: Office) -> None:
    rows: list[list[object]] = [["Measure", "Jul-24"], *([f"NOBODY{number}", number] for number in range(150))]
    where = path_of(sent_file(figures, as_csv(*rows)))
    first, second = (lines_on(figures.as_("analyst").get(f"{where}?page={page}")) for page in (1, 2))
    assert (len(first), len(second)) == (100, 50)
    assert second[-1].startswith("Row 151, column A (Measure), “NOBODY149”")


def test_the_command_line_loads_says_what_it_did_and_the_second_time_does_nothing(
    figures: Office, tmp_path: Path
) -> None:
    with transaction(figures.sessions) as session:
        load_file(session, as_csv(WIDE, ["CALLS", 5, ""]), final=True)
    content = as_csv(
        [*WIDE, "Remarks"], ["CALLS", 9, "1,234", "x"], ["LOST", "12.3%", "", ""], ["WAIT", "00:10:31", "", ""]
    )
    before = figures.counts()
    unexplained = tracker(tmp_path, content, "figures.csv")
    assert (unexplained.exit_code, unexplained.stdout) == (2, "")
    assert unexplained.stderr.splitlines()[1] == (
        "Row 2, column B (Jul-24): The figure on record is final. It was 5 and would be 9. "
        "Say why it changes: in a column “reason”, or for the whole load."
    )
    dry = tracker(tmp_path, content, "figures.csv", "--note", "Recounted", "--dry-run")
    assert dry.exit_code == 0
    assert dry.stdout.splitlines()[-1] == "Nothing was loaded: this was a dry run."
    assert figures.counts() == before
    done = tracker(tmp_path, content, "figures.csv", "--note", "Recounted")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Read by its headings: one row for each measure, one column for each month.",
        "Columns that were not read: Remarks.",
        "3 new figures.",
        "1 figure on record changes.",
        "  CALLS Jul-24: Figure: 5 → 9; Reason: None → Recounted",
        "0 figures are on record already.",
        "2 cells are blank and say nothing.",
        "2 figures of rates or mean times come without the parts, so that 3 and 12 months cannot be worked out from "
        "such months.",
        "Loaded figures.csv as load 2.",
    ]
    assert dry.stdout.splitlines()[:-1] == done.stdout.splitlines()[:-1]
    after = figures.counts()
    again = tracker(tmp_path, content, "figures.csv", "--note", "Recounted")
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout == ("“figures.csv” holds nothing that is not on record already, so there is nothing to load.\n")
    assert figures.counts() == after
    assert figures.events()[-1] == ("figures:loaded", "load 2")


def test_the_command_line_says_what_it_lacks(figures: Office, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["import", "measures", str(tmp_path / "none.csv")], prog_name="tracker")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Cannot read {tmp_path / 'none.csv'}: no such file or directory.\n"
    unknown = tracker(tmp_path, as_csv(WIDE, ["CALLS", 5, 6]), "figures.csv", "--map", "Niche")
    assert unknown.exit_code == 2
    assert unknown.stderr.splitlines()[1] == "There is no column map “Niche”. Saved are: none."
    large = tracker(tmp_path, b"x" * (LARGEST_SHEET_FILE + 1), "figures.csv")
    assert (large.exit_code, large.stdout) == (2, "")
    assert large.stderr.startswith("“figures.csv” is larger than 5 MB")
    long = tracker(tmp_path, as_csv(WIDE, ["CALLS", 5, 6]), "figures.csv", "--note", "x" * 1001)
    assert long.exit_code == 2
    assert "1,000" in long.stderr
