"""The risk register: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tracker.dates import long_date
from tracker.documents.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    ListItem,
    Page,
    Paragraph,
    ParagraphKind,
    Row,
    Run,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.document import Document
from tracker.reports.layout_matrix import band_of, bands_table, scale_words
from tracker.reports.layout_register_rows import register_table
from tracker.reports.layout_words import body, labelled, number, series, small, strong
from tracker.reports.rules import INTERNAL_MARK
from tracker.reports.snapshots_register import RegisterSnapshot
from tracker.risks.rules import HIGHEST, LOWEST, Band, RiskKind

TITLE = "Risk register"
NOTHING_OPEN = "No risk or issue is open. New ones are raised on the page “Risks and issues”."

_SCALE = range(LOWEST, HIGHEST + 1)


def register_document(snapshot: RegisterSnapshot) -> Document:
    """The register on A4 landscape, marked on every page as the office's own."""
    when = f"As at {long_date(snapshot.as_at)}"
    notices = (snapshot.office.notice, INTERNAL_MARK)
    return Document(
        title=f"{TITLE}, {long_date(snapshot.as_at)}",
        author=snapshot.office.name,
        subject=f"Open risks and issues of {snapshot.office.name}, as at {long_date(snapshot.as_at)}",
        running_head=f"{TITLE} · {when}",
        title_page=TitlePage(title=TITLE, subtitle=when, blocks=tuple(_title_blocks(snapshot))),
        blocks=(_heat_section(snapshot), *_register_section(snapshot)),
        notices=tuple(notice for notice in notices if notice),
        page=Page.A4_LANDSCAPE,
    )


def _title_blocks(snapshot: RegisterSnapshot) -> Iterator[Block]:
    yield Paragraph(plain(snapshot.office.name), ParagraphKind.LEAD)
    yield labelled("Open", _open_words(snapshot))
    if snapshot.not_open:
        yield labelled("Not listed", f"{snapshot.not_open:,} closed, resolved or become an issue")
    yield strong(INTERNAL_MARK)
    yield small(f"Hash of the content (SHA-256): {snapshot.content_hash}")


def _open_words(snapshot: RegisterSnapshot) -> str:
    """ "12 risks and 1 issue"; "none"."""
    counts = Counter(row.kind for row in snapshot.rows)
    kinds = ((RiskKind.RISK, "risk"), (RiskKind.ISSUE, "issue"))
    return series([number(counts[kind], word) for kind, word in kinds if counts[kind]]) or "none"


def _heat_section(snapshot: RegisterSnapshot) -> Section:
    return Section(
        anchor="heat-map",
        heading=Heading(2, plain("Open risks by likelihood and impact")),
        blocks=tuple(_heat_blocks(snapshot)),
        new_page=True,
    )


def _heat_blocks(snapshot: RegisterSnapshot) -> Iterator[Block]:
    yield body(_bands_words(snapshot))
    yield _heat_map(snapshot)
    notes = (
        f"Score: likelihood times impact, from 1 to 25. {scale_words(snapshot.matrix)}",
        f"Bands of the map are those of version {snapshot.matrix.number} of the matrix, the newest. In the register "
        "each score keeps the band of the version it was given on.",
        f"Directions compare the score with the one in force on {long_date(snapshot.compared_with)}, the end of the "
        "quarter before. Up is worse.",
    )
    bands = bands_table(snapshot.matrix, "What each band means")
    listed = BulletList(tuple(ListItem(plain(note)) for note in notes))
    yield Columns(((bands,), (listed,)), (2, 3))


def _bands_words(snapshot: RegisterSnapshot) -> str:
    """Open risks by band, and how many have no score."""
    risks = [row for row in snapshot.rows if row.kind is RiskKind.RISK]
    if not risks:
        return "No risk is open."
    counts = Counter(row.band for row in risks)
    said = [f"{counts[band]} {band.label.lower()}" for band in reversed(Band) if counts[band]]
    said += [f"{counts[None]} not yet scored"] if counts[None] else []
    return f"{number(len(risks), 'open risk')}: {series(said)}."


def _heat_map(snapshot: RegisterSnapshot) -> DataTable:
    """The highest likelihood at the top; each cell says how many risks have its score, and its band."""
    placed = Counter(
        (row.current.likelihood, row.current.impact)
        for row in snapshot.rows
        if row.current is not None and row.kind is RiskKind.RISK
    )
    matrix = snapshot.matrix

    def cell(likelihood: int, impact: int) -> Cell:
        band = band_of(matrix, likelihood * impact)
        count = placed[likelihood, impact]
        said = strong(number(count, "risk")) if count else small("No risk")
        return Cell((said, band.shown))

    return DataTable(
        caption="How many open risks have each score",
        columns=(
            Column("Likelihood", 20),
            *(Column(f"Impact {impact}: {matrix.impacts[impact - 1]}", 16, Align.START) for impact in _SCALE),
        ),
        rows=tuple(
            Row(
                (
                    Cell((Paragraph((Run(f"{likelihood}: {matrix.likelihoods[likelihood - 1]}"),)),)),
                    *(cell(likelihood, impact) for impact in _SCALE),
                )
            )
            for likelihood in reversed(_SCALE)
        ),
    )


def _register_section(snapshot: RegisterSnapshot) -> Iterator[Section]:
    said: tuple[Block, ...] = (Paragraph(plain(NOTHING_OPEN), ParagraphKind.LEAD),)
    if snapshot.rows:
        said = (register_table(snapshot.rows, f"Open on {long_date(snapshot.as_at)}: {_open_words(snapshot)}"),)
    yield Section(
        anchor="register",
        heading=Heading(2, plain("Register")),
        blocks=said,
        new_page=True,
    )
