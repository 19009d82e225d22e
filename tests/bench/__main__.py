"""`make bench`: what speed is measured by. Prints; asserts nothing."""

from __future__ import annotations

from tests.bench import figures, measures, pdf, web

measures.run()
figures.run()
pdf.run()
web.run()
