"""The command line: it does what it says, or ends with 2 and one clear sentence, and nothing is written."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.judges import judge
from tests.offices import full_office
from tracker import dates, demo, schema, writing
from tracker.access import SYSTEM, Role
from tracker.accounts import rules_sign_in
from tracker.accounts.models import Person
from tracker.accounts.queries import person_by_email
from tracker.accounts.rules_sign_in import check_password
from tracker.cli import main
from tracker.config import project_file
from tracker.db import make_engine, make_sessions
from tracker.reports.rules import ReportDayInTheFuture
from tracker.seeds import load_seeds, read_folder, write_folder

WILTSHIRE = project_file("seeds", "wiltshire")


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder of the test's own; nothing of the machine's environment."""
    for name in ("DATABASE_URL", "SECRET_KEY", "BASE_URL", "TODAY", "DEMO_PASSWORD", "SMTP_URL", "MAIL_FROM"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("TRACKER_TODAY", "2024-09-18")
    # Hashes are slow on purpose; the unit tests check the real ones.
    monkeypatch.setattr(rules_sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def tracker(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="tracker")


def refused(*words: str | Path) -> str:
    """The sentence on stderr of a command that must end with 2 and print nothing else."""
    result = tracker(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr.strip()


@pytest.fixture(scope="session")
def wiltshire_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the demonstration's seed set, to be copied."""
    path = tmp_path_factory.mktemp("wiltshire") / "tracker.db"
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    with writing.transaction(make_sessions(engine)) as session:
        load_seeds(session, read_folder(WILTSHIRE), by=SYSTEM, on=date(2024, 9, 18))
    engine.dispose()
    return path


@pytest.fixture
def loaded(wiltshire_database: Path, tmp_path: Path) -> None:
    """The database of the data folder holds the demonstration's seed set."""
    (tmp_path / "instance").mkdir()
    shutil.copyfile(wiltshire_database, tmp_path / "instance" / "tracker.db")


@contextmanager
def records(folder: Path, name: str = "instance") -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{folder / name / 'tracker.db'}")
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


COMMANDS = (
    *((), ("demo",), ("serve",), ("upgrade",), ("verify",), ("seed",), ("export",), ("report",)),
    *(
        ("import",),
        ("import", "measures"),
        ("pack",),
        ("report", "highlight"),
        ("report", "dashboard"),
        ("report", "annual"),
    ),
    *(("user",), ("user", "add"), ("user", "link"), ("user", "disable"), ("user", "role")),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    result = tracker(*command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: {' '.join(('tracker', *command))}")


@pytest.mark.parametrize("name", ["backup", "restore", "remind"])
def test_what_does_not_exist_is_not_offered(name: str) -> None:
    assert refused(name).startswith(f"No such command '{name}'.")


def test_a_load_then_an_export_gives_no_diff(tmp_path: Path) -> None:
    assert tracker("seed", WILTSHIRE).stdout == f"Loaded {WILTSHIRE}.\n"
    assert tracker("export", tmp_path / "out").exit_code == 0
    assert content_of(tmp_path / "out") == content_of(WILTSHIRE)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_database_may_be_any(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", database_url)
    write_folder(tmp_path / "in", full_office())
    assert tracker("seed", tmp_path / "in").exit_code == 0
    assert tracker("export", tmp_path / "out").exit_code == 0
    assert content_of(tmp_path / "out") == content_of(tmp_path / "in")
    assert tracker("report", "highlight", "--quarter", "2022-23-Q1", "--out", tmp_path / "f.json").exit_code == 0
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b"2022-05-01,101,", "column percent: “101” is not a whole number from 0 to 100."),
        (b"2022-05-01,100,", "column status: Work at 100% is complete"),
    ],
    ids=["cell", "rule"],
)
def test_a_broken_seed_set_is_refused_and_not_even_a_database_is_made(tmp_path: Path, cell: bytes, said: str) -> None:
    write_folder(tmp_path / "in", full_office())
    path = tmp_path / "in" / "progress_updates.csv"
    path.write_bytes(path.read_bytes().replace(b"2022-05-01,10,", cell))
    first, second = refused("seed", tmp_path / "in").splitlines()
    assert first == "The seed set has 1 problem. Nothing was loaded."
    assert second.startswith(f"progress_updates.csv, row 2, {said}")
    assert not (tmp_path / "instance").exists()


@pytest.mark.usefixtures("loaded")
def test_a_seed_set_that_is_there_already_is_refused(tmp_path: Path) -> None:
    assert "plans.csv, row 2, column code: The database holds “PCP-2017-21” already." in refused("seed", WILTSHIRE)
    with records(tmp_path) as session:
        assert len(session.scalars(select(Person)).all()) == 8


def test_a_seed_set_that_is_nowhere_is_named(tmp_path: Path) -> None:
    assert refused("seed", tmp_path / "nowhere").startswith("There is no folder “")


@pytest.mark.usefixtures("loaded")
def test_an_export_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert "it is a file, not a folder" in refused("export", tmp_path / "taken")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["pdf", "html", "json"])
@pytest.mark.usefixtures("loaded")
def test_the_highlight_report_is_drawn_in_each_format(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "report"
    result = tracker("report", "highlight", "--quarter", "2024-25-Q2", "--out", out, "--format", kind)
    assert (result.exit_code, result.stdout) == (0, f"Wrote {out}.\n")
    content = out.read_bytes()
    assert content.startswith({"pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "json": b'{"acronyms":['}[kind])


@pytest.mark.usefixtures("loaded")
def test_the_name_of_the_file_says_the_format_where_nothing_else_does(tmp_path: Path) -> None:
    for name, start in (("a.json", b"{"), ("a.html", b"<!DOCTYPE"), ("a.pdf", b"%PDF-"), ("a.out", b"%PDF-")):
        assert tracker("report", "highlight", "--quarter", "2024-25-Q2", "--out", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.usefixtures("loaded")
def test_the_same_records_give_the_same_pdf(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        tracker("report", "highlight", "--quarter", "2024-25-Q2", "--out", tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def overdue(tmp_path: Path, *more: str) -> tuple[int, int]:
    """How many rows the report of July to September 2023 has, and how many of them are overdue."""
    out = tmp_path / "report.json"
    assert tracker("report", "highlight", "--quarter", "2023-24-Q2", "--out", out, *more).exit_code == 0
    rows = [row for priority in json.loads(out.read_bytes())["priorities"] for row in priority["deliverables"]]
    return len(rows), sum(row["overdue"] for row in rows)


@pytest.mark.usefixtures("loaded")
def test_four_of_thirteen_are_overdue_on_30_september_2023(tmp_path: Path) -> None:
    assert overdue(tmp_path, "--as-at", "2023-09-30") == (13, 4)


@pytest.mark.usefixtures("loaded")
def test_six_are_overdue_on_1_october_2023_which_today_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert overdue(tmp_path, "--as-at", "2023-10-01") == (13, 6)
    monkeypatch.setenv("TRACKER_TODAY", "2023-10-01")
    assert overdue(tmp_path) == (13, 6)


@pytest.mark.usefixtures("loaded")
def test_the_demonstration_drawn_as_at_the_machines_day_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_TODAY")
    monkeypatch.setattr(dates, "now", lambda: datetime(2025, 3, 4, 12, tzinfo=UTC))
    out = tmp_path / "report.json"
    words = ("report", "highlight", "--quarter", "2024-25-Q2", "--out", out)
    result = tracker(*words)
    assert (result.exit_code, result.stdout) == (0, f"Wrote {out}.\n")
    assert result.stderr == (
        "This is the demonstration, whose day is 18 September 2024; drawn as at 4 March 2025. "
        "Set TRACKER_TODAY=2024-09-18 to draw it as at its own day.\n"
    )
    assert json.loads(out.read_bytes())["as_at"] == "2025-03-04"
    assert tracker(*words, "--as-at", "2024-09-18").stderr == ""
    monkeypatch.setenv("TRACKER_TODAY", "2024-09-18")
    assert tracker(*words).stderr == ""


def test_an_office_of_its_own_is_drawn_without_a_word_on_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "in", full_office())
    tracker("seed", tmp_path / "in")
    monkeypatch.delenv("TRACKER_TODAY")
    result = tracker("report", "highlight", "--quarter", "2022-23-Q1", "--out", tmp_path / "report.json")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--quarter", "2024-Q2"),
            "There is no quarter “2024-Q2”. Write it like 2024-25-Q2, for July to September 2024.",
        ),
        (("--quarter", "2024-25-Q5"), "There is no quarter “2024-25-Q5”."),
        (("--quarter", ""), "There is no quarter “”."),
        (("--quarter", "2024-25-Q2", "--as-at", "18/9/2024"), "Enter a real date, written like 2024-09-30"),
        (("--quarter", "2024-25-Q2", "--as-at", "2024-02-30"), "Enter a real date, written like 2024-09-30"),
        (("--quarter", "2024-25-Q2", "--as-at", "20240918"), "Enter a real date, written like 2024-09-30"),
        (
            ("--quarter", "2024-25-Q2", "--as-at", "2024-09-19"),
            str(ReportDayInTheFuture(date(2024, 9, 19), today=date(2024, 9, 18))),
        ),
        (("--quarter", "2024-25-Q2", "--as-at", "2024-06-30"), "begins on 1 July 2024"),
        (("--quarter", "2024-25-Q2", "--format", "docx"), "'docx' is not one of 'pdf', 'html', 'json'"),
        (("--quarter", "2030-31-Q1"), "begins on 1 April 2030"),
        ((), "Missing option '--quarter'. See “tracker report highlight --help”."),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_a_report_that_cannot_be_drawn_is_refused_and_nothing_written(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    before = everything_in(tmp_path)
    sentence = refused("report", "highlight", *words, "--out", tmp_path / "report.pdf")
    assert said in sentence
    assert "\n" not in sentence
    assert everything_in(tmp_path) == before


@pytest.mark.usefixtures("loaded")
def test_a_report_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    before = everything_in(tmp_path)
    for out in (tmp_path / "nowhere" / "report.pdf", tmp_path / "folder"):
        sentence = refused("report", "highlight", "--quarter", "2024-25-Q2", "--out", out)
        assert sentence.startswith(f"Cannot write {out}: ")
    assert everything_in(tmp_path) == before


def test_without_a_database_a_command_says_so_and_makes_none(tmp_path: Path) -> None:
    for words in (
        ("export", tmp_path / "out"),
        ("report", "highlight", "--quarter", "2024-25-Q2", "--out", tmp_path / "report.pdf"),
        ("user", "role", "a@example.org", "lead"),
        ("verify",),
        ("serve",),
    ):
        assert refused(*words) == "The database has no tables yet. Run “tracker upgrade” first."
    assert everything_in(tmp_path) == set()


@pytest.mark.parametrize("words", [("upgrade",), ("seed", WILTSHIRE), ("demo", "--no-serve")])
def test_a_new_database_is_its_owners_alone_and_its_folder_as_it_was(
    tmp_path: Path, words: tuple[str | Path, ...]
) -> None:
    (tmp_path / "instance").mkdir(mode=0o750)
    assert tracker(*words).exit_code == 0
    engine = make_engine(f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}")
    with engine.begin() as connection:
        # SQLite makes the files of its log when it first writes to it.
        connection.execute(text("CREATE TABLE note (words TEXT)"))
        rights = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "instance").glob("tracker.db*")}
    engine.dispose()
    assert rights == dict.fromkeys(("tracker.db", "tracker.db-wal", "tracker.db-shm"), 0o600)
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o750


def test_a_database_that_was_there_keeps_the_rights_it_was_given(tmp_path: Path) -> None:
    tracker("upgrade")
    (tmp_path / "instance" / "tracker.db").chmod(0o640)
    assert tracker("seed", WILTSHIRE).exit_code == 0
    assert (tmp_path / "instance" / "tracker.db").stat().st_mode & 0o777 == 0o640


def test_upgrade_makes_the_tables_once(tmp_path: Path) -> None:
    assert tracker("upgrade").stdout == f"The database is at revision {schema.head()}.\n"
    assert tracker("upgrade").stdout == f"The database is at revision {schema.head()} already.\n"
    assert tracker("verify").exit_code == 0


@pytest.mark.usefixtures("loaded")
def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for words in (("upgrade",), ("seed", WILTSHIRE), ("verify",), ("demo", "--no-serve")):
        assert "newer version of this software" in refused(*words)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "tracker.db").write_text("not a database at all, " * 99, encoding="utf-8")
    sentence = refused("verify")
    assert sentence.startswith("The database sqlite:///")
    assert "file is not a database" in sentence


def test_a_database_that_does_not_answer_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/tracker")
    sentence = refused("verify")
    assert "cannot be used" in sentence
    assert "secret" not in sentence


NEEDS_A_DATABASE: tuple[tuple[str | Path, ...], ...] = (
    *(("upgrade",), ("verify",), ("serve",), ("seed", WILTSHIRE), ("export", "out")),
    ("report", "highlight", "--quarter", "2024-25-Q2", "--out", "report.pdf"),
    ("user", "add", "a@example.org", "--name", "A", "--role", "lead"),
    *(("user", "link", "a@example.org"), ("user", "disable", "a@example.org"), ("user", "role", "a@b.org", "lead")),
)


@pytest.mark.parametrize("words", NEEDS_A_DATABASE, ids=lambda words: " ".join(str(word) for word in words[:2]))
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("garbage", "TRACKER_DATABASE_URL: write an address like postgresql://"),
        ("mysql://x", "TRACKER_DATABASE_URL: write an address like postgresql://"),
        ("postgresql+psycopg2://x/y", "TRACKER_DATABASE_URL: write an address like postgresql://"),
        ("postgresql://host:port/tracker", "TRACKER_DATABASE_URL: write an address like postgresql://"),
        ("postgresql://127.0.0.1:1/tracker", "The database postgresql+psycopg://127.0.0.1:1/tracker cannot be used: "),
        ("postgresql://127.0.0.1:1/x?no=such", "cannot be used: "),
        ("sqlite:///nowhere/tracker.db", "The database sqlite:///nowhere/tracker.db cannot be used: "),
    ],
)
def test_a_bad_database_address_is_refused_in_one_sentence_by_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str | Path, ...], address: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DATABASE_URL", address)
    sentence = refused(*words)
    assert said in sentence
    assert "\n" not in sentence
    assert everything_in(tmp_path) == set()


@pytest.mark.parametrize("day", ["tomorrow", "18/9/2024", "2024-02-30", "20240918", "2024-9-18", "2024-09-18T10:00"])
def test_a_bad_day_of_today_is_refused_in_our_own_words(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("TRACKER_TODAY", day)
    assert refused("upgrade") == "TRACKER_TODAY: write a day like 2024-09-18"


@pytest.mark.usefixtures("loaded")
def test_verify_finds_a_changed_row_of_the_log(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}")
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_event_refuses_update"))
        connection.execute(text("UPDATE audit_event SET actor_name = 'Nobody'"))
    engine.dispose()
    result = tracker("verify")
    assert (result.exit_code, result.stderr) == (1, "The log is broken at row 1: it is not what was recorded.\n")


def test_a_person_is_added_with_a_link_that_sets_the_password(tmp_path: Path) -> None:
    tracker("upgrade")
    result = tracker("user", "add", "Ada@Example.org", "--name", "Ada", "--role", "administrator")
    assert result.exit_code == 0
    assert re.search(r"http://127\.0\.0\.1:5000/set-password/[\w-]{20,}\n$", result.stdout)
    with records(tmp_path) as session:
        person = person_by_email(session, "ada@example.org")
        assert person is not None
        assert (person.name, person.role, person.password_hash) == ("Ada", Role.ADMINISTRATOR, None)


@pytest.mark.usefixtures("loaded")
def test_people_change_role_and_are_disabled(tmp_path: Path) -> None:
    assert (
        tracker("user", "role", "analyst@example.org", "officer").stdout
        == "analyst@example.org is now: OPCC officer.\n"
    )
    assert tracker("user", "disable", "analyst@example.org", "--reason", "Left").exit_code == 0
    assert "/set-password/" in tracker("user", "link", "clerk@example.org").stdout
    with records(tmp_path) as session:
        person = person_by_email(session, "analyst@example.org")
        assert person is not None
        assert (person.role, person.is_active) == (Role.OFFICER, False)
    assert tracker("verify").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "nonsense", "--name", "A", "--role", "lead"), "Enter an email address in the correct format"),
        (("add", "lead@example.org", "--name", "A", "--role", "lead"), "already has an account"),
        (("add", "a@example.org", "--name", "A", "--role", "boss"), "'boss' is not one of"),
        (("add", "a@example.org", "--name", "A\u202eB", "--role", "lead"), "right-to-left"),
        (("add", "a@example.org", "--name", " ", "--role", "lead"), "Enter the person's name"),
        (("add", "a@example.org", "--name", "A" * 121, "--role", "lead"), "Shorten it to 120 characters"),
        (("role", "x@example.org", "lead"), "There is no person with the email address “x@example.org”."),
        (("disable", "x@example.org"), "There is no person with the email address “x@example.org”."),
        (("role", "admin@example.org", "lead"), "is the only administrator who can sign in"),
        (("disable", "admin@example.org"), "is the only administrator who can sign in"),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_a_change_of_people_that_cannot_be_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused("user", *words)
    with records(tmp_path) as session:
        people = session.scalars(select(Person)).all()
        assert len(people) == 8
        assert all(person.is_active for person in people)


