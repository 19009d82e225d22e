"""The register as a file: downloaded, changed, looked at and put in force; and files that will not do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from tests.web_client import Page, path_of, words
from tests.web_fixtures import Office
from tracker.information.queries import state_of_register

SEND = "/information/file"
Rows = list[list[str]]


def downloaded(office: Office, who: str = "administrator") -> Rows:
    answer = office.as_(who).http.get("/information.csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="specified-information-2024-09-18.csv"'
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def as_bytes(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return ("\ufeff" + text.getvalue()).encode()


def sent(office: Office, content: bytes, name: str = "register.csv", *, status: int = 302) -> Page:
    chief = office.as_("administrator")
    return chief.post(SEND, chief.get(SEND).form() | {"file": (io.BytesIO(content), name)}, status=status)


def checked(office: Office, rows: Rows) -> tuple[str, Page]:
    path = path_of(sent(office, as_bytes(rows)))
    return path, office.as_("administrator").get(path)


def changed(rows: Rows, code: str, column: str, value: str) -> Rows:
    place = rows[0].index(column)
    return [[*row[:place], value, *row[place + 1 :]] if row[0] == code else row for row in rows]


def said(page: Page, key: str) -> str:
    (found,) = (row for row in page.soup.select("main dl > div") if words(row.dt) == key)
    return words(found.dd)


def problems(page: Page) -> list[str]:
    return [words(row) for row in page.soup.select("table:has(#problems-caption) tbody tr")]


def test_the_file_has_every_line_and_sent_back_changes_nothing(informed: Office) -> None:
    rows = downloaded(informed, "officer")
    assert [row[0] for row in rows[1:]] == ["3-g", "1-e", "5-d", "3-a", "9"]
    assert rows[-1][-1] == "The law was changed."
    _, page = checked(informed, rows)
    assert said(page, "As they are") == "5"
    assert "there is nothing to change" in page.main
    assert not page.soup.select("main form")


def test_a_changed_file_is_looked_at_and_then_changes_the_register(informed: Office) -> None:
    rows = changed(changed(downloaded(informed), "3-g", "days", "60"), "5-d", "withdrawn", "Repealed.")
    rows = changed(changed(rows, "9", "withdrawn", ""), "3-g", "owner", "=Finance – “CFO”")
    new = [*rows[1]]
    new[0], new[2] = "3-f", "Grants"
    rows = [rows[0], rows[2], rows[1], *rows[3:], new]
    before = informed.counts()
    path, page = checked(informed, rows)
    assert said(page, "New lines") == "1"
    assert said(page, "Changed lines") == "3"
    assert said(page, "As they are") == "2"
    assert said(page, "Order of the lines") == "That of the file"
    happens = {words(row.th): words(row.select("td")[0]) for row in page.soup.select("table tbody tr")}
    assert happens == {"3-g": "Changed", "5-d": "Withdrawn", "9": "Brought back", "3-f": "New"}
    assert informed.counts()["information_line"] == before["information_line"]
    done = informed.as_("administrator").submit(path, follow=True, status=200)
    assert "The register is changed by register.csv: 4 lines." in done.main
    listed = [words(row.td) for row in done.soup.select("main tbody tr")]
    assert listed == ["1-e", "3-g", "3-a", "9", "3-f"]
    assert "=Finance – “CFO”" in done.main
    assert "Grants" in informed.visitor().get("/published/information").main
    assert "changed the register by a file" in informed.as_("administrator").get("/log").main
    again = informed.as_("administrator").get(path, status=409)
    assert "has changed the register already" in again.main
    assert "try again" not in again.main
    assert again.soup.select(f"main a[href='{SEND}']")
    kept = changed(changed(rows, "3-g", "owner", "'=Finance – “CFO”"), "3-f", "owner", "'=Finance – “CFO”")
    seal = kept[0].index("downloaded_as")
    plain = [[*row[:seal], *row[seal + 1 :]] for row in kept]
    assert [[*row[:seal], *row[seal + 1 :]] for row in downloaded(informed)] == plain, "no program runs it as a formula"


def test_lines_that_the_file_leaves_out_stay_as_they_are(informed: Office) -> None:
    rows = downloaded(informed)
    path, page = checked(informed, [rows[0], [*rows[1][:2], "Spending", *rows[1][3:]]])
    assert said(page, "Not in the file") == "1-e, 5-d, 3-a, 9: they stay as they are"
    informed.as_("administrator").submit(path)
    assert len(downloaded(informed)) == len(rows)


def test_an_old_file_is_told_which_lines_were_changed_after_it_was_downloaded(informed: Office) -> None:
    rows = changed(downloaded(informed), "5-d", "owner", "Clerk")
    chief = informed.as_("chief_executive")
    chief.submit("/information/1-e/change", title="Theirs")
    chief.submit("/information/3-g/publish", note="Which changes no line")
    _, page = checked(informed, changed(rows, "3-g", "owner", "Mine"))
    assert "Changed after the file was downloaded: 1-e. The file does not know of these changes" in page.main
    happens = {words(row.th): words(row.select("td")[0]) for row in page.soup.select("table tbody tr")}
    assert happens == {"3-g": "Changed", "1-e": "Changed Changed after the download", "5-d": "Changed"}
    _, page = checked(informed, changed(downloaded(informed), "5-d", "owner", "Clerk"))
    assert "after the file was downloaded" not in page.main
    _, page = checked(
        informed, changed(changed(rows, "5-d", "downloaded_as", ""), "1-e", "what_is_published", "Theirs")
    )
    assert "so nobody can tell whether a line was changed after the file was made" in page.main


def test_a_file_looked_at_before_somebody_elses_change_is_refused(informed: Office) -> None:
    path, page = checked(informed, changed(downloaded(informed), "3-g", "days", "60"))
    informed.as_("chief_executive").submit("/information/1-e/change", title="Theirs")
    before = informed.counts()
    refused = informed.as_("administrator").post(path, page.form(), status=409)
    assert "The register was changed by somebody else" in refused.main
    assert "The page now shows what the file would do to the register as it stands." in refused.main
    assert "Your answers" not in refused.main, "nothing was typed"
    assert "What changed while" not in refused.main
    assert informed.counts() == before
    informed.as_("administrator").post(path, refused.form())


WRONG: list[tuple[Callable[[Rows], Rows], list[str]]] = [
    (
        lambda rows: changed(rows, "3-g", "how_often", "weekly"),
        [
            "Row 2 how_often “weekly” Write one of: month (Every month), quarter (Every quarter), year (Every "
            "financial year), standing (Kept up to date), event (Each time it happens)."
        ],
    ),
    (
        lambda rows: changed(rows, "3-g", "days", "soon"),
        ["Row 2 days “soon” Enter a whole number of days from 0 to 1,100"],
    ),
    (
        lambda rows: changed(rows, "3-g", "days", ""),
        ["Row 2 days Enter in how many days it is due: what is published every month has a last day"],
    ),
    (
        lambda rows: changed(rows, "1-e", "counts_from", "30/02/2024"),
        ["Row 3 counts_from “30/02/2024” This is not a day. Write it like 2024-04-01 or 01/04/2024."],
    ),
    (
        lambda rows: changed(changed(rows, "1-e", "address", "www"), "5-d", "what_is_published", ""),
        [
            "Row 3 address “www” Enter the whole address of the page, starting with https:// or http://",
            "Row 4 what_is_published This cell is empty and must not be.",
        ],
    ),
    (
        lambda rows: changed(rows, "1-e", "code", "3-G"),
        ["Row 3 code “3-G” This code stands in row 2 already. Each line has its own."],
    ),
    (
        lambda rows: [["mine", *rows[0][1:]], *rows[1:]],
        [
            "Row 1 “mine” There is no column of this name. Download the register to see which columns it has.",
            "The file Columns are missing: code. Download the register to see which columns it has.",
        ],
    ),
    (lambda rows: [[*rows[0], "note"], *rows[1:]], ["Row 1 “note” Two columns have this name. Take one away."]),
]


@pytest.mark.parametrize(("spoil", "told"), WRONG)
def test_every_problem_of_a_file_is_named_and_nothing_changes(
    informed: Office, spoil: Callable[[Rows], Rows], told: list[str]
) -> None:
    before = informed.counts()["information_line"]
    path, page = checked(informed, spoil(downloaded(informed)))
    assert problems(page) == told
    assert not page.soup.select("main form"), "there is nothing to send"
    administrator = informed.as_("administrator")
    with informed.sessions() as session:
        form = administrator.get("/information/new").form() | {"version": str(state_of_register(session) + 1)}
    assert "so nothing was changed" in administrator.post(path, form, status=422).main
    assert informed.counts()["information_line"] == before


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "register.csv", "“register.csv” is empty. Choose a file that holds something."),
        (b"code\n", "register.txt", "“register.txt” is not a CSV file."),
        (b"\x00\x01", "register.csv", "“register.csv” is not a CSV file, although its name says so."),
        (b'code,"heading\n', "register.csv", "a quotation mark is not closed"),
        (b"\n\n,,\n", "register.csv", "No cell of “register.csv” is filled in."),
    ],
)
def test_what_is_no_table_is_refused_before_it_is_kept(informed: Office, content: bytes, name: str, told: str) -> None:
    before = informed.counts()
    (error,) = sent(informed, content, name, status=422).errors
    assert told in error
    assert informed.counts() == before


def test_a_file_larger_than_a_register_is_refused_as_such(informed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.exchange.forms_information.LARGEST_SHEET_FILE", 100)
    (error,) = sent(informed, as_bytes(downloaded(informed)), status=422).errors
    assert "so it holds more than the register. Keep only the rows of the register in it" in error


def test_a_file_must_be_chosen(informed: Office) -> None:
    assert informed.refused("administrator", SEND).errors == ["Choose a file"]


def test_taking_the_register_away_is_logged(informed: Office) -> None:
    downloaded(informed, "analyst")
    assert "downloaded the register of Specified Information" in informed.as_("administrator").get("/log").main


def test_a_whole_register_comes_from_a_file(office: Office, informed: Office) -> None:
    rows = downloaded(informed)
    assert len(rows) == 6
    head = as_bytes(rows[:1])
    page = office.as_("administrator").get(path_of(sent(office, head)))
    assert "there is nothing to change" in page.main
