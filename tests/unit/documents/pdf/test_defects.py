"""Each defect that a PDF can have is seen by the judges that are there to see it."""

from __future__ import annotations

import pytest

from tests.judges import keep, profiles, verdict
from tests.tally import count
from tests.unit.documents.pdf import defects_archive, defects_content, defects_signed, defects_structure
from tests.unit.documents.pdf.defects import DEFECTS, Defect
from tests.unit.documents.pdf.signing import panelled
from tests.unit.documents.samples import highlight_report
from tests.verapdf.comparison import KNOWN
from tracker.documents.pdf import render

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def sound() -> bytes:
    """With a place for a signature, but none in it: a signed file that is saved with a defect has one more."""
    return render(panelled(highlight_report()))


def test_the_file_without_defects_is_sound(sound: bytes) -> None:
    assert profiles(sound) == ["ua1", "2a"]
    assert verdict(sound, "ua1", "2a").complaints == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_each_defect_is_seen(sound: bytes, defect: Defect) -> None:
    spoiled = defect.put_into(sound)
    found = verdict(spoiled, "ua1", "2a")
    count("PDFs with a seeded defect", missed_by_a_judge=len(defect.seen_by - found.seen_by))
    keep(spoiled, "seeded defects", found, defect=defect.name)
    assert found.seen_by >= defect.seen_by


def test_there_are_defects_of_every_kind() -> None:
    modules = {defect.spoil.__module__ for defect in DEFECTS}
    assert modules == {
        module.__name__ for module in (defects_archive, defects_content, defects_signed, defects_structure)
    }
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS)
    assert all(defect.seen_by for defect in DEFECTS)


def test_what_the_reference_alone_sees_of_the_validators_our_own_check_sees_too() -> None:
    by_name = {defect.name: defect for defect in DEFECTS}
    assert all(by_name[name].seen_by & {profile, "structure"} for name, profile in KNOWN)