def test_the_demonstration_is_set_up_and_can_be_signed_in_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_TODAY")
    result = tracker("demo", "--no-serve", "--data-dir", tmp_path / "demo")
    assert result.exit_code == 0, result.stderr
    found = re.search(r"Password: ([a-z]+(?:-[a-z]+){3}-[0-9]{2})\n", result.stdout)
    assert found
    assert "Creating the database" in result.stdout
    assert "18 September 2024" in result.stdout
    assert all(f"{name}@example.org" in result.stdout for name in demo.ACCOUNTS)
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {"tracker.db", "demo"}
    with records(tmp_path, "demo") as session:
        hashes = session.scalars(select(Person.password_hash)).all()
        assert len(hashes) == 8
        assert all(check_password(hashed, found[1]).matches for hashed in hashes)


@pytest.mark.pdf
def test_the_sample_pdfs_are_sound_and_of_their_own_days(tmp_path: Path) -> None:
    tracker("demo", "--no-serve")
    samples = sorted((tmp_path / "instance" / "demo").glob("*.pdf"))
    assert {sample.stem for sample in samples} >= {f"highlight-{key}" for key, _ in demo.REPORTS}
    for sample in samples:
        # A pack holds other people's papers too, so it makes no claim to be kept for ever.
        judge(sample.read_bytes(), "demonstration", archived=not sample.stem.startswith("pack"))
    out = tmp_path / "again.pdf"
    tracker("report", "dashboard", "--quarter", demo.DASHBOARD, "--as-at", demo.DAY.isoformat(), "--out", out)
    assert out.read_bytes() == (tmp_path / "instance" / "demo" / f"dashboard-{demo.DASHBOARD}.pdf").read_bytes()


