"""Reports to try the writers on: one like a real highlight report, and arbitrary ones."""

from __future__ import annotations

from hypothesis import strategies as st

from tracker.documents.blocks import (
    Align,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Row,
    Run,
    Section,
    Shape,
    Sparkline,
    Status,
    TitlePage,
    Tone,
    plain,
)

ACCENTS = ("#12436d", "#00703c", "#8a2c6b", "#a8430b")


def highlight_report() -> Document:
    """Four priorities as a highlight report prints them, the last with nothing in it."""
    priorities = tuple(_priority(number, accent, empty=number == 4) for number, accent in enumerate(ACCENTS, 1))
    under_title = (
        Paragraph((Run("As at "), Run("18 September 2024", bold=True), Run(".")), ParagraphKind.LEAD),
        Paragraph((Run("Read the "), Run("plan", href="https://plan.example/a?b=1&c=2"), Run("."))),
    )
    return Document(
        title="Highlight report: July to September 2024",
        author="Office of the Police and Crime Commissioner",
        subject="Progress of the Police and Crime Plan",
        running_head="Highlight report, 2024-25 quarter 2",
        title_page=TitlePage(
            "Highlight report: July to September 2024", "Police and Crime Plan 2022 to 2025", under_title
        ),
        blocks=(
            *priorities,
            PageBreak(),
            Heading(2, plain("How to read this report")),
            Paragraph(plain("Key & notes.")),
        ),
        notices=("Draft – not signed off", "Demonstration – not issued by any office"),
    )


def _priority(number: int, accent: str, *, empty: bool) -> Section:
    nothing = Paragraph(plain("None recorded this quarter."), ParagraphKind.EMPTY)
    outcomes = BulletList(
        (
            ListItem(
                plain("Two mobile police stations are out across the area."), BulletList((ListItem(plain("Tidworth")),))
            ),
            ListItem((Run("Speed enforcement", bold=True), Run(": 3,972 courses and 53 court cases."))),
        )
    )
    focus = BulletList((ListItem(plain("Publish the diary.")), ListItem(plain("Launch the toolkit."))), numbered=True)
    halves = (
        (_titled("Outcomes achieved this quarter", nothing if empty else outcomes)),
        (_titled("PCC focus", focus)),
    )
    return Section(
        f"priority-{number}",
        Heading(2, plain(f"Priority {number}: A police service that meets the needs of its community")),
        (Columns(halves, (2, 1)), nothing if empty else _deliverables(), *_titled("Risks and issues", nothing)),
        new_page=True,
        accent=accent,
    )


def _titled(title: str, block: Paragraph | BulletList) -> tuple[Heading, Paragraph | BulletList]:
    return Heading(3, plain(title)), block


def _deliverables() -> DataTable:
    columns = (Column("Action", 40), Column("Date due", 20), Column("Progress", 25, Align.END), Column("Status", 15))
    return DataTable(
        "Deliverables progress",
        columns,
        (
            _row("Refit Melksham custody", "May 2023", 40, Status("Overdue, 123 days late", Shape.TRIANGLE, Tone.BAD)),
            _row("Launch the toolkit", "March 2025", 100, Status("Complete", Shape.TICK, Tone.DONE)),
        ),
    )


def _row(action: str, due: str, percent: int, status: Status) -> Row:
    bar = ProgressBar(percent, f"{percent}% complete, 20% last quarter", status.tone, marker=20)
    before = Paragraph(plain("20% last quarter"), ParagraphKind.SMALL)
    line = Sparkline((1, 3, None, 2, 5), "Rising over five quarters")
    return Row((_cell(action), _cell(due), Cell((bar, before)), Cell((status, line))))


def _cell(text: str) -> Cell:
    return Cell((Paragraph(plain(text)),))


texts = st.one_of(
    st.text(st.characters(exclude_categories=["C"]), max_size=20),
    st.sampled_from(
        ["<script>alert(1)</script>", "&amp;", "\"'`", "</style>", "<!--", "]]>", "{{ x }}", "%s {0}", "a & b < c"]
    ),
)
addresses = st.sampled_from(["https://a.example/?x=1&y='2'", "http://b.example", "mailto:c@d.example"])
all_runs = st.lists(st.builds(Run, texts, st.booleans(), st.none() | addresses), max_size=3).map(tuple)
paragraphs = st.builds(Paragraph, all_runs, st.sampled_from(ParagraphKind))
bullets: st.SearchStrategy[BulletList] = st.recursive(
    st.builds(BulletList, st.lists(st.builds(ListItem, all_runs), max_size=3).map(tuple), st.booleans()),
    lambda inner: st.builds(
        BulletList, st.lists(st.builds(ListItem, all_runs, st.none() | inner), max_size=2).map(tuple), st.booleans()
    ),
    max_leaves=3,
)
bars = st.builds(ProgressBar, st.integers(0, 100), texts, st.sampled_from(Tone), marker=st.none() | st.integers(0, 100))
statuses = st.builds(Status, texts, st.sampled_from(Shape), st.sampled_from(Tone))
sparklines = st.builds(
    Sparkline, st.lists(st.none() | st.floats(-1e6, 1e6), max_size=6).map(tuple), texts, st.sampled_from(Tone)
)
cells = st.builds(Cell, st.lists(st.one_of(paragraphs, bars, statuses, sparklines, bullets), max_size=2).map(tuple))


@st.composite
def tables(draw: st.DrawFn) -> DataTable:
    columns = st.builds(Column, texts, st.floats(0.1, 100), st.sampled_from(Align))
    header = draw(st.lists(columns, min_size=1, max_size=4).map(tuple))
    row = st.builds(Row, st.lists(cells, min_size=len(header), max_size=len(header)).map(tuple))
    return DataTable(draw(texts), header, draw(st.lists(row, max_size=3).map(tuple)))


headings = st.builds(Heading, st.integers(2, 4), all_runs)
simple_blocks = st.one_of(paragraphs, bullets, bars, statuses, sparklines, tables(), headings, st.just(PageBreak()))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of arbitrary blocks with two columns and sections inside sections."""
    some = st.lists(simple_blocks, max_size=3).map(tuple)
    inner = Section("inner", Heading(3, draw(all_runs)), draw(some))
    columns = Columns((draw(some), draw(some)), (1, draw(st.floats(0.1, 9))))
    outer = Section("outer", Heading(2, draw(all_runs)), (*draw(some), inner, columns), True, "#12436d")
    title = TitlePage(draw(texts), draw(texts), draw(some))
    notices = draw(st.lists(texts, max_size=2).map(tuple))
    return Document(draw(texts), draw(texts), draw(texts), draw(texts), title, (*draw(some), outer), notices)
