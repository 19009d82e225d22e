"""`make bench`: what speed is measured by. Prints; asserts nothing."""

from __future__ import annotations

from tests.bench import figures, measure_reports, measures, pdf, web

measures.run()
measure_reports.run()
figures.run()
pdf.run()
web.run()
