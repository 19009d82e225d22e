"""The demonstration: one office with the published figures of Wiltshire, on a day in September 2024."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.orm import Session

from tracker import dates, schema, writing
from tracker.access import SYSTEM, Role
from tracker.accounts import queries
from tracker.accounts.commands import set_password
from tracker.accounts.models import OfficeSetting, Person
from tracker.accounts.rules import OfficeKey
from tracker.certificates import read_certificate
from tracker.config import Settings, load_settings, project_file
from tracker.dates import FinancialYear, Quarter
from tracker.db import make_sessions
from tracker.demo_pack import MEETING, publish_pack, published_pack
from tracker.documents import pdf
from tracker.documents.document import Document
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.errors import DomainError
from tracker.files.queries import content_of
from tracker.output import make_folder, write_whole
from tracker.reports.commands_review import OverrideProblem, override_problem
from tracker.reports.commands_sign import Sign, sign
from tracker.reports.commands_signoff import DatedAct, Publishing, Seen, Submit, publish, record_sent, submit
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_annual import gather_annual
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.queries_annual_pictures import picture_bytes
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_signoff import standing
from tracker.reports.rules import dashboard_name, report_name
from tracker.reports.rules_annual import annual_name
from tracker.reports.rules_checks import standing_blocks
from tracker.reports.rules_life import ReportKind
from tracker.seeds import load_seeds, read_folder

DAY: Final = date(2024, 9, 18)
"""The day of the demonstration, unless TRACKER_TODAY says another."""

PUBLISHED: Final = ("2023-24-Q2", date(2023, 9, 30))
"""The quarter whose highlight report is signed off, sent and published, and the day it is as at."""

SIGNED: Final = ("2024-25-Q2", DAY)
"""The quarter whose highlight report is signed off for the agenda pack, and the day it is as at."""

REPORTS: Final = (PUBLISHED, SIGNED)

NOT_PUBLISHED: Final = "Not in the published report."
"""Why the demonstration's report may be signed with what is wrong with it."""

DASHBOARD: Final = "2019-20-Q3"
"""The quarter whose dashboard report is drawn, as at the day of the demonstration: the last with published months."""

ANNUAL: Final = "2023-24"
"""The financial year whose annual report is drawn, as at the day of the demonstration."""

ACCOUNTS: Final = ("officer", "lead", "analyst", "chief.executive", "commissioner", "clerk", "member", "admin")

_WORDS: Final = (
    "acorn", "amber", "apple", "arrow", "barley", "beacon", "birch", "bramble", "bridge", "candle", "canvas", "cedar",
    "chalk", "cherry", "clover", "copper", "coral", "cotton", "cricket", "daisy", "ember", "falcon", "feather",
    "fern", "flint", "forest", "garden", "ginger", "granite", "harbour", "harvest", "hazel", "heather", "ivory",
    "juniper", "kettle", "lantern", "laurel", "linen", "maple", "marble", "meadow", "mint", "nutmeg", "orchard",
    "otter", "pebble", "pepper", "pilot", "plum", "quartz", "quill", "river", "robin", "saddle", "silver", "sparrow",
    "spruce", "thistle", "timber", "velvet", "willow", "winter", "yarrow",
)  # fmt: skip

Say = Callable[[str], None]
"""Tells the person who waits; a text that ends with a blank goes on in the same line."""


class NotTheDemonstration(DomainError):
    """The folder's database is somebody's own."""

    def __init__(self, database: Path) -> None:
        self.database = database
        super().__init__(
            f"{database} holds an office's own records, not the demonstration. Name another folder with --data-dir."
        )


def demo_settings(data_dir: Path | None, port: int) -> Settings:
    """The settings of the demonstration: always the SQLite file of its folder, never another database."""
    chosen = load_settings(database_url="", **({"data_dir": data_dir} if data_dir else {}))
    changes: dict[str, object] = {"today": chosen.today or DAY}
    if "base_url" not in chosen.model_fields_set:
        changes["base_url"] = f"http://127.0.0.1:{port}"
    return chosen.model_copy(update=changes)


@dataclass(frozen=True, slots=True)
class Prepared:
    """`accounts` are (email address, role); all have the same password."""

    accounts: tuple[tuple[str, str], ...]
    password: str


def prepare(settings: Settings, say: Say) -> Prepared:
    """Makes the database where there is none, sets the accounts' password, and draws the sample reports.

    Raises CannotWrite, UnusableDatabase, NewerSchema, NotTheDemonstration, or SigningRefused for a certificate that
    is set up and cannot be used.
    """
    dates.fix_today(settings.today)
    database = make_folder(settings.data_dir) / "tracker.db"
    is_new = not (database.exists() and database.stat().st_size)
    if is_new:
        _create(database, read_certificate(settings), say)
    password = settings.demo_password or _memorable()
    with _opened(database) as engine:
        with engine.connect() as connection:
            if not is_the_demonstration(connection):
                raise NotTheDemonstration(database)
        schema.upgrade(engine)
        if not is_new:
            say(f"Keeping the database {database}. Remove it to start afresh.\n")
        sessions = make_sessions(engine)
        with writing.transaction(sessions) as session:
            people = _people(session)
            for person in people:
                set_password(session, person, password, by=SYSTEM)
        with sessions() as session:
            _draw_samples(session, make_folder(settings.data_dir / "demo"), say)
    return Prepared(tuple((person.email, person.role.label) for person in people), password)


