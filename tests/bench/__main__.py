"""`make bench`: what speed is measured by. Prints; asserts nothing."""

from __future__ import annotations

from tests.bench import pdf, web

pdf.run()
web.run()
