"""`make bench`: what speed is measured by. Prints; asserts nothing."""

from __future__ import annotations

from tests.bench import annual, figures, measure_reports, measures, packs, pdf, web

measures.run()
measure_reports.run()
figures.run()
pdf.run()
annual.run()
packs.run()
web.run()
