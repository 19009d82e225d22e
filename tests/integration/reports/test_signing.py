"""Signing off: who may, what stops it, what is kept, and that the same bytes are drawn again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.certificates import PASSWORD, signatory
from tests.factories import TODAY, Cast, as_actor, last_entry, report
from tests.factories_signing import KIND, QUARTER, signing, submitted
from tracker.access import Actor
from tracker.audit.rules import Event
from tracker.documents import html, pdf
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.documents.pdf.sign_verify import verify
from tracker.errors import Stale
from tracker.files.queries import content_of
from tracker.plan.models import Deliverable
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_sign import sign
from tracker.reports.commands_signoff import Seen
from tracker.reports.layout_kinds import report_document
from tracker.reports.models_signoff import ReportSignature
from tracker.reports.queries_signoff import Standing, signing_facts, standing
from tracker.reports.rules_life import (
    AuthorMayNotSign,
    LastEditorMayNotSign,
    MoveRefused,
    ReportState,
)
from tracker.reports.rules_signing import BlocksStand, ContentChanged
from tracker.reports.snapshots_kinds import read_snapshot

MOMENT = datetime(2024, 9, 18, 13, 5, tzinfo=UTC)


def signature_of(found: Standing) -> ReportSignature:
    assert found.signature is not None
    return found.signature


@pytest.fixture
def chief(cast: Cast) -> Actor:
    return as_actor(cast.chief_executive)


@pytest.fixture
def waiting(session: Session, cast: Cast, deliverable: Deliverable) -> Standing:
    """Submitted by the lead; the officer was the last to change anything in it."""
    report(session, deliverable, 40, TODAY, by=as_actor(cast.officer))
    return submitted(session, as_actor(cast.lead))


def test_what_is_signed_is_kept_with_its_bytes_its_content_and_the_end_of_the_log(
    session: Session, waiting: Standing, chief: Actor
) -> None:
    found = sign(session, KIND, QUARTER, signing(session, waiting), by=chief, at=MOMENT)
    assert found.state is ReportState.SIGNED
    kept = signature_of(found)
    content = read_snapshot(KIND, content_of(session, kept.snapshot_id))
    assert content.content_hash == kept.content_hash
    assert (kept.name, kept.title, kept.signed_at) == (chief.name, "Chief Executive", MOMENT)
    assert kept.signed_pdf is None
    event, changes, _ = last_entry(session, "highlight-2024-25-Q2")
    assert event is Event.REPORT_SIGNED
    assert changes["State"] == ("Submitted", "Signed off")
    assert changes["Content"] == (None, kept.content_hash)
    page = content_of(session, kept.html_id).decode()
    for words in (f"{kept.chain_count}:{kept.chain_hash}", kept.content_hash, "18 September 2024 at 2:05pm"):
        assert words in page
    assert "Draft" not in page
    said = re.sub(r"<[^>]+>", "", page)
    assert "Version: 1" in said
    # The title page, and the governance page at the end.
    assert said.count(f"Hash of the content (SHA-256): {kept.content_hash}") == 2


def test_the_same_content_drawn_again_gives_the_stored_files_byte_for_byte(
    session: Session, waiting: Standing, chief: Actor
) -> None:
    kept = signature_of(sign(session, KIND, QUARTER, signing(session, waiting), by=chief, at=MOMENT))
    session.expire_all()
    document = report_document(read_snapshot(KIND, content_of(session, kept.snapshot_id)), signing_facts(kept))
    assert pdf.render(document) == content_of(session, kept.pdf_id)
    assert html.render_page(document, stylesheet=html.stylesheet()).encode() == content_of(session, kept.html_id)


def test_with_a_certificate_the_pdf_is_signed_digitally(session: Session, waiting: Standing, chief: Actor) -> None:
    issued = signatory()
    certificate = Certificate.load(issued.store(), PASSWORD)
    command = signing(session, waiting, certificate=certificate)
    kept = signature_of(sign(session, KIND, QUARTER, command, by=chief, at=MOMENT))
    assert kept.signed_pdf_id is not None
    signed = content_of(session, kept.signed_pdf_id)
    assert signed.startswith(content_of(session, kept.pdf_id))
    (found,) = verify(signed, (issued.root,))
    assert not found.problem
    assert (found.name, found.moment) == (chief.name, MOMENT)
    assert kept.certificate == certificate.subject


def test_what_changed_a_second_before_is_not_signed(
    session: Session, waiting: Standing, chief: Actor, cast: Cast, deliverable: Deliverable
) -> None:
    command = signing(session, waiting)
    report(session, deliverable, 55, TODAY, by=as_actor(cast.officer))
    with pytest.raises(ContentChanged):
        sign(session, KIND, QUARTER, command, by=chief, at=MOMENT)
    found = sign(session, KIND, QUARTER, signing(session, waiting), by=chief, at=MOMENT)
    assert signature_of(found).content_hash != command.content_hash


def test_of_two_who_sign_at_once_one_is_told(session: Session, waiting: Standing, chief: Actor) -> None:
    command = signing(session, waiting)
    sign(session, KIND, QUARTER, command, by=chief, at=MOMENT)
    with pytest.raises(Stale):
        sign(session, KIND, QUARTER, command, by=chief, at=MOMENT)
    again = standing(session, KIND, QUARTER)
    with pytest.raises(MoveRefused):
        sign(session, KIND, QUARTER, replace(command, seen=Seen.of(again)), by=chief, at=MOMENT)


def test_who_submitted_it_does_not_sign_it(session: Session, deliverable: Deliverable, chief: Actor) -> None:
    found = submitted(session, chief)
    with pytest.raises(AuthorMayNotSign):
        sign(session, KIND, QUARTER, signing(session, found), by=chief, at=MOMENT)


def test_who_changed_something_in_it_last_does_not_sign_it(
    session: Session, deliverable: Deliverable, chief: Actor, cast: Cast
) -> None:
    report(session, deliverable, 30, TODAY, by=chief)
    found = submitted(session, as_actor(cast.lead))
    with pytest.raises(LastEditorMayNotSign):
        sign(session, KIND, QUARTER, signing(session, found), by=chief, at=MOMENT)


def test_nothing_is_signed_while_something_is_wrong_that_nobody_gave_a_reason_for(
    session: Session, waiting: Standing, chief: Actor
) -> None:
    waiting.version.overrides.clear()
    with pytest.raises(BlocksStand) as refused:
        sign(session, KIND, QUARTER, signing(session, waiting), by=chief, at=MOMENT)
    assert refused.value.number >= 1


def test_a_report_that_was_not_submitted_is_not_signed(
    session: Session, waiting: Standing, chief: Actor, cast: Cast
) -> None:
    command = signing(session, waiting)
    back = acts.take_back(session, KIND, QUARTER, acts.Act(Seen.of(waiting)), by=as_actor(cast.lead), on=TODAY)
    with pytest.raises(MoveRefused):
        sign(session, KIND, QUARTER, replace(command, seen=Seen.of(back)), by=chief, at=MOMENT)


def test_the_next_version_names_the_one_it_replaces(
    session: Session, waiting: Standing, chief: Actor, cast: Cast, deliverable: Deliverable
) -> None:
    first = sign(session, KIND, QUARTER, signing(session, waiting), by=chief, at=MOMENT)
    second = acts.revoke(session, KIND, QUARTER, acts.Act(Seen.of(first), "A figure was wrong."), by=chief, on=TODAY)
    assert (second.number, second.state) == (2, ReportState.DRAFT)
    report(session, deliverable, 45, TODAY, by=as_actor(cast.officer))
    found = submitted(session, as_actor(cast.lead))
    kept = signature_of(sign(session, KIND, QUARTER, signing(session, found), by=chief, at=MOMENT + timedelta(hours=1)))
    page = content_of(session, kept.html_id).decode()
    assert "2. It replaces version 1, signed off on 18 September 2024" in page
    assert content_of(session, signature_of(first).pdf_id)
