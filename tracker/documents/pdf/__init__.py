"""Blocks -> tagged, accessible PDF."""

from __future__ import annotations

from tracker.documents.errors import DocumentError
from tracker.documents.pdf.errors import MissingGlyph
from tracker.documents.pdf.fonts import lacking
from tracker.documents.pdf.writer import render

__all__ = ["DocumentError", "MissingGlyph", "lacking", "render"]