def test_the_demonstration_keeps_its_records_and_draws_its_reports_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DEMO_PASSWORD", "a password of my own")
    tracker("demo", "--no-serve")
    tracker("user", "add", "new@example.org", "--name", "New", "--role", "officer")
    (tmp_path / "instance" / "demo" / "highlight-2023-24-Q2.pdf").unlink()
    result = tracker("demo", "--no-serve")
    assert "Keeping the database" in result.stdout
    assert "Password: a password of my own" in result.stdout
    assert (tmp_path / "instance" / "demo" / "highlight-2023-24-Q2.pdf").exists()
    with records(tmp_path) as session:
        person = person_by_email(session, "new@example.org")
        assert person is not None
        assert person.password_hash is None
    assert tracker("verify").exit_code == 0


def test_a_demonstration_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    tracker("demo", "--no-serve")
    engine = make_engine(f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}")
    schema.downgrade(engine, "0003")
    assert tracker("demo", "--no-serve").exit_code == 0
    assert schema.current(engine) == schema.head()
    engine.dispose()


def test_what_an_interruption_left_behind_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "tracker.db.new").write_text("half", encoding="utf-8")
    assert tracker("demo", "--no-serve").exit_code == 0
    assert {path.name for path in (tmp_path / "instance").iterdir()} == {"tracker.db", "demo"}