def _draw_samples(session: Session, folder: Path, say: Say) -> None:
    """The signed report as it was signed, where this database has it; the others as the records stand."""
    for key, as_at in REPORTS:
        quarter = Quarter.parse(key)
        path = folder / f"{report_name(quarter)}.pdf"
        found = standing(session, ReportKind.HIGHLIGHT, quarter)
        signature = found.signature if found is not None else None
        if signature is not None:
            _write(content_of(session, signature.signed_pdf_id or signature.pdf_id), path, say)
        else:
            _draw(highlight_document(gather_highlight(session, quarter, as_at)), path, say)
    if (pack := published_pack(session, dates.today())) is not None:
        _write(pack, folder / f"pack-{MEETING}.pdf", say)
    year = FinancialYear.parse(ANNUAL)
    annual = gather_annual(session, year, DAY)
    _draw(annual_document(annual, pictures=picture_bytes(session, annual)), folder / f"{annual_name(year)}.pdf", say)
    quarter = Quarter.parse(DASHBOARD)
    document = dashboard_document(gather_dashboard(session, quarter, DAY))
    _draw(document, folder / f"{dashboard_name(quarter)}.pdf", say)


def _sign(session: Session, report: tuple[str, date], certificate: Certificate | None) -> None:
    """Submitted by the lead and signed off by the Chief Executive, who gives a reason for all that is wrong with it."""
    kind, (key, as_at), on = ReportKind.HIGHLIGHT, report, dates.today()
    quarter = Quarter.parse(key)
    lead, chief = (queries.actor_of(_account(session, name)) for name in ("lead", "chief.executive"))
    content = gather_highlight(session, quarter, as_at)
    wanted = Submit(Seen.of(None), as_at, content.content_hash)
    found = submit(session, kind, quarter, wanted, by=lead, on=on)
    for problem in standing_blocks(problems_of(session, kind, quarter, content), {}):
        why = OverrideProblem(found.number, problem, NOT_PUBLISHED)
        override_problem(session, kind, quarter, why, by=chief)
    signing = Sign(
        seen=Seen.of(found),
        content_hash=content.content_hash,
        title=Role.CHIEF_EXECUTIVE.label,
        acting_for=None,
        certificate=certificate,
    )
    sign(session, kind, quarter, signing, by=chief, at=dates.moment())


def _publish(session: Session) -> None:
    """The report that the Panel had a year ago."""
    kind, quarter, on = ReportKind.HIGHLIGHT, Quarter.parse(PUBLISHED[0]), dates.today()
    chief = queries.actor_of(_account(session, "chief.executive"))
    seen = Seen.of(standing(session, kind, quarter))
    found = record_sent(session, kind, quarter, DatedAct(seen, on), by=chief, on=on)
    publish(session, kind, quarter, Publishing(Seen.of(found), on, (), lapsed=False), by=chief, on=on)


def _account(session: Session, name: str) -> Person:
    found = queries.person_by_email(session, f"{name}@example.org")
    if found is None:
        raise AssertionError(f"The demonstration has no {name}")
    return found


def _create(database: Path, certificate: Certificate | None, say: Say) -> None:
    """Under another name until it is whole: what an interruption leaves behind is never taken for a database."""
    half = database.with_name(f"{database.name}.new")
    for left in database.parent.glob(f"{half.name}*"):
        left.unlink()
    seeds = read_folder(project_file("seeds", "wiltshire"))
    with _opened(half) as engine:
        say(f"Creating the database {database} … ")
        schema.upgrade(engine)
        say("done\nLoading plans, deliverables and people … ")
        with writing.transaction(make_sessions(engine)) as session:
            load_seeds(session, seeds, by=SYSTEM, on=dates.today())
        if dates.today() >= PUBLISHED[1]:
            say("done\nSigning a report … ")
            with writing.transaction(make_sessions(engine)) as session:
                _sign(session, PUBLISHED, certificate)
                _publish(session)
        if dates.today() >= SIGNED[1]:
            say("done\nPublishing an agenda pack … ")
            with writing.transaction(make_sessions(engine)) as session:
                _sign(session, SIGNED, certificate)
                clerk = queries.actor_of(_account(session, "clerk"))
                publish_pack(session, by=clerk, on=dates.today())
    half.replace(database)
    say("done\n")


@contextmanager
def _opened(database: Path) -> Iterator[Engine]:
    engine = schema.open_database(f"sqlite:///{database.resolve()}")
    try:
        yield engine
    finally:
        # Closing the last connection folds SQLite's log into the file, which may then be renamed.
        engine.dispose()


def is_the_demonstration(connection: Connection) -> bool:
    """Whether the office's notice says so; also of tables that are not up to date, or not there."""
    if not inspect(connection).has_table(OfficeSetting.__tablename__):
        return False
    notice = select(OfficeSetting.value).where(OfficeSetting.key == OfficeKey.NOTICE.value).order_by(OfficeSetting.id)
    return any(said.startswith("Demonstration") for said in connection.scalars(notice))


def _people(session: Session) -> list[Person]:
    found = (queries.person_by_email(session, f"{name}@example.org") for name in ACCOUNTS)
    return [person for person in found if person is not None]


def _draw(document: Document, path: Path, say: Say) -> None:
    _write(pdf.render(document), path, say)


def _write(content: bytes, path: Path, say: Say) -> None:
    say(f"Writing {path} … ")
    write_whole(path, content)
    say("done\n")


def _memorable() -> str:
    """Four words and a number: 30 bits, for accounts that only this machine can reach."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(4)), str(secrets.randbelow(90) + 10)])
