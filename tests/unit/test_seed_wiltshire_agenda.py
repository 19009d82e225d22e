"""The demonstration's agenda of 26 September 2024, against the published facts, and what agendas in seeds must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.offices import full_office
from tests.unit.test_seed_wiltshire import facts
from tracker.config import project_file
from tracker.packs.rules_agenda import Part
from tracker.seeds import BrokenSeeds, read_folder
from tracker.seeds.check import check_seeds
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_agenda import AgendaItemRow, AgendaRow, AgendaWordingRow, TemplateLineRow
from tracker.seeds.tables_row import SeedRow

THERE = date(2024, 9, 26)


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(project_file("seeds", "wiltshire"))


def test_the_agenda_is_the_published_one(seeds: SeedSet) -> None:
    assert [(row.meeting_day, row.meeting_number) for row in seeds.of(AgendaRow)] == [(THERE, 1)]
    published = [row for row in facts("agenda") if row["item"]]
    assert [(str(row.item), row.title, row.part, row.presenter or "") for row in seeds.of(AgendaWordingRow)] == [
        (row["item"], row["title"], row["part"], row["presenter"]) for row in published
    ]
    assert [row.position for row in seeds.of(AgendaItemRow)] == list(range(1, 14))


def test_papers_are_expected_where_the_published_pack_has_some(seeds: SeedSet) -> None:
    with_papers = [int(row["item"]) for row in facts("agenda") if row["page_from"]]
    assert [row.item for row in seeds.of(AgendaWordingRow) if row.paper_expected] == with_papers
    assert all(row.owed_by for row in seeds.of(AgendaWordingRow) if row.paper_expected)


def test_every_line_of_the_template_is_an_item_of_that_agenda(seeds: SeedSet) -> None:
    kinds = {row.title: row.kind for row in seeds.of(AgendaWordingRow)}
    assert [kinds[row.title] for row in seeds.of(TemplateLineRow)] == [row.kind for row in seeds.of(TemplateLineRow)]


def broken(row: SeedRow, **changes: object) -> list[str]:
    """The problems of the full office where one row has these values instead."""
    office = full_office()
    changed = replace(row, **changes)  # type: ignore[arg-type]  # each test names real columns
    rows = {kind: [changed if each == row else each for each in office.of(kind)] for kind in FILES}
    with pytest.raises(BrokenSeeds) as caught:
        check_seeds(SeedSet(rows, office.content))
    return [problem.message for problem in caught.value.problems]


def test_what_makes_an_item_exempt_is_given_for_items_of_part_two_and_only_for_them() -> None:
    only_then = "Fill this cell for an item of Part II, and only then."
    exempt = next(row for row in full_office().of(AgendaWordingRow) if row.part is Part.EXEMPT)
    assert broken(exempt, paragraph=None) == [only_then]
    assert broken(exempt, part=Part.OPEN) == [only_then] * 3


def test_every_item_says_something_and_two_never_have_the_same_number() -> None:
    first, second, *_ = full_office().of(AgendaItemRow)
    said = next(row for row in full_office().of(AgendaWordingRow) if row.meeting_day != THERE)
    assert broken(said, item=1, meeting_day=THERE) == ["This item says nothing. Add its words to agenda_wordings.csv."]
    assert broken(second, printed=first.printed) == ["Another item of this agenda has the number 1 too."]


def test_whoever_withdraws_an_item_or_a_line_says_when_and_why() -> None:
    *_, line = full_office().of(TemplateLineRow)
    item = next(row for row in full_office().of(AgendaItemRow) if row.withdrawn_on is not None)
    together = "Fill withdrawn_on and withdrawn_by and withdrawn_reason, or none of them."
    assert broken(line, withdrawn_reason=None) == [together]
    assert broken(item, withdrawn_by=None) == [together]
    assert broken(item, withdrawn_on=date(2024, 4, 1)) == ["2024-04-01 is before 2024-04-02, the first day."]