def test_the_demonstration_never_touches_an_offices_own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "in", full_office())
    tracker("seed", tmp_path / "in")
    engine = make_engine(f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}")
    schema.downgrade(engine, "0003")
    assert "holds an office's own records, not the demonstration" in refused("demo", "--no-serve")
    assert schema.current(engine) == "0003"
    schema.upgrade(engine)
    engine.dispose()
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}")
    assert tracker("demo", "--no-serve", "--data-dir", tmp_path / "demo").exit_code == 0
    with records(tmp_path) as session:
        assert len(session.scalars(select(Person)).all()) == 3


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert "it is a file, not a folder" in refused("demo", "--no-serve", "--data-dir", tmp_path / "taken")
    assert refused("demo", "--no-serve", "--data-dir", tmp_path / "taken" / "below").startswith("Cannot write ")


def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refused("demo", "--port", str(port))
    assert sentence.startswith(f"Cannot serve at 127.0.0.1:{port} (")
    assert "--port" in sentence
    assert everything_in(tmp_path) == set()


def test_a_second_demonstration_on_a_port_in_use_changes_no_password(tmp_path: Path) -> None:
    tracker("demo", "--no-serve")
    with records(tmp_path) as session:
        before = session.scalars(select(Person.password_hash).order_by(Person.id)).all()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused("demo", "--port", str(taken.getsockname()[1]))
    with records(tmp_path) as session:
        assert session.scalars(select(Person.password_hash).order_by(Person.id)).all() == before


def test_the_demonstration_is_served(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "demo", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            said = next(line for line in server.stdout if line.startswith("Open "))
            assert said == f"Open http://127.0.0.1:{port} and sign in. Stop with Ctrl+C.\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=60) as answer:
                assert b"Demonstration" in answer.read()
        finally:
            server.send_signal(signal.SIGINT)
    assert server.returncode == 0


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "'--port'" in refused("demo", "--port", "70000")
    assert everything_in(tmp_path) == set()


def test_the_day_of_the_demonstration_can_be_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_TODAY", "2023-10-01")
    assert "1 October 2023" in tracker("demo", "--no-serve").stdout
    assert overdue(tmp_path) == (13, 6)


def test_the_demonstrations_last_report_is_of_its_own_day() -> None:
    assert demo.REPORTS[-1] == ("2024-25-Q2", demo.DAY)
    assert demo.REPORTS[0] == ("2023-24-Q2", date(2023, 9, 30))
