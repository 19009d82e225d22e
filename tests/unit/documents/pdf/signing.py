"""Documents with a signature panel, and PDFs signed in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from tests.certificates import HOLDER, PASSWORD, SIGNED_AT, signatory
from tests.unit.documents.pdf.reports import paragraph, part, report
from tests.unit.documents.samples import highlight_report
from tracker.documents.blocks import SignaturePanel
from tracker.documents.document import Document
from tracker.documents.pdf import render
from tracker.documents.pdf.sign import Certificate, SigningFacts, sign

HASH: Final = "5e0c" * 16
PANEL: Final = SignaturePanel("Jane Example", "Chief Executive", "18 September 2024 at 14:03", HASH, HOLDER)
FACTS: Final = SigningFacts(SIGNED_AT, "Jane Example", "Approved for the Panel – é ŵ", "Devizes")


def panelled(document: Document, panel: SignaturePanel | None = PANEL) -> Document:
    """The document with a panel on its title page."""
    return replace(document, title_page=replace(document.title_page, signature=panel))


def small_report(panel: SignaturePanel | None = PANEL) -> Document:
    """A report of two pages with a panel."""
    return panelled(report(part("One", paragraph("Work goes on."))), panel)


@cache
def certificate(kind: str = "RSA") -> Certificate:
    return Certificate.load(signatory(kind).store(), PASSWORD)


@cache
def unsigned() -> bytes:
    """A report of two pages that keeps a place for a signature."""
    return render(small_report())


@cache
def signed(kind: str = "RSA") -> bytes:
    """The same, signed."""
    return sign(unsigned(), certificate(kind), FACTS)


@cache
def signed_highlight_report() -> bytes:
    """A report with everything in it, signed."""
    return sign(render(panelled(highlight_report())), certificate(), FACTS)
